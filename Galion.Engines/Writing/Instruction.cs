using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;

namespace Galion.Engines.Writing;

/// <summary>What a message asks for, as far as it says.</summary>
internal sealed record Instruction(string Text, TextLanguage Language)
{
    public string? Task { get; init; }

    public string? Style { get; init; }

    public string? Template { get; init; }

    public string? Tone { get; init; }

    /// <summary>The language that the answer is asked in, when the message names one.</summary>
    public TextLanguage? Wanted { get; init; }

    public SummaryLength? Length { get; init; }

    /// <summary>short or long, when said without a number.</summary>
    public string? LengthName { get; init; }

    public int? Count { get; init; }

    /// <summary>list, when a summary shall be one.</summary>
    public string? Form { get; init; }

    /// <summary>What it asks for that rules cannot do.</summary>
    public Beyond? Beyond { get; init; }

    /// <summary>Whether it refers to what was answered before: "make it shorter".</summary>
    public bool RefersBack { get; init; }

    /// <summary>What was recognised, as "words: meaning".</summary>
    public IReadOnlyList<string> Understood { get; init; } = [];

    /// <summary>Its words that say something and were not understood.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Whether it says how, though perhaps not what: "now in two sentences".</summary>
    public bool SaysHow => Length is not null || LengthName is not null || Tone is not null || Count is not null || Style is not null;
}

/// <summary>Work that takes more than rules.</summary>
internal enum Beyond
{
    Translation,
    Invention,
    Opinion,
    OtherWork,
}
