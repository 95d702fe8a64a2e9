using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binary;

/// <summary>One file of a program: where its parts stand, and its text when the binary carries it.</summary>
internal sealed record BinaryModule(SourceText Source, byte[] Spans);

/// <summary>
/// The sections of a <c>.nxb</c> file, before anything is made of them: 32 bytes of header, code, constants, symbols, metadata, and the
/// SHA-256 sum of all that.
/// </summary>
internal sealed record BinaryFile(DateTimeOffset Compiled, byte[] Code, ConstantPool Constants, IReadOnlyList<string> Symbols, IReadOnlyList<BinaryModule> Modules)
{
    internal const int HeaderBytes = 32;
    internal const int SumBytes = 32;
    internal const int MaxBytes = 16 << 20;
    internal const int MaxModules = 1000;
    private const int Major = 2;
    private const int MaxUnpackedBytes = 48 << 20;
    private const int MaxPackRatio = 200;
    private const byte PackedFlag = 1;

    private static ReadOnlySpan<byte> Magic => "NXB2"u8;

    internal byte[] ToBytes()
    {
        byte[] constants = Constants.ToBytes();
        byte[] symbols = SymbolBytes();
        byte[] metadata = MetadataBytes();
        byte[] packed = Pack(metadata);
        bool isPacked = packed.Length < metadata.Length && metadata.Length <= (long)packed.Length * MaxPackRatio;
        metadata = isPacked ? packed : metadata;
        long total = (long)HeaderBytes + Code.Length + constants.Length + symbols.Length + metadata.Length + SumBytes;
        if (total > MaxBytes)
        {
            throw NexusBinaryException.TooLarge($"{total:N0} bytes are more than {MaxBytes:N0}");
        }

        byte[] file = new byte[total];
        Span<byte> to = file;
        Magic.CopyTo(to);
        to[4] = Major;
        to[7] = isPacked ? PackedFlag : (byte)0;
        BinaryPrimitives.WriteUInt64LittleEndian(to[8..], (ulong)Math.Max(0, Compiled.ToUnixTimeSeconds()));
        BinaryPrimitives.WriteInt32LittleEndian(to[16..], Code.Length);
        BinaryPrimitives.WriteInt32LittleEndian(to[20..], constants.Length);
        BinaryPrimitives.WriteInt32LittleEndian(to[24..], symbols.Length);
        int at = HeaderBytes;
        foreach (byte[] section in (byte[][])[Code, constants, symbols, metadata])
        {
            section.CopyTo(to[at..]);
            at += section.Length;
        }

        SHA256.HashData(to[..at], to[at..]);
        return file;
    }

