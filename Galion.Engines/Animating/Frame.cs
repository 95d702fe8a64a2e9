using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Galion.Engines.Imaging;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating;

/// <summary>One frame in the making, in OKLab, four numbers to a pixel: L, a, b and one unused.</summary>
internal sealed class Frame(int width, int height)
{
    private const int DitherSide = 64;
    private static readonly float[] Dither = CreateDither();

    public int Width => width;

    public int Height => height;

    public float[] Pixels { get; } = new float[width * height * 4];

    public Lab this[int index]
    {
        get => new(Pixels[index * 4], Pixels[index * 4 + 1], Pixels[index * 4 + 2]);
        set => (Pixels[index * 4], Pixels[index * 4 + 1], Pixels[index * 4 + 2]) = (value.L, value.A, value.B);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Blend(int index, Lab color, float opacity)
    {
        ref var pixel = ref MemoryMarshal.GetArrayDataReference(Pixels);
        var place = (nuint)(index * 4);
        var under = Vector128.LoadUnsafe(ref pixel, place);
        (under + (Vector128.Create(color.L, color.A, color.B, 0) - under) * opacity).StoreUnsafe(ref pixel, place);
    }

    /// <summary>Adds light that never makes a pixel brighter than white.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Shine(int index, Lab color, float amount)
    {
        var under = this[index];
        var room = MathF.Max(0, 1 - under.L);
        var gain = room * Mix.Clamp01(amount * color.L);
        this[index] = new Lab(under.L + gain, under.A + (color.A - under.A) * gain, under.B + (color.B - under.B) * gain);
    }

    /// <summary>Encodes as sRGB bytes, dithered by a pattern that stands still, so that still parts of the picture stay still.</summary>
    /// <param name="vignette">How dark the corners get, 0 to 1.</param>
    public void ToRgb(Easel easel, byte[] rgb, float vignette) => easel.Rows(0, height, y =>
    {
        var dy = (y + 0.5f) / height - 0.5f;
        var row = rgb.AsSpan(y * width * 3, width * 3);
        for (var x = 0; x < width; x++)
        {
            var light = this[y * width + x].ToRgb();
            if (vignette > 0)
            {
                var dx = (x + 0.5f) / width - 0.5f;
                light *= 1 - vignette * Mix.Smooth(0.18f, 0.62f, dx * dx + dy * dy);
            }

            var offset = Dither[(y & (DitherSide - 1)) * DitherSide + (x & (DitherSide - 1))];
            row[x * 3] = Encode(light.R, offset);
            row[x * 3 + 1] = Encode(light.G, offset);
            row[x * 3 + 2] = Encode(light.B, offset);
        }
    });

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Encode(float linear, float offset) => (byte)Math.Min(255, (int)(Srgb.FromLinear(linear) * 255 + offset));

    /// <summary>Interleaved gradient noise: even in every small neighbourhood, without visible clumps.</summary>
    private static float[] CreateDither()
    {
        var tile = new float[DitherSide * DitherSide];
        for (var y = 0; y < DitherSide; y++)
        {
            for (var x = 0; x < DitherSide; x++)
            {
                var inner = 0.06711056f * x + 0.00583715f * y;
                var value = 52.9829189f * (inner - MathF.Floor(inner));
                tile[y * DitherSide + x] = value - MathF.Floor(value);
            }
        }

        return tile;
    }
}
