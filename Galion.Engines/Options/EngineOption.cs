using System.Globalization;

namespace Galion.Engines.Options;

/// <summary>What kind of value an option takes.</summary>
public enum EngineOptionType
{
    Whole,
    Number,
    Text,
    Choice,

    /// <summary>Some of <see cref="EngineOption.Choices"/>, separated by commas.</summary>
    Choices,
    Flag,
}

/// <summary>
/// One option of an engine. It is declared once: requests are validated, recipes filled and the help of <c>./galion make</c> written from it.
/// </summary>
public sealed record EngineOption
{
    private const int DefaultMaxLength = 1_000;

    private EngineOption(string name, EngineOptionType type, string description, object? @default)
    {
        Name = name;
        Type = type;
        Description = description;
        Default = @default;
    }

    /// <summary>In snake_case, as it crosses the wire.</summary>
    public string Name { get; }

    public EngineOptionType Type { get; }

    /// <summary>For people, with its unit.</summary>
    public string Description { get; }

    /// <summary>What holds when it is not given; null when the engine decides from the prompt.</summary>
    public object? Default { get; }

    /// <summary>The default for people; null when there is none.</summary>
    public string? DefaultText => Default switch { null => null, bool flag => flag ? "true" : "false", var value => string.Create(CultureInfo.InvariantCulture, $"{value}") };

    /// <summary>Smallest value of a number.</summary>
    public double Min { get; private init; } = double.MinValue;

    /// <summary>Largest value of a number.</summary>
    public double Max { get; private init; } = double.MaxValue;

    /// <summary>Most characters of a text.</summary>
    public int MaxLength { get; private init; } = DefaultMaxLength;

    public IReadOnlyList<string> Allowed { get; private init; } = [];

    public static EngineOption Whole(string name, string description, long? @default, long min, long max) =>
        new(name, EngineOptionType.Whole, description, @default) { Min = min, Max = max };

    public static EngineOption Number(string name, string description, double? @default, double min, double max) =>
        new(name, EngineOptionType.Number, description, @default) { Min = min, Max = max };

    public static EngineOption Text(string name, string description, int maxLength = DefaultMaxLength) =>
        new(name, EngineOptionType.Text, description, null) { MaxLength = maxLength };

    public static EngineOption Choice(string name, string description, string? @default, IReadOnlyList<string> allowed) =>
        new(name, EngineOptionType.Choice, description, @default) { Allowed = allowed };

    public static EngineOption Choices(string name, string description, IReadOnlyList<string> allowed) =>
        new(name, EngineOptionType.Choices, description, null) { Allowed = allowed };

    public static EngineOption Flag(string name, string description, bool @default = false) =>
        new(name, EngineOptionType.Flag, description, @default);

    /// <summary>What it takes, for people: "256 to 2048", "one of wav, flac, mp3".</summary>
    public string Range => Type switch
    {
        EngineOptionType.Whole or EngineOptionType.Number => string.Create(CultureInfo.InvariantCulture, $"{Min} to {Max}"),
        EngineOptionType.Text => string.Create(CultureInfo.InvariantCulture, $"at most {MaxLength} characters"),
        EngineOptionType.Choice => $"one of {string.Join(", ", Allowed)}",
        EngineOptionType.Choices => $"some of {string.Join(", ", Allowed)}, separated by commas",
        _ => "true or false",
    };
}
