namespace Galion.Engines.Audio;

/// <summary>How loud a sound is.</summary>
/// <param name="IntegratedLufs">By ITU-R BS.1770-4; <see cref="Decibels.Silence"/> when all of it is below the gate of −70 LUFS or it is shorter than 400 ms.</param>
/// <param name="TruePeakDb">The highest peak between samples in dBTP, at fourfold oversampling.</param>
public sealed record Loudness(double IntegratedLufs, double TruePeakDb)
{
    private const int BlockFrames = 16_384;

    public static Loudness Measure(AudioBuffer audio, CancellationToken cancellationToken = default)
    {
        var meter = new LoudnessMeter(audio.SampleRate, audio.Channels);
        var peaks = new TruePeakMeter(audio.Channels);
        for (var start = 0; start < audio.Frames; start += BlockFrames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(BlockFrames, audio.Frames - start);
            var left = audio[0].Slice(start, count);
            var right = audio[audio.Channels - 1].Slice(start, count);
            meter.Add(left, right);
            peaks.Add(left, right);
        }

        return new Loudness(meter.IntegratedLufs(), peaks.PeakDb());
    }
}
