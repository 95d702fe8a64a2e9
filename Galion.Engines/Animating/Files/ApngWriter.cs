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
    private readonly FilmFile _file = new();
    private readonly Stream _output;
    private readonly byte[] _last;
    private readonly byte[] _chunk = new byte[1 << 18];
    private readonly byte[] _sources;
    private uint _sequence;
    private int _frames;

    /// <param name="sources">The given pictures, packed; empty when there are none.</param>
    public ApngWriter(Shot shot, IReadOnlyList<PngText> texts, byte[] sources)
    {
        (_width, _height, _fps, _output) = (shot.Width, shot.Height, shot.Fps, _file.Stream);
        (_last, _sources) = (new byte[_width * _height * 3], sources);
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
        Compress(rgb, left, top, right, bottom, cancellationToken);
        rgb.AsSpan().CopyTo(_last);
        _frames++;
        return Task.CompletedTask;
    }

    public Task<byte[]> FinishAsync(CancellationToken cancellationToken)
    {
        if (_sources.Length > 0)
        {
            PngChunks.Write(_output, SourceCarriers.PngChunk, _sources);
        }

        PngChunks.Write(_output, "IEND", []);
        return _file.ReadAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

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

    /// <summary>Compressed rows go into chunks as they come, because frames of megabytes would pile up before they are collected.</summary>
    private void Compress(byte[] rgb, int left, int top, int right, int bottom, CancellationToken cancellationToken)
    {
        using var chunks = new Chunks(this);
        using var zlib = new ZLibStream(chunks, CompressionLevel.Fastest, leaveOpen: true);
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

    /// <summary>Gathers what is written into the chunks of one frame.</summary>
    private sealed class Chunks(ApngWriter writer) : Stream
    {
        private const int NumberSize = 4;
        private int _count = NumberSize;

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
                var part = Math.Min(buffer.Length, writer._chunk.Length - _count);
                buffer[..part].CopyTo(writer._chunk.AsSpan(_count));
                _count += part;
                buffer = buffer[part..];
                if (_count == writer._chunk.Length)
                {
                    Emit();
                }
            }
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing && _count > NumberSize)
            {
                Emit();
            }

            base.Dispose(disposing);
        }

        private void Emit()
        {
            if (writer._frames == 0)
            {
                PngChunks.Write(writer._output, "IDAT", writer._chunk.AsSpan(NumberSize, _count - NumberSize));
            }
            else
            {
                BinaryPrimitives.WriteUInt32BigEndian(writer._chunk, writer._sequence++);
                PngChunks.Write(writer._output, "fdAT", writer._chunk.AsSpan(0, _count));
            }

            _count = NumberSize;
        }
    }
}
