using Galion.Engines.Audio;
using Galion.Engines.Composing.Sound;

namespace Galion.Tests.Engines.Composing;

/// <summary>How wide and how bright a piece is.</summary>
internal static class Stereo
{
    private const float LowHertz = 200;
    private const float HighHertz = 4_000;
    private const float DeepHertz = 120;

    /// <returns>The sides under the middle above 200 Hz and what is above 4 kHz and below 120 Hz under the whole in decibels; the correlation of both sides, of all and below 200 Hz; left over right in decibels.</returns>
    public static (double Width, double Highs, double Lows, double Correlation, double LowCorrelation, double Balance) Measure(AudioBuffer mix)
    {
        var (all, low, high, deep, sides, middle) = (new Pair(), new Pair(), 0.0, 0.0, 0.0, 0.0);
        var filters = new Filter[8];
        for (var n = 0; n < filters.Length; n++)
        {
            filters[n].Tune(n < 4 ? LowHertz : n < 6 ? HighHertz : DeepHertz, 0.2f, mix.SampleRate);
        }

        for (var n = 0; n < mix.Frames; n++)
        {
            var (one, other) = (mix[0][n], mix[1][n]);
            all.Add(one, other);
            low.Add(filters[0].Low(one), filters[1].Low(other));
            var (oneAbove, otherAbove) = (filters[2].High(one), filters[3].High(other));
            sides += Math.Pow(oneAbove - otherAbove, 2);
            middle += Math.Pow(oneAbove + otherAbove, 2);
            deep += Math.Pow(filters[6].Low(one), 2) + Math.Pow(filters[7].Low(other), 2);
            high += Math.Pow(filters[4].High(one), 2) + Math.Pow(filters[5].High(other), 2);
        }

        return (Decibel(sides / middle), Decibel(high / (all.One + all.Other)), Decibel(deep / (all.One + all.Other)), all.Correlation, low.Correlation, Decibel(all.One / all.Other));
    }

    private static double Decibel(double ratio) => 10 * Math.Log10(ratio + 1e-12);

    private struct Pair
    {
        public double One { get; private set; }

        public double Other { get; private set; }

        public readonly double Correlation => _cross / Math.Sqrt(One * Other);

        private double _cross;

        public void Add(float one, float other)
        {
            One += one * (double)one;
            Other += other * (double)other;
            _cross += one * (double)other;
        }
    }
}
