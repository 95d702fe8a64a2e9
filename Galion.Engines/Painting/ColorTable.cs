using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting;

/// <summary>A few colours that stand for a whole picture (k-means in OKLab on a sample, started far apart).</summary>
internal static class ColorTable
{
    private const int SampleSize = 6_000;
    private const int Rounds = 9;

    public static Lab[] Choose(LabPlanes picture, int count, Dice dice, CancellationToken cancellationToken = default)
    {
        var samples = new Lab[Math.Min(SampleSize, picture.L.Length)];
        for (var n = 0; n < samples.Length; n++)
        {
            samples[n] = picture[dice.Below(picture.L.Length)];
        }

        return Choose(samples, count, cancellationToken);
    }

    /// <param name="samples">At least one.</param>
    /// <param name="even">Whether the colours begin at even shares of the lightness, which suits gradients, not far apart, which finds what is rare.</param>
    /// <returns>From dark to light.</returns>
    public static Lab[] Choose(Lab[] samples, int count, CancellationToken cancellationToken, bool even = false)
    {
        var colors = even ? Shares(samples, count) : Spread(samples, count, cancellationToken);
        var sums = new Lab[colors.Length];
        var weights = new float[colors.Length];
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(sums);
            Array.Clear(weights);
            foreach (var sample in samples)
            {
                var nearest = Nearest(colors, sample);
                // Rare strong colours are what people remember of a picture.
                var weight = 1 + 6 * sample.Chroma;
                sums[nearest] += sample * weight;
                weights[nearest] += weight;
            }

            for (var n = 0; n < colors.Length; n++)
            {
                colors[n] = weights[n] > 0 ? sums[n] * (1 / weights[n]) : colors[n];
            }
        }

        Array.Sort(colors, (x, y) => x.L.CompareTo(y.L));
        return colors;
    }

    public static int Nearest(ReadOnlySpan<Lab> colors, Lab color)
    {
        var (best, bestDistance) = (0, float.MaxValue);
        for (var n = 0; n < colors.Length; n++)
        {
            var distance = colors[n].DistanceSquared(color);
            if (distance < bestDistance)
            {
                (best, bestDistance) = (n, distance);
            }
        }

        return best;
    }

    /// <summary>The same for eight colours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Nearest(ReadOnlySpan<Lab> colors, V lightness, V a, V b)
    {
        var (best, bestDistance) = (Vector256<int>.Zero, Vector256.Create(float.MaxValue));
        for (var n = 0; n < colors.Length; n++)
        {
            var (dl, da, db) = (Vector256.Create(colors[n].L) - lightness, Vector256.Create(colors[n].A) - a, Vector256.Create(colors[n].B) - b);
            var distance = dl * dl + da * da + db * db;
            var nearer = Vector256.LessThan(distance, bestDistance);
            best = Vector256.ConditionalSelect(nearer.AsInt32(), Vector256.Create(n), best);
            bestDistance = Vector256.ConditionalSelect(nearer, distance, bestDistance);
        }

        return best;
    }

    /// <summary>What eight pixels next to each other show in print, the edges of the blocks smoothed within them.</summary>
    /// <param name="inks">One for each of <paramref name="colors"/>.</param>
    public static void Print(LabPlanes picture, ReadOnlySpan<Lab> colors, ReadOnlySpan<Rgb> inks, int x, int y, Span<Rgb> print)
    {
        print.Clear();
        for (var n = 0; n < 4; n++)
        {
            var (l, a, b) = picture.Sample(x, (n & 1) * 0.5f - 0.25f, y + (n >> 1) * 0.5f - 0.25f);
            var nearest = Nearest(colors, l, a, b);
            for (var lane = 0; lane < print.Length; lane++)
            {
                print[lane] += inks[nearest[lane]];
            }
        }

        foreach (ref var color in print)
        {
            color *= 0.25f;
        }
    }

    private static Lab[] Shares(Lab[] samples, int count)
    {
        Array.Sort(samples, (x, y) => x.L.CompareTo(y.L));
        return [.. Enumerable.Range(0, count).Select(n => samples[(2 * n + 1) * samples.Length / (2 * count)])];
    }

    private static Lab[] Spread(Lab[] samples, int count, CancellationToken cancellationToken)
    {
        var colors = new List<Lab> { samples[0] };
        var distances = new float[samples.Length];
        Array.Fill(distances, float.MaxValue);
        while (colors.Count < count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var farthest = 0;
            for (var n = 0; n < samples.Length; n++)
            {
                distances[n] = MathF.Min(distances[n], samples[n].DistanceSquared(colors[^1]));
                farthest = distances[n] > distances[farthest] ? n : farthest;
            }

            colors.Add(samples[farthest]);
        }

        return [.. colors];
    }
}
