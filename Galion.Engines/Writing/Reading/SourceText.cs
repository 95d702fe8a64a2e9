using System.Runtime.InteropServices;
using Galion.Engines.Writing.Language;

namespace Galion.Engines.Writing.Reading;

/// <summary>A word of a text.</summary>
/// <param name="Term">Number of its stem in <see cref="SourceText.Terms"/>, or -1 for words that carry grammar rather than a subject.</param>
internal readonly record struct SourceWord(Span Span, int Term);

/// <summary>A sentence as it stands in the text.</summary>
internal sealed record Sentence(int Index, int Start, int End, int Paragraph, SentenceKind Kind, SourceWord[] Words)
{
    public int Length => End - Start;
}

/// <summary>A text cut into sentences and words, which all know their place in it.</summary>
internal sealed class SourceText
{
    private readonly List<string> _terms = [];
    private readonly List<bool> _common = [];

    private SourceText(string text, TextLanguage language) => (Text, Language) = (text, language);

    public string Text { get; }

    public TextLanguage Language { get; }

    public IReadOnlyList<Sentence> Sentences { get; private set; } = [];

    /// <summary>The stems of the words that carry a subject.</summary>
    public IReadOnlyList<string> Terms => _terms;

    /// <summary>Whether the term could stand in any text: a number, a time, a unit and the like.</summary>
    public bool IsCommon(int term) => _common[term];

    public int WordCount { get; private set; }

    /// <param name="language">The language; detected when null.</param>
    public static SourceText Read(string text, TextLanguage? language = null, CancellationToken cancellationToken = default)
    {
        var source = new SourceText(text, language ?? TextLanguages.Detect(text));
        var byWord = new Dictionary<string, int>(StringComparer.Ordinal);
        var byStem = new Dictionary<string, int>(StringComparer.Ordinal);
        var lookup = byWord.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> lower = stackalloc char[64];
        var sentences = new List<Sentence>();
        foreach (var span in SentenceSplitter.Split(text, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var words = new List<SourceWord>();
            foreach (var word in WordSplitter.Split(text, span.Start, span.End))
            {
                var length = text.AsSpan(word.Start, word.Length).ToLowerInvariant(lower);
                ref var term = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, lower[..length], out var known);
                term = known ? term : source.TermOf(lower[..length].ToString(), byStem);
                words.Add(new SourceWord(word, term));
            }

            sentences.Add(new Sentence(sentences.Count, span.Start, span.End, span.Paragraph, span.Kind, [.. words]));
            source.WordCount += words.Count;
        }

        source.Sentences = sentences;
        return source;
    }

    /// <summary>The sentence, letter for letter.</summary>
    public string Verbatim(Sentence sentence) => Text[sentence.Start..sentence.End];

    /// <summary>The sentence on one line: wrapped lines joined, nothing else changed.</summary>
    public string OneLine(Sentence sentence) => Lines.Join(Text.AsSpan(sentence.Start, sentence.Length));

    private int TermOf(string lower, Dictionary<string, int> byStem)
    {
        if (StopWords.Is(lower, Language) || (lower.Length < 2 && !char.IsDigit(lower[0])))
        {
            return -1;
        }

        var stem = Stemmer.Stem(lower, Language);
        ref var term = ref CollectionsMarshal.GetValueRefOrAddDefault(byStem, stem, out var known);
        if (!known)
        {
            term = _terms.Count;
            _terms.Add(stem);
            _common.Add(CommonWords.Is(lower));
        }

        return term;
    }
}
