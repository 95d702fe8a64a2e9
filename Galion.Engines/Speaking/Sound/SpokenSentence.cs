using System.Buffers;

namespace Galion.Engines.Speaking.Sound;

/// <param name="Start">In samples from the start of the sentence.</param>
/// <param name="End">Where its last sound ends.</param>
internal readonly record struct WordTime(int Start, int End);

/// <summary>The sound of one utterance without the pause after it, before the gain that the whole gets.</summary>
/// <param name="Buffer">From the shared pool: <see cref="Release"/> gives it back. Holds samples around ±1.</param>
/// <param name="Length">How many of it are the sentence.</param>
/// <param name="Words">For each word of the utterance.</param>
/// <param name="Marks">Names and their samples.</param>
internal sealed record SpokenSentence(Utterance Utterance, int SampleRate, float[] Buffer, int Length, IReadOnlyList<WordTime> Words, IReadOnlyList<(string Name, int Sample)> Marks)
{
    public ReadOnlySpan<float> Samples => Buffer.AsSpan(0, Length);

    public int PauseSamples => (int)((long)SampleRate * Utterance.PauseMs / 1_000);

    public void Release() => ArrayPool<float>.Shared.Return(Buffer);
}
