using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating;

internal enum LayerRole
{
    Sky,
    Clouds,
    Land,
}

/// <summary>
/// One sheet of a plate: colour in OKLab with opacity, painted once and moved per frame. Texels are 16-bit in steps of 1/16384, four to a
/// pixel: L, a, b, opacity.
/// </summary>
internal sealed class Layer
{
    public const float Scale = 16_384;
    private const int CoarseShift = 2;
    private const int CellShift = 4;

    private readonly byte[] _least;
    private readonly byte[] _most;
    private readonly int _cellsX;
    private readonly int _cellsY;

    /// <param name="keys">The texels at each key of the clip, from <paramref name="top"/> on.</param>
    /// <param name="top">The first row of the plate that the layer covers.</param>
    public Layer(LayerRole role, int width, int rows, int top, short[][] keys)
    {
        (Role, Width, Rows, Top, Keys) = (role, width, rows, top, keys);
        (_cellsX, _cellsY) = ((width >> CellShift) + 1, (rows >> CellShift) + 1);
        (_least, _most) = (new byte[_cellsX * _cellsY], new byte[_cellsX * _cellsY]);
        Array.Fill(_least, byte.MaxValue);
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var alpha = (byte)Math.Clamp(keys[0][(y * width + x) * 4 + 3] * 255 / (int)Scale, 0, 255);
                var cell = (y >> CellShift) * _cellsX + (x >> CellShift);
                _least[cell] = Math.Min(_least[cell], alpha);
                _most[cell] = Math.Max(_most[cell], alpha);
            }
        }
    }

    public LayerRole Role { get; }

    public int Width { get; }

    public int Rows { get; }

    public int Top { get; }

    public short[][] Keys { get; }

    /// <summary>0 (infinitely far) to 1, a quarter of the size in each direction; null when all of it is infinitely far.</summary>
    public float[]? Disparity { get; init; }

    /// <summary>How much each place gives way to the wind, a quarter of the size in each direction; null when nothing does.</summary>
    public float[]? Sway { get; init; }

    /// <summary>How far inside water each pixel is, 0 to 255; null when there is none.</summary>
    public byte[]? Water { get; init; }

    public static int Coarse(int size) => (size >> CoarseShift) + 1;

    /// <summary>A value of a plane of a quarter of the size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float SampleCoarse(float[] plane, float x, float y)
    {
        var width = Coarse(Width);
        var height = Coarse(Rows);
        x = Math.Clamp(x * (1f / (1 << CoarseShift)), 0, width - 1.001f);
        y = Math.Clamp((y - Top) * (1f / (1 << CoarseShift)), 0, height - 1.001f);
        var (ix, iy) = ((int)x, (int)y);
        var (fx, fy) = (x - ix, y - iy);
        var index = iy * width + ix;
        var (right, below) = (ix + 1 < width ? 1 : 0, iy + 1 < height ? width : 0);
        var top = plane[index] + (plane[index + right] - plane[index]) * fx;
        var bottom = plane[index + below] + (plane[index + below + right] - plane[index + below]) * fx;
        return top + (bottom - top) * fy;
    }

    /// <summary>The least and most opacity, 0 to 255, around a rectangle of the plate.</summary>
    public (byte Least, byte Most) Opacity(float left, float top, float right, float bottom)
    {
        if (bottom < Top - 1 || top > Top + Rows)
        {
            // Land runs on below its last row, sky above its first; elsewhere there is nothing.
            return Role == LayerRole.Land && top > Top + Rows || Role != LayerRole.Land && bottom < Top - 1 ? Edge(top > Top) : ((byte)0, (byte)0);
        }

        var (firstX, lastX) = (Cell(left - 2, _cellsX), Cell(right + 3, _cellsX));
        var (firstY, lastY) = (Cell(top - Top - 2, _cellsY), Cell(bottom - Top + 3, _cellsY));
        byte least = 255, most = 0;
        for (var y = firstY; y <= lastY; y++)
        {
            for (var x = firstX; x <= lastX; x++)
            {
                least = Math.Min(least, _least[y * _cellsX + x]);
                most = Math.Max(most, _most[y * _cellsX + x]);
            }
        }

        return (top < Top || bottom > Top + Rows - 1 ? (byte)0 : least, most);
    }

    private (byte Least, byte Most) Edge(bool below)
    {
        var row = below ? _cellsY - 1 : 0;
        byte most = 0;
        for (var x = 0; x < _cellsX; x++)
        {
            most = Math.Max(most, _most[row * _cellsX + x]);
        }

        return (0, most);
    }

    private static int Cell(float position, int count) => Math.Clamp((int)position >> CellShift, 0, count - 1);

    /// <summary>Whether the layer is opaque at a pixel of the plate and shows no water there.</summary>
    public bool IsDryLand(int x, int y)
    {
        var row = y - Top;
        return (uint)x < (uint)Width && (uint)row < (uint)Rows && Keys[0][(row * Width + x) * 4 + 3] > Scale * 0.9f && (Water is null || Water[row * Width + x] == 0);
    }

    /// <summary>The colour and opacity between four pixels, as L, a, b, opacity in 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Sample(short[] texels, float x, float y)
    {
        x = Math.Clamp(x, 0, Width - 1.001f);
        y = Math.Clamp(y - Top, 0, Rows - 1.001f);
        var (ix, iy) = ((int)x, (int)y);
        var index = (iy * Width + ix) * 4;
        var below = iy + 1 < Rows ? Width * 4 : 0;
        var (a, b) = (Vector128.LoadUnsafe(ref texels[index]), Vector128.LoadUnsafe(ref texels[index + below]));
        var fx = Vector128.Create(x - ix);
        var topLeft = Vector128.ConvertToSingle(Vector128.WidenLower(a));
        var topRight = Vector128.ConvertToSingle(Vector128.WidenUpper(a));
        var bottomLeft = Vector128.ConvertToSingle(Vector128.WidenLower(b));
        var bottomRight = Vector128.ConvertToSingle(Vector128.WidenUpper(b));
        var top = topLeft + (topRight - topLeft) * fx;
        var bottom = bottomLeft + (bottomRight - bottomLeft) * fx;
        return (top + (bottom - top) * Vector128.Create(y - iy)) * (1 / Scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Texel(float value) => (short)Math.Clamp((int)(value * Scale + (value < 0 ? -0.5f : 0.5f)), short.MinValue, short.MaxValue);

    public static Lab ColorAt(short[] texels, int index) => new(texels[index * 4] / Scale, texels[index * 4 + 1] / Scale, texels[index * 4 + 2] / Scale);
}
