namespace Galion.Studio.Create;

/// <summary>A shape with the size that it stands for, in pixels; about one megapixel each.</summary>
internal sealed record AspectRatio(string Name, int Width, int Height)
{
    public const string Custom = "custom";

    public static IReadOnlyList<AspectRatio> All { get; } =
    [
        new("1:1", 1024, 1024),
        new("4:3", 1152, 864),
        new("3:2", 1216, 816),
        new("16:9", 1344, 756),
        new("3:4", 864, 1152),
        new("2:3", 816, 1216),
        new("9:16", 756, 1344),
    ];

    public static AspectRatio? Find(string? name) => All.FirstOrDefault(ratio => ratio.Name == name);

    public static string NameOf(int? width, int? height) =>
        All.FirstOrDefault(ratio => ratio.Width == width && ratio.Height == height)?.Name ?? Custom;
}
