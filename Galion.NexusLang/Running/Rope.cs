namespace Galion.NexusLang.Running;

/// <summary>
/// A long text that is still growing. Appending to the newest one writes behind it into the same buffer, so that building a text piece by
/// piece takes time in proportion to its length; older ones keep seeing their own part.
/// </summary>
internal sealed class Rope
{
    /// <summary>Below this many characters plain texts are joined at once.</summary>
    internal const int MinLength = 192;

    private readonly Buffer _buffer;
    private readonly int _length;
    private string? _text;

    private Rope(Buffer buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    internal int Length => _length;

    internal static Rope Join(string left, string right)
    {
        int length = left.Length + right.Length;
        var buffer = new Buffer { Characters = new char[length * 2], Used = length };
        left.CopyTo(buffer.Characters);
        right.CopyTo(buffer.Characters.AsSpan(left.Length));
        return new Rope(buffer, length);
    }

    internal Rope Append(string right, string more = "")
    {
        int length = _length + right.Length + more.Length;
        Buffer buffer = _buffer;
        if (buffer.Used != _length || length > buffer.Characters.Length)
        {
            var characters = new char[Math.Max(length * 2, MinLength)];
            _buffer.Characters.AsSpan(0, _length).CopyTo(characters);
            buffer = new Buffer { Characters = characters };
        }

        right.CopyTo(buffer.Characters.AsSpan(_length));
        more.CopyTo(buffer.Characters.AsSpan(_length + right.Length));
        buffer.Used = length;
        return new Rope(buffer, length);
    }

    public override string ToString() => _text ??= new string(_buffer.Characters, 0, _length);

    private sealed class Buffer
    {
        internal required char[] Characters;
        internal int Used;
    }
}
