using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Galion.Engines.Imaging;

/// <summary>Writes 8-bit PNG files, sRGB, without timestamps, so that the same pixels and texts give the same file.</summary>
public static class PngEncoder
{
    private const int IdatBytes = 256 * 1024;

    public static byte[] Encode(Bitmap bitmap, IReadOnlyList<PngText>? texts = null, CancellationToken cancellationToken = default)
    {
        using var output = new MemoryStream(bitmap.Pixels.Length / 2 + 1_024);
        output.Write(PngChunks.Signature);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, bitmap.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], bitmap.Height);
        header[8] = 8;
        header[9] = bitmap.Channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 };
        PngChunks.Write(output, "IHDR", header);
        PngChunks.Write(output, "sRGB", [0]);
        PngChunks.Write(output, "gAMA", [0, 0, 0xB1, 0x8F]);
        foreach (var text in texts ?? [])
        {
            PngChunks.WriteText(output, text);
        }

        WritePixels(output, bitmap, cancellationToken);
        PngChunks.Write(output, "IEND", []);
        return output.ToArray();
    }

    private static void WritePixels(MemoryStream output, Bitmap bitmap, CancellationToken cancellationToken)
    {
        using var compressed = new MemoryStream(bitmap.Pixels.Length / 2 + 1_024);
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var stride = bitmap.Width * bitmap.Channels;
            var above = new byte[stride];
            var candidates = new byte[5][];
            for (var filter = 0; filter < candidates.Length; filter++)
            {
                candidates[filter] = new byte[stride + 1];
                candidates[filter][0] = (byte)filter;
            }

            for (var y = 0; y < bitmap.Height; y++)
            {
                if ((y & 31) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                var row = bitmap.Row(y);
                zlib.Write(Filter(row, above, bitmap.Channels, candidates));
                row.CopyTo(above);
            }
        }

        var data = compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
        while (data.Length > 0)
        {
            var length = Math.Min(IdatBytes, data.Length);
            PngChunks.Write(output, "IDAT", data[..length]);
            data = data[length..];
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
}
