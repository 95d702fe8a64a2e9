namespace Galion.Engines.Speaking.Reading;

/// <summary>One thing that is written and what is said for it.</summary>
/// <param name="Start">Where it is in the text that was read.</param>
/// <param name="Length">How many characters it takes there.</param>
/// <param name="Spoken">Words, or sounds in double brackets, as espeak-ng takes them; empty for what is only punctuation.</param>
/// <param name="After">The punctuation that follows and is heard, one of <c>, ; : . ? !</c>, or empty.</param>
internal readonly record struct SpokenWord(int Start, int Length, string Spoken, string After);

/// <summary>What a pattern may look at beside its own match.</summary>
/// <param name="Text">The whole sentence.</param>
/// <param name="Before">The word before, as written, without punctuation; empty at the start.</param>
/// <param name="Region">Of the language: "us" or "gb", for instance; decides the order of dates.</param>
internal readonly record struct ReadingContext(string Text, string Before, string Region)
{
    public bool After(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Before.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
