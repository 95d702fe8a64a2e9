using System.Globalization;
using System.Text;

namespace Galion.Engines.Prompts;

/// <summary>
/// Reads prompts in English and Polish by a fixed vocabulary: subjects with quantities, time, weather, season, moods, colours, style, and
/// negations. It never fails; what it does not know it lists as ignored.
/// </summary>
public static class PromptReader
{
    private const int MaxWords = 1_000;
    private const int MaxIgnored = 40;
    private const int MaxWordLength = 40;

    /// <param name="prompt">Any text; the first 1,000 words count.</param>
    /// <param name="negativePrompt">Everything named here is excluded.</param>
    public static PromptReading Read(string prompt, string? negativePrompt = null)
    {
        var state = new State();
        Read(Words(negativePrompt ?? ""), state, excludeAll: true);
        Read(Words(prompt), state, excludeAll: false);
        return state.ToReading();
    }

    private static void Read(List<Word> words, State state, bool excludeAll)
    {
        var negated = false;
        int? quantity = null;
        NamedColor? color = null;
        for (var n = 0; n < words.Count;)
        {
            var word = words[n];
            var (meaning, length) = Match(words, n);
            if (meaning is null)
            {
                if (Lexicon.IsNegation(word.Text))
                {
                    negated = true;
                }
                else if (Lexicon.Quantity(word.Text) is { } number)
                {
                    quantity = number;
                    negated &= number == 1;
                }
                else if (!Lexicon.IsJoiner(word.Text) && !Lexicon.IsFiller(word.Text))
                {
                    state.Ignore(word.Text);
                    (negated, quantity) = (false, null);
                }

                if (word.EndsClause)
                {
                    (negated, quantity) = (false, null);
                    color = state.Flush(color);
                }

                n++;
                continue;
            }

            var text = string.Join(' ', words.Skip(n).Take(length).Select(item => item.Text));
            if (meaning is NamedColor named && !negated && !excludeAll)
            {
                color = state.Flush(color);
                color = named;
                state.Understand(text, "colour " + named.Name);
            }
            else if (negated || excludeAll)
            {
                state.Exclude(text, meaning);
            }
            else
            {
                state.Take(text, meaning, quantity ?? 1, color);
                color = null;
                quantity = null;
            }

            n += length;
            if (words[n - 1].EndsClause)
            {
                (negated, quantity) = (false, null);
                color = state.Flush(color);
            }
            else if (negated && n < words.Count && !Lexicon.IsJoiner(words[n].Text) && meaning is Subject)
            {
                negated = false;
            }
        }

        state.Flush(color);
    }

    private static (object? Meaning, int Length) Match(List<Word> words, int start)
    {
        for (var length = Math.Min(Lexicon.LongestPhrase, words.Count - start); length >= 1; length--)
        {
            var phrase = string.Join(' ', words.Skip(start).Take(length).Select(word => word.Text));
            if (Lexicon.Find(phrase) is { } meaning && (length > 1 || !Lexicon.IsFiller(phrase)))
            {
                return (meaning, length);
            }
        }

        return (null, 1);
    }

    /// <summary>Splits into words of letters and digits, folded to lower case without diacritics.</summary>
    internal static List<Word> Words(string text)
    {
        var words = new List<Word>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (words.Count >= MaxWords)
            {
                break;
            }

            if (Rune.IsLetterOrDigit(rune))
            {
                if (word.Length < MaxWordLength)
                {
                    word.Append(Fold(Rune.ToLowerInvariant(rune)));
                }

                continue;
            }

            // A combining mark belongs to the letter before it and is dropped with its diacritic.
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            Finish();
            if (words.Count > 0 && rune.Value is ',' or '.' or ';' or ':' or '!' or '?' or '\n' or '(' or ')' or '|')
            {
                words[^1] = words[^1] with { EndsClause = true };
            }
        }

        Finish();
        return words;

