using Galion.Engines.Imaging;

namespace Galion.Engines.Composing.Sound;

/// <summary>Single cycles without harmonics above the Nyquist frequency: for each octave a table of its own.</summary>
internal sealed class Wave
{
    public const int Size = 2_048;
    private const int Octaves = 10;

    private readonly float[][] _tables = new float[Octaves][];

    private Wave(Func<int, double> harmonic)
    {
        for (var octave = 0; octave < Octaves; octave++)
        {
            var table = new float[Size + 1];
            var count = 1 << (Octaves - 1 - octave);
            for (var n = 1; n <= count; n++)
            {
                // The last harmonics fade, so that the tables have no ripples.
                var level = harmonic(n) * (n > 1 ? ExactMath.Cos(Math.PI / 2 * (n - 1) / count) : 1);
                for (var at = 0; level != 0 && at < Size; at++)
                {
                    table[at] += (float)(level * Sines[(int)((long)n * at % Size)]);
                }
            }

            table[Size] = table[0];
            _tables[octave] = table;
        }
    }

    private static readonly double[] Sines = [.. Enumerable.Range(0, Size).Select(n => ExactMath.Sin(2 * Math.PI * n / Size))];

    public static Wave Sine { get; } = new(n => n == 1 ? 1 : 0);

    public static Wave Saw { get; } = new(n => (n % 2 == 0 ? -1.0 : 1.0) * 2 / (Math.PI * n));

    public static Wave Square { get; } = new(n => n % 2 == 1 ? 4 / (Math.PI * n) : 0);

    public static Wave Triangle { get; } = new(n => n % 2 == 1 ? (n % 4 == 1 ? 8.0 : -8.0) / (Math.PI * Math.PI * n * n) : 0);

    /// <summary>A narrow pulse, a quarter of the cycle.</summary>
    public static Wave Pulse { get; } = new(n => 4 / (Math.PI * n) * ExactMath.Sin(Math.PI * n * 0.25) * 0.8);

    /// <summary>The table for a frequency, as a part of the sample rate.</summary>
    public float[] For(double frequency)
    {
        var octave = 0;
        while (octave < Octaves - 1 && frequency * (1 << (Octaves - 1 - octave)) > 0.46)
        {
            octave++;
        }

        return _tables[octave];
    }

    public static float Read(float[] table, float phase)
    {
        var place = phase * Size;
        var index = (int)place;
        return table[index] + (table[index + 1] - table[index]) * (place - index);
    }
}
