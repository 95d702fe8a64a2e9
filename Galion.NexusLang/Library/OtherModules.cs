using System.Globalization;
using System.Text.RegularExpressions;
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

/// <summary><c>import regex</c>: patterns whose matching takes time in proportion to the text, so they know no backreferences.</summary>
internal static class RegexModule
{
    internal static readonly Builtin[] All =
    [
        Arg.Define("test(pattern, text)", (state, a) => Value.Of(Of(state, a).IsMatch(Text(state, a)))),
        Arg.Define("find(pattern, text)", Find),
        Arg.Define("find_all(pattern, text)", FindAll),
        Arg.Define("replace(pattern, text, replacement)", Replace),
        Arg.Define("split(pattern, text)", (state, a) => Arg.Texts(Of(state, a).Split(Text(state, a)))),
        Arg.Define("escape(text)", (_, a) => Value.Of(Regex.Escape(Arg.Text(a[0], "text")))),
    ];

    private static string Text(ProgramState state, Value[] a)
    {
        string text = Arg.Text(a[1], "text");
        state.Charge(text.Length * 4L);
        state.Allocate(text.Length * 2L);
        return text;
    }

    private static Regex Of(ProgramState state, Value[] a)
    {
        string pattern = Arg.Text(a[0], "pattern");
        if (state.Session.Library.TryGetValue($"regex {pattern}", out object? known))
        {
            return (Regex)known;
        }

        state.Charge(10_000);
        state.Allocate(20_000 + (pattern.Length * 64L));
        if (pattern.Length > 1000)
        {
            throw new NexusException(Errors.BadArgument("A pattern has at most 1,000 characters."));
        }

        try
        {
            var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));
            state.Session.Library[$"regex {pattern}"] = regex;
            return regex;
        }
        catch (Exception mistake) when (mistake is ArgumentException or NotSupportedException)
        {
            throw new NexusException(Errors.BadInput("a pattern", mistake.Message.Split(". ")[^1]));
        }
    }

    private static Value Find(ProgramState state, Value[] a)
    {
        string text = Text(state, a);
        return Of(state, a).Match(text) is { Success: true } match ? Found(state, match, PlacesIn(text)) : Value.Null;
    }

    private static Value FindAll(ProgramState state, Value[] a)
    {
        string text = Text(state, a);
        Func<int, int> places = PlacesIn(text);
        return Arg.Array(Of(state, a).Matches(text).Select(m => Found(state, m, places)));
    }

    /// <summary>Turns offsets of .NET into code points, which is quick when each is asked for behind the one before.</summary>
    private static Func<int, int> PlacesIn(string text)
    {
        if (Texts.CountOf(text) == text.Length)
        {
            return at => at;
        }

        (int offset, int count) = (0, 0);
        return at =>
        {
            (offset, count) = at < offset ? (at, Texts.CountOf(text[..at])) : (at, count + Texts.CountOf(text[offset..at]));
            return count;
        };
    }

    private static Value Found(ProgramState state, Match match, Func<int, int> places) => Arg.Dict(
        state,
        ("text", Value.Of(match.Value)),
        ("start", Value.Of(places(match.Index))),
        ("end", Value.Of(places(match.Index + match.Length))),
        ("groups", Arg.Array(match.Groups.Cast<Group>().Skip(1).Select(g => g.Success ? Value.Of(g.Value) : Value.Null))),
        ("named", Arg.Dict(state, match.Groups.Cast<Group>().Where(g => !char.IsAsciiDigit(g.Name[0])).Select(g => (g.Name, g.Success ? Value.Of(g.Value) : Value.Null)))));

    private static Value Replace(ProgramState state, Value[] a)
    {
        string text = Text(state, a);
        Regex regex = Of(state, a);
        if (a[2].Ref is Function function)
        {
            Func<int, int> places = PlacesIn(text);
            return Value.Of(regex.Replace(text, m => Printing.Show(Arg.Call(state, function, Found(state, m, places)))));
        }

        string replacement = Arg.Text(a[2], "replacement");
        long matches = regex.Count(text);
        Texts.CheckLength(text.Length + (matches * (replacement.Length + (long)text.Length)));
        state.Allocate((text.Length + (matches * replacement.Length)) * 2);
        return Value.Of(regex.Replace(text, replacement));
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
