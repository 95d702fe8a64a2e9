namespace Galion.Engines.Composing;

/// <summary>What a mood does to a style.</summary>
/// <param name="Tempo">Where in the style's range the tempo lies, −1 below to 2 above it; 0 is its lower end, 1 its upper.</param>
/// <param name="Minor">How much it wants a minor scale: −1 never, 1 always.</param>
/// <param name="Energy">Added to every section's.</param>
/// <param name="Register">Steps of the scale by which melodies move.</param>
/// <param name="Brightness">Factor of filters: 0.6 dark to 1.4 bright.</param>
/// <param name="Density">Added to the style's.</param>
internal sealed record Mood(string Name, float Tempo, int Minor, float Energy, int Register, float Brightness, float Density)
{
    public static IReadOnlyList<Mood> All { get; } =
    [
        new("neutral", 0.5f, 0, 0, 0, 1, 0),
        new("calm", 0, 0, -0.1f, 0, 0.85f, -0.15f),
        new("happy", 0.8f, -1, 0.06f, 2, 1.15f, 0.1f),
        new("sad", 0, 1, -0.08f, -1, 0.8f, -0.12f),
        new("dark", 0.2f, 1, 0, -3, 0.65f, -0.05f),
        new("epic", 0.7f, 0, 0.14f, 1, 1.15f, 0),
        new("dreamy", 0.2f, 0, -0.06f, 1, 0.9f, -0.15f),
        new("tense", 0.9f, 1, 0.08f, 0, 1.05f, 0.1f),
        new("romantic", 0.2f, 0, -0.03f, 0, 0.95f, 0),
        new("energetic", 1.1f, 0, 0.15f, 1, 1.3f, 0.15f),
        new("mysterious", 0.3f, 1, -0.05f, -1, 0.75f, -0.1f),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(mood => mood.Name)];

    public static Mood Named(string name) => All.First(mood => mood.Name == name);
}
