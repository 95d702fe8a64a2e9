using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binding;

internal sealed partial class Binder
{
    private BoundExpression BindCall(CallExpression call)
    {
        TextSpan span = call.Span;
        Symbol? symbol = call.Callee switch
        {
            NameExpression name => Find(name.Name) ?? CasesNamed(name.Name).FirstOrDefault(),
            MemberExpression { IsOptional: false } member => FindMemberSymbol(member),
            _ => null,
        };
        if (!call.IsOptional)
        {
            switch (symbol)
            {
                case Variable { Function: { } function } holder:
                    return BindKnownCall(span, call.Arguments, function, holder);
                case RecordSymbol record:
                    return BindKnownCall(span, call.Arguments, record.Maker, null);
                case LibrarySymbol { Value.Ref: Builtin builtin }:
                    return BindLibraryCall(span, call.Arguments, builtin);
            }
        }

        if (symbol is NoSymbol)
        {
            BindArguments(call.Arguments);
            return new BoundConstant(span, null);
        }

        if (call is { IsOptional: false, Callee: MemberExpression { IsGrouped: false } method } && symbol is null)
        {
            BoundExpression target = BindExpression(method.Target);
            return new BoundMethodCall(span, target, method.Name.Text, BindArguments(call.Arguments), method.IsOptional);
        }

        BoundExpression callee = symbol is null ? BindExpression(call.Callee) : BindSymbol(call.Callee.Span, symbol);
        return new BoundCall(span, callee, BindArguments(call.Arguments), call.IsOptional);
    }

    /// <summary>What <c>Event.Paid</c> or <c>math.sqrt</c> names before a call, or null when the target is a value.</summary>
    private Symbol? FindMemberSymbol(MemberExpression member) =>
        FindQualified(member.Target) is { } owner ? FindIn(owner, member.Name) : null;

    private List<BoundArgument> BindArguments(IReadOnlyList<Argument> arguments) =>
        [.. arguments.Select(a => new BoundArgument(a.Name?.Text, BindExpression(a.Value), a.IsSpread))];

    private BoundExpression BindKnownCall(TextSpan span, IReadOnlyList<Argument> arguments, FunctionSymbol function, Variable? holder)
    {
        if (arguments.Any(a => a.IsSpread))
        {
            function.Escapes = true;
            BoundExpression callee = holder is null ? new BoundLambda(span, function) : Use(span, holder);
            return new BoundCall(span, callee, BindArguments(arguments), isOptional: false);
        }

        BoundVariable? used = holder is null ? null : Use(span, holder);
        (BoundExpression?[] sorted, int[] order) = Arrange(span, arguments, function.Info);
        for (int i = 0; i < sorted.Length; i++)
        {
            TypeTest? type = function.Makes is { } record ? record.Fields[i].Type : function.Parameters[i].Variable.Type;
            if (sorted[i] is { } value && i != function.Info.RestIndex)
            {
                sorted[i] = Check(value, type, $"'{function.Info.Parameters[i].Name}'");
            }
        }

        return new BoundDirectCall(span, function, sorted, order) { Holder = used };
    }

    private BoundExpression BindLibraryCall(TextSpan span, IReadOnlyList<Argument> arguments, Builtin function)
    {
        if (arguments.Any(a => a.IsSpread))
        {
            return new BoundCall(span, new BoundObject(span, Value.Object(function)), BindArguments(arguments), isOptional: false);
        }

        (BoundExpression?[] sorted, int[] order) = Arrange(span, arguments, function.Info);
        return new BoundLibraryCall(span, function, sorted, order);
    }

