using System.Numerics;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binding;

internal sealed partial class Binder
{
    private BoundExpression BindExpression(Expression expression)
    {
        TextSpan span = expression.Span;
        Grow(span);
        if (expression is ChainExpression chain && BindOptionalChain(chain) is { } skipping)
        {
            return skipping;
        }

        switch (expression)
        {
            case GivenExpression given:
                return given.Value;
            case LiteralExpression literal:
                return new BoundConstant(span, literal.Value);
            case NameExpression name:
                return BindName(name);
            case UnaryExpression unary:
                return BindUnary(unary);
            case BinaryExpression binary:
                return BindBinary(binary);
            case ConditionalExpression conditional:
                return new BoundConditional(
                    span, BindExpression(conditional.Condition), BindExpression(conditional.WhenTrue), BindExpression(conditional.WhenFalse));
            case RangeExpression range:
                return new BoundRange(
                    span, range.Start is null ? new BoundConstant(span, 0L) : BindExpression(range.Start),
                    range.End is null ? new BoundConstant(span, long.MaxValue) : BindExpression(range.End));
            case CallExpression call:
                return BindCall(call);
            case MemberExpression member:
                return BindMember(member);
            case IndexExpression { Index: RangeExpression range } slice when range.Start is null || range.End is null:
                return new BoundSlice(
                    span, BindExpression(slice.Target), BindOrNull(range.Start, range.Span), BindOrNull(range.End, range.Span),
                    new BoundConstant(span, null));
            case IndexExpression index:
                return new BoundIndex(span, BindExpression(index.Target), BindExpression(index.Index));
            case SliceExpression slice:
                return new BoundSlice(
                    span, BindExpression(slice.Target), BindOrNull(slice.Start, span), BindOrNull(slice.End, span), BindOrNull(slice.Step, span));
            case SlicePartExpression part:
                return new BoundLibraryCall(
                    span, Library.Builtins.MakeSlice, [BindOrNull(part.Start, span), BindOrNull(part.End, span), BindOrNull(part.Step, span)], [0, 1, 2]);
            case ArrayExpression array:
                return new BoundSequence(span, SequenceKind.Array, BindElements(array.Elements));
            case TupleExpression tuple:
                return new BoundSequence(span, SequenceKind.Tuple, BindElements(tuple.Elements));
            case SetExpression set:
                return new BoundSequence(span, SequenceKind.Set, BindElements(set.Elements));
            case DictExpression dict:
                return new BoundDict(
                    span, [.. dict.Entries.Select(e => (e.Key is null ? null : BindExpression(e.Key), BindExpression(e.Value)))]);
            case ComprehensionExpression comprehension:
                return BindComprehension(comprehension);
            case LambdaExpression lambda:
                return BindLambda(lambda);
            case FormatExpression format:
                return new BoundFormat(
                    span, [.. format.Parts.Select(p => new BoundFormatPart(p.Text, p.Value is null ? null : BindExpression(p.Value), p.Format))]);
            case MatchExpression match:
                return BindMatch(match);
            case StructExpression make:
                return BindStruct(make);
            case SpawnExpression spawn:
                return BindSpawn(spawn);
            case AwaitExpression await:
                return new BoundAwait(span, BindExpression(await.Operand));
            case SpreadExpression spread:
                return BindExpression(spread.Value);
            default:
                return new BoundConstant(span, null);
        }
    }

    private List<BoundArgument> BindElements(IReadOnlyList<Expression> elements) =>
        [.. elements.Select(e => new BoundArgument(null, BindExpression(e), e is SpreadExpression))];

    private BoundExpression BindChecked(Expression expression, TypeTest? type, string what) =>
        Check(BindExpression(expression), type, what);

