using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;

namespace Galion.Engines.Writing.Rewriting;

/// <summary>Requests made politely, and exclamations made calm.</summary>
internal static partial class Courtesy
{
    private static readonly FrozenSet<string> EnglishRequests = FrozenSet.ToFrozenSet(
        """
        send call write check reply confirm tell give bring come contact review complete fill sign submit answer join register remember read visit
        forward attach ask return pay update choose let inform notify install download convert close collect remove
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    public static string Formal(string sentence, TextLanguage language)
    {
        sentence = language == TextLanguage.Polish ? AskPolish(sentence) : AskEnglish(Start().Replace(sentence, match => match.Value.Split(' ', ',')[0] switch
        {
            "But" => "However, ",
            "So" => "Therefore, ",
            "And" => "Moreover, ",
            _ => "In addition, ",
        }));
        return Exclamations().Replace(sentence, match => match.Index > 0 && sentence[match.Index - 1] is '?' or '.' ? "" : ".");
    }

    public static string Friendly(string sentence, TextLanguage language) => language == TextLanguage.Polish ? SoftenPolish(sentence) : AskEnglish(sentence);

    /// <summary>"Możesz sprawdzić, czy …?" asks for it rather than whether one can.</summary>
    public static string RequestOfQuestion(string sentence) => PolishQuestion().Replace(sentence, match =>
        PolishRequests.IsInfinitive(match.Groups["verb"].Value) ? $"Proszę {match.Groups["whom"].Value}{match.Groups["verb"].Value}{match.Groups["rest"].Value}." : match.Value);

    private static string AskEnglish(string sentence) =>
        FirstWord(sentence) is { } first && EnglishRequests.Contains(first) ? $"Please {char.ToLowerInvariant(sentence[0])}{sentence[1..]}" : sentence;

    private static string AskPolish(string sentence)
    {
        if (FirstWord(sentence) is not { } first || PolishRequests.Infinitive(first) is not { } infinitive)
        {
            return sentence;
        }

        // What is joined to it by "and" is asked for, too.
        var rest = JoinedWord().Replace(sentence[first.Length..], match => PolishRequests.Infinitive(match.Groups["verb"].Value) is { } other ? match.Groups["and"].Value + other : match.Value);
        return $"Proszę {infinitive}{rest}";
    }

    /// <summary>"Wyślij mi, proszę, listę": to a friend the imperative stays.</summary>
    private static string SoftenPolish(string sentence) =>
        FirstWord(sentence) is { } first && PolishRequests.Infinitive(first) is not (null or "pamiętać" or "martwić" or "być" or "dać") && !sentence.Contains("prosz", StringComparison.OrdinalIgnoreCase)
            ? SoftPlace().Replace(sentence, "$0, proszę,", 1) : sentence;

    private static string? FirstWord(string sentence)
    {
        var end = sentence.AsSpan().IndexOfAny(' ', ',');
        return end > 0 && sentence[end] == ' ' && char.IsUpper(sentence[0]) ? sentence[..end] : null;
    }

    [GeneratedRegex(@"(?<=^|[.!?] )(?:But,? (?!(?:for|of)\b)|So,? (?=(?:I|you|we|they|he|she|it|the|this|these|there|our|your|please)\b)|And,? (?=\p{Ll}|I\b)|Also,? (?=\p{L}))")]
    private static partial Regex Start();

    [GeneratedRegex("!+")]
    private static partial Regex Exclamations();

    [GeneratedRegex(@"^(?:Czy )?(?:możesz|możecie|mógłbyś|mogłabyś|moglibyście) (?<whom>(?:mi|nam) )?(?:proszę )?(?<verb>\p{Ll}+)\b(?<rest>[^?]*)\?$", RegexOptions.IgnoreCase)]
    private static partial Regex PolishQuestion();

    [GeneratedRegex(@"(?<and>,? (?:i|oraz|a potem) (?:nie )?)(?<verb>\p{Ll}+)\b")]
    private static partial Regex JoinedWord();

    [GeneratedRegex(@"^\p{Lu}\p{Ll}+(?: (?:się|mi|nam|mu|jej|im|go|ją|je|to))?(?= \p{Ll}{3,})")]
    private static partial Regex SoftPlace();
}
