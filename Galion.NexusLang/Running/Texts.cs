using System.Runtime.CompilerServices;

namespace Galion.NexusLang.Running;

/// <summary>Texts by code point: one outside the basic plane takes two UTF-16 units but counts as one character.</summary>
internal static class Texts
{
    internal static int CountOf(string text)
    {
        int count = text.Length;
        int at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDBFF');
        for (; at >= 0 && at + 1 < text.Length; at++)
        {
            count -= char.IsSurrogatePair(text[at], text[at + 1]) ? 1 : 0;
        }

        return count;
    }

    internal static long Length(Value text)
    {
        if (text.Bits >= 0)
        {
            return text.Bits;
        }

        return CountOf(text.Text);
    }

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

    internal static Value Join(ProgramState state, Value left, Value right)
    {
        if (left.Ref is Rope rope)
        {
            string tail = Printing.Show(right);
            CheckLength((long)rope.Length + tail.Length);
            state.Allocate((tail.Length * 4) + 48);
            return new Value(rope.Append(tail), -1);
        }

        string a = left.Ref as string ?? Printing.Show(left);
        string b = right.Ref as string ?? Printing.Show(right);
        long length = (long)a.Length + b.Length;
        if (length < Rope.MinLength || a.Length < b.Length)
        {
            CheckLength(length);
            state.Allocate((length * 2) + 24);
            return new Value(string.Concat(a, b), left.Ref is string && right.Ref is string && left.Bits >= 0 && right.Bits >= 0 ? JoinedCount(left, right, a, b) : -1);
        }

        CheckLength(length);
        state.Allocate((length * 4) + 64);
        return new Value(Rope.Join(a, b), -1);
    }

    /// <summary><c>a + (b + c)</c>, where <c>b + c</c> is a text.</summary>
    internal static Value JoinThree(ProgramState state, Value a, Value b, Value c)
    {
        if (a.Ref is not Rope rope)
        {
            return Join(state, a, Join(state, b, c));
        }

        (string middle, string tail) = (b.Ref as string ?? Printing.Show(b), c.Ref as string ?? Printing.Show(c));
        long length = (long)middle.Length + tail.Length;
        CheckLength(rope.Length + length);
        state.Allocate((length * 4) + 48);
        return new Value(rope.Append(middle, tail), -1);
    }

    /// <summary>Known when no half of a pair meets its other half at the seam.</summary>
    private static long JoinedCount(Value left, Value right, string a, string b) =>
        a.Length > 0 && b.Length > 0 && char.IsHighSurrogate(a[^1]) && char.IsLowSurrogate(b[0]) ? -1 : left.Bits + right.Bits;

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
        state.Charge(length / 8);
        return Value.Of(text.Length == 1 ? new string(text[0], (int)count) : string.Create((int)length, text, static (span, part) =>
        {
            for (int i = 0; i < span.Length; i += part.Length)
            {
                part.CopyTo(span[i..]);
            }
        }));
    }

    internal static void CheckLength(long length)
    {
        if (length > 500_000_000)
        {
            throw new NexusException(Errors.TooLarge("This text"));
        }
    }
}
