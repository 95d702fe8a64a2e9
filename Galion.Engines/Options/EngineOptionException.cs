namespace Galion.Engines.Options;

/// <summary>An option is unknown, of the wrong type or out of its range. The message is for people.</summary>
public sealed class EngineOptionException(string option, string message) : ArgumentException(message)
{
    public string Option { get; } = option;
}
