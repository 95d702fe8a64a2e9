using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Galion.Engines.Imaging;

/// <summary>Writes PNG files of 8 or 16 bits, sRGB, without timestamps, so that the same pixels and texts give the same file.</summary>
public static class PngEncoder
{
    private const int IdatBytes = 256 * 1024;

    public static byte[] Encode(Bitmap bitmap, IReadOnlyList<PngText>? texts = null, CancellationToken cancellationToken = default) =>
        Encode(new Rows(bitmap.Width, bitmap.Height, bitmap.Channels, 8, y => bitmap.Row(y)), texts, cancellationToken);

    /// <summary>Writes the file as it is encoded, so that none of it is held.</summary>
    public static void Write(Stream output, Bitmap bitmap, IReadOnlyList<PngText>? texts = null, CancellationToken cancellationToken = default) =>
        Write(output, new Rows(bitmap.Width, bitmap.Height, bitmap.Channels, 8, y => bitmap.Row(y)), texts, cancellationToken);

    public static byte[] Encode(Bitmap16 bitmap, IReadOnlyList<PngText>? texts = null, CancellationToken cancellationToken = default)
    {
        var samples = bitmap.Width * bitmap.Channels;
        var row = new byte[samples * 2];
        return Encode(new Rows(bitmap.Width, bitmap.Height, bitmap.Channels, 16, Row), texts, cancellationToken);

        ReadOnlySpan<byte> Row(int y)
        {
            for (var n = 0; n < samples; n++)
            {
                BinaryPrimitives.WriteUInt16BigEndian(row.AsSpan(n * 2), bitmap.Samples[y * samples + n]);
            }

            return row;
        }
    }

    /// <summary>Spreads samples of 8 bits over 16 while writing; the picture gains no precision.</summary>
    public static byte[] EncodeDeep(Bitmap bitmap, IReadOnlyList<PngText>? texts = null, CancellationToken cancellationToken = default)
    {
        var row = new byte[bitmap.Width * bitmap.Channels * 2];
        return Encode(new Rows(bitmap.Width, bitmap.Height, bitmap.Channels, 16, Row), texts, cancellationToken);

        ReadOnlySpan<byte> Row(int y)
        {
            var samples = bitmap.Row(y);
            for (var n = 0; n < samples.Length; n++)
            {
                // 257 times the sample has it in both bytes.
                (row[n * 2], row[n * 2 + 1]) = (samples[n], samples[n]);
            }

            return row;
        }
    }

    private static byte[] Encode(Rows rows, IReadOnlyList<PngText>? texts, CancellationToken cancellationToken)
    {
        var size = rows.Stride * rows.Height / 2 + 1_024;
        using var output = new MemoryStream(size);
        Write(output, rows, texts, cancellationToken);
        return output.ToArray();
    }

    private static void Write(Stream output, Rows rows, IReadOnlyList<PngText>? texts, CancellationToken cancellationToken)
    {
        output.Write(PngChunks.Signature);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, rows.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], rows.Height);
        header[8] = (byte)rows.Bits;
        header[9] = rows.Channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 };
        PngChunks.Write(output, "IHDR", header);
        PngChunks.Write(output, "sRGB", [0]);
        PngChunks.Write(output, "gAMA", [0, 0, 0xB1, 0x8F]);
        foreach (var text in texts ?? [])
        {
            PngChunks.WriteText(output, text);
        }

        WritePixels(output, rows, cancellationToken);
        PngChunks.Write(output, "IEND", []);
    }

    /// <summary>Compressed data goes into chunks as it comes, so that no second copy of the file grows beside the first.</summary>
    private static void WritePixels(Stream output, Rows rows, CancellationToken cancellationToken)
    {
        using var chunks = new IdatStream(output);
        using var zlib = new ZLibStream(chunks, CompressionLevel.Fastest, leaveOpen: true);
        var step = rows.Channels * rows.Bits / 8;
        var above = new byte[rows.Stride];
        var candidates = new byte[5][];
        for (var filter = 0; filter < candidates.Length; filter++)
        {
            candidates[filter] = new byte[rows.Stride + 1];
            candidates[filter][0] = (byte)filter;
        }

        for (var y = 0; y < rows.Height; y++)
        {
            if ((y & 15) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var row = rows.Row(y);
            zlib.Write(Filter(row, above, step, candidates));
            row.CopyTo(above);
        }
    }

    /// <summary>The filter whose differences have the least sum of magnitudes, the heuristic that the PNG specification recommends.</summary>
    private static byte[] Filter(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int channels, byte[][] candidates)
    {
        row.CopyTo(candidates[0].AsSpan(1));
        Subtract(row, row, channels, candidates[1].AsSpan(1));
        Subtract(row, above, 0, candidates[2].AsSpan(1));
        for (var x = 0; x < row.Length; x++)
        {
            var left = x >= channels ? row[x - channels] : 0;
            var up = above[x];
            candidates[3][x + 1] = (byte)(row[x] - ((left + up) >> 1));
            candidates[4][x + 1] = (byte)(row[x] - PngPredictor.Paeth(left, up, x >= channels ? above[x - channels] : 0));
        }

        var best = candidates[0];
        var bestSum = long.MaxValue;
        foreach (var candidate in candidates)
        {
            var sum = SumOfMagnitudes(candidate.AsSpan(1));
            if (sum < bestSum)
            {
                (best, bestSum) = (candidate, sum);
            }
        }

        return best;
    }

    /// <summary>Subtracts from each byte the one <paramref name="back"/> places earlier in <paramref name="other"/>.</summary>
    private static void Subtract(ReadOnlySpan<byte> row, ReadOnlySpan<byte> other, int back, Span<byte> differences)
    {
        row[..back].CopyTo(differences);
        var x = back;
        for (; x + Vector<byte>.Count <= row.Length; x += Vector<byte>.Count)
        {
            (new Vector<byte>(row[x..]) - new Vector<byte>(other[(x - back)..])).CopyTo(differences[x..]);
        }

        for (; x < row.Length; x++)
        {
            differences[x] = (byte)(row[x] - other[x - back]);
        }
    }

    private static long SumOfMagnitudes(ReadOnlySpan<byte> differences)
    {
        var sum = 0L;
        foreach (var value in MemoryMarshal.Cast<byte, sbyte>(differences))
        {
            sum += value < 0 ? -value : value;
        }

        return sum;
    }

    private delegate ReadOnlySpan<byte> RowSource(int y);

    private sealed record Rows(int Width, int Height, int Channels, int Bits, RowSource Row)
    {
        public int Stride => Width * Channels * Bits / 8;
    }

    /// <summary>Gathers what is written into IDAT chunks.</summary>
    private sealed class IdatStream(Stream output) : Stream
    {
        private readonly byte[] _buffer = new byte[IdatBytes];
        private int _count;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            while (buffer.Length > 0)
            {
                var part = buffer[..Math.Min(buffer.Length, _buffer.Length - _count)];
                part.CopyTo(_buffer.AsSpan(_count));
                _count += part.Length;
                buffer = buffer[part.Length..];
                if (_count == _buffer.Length)
                {
                    Flush();
                }
            }
        }

        public override void Flush()
        {
            if (_count > 0)
            {
                PngChunks.Write(output, "IDAT", _buffer.AsSpan(0, _count));
                _count = 0;
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Flush();
            }

            base.Dispose(disposing);
        }
    }
}