        void Finish()
        {
            if (word.Length > 0)
            {
                words.Add(new Word(word.ToString(), EndsClause: false));
                word.Clear();
            }
        }
    }

    /// <summary>The letter without its Polish or Western diacritic. Written out, because invariant globalization has no decomposition.</summary>
    private static Rune Fold(Rune rune) => rune.Value switch
    {
        'ą' or 'á' or 'à' or 'â' or 'ä' or 'ã' or 'å' => new Rune('a'),
        'ć' or 'ç' or 'č' => new Rune('c'),
        'ę' or 'é' or 'è' or 'ê' or 'ë' => new Rune('e'),
        'í' or 'ì' or 'î' or 'ï' => new Rune('i'),
        'ł' => new Rune('l'),
        'ń' or 'ñ' => new Rune('n'),
        'ó' or 'ò' or 'ô' or 'ö' or 'õ' or 'ø' => new Rune('o'),
        'ś' or 'š' => new Rune('s'),
        'ú' or 'ù' or 'û' or 'ü' => new Rune('u'),
        'ż' or 'ź' or 'ž' => new Rune('z'),
        _ => rune,
    };

    internal readonly record struct Word(string Text, bool EndsClause);

    private sealed class State
    {
        private readonly Dictionary<Subject, int> _subjects = [];
        private readonly HashSet<Subject> _excluded = [];
        private readonly List<Mood> _moods = [];
        private readonly List<NamedColor> _colors = [];
        private readonly Dictionary<Subject, NamedColor> _tints = [];
        private readonly HashSet<object> _excludedOther = [];
        private readonly List<string> _understood = [];
        private readonly List<string> _ignored = [];
        private TimeOfDay? _time;
        private Weather? _weather;
        private Season? _season;
        private string? _style;
        private string? _palette;

        public void Understand(string text, string meaning)
        {
            var entry = $"{text}: {meaning}";
            if (!_understood.Contains(entry))
            {
                _understood.Add(entry);
            }
        }

        public void Ignore(string word)
        {
            if (_ignored.Count < MaxIgnored && !_ignored.Contains(word))
            {
                _ignored.Add(word);
            }
        }

        public void Exclude(string text, object meaning)
        {
            Understand(text, "not " + Describe(meaning));
            _excludedOther.Add(meaning);
            if (meaning is Subject subject)
            {
                _excluded.Add(subject);
                _subjects.Remove(subject);
                if (subject == Subject.Person)
                {
                    _excluded.UnionWith([Subject.Woman, Subject.Man, Subject.Couple]);
                }
                else if (subject == Subject.Trees)
                {
                    _excluded.UnionWith([Subject.Conifers, Subject.Palms, Subject.Birches, Subject.Blossoms]);
                }
            }
        }

        public void Take(string text, object meaning, int quantity, NamedColor? color)
        {
            Understand(text, Describe(meaning) + (quantity > 1 && meaning is Subject ? $" × {quantity}" : ""));
            if (_excludedOther.Contains(meaning))
            {
                Flush(color);
                return;
            }

            switch (meaning)
            {
                case Subject subject when !_excluded.Contains(subject):
                    _subjects[subject] = Math.Max(quantity, _subjects.GetValueOrDefault(subject));
                    if (color is not null)
                    {
                        _tints[subject] = color;
                        color = IsBackdrop(subject) ? color : null;
                    }

                    break;
                case TimeOfDay time:
                    _time ??= time;
                    break;
                case Weather weather:
                    _weather ??= weather;
                    break;
                case Season season:
                    _season ??= season;
                    break;
                case Mood mood when !_moods.Contains(mood):
                    _moods.Add(mood);
                    break;
                case Lexicon.Style style:
                    // "a painting of …" names a medium only when nothing more exact follows.
                    _style = _style is null or "painterly" ? style.Name : _style;
                    break;
                case Lexicon.Palette palette:
                    _palette ??= palette.Name;
                    break;
            }

            Flush(color);
        }

        /// <summary>A colour that found no thing of its own colours the whole picture.</summary>
        public NamedColor? Flush(NamedColor? color)
        {
            if (color is not null && !_colors.Contains(color))
            {
                _colors.Add(color);
            }

            return null;
        }

        public PromptReading ToReading() => new()
        {
            Subjects = _subjects,
            Excluded = _excluded,
            Time = _time,
            Weather = _weather,
            Season = _season,
            Moods = _moods,
            Colors = _colors,
            Tints = _tints,
            Style = _style,
            Palette = _palette,
            Understood = _understood,
            Ignored = _ignored,
        };

        private static bool IsBackdrop(Subject subject) => subject
            is Subject.Sky or Subject.Sea or Subject.Lake or Subject.River or Subject.Mountains or Subject.Hills or Subject.Forest or Subject.City
            or Subject.Desert or Subject.Clouds or Subject.Abstract or Subject.Pattern or Subject.Mandala or Subject.Space or Subject.Nebula
            or Subject.Galaxy or Subject.Meadow or Subject.Canyon;

        private static string Describe(object meaning) => meaning switch
        {
            Subject subject => subject.ToString().ToLowerInvariant(),
            TimeOfDay time => "time " + time.ToString().ToLowerInvariant(),
            Weather weather => "weather " + weather.ToString().ToLowerInvariant(),
            Season season => "season " + season.ToString().ToLowerInvariant(),
            Mood mood => "mood " + mood.ToString().ToLowerInvariant(),
            Lexicon.Style style => "style " + style.Name,
            Lexicon.Palette palette => "palette " + palette.Name,
            NamedColor color => "colour " + color.Name,
            _ => "",
        };
    }
}
