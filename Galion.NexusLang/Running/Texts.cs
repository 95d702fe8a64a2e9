using System.Globalization;
using System.Runtime.CompilerServices;

namespace Galion.NexusLang.Running;

/// <summary>Texts by code point: one outside the basic plane takes two UTF-16 units but counts as one character.</summary>
internal static class Texts
{
    /// <summary>How many characters are copied in about a nanosecond.</summary>
    private const int CharactersPerStep = 32;

    /// <summary>Characters that are gone through before the run is asked whether it may go on.</summary>
    internal const int Portion = 1 << 16;

    internal static int CountOf(string text)
    {
        int count = text.Length;
        for (int start = 0; start < text.Length; start += Portion)
        {
            // One more, behind a half that ends the portion.
            int end = Math.Min(start + Portion, text.Length);
            ReadOnlySpan<char> portion = text.AsSpan(start, Math.Min(end + 1, text.Length) - start);
            ProgramState.PayFor(portion.Length, 16);
            int at = portion[..(end - start)].IndexOfAnyInRange('\uD800', '\uDBFF');
            for (; at >= 0 && at + 1 < portion.Length && at < end - start; at++)
            {
                count -= char.IsSurrogatePair(portion[at], portion[at + 1]) ? 1 : 0;
            }
        }

        return count;
    }

    internal static long Length(Value text) =>
        text.Ref is Rope rope ? rope.CountOf((int)text.Bits)
        : text.Bits >= 0 ? text.Bits
        : CountOf(text.Text);

