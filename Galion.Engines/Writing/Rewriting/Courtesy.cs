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
        forward attach ask return pay update choose
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    // The imperative and the infinitive that "proszę" takes.
    private static readonly FrozenDictionary<string, string> PolishRequests = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["wyślij"] = "wysłać", ["wyślijcie"] = "wysłać", ["prześlij"] = "przesłać", ["napisz"] = "napisać", ["zadzwoń"] = "zadzwonić", ["sprawdź"] = "sprawdzić",
        ["przeczytaj"] = "przeczytać", ["odpowiedz"] = "odpowiedzieć", ["potwierdź"] = "potwierdzić", ["podaj"] = "podać", ["przynieś"] = "przynieść",
        ["przyjdź"] = "przyjść", ["wypełnij"] = "wypełnić", ["podpisz"] = "podpisać", ["zapłać"] = "zapłacić", ["daj"] = "dać", ["pamiętaj"] = "pamiętać",
        ["wybierz"] = "wybrać", ["zobacz"] = "zobaczyć", ["dołącz"] = "dołączyć", ["zapisz"] = "zapisać", ["poczekaj"] = "poczekać", ["weź"] = "wziąć",
        ["oddaj"] = "oddać", ["zwróć"] = "zwrócić", ["skontaktuj"] = "skontaktować", ["zostaw"] = "zostawić",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string Formal(string sentence, TextLanguage language)
    {
        sentence = Ask(sentence, language, "Please", "Proszę");
        sentence = language == TextLanguage.English ? Start().Replace(sentence, match => match.Groups[1].Value switch
        {
            "But" => "However, ",
            "So" => "Therefore, ",
            "And" => "Moreover, ",
            _ => "In addition, ",
        }) : sentence;
        return Exclamations().Replace(sentence, ".");
    }

    public static string Friendly(string sentence, TextLanguage language) => Ask(sentence, language, "Please", "Proszę");

    private static string Ask(string sentence, TextLanguage language, string please, string polishPlease)
    {
        var end = sentence.IndexOf(' ', StringComparison.Ordinal);
        var first = end < 0 ? sentence : sentence[..end];
        if (end < 0 || !char.IsUpper(first[0]))
        {
            return sentence;
        }

        return language == TextLanguage.Polish
            ? PolishRequests.TryGetValue(first, out var infinitive) ? $"{polishPlease} {infinitive}{sentence[end..]}" : sentence
            : EnglishRequests.Contains(first) ? $"{please} {char.ToLowerInvariant(sentence[0])}{sentence[1..]}" : sentence;
    }

    [GeneratedRegex("^(But|So|And|Also),? ")]
    private static partial Regex Start();

    [GeneratedRegex("!+")]
    private static partial Regex Exclamations();
}
