namespace Galion.Engines.Writing.Structure;

/// <summary>The schema cannot be followed, or the text does not support what it requires. Nothing was written; the message is for people.</summary>
public sealed class StructuredOutputException(string message) : ArgumentException(message);
