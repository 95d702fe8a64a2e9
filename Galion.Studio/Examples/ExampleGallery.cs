namespace Galion.Studio.Examples;

/// <summary>A picture that the built-in painter made from the recipe beside it.</summary>
/// <param name="Id">Names the file under <c>wwwroot/examples</c> and the address that fills the form.</param>
/// <param name="Alt">What is to be seen, for those who do not see it.</param>
public sealed record Example(string Id, string Alt, string Prompt, int Width, int Height, long Seed, string? Style = null, string? Palette = null)
{
    public string Path => $"examples/{Id}.webp";
}

internal static class ExampleGallery
{
    public static IReadOnlyList<Example> All { get; } =
    [
        new("aurora", "Green aurora over dark snowy mountains, mirrored in a lake",
            "Aurora over snowy mountains at night, a frozen lake, stars", 1344, 756, 21),
        new("lighthouse", "A lighthouse shining over a violet evening sea, its light on the water",
            "A lighthouse on a rocky coast at dusk, the first stars", 816, 1216, 11),
        new("moon", "A full moon over a dark sea with its light on the water",
            "A full moon over the ocean at night, clouds drifting past", 1024, 1024, 14),
        new("harbour", "An oil painting of a bright sea with an island under soft clouds",
            "A calm sea at golden hour, an island, low clouds", 1216, 816, 42, "oil"),
        new("poster", "A poster of mountains in front of a huge pale sun, in oranges",
            "Mountains under a large sun", 864, 1152, 4, "poster", "sunset"),
        new("city", "Dark towers with hundreds of lit windows under a starry sky",
            "A city at night with lit windows under the stars", 1216, 816, 8),
        new("island", "A tiny blocky island with trees and a house, seen from above at an angle",
            "A small island with a house and trees in the sea", 1024, 1024, 17, "isometric"),
        new("dunes", "A watercolour of a desert with a white sun in a pink sky",
            "Desert dunes in the evening under a low sun", 1216, 816, 5, "watercolour"),
    ];

    public static Example? Find(string? id) => All.FirstOrDefault(example => example.Id == id);
}
