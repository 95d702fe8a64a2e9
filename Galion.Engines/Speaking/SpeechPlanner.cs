using Galion.Engines.Painting;
using Galion.Engines.Speaking.Documents;
using Galion.Engines.Speaking.Hosting;
using Galion.Engines.Speaking.Reading;

namespace Galion.Engines.Speaking;

/// <summary>Decides what is said, by whom and how, before a sound is made.</summary>
internal sealed class SpeechPlanner(SpeakerOptions options, VoiceBook voices)
{
    private const int SentencePauseMs = 320;
    private const int BlockPauseMs = 620;
    private const int HeadingPauseMs = 900;
    private const int TurnPauseMs = 420;
    private const int PiecePauseMs = 90;
    private const int MaxBreaksMs = 120_000;
    private const int LastPauseMs = 250;
    private const int WordsPerMinute = 175;

    // Timbres that are easy to tell apart, for the speakers of a script who have none.
    private static readonly string[] Cast = ["", "f3", "m3", "f2", "m7", "f4", "m1", "f5", "m5", "klatt2"];

    private readonly Dictionary<string, SentenceReading> _readings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SpeakerRole> _cast = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _voices = [];
    private readonly List<Utterance> _utterances = [];
    private readonly List<string> _chapters = [];
    private int _insetsTaken;

    /// <exception cref="ArgumentException">There is nothing to say, or a voice does not exist; the message is for people.</exception>
    public SpeechPlan Plan(string text, CancellationToken cancellationToken)
    {
        var kind = options.Markup != "auto" ? options.Markup : SsmlDocument.LooksLike(text) ? SsmlDocument.Kind : TextDocument.Guess(text, options.Roles.Count > 0);
        var document = kind == SsmlDocument.Kind ? SsmlDocument.Read(text) : TextDocument.Read(text, kind);
        var language = voices.Find(options.Voice, options.Language, LanguageGuess.Of(document.Text)).Language;
        foreach (var block in document.Blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (block.Chapter is not null)
            {
                _chapters.Add(block.Chapter);
            }

            var first = _utterances.Count;
            var spoken = LanguageGuess.OfPart(document.Text[block.Start..block.End], language);
            foreach (var (start, end) in SentenceSplitter.Split(document.Text, block.Start, block.End, block.IsSentence || block.IsHeading))
            {
                AddSentence(document, block, start, end, spoken);
            }

            EndBlock(block, first);
        }

        if (_utterances.All(utterance => utterance.Request is null))
        {
            throw new ArgumentException("There is nothing to say: the text has no words.");
        }

        var last = TakeInsets(document, int.MaxValue);
        CheckBreaks(last, _utterances.Count);
        _utterances[^1] = _utterances[^1] with
        {
            PauseMs = LastPauseMs,
            EndBreakMs = _utterances[^1].EndBreakMs + last.Sum(inset => inset.BreakMs ?? 0),
            EndMarks = [.. _utterances[^1].EndMarks, .. last.Where(inset => inset.Mark is not null).Select(inset => inset.Mark!)],
        };
        return new SpeechPlan(_utterances, _chapters, kind, language, _voices);
    }

    private void EndBlock(Block block, int first)
    {
        if (_utterances.Count == first)
        {
            return;
        }

        var turn = first > 0 && _utterances[first - 1].Speaker != _utterances[first].Speaker;
        if (first > 0 && (block.IsHeading || turn))
        {
            _utterances[first - 1] = _utterances[first - 1] with { PauseMs = Pause(block.IsHeading ? HeadingPauseMs : TurnPauseMs, _utterances[first - 1].Feeling) };
        }

        _utterances[^1] = _utterances[^1] with { PauseMs = Pause(block.IsHeading ? HeadingPauseMs : BlockPauseMs, _utterances[^1].Feeling) };
    }

    /// <summary>Cuts a sentence where the voice changes, and adds the pieces.</summary>
    private void AddSentence(SpeechDocument document, Block block, int start, int end, string language)
    {
        for (var from = start; from < end;)
        {
            var index = document.StyleAt(from);
            var style = document.Styles[index].Style;
            var to = end;
            for (var next = index + 1; next < document.Styles.Count && document.Styles[next].Start < end; next++)
            {
                var other = document.Styles[next].Style;
                if ((other.Speaker, other.Voice, other.Language, other.Emotion) != (style.Speaker, style.Voice, style.Language, style.Emotion))
                {
                    to = document.Styles[next].Start;
                    break;
                }
            }

            AddPiece(document, block, from, to, style, language, isWhole: to == end);
            from = to;
        }
    }

