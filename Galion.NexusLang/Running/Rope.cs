using System.Globalization;

namespace Galion.NexusLang.Running;

/// <summary>
/// A long text that is still growing. A value that is one has the length of its own part in UTF-16 units in <see cref="Value.Bits"/>.
/// Appending to the newest part writes behind it into the same buffer and makes no object, so that building a text piece by piece takes
/// time in proportion to its length; older parts keep seeing what they saw.
/// </summary>
internal sealed class Rope
{
    /// <summary>Below this many characters plain texts are joined at once.</summary>
    internal const int MinLength = 192;

    /// <summary>The most characters that an integer of 64 bits takes.</summary>
    internal const int LongestNumber = 20;

    private readonly char[] _characters;
    private int _used;

    /// <summary>The part that was last asked for as a whole.</summary>
    private string? _text;

    /// <summary>So many of the first characters are known to have no surrogates among them.</summary>
    private int _plain;

    private Rope(int capacity) => _characters = GC.AllocateUninitializedArray<char>(capacity);

    internal static Value Join(ReadOnlySpan<char> left, ReadOnlySpan<char> right, ReadOnlySpan<char> more)
    {
        int length = left.Length + right.Length + more.Length;
        var rope = new Rope(length * 2) { _used = length };
        left.CopyTo(rope._characters);
        right.CopyTo(rope._characters.AsSpan(left.Length));
        more.CopyTo(rope._characters.AsSpan(left.Length + right.Length));
        return new Value(rope, length);
    }

    /// <summary>The rope, or a larger one that begins the same, in which so many characters can be written behind a part.</summary>
    internal Rope Reserve(ProgramState state, int length, int more)
    {
        if (_used == length && length + more <= _characters.Length)
        {
            return this;
        }

        int capacity = Math.Max((length + more) * 2, MinLength);
        state.Allocate((capacity * 2L) + 64);
        state.Charge(length / 8);
        var larger = new Rope(capacity) { _used = length, _plain = Math.Min(_plain, length) };
        _characters.AsSpan(0, length).CopyTo(larger._characters);
        return larger;
    }

    /// <summary>Writes behind the last part, where <see cref="Reserve"/> has made room.</summary>
    internal void Write(string text)
    {
        if (text.Length == 1)
        {
            _characters[_used++] = text[0];
            return;
        }

        text.CopyTo(_characters.AsSpan(_used));
        _used += text.Length;
    }

    internal void Write(long number)
    {
        if ((ulong)number < 10)
        {
            _characters[_used++] = (char)('0' + number);
            return;
        }

        number.TryFormat(_characters.AsSpan(_used), out int written, default, CultureInfo.InvariantCulture);
        _used += written;
    }

    /// <summary>The value of all that has been written.</summary>
    internal Value Newest => new(this, _used);

    /// <summary>A part as a plain text, paid for by the run of this thread when it has to be made.</summary>
    internal string ToString(int length)
    {
        if (_text is { } text && text.Length == length)
        {
            return text;
        }

        if (ProgramState.OfThread is { } state)
        {
            state.Allocate((length * 2L) + 24);
            state.Charge(length / 8);
        }

        return _text = new string(_characters, 0, length);
    }

    /// <summary>How many code points a part has.</summary>
    internal int CountOf(int length)
    {
        ReadOnlySpan<char> rest = length > _plain ? _characters.AsSpan(_plain, length - _plain) : default;
        ProgramState.Pay(rest.Length / 16);
        if (rest.IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
        {
            return Texts.CountOf(ToString(length));
        }

        _plain = Math.Max(_plain, length);
        return length;
    }
}
