using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;
using Galion.Engines.Writing.Templates;

namespace Galion.Engines.Writing.Rewriting;

/// <summary>
/// From "ty" to "Pan" or "Pani": only in a letter whose greeting tells which of them, and only when every word of it that says "ty" has a certain other
/// form, since half of a change would be worse than none.
/// </summary>
internal sealed partial class PolishAddress
{
    // Nouns and pronouns that end as verbs of the second person do.
    private static readonly FrozenSet<string> NoVerbs = FrozenSet.ToFrozenSet(
        """
        nasz wasz gulasz afisz klawisz kiermasz lemiesz towarzysz fetysz napisz podpisz zapisz wpisz opisz dopisz przepisz
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private static readonly FrozenSet<string> Possessives = FrozenSet.ToFrozenSet(
        ["twój", "twoja", "twoje", "twojego", "twojej", "twojemu", "twoim", "twoją", "twoich", "twoimi", "twe", "twa"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> AfterGenitive = FrozenSet.ToFrozenSet(["do", "od", "dla", "bez", "u", "z"], StringComparer.Ordinal);

    private readonly bool? _feminine;
    private readonly bool _impersonal;

    private PolishAddress(bool? feminine, bool impersonal) => (_feminine, _impersonal) = (feminine, impersonal);

    /// <summary>Words that go on saying "ty" in the formal text; empty when none does.</summary>
    public IReadOnlyList<string> Stays { get; private init; } = [];

    public static PolishAddress Of(SourceText source)
    {
        var greeting = source.Sentences.Count == 0 ? Match.Empty : Greeting().Match(source.OneLine(source.Sentences[0]));
        var feminine = greeting.Success && greeting.Groups["name"].Success ? PolishNames.Greet(greeting.Groups["name"].Value) is { Feminine: { } known } && PolishNames.Knows(greeting.Groups["name"].Value) ? known : (bool?)null : null;
        var said = new List<string>();
        var uncertain = false;
        foreach (var sentence in source.Sentences)
        {
            var text = source.OneLine(sentence);
            var words = WordSplitter.Split(text, 0, text.Length).Select(span => (span.Start, span.Of(text))).ToList();
            for (var n = 0; n < words.Count; n++)
            {
                if (SaysTy(text, words, n))
                {
                    said.Add(words[n].Item2);
                    uncertain |= feminine is { } her && Turn(text, words, n, her) is null;
                }
            }
        }

        return feminine is not null && !uncertain ? new PolishAddress(feminine, false)
            : new PolishAddress(null, !greeting.Success) { Stays = [.. said.Where(word => greeting.Success || !Can().IsMatch(word + " iść")).Distinct(StringComparer.OrdinalIgnoreCase).Take(5)] };
    }

    public string Apply(string sentence, ICollection<string> changes)
    {
        var result = sentence;
        if (Greeting().Match(sentence) is { Success: true } greeting && greeting.Groups["name"].Success)
        {
            var (vocative, feminine) = PolishNames.Greet(greeting.Groups["name"].Value);
            var title = _feminine is null ? "" : feminine == true ? "Pani " : "Panie ";
            result = $"Dzień dobry, {title}{vocative}{sentence[greeting.Length..]}";
            changes.Add($"{greeting.Value}: Dzień dobry, {title}{vocative}");
        }

        if (_impersonal)
        {
            result = Can().Replace(result, match => char.IsUpper(match.Value[0]) ? "Można " : "można ");
            Tell(sentence, result, "możesz: można");
        }

        if (_feminine is { } her)
        {
            var before = result;
            result = Turn(result, her);
            Tell(before, result, her ? "ty: Pani" : "ty: Pan");
        }

        return result;

        void Tell(string before, string after, string change)
        {
            if (before != after)
            {
                changes.Add(change);
            }
        }
    }

    private static string Turn(string text, bool her)
    {
        var words = WordSplitter.Split(text, 0, text.Length).Select(span => (span.Start, span.Of(text))).ToList();
        for (var n = words.Count - 1; n >= 0; n--)
        {
            if (SaysTy(text, words, n) && Turn(text, words, n, her) is { } turned)
            {
                var (start, word) = words[n];
                var end = start + word.Length;
                // The reflexive pronoun stays beside its verb.
                var reflexive = turned.EndsWith("Pan", StringComparison.Ordinal) || turned.EndsWith("Pani", StringComparison.Ordinal) ? text.AsSpan(end).StartsWith(" się") && turned.Contains(' ', StringComparison.Ordinal) : false;
                turned = char.IsUpper(word[0]) && start == 0 ? Lines.Capitalize(turned) : turned;
                text = reflexive ? $"{text[..start]}{turned[..turned.LastIndexOf(' ')]} się{turned[turned.LastIndexOf(' ')..]}{text[(end + 4)..]}" : $"{text[..start]}{turned}{text[end..]}";
            }
        }

        return text;
    }

    private static bool SaysTy(string text, List<(int Start, string Word)> words, int n)
    {
        var (start, word) = words[n];
        if (char.IsUpper(word[0]) && start > 0 && word is not ("Ty" or "Ci" or "Cię" or "Ciebie" or "Tobie" or "Tobą") && !Possessives.Contains(word.ToLowerInvariant()))
        {
            return false;
        }

        var lower = word.ToLowerInvariant();
        return lower is "ty" or "cię" or "ciebie" or "tobie" or "tobą" or "jesteś" or "abyś" or "żebyś" or "gdybyś" || Possessives.Contains(lower) || (lower == "ci" && !IsThose(words, n))
            || IsPresent(lower) || Past().IsMatch(lower) || (OpensClause(text, words, n) && (PolishRequests.Infinitive(lower) is not null || PolishRequests.IsLikely(lower)) && !lower.EndsWith("cie", StringComparison.Ordinal));
    }

    /// <summary>What is said instead; null when that is not certain.</summary>
    private static string? Turn(string text, List<(int Start, string Word)> words, int n, bool her)
    {
        var lower = words[n].Word.ToLowerInvariant();
        var title = her ? "Pani" : "Pan";
        if (Possessives.Contains(lower))
        {
            return her ? "Pani" : "Pana";
        }

        switch (lower)
        {
            case "ty":
                return title;
            case "ci" or "tobie":
                return her ? "Pani" : "Panu";
            case "tobą":
                return her ? "Panią" : "Panem";
            case "ciebie" when her:
                return n > 0 && AfterGenitive.Contains(words[n - 1].Word.ToLowerInvariant()) ? "Pani" : null;
            case "cię" when her:
                return words.Any(word => word.Word.Equals("nie", StringComparison.OrdinalIgnoreCase)) ? null : "Panią";
            case "cię" or "ciebie":
                return "Pana";
            case "jesteś":
                return "jest " + title;
            case "abyś" or "żebyś" or "gdybyś":
                return $"{lower[..^1]} {title}";
        }

        if (IsPresent(lower))
        {
            return $"{lower[..^2]} {title}";
        }

        if (Past().Match(lower) is { Success: true } past)
        {
            var says = past.Value is "łaś" or "łabyś";
            var stem = lower.EndsWith("eś", StringComparison.Ordinal) ? lower[..^2] : lower[..^1];
            stem = stem is "mogł" or "pomogł" ? stem.Replace("ogł", "ógł", StringComparison.Ordinal) : stem;
            return says != her || (!her && Alternates().IsMatch(stem)) ? null : $"{stem} {title}";
        }

        if (lower == "zapomnij" && n > 0 && words[n - 1].Word.Equals("nie", StringComparison.OrdinalIgnoreCase))
        {
            return n + 1 < words.Count && (words[n + 1].Word is "o" or "żeby" or "aby" or "by" || words[n + 1].Word.EndsWith('ć')) ? "zapominać" : null;
        }

        // A request: the first of a sentence is asked with "proszę", those joined to it follow.
        if (PolishRequests.Infinitive(lower) is not { } infinitive || (n > 0 && words[n - 1].Word.Equals("nie", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var before = n == 0 ? "" : words[n - 1].Word.ToLowerInvariant();
        return before is "i" or "oraz" && words.Take(n).Any(word => PolishRequests.Infinitive(word.Word) is not null || word.Word.Equals("proszę", StringComparison.OrdinalIgnoreCase))
            ? infinitive : "proszę " + infinitive;
    }

    private static bool IsPresent(string lower) => lower.Length >= 4 && !NoVerbs.Contains(lower)
        && (lower.EndsWith("asz", StringComparison.Ordinal) || lower.EndsWith("esz", StringComparison.Ordinal) || lower.EndsWith("isz", StringComparison.Ordinal) || lower.EndsWith("ysz", StringComparison.Ordinal))
        && PolishRequests.Infinitive(lower) is null;

    /// <summary>"Those", as in "ci ludzie" and "ci, którzy".</summary>
    private static bool IsThose(List<(int Start, string Word)> words, int n) =>
        n == 0 || n + 1 >= words.Count || words[n].Word == "ci" && words[n + 1].Word is [.., 'y' or 'i'] or [.., 'i', 'e'];

    private static bool OpensClause(string text, List<(int Start, string Word)> words, int n) =>
        n == 0 || words[n - 1].Word is "i" or "oraz" or "nie" or "Nie" || text.AsSpan(0, words[n].Start).TrimEnd() is [.., ',' or ';' or ':'];

    [GeneratedRegex(@"^(?:Cześć|Hej|Hejka|Siema|Witaj|Dzień dobry|Drogi|Droga|Kochany|Kochana)(?:,? (?<name>\p{Lu}\p{Ll}+))?(?=[,.! ]|$)")]
    private static partial Regex Greeting();

    [GeneratedRegex(@"\b(?:możesz|możecie) (?=(?:\p{Ll}+ )?\p{Ll}+(?:ć|c)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Can();

    [GeneratedRegex("(?:łeś|łaś|łbyś|łabyś)$")]
    private static partial Regex Past();

    [GeneratedRegex("o[gszdt]ł$")]
    private static partial Regex Alternates();
}
