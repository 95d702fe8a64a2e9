namespace Galion.Engines.Speaking;

/// <summary>A voice that the speaker has: a language of espeak-ng, or one of its timbres, which go with every language.</summary>
/// <param name="Id">What the option <c>voice</c> takes; a language and a timbre are joined by a plus: <c>en-gb+f3</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Language">A BCP 47 tag; null for a timbre.</param>
/// <param name="Gender">"male", "female", or null where neither is meant.</param>
public sealed record SpeakerVoice(string Id, string Name, string? Language, string? Gender)
{
    public bool IsTimbre => Language is null;
}
