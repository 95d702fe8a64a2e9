namespace Galion.Engines.Painting.Operations;

/// <summary>A few colours with how much each scatters, learnt from samples (k-means in OKLab, started far apart).</summary>
internal sealed class ColorModel
{
    private const int MaxSamples = 4_000;
    private const int Rounds = 8;

    private readonly Lab[] _means;
    private readonly float[] _spreads;
    private readonly float[] _shares;

    private ColorModel(Lab[] means, float[] spreads, float[] shares) => (_means, _spreads, _shares) = (means, spreads, shares);

    public static ColorModel Learn(Easel easel, IReadOnlyList<Lab> samples, int count)
    {
        var step = Math.Max(1, samples.Count / MaxSamples);
        var chosen = new List<Lab>();
        for (var n = 0; n < samples.Count; n += step)
        {
            chosen.Add(samples[n]);
        }

        var means = Spread(chosen, count);
        var (sums, squares, weights) = (new Lab[count], new float[count], new float[count]);
        for (var round = 0; round < Rounds; round++)
        {
            easel.CancellationToken.ThrowIfCancellationRequested();
            Array.Clear(sums);
            Array.Clear(squares);
            Array.Clear(weights);
            foreach (var sample in chosen)
            {
                var nearest = ColorTable.Nearest(means, sample);
                sums[nearest] += sample;
                squares[nearest] += sample.DistanceSquared(means[nearest]);
                weights[nearest]++;
            }

            for (var n = 0; n < count; n++)
            {
                means[n] = weights[n] > 0 ? sums[n] * (1 / weights[n]) : means[n];
            }
        }

        return new ColorModel(
            means, [.. squares.Select((square, n) => MathF.Sqrt(square / MathF.Max(1, weights[n])) + 0.018f)], [.. weights.Select(weight => weight / chosen.Count)]);
    }

    /// <summary>How many deviations a colour lies from the nearest of the model.</summary>
    public float Distance(Lab color)
    {
        var best = float.MaxValue;
        for (var n = 0; n < _means.Length; n++)
        {
            if (_shares[n] > 0.004f)
            {
                best = MathF.Min(best, MathF.Sqrt(_means[n].DistanceSquared(color)) / _spreads[n]);
            }
        }

        return best;
    }

    /// <summary>The mean distance of this model's colours from another's.</summary>
    public float DistanceTo(ColorModel other)
    {
        var sum = 0f;
        for (var n = 0; n < _means.Length; n++)
        {
            sum += _shares[n] * other.Distance(_means[n]);
        }

        return sum;
    }

    private static Lab[] Spread(List<Lab> samples, int count)
    {
        var means = new Lab[count];
        means[0] = samples[0];
        var distances = new float[samples.Count];
        Array.Fill(distances, float.MaxValue);
        for (var k = 1; k < count; k++)
        {
            var farthest = 0;
            for (var n = 0; n < samples.Count; n++)
            {
                distances[n] = MathF.Min(distances[n], samples[n].DistanceSquared(means[k - 1]));
                farthest = distances[n] > distances[farthest] ? n : farthest;
            }

            means[k] = samples[farthest];
        }

        return means;
    }
}
