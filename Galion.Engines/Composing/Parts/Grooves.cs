using Galion.Engines.Composing.Theory;

namespace Galion.Engines.Composing.Parts;

/// <summary>Percussion by its General MIDI keys.</summary>
internal static class Drum
{
    public const int Kick = 36, Rim = 37, Snare = 38, Clap = 39, Brush = 40, LowTom = 41, Hat = 42, FloorTom = 43, PedalHat = 44, MidTom = 45, OpenHat = 46, HighTom = 50,
        Crash = 49, Ride = 51, Tambourine = 54, Cowbell = 56, HighBongo = 60, LowBongo = 61, Shaker = 70, Triangle = 81;
}

/// <summary>One voice of a groove: a bar of 4/4 in sixteenths. "x" is a hit, "X" an accent, "o" a ghost, "?" a hit that comes and goes.</summary>
/// <param name="From">The energy from which it joins.</param>
internal sealed record GrooveVoice(int Key, string Hits, float From = 0, float Until = 2);

/// <summary>A pattern of drums: two bars of 4/4, from which other metres take their beats.</summary>
internal sealed record Groove(string Name, GrooveVoice[] First, GrooveVoice[] Second, int[] Fill)
{
    public static IReadOnlyList<Groove> All { get; } =
    [
        new("soft",
            [new(Drum.Kick, "x.......o......."), new(Drum.Shaker, "..x...x...x...x.", 0.5f), new(Drum.Triangle, "x...............", 0.4f)],
            [new(Drum.Kick, "x..............."), new(Drum.Shaker, "..x...x...x...x.", 0.5f), new(Drum.Rim, "............o...", 0.6f)], [Drum.Shaker, Drum.Rim]),
        new("lofi",
            [new(Drum.Kick, "X......x..x....."), new(Drum.Snare, "....X.......X..o", 0.36f), new(Drum.Hat, "x.x.x.xox.x.x.x.", 0.3f), new(Drum.OpenHat, "..............?.", 0.7f)],
            [new(Drum.Kick, "X..x......x..?.."), new(Drum.Snare, "....X..o....X...", 0.36f), new(Drum.Hat, "x.x.xox.x.x.x.xo", 0.3f), new(Drum.Rim, "..........?.....", 0.7f)],
            [Drum.Snare, Drum.Rim, Drum.Kick]),
        new("house",
            [
                new(Drum.Kick, "X...X...X...X...", 0.3f), new(Drum.Clap, "....X.......X...", 0.5f), new(Drum.OpenHat, "..x...x...x...x.", 0.45f), new(Drum.Hat, "x.ox.xoxx.ox.xox", 0.6f),
                new(Drum.Shaker, "oxoxoxoxoxoxoxox", 0.75f),
            ],
            [
                new(Drum.Kick, "X...X...X...X..?", 0.3f), new(Drum.Clap, "....X.......X..o", 0.5f), new(Drum.OpenHat, "..x...x...x...x.", 0.45f), new(Drum.Hat, "x.oxoxoxx.oxoxox", 0.6f),
                new(Drum.Shaker, "oxoxoxoxoxoxoxox", 0.75f),
            ],
            [Drum.Snare, Drum.Clap, Drum.HighTom]),
        new("retro",
            [new(Drum.Kick, "X.......X.?....."), new(Drum.Snare, "....X.......X...", 0.4f), new(Drum.Hat, "x.x.x.x.x.x.x.x.", 0.35f, 0.8f), new(Drum.Hat, "xoxoxoxoxoxoxoxo", 0.8f)],
            [new(Drum.Kick, "X.....x.X......."), new(Drum.Snare, "....X.......X..?", 0.4f), new(Drum.Hat, "x.x.x.x.x.x.x.x.", 0.35f, 0.8f), new(Drum.Hat, "xoxoxoxoxoxoxoxo", 0.8f)],
            [Drum.HighTom, Drum.MidTom, Drum.LowTom]),
        new("rock",
            [new(Drum.Kick, "X......xX.?....."), new(Drum.Snare, "....X..o....X...", 0.3f), new(Drum.Hat, "X.x.X.x.X.x.X.x.", 0.2f, 0.82f), new(Drum.Ride, "X.x.X.x.X.x.X.x.", 0.82f)],
            [new(Drum.Kick, "X.x.....X.x..?.."), new(Drum.Snare, "....X.......X.o.", 0.3f), new(Drum.Hat, "X.x.X.x.X.x.X.x.", 0.2f, 0.82f), new(Drum.Ride, "X.x.X.x.X.x.X.x.", 0.82f)],
            [Drum.Snare, Drum.HighTom, Drum.MidTom, Drum.LowTom]),
        new("jazz",
            [new(Drum.Ride, "X...x.xoX...x.x."), new(Drum.PedalHat, "....x.......x..."), new(Drum.Brush, "x...o...x...o...", 0, 0.6f), new(Drum.Kick, "o.......o.......", 0.5f), new(Drum.Snare, "......?o......?.", 0.55f)],
            [new(Drum.Ride, "X...x.x.X...x.xo"), new(Drum.PedalHat, "....x.......x..."), new(Drum.Brush, "x...o...x...o...", 0, 0.6f), new(Drum.Kick, "o.........?.....", 0.5f), new(Drum.Snare, "..?.......?o....", 0.55f)],
            [Drum.Snare, Drum.MidTom, Drum.Snare]),
        new("folk",
            [new(Drum.Kick, "X.......x......."), new(Drum.LowBongo, "....x.......x..o", 0.4f), new(Drum.Shaker, "x.xox.xox.xox.xo", 0.45f), new(Drum.Tambourine, "....X.......X...", 0.7f)],
            [new(Drum.Kick, "X.......x.?....."), new(Drum.LowBongo, "....x..?....x...", 0.4f), new(Drum.Shaker, "x.xox.xox.xox.xo", 0.45f), new(Drum.Tambourine, "....X.......X.o.", 0.7f)],
            [Drum.HighBongo, Drum.LowBongo, Drum.Kick]),
        new("orchestral",
            [new(Drum.LowTom, "X..............."), new(Drum.Triangle, "........o.......", 0.65f), new(Drum.Snare, "....o..oo...o.oo", 0.85f)],
            [new(Drum.LowTom, "X.......x...?..."), new(Drum.Tambourine, "....o.......o...", 0.8f), new(Drum.Snare, "....o.......oooo", 0.85f)], [Drum.LowTom, Drum.FloorTom]),
        new("cinematic",
            [new(Drum.LowTom, "X.....x.x......."), new(Drum.FloorTom, "...o....o..xo...", 0.55f), new(Drum.Kick, "X...............", 0.4f), new(Drum.Snare, "............X...", 0.8f), new(Drum.Shaker, "x.xox.xox.xox.xo", 0.7f)],
            [new(Drum.LowTom, "X..x....x.x....."), new(Drum.FloorTom, "......o...o.xox.", 0.55f), new(Drum.Kick, "X.......x.......", 0.4f), new(Drum.Snare, "............X...", 0.8f), new(Drum.Shaker, "x.xox.xox.xox.xo", 0.7f)],
            [Drum.FloorTom, Drum.LowTom]),
        new("chip",
            [new(Drum.Kick, "X.......X.x....."), new(Drum.Snare, "....X.......X...", 0.35f), new(Drum.Hat, "x.xxx.xxx.xxx.xx", 0.4f)],
            [new(Drum.Kick, "X.....x.X......."), new(Drum.Snare, "....X.......X.xx", 0.35f), new(Drum.Hat, "x.xxx.xxx.xxx.x.", 0.4f)], [Drum.Snare, Drum.Kick]),
    ];