    /// <summary>Puts a test around a value whose type is written down, and says at once when it cannot pass.</summary>
    private BoundExpression Check(BoundExpression value, TypeTest? type, string what)
    {
        if (type is null)
        {
            return value;
        }

        if (value is BoundConstant constant)
        {
            var known = Value.OfLiteral(constant.Value);
            if (type.Matches(known))
            {
                return value;
            }

            if (type.AcceptsFloat && known.IsInt)
            {
                return new BoundConstant(value.Span, (double)known.Bits);
            }

            _diagnostics.TypeMismatch(value.Span, what, type.Description, Types.Describe(known));
            return value;
        }

        if (KnownType(value) is { } sample && !type.Matches(sample) && !(type.AcceptsFloat && sample.IsInteger))
        {
            _diagnostics.TypeMismatch(value.Span, what, type.Description, Types.Describe(sample));
        }

        return new BoundCheck(value.Span, value, type, what);
    }

    /// <summary>A value of the only type that an expression can have, for those that are plain from their form.</summary>
    private static Value? KnownType(BoundExpression expression) => expression switch
    {
        BoundFormat => Value.Of(""),
        BoundSequence { Sequence: SequenceKind.Tuple, Elements.Count: 0 } => Value.Object(new TupleObject([])),
        BoundSequence { Sequence: SequenceKind.Array, Elements.Count: 0 } => Value.Object(new ArrayObject()),
        BoundDict { Entries.Count: 0 } => Value.Object(new DictObject()),
        _ => null,
    };

    private BoundExpression BindName(NameExpression name)
    {
        switch (Find(name.Name))
        {
            case { } symbol:
                return BindSymbol(name.Span, symbol);
            case null when FindCase(new Identifier(name.Name, name.Span)) is { Single: { } single }:
                return Use(name.Span, single);
            default:
                ReportUnknown(name.Span, name.Name);
                return new BoundConstant(name.Span, null);
        }
    }

    private BoundExpression BindSymbol(TextSpan span, Symbol symbol)
    {
        switch (symbol)
        {
            case Variable { Function: { } function } holder:
                function.Escapes = true;
                return Use(span, holder);
            case Variable variable:
                return Use(span, variable);
            case LibrarySymbol library:
                return new BoundObject(span, library.Value);
            case RecordSymbol record:
                return BindRecordValue(span, record);
            case EnumSymbol type:
                return Namespace(span, "enum", type.Name, type.Variants.Select(v => (v.Name, BindRecordValue(span, v)))
                    .Concat(type.Functions.Select(f => (f.Key, BindSymbol(span, f.Value)))));
            case ModuleSymbol module:
                return Namespace(span, "module", module.Name, module.Exports.Select(e => (e.Key, BindSymbol(span, e.Value))));
            default:
                throw new InvalidOperationException($"No value stands for {symbol.GetType()}.");
        }
    }

    private static BoundLibraryCall Namespace(TextSpan span, string kind, string name, IEnumerable<(string Name, BoundExpression Value)> members)
    {
        var dict = new BoundDict(span, [.. members.Select(m => ((BoundExpression?)new BoundConstant(span, m.Name), m.Value))]);
        return new BoundLibraryCall(
            span, Library.Builtins.MakeNamespace, [new BoundConstant(span, kind), new BoundConstant(span, name), dict], [0, 1, 2]);
    }

    /// <summary>A struct or case as a value: the function that makes instances, or the only instance.</summary>
    private BoundExpression BindRecordValue(TextSpan span, RecordSymbol record)
    {
        if (record.Single is { } single)
        {
            return Use(span, single);
        }

        record.Maker.Escapes = true;
        return new BoundLambda(span, record.Maker);
    }

    private void ReportUnknown(TextSpan span, string name) => _diagnostics.UnknownName(
        span, name, Suggestions.Nearest(name, _scope.AllNames().Concat(_frame == _program.Main.Frame ? [] : _later.Keys)));

    private BoundExpression BindUnary(UnaryExpression unary)
    {
        BoundExpression operand = BindExpression(unary.Operand);
        return (unary.Operator, operand) switch
        {
            (TokenKind.Minus, BoundConstant { Value: long and not long.MinValue and var number }) => new BoundConstant(unary.Span, -number),
            (TokenKind.Minus, BoundConstant { Value: double number }) => new BoundConstant(unary.Span, -number),
            (TokenKind.Minus, BoundConstant { Value: BigInteger number }) => new BoundConstant(
                unary.Span, -number == long.MinValue ? long.MinValue : (object)-number),
            _ => new BoundUnary(unary.Span, unary.Operator, operand),
        };
    }