    private void AddPiece(SpeechDocument document, Block block, int start, int end, SpeechStyle style, string language, bool isWhole)
    {
        var role = Role(style.Speaker);
        var (spoken, timbre) = voices.Find(style.Voice ?? role?.Voice ?? options.Voice, style.Language ?? options.Language, style.Language ?? language);
        var reading = Reading(spoken);
        var words = Words(document, start, end, reading);
        var insets = TakeInsets(document, isWhole ? end : end - 1);
        if (words.Count == 0 && insets.Count == 0)
        {
            return;
        }

        var number = _utterances.Count + 1;
        CheckBreaks(insets, number);
        var take = options.TakeOf(number);
        var feeling = Emotion.Named(style.Emotion ?? role?.Emotion ?? options.Emotion).At(options.EmotionStrength);
        timbre = feeling.Whispered ? voices.Whisper(timbre) : timbre;
        var voice = timbre is null ? spoken : $"{spoken}+{timbre}";
        if (!_voices.Contains(voice))
        {
            _voices.Add(voice);
        }

        var variation = take > 1 || options.Seed != 0 ? Dice.For(options.Seed, $"{number}:{take}") : null;
        var prosody = Prosody.For(options, role, feeling, variation, WordsPerMinute);
        var markup = new MarkupWriter(document, insets, prosody, isWhole);
        var written = markup.Write(words);
        var request = words.Count == 0 ? null : new SpeechRequest(voices.NameOf(spoken, timbre), prosody.Rate, prosody.PitchValue(0), prosody.RangeValue(1), prosody.WordGap, written);
        _utterances.Add(new Utterance(
            number, document.Text[start..end], _chapters.Count, style.Speaker, request, feeling, markup.Words, markup.EndBreakMs, markup.EndMarks,
            Pause(isWhole ? SentencePauseMs : PiecePauseMs, feeling)));
    }

    /// <summary>What stands up to a character and has not been taken: what lies between two sentences comes before the first word of the second.</summary>
    private List<Inset> TakeInsets(SpeechDocument document, int upTo)
    {
        var taken = document.Insets.Skip(_insetsTaken).TakeWhile(inset => inset.At <= upTo).ToList();
        _insetsTaken += taken.Count;
        return taken;
    }

    private static void CheckBreaks(List<Inset> insets, int number)
    {
        if (insets.Sum(inset => (long)(inset.BreakMs ?? 0)) > MaxBreaksMs)
        {
            throw new ArgumentException(
                $"The breaks in sentence {number} add up to more than {MaxBreaksMs / 60_000} minutes. A sentence is held in memory as a whole: make them shorter, or spread them over several sentences.");
        }
    }

    private static List<SpokenWord> Words(SpeechDocument document, int start, int end, SentenceReading reading)
    {
        var words = new List<SpokenWord>();
        for (var from = start; from < end;)
        {
            var index = document.StyleAt(from);
            var style = document.Styles[index].Style;
            var to = end;
            for (var next = index + 1; next < document.Styles.Count && document.Styles[next].Start < end; next++)
            {
                if (style.IsOnePiece || document.Styles[next].Style.IsOnePiece)
                {
                    to = document.Styles[next].Start;
                    break;
                }
            }

            if (style.IsOnePiece)
            {
                var written = document.Text[from..to];
                var said = style.Sounds is not null ? $"[[{style.Sounds}]]" : reading.Say(style.Alias ?? "") is { Length: > 0 } alias ? alias : reading.SayAs(written, style.SayAs ?? "");
                if (said.Length > 0 && !string.IsNullOrWhiteSpace(written))
                {
                    words.Add(new SpokenWord(from, to - from, said, ""));
                }
            }
            else
            {
                reading.Read(document.Text, from, to, words, start, end);
            }

            from = to;
        }

        return words;
    }

    private SpeakerRole? Role(string? speaker)
    {
        if (speaker is null || options.Roles.TryGetValue(speaker, out var role) || _cast.TryGetValue(speaker, out role))
        {
            return speaker is null ? null : options.Roles.GetValueOrDefault(speaker) ?? _cast.GetValueOrDefault(speaker);
        }

        var timbre = Cast[_cast.Count % Cast.Length];
        role = new SpeakerRole(timbre.Length == 0 ? null : timbre);
        _cast[speaker] = role;
        return role;
    }

    private SentenceReading Reading(string language)
    {
        if (!_readings.TryGetValue(language, out var reading))
        {
            reading = new SentenceReading(LanguageReading.For(language), language.StartsWith("en-us", StringComparison.OrdinalIgnoreCase) ? "us" : "gb", options.Pronunciations);
            _readings[language] = reading;
        }

        return reading;
    }

    private int Pause(int ms, Emotion feeling) => (int)(ms * options.Pause * feeling.Pause / options.Rate);
}
