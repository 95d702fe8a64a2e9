using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Galion.Engines.Recipes;

namespace Galion.Engines.Speaking.Sound;

/// <summary>The timeline as SRT, WebVTT and JSON.</summary>
internal static class Captions
{
    private const int MaxLine = 42;
    private const int MaxLines = 2;
    private const double MaxMs = 7_000;
    private const double ShortestMs = 40;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private sealed record Cue(double StartMs, double EndMs, string? Speaker, IReadOnlyList<TimedWord> Words);

    public static string Srt(Timeline timeline, bool words)
    {
        var text = new StringBuilder();
        var number = 0;
        string? speaker = null;
        foreach (var cue in Cues(timeline, words))
        {
            var name = cue.Speaker is not null && cue.Speaker != speaker && !words ? cue.Speaker.ToUpperInvariant() + ": " : "";
            speaker = cue.Speaker;
            text.Append(CultureInfo.InvariantCulture, $"{++number}\n{Time(cue.StartMs, ',')} --> {Time(cue.EndMs, ',')}\n{Lines(cue.Words, name, word => Clean(word.Text))}\n\n");
        }

        return text.ToString();
    }

    /// <summary>Lines have the time of each word inside, so that players can light up what is being said.</summary>
    public static string Vtt(Timeline timeline, bool words, EngineRecipe recipe)
    {
        var text = new StringBuilder("WEBVTT\n\n");
        foreach (var cue in Cues(timeline, words))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Time(cue.StartMs, '.')} --> {Time(cue.EndMs, '.')}\n");
            text.Append(cue.Speaker is null ? "" : $"<v {Escape(cue.Speaker)}>");
            text.Append(Lines(cue.Words, "", word => word == cue.Words[0] ? Escape(word.Text) : $"<{Time(word.StartMs, '.')}>{Escape(word.Text)}"));
            text.Append(cue.Speaker is null ? "\n\n" : "</v>\n\n");
        }

        return text.Append(CaptionRecipe.Note(recipe)).Append('\n').ToString();
    }

    public static string JsonText(Timeline timeline, string language, EngineRecipe recipe) => JsonSerializer.Serialize(
        new
        {
            version = 1,
            language,
            duration_ms = Round(timeline.DurationMs),
            chapters = timeline.Chapters.Select(chapter => new { title = chapter.Title, start_ms = Round(chapter.Ms) }),
            marks = timeline.Marks.Select(mark => new { name = mark.Name, at_ms = Round(mark.Ms) }),
            sentences = timeline.Sentences.Select(sentence => new
            {
                number = sentence.Number,
                take = sentence.Take,
                speaker = sentence.Speaker,
                text = sentence.Text,
                start_ms = Round(sentence.StartMs),
                end_ms = Round(sentence.EndMs),
                words = sentence.Words.Select(word => new
                {
                    text = word.Text,
                    said = word.Said,
                    start_ms = Round(word.StartMs),
                    end_ms = Round(word.EndMs),
                    at = word.Origin,
                    length = word.Length,
                }),
            }),
            recipe = recipe.ToJson(),
        },
        Json);

    /// <summary>As many words as fit two lines and seven seconds; never more than a sentence.</summary>
    private static IEnumerable<Cue> Cues(Timeline timeline, bool words)
    {
        foreach (var sentence in timeline.Sentences.Where(sentence => sentence.Words.Count > 0).Select(sentence => sentence with { Words = Punctuated(sentence) }))
        {
            var from = 0;
            while (from < sentence.Words.Count)
            {
                var to = from + 1;
                var length = sentence.Words[from].Text.Length;
                while (!words && to < sentence.Words.Count && length + 1 + sentence.Words[to].Text.Length <= MaxLine * MaxLines - 8
                    && sentence.Words[to].EndMs - sentence.Words[from].StartMs <= MaxMs)
                {
                    length += 1 + sentence.Words[to++].Text.Length;
                }

                var start = sentence.Words[from].StartMs;
                yield return new Cue(start, Math.Max(sentence.Words[to - 1].EndMs, start + ShortestMs), sentence.Speaker, sentence.Words.Skip(from).Take(to - from).ToList());
                from = to;
            }
        }
    }

    /// <summary>The words with the signs that stand at them in the sentence: commas, full stops, quotation marks, brackets.</summary>
    private static List<TimedWord> Punctuated(TimedSentence sentence)
    {
        var (text, words) = (sentence.Text, new List<TimedWord>());
        var end = 0;
        foreach (var word in sentence.Words)
        {
            var start = text.IndexOf(word.Text, end, StringComparison.Ordinal);
            if (start < 0 || !text.AsSpan(end, start - end).ContainsOnlySigns())
            {
                // Something between was not said, or said otherwise than written: the word stands for itself.
                words.Add(word);
                end = start >= 0 && start - end <= MaxLine ? start + word.Text.Length : end;
                continue;
            }

            var (first, last) = (start, start + word.Text.Length);
            while (first > end && !char.IsWhiteSpace(text[first - 1]))
            {
                first--;
            }

            while (last < text.Length && !char.IsWhiteSpace(text[last]) && text.AsSpan(last, 1).ContainsOnlySigns())
            {
                last++;
            }

            words.Add(word with { Text = text[first..last] });
            end = last;
        }

        return words;
    }

    private static bool ContainsOnlySigns(this ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsPunctuation(letter) && !char.IsWhiteSpace(letter))
            {
                return false;
            }
        }

        return true;
    }

    private static string Lines(IReadOnlyList<TimedWord> words, string prefix, Func<TimedWord, string> write)
    {
        var text = new StringBuilder(prefix);
        var total = words.Sum(word => word.Text.Length + 1) + prefix.Length;
        var length = prefix.Length;
        var broken = total <= MaxLine;
        for (var n = 0; n < words.Count; n++)
        {
            if (n > 0)
            {
                // Two lines of about the same length read best.
                var breaks = !broken && length >= total / 2;
                broken |= breaks;
                text.Append(breaks ? '\n' : ' ');
            }

            text.Append(write(words[n]));
            length += words[n].Text.Length + 1;
        }

        return text.ToString();
    }

    private static string Time(double ms, char point)
    {
        var whole = (long)Math.Round(ms);
        return string.Create(CultureInfo.InvariantCulture, $"{whole / 3_600_000:00}:{whole / 60_000 % 60:00}:{whole / 1_000 % 60:00}{point}{whole % 1_000:000}");
    }

    private static string Clean(string text) => text.ReplaceLineEndings(" ").Replace("-->", "→");

    private static string Escape(string text) => Clean(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static double Round(double ms) => Math.Round(ms, 3);
}
