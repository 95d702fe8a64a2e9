using Galion.Engines.Prompts;

namespace Galion.Engines.Painting;

/// <summary>The named palettes as ramps from dark to light.</summary>
internal static class Palettes
{
    private static readonly Dictionary<string, (float Strength, string Colors)> Named = new()
    {
        ["natural"] = (0f, ""),
        ["golden"] = (0.72f, "1d1410 4a2c1c 8f5a2a d99a3e f3cf7e fff4d4"),
        ["sunset"] = (0.78f, "170f2e 47205c a23a68 ec6a4c ffb25c ffe9b8"),
        ["dawn"] = (0.72f, "1f2344 56508a a87fae e6a8a8 fbd3b4 fff3e2"),
        ["ocean"] = (0.78f, "04141f 0a3a52 11708a 3fb0b5 9adbd2 effbf4"),
        ["forest"] = (0.72f, "0d1a12 1f3d26 3f6b38 7d9a4c bfc98a f3f2d8"),
        ["autumn"] = (0.74f, "1e1210 54251a 9c431f d67f2c eebb5c fbeec8"),
        ["winter"] = (0.76f, "10192a 2f4768 6488ab a3c0d6 d3e3ee f9fcff"),
        ["pastel"] = (0.82f, "6f6a92 a48fb8 d9a9bf f2c6bd f7e2c8 fdf8ee"),
        ["neon"] = (0.86f, "0b0620 2a0d5c 7a12a8 e0218f 22c9e8 f2fbff"),
        ["desert"] = (0.72f, "231611 5f3424 a8623c d9985e edc795 fbf0dc"),
        ["lavender"] = (0.76f, "1c1733 433a75 7d6bb0 b39bd3 dcc8e8 faf4fd"),
        ["ember"] = (0.84f, "0a0606 35090a 86160d e2461a fba63c fff0bf"),
        ["sepia"] = (0.97f, "1a110a 4a3420 7d5f40 b3946b ddc7a0 fbf3e0"),
        ["mono"] = (1f, "0a0a0a 333333 666666 999999 cccccc fcfcfc"),
        ["noir"] = (1f, "040506 12151a 2f343b 6b7178 b9bdc0 f5f5f2"),
    };

    public static IEnumerable<string> Names => Named.Keys;

    public static float Strength(string palette) => Named[palette].Strength;

    public static Lab[] Ramp(string palette) => [.. Named[palette].Colors.Split(' ').Select(hex => Rgb.Hex(hex).ToLab())];

    /// <summary>A ramp that passes from the darkest to the lightest of the named colours through black and white ends.</summary>
    public static Lab[] Ramp(IReadOnlyList<NamedColor> colors)
    {
        var sorted = colors.Take(4).OrderBy(color => color.Lightness).ToArray();
        var ramp = new Lab[9];
        for (var n = 0; n < ramp.Length; n++)
        {
            var lightness = n / (ramp.Length - 1f);
            var position = lightness * (sorted.Length - 1);
            var index = Math.Min((int)position, Math.Max(0, sorted.Length - 2));
            var (low, high) = (sorted[index], sorted[Math.Min(index + 1, sorted.Length - 1)]);
            var part = position - index;
            // Chroma is widest in the middle of the gamut and must vanish at both ends.
            var room = MathF.Min(1, 3.4f * lightness * (1.08f - lightness));
            var mixed = Lab.Lerp(Lab.FromLch(lightness, low.Chroma * 0.85f * room, low.Hue), Lab.FromLch(lightness, high.Chroma * 0.85f * room, high.Hue), part);
            ramp[n] = mixed;
        }

        return ramp;
    }
}
