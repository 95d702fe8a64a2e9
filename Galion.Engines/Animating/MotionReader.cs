using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Galion.Engines.Prompts;

namespace Galion.Engines.Animating;

/// <summary>
/// Reads what a prompt says about motion, and hands the rest to the reader that all engines share. It never fails; what neither knows is
/// listed as ignored.
/// </summary>
internal static partial class MotionReader
{
    private const int MaxTitle = 80;
    private const int MaxPrompt = 20_000;

    public static Direction Read(string prompt, string? negativePrompt = null)
    {
        prompt = prompt.Length > MaxPrompt ? prompt[..MaxPrompt] : prompt;
        var state = new State();
        var rest = TakeTitle(prompt, state);
        ReadNegative(negativePrompt, state);
        var picture = ReadWords(PromptWords.Of(rest), state);
        var reading = PromptReader.Read(picture, negativePrompt);
        return state.ToDirection(picture, reading);
    }

    private static string TakeTitle(string prompt, State state)
    {
        var match = TitlePattern().Match(prompt);
        if (!match.Success)
        {
            return prompt;
        }

        var title = Clean(match.Groups["text"].Value);
        if (title.Length == 0)
        {
            return prompt;
        }

        state.Title = title;
        state.Understand(match.Groups["word"].Value.Trim().ToLowerInvariant(), $"title \"{title}\"");
        return string.Concat(prompt.AsSpan(0, match.Index), " , ", prompt.AsSpan(match.Index + match.Length));
    }

