using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Theory;

namespace Galion.Engines.Composing;

/// <summary>The styles.</summary>
internal static class StyleBook
{
    public static IReadOnlyList<Style> All { get; } =
    [
        new("ambient")
        {
            Tempo = (58, 76), Scales = ["lydian", "major", "dorian", "minor"], Color = ChordColor.Suspended, ChordBars = 2, Density = 0.12f, Syncopation = 0.2f,
            Looseness = 14, MelodyRange = (62, 84), Instruments = Set("soft_kit", "sub_bass", "music_box harp electric_piano", "bell flute glass_lead", "warm_pad glass_pad choir"),
            Enters = When(0.86f, 0.3f, 0.5f, 0.45f, 0), Levels = Mix(-12, -9, -5, -3, 0), Comping = [Comping.Broken], Bass = [BassLine.Sustained],
            Brightness = 1.5f, Width = 0.1f, Groove = "soft", Space = (4.5f, 0.5f), Tail = 5,
        },
        new("lofi")
        {
            Tempo = (70, 88), Scales = ["minor", "dorian", "major", "minor"], Color = ChordColor.Ninth, Loops = true, Swing = 0.14f, SwingsSixteenths = true, Looseness = 9,
            Density = 0.35f, Syncopation = 0.5f, MelodyRange = (60, 79),
            Instruments = Set("lofi_kit", "electric_bass upright_bass", "electric_piano", "vibraphone nylon_guitar electric_piano saxophone", "warm_pad"),
            Enters = When(0.38f, 0.38f, 0, 0.5f, 0.8f), Levels = Mix(-2, -1, -1, -1, -9), Comping = [Comping.Sustained, Comping.Charleston], Bass = [BassLine.WithKick],
            Width = 0.5f, Groove = "lofi", Space = (1.1f, 0.14f), Worn = true,
        },
        new("house")
        {
            Tempo = (120, 126), Scales = ["minor", "minor", "dorian", "major"], Color = ChordColor.Seventh, Loops = true, Looseness = 1, Density = 0.45f, Syncopation = 0.75f,
            MelodyRange = (62, 82), Instruments = Set("electronic_kit", "synth_bass fm_bass", "saw_stabs piano", "synth_pluck saw_lead", "sweep_pad warm_pad"),
            Enters = When(0.32f, 0.45f, 0.4f, 0.6f, 0.3f), Levels = Mix(0.5f, -1.5f, 2, -0.5f, -1.5f), Comping = [Comping.Stabs], Bass = [BassLine.Offbeat, BassLine.WithKick],
            Width = 0.5f, Groove = "house", Space = (1.4f, 0.16f), Pump = 0.75f, Tail = 2,
        },
        new("synthwave")
        {
            Tempo = (84, 112), Scales = ["minor", "minor", "dorian", "major"], Loops = true, Looseness = 1, Density = 0.35f, Syncopation = 0.4f, MelodyRange = (62, 84),
            Instruments = Set("retro_kit", "synth_bass", "synth_pluck saw_stabs", "saw_lead square_lead", "sweep_pad warm_pad"),
            Enters = When(0.45f, 0.33f, 0.5f, 0.5f, 0.25f), Levels = Mix(0, -3.5f, -5, -1, -4), Comping = [Comping.Pulse, Comping.Broken], Bass = [BassLine.Octaves],
            Width = 0.35f, Groove = "retro", Space = (2.2f, 0.24f), Pump = 0.4f, Doubles = true,
        },
        new("orchestral")
        {
            Tempo = (84, 126), Scales = ["major", "minor", "major", "harmonic_minor"], Strict = true, Looseness = 7, Density = 0.45f, Syncopation = 0.1f, Ornaments = 0.04f,
            MelodyRange = (62, 86), Instruments = Set("orchestral_percussion", "contrabass cello", "strings harp", "violin flute trumpet clarinet", "strings brass choir"),
            Enters = When(0.6f, 0.35f, 0, 0.3f, 0.5f), Levels = Mix(-5, -4, -3, 1, -3), Comping = [Comping.Ostinato, Comping.Broken, Comping.Sustained],
            Bass = [BassLine.RootFifth, BassLine.Sustained], Groove = "orchestral", Space = (2.8f, 0.34f), Doubles = true, Tail = 3,
        },
        new("piano_solo")
        {
            Tempo = (66, 100), Scales = ["major", "minor", "major", "minor", "dorian"], Color = ChordColor.Triad, Strict = true, Looseness = 11, Density = 0.5f, Syncopation = 0.2f,
            Ornaments = 0.05f, MelodyRange = (64, 86), Instruments = Set("soft_kit", "piano", "piano", "piano", "strings"),
            Enters = When(2, 0.2f, 0, 0, 2), Levels = Mix(-8, -2, -3, 2, -8), Comping = [Comping.Broken, Comping.Alberti], Bass = [BassLine.LowPiano], Width = 0.2f, Groove = "soft",
            Space = (2f, 0.22f), Tail = 3.5f,
        },
        new("folk")
        {
            Tempo = (92, 124), Scales = ["major", "mixolydian", "dorian", "major", "minor"], Strict = false, Looseness = 9, Density = 0.55f, Syncopation = 0.2f, Ornaments = 0.14f,
            MelodyRange = (62, 81), Instruments = Set("hand_percussion", "upright_bass", "acoustic_guitar", "whistle violin accordion flute", "accordion strings"),
            Enters = When(0.5f, 0.4f, 0, 0.3f, 0.8f), Levels = Mix(-4, 0, -1, 1, -8), Comping = [Comping.Strum, Comping.Broken], Bass = [BassLine.RootFifth],
            Width = 0.4f, Groove = "folk", Space = (1.2f, 0.15f), Doubles = true, Tail = 1.6f,
        },
        new("jazz")
        {
            Tempo = (108, 168), Scales = ["major", "minor", "dorian", "major"], Color = ChordColor.Ninth, ChordBars = 1, Swing = 0.3f, Looseness = 9, Density = 0.62f,
            Syncopation = 0.65f, Ornaments = 0.1f, MelodyRange = (60, 82), Instruments = Set("brush_kit", "upright_bass", "piano electric_piano clean_guitar", "saxophone trumpet vibraphone", "strings organ"),
            Enters = When(0.3f, 0.3f, 0, 0.45f, 1.5f), Levels = Mix(-5, 2, -3, 0, -9), Comping = [Comping.Charleston], Bass = [BassLine.Walking], Width = 0.5f, Groove = "jazz",
            Space = (1f, 0.14f), Tail = 2.2f,
        },
        new("chiptune")
        {
            Tempo = (128, 164), Scales = ["major", "minor", "major", "mixolydian"], Loops = true, Looseness = 0, Density = 0.7f, Syncopation = 0.4f, MelodyRange = (64, 88),
            Instruments = Set("chip_kit", "chip_bass", "chip_arp", "chip_lead", "chip_pad"), Enters = When(0.38f, 0.3f, 0, 0.4f, 0.8f), Levels = Mix(-2, -3, -2.5f, 0, -6),
            Comping = [Comping.FastArpeggio], Bass = [BassLine.Arpeggio, BassLine.Octaves], Width = 0.45f, Groove = "chip", Space = (0.5f, 0.04f), Doubles = true, Tail = 1.5f,
        },
        new("cinematic")
        {
            Tempo = (70, 104), Scales = ["minor", "minor", "phrygian", "harmonic_minor", "major"], Strict = true, Looseness = 5, Density = 0.2f, Syncopation = 0.1f,
            MelodyRange = (55, 79), Instruments = Set("cinematic_kit", "contrabass sub_bass", "strings piano", "cello brass violin choir", "brass choir strings"),
            Enters = When(0.5f, 0.3f, 0.3f, 0.5f, 0.3f), Levels = Mix(-2, -6.5f, -3, 0, -3), Comping = [Comping.Ostinato], Bass = [BassLine.Sustained],
            Brightness = 1.4f, Groove = "cinematic", Space = (3.4f, 0.4f), Doubles = true, Tail = 4,
        },
        new("waltz")
        {
            Tempo = (132, 174), Scales = ["major", "major", "minor", "harmonic_minor"], Meter = "3/4", Strict = true, Looseness = 8, Density = 0.4f, Syncopation = 0.1f, Ornaments = 0.08f,
            MelodyRange = (64, 85), Instruments = Set("orchestral_percussion", "contrabass cello", "strings piano accordion", "violin clarinet accordion", "strings"),
            Enters = When(0.8f, 0, 0, 0.3f, 0.7f), Levels = Mix(-9, -5, -4, 1, -6), Comping = [Comping.Pulse], Bass = [BassLine.Sustained], Groove = "orchestral",
            Space = (2.2f, 0.28f), Doubles = true, Tail = 3,
        },
        new("rock")
        {
            Tempo = (104, 144), Scales = ["minor_pentatonic", "mixolydian", "minor", "major"], Color = ChordColor.Triad, Loops = true, Looseness = 6, Density = 0.5f, Syncopation = 0.5f,
            MelodyRange = (60, 79), Instruments = Set("acoustic_kit", "electric_bass", "clean_guitar organ", "saw_lead clean_guitar", "organ warm_pad"),
            Enters = When(0.4f, 0.36f, 0, 0.5f, 0.8f), Levels = Mix(0, 1.5f, -1, 0, -8), Comping = [Comping.Strum, Comping.Pulse], Bass = [BassLine.WithKick, BassLine.Octaves],
            Width = 0.35f, Groove = "rock", Space = (1.1f, 0.12f), Tail = 2,
        },
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(style => style.Name)];

    public static Style Named(string name) => All.First(style => style.Name == name);

    private static Dictionary<Part, string[]> Set(string drums, string bass, string harmony, string melody, string pads) => new()
    {
        [Part.Drums] = drums.Split(' '), [Part.Bass] = bass.Split(' '), [Part.Harmony] = harmony.Split(' '), [Part.Melody] = melody.Split(' '), [Part.Pads] = pads.Split(' '),
    };

    private static Dictionary<Part, float> When(float drums, float bass, float harmony, float melody, float pads) => Each(drums, bass, harmony, melody, pads);

    private static Dictionary<Part, float> Mix(float drums, float bass, float harmony, float melody, float pads) => Each(drums, bass, harmony, melody, pads);

    private static Dictionary<Part, float> Each(float drums, float bass, float harmony, float melody, float pads) => new()
    {
        [Part.Drums] = drums, [Part.Bass] = bass, [Part.Harmony] = harmony, [Part.Melody] = melody, [Part.Pads] = pads,
    };
}
