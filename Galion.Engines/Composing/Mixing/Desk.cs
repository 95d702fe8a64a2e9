using Galion.Engines.Audio;
using Galion.Engines.Composing.Parts;

namespace Galion.Engines.Composing.Mixing;

/// <summary>Renders the stems side by side, block by block, and adds them up.</summary>
internal static class Desk
{
    public const int BlockFrames = 8_192;

    /// <param name="stemFiles">Where each stem is written, for those that are wanted.</param>
    /// <param name="progress">Told the finished part, 0 to 1.</param>
    /// <returns>The sum of the stems, before anything is done to it; to be disposed of.</returns>
    public static async Task<AudioBuffer> MixAsync(
        IReadOnlyList<Stem> stems, IReadOnlyDictionary<Part, AudioFileWriter> stemFiles, int sampleRate, int frames, Action<double>? progress, CancellationToken cancellationToken)
    {
        var mix = AudioBuffer.AllocateUnmanaged(sampleRate, 2, frames);
        try
        {
            await AddAsync(stems, stemFiles, mix, progress, cancellationToken);
            return mix;
        }
        catch
        {
            mix.Dispose();
            throw;
        }
    }

    private static async Task AddAsync(
        IReadOnlyList<Stem> stems, IReadOnlyDictionary<Part, AudioFileWriter> stemFiles, AudioBuffer mix, Action<double>? progress, CancellationToken cancellationToken)
    {
        var frames = mix.Frames;
        var blocks = stems.ToDictionary(stem => stem, _ => (Left: new float[BlockFrames], Right: new float[BlockFrames]));
        for (var start = 0; start < frames; start += BlockFrames)
        {
            var count = Math.Min(BlockFrames, frames - start);
            await Parallel.ForEachAsync(stems, cancellationToken, async (stem, token) =>
            {
                // Blocks are always rendered whole: what a voice does must not depend on where a piece ends.
                var (left, right) = blocks[stem];
                stem.Render(left, right);
                if (stemFiles.TryGetValue(stem.Part, out var file))
                {
                    await file.WriteAsync(left.AsMemory(0, count), right.AsMemory(0, count), token);
                }
            });

            foreach (var stem in stems)
            {
                Add(blocks[stem].Left.AsSpan(0, count), mix[0].Slice(start, count));
                Add(blocks[stem].Right.AsSpan(0, count), mix[1].Slice(start, count));
            }

            progress?.Invoke((double)(start + count) / frames);
        }
    }

    /// <summary>Bus compression, −14 LUFS, and a true peak of at most −1 dBTP, in place.</summary>
    /// <param name="headroomDb">How much further peaks are held down, because an encoder will raise them.</param>
    public static void Master(AudioBuffer mix, double headroomDb, CancellationToken cancellationToken)
    {
        const double TargetLufs = -14;
        const double CeilingDbtp = -1;
        const double BusLufs = -19;
        var loudness = Loudness.Measure(mix, cancellationToken).IntegratedLufs;
        if (loudness > Decibels.Silence)
        {
            mix.Scale((float)Decibels.ToGain(BusLufs - loudness));
            var bus = new BusCompressor(mix.SampleRate);
            for (var start = 0; start < mix.Frames; start += BlockFrames)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var count = Math.Min(BlockFrames, mix.Frames - start);
                bus.Process(mix[0].Slice(start, count), mix[1].Slice(start, count));
            }
        }

        Mastering.Normalize(mix, TargetLufs, CeilingDbtp - headroomDb, cancellationToken);
    }

    private static void Add(ReadOnlySpan<float> samples, Span<float> sum)
    {
        for (var n = 0; n < samples.Length; n++)
        {
            sum[n] += samples[n];
        }
    }
}
