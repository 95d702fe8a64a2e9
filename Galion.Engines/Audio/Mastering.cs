namespace Galion.Engines.Audio;

/// <summary>Brings sound to a loudness, with a limiter that keeps its true peak under a ceiling.</summary>
public static class Mastering
{
    private const int BlockFrames = 8_192;
    private const int MaxPasses = 4;
    private const double Tolerance = 0.05;

    /// <summary>What the meter of somebody else may read above ours, between the same samples.</summary>
    private const double Margin = 0.15;

    /// <summary>Changes the sound in place. Silence, and what is shorter than 400 ms, keeps its loudness.</summary>
    /// <param name="targetLufs">Integrated loudness; −14 for music, −16 for speech. Material that no limiter can bring there stays below.</param>
    /// <param name="ceilingDbtp">The highest true peak allowed.</param>
    /// <returns>The loudness it has now.</returns>
    public static Loudness Normalize(AudioBuffer audio, double targetLufs, double ceilingDbtp, CancellationToken cancellationToken = default)
    {
        var before = Loudness.Measure(audio, cancellationToken);
        var gainDb = before.IntegratedLufs <= Decibels.Silence ? Math.Min(0, ceilingDbtp - Margin - before.TruePeakDb) : targetLufs - before.IntegratedLufs;
        if (before.TruePeakDb + gainDb > ceilingDbtp - Margin)
        {
            // What the limiter takes away is given back by more gain before it.
            for (var pass = 0; pass < MaxPasses; pass++)
            {
                var missing = targetLufs - Limit(audio, gainDb, ceilingDbtp, write: false, cancellationToken).IntegratedLufs;
                if (missing < Tolerance || missing > targetLufs - Decibels.Silence - 1)
                {
                    break;
                }

                gainDb += missing;
            }

            Limit(audio, gainDb, ceilingDbtp, write: true, cancellationToken);
        }
        else
        {
            audio.Scale((float)Decibels.ToGain(gainDb));
        }

        var after = Loudness.Measure(audio, cancellationToken);
        if (after.TruePeakDb <= ceilingDbtp - Margin / 2)
        {
            return after;
        }

        var excess = after.TruePeakDb - (ceilingDbtp - Margin / 2);
        audio.Scale((float)Decibels.ToGain(-excess));
        return new Loudness(after.IntegratedLufs - excess, after.TruePeakDb - excess);
    }

    private static Loudness Limit(AudioBuffer audio, double gainDb, double ceilingDbtp, bool write, CancellationToken cancellationToken)
    {
        var limiter = new Limiter(audio.SampleRate, audio.Channels, ceilingDbtp - Margin, BlockFrames);
        var meter = new LoudnessMeter(audio.SampleRate, audio.Channels);
        var gain = (float)Decibels.ToGain(gainDb);
        var left = new float[BlockFrames];
        var right = audio.Channels == 2 ? new float[BlockFrames] : left;
        for (var start = 0; start < audio.Frames + limiter.Delay; start += BlockFrames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(BlockFrames, audio.Frames + limiter.Delay - start);
            Load(audio[0], start, left.AsSpan(0, count), gain);
            if (audio.Channels == 2)
            {
                Load(audio[1], start, right.AsSpan(0, count), gain);
            }

            limiter.Process(left.AsSpan(0, count), right.AsSpan(0, count));
            var skipped = Math.Clamp(limiter.Delay - start, 0, count);
            var limitedLeft = left.AsSpan(skipped, count - skipped);
            var limitedRight = right.AsSpan(skipped, count - skipped);
            meter.Add(limitedLeft, limitedRight);
            if (write)
            {
                // Writing stays behind reading by the limiter's delay.
                var at = start + skipped - limiter.Delay;
                limitedLeft.CopyTo(audio[0][at..]);
                limitedRight.CopyTo(audio[audio.Channels - 1][at..]);
            }
        }

        return new Loudness(meter.IntegratedLufs(), ceilingDbtp);
    }

    private static void Load(ReadOnlySpan<float> samples, int start, Span<float> block, float gain)
    {
        var available = Math.Clamp(samples.Length - start, 0, block.Length);
        Samples.Multiply(samples.Slice(Math.Min(start, samples.Length), available), gain, block);

        block[available..].Clear();
    }
}
