using System.Text.RegularExpressions;

namespace Galion.Engines.Writing.Rewriting;

/// <summary>
/// Turns of phrase that an exchange of words cannot make: openings and closings of letters, requests, prohibitions, officialese whose order changes.
/// A row of its text is "needle :: pattern => replacement"; the needle is a part that every match has, so that most sentences cost a search only.
/// </summary>
internal sealed class Turns
{
    private readonly List<(string Needle, Regex Pattern, string Replacement)> _rows = [];

    public Turns(string rows)
    {
        foreach (var line in rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (needle, arrow) = (line.IndexOf(" :: ", StringComparison.Ordinal), line.IndexOf(" =>", StringComparison.Ordinal));
            var pattern = line[(needle + 4)..arrow];
            _rows.Add((line[..needle], new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant), line[(arrow + 3)..].TrimStart().Replace("\\s", " ", StringComparison.Ordinal)));
        }
    }

    /// <param name="changes">Receives what was turned, as "old: new".</param>
    public string Apply(string sentence, ICollection<string> changes)
    {
        foreach (var (needle, pattern, replacement) in _rows)
        {
            if (sentence.Contains(needle, StringComparison.OrdinalIgnoreCase))
            {
                var capital = char.IsUpper(sentence[0]);
                sentence = pattern.Replace(sentence, match => Turn(match, replacement, changes));
                // What opened the sentence may be gone.
                sentence = capital && sentence.Length > 0 ? char.ToUpperInvariant(sentence[0]) + sentence[1..] : sentence;
            }
        }

        return sentence;
    }

    private static string Turn(Match match, string replacement, ICollection<string> changes)
    {
        var turned = match.Result(replacement);
        if (turned != match.Value)
        {
            changes.Add(turned.Length == 0 ? $"{match.Value.Trim()}: left out" : $"{match.Value.Trim()}: {turned.Trim()}");
        }

        return turned;
    }
}
