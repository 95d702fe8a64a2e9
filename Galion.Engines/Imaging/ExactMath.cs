using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Galion.Engines.Imaging;

/// <summary>
/// Elementary functions made of additions, multiplications, divisions and square roots, which IEEE 754 rounds alike everywhere. The
/// runtime's own call the C library of the machine, whose last bits differ between systems and would change a picture's bytes.
/// </summary>
internal static class ExactMath
{
    /// <param name="x">Radians, within ±10^6.</param>
    public static double Sin(double x)
    {
        var turns = Math.Floor(x / (2 * Math.PI) + 0.5);
        x -= turns * (2 * Math.PI);
        if (x > Math.PI / 2)
        {
            x = Math.PI - x;
        }
        else if (x < -Math.PI / 2)
        {
            x = -Math.PI - x;
        }

        var s = x * x;
        return x * (1 + s * (-1.0 / 6 + s * (1.0 / 120 + s * (-1.0 / 5_040 + s * (1.0 / 362_880 + s * (-1.0 / 39_916_800 + s / 6_227_020_800))))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sin(float x)
    {
        x -= MathF.Floor(x * (0.5f / MathF.PI) + 0.5f) * (2 * MathF.PI);
        x = x > MathF.PI / 2 ? MathF.PI - x : x < -MathF.PI / 2 ? -MathF.PI - x : x;
        var s = x * x;
        return x * (1 + s * (-0.16666667f + s * (0.008333331f + s * (-0.00019840874f + s * 2.7525562e-6f))));
    }

    /// <param name="x">Radians, within ±10^6.</param>
    public static double Cos(double x) => Sin(x + Math.PI / 2);

    /// <param name="x">Radians, between −π/2 and π/2.</param>
    public static double Tan(double x) => Sin(x) / Cos(x);

    /// <summary>Two to the power of <paramref name="x"/>, relative error below 10^-12, for −1000 to 1000 (clamped).</summary>
    public static double Exp2(double x)
    {
        x = Math.Clamp(x, -1_000, 1_000);
        var whole = Math.Floor(x + 0.5);
        var f = (x - whole) * 0.69314718055994531;
        var power = 1.0;
        for (var n = 13; n >= 1; n--)
        {
            power = 1 + f / n * power;
        }

        return power * BitConverter.Int64BitsToDouble((long)(1_023 + whole) << 52);
    }

    /// <summary>The binary logarithm of a positive number, absolute error below 10^-12.</summary>
    public static double Log2(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = ((bits >> 52) & 0x7FF) - 1_023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        var t = (mantissa - 1) / (mantissa + 1);
        var s = t * t;
        var series = 0.0;
        for (var n = 19; n >= 1; n -= 2)
        {
            series = series * s + 1.0 / n;
        }

        return exponent + 2.8853900817779268 * t * series;
    }

    public static float Cos(float x) => Sin(x + MathF.PI / 2);

    /// <summary>Two to the power of <paramref name="x"/>, relative error below 3·10^-6, for −120 to 120 (clamped).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp2(float x)
    {
        x = Math.Clamp(x, -120f, 120f);
        var whole = MathF.Floor(x);
        var f = x - whole;
        var power = 1 + f * (0.69314718f + f * (0.24022651f + f * (0.05550411f + f * (0.00961813f + f * (0.00133336f + f * 0.00015404f)))));
        return BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(power) + ((int)whole << 23));
    }

    public static float Exp(float x) => Exp2(x * 1.44269504f);

    /// <summary>The binary logarithm of a positive number, absolute error below 10^-5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log2(float x)
    {
        var bits = BitConverter.SingleToInt32Bits(x);
        var exponent = ((bits >> 23) & 0xFF) - 127;
        var mantissa = BitConverter.Int32BitsToSingle((bits & 0x007F_FFFF) | 0x3F80_0000);
        if (mantissa > 1.41421356f)
        {
            mantissa *= 0.5f;
            exponent++;
        }

        var t = (mantissa - 1) / (mantissa + 1);
        var s = t * t;
        return exponent + t * (2.88539008f + s * (0.96179669f + s * (0.57707802f + s * (0.41219859f + s * 0.3205989f))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Pow(float x, float power) => x <= 0 ? 0 : Exp2(power * Log2(x));

    /// <summary>The cube root, relative error below 10^-6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cbrt(float x)
    {
        var magnitude = MathF.Abs(x);
        if (magnitude < 1e-12f)
        {
            return 0;
        }

        var root = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(magnitude) / 3 + 709_921_077);
        for (var n = 0; n < 2; n++)
        {
            var cube = root * root * root;
            root *= (cube + 2 * magnitude) / (2 * cube + magnitude);
        }

        return x < 0 ? -root : root;
    }

    /// <summary>The same cube roots, to the bit, for eight numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Cbrt(Vector256<float> x)
    {
        var magnitude = Vector256.Abs(x);
        var bits = magnitude.AsInt32();
        // No lane divides integers. 65,536 is three times 21,845 and one more, which leaves a number small enough for an exact float.
        var high = Vector256.ShiftRightLogical(bits, 16);
        var rest = high + (bits & Vector256.Create(0xFFFF));
        var third = high * 21_845 + Vector256.ConvertToInt32Native((Vector256.ConvertToSingle(rest) + Vector256.Create(0.5f)) * (1 / 3f));
        var root = (third + Vector256.Create(709_921_077)).AsSingle();
        for (var n = 0; n < 2; n++)
        {
            var cube = root * root * root;
            root *= (cube + magnitude * 2f) / (cube * 2f + magnitude);
        }

        root = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), -root, root);
        return Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(1e-12f)), Vector256<float>.Zero, root);
    }

    /// <summary>The angle of a vector in radians, −π to π, error below 10^-4.</summary>
    public static float Atan2(float y, float x)
    {
        var (ax, ay) = (MathF.Abs(x), MathF.Abs(y));
        if (ax + ay < 1e-20f)
        {
            return 0;
        }

        var a = MathF.Min(ax, ay) / MathF.Max(ax, ay);
        var s = a * a;
        var angle = a * (0.99997726f + s * (-0.33262347f + s * (0.19354346f + s * (-0.11643287f + s * (0.05265332f - s * 0.01172120f)))));
        angle = ay > ax ? MathF.PI / 2 - angle : angle;
        angle = x < 0 ? MathF.PI - angle : angle;
        return y < 0 ? -angle : angle;
    }
}
