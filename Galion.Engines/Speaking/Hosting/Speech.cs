namespace Galion.Engines.Speaking.Hosting;

internal enum SpeechEventKind
{
    Word = 1,
    Mark = 3,
    Sound = 7,
}

/// <param name="At">The character of the text, from 0.</param>
/// <param name="Sample">Where in the sound it begins.</param>
/// <param name="Name">Of the mark, or of the sound; the silence between words is called <c>_</c> and the like.</param>
internal readonly record struct SpeechEvent(SpeechEventKind Kind, int At, int Length, int Sample, string Name);

/// <summary>What espeak-ng made of one text.</summary>
/// <param name="Buffer">From the shared pool; the samples are its first <paramref name="Length"/>.</param>
internal sealed record Speech(int SampleRate, short[] Buffer, int Length, IReadOnlyList<SpeechEvent> Events)
{
    public ReadOnlySpan<short> Samples => Buffer.AsSpan(0, Length);
}

/// <param name="Voice">By the file of espeak-ng that has it, such as <c>gmw/en+f3</c>.</param>
/// <param name="Rate">Words a minute, 80 to 450.</param>
/// <param name="Pitch">0 to 99.</param>
/// <param name="Range">Of the pitch, 0 to 99.</param>
/// <param name="WordGap">Between words, in units of 10 ms.</param>
/// <param name="Markup">In espeak-ng's markup. Only characters of the basic plane, so that positions are those of .NET.</param>
internal sealed record SpeechRequest(string Voice, int Rate, int Pitch, int Range, int WordGap, string Markup);
