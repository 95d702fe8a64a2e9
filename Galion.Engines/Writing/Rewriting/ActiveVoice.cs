using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Galion.Engines.Writing.Reading;

namespace Galion.Engines.Writing.Rewriting;

/// <summary>"The permit was signed by the director." becomes "The director signed the permit.": where the verb's form and the doer, a person or a body, are certain.</summary>
internal static partial class ActiveVoice
{
    private static readonly FrozenDictionary<string, string> Irregular =
        """
        sent sent, made made, built built, bought bought, brought brought, found found, held held, kept kept, led led, paid paid, read read, sold sold, told told, won won, written wrote,
        taken took, given gave, chosen chose, done did, seen saw, drawn drew, begun began, broken broke, spoken spoke, stolen stole, forgotten forgot
        """.Split(',', StringSplitOptions.TrimEntries).Select(pair => pair.Split(' ')).ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    private static readonly FrozenSet<string> Bodies = FrozenSet.ToFrozenSet(
        """
        management committee board staff office department ministry court police commission parliament support tenants parents customers employees users engineer technician driver nurse
        clerk courier supplier contractor plumber electrician chairman chairwoman secretary treasurer auditors inspectors parliamentarians operator operators developers developer
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    public static string Apply(string sentence, ICollection<string> changes)
    {
        if (Passive().Match(sentence) is not { Success: true } match || !(PeopleWords.Is(match.Groups["head"].Value) || Bodies.Contains(match.Groups["head"].Value)))
        {
            return sentence;
        }

        var participle = match.Groups["verb"].Value;
        if (Irregular.GetValueOrDefault(participle) is not { } past)
        {
            if (!participle.EndsWith("ed", StringComparison.Ordinal) || participle.Length < 5)
            {
                return sentence;
            }

            past = participle;
        }

        var what = match.Groups["what"].Value switch
        {
            "It" => "it",
            "They" => "them",
            "He" => "him",
            "She" => "her",
            "We" => "us",
            "I" => "me",
            var noun => Determiner().IsMatch(noun) ? char.ToLowerInvariant(noun[0]) + noun[1..] : noun,
        };
        var active = $"{Lines.Capitalize(match.Groups["who"].Value)} {match.Groups["adverb"].Value}{past} {what}.";
        changes.Add($"{sentence}: {active}");
        return active;
    }

    [GeneratedRegex(@"^(?<what>(?:It|They|He|She|We|I)|(?:The|An?|Our|Your|All|Both|These|Those|This|That|\d[\d,.]*)(?: (?!by\b|that\b|which\b|who\b|was\b|were\b|and\b)[\p{L}\p{N}'-]+){1,5}) (?:was|were) (?<adverb>\p{Ll}+ly )?(?<verb>\p{Ll}+) by (?<who>(?:the|an?|our|your) (?:(?!of\b|that\b|who\b)\p{Ll}[\p{Ll}-]* ){0,2}(?<head>\p{Ll}+))\.$")]
    private static partial Regex Passive();

    [GeneratedRegex(@"^(?:The|An?|Our|Your|All|Both|These|Those|This|That)\b")]
    private static partial Regex Determiner();
}
