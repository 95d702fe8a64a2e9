using System.Globalization;
using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Sound;
using Galion.Engines.Composing.Theory;
using Galion.Engines.Options;
using Galion.Engines.Painting;
using Galion.Engines.Prompts;

namespace Galion.Engines.Composing;

/// <summary>Decides what options and prompt leave open, and writes every decision back, so that the options alone make the piece again.</summary>
internal static class BriefWriter
{
    private const int DefaultSeconds = 60;
    private const double ShortestTail = 1.2;

    /// <exception cref="EngineOptionException">What is asked for cannot be.</exception>
    public static Brief Write(OptionValues options, MusicReading reading)
    {
        var seed = options.WholeOrNull(ComposerOptions.Seed) ?? Random.Shared.NextInt64(ComposerOptions.MaxSeed);
        var style = StyleBook.Named(options.Text(ComposerOptions.Style) ?? reading.Style ?? Dice.For(seed, "style").Pick<string>([.. StyleBook.Names]));
        var mood = Mood.Named(options.Text(ComposerOptions.Mood) ?? reading.Mood ?? "neutral");
        var scale = Scale.Named(options.Text(ComposerOptions.Scale) ?? reading.Scale ?? ScaleFor(style, mood, Dice.For(seed, "scale of " + style.Name)));
        var tonic = options.Text(ComposerOptions.Key) ?? reading.Tonic ?? Dice.For(seed, "key of " + style.Name).Pick("C", "D", "Eb", "E", "F", "G", "A", "Bb", "C", "G", "D", "A");
        var meter = Meter.Named(options.Text(ComposerOptions.TimeSignature) ?? reading.Meter ?? style.Meter);
        var wantedBpm = options.WholeOrNull(ComposerOptions.Bpm) ?? reading.Bpm;
        var wantedSeconds = options.NumberOrNull(ComposerOptions.Duration) ?? reading.Seconds;
        var bpm = (int)(wantedBpm ?? BpmFor(style, mood, meter, reading.TempoBias, Dice.For(seed, "tempo of " + style.Name)));

        IReadOnlyList<Section> sections;
        double seconds;
        if (options.Text(ComposerOptions.Plan) is { Length: > 0 } plan)
        {
            sections = Section.Parse(plan) ?? throw new EngineOptionException(ComposerOptions.Plan, "The option plan must be sections as a recipe has them, such as \"verse:8:12:0 chorus:8:34:0:end\".");
            seconds = wantedSeconds ?? sections.Sum(section => section.Bars) * BarSeconds(meter, bpm) + style.Tail;
        }
        else
        {
            seconds = wantedSeconds ?? DefaultSeconds;
            (bpm, var bars) = Fit(style, meter, bpm, wantedBpm is null, seconds);
            IReadOnlyList<string> kinds = Kinds(options.Text(ComposerOptions.Form)) ?? (reading.Form.Count > 1 && reading.Form.Count <= bars ? reading.Form : Form.Suiting(bars));
            if (kinds.Count > bars)
            {
                throw new EngineOptionException(
                    ComposerOptions.Form, string.Create(CultureInfo.InvariantCulture, $"{kinds.Count} sections do not fit: {seconds} seconds at {bpm} beats per minute in {meter.Name} have {bars} bars. Ask for fewer sections, more time or a faster tempo."));
            }

            sections = Form.Lay(kinds, bars, seed);
        }

        var brief = new Brief
        {
            Seed = seed,
            Style = style,
            Mood = mood,
            Key = new Key(tonic, scale),
            Meter = meter,
            Bpm = bpm,
            Seconds = seconds,
            Sections = sections,
            Instruments = Instruments(options, style, reading, Dice.For(seed, "instruments of " + style.Name)),
            Humanity = options.Number(ComposerOptions.Humanize),
        };
        brief = Edit(brief, options);
        brief = brief with { Seconds = Math.Max(brief.Seconds, ComposerOptions.MinSeconds) };
        if (brief.Seconds > ComposerOptions.MaxSeconds || brief.Bars * brief.BarSeconds > brief.Seconds)
        {
            throw new EngineOptionException(ComposerOptions.Duration, string.Create(
                CultureInfo.InvariantCulture,
                $"The piece would be {Math.Ceiling(Math.Max(brief.Seconds, brief.Bars * brief.BarSeconds))} seconds long and has {Math.Floor(Math.Min(brief.Seconds, ComposerOptions.MaxSeconds))}. Take fewer bars, a faster tempo or a longer duration of at most {ComposerOptions.MaxSeconds} seconds."));
        }

        Decide(options, brief, tonic);
        return brief;
    }

