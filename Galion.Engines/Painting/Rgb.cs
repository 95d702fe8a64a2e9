using System.Globalization;
using System.Runtime.CompilerServices;
using Galion.Engines.Imaging;

namespace Galion.Engines.Painting;

/// <summary>A colour in linear light with sRGB primaries; light sources exceed 1.</summary>
internal readonly record struct Rgb(float R, float G, float B)
{
    public static Rgb Black => default;

    public static Rgb White => new(1, 1, 1);

    public float Luminance => 0.2126f * R + 0.7152f * G + 0.0722f * B;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rgb operator +(Rgb a, Rgb b) => new(a.R + b.R, a.G + b.G, a.B + b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rgb operator -(Rgb a, Rgb b) => new(a.R - b.R, a.G - b.G, a.B - b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rgb operator *(Rgb a, Rgb b) => new(a.R * b.R, a.G * b.G, a.B * b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rgb operator *(Rgb a, float k) => new(a.R * k, a.G * k, a.B * k);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rgb Lerp(Rgb a, Rgb b, float t) => new(a.R + (b.R - a.R) * t, a.G + (b.G - a.G) * t, a.B + (b.B - a.B) * t);

    /// <param name="hex">Six hexadecimal digits of an sRGB colour.</param>
    public static Rgb Hex(string hex)
    {
        var value = int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new Rgb(Srgb.ToLinear((byte)(value >> 16)), Srgb.ToLinear((byte)(value >> 8)), Srgb.ToLinear((byte)value));
    }

    /// <summary>Six hexadecimal digits of the sRGB colour.</summary>
    public string ToHex()
    {
        return Digits(R) + Digits(G) + Digits(B);

        static string Digits(float linear) => ((int)(Srgb.FromLinear(linear) * 255 + 0.5f)).ToString("x2", CultureInfo.InvariantCulture);
    }

    public Lab ToLab()
    {
        var l = ExactMath.Cbrt(0.41222147f * R + 0.53633254f * G + 0.05144599f * B);
        var m = ExactMath.Cbrt(0.21190350f * R + 0.68069955f * G + 0.10739696f * B);
        var s = ExactMath.Cbrt(0.08830246f * R + 0.28171884f * G + 0.62997870f * B);
        return new Lab(
            0.21045426f * l + 0.79361779f * m - 0.00407205f * s,
            1.97799850f * l - 2.42859221f * m + 0.45059371f * s,
            0.02590404f * l + 0.78277177f * m - 0.80867577f * s);
    }
}

/// <summary>A colour in OKLab: equal steps look equally large.</summary>
internal readonly record struct Lab(float L, float A, float B)
{
    public float Chroma => MathF.Sqrt(A * A + B * B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lab operator +(Lab x, Lab y) => new(x.L + y.L, x.A + y.A, x.B + y.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lab operator *(Lab x, float k) => new(x.L * k, x.A * k, x.B * k);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lab Lerp(Lab x, Lab y, float t) => new(x.L + (y.L - x.L) * t, x.A + (y.A - x.A) * t, x.B + (y.B - x.B) * t);

    /// <param name="lightness">0 to 1.</param>
    /// <param name="chroma">0 to about 0.32.</param>
    /// <param name="hue">Degrees; 29 is red, 110 yellow, 142 green, 264 blue.</param>
    public static Lab FromLch(float lightness, float chroma, float hue)
    {
        var radians = hue * (MathF.PI / 180);
        return new Lab(lightness, chroma * ExactMath.Cos(radians), chroma * ExactMath.Sin(radians));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float DistanceSquared(Lab other)
    {
        var (l, a, b) = (L - other.L, A - other.A, B - other.B);
        return l * l + a * a + b * b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Rgb ToRgb()
    {
        var l = L + 0.39633778f * A + 0.21580376f * B;
        var m = L - 0.10556135f * A - 0.06385417f * B;
        var s = L - 0.08948418f * A - 1.29148555f * B;
        (l, m, s) = (l * l * l, m * m * m, s * s * s);
        return new Rgb(
            4.07674166f * l - 3.30771159f * m + 0.23096993f * s,
            -1.26843800f * l + 2.60975740f * m - 0.34131940f * s,
            -0.00419609f * l - 0.70341861f * m + 1.70761470f * s);
    }
}
