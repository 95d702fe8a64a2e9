using System.Buffers;
using System.Collections.Concurrent;
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
    private const float Unit = 16_384f;
    private const int ShortestMeasured = 2;
    private const int SampledSeconds = 40;

    private readonly FileStream _file = new(
        Path.Combine(Path.GetTempPath(), $"galion-speech-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose);

    private readonly List<(long Start, int Sound, int Frames, float Peak)> _parts = [];
    // There is one ceiling for all of a text; a limiter for each sentence would leave much behind.
    private readonly ConcurrentBag<(Limiter Limiter, float[] Block)> _resting = [];
    private LoudnessMeter? _meter;
    private double? _sampled;
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
        var frames = sentence.Length + pause;
        var samples = Buffer(frames);
        PcmWriter.Write(sentence.Samples, samples, Unit);
        samples[sentence.Length..].Clear();
        RandomAccess.Write(_file.SafeFileHandle, MemoryMarshal.AsBytes(samples), Frames * sizeof(short));
        Measure(_meter, sentence.Samples, pause);
        _parts.Add((Frames, sentence.Length, frames, TruePeakMeter.Highest(sentence.Samples)));
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
                var samples = new float[_parts[n].Frames];
                Read(n, samples, gainDb: 0);
                meter.Add(samples.AsSpan(0, _parts[n].Sound), default);
            }
        }

        lufs = meter.IntegratedLufs();
        return lufs > Decibels.Silence ? lufs : null;
    }

    /// <summary>How much loudness the limiter takes away, measured on a part of long texts.</summary>
    public double LimiterLoss(double gainDb, double ceilingDb, CancellationToken cancellationToken)
    {
        if (Enumerable.Range(0, _parts.Count).All(part => StaysBelow(part, gainDb, ceilingDb)))
        {
            return 0;
        }

        // Gain does not change which blocks count for the loudness, but for those near the end of hearing.
        _sampled ??= Sample(0, null, cancellationToken);
        var held = Sample(gainDb, ceilingDb, cancellationToken);
        return _sampled <= Decibels.Silence || held <= Decibels.Silence ? 0 : _sampled.Value + gainDb - held;
    }

    /// <summary>Gives each part its gain and holds its peaks under a ceiling. Parts do not touch each other: one can be made anew without the others.</summary>
    /// <param name="thenDb">A gain after that.</param>
    /// <returns>The parts in order; each is only good until the next.</returns>
    public IEnumerable<ReadOnlyMemory<float>> Master(double gainDb, double ceilingDb, double thenDb, CancellationToken cancellationToken)
    {
        var batch = Math.Max(1, Environment.ProcessorCount) * 2;
        var buffers = new float[batch][];
        for (var first = 0; first < _parts.Count; first += batch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = first;
            var count = Math.Min(batch, _parts.Count - first);
            Parallel.For(0, count, n =>
            {
                buffers[n] = ArrayPool<float>.Shared.Rent(Math.Max(1, _parts[start + n].Frames));
                Read(start + n, buffers[n], gainDb);
                Hold(start + n, buffers[n], gainDb, ceilingDb);
                if (thenDb != 0)
                {
                    var whole = buffers[n].AsSpan(0, _parts[start + n].Frames);
                    Samples.Multiply(whole, (float)Decibels.ToGain(thenDb), whole);
                }
            });
            for (var n = 0; n < count; n++)
            {
                yield return buffers[n].AsMemory(0, _parts[first + n].Frames);
                ArrayPool<float>.Shared.Return(buffers[n]);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private double Sample(double gainDb, double? ceilingDb, CancellationToken cancellationToken)
    {
        var step = (int)Math.Max(1, Frames / (SampleRate * (long)SampledSeconds));
        var meter = new LoudnessMeter(SampleRate, 1);
        for (var n = 0; n < _parts.Count; n += step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var samples = ArrayPool<float>.Shared.Rent(Math.Max(1, _parts[n].Frames));
            Read(n, samples, gainDb);
            if (ceilingDb is { } ceiling)
            {
                Hold(n, samples, gainDb, ceiling);
            }

            meter.Add(samples.AsSpan(0, _parts[n].Sound), default);
            ArrayPool<float>.Shared.Return(samples);
        }

        return meter.IntegratedLufs();
    }

    private static void Measure(LoudnessMeter meter, ReadOnlySpan<float> samples, int pause)
    {
        meter.Add(samples, default);
        var silence = new float[Math.Min(pause, 8_192)];
        for (var left = pause; left > 0; left -= silence.Length)
        {
            meter.Add(silence.AsSpan(0, Math.Min(left, silence.Length)), default);
        }
    }

    private bool StaysBelow(int part, double gainDb, double ceilingDb) =>
        _parts[part].Peak * Decibels.ToGain(gainDb) * TruePeakMeter.LargestRise <= Decibels.ToGain(ceilingDb);

    private void Hold(int part, float[] buffer, double gainDb, double ceilingDb)
    {
        if (StaysBelow(part, gainDb, ceilingDb))
        {
            return;
        }

        const int Block = 8_192;
        var samples = buffer.AsSpan(0, _parts[part].Frames);
        var (limiter, block) = _resting.TryTake(out var rested) ? rested : (new Limiter(SampleRate, 1, ceilingDb, Block), new float[Block]);
        limiter.Reset();
        for (var start = 0; start < samples.Length + limiter.Delay; start += Block)
        {
            var count = Math.Min(Block, samples.Length + limiter.Delay - start);
            var available = Math.Clamp(samples.Length - start, 0, count);
            samples.Slice(Math.Min(start, samples.Length), available).CopyTo(block);
            block.AsSpan(available, count - available).Clear();
            limiter.Process(block.AsSpan(0, count), block.AsSpan(0, count));
            var skipped = Math.Clamp(limiter.Delay - start, 0, count);
            block.AsSpan(skipped, count - skipped).CopyTo(samples[(start + skipped - limiter.Delay)..]);
        }

        _resting.Add((limiter, block));
    }

    private void Read(int part, float[] target, double gainDb)
    {
        var (start, _, frames, _) = _parts[part];
        var samples = ArrayPool<short>.Shared.Rent(Math.Max(1, frames));
        var bytes = MemoryMarshal.AsBytes(samples.AsSpan(0, frames));
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(_file.SafeFileHandle, bytes[done..], start * sizeof(short) + done);
            done += read > 0 ? read : throw new EndOfStreamException("The temporary file of the speech was cut off.");
        }

        var gain = (float)Decibels.ToGain(gainDb) / Unit;
        Samples.Multiply(samples.AsSpan(0, frames), gain, target);

        ArrayPool<short>.Shared.Return(samples);
    }

    private Span<short> Buffer(int frames)
    {
        _buffer = _buffer.Length >= frames ? _buffer : new short[frames];
        return _buffer.AsSpan(0, frames);
    }
}
