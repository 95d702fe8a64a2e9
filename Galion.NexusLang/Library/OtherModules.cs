using System.Globalization;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary><c>import time</c>: moments are seconds since 1970 in UTC.</summary>
internal static class TimeModule
{
    internal static readonly Builtin[] All =
    [
        Arg.Define("now()", (_, _) => Value.Of((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalSeconds)),
        Arg.Define("clock()", (state, _) => Value.Of(state.Session.Elapsed.TotalSeconds)),
        Arg.Define("sleep(seconds)", Sleep),
        Arg.Define("format(seconds, pattern?)", Format),
        Arg.Define("parse(text)", Parse),
        Arg.Define("parts(seconds)", Parts),
    ];

    private static DateTimeOffset Moment(Value value)
    {
        double seconds = Arg.Number(value, "seconds");
        return seconds is > -62_135_596_801 and < 253_402_300_800
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : throw new NexusException(Errors.BadArgument("This moment lies outside the years 1 to 9999."));
    }

    private static Value Sleep(ProgramState state, Value[] a)
    {
        double seconds = Math.Clamp(Arg.Number(a[0], "seconds"), 0, 86_400);
        return HostCalls.Wait(state, async c =>
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), c);
            return Value.Null;
        }, isHost: false);
    }

    /// <summary>The pattern is made of <c>yyyy MM dd HH mm ss</c> and whatever stands between.</summary>
    private static Value Format(ProgramState state, Value[] a)
    {
        string pattern = Arg.OptionalText(a[1], "pattern") ?? "yyyy-MM-dd'T'HH:mm:ss'Z'";
        try
        {
            return Value.Of(Moment(a[0]).ToString(pattern, CultureInfo.InvariantCulture));
        }
        catch (FormatException)
        {
            throw new NexusException(Errors.BadArgument($"'{pattern}' is not a pattern for a moment."));
        }
    }

    private static Value Parse(ProgramState state, Value[] a)
    {
        string text = Arg.Text(a[0], "text");
        return DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset moment)
            ? Value.Of((moment - DateTimeOffset.UnixEpoch).TotalSeconds)
            : throw new NexusException(Errors.NotConvertible(a[0], "a moment"));
    }

    private static Value Parts(ProgramState state, Value[] a)
    {
        DateTimeOffset moment = Moment(a[0]);
        return Arg.Dict(
            state,
            ("year", Value.Of(moment.Year)), ("month", Value.Of(moment.Month)), ("day", Value.Of(moment.Day)), ("hour", Value.Of(moment.Hour)),
            ("minute", Value.Of(moment.Minute)), ("second", Value.Of(moment.Second)),
            ("weekday", Value.Of(moment.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)moment.DayOfWeek)), ("day_of_year", Value.Of(moment.DayOfYear)));
    }
}

/// <summary><c>import text</c>: the members of texts as functions, and alphabets.</summary>
internal static class TextModule
{
    internal static Dictionary<string, Value> Members()
    {
        Dictionary<string, Value> members = Modules.Functions(TextMethods.All);
        members["letters"] = Value.Of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
        members["digits"] = Value.Of("0123456789");
        members["punctuation"] = Value.Of("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
        return members;
    }
}

/// <summary><c>import collections</c></summary>
internal static class CollectionsModule
{
    internal static readonly Builtin[] All =
    [
        Arg.Define("count(items)", Count),
        Arg.Define("group_by(items, key)", GroupBy),
        Arg.Define("chunk(items, size)", Chunk),
        Arg.Define("flatten(items)", Flatten),
        Arg.Define("partition(items, f)", Partition),
        Arg.Define("pairwise(items)", (state, a) =>
        {
            Value[] items = Iteration.ToArray(state, a[0]);
            return Arg.Array(items.Zip(items.Skip(1), Collections.Pair));
        }),
        Arg.Define("heap_push(heap, x)", HeapPush),
        Arg.Define("heap_pop(heap)", HeapPop),
    ];