    private BoundExpression BindBinary(BinaryExpression binary)
    {
        if (binary.Operator == TokenKind.PipeArrow)
        {
            return BindPipe(binary);
        }

        BoundExpression left = BindExpression(binary.Left);
        BoundExpression right = BindExpression(binary.Right);
        return binary.Operator is TokenKind.AmpersandAmpersand or TokenKind.PipePipe or TokenKind.QuestionQuestion
            ? new BoundShortCircuit(binary.Span, binary.Operator, left, right)
            : new BoundBinary(binary.Span, binary.Operator, left, right);
    }

    /// <summary><c>x |&gt; f</c> is <c>f(x)</c>, and <c>x |&gt; f(y)</c> is <c>f(x, y)</c> when <c>f</c> is a name.</summary>
    private BoundExpression BindPipe(BinaryExpression pipe)
    {
        var first = new Argument(pipe.Left.Span, null, pipe.Left, IsSpread: false);
        return pipe.Right is CallExpression { IsOptional: false } call
            ? BindExpression(new CallExpression(pipe.Span, call.Callee, [first, .. call.Arguments], IsOptional: false))
            : BindExpression(new CallExpression(pipe.Span, pipe.Right, [first], IsOptional: false));
    }

    private BoundExpression BindMember(MemberExpression member)
    {
        if (member.IsOptional || FindQualified(member.Target) is not { } owner || FindIn(owner, member.Name) is not { } found)
        {
            return new BoundMember(member.Span, BindExpression(member.Target), member.Name.Text, member.IsOptional);
        }

        return found is NoSymbol ? new BoundConstant(member.Span, null) : BindSymbol(member.Span, found);
    }

    /// <summary>What there is instead of a member that a type or module does not have; it has been reported.</summary>
    private sealed class NoSymbol() : Symbol("");

    /// <summary>What a type or module has under a name, or null when something else stands before the dot.</summary>
    private Symbol? FindIn(Symbol owner, Identifier name) => owner switch
    {
        EnumSymbol type => FindVariant(type, name),
        ModuleSymbol module => FindExport(module, name),
        RecordSymbol { Enum: null } type => FindFunction(type, name),
        _ => null,
    } ?? (owner is EnumSymbol or ModuleSymbol or RecordSymbol { Enum: null } ? new NoSymbol() : null);

    /// <summary>The type that <c>shapes.Circle</c> names in another file.</summary>
    private Symbol? FindQualified(Expression expression) => expression switch
    {
        NameExpression name => Find(name.Name),
        MemberExpression { Target: NameExpression target } member when Find(target.Name) is ModuleSymbol module =>
            module.Exports.GetValueOrDefault(member.Name.Text),
        _ => null,
    };

    private Symbol? FindVariant(EnumSymbol type, Identifier name)
    {
        Symbol? found = type.Variants.Find(v => v.Name == name.Text) ?? (Symbol?)type.Functions.GetValueOrDefault(name.Text);
        if (found is null && type.Methods.ContainsKey(name.Text))
        {
            _diagnostics.MethodOfType(name.Span, type.Name, name.Text);
        }
        else if (found is null)
        {
            _diagnostics.UnknownCase(
                name.Span, type.Name, name.Text, Suggestions.Nearest(name.Text, type.Variants.Select(v => v.Name).Concat(type.Functions.Keys)));
        }

        return found;
    }

    private Variable? FindFunction(RecordSymbol type, Identifier name)
    {
        Variable? found = type.Functions.GetValueOrDefault(name.Text);
        if (found is null && (type.Methods.ContainsKey(name.Text) || type.IndexOf(name.Text) >= 0))
        {
            _diagnostics.MethodOfType(name.Span, type.Name, name.Text);
        }
        else if (found is null)
        {
            _diagnostics.UnknownFunction(name.Span, type.Name, name.Text, Suggestions.Nearest(name.Text, type.Functions.Keys));
        }

        return found;
    }

