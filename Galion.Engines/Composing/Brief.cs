using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Theory;

namespace Galion.Engines.Composing;

/// <summary>Everything that was decided before the first note: all that a piece follows from.</summary>
internal sealed record Brief
{
    public const string NoInstrument = "none";

    public required long Seed { get; init; }

    public required Style Style { get; init; }

    public required Mood Mood { get; init; }

    public required Key Key { get; init; }

    public required Meter Meter { get; init; }

    /// <summary>Beats per minute, of dotted quarters in compound metres.</summary>
    public required double Bpm { get; init; }

    public required double Seconds { get; init; }

    public required IReadOnlyList<Section> Sections { get; init; }

    /// <summary>The instrument of each part, or <see cref="NoInstrument"/>.</summary>
    public required IReadOnlyDictionary<Part, string> Instruments { get; init; }

    /// <summary>0 a machine to 1 the looseness that the style has.</summary>
    public required double Humanity { get; init; }

    public int Bars => Sections.Sum(section => section.Bars);

    public double TicksPerSecond => Bpm / 60 * Meter.Pulse;

    public double BarSeconds => Meter.Bar / TicksPerSecond;

    public bool Plays(Part part) => Instruments[part] != NoInstrument;
}
