using System.Globalization;

namespace Galion.Engines.Composing.Theory;

/// <summary>A time signature in ticks of <see cref="PerQuarter"/> to the quarter note.</summary>
/// <param name="Beats">The upper number.</param>
/// <param name="Unit">The lower number: 4 or 8.</param>
internal sealed record Meter(int Beats, int Unit)
{
    public const int PerQuarter = 480;
    public const int Sixteenth = PerQuarter / 4;

    public static IReadOnlyList<string> Names { get; } = ["2/4", "3/4", "4/4", "5/4", "6/8", "7/8", "9/8", "12/8"];

    public int Bar => Beats * PerQuarter * 4 / Unit;

    /// <summary>Whether beats are dotted quarters.</summary>
    public bool IsCompound => Unit == 8 && Beats % 3 == 0;

    /// <summary>What feet tap to and the tempo counts: dotted quarters, quarters, or in 7/8 quarters with an eighth left over.</summary>
    public int Pulse => IsCompound ? PerQuarter * 3 / 2 : PerQuarter;

    /// <summary>The lengths of the beats of one bar: in 7/8 two, two and three eighths.</summary>
    public int[] Pulses => this switch
    {
        { Beats: 7, Unit: 8 } => [480, 480, 720],
        _ => [.. Enumerable.Repeat(Pulse, Bar / Pulse)],
    };

    /// <summary>Where the bar falls in two: its second accent.</summary>
    public int Middle => this switch
    {
        { Beats: 5 } => 3 * PerQuarter,
        { Beats: 7 } => 960,
        { Beats: 3 } or { Beats: 9 } => Bar - Pulse,
        _ => Bar / 2,
    };

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Beats}/{Unit}");

    public static Meter Named(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return new Meter(int.Parse(name.AsSpan(0, slash), CultureInfo.InvariantCulture), int.Parse(name.AsSpan(slash + 1), CultureInfo.InvariantCulture));
    }

    /// <summary>Where the last so many beats of a bar begin, from its start.</summary>
    public int LastBeats(int count) => Pulses[..^count].Sum();

    /// <summary>How far a tick is into its beat, and how long that beat is. The first tick of a section or piece is that of a bar.</summary>
    public (int Into, int Length) Beat(int tick)
    {
        var place = tick % Bar;
        foreach (var pulse in Pulses)
        {
            if (place < pulse)
            {
                return (place, pulse);
            }

            place -= pulse;
        }

        return (place, Pulse);
    }

    /// <summary>How strong the place of a tick in its bar is: 3 the first beat, 2 the middle, 1 another beat, 0 between.</summary>
    public int Strength(int tick)
    {
        var place = tick % Bar;
        if (place == 0)
        {
            return 3;
        }

        if (place == Middle)
        {
            return 2;
        }

        return Beat(tick).Into == 0 ? 1 : 0;
    }
}
