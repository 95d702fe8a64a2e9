using System.Buffers.Binary;
using System.Text;
using Galion.Engines.Imaging;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating.Files;

/// <summary>
/// Writes an animated GIF: one table of 255 colours for the whole clip and a dither that stands still, so that nothing flickers, and only what
/// changes from frame to frame.
/// </summary>
internal sealed class GifWriter : IFilmWriter
{
    /// <summary>Frames per second that browsers show; they take shorter delays for mistakes.</summary>
    public const int MaxFps = 50;
    private const int Transparent = 255;
    private const int LookupBits = 5;
    private const int MaxCode = 4_096;

    private readonly int _width;
    private readonly int _height;
    private readonly int _fps;
    private readonly FilmFile _file = new();
    private readonly Stream _output;
    private readonly Lab[] _colors;
    private readonly short[] _lookup = new short[1 << (LookupBits * 3)];
    private readonly byte[] _last;
    private readonly byte[] _indices;
    private readonly MemoryStream _compressed = new();
    private int _frames;

    /// <param name="samples">Frames of the clip, from which the colours are chosen; each is read before the next is asked for.</param>
    /// <param name="sampleCount">How many they are.</param>
    /// <param name="sources">The given pictures, packed; empty when there are none.</param>
    public GifWriter(Shot shot, string recipe, IEnumerable<byte[]> samples, int sampleCount, byte[] sources)
    {
        (_width, _height, _fps, _output) = (shot.Width, shot.Height, shot.Fps, _file.Stream);
        (_last, _indices) = (new byte[_width * _height], new byte[_width * _height]);
        _colors = Choose(samples, sampleCount, _width * _height);
        Array.Fill(_lookup, (short)-1);
        _output.Write("GIF89a"u8);
        WriteNumber(_width);
        WriteNumber(_height);
        _output.Write([0xF7, 0, 0]);
        foreach (var color in _colors)
        {
            var rgb = color.ToRgb();
            _output.Write([Byte(rgb.R), Byte(rgb.G), Byte(rgb.B)]);
        }

        _output.Write([0, 0, 0]);
        if (shot.Loop)
        {
            _output.Write([0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0]);
        }

        // The comment is the recipe as it is; readers find it by its keyword.
        _output.Write([0x21, 0xFE]);
        WriteBlocks(Encoding.UTF8.GetBytes(Recipes.EngineRecipe.Keyword + "=" + recipe));
        if (sources.Length > 0)
        {
            _output.Write([0x21, 0xFF, 11, .. FilmSources.GifBlock]);
            WriteBlocks(sources);
        }
    }

    public Task WriteAsync(byte[] rgb, CancellationToken cancellationToken)
    {
        Quantize(rgb);
        cancellationToken.ThrowIfCancellationRequested();
        var (left, top, right, bottom) = Changed();
        var delay = (int)Math.Round((_frames + 1) * 100.0 / _fps) - (int)Math.Round(_frames * 100.0 / _fps);
        _output.Write([0x21, 0xF9, 4, 0b0000_0101]);
        WriteNumber(Math.Max(2, delay));
        _output.Write([Transparent, 0, 0x2C]);
        WriteNumber(left);
        WriteNumber(top);
        WriteNumber(right - left);
        WriteNumber(bottom - top);
        _output.WriteByte(0);
        WriteBlocks(Compress(left, top, right, bottom), withCodeSize: true);
        _indices.AsSpan().CopyTo(_last);
        _frames++;
        return Task.CompletedTask;
    }

