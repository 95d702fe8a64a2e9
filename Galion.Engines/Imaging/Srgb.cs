using System.Runtime.CompilerServices;

namespace Galion.Engines.Imaging;

/// <summary>The sRGB transfer curve by table, interpolated.</summary>
internal static class Srgb
{
    private const int Steps = 4_096;
    private static readonly float[] Linear = CreateLinear();
    private static readonly float[] Encoded = CreateEncoded();

    public static float ToLinear(byte value) => Linear[value];

    /// <param name="linear">Clamped to 0–1.</param>
    /// <returns>0 to 1 on the curve that displays expect.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FromLinear(float linear)
    {
        // The square root spreads the steep dark end over the table.
        var position = MathF.Sqrt(Math.Clamp(linear, 0f, 1f)) * Steps;
        var index = (int)position;
        var low = Encoded[index];
        return low + (Encoded[index + 1] - low) * (position - index);
    }

    private static float[] CreateLinear()
    {
        var table = new float[256];
        for (var n = 0; n < table.Length; n++)
        {
            var value = n / 255f;
            table[n] = value <= 0.04045f ? value / 12.92f : ExactMath.Pow((value + 0.055f) / 1.055f, 2.4f);
        }

        return table;
    }

    private static float[] CreateEncoded()
    {
        var table = new float[Steps + 2];
        for (var n = 0; n < table.Length; n++)
        {
            var root = Math.Min(n, Steps) / (float)Steps;
            var linear = root * root;
            table[n] = linear <= 0.0031308f ? linear * 12.92f : 1.055f * ExactMath.Pow(linear, 1 / 2.4f) - 0.055f;
        }

        return table;
    }
}
