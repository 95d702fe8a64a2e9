using Galion.Engines.Options;

namespace Galion.Engines.Speaking;

/// <summary>The voices of the installed espeak-ng, and what a request's words for a voice mean among them.</summary>
internal sealed class VoiceBook
{
    private const string Female = "f3";
    private const string Male = "m3";

    private static readonly Dictionary<string, string> Defaults = new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = "en-us", ["pt"] = "pt-br", ["zh"] = "cmn", ["fr"] = "fr-fr", ["es"] = "es", ["no"] = "nb",
    };

    private readonly Dictionary<string, SpeakerVoice> _languages;
    private readonly Dictionary<string, SpeakerVoice> _timbres;
    private readonly Dictionary<string, string> _files = new(StringComparer.OrdinalIgnoreCase);

    public VoiceBook(string version, string folder, IReadOnlyList<(string Name, string File, string Languages, int Gender)> voices)
    {
        Version = version;
        _languages = new Dictionary<string, SpeakerVoice>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, file, languages, gender) in voices)
        {
            // Voices of MBROLA are listed whether or not it is there; timbres are listed by their files below.
            var language = languages.Split(' ')[0];
            if (language.Length > 0 && language != "variant" && !file.StartsWith("mb/", StringComparison.Ordinal))
            {
                _files.TryAdd(language, file);
                _languages.TryAdd(language, new SpeakerVoice(language, name.Replace('_', ' '), language, GenderName(gender)));
            }
        }

        var timbres = Path.Combine(folder, "voices", "!v");
        _timbres = (Directory.Exists(timbres) ? Directory.EnumerateFiles(timbres) : [])
            .Select(file => ReadTimbre(file))
            .OrderBy(voice => voice.Id, StringComparer.Ordinal)
            .ToDictionary(voice => voice.Id, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Of espeak-ng.</summary>
    public string Version { get; }

    public IReadOnlyList<SpeakerVoice> Voices => [.. _languages.Values.OrderBy(voice => voice.Id, StringComparer.Ordinal), .. _timbres.Values];

    /// <summary>Finds the voice for what a request says.</summary>
    /// <param name="voice">"en-gb", "en-gb+f3", "f3", "female", "male", or null.</param>
    /// <param name="language">A language tag, or null to take that of the voice.</param>
    /// <returns>The language, and the timbre or null.</returns>
    /// <exception cref="EngineOptionException">There is no such voice or language.</exception>
    public (string Language, string? Timbre) Find(string? voice, string? language, string fallback)
    {
        var spoken = string.IsNullOrWhiteSpace(language) ? null : FindLanguage(language)
            ?? throw new EngineOptionException("language", $"espeak-ng {Version} has no language “{Shown(language)}”. It has {string.Join(", ", _languages.Keys.Order(StringComparer.Ordinal))}.");
        if (string.IsNullOrWhiteSpace(voice))
        {
            return (spoken ?? FindLanguage(fallback) ?? _languages.Keys.First(), null);
        }

        var parts = voice.Trim().Split('+', 2);
        var first = FindLanguage(parts[0]);
        var timbre = FindTimbre(parts.Length == 2 ? parts[1] : parts[0]);
        if (parts.Length == 2 ? first is null || timbre is null : first is null && timbre is null)
        {
            throw new EngineOptionException(
                "voice",
                $"There is no voice “{Shown(voice)}”. A voice is a language (en-us, en-gb, pl …), a timbre (female, male, {string.Join(", ", _timbres.Keys.Where(id => id.Length <= 5).Take(12))} …) or both: en-gb+f3.");
        }

        return parts.Length == 2 ? (spoken is not null && !SameTongue(spoken, first!) ? spoken : first!, timbre)
            : first is not null ? (spoken is not null && !SameTongue(spoken, first) ? spoken : first, null)
            : (spoken ?? FindLanguage(fallback)!, timbre);
    }

    /// <summary>The name by which espeak-ng finds it: that of its file, because some languages are not found by their own.</summary>
    public string NameOf(string language, string? timbre) => timbre is null ? _files[language] : $"{_files[language]}+{timbre}";

    /// <summary>The timbre that whispers as this one speaks.</summary>
    public string? Whisper(string? timbre)
    {
        var female = timbre is not null && _timbres.TryGetValue(timbre, out var voice) && voice.Gender == "female";
        return FindTimbre(female ? "whisperf" : "whisper");
    }

    private static bool SameTongue(string one, string other) => one.Split('-')[0].Equals(other.Split('-')[0], StringComparison.OrdinalIgnoreCase);

    private string? FindLanguage(string tag)
    {
        var wanted = tag.Trim().Replace('_', '-');
        if (Defaults.TryGetValue(wanted, out var usual) && _languages.TryGetValue(usual, out var voice) || _languages.TryGetValue(wanted, out voice))
        {
            return voice.Id;
        }

        // pl-PL is pl; de-AT is de.
        var tongue = wanted.Split('-')[0];
        return tongue.Length is 2 or 3 && wanted.Length > tongue.Length ? FindLanguage(tongue) : null;
    }

    private string? FindTimbre(string name) =>
        name.Trim().ToLowerInvariant() switch
        {
            "female" or "woman" or "kobieta" => Known(Female),
            "male" or "man" or "mężczyzna" => Known(Male),
            var other => Known(other),
        };

    private string? Known(string timbre) => _timbres.TryGetValue(timbre, out var voice) ? voice.Id : null;

    private static SpeakerVoice ReadTimbre(string file)
    {
        var id = Path.GetFileName(file);
        string? gender = null;
        foreach (var line in File.ReadLines(file).Take(20).Where(line => line.StartsWith("gender", StringComparison.Ordinal)))
        {
            gender = line.Contains("female", StringComparison.Ordinal) ? "female" : line.Contains("male", StringComparison.Ordinal) ? "male" : null;
        }

        return new SpeakerVoice(id, id, Language: null, gender);
    }

    private static string? GenderName(int gender) => gender switch
    {
        1 => "male",
        2 => "female",
        _ => null,
    };

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