    /// <summary>One line of letters without control characters.</summary>
    public static string Clean(string title)
    {
        var clean = new StringBuilder();
        foreach (var rune in title.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned) && rune != Rune.ReplacementChar)
            {
                clean.Append(rune);
            }
            else if (clean.Length > 0 && clean[^1] != ' ')
            {
                clean.Append(' ');
            }
        }

        var text = clean.ToString().Trim();
        return text.Length > MaxTitle ? text[..MaxTitle].TrimEnd() : text;
    }

    private static void ReadNegative(string? negativePrompt, State state)
    {
        var words = PromptWords.Of(negativePrompt ?? "");
        for (var n = 0; n < words.Count;)
        {
            var (meaning, length, text) = Match(words, n);
            if (meaning is not null)
            {
                state.Exclude(text, meaning);
            }

            n += length;
        }
    }

    /// <returns>The words that were not about motion.</returns>
    private static string ReadWords(List<PromptWord> words, State state)
    {
        var rest = new StringBuilder();
        var negated = false;
        for (var n = 0; n < words.Count;)
        {
            if (TrySeconds(words, n, state))
            {
                n += 2;
                continue;
            }

            var (meaning, length, text) = Match(words, n);
            if (meaning is CameraMove && !negated && !MeansCamera(words, n, length, text))
            {
                meaning = null;
            }

            if (meaning is null)
            {
                negated = Lexicon.IsNegation(words[n].Text) || (negated && (Lexicon.IsJoiner(words[n].Text) || Lexicon.IsFiller(words[n].Text)));
            }
            else if (negated)
            {
                state.Exclude(text, meaning);
            }
            else
            {
                state.Take(text, meaning);
            }

            if (meaning is null)
            {
                rest.Append(length > 1 ? text : words[n].Text).Append(' ');
            }
            else if (meaning is MotionWords.Amount)
            {
                // "Heavy snow" tells how much, and still asks for snow.
                rest.Append(length > 1 ? words[n + length - 1].Text : "").Append(' ');
            }
            else if (!negated && meaning is Motion motion)
            {
                rest.Append(Seen(motion, text)).Append(' ');
            }

            n += length;
            if (words[n - 1].EndsClause)
            {
                negated = false;
                rest.Append(", ");
            }
        }

        return rest.ToString().Trim();
    }

    /// <summary>
    /// Whether a camera word is about the camera. Some are verbs of things as well: they are about the camera when it is named in the same
    /// clause, when nothing else is, or when the picture is flat and turns as a whole. Others are so unless a thing stands before them.
    /// </summary>
    private static bool MeansCamera(List<PromptWord> words, int at, int length, string text)
    {
        if (MotionWords.DoubtOf(text) is var doubt && doubt == MotionWords.Doubt.None)
        {
            return true;
        }

        var first = at;
        while (first > 0 && !words[first - 1].EndsClause)
        {
            first--;
        }

        var (before, after, flat) = (false, false, true);
        for (var n = first; n < words.Count;)
        {
            var (meaning, count, phrase) = n == at ? (CameraMove.Spin, length, text) : Match(words, n);
            if (MotionWords.NamesCamera(phrase))
            {
                return true;
            }

            if (meaning is null && !Lexicon.IsFiller(words[n].Text) && !Lexicon.IsJoiner(words[n].Text))
            {
                (before, after) = (before || n < at, after || n > at);
                flat &= Lexicon.Find(words[n].Text) is not Subject subject || subject is Subject.Mandala or Subject.Pattern or Subject.Abstract or Subject.Galaxy or Subject.Nebula;
                flat &= Lexicon.Find(words[n].Text) is not null;
            }

            n += count;
            if (words[n - 1].EndsClause)
            {
                break;
            }
        }

        return doubt == MotionWords.Doubt.Verb ? (!before && !after) || flat : !before;
    }

    /// <summary>What a moving thing is called when it stands still: the painter has to know of it too.</summary>
    private static string Seen(Motion motion, string text) => motion switch
    {
        Motion.Snow => "snow",
        Motion.Rain => "rain",
        Motion.Mist => "fog",
        Motion.Birds => "birds",
        Motion.Aurora => "aurora",
        Motion.Lightning => "lightning",
        Motion.Clouds when text.Contains("cloud", StringComparison.Ordinal) || text.Contains("chmur", StringComparison.Ordinal) => "clouds",
        Motion.Stars when text.Contains("star", StringComparison.Ordinal) => "stars",
        Motion.Water when text.Contains("waves", StringComparison.Ordinal) => "waves",
        _ => "",
    };

    private static bool TrySeconds(List<PromptWord> words, int n, State state)
    {
        if (n + 1 < words.Count && words[n + 1].Text is "s" or "sec" or "second" or "seconds" or "sekund" or "sekundy" or "sekunda" or "sekundowy" or "sekundowe"
            && Lexicon.Quantity(words[n].Text) is { } seconds && seconds is >= 1 and <= 60)
        {
            state.Seconds ??= seconds;
            state.Understand($"{words[n].Text} {words[n + 1].Text}", $"duration {seconds} s");
            return true;
        }

        return false;
    }

    private static (object? Meaning, int Length, string Text) Match(List<PromptWord> words, int start)
    {
        for (var length = Math.Min(MotionWords.LongestPhrase, words.Count - start); length >= 1; length--)
        {
            var crossesClause = words.Skip(start).Take(length - 1).Any(word => word.EndsClause);
            var phrase = string.Join(' ', words.Skip(start).Take(length).Select(word => word.Text));
            if (!crossesClause && MotionWords.Find(phrase) is { } meaning)
            {
                return (meaning, length, phrase);
            }
        }

        return (null, 1, "");
    }

    [GeneratedRegex("""\b(?<word>titled?:?|with the (?:words|title|text):?|caption:?|saying|napis(?:em)?:?|tytul:?|tytuł:?|z tytułem:?|z napisem:?)\s*["'“„«](?<text>[^"'”“»\r\n]{1,200})["'”“»]""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex TitlePattern();

    private sealed class State
    {
        private readonly HashSet<Motion> _motions = [];
        private readonly HashSet<Motion> _excluded = [];
        private readonly List<string> _understood = [];
        private CameraMove? _camera;
        private float _speed = 1;
        private float _intensity = 1;
        private bool _loop;
        private bool _still;
        private bool _music;

        public string? Title { get; set; }

        public double? Seconds { get; set; }

        public void Understand(string text, string meaning)
        {
            var entry = $"{text}: {meaning}";
            if (!_understood.Contains(entry))
            {
                _understood.Add(entry);
            }
        }

        public void Exclude(string text, object meaning)
        {
            switch (meaning)
            {
                case Motion motion:
                    _excluded.Add(motion);
                    _motions.Remove(motion);
                    Understand(text, "no " + Names.Of(motion));
                    break;
                case CameraMove or MotionWords.Filler:
                    // "No camera movement", "no zoom": the camera stands.
                    _still = true;
                    Understand(text, "no camera move");
                    break;
                case MotionWords.Music:
                    _music = false;
                    Understand(text, "no music");
                    break;
                case MotionWords.Looping:
                    _loop = false;
                    Understand(text, "no loop");
                    break;
            }
        }

        public void Take(string text, object meaning)
        {
            switch (meaning)
            {
                case CameraMove camera:
                    _camera ??= camera;
                    Understand(text, "camera " + Names.Of(camera));
                    break;
                case Motion motion when !_excluded.Contains(motion):
                    _motions.Add(motion);
                    Understand(text, "motion " + Names.Of(motion));
                    break;
                case MotionWords.Pace pace:
                    _speed = pace.Factor;
                    Understand(text, pace.Factor < 1 ? "slow" : "fast");
                    break;
                case MotionWords.Amount amount:
                    _intensity = amount.Factor;
                    Understand(text, amount.Factor < 1 ? "light" : "heavy");
                    break;
                case MotionWords.Music:
                    _music = true;
                    Understand(text, "music");
                    break;
                case MotionWords.Looping:
                    _loop = true;
                    Understand(text, "loop");
                    break;
            }
        }

        public Direction ToDirection(string picture, PromptReading reading) => new()
        {
            Camera = _camera ?? (_still ? CameraMove.Static : null),
            Speed = _speed,
            Intensity = _intensity,
            Motions = _motions,
            Excluded = _excluded,
            Loop = _loop,
            Music = _music,
            Seconds = Seconds,
            Title = Title,
            Picture = picture,
            Reading = reading,
            Understood = [.. _understood, .. reading.Understood],
            Ignored = reading.Ignored,
        };
    }
}
