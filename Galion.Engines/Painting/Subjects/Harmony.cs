using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>Colours that belong together, for pictures that have no nature to follow.</summary>
internal static class Harmony
{
    private const int Count = 7;

    public static Lab[] For(PromptReading reading, Dice dice)
    {
        if (reading.Colors.Count > 0)
        {
            return [.. Enumerable.Range(0, Count).Select(n => FromNamed(reading.Colors[n % reading.Colors.Count], n))];
        }

        var hue = dice.Range(0, 360);
        // Neighbours, a complement, a triad: the schemes that painters are taught.
        ReadOnlySpan<float> turns = dice.Below(4) switch
        {
            0 => [0, 18, 36, 54, 180, 72, 200],
            1 => [0, 24, 150, 174, 198, 12, 162],
            2 => [0, 120, 240, 20, 140, 260, 40],
            _ => [0, 30, 60, 90, 40, 210, 230],
        };
        var colors = new Lab[Count];
        for (var n = 0; n < Count; n++)
        {
            var lightness = n switch { 0 => 0.26f, 1 => 0.42f, 2 => 0.58f, 3 => 0.72f, 4 => 0.66f, 5 => 0.86f, _ => 0.94f };
            colors[n] = Lab.FromLch(lightness, 0.03f + 0.12f * (1 - MathF.Abs(lightness - 0.6f) * 1.9f) + dice.Range(0, 0.03f), hue + turns[n]);
        }

        return colors;
    }

    /// <param name="position">0 to 1, around the circle of colours.</param>
    public static Lab Sample(Lab[] colors, float position)
    {
        var scaled = Mix.Clamp01(position) * colors.Length;
        var index = (int)scaled % colors.Length;
        return Lab.Lerp(colors[index], colors[(index + 1) % colors.Length], Mix.Smooth(0, 1, scaled - MathF.Floor(scaled)));
    }

    private static Lab FromNamed(NamedColor color, int n)
    {
        var lightness = 0.22f + 0.72f * ((n * 3 % Count) / (Count - 1f));
        return Lab.FromLch(Mix.Lerp(lightness, color.Lightness, 0.35f), color.Chroma * (0.95f - 0.5f * MathF.Abs(lightness - 0.55f)), color.Hue + (n % 3 - 1) * 8);
    }
}
