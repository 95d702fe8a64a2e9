using System.Globalization;
using System.Text.RegularExpressions;
using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Sound;
using Galion.Engines.Composing.Theory;

namespace Galion.Engines.Prompts;

/// <summary>
/// Reads prompts for music in English and Polish: style, mood, tempo in words or beats per minute, key, metre, length, sections, instruments,
/// and what must not play. It never fails; what it does not know it lists as ignored.
/// </summary>
internal static partial class MusicPromptReader
{
    private const int MaxIgnored = 40;
    private const int MaxLength = 20_000;

    public static MusicReading Read(string prompt)
    {
        var state = new State();
        var text = prompt.Length > MaxLength ? prompt[..MaxLength] : prompt;

        // What is written with figures and signs is read first, because splitting into words would lose the signs.
        text = TempoFigures().Replace(text, match => state.Number(match, value => state.Bpm ??= value is >= 40 and <= 240 ? (int)value : null, "beats per minute"));
        text = MeterFigures().Replace(text, state.TakeMeter);
        text = LengthFigures().Replace(text, state.TakeLength);
        text = LengthWords().Replace(text, state.TakeLengthInWords);
        text = KeyName().Replace(text, state.TakeKey);
        Read(PromptWords.Of(text), state);
        return state.ToReading();
    }

    private static void Read(List<PromptWord> words, State state)
    {
        var negated = false;
        for (var n = 0; n < words.Count;)
        {
            var (meaning, length) = Match(words, n);
            if (meaning is null || length == 1 && IsNegation(words[n].Text))
            {
                var word = words[n].Text;
                negated = IsNegation(word) || negated && (Lexicon.IsJoiner(word) || Lexicon.IsFiller(word));
                if (!IsNegation(word) && !Lexicon.IsJoiner(word) && !Lexicon.IsFiller(word))
                {
                    state.Ignore(word);
                }
            }
            else if (meaning is not MusicLexicon.Filler)
            {
                state.Take(string.Join(' ', words.Skip(n).Take(length).Select(word => word.Text)), meaning, negated);
                negated &= n + length < words.Count && Lexicon.IsJoiner(words[n + length].Text);
            }

            n += length;
            negated &= !words[n - 1].EndsClause;
        }
    }

    /// <summary>"Neither" and "ani" begin what they negate; they do not only join it.</summary>
    private static bool IsNegation(string word) => Lexicon.IsNegation(word) || word is "neither" or "nor" or "ani" or "zadnych" or "zadnej" or "zadnego";

    private static (object? Meaning, int Length) Match(List<PromptWord> words, int start)
    {
        for (var length = Math.Min(MusicLexicon.LongestPhrase, words.Count - start); length >= 1; length--)
        {
            if (MusicLexicon.Find(string.Join(' ', words.Skip(start).Take(length).Select(word => word.Text))) is { } meaning)
            {
                return (meaning, length);
            }
        }

        return (null, 1);
    }

