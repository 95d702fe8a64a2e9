using System.Runtime.CompilerServices;

namespace Galion.Engines.Painting;

/// <summary>What a pixel shows; styles draw their contours where it changes.</summary>
internal enum Kind : byte
{
    Sky,
    Cloud,
    Luminary,
    Land,
    Water,
    Plant,
    Building,
    Figure,
    Form,
}

/// <summary>A picture in the making: linear light, how far away each pixel is and what it shows.</summary>
internal sealed class Canvas(int width, int height)
{
    /// <summary>The distance of the sky.</summary>
    public const float Infinity = 1e4f;

    public int Width => width;

    public int Height => height;

    public float[] R { get; } = new float[width * height];

    public float[] G { get; } = new float[width * height];

    public float[] B { get; } = new float[width * height];

    /// <summary>Kilometres from the eye.</summary>
    public float[] Depth { get; } = new float[width * height];

    public Kind[] Kinds { get; } = new Kind[width * height];

    public Rgb this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(R[index], G[index], B[index]);
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => (R[index], G[index], B[index]) = (value.R, value.G, value.B);
    }

    public Rgb this[int x, int y]
    {
        get => this[y * width + x];
        set => this[y * width + x] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Blend(int index, Rgb color, float opacity)
    {
        R[index] += (color.R - R[index]) * opacity;
        G[index] += (color.G - G[index]) * opacity;
        B[index] += (color.B - B[index]) * opacity;
    }

    public void Add(int index, Rgb light)
    {
        R[index] += light.R;
        G[index] += light.G;
        B[index] += light.B;
    }
}