    /// <summary>How often each element comes, as a dict in the order of first appearance.</summary>
    private static Value Count(ProgramState state, Value[] a)
    {
        var counts = new DictObject();
        Iterator items = Iteration.Start(state, a[0]);
        while (items.MoveNext())
        {
            state.Charge(1);
            ref Value slot = ref counts.Slot(state, items.Current);
            slot = Value.Of(slot.IsInt ? slot.Bits + 1 : 1);
        }

        return Value.Object(counts);
    }

    private static Value GroupBy(ProgramState state, Value[] a)
    {
        Function key = Arg.Callable(a[1], "key");
        var groups = new DictObject();
        foreach (Value item in Iteration.ToArray(state, a[0]))
        {
            Value group = Arg.Call(state, key, item);
            ref Value slot = ref groups.Slot(state, group);
            if (slot.IsNull)
            {
                slot = EmittedCalls.NewArray(state);
            }

            ((ArrayObject)slot.Ref!).Add(state, item);
        }

        return Value.Object(groups);
    }

    private static Value Chunk(ProgramState state, Value[] a)
    {
        int size = Arg.Count(a[1], "size");
        return size > 0
            ? Arg.Array(Iteration.ToArray(state, a[0]).Chunk(size).Select(c => Value.Object(new ArrayObject(c))))
            : throw new NexusException(Errors.BadArgument("'size' must be at least 1."));
    }

    private static Value Flatten(ProgramState state, Value[] a)
    {
        var flat = new ArrayObject();
        Append(state, flat, a[0], 0);
        return Value.Object(flat);
    }

    private static void Append(ProgramState state, ArrayObject to, Value items, int depth)
    {
        if (depth > 200)
        {
            throw new NexusException(Errors.NestedTooDeep());
        }

        state.Charge(8);
        foreach (Value item in Iteration.ToArray(state, items))
        {
            if (item.Ref is ArrayObject or TupleObject)
            {
                Append(state, to, item, depth + 1);
            }
            else
            {
                to.Add(state, item);
            }
        }
    }

    private static Value Partition(ProgramState state, Value[] a)
    {
        Function f = Arg.Callable(a[1], "f");
        (var yes, var no) = (new ArrayObject(), new ArrayObject());
        foreach (Value item in Iteration.ToArray(state, a[0]))
        {
            (Types.IsTruthy(Arg.Call(state, f, item)) ? yes : no).Add(state, item);
        }

        return Collections.Pair(Value.Object(yes), Value.Object(no));
    }

    private static Value HeapPush(ProgramState state, Value[] a)
    {
        ArrayObject heap = Arg.Array(a[0], "heap");
        heap.Add(state, a[1]);
        for (int at = heap.Count - 1; at > 0; at = (at - 1) / 2)
        {
            int parent = (at - 1) / 2;
            if (Equality.Compare(heap.Items[at], heap.Items[parent]) >= 0)
            {
                break;
            }

            (heap.Items[at], heap.Items[parent]) = (heap.Items[parent], heap.Items[at]);
        }

        return a[0];
    }

    private static Value HeapPop(ProgramState state, Value[] a)
    {
        ArrayObject heap = Arg.Array(a[0], "heap");
        if (heap.Count == 0)
        {
            throw new NexusException(Errors.Empty("The smallest"));
        }

        Value smallest = heap.Items[0];
        heap.Items[0] = heap.Items[--heap.Count];
        heap.Items[heap.Count] = default;
        for (int at = 0; ;)
        {
            int child = (2 * at) + 1;
            if (child >= heap.Count)
            {
                return smallest;
            }

            child += child + 1 < heap.Count && Equality.Compare(heap.Items[child + 1], heap.Items[child]) < 0 ? 1 : 0;
            if (Equality.Compare(heap.Items[at], heap.Items[child]) <= 0)
            {
                return smallest;
            }

            (heap.Items[at], heap.Items[child]) = (heap.Items[child], heap.Items[at]);
            at = child;
        }
    }
}