    public Task<byte[]> FinishAsync(CancellationToken cancellationToken)
    {
        _output.WriteByte(0x3B);
        return _file.ReadAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static Lab[] Choose(IEnumerable<byte[]> samples, int sampleCount, int pixels)
    {
        const int count = 16_384;
        var planes = new LabPlanes(count, 1, new float[count], new float[count], new float[count]);
        var dice = Dice.For(1, "gif");
        var places = new int[count];
        for (var n = 0; n < count; n++)
        {
            places[n] = dice.Below(pixels) * 3;
        }

        foreach (var (number, sample) in samples.Index())
        {
            for (var n = number; n < count; n += sampleCount)
            {
                var index = places[n];
                planes[n] = new Rgb(Srgb.ToLinear(sample[index]), Srgb.ToLinear(sample[index + 1]), Srgb.ToLinear(sample[index + 2])).ToLab();
            }
        }

        return ColorTable.Choose(planes, Transparent, dice);
    }

    private static byte Byte(float linear) => (byte)(Srgb.FromLinear(linear) * 255 + 0.5f);

    private void Quantize(byte[] rgb)
    {
        for (var y = 0; y < _height; y++)
        {
            for (var x = 0; x < _width; x++)
            {
                var index = y * _width + x;
                // An 8 × 8 Bayer matrix, within half a step of the lookup.
                var offset = (Bayer(x, y) - 31.5f) * 0.16f;
                var (r, g, b) = (Cell(rgb[index * 3] + offset), Cell(rgb[index * 3 + 1] + offset), Cell(rgb[index * 3 + 2] + offset));
                var cell = (r << (2 * LookupBits)) | (g << LookupBits) | b;
                var found = _lookup[cell];
                if (found < 0)
                {
                    const float scale = 255f / ((1 << LookupBits) - 1);
                    found = (short)ColorTable.Nearest(_colors, new Rgb(Linear(r * scale), Linear(g * scale), Linear(b * scale)).ToLab());
                    _lookup[cell] = found;
                }

                _indices[index] = (byte)found;
            }
        }

        static int Cell(float value) => Math.Clamp((int)(value * (((1 << LookupBits) - 1) / 255f) + 0.5f), 0, (1 << LookupBits) - 1);
        static float Linear(float value) => Srgb.ToLinear((byte)(value + 0.5f));
    }

    private static int Bayer(int x, int y)
    {
        var (value, cross) = (0, x ^ y);
        for (var bit = 0; bit < 3; bit++)
        {
            value = (value << 2) | (((cross >> bit) & 1) << 1) | ((y >> bit) & 1);
        }

        return value;
    }

    private (int Left, int Top, int Right, int Bottom) Changed()
    {
        if (_frames == 0)
        {
            return (0, 0, _width, _height);
        }

        var (left, top, right, bottom) = (_width, _height, 0, 0);
        for (var y = 0; y < _height; y++)
        {
            for (var x = 0; x < _width; x++)
            {
                if (_indices[y * _width + x] != _last[y * _width + x])
                {
                    (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), y + 1);
                }
            }
        }

        return right == 0 ? (0, 0, 1, 1) : (left, top, right, bottom);
    }

    /// <summary>LZW with codes of 9 to 12 bits; what did not change is transparent, which makes long runs.</summary>
    private ReadOnlySpan<byte> Compress(int left, int top, int right, int bottom)
    {
        const int clear = 256;
        // Kept from frame to frame: large buffers would pile up before they are collected.
        var bytes = _compressed;
        bytes.SetLength(0);
        var table = new Dictionary<int, int>(MaxCode);
        var (bits, held, size, next, prefix) = (0u, 0, 9, clear + 2, -1);
        Emit(clear);
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                var index = y * _width + x;
                int color = _frames > 0 && _indices[index] == _last[index] ? Transparent : _indices[index];
                if (prefix < 0)
                {
                    prefix = color;
                }
                else if (table.TryGetValue((prefix << 8) | color, out var code))
                {
                    prefix = code;
                }
                else
                {
                    Emit(prefix);
                    if (next < MaxCode)
                    {
                        table[(prefix << 8) | color] = next;
                        // Codes grow once the next one would not fit.
                        size += next == 1 << size && size < 12 ? 1 : 0;
                        next++;
                    }
                    else
                    {
                        Emit(clear);
                        table.Clear();
                        (size, next) = (9, clear + 2);
                    }

                    prefix = color;
                }
            }
        }

        Emit(prefix);
        Emit(clear + 1);
        if (held > 0)
        {
            bytes.WriteByte((byte)bits);
        }

        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length);

        void Emit(int code)
        {
            bits |= (uint)code << held;
            held += size;
            for (; held >= 8; held -= 8, bits >>= 8)
            {
                bytes.WriteByte((byte)bits);
            }
        }
    }

    private void WriteBlocks(ReadOnlySpan<byte> data, bool withCodeSize = false)
    {
        if (withCodeSize)
        {
            _output.WriteByte(8);
        }

        while (data.Length > 0)
        {
            var length = Math.Min(255, data.Length);
            _output.WriteByte((byte)length);
            _output.Write(data[..length]);
            data = data[length..];
        }

        _output.WriteByte(0);
    }

    private void WriteNumber(int number)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)number);
        _output.Write(bytes);
    }
}
