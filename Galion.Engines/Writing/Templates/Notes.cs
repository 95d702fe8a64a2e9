using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;

namespace Galion.Engines.Writing.Templates;

/// <summary>Notes as prose or as a list. They keep their words; only capitals and ends change.</summary>
internal static partial class Notes
{
    private const int MaxNotes = 200;

    private static readonly FrozenSet<string> EnglishVerbs = FrozenSet.ToFrozenSet(
        """
        is are was were be am has have had will would can could may might must should shall do does did isn't aren't wasn't weren't won't can't it's that's there's
        went came saw found made took gave got said told knew thought left kept began ran wrote read fell stood sat lost met paid sent built bought brought
        opens closes starts ends costs takes lasts runs comes goes needs works offers includes contains weighs holds makes keeps gives helps lets meets
        stand look looks live work serve serves feed feeds produce produces carry carries connect connects lead leads belong belongs remain remains need include contain
        hold keep help meet begin arrive leave grow sell use uses teach teaches plan plans watch watches walk walks love loves want wants hope hopes wait waits
        moves begins arrives leaves finds sees knows lives grows plays reads writes sells brings stays stands shows tells says
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> PolishVerbs = FrozenSet.ToFrozenSet(
        """
        jest są był była było byli były będzie będą ma mają miał miała mieli może mogą musi muszą trzeba można należy warto chce chcą kosztuje trwa waży
        działa otwiera zamyka zaczyna kończy odbędzie odbywa zawiera mieści daje robi stoi leży znajduje znalazł znalazła poszedł poszła poszli
        przyszedł przyszła przyszli zobaczył zobaczyła dał dała dało dali dały brał brała brali stał stała stało stali spał spała prowadzi prowadzą mieszka mieszkają
        odbywają odbędą dotrze przyjdzie przyjedzie przyjadą ruszy ruszą kosztują rośnie rosną kończą zaczynają płaci płacą uczy uczą widzi widzą jedzie jadą idzie idą
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    // What opens a sentence about somebody doing something, and is no name.
    private static readonly FrozenSet<string> Actors = FrozenSet.ToFrozenSet(
        """
        the a an he she it we they his her their someone somebody on ona ono oni one ten ta ktoś
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    /// <summary>One note for each line, list item or sentence.</summary>
    public static List<string> Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var notes = new List<string>();
        foreach (var line in lines)
        {
            var clean = Lines.Join(Bullet().Replace(line, ""));
            if (lines.Length == 1 && clean.Contains(';', StringComparison.Ordinal))
            {
                notes.AddRange(clean.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            }
            else if (clean.Length > 0)
            {
                notes.AddRange(SentenceSplitter.Split(clean).Select(span => clean[span.Start..span.End]));
            }
        }

        return [.. notes.Where(note => note.Any(char.IsLetterOrDigit)).Take(MaxNotes)];
    }

    /// <summary>Whether every note is a sentence, so that together they make prose.</summary>
    public static bool AreSentences(IReadOnlyList<string> notes, TextLanguage language) => notes.All(note => IsSentence(note, language));

    public static string AsSentence(string note) => Lines.Close(Lines.Capitalize(note));

    /// <summary>Items end alike: with full stops when all are sentences, without otherwise.</summary>
    public static string AsList(IReadOnlyList<string> notes, TextLanguage language, string mark = "- ")
    {
        var closed = AreSentences(notes, language);
        return string.Join('\n', notes.Select(note => mark + Lines.Capitalize(closed ? Lines.Close(note) : note.TrimEnd('.', ' ', ',', ';'))));
    }

    /// <summary>The sentence after a connective, without the capital that only its place gave it; null when it is no next step of a story.</summary>
    /// <param name="known">Words that are surely no names, such as those of the topic.</param>
    public static string? Continue(string sentence, string known, TextLanguage language)
    {
        var end = sentence.AsSpan().IndexOfAny(' ', ',');
        if (end <= 0 || States().IsMatch(sentence))
        {
            return null;
        }

        var first = sentence[..end].ToLowerInvariant();
        var stem = Stemmer.Stem(first, language);
        return Actors.Contains(first) || (language == TextLanguage.Polish && PolishPast().IsMatch(first))
            || WordSplitter.Split(known, 0, known.Length).Any(word => char.IsLower(known[word.Start]) && Stemmer.Stem(word.Of(known), language) == stem)
            ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : null;
    }

    /// <summary>Whether it tells what happened rather than what is so.</summary>
    public static bool Happens(string note, TextLanguage language) => (language == TextLanguage.Polish ? PolishEvent() : EnglishEvent()).IsMatch(note);

    private static bool IsSentence(string note, TextLanguage language)
    {
        if (KeyAndValue().IsMatch(note))
        {
            return false;
        }

        var words = WordSplitter.Split(note, 0, note.Length).Select(span => span.Of(note)).ToList();
        if (words.Count < 3)
        {
            return false;
        }

        var verbs = language == TextLanguage.Polish ? PolishVerbs : EnglishVerbs;
        return note[^1] is '.' or '!' or '?' || words.Any(verbs.Contains) || Pronoun().IsMatch(note)
            || (language == TextLanguage.Polish ? words.Any(word => PolishPast().IsMatch(word.ToLowerInvariant())) : words.Skip(1).Any(word => EnglishPast().IsMatch(word)));
    }

    [GeneratedRegex(@"^(?:[-*•–+]|\d{1,3}[.)])\s+")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^[^.:!?]{1,40}:\s")]
    private static partial Regex KeyAndValue();

    [GeneratedRegex(@"^\p{Ll}{2,}(?:ął|ęła|ęli|ał|ała|ało|ali|ały|ił|iła|iło|ili|iły|ył|yła|ekł|ekła|adł|adła|szedł|szła|uje|ują|ają|ujemy|amy|emy)$")]
    private static partial Regex PolishPast();

    [GeneratedRegex(@"\b(?:\p{Ll}{3,}ed|went|came|saw|found|made|took|gave|got|said|told|left|began|ran|wrote|fell|stood|sat|lost|met|sent|built|bought|brought|heard|felt|woke|flew|drove|rode|caught)\b")]
    private static partial Regex EnglishEvent();

    [GeneratedRegex(@"\b\p{L}{2,}(?:ął|ęła|ęli|ał|ała|ało|ali|ały|ił|iła|iło|ili|iły|ył|yła|yli|ekł|ekła|adł|adła|szedł|szła|szli)\b")]
    private static partial Regex PolishEvent();

    [GeneratedRegex(@"^(?:I|we|you|they|he|she|it)\s", RegexOptions.IgnoreCase)]
    private static partial Regex Pronoun();

    /// <summary>Sentences that say how things are rather than what happens next.</summary>
    [GeneratedRegex(@"\b(?:was|were|is|are|had|nobody|always|never|był|była|było|byli|były|jest|są|miał|miała|nikt|zawsze|nigdy)\b", RegexOptions.IgnoreCase)]
    private static partial Regex States();

    [GeneratedRegex(@"^\p{Ll}{3,}ed$")]
    private static partial Regex EnglishPast();
}
