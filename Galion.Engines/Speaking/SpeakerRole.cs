using System.Globalization;
using System.Text.RegularExpressions;

namespace Galion.Engines.Speaking;

/// <summary>The voice of one name in a script.</summary>
/// <param name="Rate">A factor on the request's rate.</param>
/// <param name="Pitch">Semitones on top of the request's.</param>
internal sealed partial record SpeakerRole(string? Voice, double Rate = 1, double Pitch = 0, string? Emotion = null)
{
    private const int MaxRoles = 50;

    /// <summary>Reads lines such as <c>ANNA = en-gb+f3 pitch=1 rate=1.1 emotion=happy</c>.</summary>
    /// <exception cref="ArgumentException">A line is not understood; the message is for people.</exception>
    public static IReadOnlyDictionary<string, SpeakerRole> Parse(string? text)
    {
        var roles = new Dictionary<string, SpeakerRole>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in (text ?? "").Split(['\n', '\r', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Line().Match(line) is not { Success: true } match)
            {
                throw Wrong(line);
            }

            var role = new SpeakerRole(match.Groups["voice"].Success ? match.Groups["voice"].Value : null);
            foreach (var setting in match.Groups["settings"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var (name, value) = setting.Split('=') is [var left, var right] ? (left, right) : throw Wrong(line);
                role = name switch
                {
                    "rate" when Number(value) is >= 0.5 and <= 2.5 and var rate => role with { Rate = rate },
                    "pitch" when Number(value) is >= -SpeakerOptions.MaxPitch and <= SpeakerOptions.MaxPitch and var pitch => role with { Pitch = pitch },
                    "emotion" when Speaking.Emotion.Names.Contains(value) => role with { Emotion = value },
                    _ => throw Wrong(line),
                };
            }

            roles[match.Groups["name"].Value.Trim()] = role;
            if (roles.Count > MaxRoles)
            {
                throw new ArgumentException($"A script has at most {MaxRoles} speakers.");
            }
        }

        return roles;
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ArgumentException Wrong(string line) => new(
        $"The speaker “{(line.Length <= 60 ? line : line[..60] + "…")}” is not understood. Write NAME = voice, and after it, as needed, rate=0.5 to 2.5, pitch=-6 to 6, emotion={string.Join("|", Speaking.Emotion.Names)}.");

    [GeneratedRegex(@"^(?<name>\p{L}[^=:]{0,29}?)\s*[=:]\s*(?<voice>[\w+\-]+(?=\s|$))?(?<settings>(?:\s*\w+=\S+)*)\s*$")]
    private static partial Regex Line();
}
