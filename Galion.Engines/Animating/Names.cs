using System.Text.Json;

namespace Galion.Engines.Animating;

/// <summary>The names that moves and motions have in options and recipes.</summary>
internal static class Names
{
    public static IReadOnlyList<string> Cameras { get; } = [.. Enum.GetValues<CameraMove>().Select(Of)];

    public static IReadOnlyList<string> Motions { get; } = [.. Enum.GetValues<Motion>().Select(Of)];

    public static string Of(CameraMove move) => JsonNamingPolicy.SnakeCaseLower.ConvertName(move.ToString());

    public static string Of(Motion motion) => JsonNamingPolicy.SnakeCaseLower.ConvertName(motion.ToString());

    public static CameraMove Camera(string name) => Enum.GetValues<CameraMove>().First(move => Of(move) == name);

    public static Motion Motion(string name) => Enum.GetValues<Motion>().First(motion => Of(motion) == name);
}
