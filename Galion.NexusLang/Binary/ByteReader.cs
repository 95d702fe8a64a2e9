using System.Buffers.Binary;

namespace Galion.NexusLang.Binary;

/// <summary>Reads a section of a file. Whatever a length says, no more is taken than is there.</summary>
internal sealed class ByteReader(byte[] bytes, string section)
{
    private int _at;

    internal int Position => _at;

    internal bool IsAtEnd => _at == bytes.Length;

    internal NexusBinaryException Damage(string what) => NexusBinaryException.Damaged($"in {section}, {what}");

    internal byte ReadByte() => ReadBytes(1)[0];

    internal long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(8));

    internal ReadOnlySpan<byte> ReadBytes(int length)
    {
        if (length < 0 || length > bytes.Length - _at)
        {
            throw Damage("more is announced than is there");
        }

        ReadOnlySpan<byte> taken = bytes.AsSpan(_at, length);
        _at += length;
        return taken;
    }

    /// <summary>A number of things that take at least a byte each.</summary>
    internal int ReadCount()
    {
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(4));
        return count <= bytes.Length - _at ? (int)count : throw Damage("more is announced than is there");
    }

    /// <summary>Seven bits a byte, lowest first, the highest bit saying that more follow; at most 31 bits, in as few bytes as can be.</summary>
    internal int ReadVarint()
    {
        uint value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte next = ReadByte();
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value <= int.MaxValue && (next != 0 || shift == 0) && (shift < 28 || next < 8) ? (int)value : throw Damage("a number is too large");
            }
        }

        throw Damage("a number is too large");
    }

    internal void ExpectEnd()
    {
        if (!IsAtEnd)
        {
            throw Damage("something follows that belongs to nothing");
        }
    }

    internal static void WriteVarint(Stream to, int value)
    {
        uint rest = (uint)value;
        while (rest >= 0x80)
        {
            to.WriteByte((byte)(rest | 0x80));
            rest >>= 7;
        }

        to.WriteByte((byte)rest);
    }
}