    public static Groove Named(string name) => All.First(groove => groove.Name == name);

    /// <summary>The hits of a voice in one bar of a metre.</summary>
    public static IEnumerable<(int Tick, char Hit)> Hits(string bar, Meter meter)
    {
        var at = 0;
        var pulses = meter.Pulses;
        for (var pulse = 0; pulse < pulses.Length; pulse++)
        {
            var quarter = bar.Substring(4 * BeatOf(pulse, pulses.Length), 4);
            for (var n = 0; n < 4; n++)
            {
                // Three eighths for a dotted beat: its off-beat becomes the third.
                var tick = pulses[pulse] == 480 ? n * 120 : n switch { 0 => 0, 2 => 480, 1 => 240, _ => -1 };
                if (quarter[n] != '.' && tick >= 0)
                {
                    yield return (at + tick, quarter[n]);
                }
            }

            at += pulses[pulse];
        }
    }

    /// <summary>Which beat of 4/4 a beat of another metre is like: the second and fourth carry the backbeat.</summary>
    private static int BeatOf(int pulse, int count) => count switch
    {
        2 => pulse,
        3 => pulse == 0 ? 0 : pulse == 1 ? 2 : 3,
        5 => pulse switch { 0 => 0, 1 => 1, 2 => 0, 3 => 2, _ => 3 },
        _ => pulse % 4,
    };
}
