using System.Globalization;
using System.Text;
using Galion.Engines.Imaging;
using Galion.Engines.Speaking.Documents;
using Galion.Engines.Speaking.Reading;

namespace Galion.Engines.Speaking;

/// <summary>
/// Writes the words of one utterance in espeak-ng's markup and notes where each stands. The customer's own markup never gets through: only
/// letters, digits, marks, a few signs of punctuation and the elements written here do.
/// </summary>
internal sealed class MarkupWriter(SpeechDocument document, IReadOnlyList<Inset> insets, Prosody prosody, bool isWhole)
{
    private const int MinAccented = 4;

    private readonly StringBuilder _markup = new();
    private readonly List<UtteranceWord> _words = [];

    public IReadOnlyList<UtteranceWord> Words => _words;

    /// <summary>What was asked for after the last word.</summary>
    public int EndBreakMs { get; private set; }

    public IReadOnlyList<string> EndMarks { get; private set; } = [];

    public string Write(List<SpokenWord> words)
    {
        var accented = Accented(words);
        var next = 0;
        var tags = "";
        for (var n = 0; n < words.Count; n++)
        {
            var word = words[n];
            var (breakMs, marks) = Take(ref next, word.Start + 1);
            var wanted = Tags(document.Styles[document.StyleAt(word.Start)].Style, accented.Contains(n));
            if (tags != wanted)
            {
                _markup.Append(tags.Length > 0 ? "</prosody> " : "").Append(wanted);
                tags = wanted;
            }

            if (breakMs > 0 && n > 0)
            {
                _markup.Append(CultureInfo.InvariantCulture, $"<break time=\"{breakMs}ms\"/>");
            }

            var from = _markup.Length;
            AppendClean(word.Spoken);
            var to = _markup.Length;
            var isLast = n == words.Count - 1;
            _markup.Append(isLast ? End(word.After) : word.After).Append(isLast ? "" : " ");
            var origin = document.Origins[word.Start];
            _words.Add(new UtteranceWord(
                document.Text.Substring(word.Start, word.Length).Trim(), word.Spoken, origin, document.Origins[word.Start + word.Length - 1] - origin + 1, from, to, breakMs, marks));
        }

        _markup.Append(tags.Length > 0 ? "</prosody>" : "");
        var (endBreak, endMarks) = Take(ref next, int.MaxValue);
        (EndBreakMs, EndMarks) = (endBreak ?? 0, endMarks);
        return _markup.ToString();
    }

    /// <summary>Breaks and marks up to a character; neighbouring breaks add up.</summary>
    private (int? BreakMs, IReadOnlyList<string> Marks) Take(ref int next, int before)
    {
        int? breakMs = null;
        List<string>? marks = null;
        for (; next < insets.Count && insets[next].At < before; next++)
        {
            breakMs = insets[next].BreakMs is { } ms ? (breakMs ?? 0) + ms : breakMs;
            if (insets[next].Mark is { } mark)
            {
                (marks ??= []).Add(mark);
            }
        }

        return (breakMs, marks ?? (IReadOnlyList<string>)[]);
    }

    /// <summary>The longest word of each clause carries the sense more often than any other.</summary>
    private HashSet<int> Accented(List<SpokenWord> words)
    {
        var accented = new HashSet<int>();
        if (prosody.Accent <= 0)
        {
            return accented;
        }

        var best = -1;
        for (var n = 0; n < words.Count; n++)
        {
            best = words[n].Length >= MinAccented && (best < 0 || words[n].Length > words[best].Length) ? n : best;
            if ((words[n].After.Length > 0 || n == words.Count - 1) && best >= 0)
            {
                accented.Add(best);
                best = -1;
            }
        }

        // A take may stress another word.
        if (prosody.Variation is { } dice && words.Count > 2)
        {
            accented.Add(dice.Below(words.Count));
        }

        return accented;
    }

    private string Tags(SpeechStyle style, bool accented)
    {
        var (pitch, rate, volume) = Prosody.Of(style.Emphasis);
        pitch += style.Pitch + (accented ? prosody.Accent : 0);
        rate *= style.Rate;
        volume += style.VolumeDb;
        if (pitch == 0 && rate == 1 && volume == 0 && style.Range == 1)
        {
            return "";
        }

        var amplitude = (int)Math.Clamp(100 * ExactMath.Exp2(volume / 6.0206) + 0.5, 0, 200);
        var percent = (int)Math.Clamp(rate * 100 + 0.5, 8_000 / prosody.Rate, 45_000 / prosody.Rate);
        return string.Create(
            CultureInfo.InvariantCulture, $"<prosody pitch=\"{prosody.PitchValue(pitch)}\" range=\"{prosody.RangeValue(style.Range)}\" rate=\"{percent}%\" volume=\"{amplitude}\">");
    }

    private string End(string after) => after.Length == 0 ? isWhole ? "." : "," : after is ";" or ":" ? "." : after;

    private void AppendClean(string spoken)
    {
        foreach (var letter in spoken)
        {
            if (char.IsLetterOrDigit(letter) || letter is ' ' or '\'' or '-' or '%' or '+' or '=' or '$' or '€' or '£' or ',' || IsMark(letter) || spoken.StartsWith("[[", StringComparison.Ordinal) && letter is not ('<' or '>' or '&')
                || letter is '[' or ']' && spoken.Contains("[[", StringComparison.Ordinal))
            {
                _markup.Append(letter);
            }
        }
    }

    private static bool IsMark(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
