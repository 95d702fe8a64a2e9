using System.Buffers;

namespace Galion.Engines.Writing.Language;

/// <summary>The languages the writer reads and writes.</summary>
public enum TextLanguage
{
    English,
    Polish,
}

/// <summary>Language codes as options carry them.</summary>
public static class TextLanguages
{
    private const int MaxSample = 20_000;
    private const int LetterWeight = 2;

    private static readonly SearchValues<char> PolishLetters = SearchValues.Create("ąćęłńśźż");

    public static IReadOnlyList<string> Codes { get; } = ["en", "pl"];

    public static string Code(this TextLanguage language) => language == TextLanguage.Polish ? "pl" : "en";

    public static TextLanguage FromCode(string code) => code == "pl" ? TextLanguage.Polish : TextLanguage.English;

    /// <summary>English or Polish by their small words and letters; English when nothing tells.</summary>
    /// <param name="text">The first 20,000 characters count.</param>
    public static TextLanguage Detect(string text)
    {
        var sample = text.Length > MaxSample ? text[..MaxSample] : text;
        var (english, polish) = (0, 0);
        foreach (var word in WordSplitter.Split(sample, 0, sample.Length))
        {
            var lower = sample.Substring(word.Start, word.Length).ToLowerInvariant();
            polish += (StopWords.IsPolish(lower) ? 1 : 0) + (lower.AsSpan().ContainsAny(PolishLetters) ? LetterWeight : 0);
            english += StopWords.IsEnglish(lower) ? 1 : 0;
        }

        return polish > english ? TextLanguage.Polish : TextLanguage.English;
    }
}