    private static void Decide(OptionValues options, Brief brief, string tonic)
    {
        options.Decide(ComposerOptions.Seed, brief.Seed);
        options.Decide(ComposerOptions.Style, brief.Style.Name);
        options.Decide(ComposerOptions.Mood, brief.Mood.Name);
        options.Decide(ComposerOptions.Key, tonic);
        options.Decide(ComposerOptions.Scale, brief.Key.Scale.Name);
        options.Decide(ComposerOptions.Bpm, (long)brief.Bpm);
        options.Decide(ComposerOptions.TimeSignature, brief.Meter.Name);
        options.Decide(ComposerOptions.Duration, brief.Seconds);
        options.Decide(ComposerOptions.Plan, Section.Print(brief.Sections));
        foreach (var (part, instrument) in brief.Instruments)
        {
            options.Decide(ComposerOptions.NameOf(part), instrument);
        }
    }

    private static string ScaleFor(Style style, Mood mood, Dice dice)
    {
        var fitting = style.Scales.Where(name => mood.Minor == 0 || Scale.Named(name).IsMinor == mood.Minor > 0).ToArray();
        return fitting.Length > 0 ? dice.Pick<string>(fitting) : mood.Minor > 0 ? "minor" : "major";
    }

    private static int BpmFor(Style style, Mood mood, Meter meter, float bias, Dice dice)
    {
        var (low, high) = style.Tempo;
        var place = Math.Clamp(mood.Tempo + bias + dice.Range(-0.2f, 0.2f), -0.6f, 1.6f);
        var bpm = low + (high - low) * place;

        // Dotted beats are longer; a style that is at home in another metre keeps its beat.
        bpm = meter.IsCompound ? bpm * 0.72f : bpm;
        return Math.Clamp((int)bpm, ComposerOptions.MinBpm, ComposerOptions.MaxBpm);
    }

    /// <summary>The number of bars, and a tempo near the wanted one that lets the last chord ring neither too short nor too long.</summary>
    private static (int Bpm, int Bars) Fit(Style style, Meter meter, int bpm, bool mayMove, double seconds)
    {
        var tail = Math.Min(style.Tail, seconds / 4);
        var (best, bestBars, bestCost) = (bpm, 1, double.MaxValue);
        for (var tempo = mayMove ? bpm * 92 / 100 : bpm; tempo <= (mayMove ? bpm * 108 / 100 : bpm); tempo++)
        {
            if (tempo is < ComposerOptions.MinBpm or > ComposerOptions.MaxBpm)
            {
                continue;
            }

            var bar = BarSeconds(meter, tempo);
            var bars = Math.Clamp((int)((seconds - Math.Min(tail, ShortestTail)) / bar), 1, Section.MaxBars);
            for (var count = Math.Max(1, bars - 3); count <= bars; count++)
            {
                var left = seconds - count * bar;
                var cost = Math.Abs(left - tail) + Math.Abs(tempo - bpm) * 0.06 + (count % 4 != 0 ? 0.7 : 0) + (count % 2 != 0 ? 0.7 : 0) + (left < 0 ? 100 : 0);
                if (cost < bestCost)
                {
                    (best, bestBars, bestCost) = (tempo, count, cost);
                }
            }
        }

        return (best, bestBars);
    }

    private static double BarSeconds(Meter meter, double bpm) => meter.Bar * 60 / (bpm * meter.Pulse);

