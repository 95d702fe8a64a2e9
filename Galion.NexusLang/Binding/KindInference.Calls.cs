using Galion.NexusLang.Compiling;

namespace Galion.NexusLang.Binding;

internal sealed partial class KindInference
{
    /// <summary>Functions of the library that look at arrays and neither keep, change nor give them on.</summary>
    private static readonly HashSet<string> Readers =
    [
        "print", "str", "len", "type", "abs", "sqrt", "int", "float", "floor", "ceil", "round", "sin", "cos", "tan", "exp", "log", "sum",
    ];

    /// <summary>Methods of arrays that neither keep nor give on the array or anything in it.</summary>
    private static readonly HashSet<string> ReadingMethods = ["len", "contains", "index_of", "count", "join"];

    private Facts VisitCall(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundDirectCall call:
                return VisitDirectCall(call);
            case BoundLibraryCall call:
                return VisitLibraryCall(call);
            case BoundCall call:
                _function.IsLeaf = false;
                call.NeedsEmptyStack = VisitAll([call.Callee, .. call.Arguments.Select(a => a.Value)]);
                LeakAll([call.Callee, .. call.Arguments.Select(a => a.Value)]);
                return Facts.Any;
            case BoundMethodCall call:
                return VisitMethodCall(call);
            default:
                var spawn = (BoundSpawn)expression;
                _function.IsLeaf = false;
                spawn.NeedsEmptyStack = VisitAll([spawn.Callee, .. spawn.Arguments]);
                LeakAll([spawn.Callee, .. spawn.Arguments]);
                return Facts.Any;
        }
    }

    private Facts VisitDirectCall(BoundDirectCall call)
    {
        call.NeedsEmptyStack = VisitAll(call.Arguments);
        FunctionSymbol function = call.Function;

        // A maker runs what its fields are by default, which may make more.
        _function.IsLeaf &= function.Makes is not null && _function.Makes is null;
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            Widen(function.Parameters[i].Variable.Slot, call.Arguments[i]?.Facts ?? Facts.Any);
        }

        return function.Returns.Facts;
    }

    private Facts VisitLibraryCall(BoundLibraryCall call)
    {
        BoundExpression?[] arguments = Intrinsics.ArgumentsOf(call);
        call.NeedsEmptyStack = VisitAll(arguments);
        if (!ReferenceEquals(arguments, call.Arguments))
        {
            // The rest is an array that only the library sees.
            var rest = (BoundSequence)call.Arguments[0]!;
            rest.NeedsEmptyStack = call.NeedsEmptyStack;
            rest.Facts = Facts.Any;
        }

        _function.IsLeaf &= Intrinsics.Find(call) is not null;
        string name = call.Function.Info.Name;
        Facts first = arguments is [{ } only, ..] ? only.Facts : Facts.Any;
        bool isOfOne = first.Kind is Kind.Array or Kind.Unset && arguments.Skip(1).All(a => a is null || !MayBeArray(a.Facts));
        if (!Readers.Contains(name) && !(isOfOne && GivesElements(name)))
        {
            LeakAll(arguments);
        }

        switch (name)
        {
            case "len" when first.Kind == Kind.Unset:
                return Facts.Unset;
            case "len":
                return Facts.Long(first.Kind == Kind.Array ? Interval.Length : new Interval(0, long.MaxValue));
            case "array" or "list" when arguments is [BoundRange { Start.Facts: var start, End.Facts: var end }]:
                return start.Kind == Kind.Unset || end.Kind == Kind.Unset ? Facts.Unset : ArrayOf(call, Counter(start, end));
            case var other when isOfOne && GivesElements(other):
                if (first.Kind == Kind.Unset)
                {
                    return Facts.Unset;
                }

                // What a key function is given is not followed.
                Leak(first.Elements!.Facts);
                return other is "min" or "max" ? (arguments.Length == 1 ? first.Elements!.Facts : Facts.Any) : first;
        }

        return Intrinsics.FactsOf(call);
    }

    private static bool MayBeArray(Facts facts) => facts.Kind is Kind.Array or Kind.Unset;

    /// <summary>Whether what a function of the library gives is an element of the array that it takes, or another array of the same.</summary>
    private static bool GivesElements(string name) => name is "array" or "list" or "sorted" or "reversed" or "min" or "max";

    private Facts VisitMethodCall(BoundMethodCall call)
    {
        _function.IsLeaf = false;
        call.NeedsEmptyStack = VisitAll([call.Target, .. call.Arguments.Select(a => a.Value)]);
        Facts target = call.Target.Facts;
        if (target.Kind == Kind.Unset)
        {
            return Facts.Unset;
        }

        bool isPlain = !call.IsOptional && call.Arguments.All(a => a is { Name: null, IsSpread: false });
        if (target is { Kind: Kind.Array, Elements: { } elements } && isPlain)
        {
            switch (call.Name)
            {
                case "push" or "append" when call.Arguments.Count == 1:
                    Widen(elements.Slot, call.Arguments[0].Value.Facts);
                    return target with { Elements = elements.Root };
                case "pop" when call.Arguments.Count == 0:
                    return elements.Facts;
                case "copy" or "reverse" when call.Arguments.Count == 0:
                    return target;
                case var name when ReadingMethods.Contains(name):
                    LeakAll(call.Arguments.Select(a => a.Value));
                    return name == "join" ? Facts.Text : Facts.Any;
            }
        }

        LeakAll([call.Target, .. call.Arguments.Select(a => a.Value)]);
        return target.Kind == Kind.Record && isPlain && DirectMethod(call) is { } method ? method.Returns.Facts : Facts.Any;
    }

    /// <summary>The method that is certainly called, when its parameters take exactly the arguments.</summary>
    internal static FunctionSymbol? DirectMethod(BoundMethodCall call) =>
        call.Target.Facts is { Kind: Kind.Record, Record: { } record }
        && record.IndexOf(call.Name) < 0
        && record.Methods.TryGetValue(call.Name, out FunctionSymbol? method)
        && method.Info.IsPlain
        && method.Parameters.Count == call.Arguments.Count + 1
            ? method
            : null;
}