    [GeneratedRegex(@"\b(\d{2,3})\s*(?:bpm|beats per minute|uderzeń na minutę|uderzen na minute)\b|\b(?:bpm|tempo)\s*[:=]?\s*(\d{2,3})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TempoFigures();

    [GeneratedRegex(@"(?<![\d/])(\d{1,2})/([248])(?![\d/])", RegexOptions.CultureInvariant)]
    private static partial Regex MeterFigures();

    [GeneratedRegex(@"\b(\d{1,3}(?:[.,]\d)?)[\s-]*(seconds?|secs?|s|sekund(?:y|a)?|minutes?|mins?|m|minut(?:y|a|ę)?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LengthFigures();

    /// <summary>The minutes with a half to them are named before those without.</summary>
    [GeneratedRegex(
        @"\b(?:(half)(?: a| of a)? minute|(p[oó]ł) minuty|(?:an? |one )?(minute) and a half|(p[oó]łtorej) minuty|(one|two|three|four|five)[\s-]minutes?|(jedn[aąe]|dwie|trzy|cztery|pi[eę][cć]) minut[ayęe]?)(?!\w)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LengthWords();

    [GeneratedRegex(
        @"\b(?:in|w|key of|tonacji|key:)\s+([A-Ha-h])(#|♯|b|♭|[\s-]?sharp|[\s-]?flat|is|es|s)?[\s-]+(major|minor|dur|moll|dorian|phrygian|lydian|mixolydian|doryck\w+|frygijsk\w+|lidyjsk\w+|miksolidyjsk\w+)(?!\w)|\b([A-Ha-h])(#|♯|b|♭|[\s-]?sharp|[\s-]?flat|is|es|s)?[\s-](major|minor|dur|moll|dorian|phrygian|lydian|mixolydian)\b|\bkey of ([A-G])(#|♯|b|♭)?(?!\w)",
        RegexOptions.CultureInvariant)]
    private static partial Regex KeyName();

    private sealed class State
    {
        private readonly List<string> _understood = [];
        private readonly List<string> _ignored = [];
        private readonly List<string> _form = [];
        private readonly List<(Part, string)> _instruments = [];
        private readonly List<string> _excluded = [];
        private readonly List<Part> _parts = [];
        private readonly List<Part> _silent = [];
        private string? _style;
        private string? _mood;
        private string? _tonic;
        private string? _scale;
        private string? _meter;
        private float? _tempo;
        private double? _seconds;

        public int? Bpm { get; set; }

        public string Number(Match match, Action<double> take, string unit)
        {
            var text = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;
            take(double.Parse(text, CultureInfo.InvariantCulture));
            Understand(match.Value, $"{text} {unit}");
            return ",";
        }

        public string TakeMeter(Match match)
        {
            if (!Meter.Names.Contains(match.Value))
            {
                return match.Value;
            }

            _meter ??= match.Value;
            Understand(match.Value, "time signature");
            return ",";
        }

        public string TakeLength(Match match)
        {
            var value = double.Parse(match.Groups[1].Value.Replace(',', '.'), CultureInfo.InvariantCulture);
            var seconds = match.Groups[2].Value[0] is 'm' or 'M' ? value * 60 : value;
            if (seconds is < 10 or > 300)
            {
                Ignore(match.Value.ToLowerInvariant());
                return ",";
            }

            _seconds ??= seconds;
            Understand(match.Value, string.Create(CultureInfo.InvariantCulture, $"{seconds} seconds"));
            return ",";
        }

        public string TakeLengthInWords(Match match)
        {
            var seconds = First(match, 1, 2, 3, 4, 5, 6).ToLowerInvariant() switch
            {
                "half" or "pół" or "pol" => 30,
                "minute" or "półtorej" or "poltorej" => 90,
                "two" or "dwie" => 120,
                "three" or "trzy" => 180,
                "four" or "cztery" => 240,
                "five" or "pięć" or "piec" => 300,
                _ => 60,
            };
            _seconds ??= seconds;
            Understand(match.Value, string.Create(CultureInfo.InvariantCulture, $"{seconds} seconds"));
            return ",";
        }

        public string TakeKey(Match match)
        {
            var letter = First(match, 1, 4, 7).ToUpperInvariant();
            var sign = First(match, 2, 5, 8).Trim(' ', '-').ToLowerInvariant() switch { "#" or "♯" or "sharp" or "is" => "#", "b" or "♭" or "flat" or "es" or "s" => "b", _ => "" };

            // In German and Polish names H is B natural, B alone is B flat, and the flats of A and E are As and Es.
            var mode = First(match, 3, 6).ToLowerInvariant();
            var tonic = letter == "H" ? "B" + sign : letter == "B" && sign.Length == 0 && mode is ("dur" or "moll") ? "Bb" : letter + sign;
            if (!Key.Tonics.Contains(tonic))
            {
                return match.Value;
            }

            var scale = mode switch
            {
                "" => null,
                "dur" => "major",
                "moll" => "minor",
                var name when name.StartsWith("doryck", StringComparison.Ordinal) => "dorian",
                var name when name.StartsWith("frygijsk", StringComparison.Ordinal) => "phrygian",
                var name when name.StartsWith("lidyjsk", StringComparison.Ordinal) => "lydian",
                var name when name.StartsWith("miksolidyjsk", StringComparison.Ordinal) => "mixolydian",
                var name => name,
            };
            _tonic ??= tonic;
            _scale ??= scale;
            Understand(match.Value, $"key {tonic} {scale}".TrimEnd());
            return ",";
        }

        public void Ignore(string word)
        {
            if (_ignored.Count < MaxIgnored && !_ignored.Contains(word))
            {
                _ignored.Add(word);
            }
        }

        public void Take(string text, object meaning, bool negated)
        {
            switch (meaning)
            {
                case Part part:
                    (negated ? _silent : _parts).Add(part);
                    Understand(text, (negated ? "no " : "") + part.ToString().ToLowerInvariant());
                    return;
                case MusicLexicon.Player { Instrument: var instrument }:
                    Understand(text, (negated ? "no " : "") + instrument.Replace('_', ' '));
                    TakeInstrument(instrument, negated);
                    return;
            }

            if (negated)
            {
                // Only what plays can be left out; a style or mood that is not wanted leaves the choice to the others.
                Understand(text, "not that");
                return;
            }

            switch (meaning)
            {
                case MusicLexicon.Style style:
                    _style ??= style.Name;
                    Understand(text, "style " + style.Name);
                    break;
                case MusicLexicon.Mood mood:
                    _mood ??= mood.Name;
                    Understand(text, "mood " + mood.Name);
                    break;
                case MusicLexicon.Tempo tempo:
                    _tempo ??= tempo.Bias;
                    Understand(text, tempo.Bias < 0 ? "slower" : tempo.Bias > 0 ? "faster" : "moderate");
                    break;
                case MusicLexicon.ScaleWord scale:
                    _scale ??= scale.Name;
                    Understand(text, "scale " + scale.Name.Replace('_', ' '));
                    break;
                case MusicLexicon.FormWord form:
                    _form.Add(form.Kind);
                    Understand(text, "section " + form.Kind);
                    break;
            }
        }

        public MusicReading ToReading() => new()
        {
            Style = _style,
            Mood = _mood,
            Tonic = _tonic,
            Scale = _scale,
            Bpm = Bpm,
            TempoBias = _tempo ?? 0,
            Meter = _meter,
            Seconds = _seconds,
            Form = _form,
            Instruments = _instruments,
            Excluded = _excluded,
            Parts = _parts,
            Silent = _silent,
            Understood = _understood,
            Ignored = _ignored,
        };

        private void TakeInstrument(string instrument, bool negated)
        {
            if (negated)
            {
                _excluded.Add(instrument);
                return;
            }

            var parts = Kit.Names.Contains(instrument) ? [Part.Drums] : InstrumentBook.Named(instrument).Parts;
            foreach (var part in parts)
            {
                if (!_instruments.Exists(item => item.Item1 == part) && (part != Part.Bass || parts.Length == 1))
                {
                    _instruments.Add((part, instrument));
                    return;
                }
            }
        }

        private void Understand(string text, string meaning)
        {
            var entry = $"{text.Trim()}: {meaning}";
            if (!_understood.Contains(entry))
            {
                _understood.Add(entry);
            }
        }

        private static string First(Match match, params ReadOnlySpan<int> groups)
        {
            foreach (var group in groups)
            {
                if (match.Groups[group].Success)
                {
                    return match.Groups[group].Value;
                }
            }

            return "";
        }
    }
}