    /// <summary>Gives each parameter its argument, and says what is missing or too much.</summary>
    private (BoundExpression?[] Sorted, int[] Order) Arrange(TextSpan span, IReadOnlyList<Argument> arguments, FunctionInfo info)
    {
        var sorted = new BoundExpression?[info.Parameters.Length];
        List<int> order = [];
        List<BoundArgument> rest = [];
        int positional = info.RestIndex >= 0 ? info.RestIndex : info.MaxPositional;
        int given = 0;
        foreach (Argument argument in arguments)
        {
            BoundExpression value = BindExpression(argument.Value);
            int index = argument.Name is { } name ? Array.FindIndex(info.Parameters, p => p.Name == name.Text && !p.IsRest) : given++;
            if (argument.Name is { } named)
            {
                if (index < 0)
                {
                    _diagnostics.UnknownArgument(
                        named.Span, info.Name, named.Text, Suggestions.Nearest(named.Text, info.Parameters.Select(p => p.Name)));
                    continue;
                }

                if (sorted[index] is not null)
                {
                    _diagnostics.DuplicateArgument(named.Span, info.Name, named.Text);
                }
            }
            else if (index >= positional)
            {
                rest.Add(new BoundArgument(null, value, IsSpread: false));
                continue;
            }

            sorted[index] = value;
            order.Add(index);
        }

        if (info.RestIndex >= 0)
        {
            sorted[info.RestIndex] = new BoundSequence(span, SequenceKind.Array, rest);
            order.Add(info.RestIndex);
        }
        else if (rest.Count > 0)
        {
            _diagnostics.WrongArgumentCount(span, info.Name, Errors.CountOf(info), given);
            return (sorted, [.. order]);
        }

        ReportMissing(span, arguments, info, sorted);
        return (sorted, [.. order]);
    }

    private void ReportMissing(TextSpan span, IReadOnlyList<Argument> arguments, FunctionInfo info, BoundExpression?[] sorted)
    {
        for (int i = 0; i < sorted.Length; i++)
        {
            if (sorted[i] is null && !info.Parameters[i].IsOptional)
            {
                if (arguments.Any(a => a.Name is not null))
                {
                    _diagnostics.MissingArgument(span, info.Name, info.Parameters[i].Name);
                }
                else
                {
                    _diagnostics.WrongArgumentCount(span, info.Name, Errors.CountOf(info), arguments.Count);
                }

                return;
            }
        }
    }

    /// <summary><c>Account { owner: "Ada", cents: 0 }</c> is a call of the maker with named arguments.</summary>
    private BoundExpression BindStruct(StructExpression make)
    {
        Symbol? symbol = FindQualified(make.Type);
        if (symbol is not RecordSymbol record || record.Enum is not null)
        {
            if (symbol is null)
            {
                ReportUnknown(make.Type.Span, _source.Slice(make.Type.Span).ToString());
            }
            else
            {
                _diagnostics.NotAStruct(make.Type.Span, symbol.Name);
            }

            return new BoundConstant(make.Span, null);
        }

        foreach (StructFieldValue field in make.Fields)
        {
            if (record.IndexOf(field.Name.Text) < 0)
            {
                _diagnostics.UnknownField(
                    field.Name.Span, record.Name, field.Name.Text, Suggestions.Nearest(field.Name.Text, record.Fields.Select(f => f.Name)));
            }
        }

        FieldSymbol? missing = record.Fields.Where((f, i) => !record.Maker.Info.Parameters[i].IsOptional)
            .FirstOrDefault(f => make.Fields.All(given => given.Name.Text != f.Name));
        if (missing is not null || make.Fields.Any(f => record.IndexOf(f.Name.Text) < 0))
        {
            // One message is enough where the missing field is the misspelt one.
            if (missing is not null && make.Fields.All(f => record.IndexOf(f.Name.Text) >= 0))
            {
                _diagnostics.MissingField(make.Span, record.Name, missing.Name);
            }

            foreach (StructFieldValue field in make.Fields)
            {
                BindExpression(field.Value);
            }

            return new BoundConstant(make.Span, null);
        }

        Argument[] arguments =
        [
            .. make.Fields.Where(f => record.IndexOf(f.Name.Text) >= 0).Select(f => new Argument(f.Span, f.Name, f.Value, IsSpread: false)),
        ];
        return BindKnownCall(make.Span, arguments, record.Maker, null);
    }
}
