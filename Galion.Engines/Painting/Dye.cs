using Galion.Engines.Prompts;

namespace Galion.Engines.Painting;

/// <summary>The colours that a prompt gives to single things.</summary>
internal static class Dye
{
    /// <summary>The colour of the thing as the prompt wants it; unchanged if the prompt says nothing of it.</summary>
    public static Rgb Dyed(this PromptReading reading, Subject subject, Rgb color) =>
        reading.Tints.TryGetValue(subject, out var named) ? Dyed(color, named) : color;

    /// <summary>The colour in the hue of a named one, a little nearer to it in lightness, so that shades stay apart.</summary>
    /// <param name="amount">0 to 1.</param>
    public static Rgb Dyed(Rgb color, NamedColor named, float amount = 1)
    {
        var lab = color.ToLab();
        var lightness = Mix.Lerp(lab.L, named.Lightness, named.Chroma == 0 ? 0.75f : 0.4f);
        return Lab.Lerp(lab, Lab.FromLch(lightness, named.Chroma * 0.85f * MathF.Min(1, lightness * 2.2f), named.Hue), amount).ToRgb();
    }
}
