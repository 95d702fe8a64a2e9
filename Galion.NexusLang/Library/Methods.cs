using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary>The members of arrays, texts, dicts, sets, tuples and ranges. Each takes the value itself as its first argument.</summary>
internal static class Methods
{
    private static readonly Dictionary<string, Builtin> ForArray = Table(ArrayMethods.All);
    private static readonly Dictionary<string, Builtin> ForText = Table(TextMethods.All);
    private static readonly Dictionary<string, Builtin> ForDict = Table(DictMethods.All);
    private static readonly Dictionary<string, Builtin> ForSet = Table(DictMethods.OfSets);
    private static readonly Dictionary<string, Builtin> ForOthers = Table(ArrayMethods.OfAll);
    private static readonly Dictionary<string, Builtin> ForNumbers = Table(
    [
        Arg.Define("abs(self)", (state, a) => a[0].IsInteger ? Value.Of(System.Numerics.BigInteger.Abs(a[0].Big)) : Value.Of(Math.Abs(a[0].Double))),
        Arg.Define("to_string(self)", (state, a) => Value.Of(Printing.Show(a[0]))),
    ]);

    private static Dictionary<string, Builtin> Table(IEnumerable<Builtin> methods) => methods.ToDictionary(m => m.Info.Name);

    private static Dictionary<string, Builtin>? TableOf(Value target) => target.Ref switch
    {
        ArrayObject => ForArray,
        string or Rope => ForText,
        DictObject => ForDict,
        SetObject => ForSet,
        TupleObject or RangeObject => ForOthers,
        _ => target.IsNumber ? ForNumbers : null,
    };

    internal static Function? Find(Value target, string name) =>
        target.Ref is LibraryObject thing ? thing.Methods.GetValueOrDefault(name)
        : TableOf(target)?.GetValueOrDefault(name);

    internal static IEnumerable<string> NamesOf(Value target) => TableOf(target)?.Keys.Append("length") ?? [];

    /// <summary>The part of a value that is read like a field: <c>items.length</c>.</summary>
    internal static Value? Property(Value target, string name) => name switch
    {
        "length" when target.Ref is ArrayObject or TableObject or TupleObject or RangeObject || target.IsText => Value.Of(Length(target)),
        "start" when target.Ref is RangeObject range => Value.Of(range.Start),
        "end" when target.Ref is RangeObject range => Value.Of(range.End),
        _ => null,
    };

    internal static long Length(Value value) => value.Ref switch
    {
        ArrayObject array => array.Count,
        string or Rope => Texts.Length(value),
        TableObject table => table.Count,
        TupleObject tuple => tuple.Items.Length,
        RangeObject range => range.Count,
        LibraryObject thing => thing.Length,
        _ => throw new NexusException(Errors.WrongType("What len() counts", "a text or a container", value)),
    };

    /// <summary>Sorts by a key, or by a function that compares two elements.</summary>
    internal static void Sort(ProgramState state, Value[] items, int count, Value key, Value reverse)
    {
        int sign = Arg.Truth(reverse, missing: false) ? -1 : 1;
        if (!Arg.IsGiven(key) && NumberSort.TrySort(state, items, count, isReverse: sign < 0))
        {
            return;
        }

        if (!Arg.IsGiven(key))
        {
            Collections.Sort(state, items, count, sign > 0 ? Equality.Compare : static (a, b) => Equality.Compare(b, a));
            return;
        }

        Function function = Arg.Callable(key, "key");
        if (function.Info is { Required: 2, RestIndex: < 0 })
        {
            Collections.Sort(state, items, count, (a, b) => sign * Order(Arg.Call(state, function, a, b)));
            return;
        }

        state.Allocate(count * 16L);
        var keys = new Value[count];
        for (int i = 0; i < count; i++)
        {
            keys[i] = Arg.Call(state, function, items[i]);
        }

        if (NumberSort.TrySortBy(state, items, keys, isReverse: sign < 0))
        {
            return;
        }

        var pairs = new Value[count];
        for (int i = 0; i < count; i++)
        {
            pairs[i] = Collections.Pair(keys[i], items[i]);
        }

        state.Allocate(count * 96L);
        Collections.Sort(
            state, pairs, count, (a, b) => sign * Equality.Compare(((TupleObject)a.Ref!).Items[0], ((TupleObject)b.Ref!).Items[0]));
        for (int i = 0; i < count; i++)
        {
            items[i] = ((TupleObject)pairs[i].Ref!).Items[1];
        }
    }

    /// <summary>What a comparing function answers: a number below, at or above 0, or whether the first comes before the second.</summary>
    private static int Order(Value answer) => answer.IsBool ? (answer.Bool ? -1 : 1)
        : answer.IsNumber ? Math.Sign(Numbers.ToDouble(answer))
        : throw Arg.Wrong("The answer of a comparison", "a number", answer);
}