    private static bool HasPairs(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;

    /// <summary>The UTF-16 offset of a code point.</summary>
    internal static int OffsetOf(string text, int index)
    {
        if (!HasPairs(text))
        {
            return Math.Min(index, text.Length);
        }

        int at = 0;
        for (; index > 0 && at < text.Length; index--)
        {
            ProgramState.PayMany(index);
            at += WidthAt(text, at);
        }

        return at;
    }

    /// <summary>The code point index of a UTF-16 offset.</summary>
    internal static int IndexOf(string text, int offset) => offset <= 0 ? offset : CountOf(text[..offset]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int WidthAt(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;

    private static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(i => ((char)i).ToString())];

    /// <summary>The character at a UTF-16 offset as a text.</summary>
    internal static Value CharacterAt(string text, int at)
    {
        char c = text[at];
        return c < 128 ? new Value(Ascii[c], 1) : new Value(text.Substring(at, WidthAt(text, at)), 1);
    }

    internal static Value Index(ProgramState state, Value target, long index)
    {
        string text = target.Text;
        long count = Length(target);
        if (index < 0)
        {
            index += count;
        }

        if ((ulong)index >= (ulong)count)
        {
            throw new NexusException(Errors.IndexOutside(index, count));
        }

        if (count == text.Length)
        {
            return CharacterAt(text, (int)index);
        }

        state.Charge(index);
        return CharacterAt(text, OffsetOf(text, (int)index));
    }

    /// <summary>The code points from <paramref name="start"/> to before <paramref name="end"/>, both within the text or clamped to it.</summary>
    internal static string Slice(string text, long start, long end)
    {
        if (!HasPairs(text))
        {
            int from = (int)Math.Clamp(start, 0, text.Length);
            return text[from..(int)Math.Clamp(end, from, text.Length)];
        }

        int first = OffsetOf(text, (int)Math.Clamp(start, 0, text.Length));
        int last = OffsetOf(text, (int)Math.Clamp(end, 0, text.Length));
        return last > first ? text[first..last] : "";
    }

    [SkipLocalsInit]
    internal static Value Join(ProgramState state, Value left, Value right)
    {
        if (left.Ref is Rope rope)
        {
            return Append(state, rope, left.Bits, right, Value.Of(""));
        }

        Span<char> room = stackalloc char[2 * Rope.LongestNumber];
        return JoinParts(state, left, right, Value.Of(""), Characters(left, room), Characters(right, room[Rope.LongestNumber..]), "");
    }

    /// <summary><c>a + b + c</c>, where at least one of the first two or of the last two is a text.</summary>
    [SkipLocalsInit]
    internal static Value JoinThree(ProgramState state, Value a, Value b, Value c)
    {
        if (a.Ref is Rope rope)
        {
            return Append(state, rope, a.Bits, b, c);
        }

        Span<char> room = stackalloc char[3 * Rope.LongestNumber];
        return JoinParts(
            state, a, b, c, Characters(a, room), Characters(b, room[Rope.LongestNumber..]), Characters(c, room[(2 * Rope.LongestNumber)..]));
    }

    private static Value JoinParts(
        ProgramState state, Value a, Value b, Value c, ReadOnlySpan<char> first, ReadOnlySpan<char> second, ReadOnlySpan<char> third)
    {
        long length = (long)first.Length + second.Length + third.Length;
        CheckLength(length);
        if (length < Rope.MinLength || first.Length < length - first.Length)
        {
            state.Allocate((length * 2) + 24);
            state.Charge(length / CharactersPerStep);

            // Where a half of a pair may meet its other half, nothing is known.
            bool isCounted = CountOf(a, first) == first.Length && CountOf(b, second) == second.Length && CountOf(c, third) == third.Length
                && !EndsInHalf(first) && !EndsInHalf(second);
            return new Value(string.Concat(first, second, third), isCounted ? length : -1);
        }

        state.Allocate((length * 4) + 64);
        state.Charge(length / CharactersPerStep);
        return Rope.Join(first, second, third);
    }

    /// <summary>The code points of a part, where they are known: as many as there are characters when none of them are halves of pairs.</summary>
    private static long CountOf(Value part, ReadOnlySpan<char> characters) =>
        part.Ref is string ? (characters.Length == 0 ? 0 : part.Bits) : part.IsInt ? characters.Length : -1;

    private static bool EndsInHalf(ReadOnlySpan<char> text) => text.Length > 0 && char.IsHighSurrogate(text[^1]);

    private static ReadOnlySpan<char> Characters(Value part, Span<char> room)
    {
        if (part.Ref is string text)
        {
            return text;
        }

        if (!part.IsInt)
        {
            return Printing.Show(part);
        }

        part.Bits.TryFormat(room, out int written, default, CultureInfo.InvariantCulture);
        return room[..written];
    }

    private static Value Append(ProgramState state, Rope rope, long length, Value first, Value second)
    {
        string? more = first.IsInt ? null : first.Ref as string ?? Printing.Show(first);
        string? last = second.IsInt ? null : second.Ref as string ?? Printing.Show(second);
        long grown = (more?.Length ?? Rope.LongestNumber) + (long)(last?.Length ?? Rope.LongestNumber);
        CheckLength(length + grown);
        state.Charge(grown / CharactersPerStep);
        Rope target = rope.Reserve(state, (int)length, (int)grown);
        Write(target, more, first.Bits);
        Write(target, last, second.Bits);
        return target.Newest;
    }

    private static void Write(Rope to, string? text, long number)
    {
        if (text is null)
        {
            to.Write(number);
        }
        else
        {
            to.Write(text);
        }
    }

    internal static Value Repeat(ProgramState state, string text, Value times)
    {
        if (!times.IsInt && times.IsInteger)
        {
            throw new NexusException(Errors.TooLarge("This text"));
        }

        long count = Math.Max(times.Bits, 0);
        if (count == 0 || text.Length == 0)
        {
            return Value.Of("");
        }

        CheckLength(count > int.MaxValue ? long.MaxValue : count * text.Length);
        long length = count * text.Length;
        state.Allocate(length * 2);
        return Value.Of(string.Create((int)length, (state, text), static (span, parts) =>
            FillWith<char>(parts.state, span, parts.text, CharactersPerStep)));
    }

    /// <summary>Fills with a part again and again, which is copied from what is there already.</summary>
    /// <param name="charactersPerStep">How many elements are copied in about a nanosecond.</param>
    internal static void FillWith<T>(ProgramState state, Span<T> span, ReadOnlySpan<T> part, int charactersPerStep)
    {
        if (span.Length == 0)
        {
            return;
        }

        part.CopyTo(span);
        for (int done = part.Length; done < span.Length;)
        {
            int whole = Math.Max(part.Length, Portion / part.Length * part.Length);
            int count = Math.Min(Math.Min(done, whole), span.Length - done);
            state.Charge(count / charactersPerStep);
            span[..count].CopyTo(span[done..]);
            done += count;
        }
    }

    internal static void CheckLength(long length)
    {
        if (length > 500_000_000)
        {
            throw new NexusException(Errors.TooLarge("This text"));
        }
    }
}
