namespace Galion.Engines.Speaking.Sound;

/// <param name="StartMs">In the file.</param>
/// <param name="Origin">Where the word begins in the request's text.</param>
/// <param name="Length">How many characters of it.</param>
internal sealed record TimedWord(string Text, string Said, double StartMs, double EndMs, int Origin, int Length);

/// <param name="Number">What the option <c>takes</c> counts by.</param>
internal sealed record TimedSentence(int Number, string Text, string? Speaker, int Take, double StartMs, double EndMs, IReadOnlyList<TimedWord> Words);

/// <summary>When everything is said.</summary>
internal sealed class Timeline
{
    private readonly List<TimedSentence> _sentences = [];
    private readonly List<(string Name, double Ms)> _marks = [];
    private readonly List<(string Title, double Ms)> _chapters = [];
    private int _chapter;

    public IReadOnlyList<TimedSentence> Sentences => _sentences;

    public IReadOnlyList<(string Name, double Ms)> Marks => _marks;

    public IReadOnlyList<(string Title, double Ms)> Chapters => _chapters;

    public double DurationMs { get; private set; }

    /// <param name="startFrame">Of the sentence in the file.</param>
    public void Add(SpokenSentence sentence, long startFrame, int take, SpeechPlan plan)
    {
        var utterance = sentence.Utterance;
        if (utterance.Chapter != _chapter || _sentences.Count == 0 && plan.Chapters.Count > 0)
        {
            _chapter = utterance.Chapter;
            _chapters.Add((_chapter == 0 ? "" : plan.Chapters[_chapter - 1], Ms(0)));
        }

        var words = new List<TimedWord>(utterance.Words.Count);
        for (var n = 0; n < utterance.Words.Count; n++)
        {
            var word = utterance.Words[n];
            words.Add(new TimedWord(word.Text, word.Said, Ms(sentence.Words[n].Start), Ms(sentence.Words[n].End), word.Origin, word.OriginLength));
        }

        _marks.AddRange(sentence.Marks.Select(mark => (mark.Name, Ms(mark.Sample))));
        _sentences.Add(new TimedSentence(utterance.Number, utterance.Text.ReplaceLineEndings(" ").Trim(), utterance.Speaker, take, Ms(0), Ms(sentence.Length), words));
        DurationMs = Ms(sentence.Length + sentence.PauseSamples);

        double Ms(int sample) => (startFrame + sample) * 1_000.0 / sentence.SampleRate;
    }
}
