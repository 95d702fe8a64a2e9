using System.Diagnostics.CodeAnalysis;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binary;

/// <summary>Writes where the parts of a program stand: how far each begins from the one before, and how long it is.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A memory stream holds nothing that needs releasing.")]
internal sealed class SourceMapWriter
{
    private readonly MemoryStream _to = new();
    private int _last;

    internal void Add(TextSpan span)
    {
        int step = span.Start - _last;
        ByteReader.WriteVarint(_to, step < 0 ? (-step << 1) - 1 : step << 1);
        ByteReader.WriteVarint(_to, span.Length);
        _last = span.Start;
    }

    internal byte[] ToBytes() => _to.ToArray();
}

/// <summary>Reads what <see cref="SourceMapWriter"/> wrote, and refuses places outside of the text.</summary>
internal sealed class SourceMapReader(byte[] bytes, int sourceLength)
{
    private readonly ByteReader _from = new(bytes, "the source map");
    private int _last;

    internal TextSpan Next()
    {
        int step = _from.ReadVarint();
        int start = _last + ((step & 1) == 0 ? step >> 1 : -(step >> 1) - 1);
        int length = _from.ReadVarint();
        if (start < 0 || start > sourceLength || length > sourceLength - start)
        {
            throw _from.Damage("something stands outside of the text");
        }

        _last = start;
        return new TextSpan(start, length);
    }

    internal void ExpectEnd() => _from.ExpectEnd();
}
