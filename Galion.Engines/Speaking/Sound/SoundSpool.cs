using System.Runtime.InteropServices;
using Galion.Engines.Audio;

namespace Galion.Engines.Speaking.Sound;

/// <summary>
/// Sentences in order, as 16-bit samples in a temporary file that nobody else can open and that is gone with this object: an hour of speech
/// needs its memory once, for the finished file, and not for the way there. Measures loudness as it goes.
/// </summary>
internal sealed class SoundSpool : IDisposable
{
    /// <summary>Headroom for the loudest feelings; the gain at the end makes up for it.</summary>
    private const float Scale = 16_384f;
    private const int ShortestMeasured = 2;

    private readonly FileStream _file = new(
        Path.Combine(Path.GetTempPath(), $"galion-speech-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);

    private readonly List<(long Start, int Sound, int Frames, float Peak)> _parts = [];
    private LoudnessMeter? _meter;
    private short[] _buffer = [];

    public int SampleRate { get; private set; }

    public long Frames { get; private set; }

    public int Count => _parts.Count;

    /// <param name="pause">Frames of silence after it.</param>
    /// <returns>The frame at which it starts.</returns>
    public long Add(SpokenSentence sentence, int pause)
    {
        SampleRate = SampleRate == 0 ? sentence.SampleRate : SampleRate;
        _meter ??= new LoudnessMeter(SampleRate, 1);
        var frames = sentence.Samples.Length + pause;
        var samples = Buffer(frames);
        var peak = 0f;
        for (var n = 0; n < sentence.Samples.Length; n++)
        {
            var sample = sentence.Samples[n];
            peak = MathF.Max(peak, MathF.Abs(sample));
            samples[n] = (short)Math.Clamp(MathF.Floor(sample * Scale + 0.5f), -32_768f, 32_767f);
        }

        samples[sentence.Samples.Length..].Clear();
        _file.Write(MemoryMarshal.AsBytes(samples));
        Measure(_meter, sentence.Samples, pause);
        _parts.Add((Frames, sentence.Samples.Length, frames, peak));
        Frames += frames;
        return Frames - frames;
    }

    /// <returns>In LUFS before any gain; null when all of it is silent.</returns>
    public double? Loudness()
    {
        var lufs = _meter?.IntegratedLufs() ?? Decibels.Silence;
        if (lufs > Decibels.Silence || _parts.Count == 0 || Frames > SampleRate * ShortestMeasured)
        {
            return lufs > Decibels.Silence ? lufs : null;
        }

        // Too short to be measured: measured as if it were said again and again.
        var meter = new LoudnessMeter(SampleRate, 1);
        for (var frames = 0L; frames < (long)SampleRate * ShortestMeasured; frames += Math.Max(1, Frames))
        {
            for (var n = 0; n < _parts.Count; n++)
            {
                meter.Add(Read(n).AsSpan(0, _parts[n].Sound), default);
            }
        }

        lufs = meter.IntegratedLufs();
        return lufs > Decibels.Silence ? lufs : null;
    }

    /// <summary>Gives each part its gain and holds its peaks under a ceiling. Parts do not touch each other: one can be made anew without the others.</summary>
    /// <returns>The parts in order; each is only good until the next.</returns>
    public IEnumerable<float[]> Master(double gainDb, double ceilingDb)
    {
        var gain = (float)Decibels.ToGain(gainDb);
        for (var n = 0; n < _parts.Count; n++)
        {
            var samples = Read(n);
            for (var at = 0; at < samples.Length; at++)
            {
                samples[at] *= gain;
            }

            // Between two samples a peak may be up to twice as high; below that nothing has to be held.
            if (_parts[n].Peak * gain * 2 > (float)Decibels.ToGain(ceilingDb))
            {
                Hold(samples, ceilingDb);
            }

            yield return samples;
        }
    }

    public void Dispose() => _file.Dispose();

    private static void Measure(LoudnessMeter meter, float[] samples, int pause)
    {
        meter.Add(samples, default);
        var silence = new float[Math.Min(pause, 8_192)];
        for (var left = pause; left > 0; left -= silence.Length)
        {
            meter.Add(silence.AsSpan(0, Math.Min(left, silence.Length)), default);
        }
    }

    private void Hold(float[] samples, double ceilingDb)
    {
        const int Block = 8_192;
        var limiter = new Limiter(SampleRate, 1, ceilingDb, Block);
        var block = new float[Block];
        for (var start = 0; start < samples.Length + limiter.Delay; start += Block)
        {
            var count = Math.Min(Block, samples.Length + limiter.Delay - start);
            var available = Math.Clamp(samples.Length - start, 0, count);
            samples.AsSpan(Math.Min(start, samples.Length), available).CopyTo(block);
            block.AsSpan(available, count - available).Clear();
            limiter.Process(block.AsSpan(0, count), block.AsSpan(0, count));
            var skipped = Math.Clamp(limiter.Delay - start, 0, count);
            block.AsSpan(skipped, count - skipped).CopyTo(samples.AsSpan(start + skipped - limiter.Delay));
        }
    }

    private float[] Read(int part)
    {
        var (start, _, frames, _) = _parts[part];
        var samples = Buffer(frames);
        _file.Position = start * sizeof(short);
        _file.ReadExactly(MemoryMarshal.AsBytes(samples));
        _file.Position = _file.Length;
        var sound = new float[frames];
        for (var n = 0; n < frames; n++)
        {
            sound[n] = samples[n] / Scale;
        }

        return sound;
    }

    private Span<short> Buffer(int frames)
    {
        _buffer = _buffer.Length >= frames ? _buffer : new short[frames];
        return _buffer.AsSpan(0, frames);
    }
}
