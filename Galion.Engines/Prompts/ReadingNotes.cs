namespace Galion.Engines.Prompts;

/// <summary>What a reader has gathered of a prompt so far.</summary>
internal sealed class ReadingNotes
{
    private const int MaxIgnored = 40;

    private readonly Dictionary<Subject, int> _subjects = [];
    private readonly Dictionary<Subject, int> _implied = [];
    private readonly HashSet<Subject> _excluded = [];
    private readonly List<Mood> _moods = [];
    private readonly List<NamedColor> _colors = [];
    private readonly Dictionary<Subject, NamedColor> _tints = [];
    private readonly HashSet<object> _excludedOther = [];
    private readonly List<string> _understood = [];
    private readonly List<string> _ignored = [];
    private readonly List<(string Text, NamedColor Color)> _held = [];
    private bool _heldForUnknown;
    private TimeOfDay? _time;
    private Weather? _weather;
    private Season? _season;
    private string? _style;
    private string? _palette;
    private bool _closeUp;

    /// <summary>Whether a colour waits for the thing that it belongs to.</summary>
    public bool HoldsColor => _held.Count > 0;

    /// <summary>A colour, which belongs to the thing that follows it in the same phrase, and to the picture if the phrase ends before.</summary>
    public void Hold(string text, NamedColor color)
    {
        if (_heldForUnknown)
        {
            EndPhrase();
        }

        _held.Add((text, color));
    }

    /// <summary>
    /// The phrase is over: a colour that found nothing to belong to colours the whole picture, unless what it belongs to is not known, as in
    /// "a green dragon".
    /// </summary>
    public void EndPhrase()
    {
        foreach (var (text, color) in _held)
        {
            if (_heldForUnknown)
            {
                Note(text);
            }
            else
            {
                ColorPicture(text, color);
            }
        }

        _held.Clear();
        _heldForUnknown = false;
    }

    public void Ignore(string word)
    {
        _heldForUnknown = HoldsColor;
        Note(word);
    }

    public void Exclude(string text, object meaning)
    {
        EndPhrase();
        if (meaning is NamedColor or Lexicon.CloseUp)
        {
            // A scene has the colours of what is in it.
            Note(text);
            return;
        }

        Understand(text, "not " + Describe(meaning));
        _excludedOther.Add(meaning);
        foreach (var subject in meaning is Lexicon.Place place ? place.Parts.Select(part => part.Subject) : meaning is Subject named ? [named] : [])
        {
            ExcludeSubject(subject);
        }
    }

    public void Take(string text, object meaning, int quantity)
    {
        if (_excludedOther.Contains(meaning))
        {
            LoseColors();
            return;
        }

        switch (meaning)
        {
            case Subject subject when !_excluded.Contains(subject):
                GiveColors(subject);
                Understand(text, Describe(meaning) + (quantity > 1 ? $" × {quantity}" : ""));
                _subjects[subject] = Math.Max(quantity, _subjects.GetValueOrDefault(subject));
                return;
            case Subject:
                LoseColors();
                return;
            case Lexicon.Place place:
                LoseColors();
                foreach (var (part, number) in place.Parts)
                {
                    _implied.TryAdd(part, number);
                }

                break;
            case Lexicon.CloseUp:
                _closeUp = true;
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

        // "A pink sunset" colours the picture, "a white winter forest" the forest: the phrase is not over.
        _heldForUnknown = false;
        Understand(text, Describe(meaning));
    }

    public PromptReading ToReading()
    {
        foreach (var (subject, number) in _implied)
        {
            if (!_excluded.Contains(subject))
            {
                _subjects.TryAdd(subject, number);
            }
        }

        return new()
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
            IsCloseUp = _closeUp,
            Understood = _understood,
            Ignored = _ignored,
        };
    }

    private void ExcludeSubject(Subject subject)
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

    private void GiveColors(Subject subject)
    {
        foreach (var (text, color) in _held)
        {
            if (IsWholePicture(subject))
            {
                ColorPicture(text, color);
            }
            else if (_tints.TryAdd(subject, color) || _tints[subject] == color)
            {
                Understand(text, $"colour {color.Name} of {Describe(subject)}");
            }
            else
            {
                Note(text);
            }
        }

        _held.Clear();
        _heldForUnknown = false;
    }

    private void LoseColors()
    {
        _heldForUnknown = true;
        EndPhrase();
    }

    private void ColorPicture(string text, NamedColor color)
    {
        Understand(text, Describe(color));
        if (!_colors.Contains(color))
        {
            _colors.Add(color);
        }
    }

    private void Understand(string text, string meaning)
    {
        var entry = $"{text}: {meaning}";
        if (!_understood.Contains(entry))
        {
            _understood.Add(entry);
        }
    }

    private void Note(string ignored)
    {
        if (_ignored.Count < MaxIgnored && !_ignored.Contains(ignored))
        {
            _ignored.Add(ignored);
        }
    }

    /// <summary>What fills the picture, so that its colours are those of the picture.</summary>
    private static bool IsWholePicture(Subject subject) => subject
        is Subject.Abstract or Subject.Pattern or Subject.Mandala or Subject.Space or Subject.Nebula or Subject.Galaxy;

    private static string Describe(object meaning) => meaning switch
    {
        Subject subject => subject.ToString().ToLowerInvariant(),
        TimeOfDay time => "time " + time.ToString().ToLowerInvariant(),
        Weather weather => "weather " + weather.ToString().ToLowerInvariant(),
        Season season => "season " + season.ToString().ToLowerInvariant(),
        Mood mood => "mood " + mood.ToString().ToLowerInvariant(),
        Lexicon.Style style => "style " + style.Name,
        Lexicon.Palette palette => "palette " + palette.Name,
        Lexicon.Place place => string.Join(" + ", place.Parts.Select(part => Describe(part.Subject))),
        Lexicon.CloseUp => "nearer framing",
        NamedColor color => "colour " + color.Name,
        _ => "",
    };
}