    private Symbol? FindExport(ModuleSymbol module, Identifier name)
    {
        if (module.Exports.TryGetValue(name.Text, out Symbol? symbol))
        {
            return symbol;
        }

        _diagnostics.UnknownExport(name.Span, module.Name, name.Text, Suggestions.Nearest(name.Text, module.Exports.Keys));
        return null;
    }

    private BoundLambda BindLambda(LambdaExpression lambda)
    {
        FunctionSymbol function = NewFunction("", lambda.Span);
        function.Escapes = true;
        DeclareSignature(function, lambda.Parameters, lambda.ReturnType);
        Node body = lambda.Body is BlockStatement { Statements: [ExpressionStatement single] } ? single.Expression : lambda.Body;
        BindBody(function, lambda.Parameters, body);
        return new BoundLambda(lambda.Span, function);
    }

    private BoundBlockExpression BindComprehension(ComprehensionExpression comprehension) => InScope(() =>
    {
        TextSpan span = comprehension.Span;
        var result = new Variable("", _frame) { IsDeclared = true };
        BoundExpression empty = comprehension.Kind switch
        {
            ComprehensionKind.Array => new BoundSequence(span, SequenceKind.Array, []),
            ComprehensionKind.Set => new BoundSequence(span, SequenceKind.Set, []),
            _ => new BoundDict(span, []),
        };
        BoundStatement loop = BindClauses(comprehension, 0, result);
        return new BoundBlockExpression(span, [new BoundDeclare(span, result, empty), loop], new BoundVariable(span, result));
    });

    private BoundStatement BindClauses(ComprehensionExpression comprehension, int index, Variable result)
    {
        if (index == comprehension.Clauses.Count)
        {
            BoundExpression? key = comprehension.Key is null ? null : BindExpression(comprehension.Key);
            return new BoundCollect(comprehension.Value.Span, result, key, BindExpression(comprehension.Value));
        }

        ComprehensionClause clause = comprehension.Clauses[index];
        BoundExpression? source = clause.Source is RangeExpression ? null : BindExpression(clause.Source);
        return InScope<BoundStatement>(() =>
        {
            if (clause is { Pattern: NamePattern name, Source: RangeExpression { Start: { } start, End: { } end } })
            {
                BoundExpression first = BindExpression(start);
                BoundExpression last = BindExpression(end);
                Variable variable = Declare(name.Name, isConst: false);
                return new BoundForRange(clause.Span, variable, first, last, BindConditions(comprehension, index, result));
            }

            source ??= BindExpression(clause.Source);
            BoundPattern pattern = BindPattern(clause.Pattern, NewNames(isConst: false));
            return new BoundForEach(clause.Span, pattern, source, BindConditions(comprehension, index, result));
        });
    }

    private BoundStatement BindConditions(ComprehensionExpression comprehension, int index, Variable result)
    {
        BoundExpression[] conditions = [.. comprehension.Clauses[index].Conditions.Select(BindExpression)];
        BoundStatement body = BindClauses(comprehension, index + 1, result);
        return conditions.Reverse().Aggregate(body, (inner, condition) => new BoundIf(condition.Span, condition, inner, null));
    }

    private BoundSpawn BindSpawn(SpawnExpression spawn)
    {
        // The callee and its arguments are worked out now; only the call itself waits.
        if (spawn.Operand is CallExpression { HasOptional: false } call && call.Arguments.All(a => a is { Name: null, IsSpread: false }))
        {
            BoundExpression callee = call.Callee is NameExpression or MemberExpression ? BindCallee(call.Callee) : BindExpression(call.Callee);
            return new BoundSpawn(spawn.Span, callee, [.. call.Arguments.Select(a => BindExpression(a.Value))]);
        }

        var lambda = new LambdaExpression(spawn.Operand.Span, [], null, spawn.Operand);
        return new BoundSpawn(spawn.Span, BindLambda(lambda), []);
    }

    private BoundExpression BindCallee(Expression callee) =>
        callee is NameExpression name && CasesNamed(name.Name).FirstOrDefault() is { } record && Find(name.Name) is null
            ? BindRecordValue(callee.Span, record)
            : BindExpression(callee);
}