    private static string[]? Kinds(string? form)
    {
        if (string.IsNullOrWhiteSpace(form))
        {
            return null;
        }

        string[] kinds = [.. form.ToLowerInvariant().Split([' ', ',', ';', '-', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];
        return kinds.Length > 0 && kinds.Length <= Section.MaxCount && kinds.All(kind => Section.Kinds.Contains(kind)) ? kinds
            : throw new EngineOptionException(ComposerOptions.Form, $"The option form must be at most {Section.MaxCount} sections, each one of {string.Join(", ", Section.Kinds)}.");
    }

    private static Dictionary<Part, string> Instruments(OptionValues options, Style style, MusicReading reading, Dice dice)
    {
        var chosen = new Dictionary<Part, string>();
        foreach (var part in Enum.GetValues<Part>())
        {
            var wanted = dice.Pick<string>(style.Instruments[part].Where(name => !reading.Excluded.Contains(name)).DefaultIfEmpty(Brief.NoInstrument).ToArray());
            wanted = reading.Instruments.FirstOrDefault(item => item.Part == part).Instrument ?? (style.Enters[part] > 1 && !reading.Parts.Contains(part) ? Brief.NoInstrument : wanted);
            chosen[part] = options.Text(ComposerOptions.NameOf(part)) ?? (reading.Silent.Contains(part) ? Brief.NoInstrument : wanted);
        }

        return chosen.Values.Any(name => name != Brief.NoInstrument) ? chosen
            : throw new EngineOptionException(ComposerOptions.NameOf(Part.Melody), "Every part is silent. Leave at least one of drums, bass, harmony, melody and pads.");
    }

    private static Brief Edit(Brief brief, OptionValues options)
    {
        var take = options.Whole(ComposerOptions.Take);
        if (options.WholeOrNull(ComposerOptions.Regenerate) is { } number)
        {
            if (number > brief.Sections.Count)
            {
                throw new EngineOptionException(ComposerOptions.Regenerate, $"The piece has {brief.Sections.Count} sections; there is no section {number}.");
            }

            var old = brief.Sections[(int)number - 1];
            var theme = Dice.For(brief.Seed, $"take {take} of section {number} after {old.Theme}").Below(Section.MaxTheme);
            brief = brief with { Sections = [.. brief.Sections.Select((section, n) => n == number - 1 ? section with { Theme = theme } : section)] };
        }

        if (options.NumberOrNull(ComposerOptions.ExtendRight) is { } right)
        {
            brief = Extend(brief, right, take, before: false);
        }

        return options.NumberOrNull(ComposerOptions.ExtendLeft) is { } left ? Extend(brief, left, take, before: true) : brief;
    }

    private static Brief Extend(Brief brief, double seconds, int take, bool before)
    {
        var bars = Math.Max(1, (int)(seconds / brief.BarSeconds + 0.5));
        var sections = new List<Section>();
        string[] kinds = before
            ? bars < 6 ? ["intro"] : bars < 14 ? ["intro", "verse"] : ["intro", "verse", "prechorus"]
            : bars < 6 ? ["outro"] : bars < 14 ? ["chorus", "outro"] : ["bridge", "chorus", "outro"];
        var seed = take == 1 ? brief.Seed : unchecked(brief.Seed + take * 7_919L) & ComposerOptions.MaxSeed;
        foreach (var section in Form.Lay(kinds, bars, seed))
        {
            var returns = brief.Sections.Concat(sections).Where(other => other.Kind == section.Kind).Select(other => other.Variation + 1).DefaultIfEmpty(0).Max();
            sections.Add(section with { Variation = returns, Ends = section.Ends && !before });
        }

        var all = before ? [.. sections, .. brief.Sections] : brief.Sections.Concat(sections).ToList();
        return all.Count > Section.MaxCount
            ? throw new EngineOptionException(before ? ComposerOptions.ExtendLeft : ComposerOptions.ExtendRight, $"A piece has at most {Section.MaxCount} sections.")
            : brief with { Sections = all, Seconds = brief.Seconds + bars * brief.BarSeconds };
    }
}
