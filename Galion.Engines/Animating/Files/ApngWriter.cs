using System.Buffers.Binary;
using System.IO.Compression;
using Galion.Engines.Imaging;

namespace Galion.Engines.Animating.Files;

/// <summary>Writes an animated PNG: each frame holds only the rectangle that changed.</summary>
internal sealed class ApngWriter : IFilmWriter
{
    private readonly int _width;
    private readonly int _height;
    private readonly int _fps;
    private readonly MemoryStream _output = new();
    private readonly byte[] _last;
    private uint _sequence;
    private int _frames;

    public ApngWriter(Shot shot, IReadOnlyList<PngText> texts)
    {
        (_width, _height, _fps) = (shot.Width, shot.Height, shot.Fps);
        _last = new byte[_width * _height * 3];
        _output.Write(PngChunks.Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, _width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], _height);
        (header[8], header[9]) = (8, 2);
        PngChunks.Write(_output, "IHDR", header);
        PngChunks.Write(_output, "sRGB", [0]);
        Span<byte> animation = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(animation, shot.FrameCount);
        PngChunks.Write(_output, "acTL", animation);
        foreach (var text in texts)
        {
            PngChunks.WriteText(_output, text);
        }
    }

    public Task WriteAsync(byte[] rgb, CancellationToken cancellationToken)
    {
        var (left, top, right, bottom) = _frames == 0 ? (0, 0, _width, _height) : Changed(rgb);
        Control(left, top, right - left, bottom - top);
        var data = Compress(rgb, left, top, right, bottom, cancellationToken);
        if (_frames == 0)
        {
            PngChunks.Write(_output, "IDAT", data.AsSpan(4));
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(data, _sequence++);
            PngChunks.Write(_output, "fdAT", data);
        }

        rgb.AsSpan().CopyTo(_last);
        _frames++;
        return Task.CompletedTask;
    }

    public Task<byte[]> FinishAsync(CancellationToken cancellationToken)
    {
        PngChunks.Write(_output, "IEND", []);
        return Task.FromResult(_output.ToArray());
    }

    public ValueTask DisposeAsync() => _output.DisposeAsync();

    private void Control(int x, int y, int width, int height)
    {
        Span<byte> control = stackalloc byte[26];
        BinaryPrimitives.WriteUInt32BigEndian(control, _sequence++);
        BinaryPrimitives.WriteInt32BigEndian(control[4..], width);
        BinaryPrimitives.WriteInt32BigEndian(control[8..], height);
        BinaryPrimitives.WriteInt32BigEndian(control[12..], x);
        BinaryPrimitives.WriteInt32BigEndian(control[16..], y);
        BinaryPrimitives.WriteInt16BigEndian(control[20..], 1);
        BinaryPrimitives.WriteInt16BigEndian(control[22..], (short)_fps);
        // What was there stays, and the rectangle replaces it.
        (control[24], control[25]) = (0, 0);
        PngChunks.Write(_output, "fcTL", control);
    }

    private (int Left, int Top, int Right, int Bottom) Changed(byte[] rgb)
    {
        var (left, top, right, bottom) = (_width, _height, 0, 0);
        for (var y = 0; y < _height; y++)
        {
            var row = rgb.AsSpan(y * _width * 3, _width * 3);
            var before = _last.AsSpan(y * _width * 3, _width * 3);
            var same = row.CommonPrefixLength(before);
            if (same == row.Length)
            {
                continue;
            }

            var end = row.Length;
            while (row[end - 1] == before[end - 1])
            {
                end--;
            }

            (left, top) = (Math.Min(left, same / 3), Math.Min(top, y));
            (right, bottom) = (Math.Max(right, (end + 2) / 3), y + 1);
        }

        return right == 0 ? (0, 0, 1, 1) : (left, top, right, bottom);
    }

    /// <returns>The compressed rows after four bytes of room for a sequence number.</returns>
    private byte[] Compress(byte[] rgb, int left, int top, int right, int bottom, CancellationToken cancellationToken)
    {
        using var compressed = new MemoryStream();
        compressed.Write([0, 0, 0, 0]);
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var line = new byte[(right - left) * 3 + 1];
            for (var y = top; y < bottom; y++)
            {
                if ((y & 31) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                // Against its left neighbour, which suits both skies and textures; the first row has nothing above it.
                line[0] = 1;
                var start = (y * _width + left) * 3;
                for (var n = 0; n < line.Length - 1; n++)
                {
                    line[n + 1] = (byte)(rgb[start + n] - (n >= 3 ? rgb[start + n - 3] : 0));
                }

                zlib.Write(line);
            }
        }

        return compressed.ToArray();
    }
}
