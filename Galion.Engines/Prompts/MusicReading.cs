using Galion.Engines.Composing.Parts;

namespace Galion.Engines.Prompts;

/// <summary>What a reader made of a prompt for music.</summary>
internal sealed record MusicReading
{
    public string? Style { get; init; }

    public string? Mood { get; init; }

    public string? Tonic { get; init; }

    public string? Scale { get; init; }

    public int? Bpm { get; init; }

    /// <summary>Slower (below 0) or faster (above 0) within the range of the style.</summary>
    public float TempoBias { get; init; }

    public string? Meter { get; init; }

    public double? Seconds { get; init; }

    /// <summary>Sections in the order of the prompt.</summary>
    public IReadOnlyList<string> Form { get; init; } = [];

    public IReadOnlyList<(Part Part, string Instrument)> Instruments { get; init; } = [];

    /// <summary>Instruments that must not play.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Parts that are asked for by name.</summary>
    public IReadOnlyList<Part> Parts { get; init; } = [];

    /// <summary>Parts that must not play.</summary>
    public IReadOnlyList<Part> Silent { get; init; } = [];

    /// <summary>The terms that were understood, as "word: meaning".</summary>
    public IReadOnlyList<string> Understood { get; init; } = [];

    /// <summary>The words that say something and were not understood, in order, at most 40.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
}
