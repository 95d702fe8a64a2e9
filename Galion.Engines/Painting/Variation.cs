namespace Galion.Engines.Painting;

/// <summary>
/// A way from one seed towards another. Every part of a picture draws from dice of its own; at a low strength only parts that change little,
/// such as grain, birds or clouds, are thrown anew, at a high one the land and the composition as well.
/// </summary>
internal sealed record Variation(long Seed, float Strength)
{
    /// <summary>From which strength on a part is thrown anew; what is not named is a detail.</summary>
    private static readonly Dictionary<string, float> Weights = new(StringComparer.Ordinal)
    {
        ["composition"] = 0.88f, ["relief"] = 0.80f, ["ground"] = 0.55f, ["props"] = 0.62f, ["city"] = 0.72f, ["world"] = 0.70f, ["abstract"] = 0.75f,
        ["mandala"] = 0.72f, ["tiling"] = 0.72f, ["space"] = 0.66f, ["nebula"] = 0.50f, ["galaxy"] = 0.50f, ["backlight"] = 0.40f, ["clouds"] = 0.34f,
        ["moon"] = 0.45f, ["aurora"] = 0.42f, ["milky way"] = 0.40f, ["stars"] = 0.30f, ["water"] = 0.28f, ["meadow"] = 0.24f, ["precipitation"] = 0.26f,
        ["groves"] = 0.48f, ["waterfall"] = 0.36f, ["patches"] = 0.30f,
    };

    private const float DetailWeight = 0.08f;
    private const float Spread = 0.10f;

    /// <summary>Whether a part is thrown anew. Which of two equally heavy parts goes first differs from variation to variation.</summary>
    public bool Renews(string part)
    {
        var weight = Weights.TryGetValue(part, out var known) ? known : part.StartsWith("woods", StringComparison.Ordinal) ? 0.45f : DetailWeight;
        return Strength > 0 && Strength >= weight + (Dice.For(Seed, "order of " + part).Unit() - 0.5f) * Spread;
    }
}