    /// <summary>Checks the header and the sum and takes the sections apart.</summary>
    /// <exception cref="NexusBinaryException">The file is not one of ours, of another version, or damaged.</exception>
    internal static BinaryFile Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < Magic.Length || !file[..Magic.Length].SequenceEqual(Magic))
        {
            throw NexusBinaryException.NotABinary();
        }

        if (file.Length > MaxBytes)
        {
            throw NexusBinaryException.TooLarge($"{file.Length:N0} bytes are more than {MaxBytes:N0}");
        }

        if (file.Length < HeaderBytes + SumBytes)
        {
            throw NexusBinaryException.Damaged("it is cut short");
        }

        // Patches read each other's files; another minor version may hold instructions that this one does not know.
        if (file[4] != Major || file[5] != 0)
        {
            throw NexusBinaryException.OtherVersion(file[4], file[5]);
        }

        Span<byte> sum = stackalloc byte[SumBytes];
        SHA256.HashData(file[..^SumBytes], sum);
        if (!sum.SequenceEqual(file[^SumBytes..]))
        {
            throw NexusBinaryException.Damaged("its checksum does not match");
        }

        return ReadSections(file[..^SumBytes]);
    }

    private static BinaryFile ReadSections(ReadOnlySpan<byte> file)
    {
        byte flags = file[7];
        ulong time = BinaryPrimitives.ReadUInt64LittleEndian(file[8..]);
        uint code = BinaryPrimitives.ReadUInt32LittleEndian(file[16..]);
        uint constants = BinaryPrimitives.ReadUInt32LittleEndian(file[20..]);
        uint symbols = BinaryPrimitives.ReadUInt32LittleEndian(file[24..]);
        uint reserved = BinaryPrimitives.ReadUInt32LittleEndian(file[28..]);
        ReadOnlySpan<byte> rest = file[HeaderBytes..];
        if ((ulong)code + constants + symbols > (ulong)rest.Length)
        {
            throw NexusBinaryException.Damaged("its header announces more than is there");
        }

        if ((flags & ~PackedFlag) != 0 || reserved != 0 || time > (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            throw NexusBinaryException.Damaged("its header holds what no compiler writes");
        }

        (int afterCode, int afterConstants, int afterSymbols) = ((int)code, (int)(code + constants), (int)(code + constants + symbols));
        byte[] metadata = rest[afterSymbols..].ToArray();
        return new BinaryFile(
            DateTimeOffset.FromUnixTimeSeconds((long)time), rest[..afterCode].ToArray(), ConstantPool.Read(rest[afterCode..afterConstants].ToArray()),
            ReadSymbols(rest[afterConstants..afterSymbols].ToArray()), ReadMetadata((flags & PackedFlag) != 0 ? Unpack(metadata) : metadata));
    }

    private byte[] SymbolBytes()
    {
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream);
        to.Write(Symbols.Count);
        for (int i = 0; i < Symbols.Count; i++)
        {
            ConstantPool.WriteBytes(to, Encoding.UTF8.GetBytes(Symbols[i]));
            to.Write(i);
        }

        return stream.ToArray();
    }

    private static List<string> ReadSymbols(byte[] bytes)
    {
        var from = new ByteReader(bytes, "the symbols");
        int count = from.ReadCount();
        List<string> symbols = [];
        for (int i = 0; i < count; i++)
        {
            string name = ConstantPool.ReadText(from);
            if (!IsName(name) || BinaryPrimitives.ReadInt32LittleEndian(from.ReadBytes(4)) != i)
            {
                throw from.Damage("a symbol is no name");
            }

            symbols.Add(name);
        }

        from.ExpectEnd();
        return symbols;
    }

    /// <summary>Names, words of the language after a dot, and the numbers of a tuple's parts.</summary>
    private static bool IsName(string text) =>
        text.Length > 0 && text.Length <= 1 << 16 && (Syntax.Lexer.IsIdentifier(text) || text.All(char.IsAsciiDigit));

    private byte[] MetadataBytes()
    {
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream);
        to.Write(Modules.Count);
        foreach (BinaryModule module in Modules)
        {
            ConstantPool.WriteBytes(to, Encoding.UTF8.GetBytes(module.Source.Name));
            ConstantPool.WriteBytes(to, module.Spans);
            to.Write(module.Source.HasContent);
            if (module.Source.HasContent)
            {
                ConstantPool.WriteBytes(to, Encoding.UTF8.GetBytes(module.Source.Content));
                continue;
            }

            ByteReader.WriteVarint(stream, module.Source.Length);
            ByteReader.WriteVarint(stream, module.Source.LineCount);
            for (int line = 2; line <= module.Source.LineCount; line++)
            {
                ByteReader.WriteVarint(stream, module.Source.LineStart(line) - module.Source.LineStart(line - 1));
            }
        }

        return stream.ToArray();
    }

    private static List<BinaryModule> ReadMetadata(byte[] bytes)
    {
        var from = new ByteReader(bytes, "the metadata");
        int count = from.ReadCount();
        if (count is 0 or > MaxModules)
        {
            throw from.Damage("the number of files cannot be");
        }

        List<BinaryModule> modules = [];
        for (int i = 0; i < count; i++)
        {
            string name = ConstantPool.ReadText(from);
            byte[] spans = from.ReadBytes(from.ReadCount()).ToArray();
            SourceText source = from.ReadByte() == 1 ? new SourceText(ConstantPool.ReadText(from), name) : ReadLines(from, name);
            if (source.Length > Syntax.Parser.MaxLength)
            {
                throw from.Damage("a file is too long");
            }

            modules.Add(new BinaryModule(source, spans));
        }

        from.ExpectEnd();
        return modules;
    }

    private static SourceText ReadLines(ByteReader from, string name)
    {
        int length = from.ReadVarint();
        int count = from.ReadVarint();
        List<int> starts = [0];
        while (starts.Count < count)
        {
            int step = from.ReadVarint();
            if (step == 0 || step > length - starts[^1])
            {
                throw from.Damage("lines stand where there is no text");
            }

            starts.Add(starts[^1] + step);
        }

        return SourceText.WithoutContent(name, length, [.. starts]);
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        {
            brotli.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>Grows with what really comes out, so that a few bytes cannot claim much memory.</summary>
    private static byte[] Unpack(byte[] packed)
    {
        long most = Math.Min(MaxUnpackedBytes, (long)packed.Length * MaxPackRatio);
        using var unpacked = new MemoryStream();
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            byte[] buffer = new byte[16_384];
            for (int read = brotli.Read(buffer); read > 0; read = brotli.Read(buffer))
            {
                if (unpacked.Length + read > most)
                {
                    throw NexusBinaryException.TooLarge("its metadata unpack to more than they may");
                }

                unpacked.Write(buffer, 0, read);
            }
        }
        catch (Exception problem) when (problem is InvalidDataException or InvalidOperationException or IOException)
        {
            throw NexusBinaryException.Damaged("its metadata cannot be unpacked");
        }

        return unpacked.ToArray();
    }
}
