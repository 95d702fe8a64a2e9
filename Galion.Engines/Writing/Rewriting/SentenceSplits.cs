using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;

namespace Galion.Engines.Writing.Rewriting;

/// <summary>Makes two sentences of a long one where a connective lets it, and drops asides in brackets.</summary>
internal static partial class SentenceSplits
{
    private const int MinWords = 3;

    // What stands between the halves, and how the second half then begins; $1 is what was matched in the group.
    private static readonly (Regex Joint, string Opening)[] English =
    [
        (EnglishSemicolon(), ""),
        (EnglishBut(), "But "),
        (EnglishSo(), "So "),
        (EnglishBecause(), "This is because "),
        (EnglishWhichMeans(), "This $1 "),
        (EnglishWhereas(), "But "),
        (EnglishWhich(), "This $1 "),
        (EnglishWhichMany(), "These $1 "),
        (EnglishAndPronoun(), "$1 "),
    ];

    private static readonly (Regex Joint, string Opening)[] Polish =
    [
        (PolishSemicolon(), ""),
        (PolishBut(), "Ale "),
        (PolishTherefore(), "Dlatego "),
        (PolishThanks(), "Dzięki temu "),
        (PolishBecause(), "Dzieje się tak, ponieważ "),
        (PolishMeans(), "To $1 "),
        (PolishAnd(), "A "),
    ];

    /// <param name="sentence">One sentence, on one line.</param>
    /// <param name="maxWords">Sentences up to this long stay whole.</param>
    public static string Split(string sentence, TextLanguage language, int maxWords)
    {
        if (WordSplitter.Count(sentence) <= maxWords || sentence.EndsWith('?') || sentence.AsSpan().ContainsAny("\"„“”"))
        {
            return sentence;
        }

        foreach (var (joint, opening) in language == TextLanguage.Polish ? Polish : English)
        {
            foreach (Match match in joint.Matches(sentence))
            {
                var (left, right) = (sentence[..match.Index], sentence[(match.Index + match.Length)..]);
                if (WordSplitter.Count(left) < MinWords || WordSplitter.Count(right) < MinWords || (match.Value != "; " && Unfinished(left)))
                {
                    continue;
                }

                var second = Lines.Capitalize(match.Result(opening) + right);
                return $"{Lines.Close(Split(left, language, maxWords))} {Split(second, language, maxWords)}";
            }
        }

        return sentence;
    }

    /// <summary>Drops what stands in brackets, unless a number or a name is told there.</summary>
    public static string DropAsides(string sentence) => Brackets().Replace(sentence, match => match.Value.Skip(2).Any(letter => char.IsDigit(letter) || char.IsUpper(letter)) ? match.Value : "");

    /// <summary>A half that opens with a subordinate clause, or leaves a bracket open, does not stand alone.</summary>
    private static bool Unfinished(string left) => left.Count(letter => letter == '(') != left.Count(letter => letter == ')') || Subordinate().IsMatch(left);

    [GeneratedRegex(@"; ")]
    private static partial Regex EnglishSemicolon();

    [GeneratedRegex(@", (?:but|yet) (?!(?:also|not|only|rather|even|still|never|always|often|sometimes|it's)\b)(?=(?:I|you|he|she|it|we|they|this|that|these|those|there|the|a|an|our|their|its|his|her|most|many|some|few|all|no|nobody|people)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex EnglishBut();

    [GeneratedRegex(@", so (?!that\b)(?=(?:I|you|he|she|it|we|they|this|these|those|there|the|a|an|our|their|its|his|her|most|many|some|people)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex EnglishSo();

    [GeneratedRegex(@",? because (?!of\b)")]
    private static partial Regex EnglishBecause();

    [GeneratedRegex(@", which (means|makes|helps|shows|allows|lets|keeps|leads|gives|saves|reduces|saved|made|meant|allowed|helped|led|gave) ")]
    private static partial Regex EnglishWhichMeans();

    [GeneratedRegex(@", (?:whereas|while) (?=(?:I|you|he|she|it|we|they|the|our|their|others|most|many|some)\b)")]
    private static partial Regex EnglishWhereas();

    [GeneratedRegex(@", and (I|you|he|she|it|we|they|there) ")]
    private static partial Regex EnglishAndPronoun();

    // The noun before "which" is said again: a pronoun would have to guess its number.
    [GeneratedRegex(@"(?<=\b(\p{Ll}{3,}(?<!s))), which (?=(?:is|was|has|had|can|will|\p{Ll}+s)\b[^,]*$)")]
    private static partial Regex EnglishWhich();

    [GeneratedRegex(@"(?<=\b(\p{Ll}{3,}(?<!s)s)), which (?=(?:are|were|have|had|can|will)\b[^,]*$)")]
    private static partial Regex EnglishWhichMany();

    [GeneratedRegex(@"; ")]
    private static partial Regex PolishSemicolon();

    [GeneratedRegex(@", (?:ale|lecz|jednak|jednakże) (?!(?:także|również|też|nie tylko|nawet)\b)")]
    private static partial Regex PolishBut();

    [GeneratedRegex(@", (?:dlatego|więc|toteż|zatem) (?!że\b)")]
    private static partial Regex PolishTherefore();

    [GeneratedRegex(@", dzięki czemu ")]
    private static partial Regex PolishThanks();

    [GeneratedRegex(@", (?:ponieważ|gdyż|bowiem|bo) ")]
    private static partial Regex PolishBecause();

    [GeneratedRegex(@", co (oznacza|pozwala|sprawia|pomaga|daje|zmniejsza|zwiększa|ułatwia|oznaczało|pozwoliło|sprawiło|pomogło|dało|zmniejszyło|zwiększyło|ułatwiło|umożliwia|umożliwiło) ")]
    private static partial Regex PolishMeans();

    [GeneratedRegex(@", a (?!(?:także|również|też|nawet|nie|zwłaszcza|szczególnie|więc|potem|następnie|nieraz|czasem|może|to|co|przede|w szczególności)\b)")]
    private static partial Regex PolishAnd();

    [GeneratedRegex(@" \([^()]{1,200}\)")]
    private static partial Regex Brackets();

    [GeneratedRegex(@"^(?:although|though|while|whereas|if|when|because|since|as|unless|until|before|after|once|not only|either|neither|both|chociaż|choć|mimo|jeśli|jeżeli|gdy|kiedy|ponieważ|skoro|dopóki|zanim|nie tylko)\b|\b(?:not only|either|neither|whether|nie tylko|albo|ani)\b[^.]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Subordinate();
}
