using Galion.Engines.Imaging;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting;

/// <summary>
/// The last word on colour: scene light is compressed to what a display shows, then palette, colour words and moods move it in OKLab, where
/// equal moves look equal.
/// </summary>
internal sealed class Grade
{
    private readonly Lab[] _ramp;
    private readonly float _strength;
    private readonly float _chroma;
    private readonly float _contrast;
    private readonly float _warmth;

    private Grade(Lab[] ramp, float strength, float chroma, float contrast, float warmth) =>
        (_ramp, _strength, _chroma, _contrast, _warmth) = (ramp, strength, chroma, contrast, warmth);

    /// <param name="guide">Colours from dark to light of another picture, which hold unless a palette is named.</param>
    /// <param name="follow">0 to 1, how closely.</param>
    public static Grade For(string? palette, PromptReading reading, Lab[]? guide = null, float follow = 1)
    {
        var (chroma, contrast, warmth) = (1.06f, 1.04f, 0f);
        foreach (var mood in reading.Moods)
        {
            (chroma, contrast, warmth) = mood switch
            {
                Mood.Calm => (chroma * 0.94f, contrast * 0.97f, warmth),
                Mood.Dramatic or Mood.Epic => (chroma * 1.05f, contrast * 1.14f, warmth),
                Mood.Gloomy => (chroma * 0.68f, contrast * 1.05f, warmth - 0.008f),
                Mood.Joyful or Mood.Vivid => (chroma * 1.28f, contrast * 1.04f, warmth + 0.006f),
                Mood.Mysterious => (chroma * 0.95f, contrast * 1.05f, warmth - 0.010f),
                Mood.Dreamy => (chroma * 1.04f, contrast * 0.90f, warmth + 0.004f),
                Mood.Romantic => (chroma * 1.08f, contrast, warmth + 0.016f),
                Mood.Muted or Mood.Lonely => (chroma * 0.66f, contrast * 0.95f, warmth),
                _ => (chroma, contrast, warmth),
            };
        }

        if (palette is not null and not "natural")
        {
            return new Grade(Palettes.Ramp(palette), Palettes.Strength(palette), chroma, contrast, warmth);
        }

        if (guide is not null)
        {
            return new Grade(guide, 0.88f * follow, 1, 1, 0);
        }

        if (reading.Colors.Count > 0)
        {
            return new Grade(Palettes.Ramp(reading.Colors), 0.72f, chroma, contrast, warmth);
        }

        return new Grade([], 0, chroma, contrast, warmth);
    }

    /// <param name="isLight">Whether the canvas holds scene light, which is compressed first; otherwise it is a finished picture.</param>
    public void Apply(Easel easel, Canvas canvas, bool isLight = true) => easel.Rows(y =>
    {
        for (var index = y * canvas.Width; index < (y + 1) * canvas.Width; index++)
        {
            canvas[index] = Apply(canvas[index], isLight);
        }
    });

    private Rgb Apply(Rgb light, bool isLight)
    {
        var lab = (isLight ? new Rgb(Compress(light.R), Compress(light.G), Compress(light.B)) : light).ToLab();
        var lightness = lab.L;
        // Contrast turns about the middle and leaves black and white where they are.
        var c = (_contrast - 1) * 4;
        lightness += c * lightness * (1 - lightness) * (lightness - 0.45f);
        var color = new Lab(lightness, lab.A * _chroma + _warmth * 0.35f, lab.B * _chroma + _warmth);
        if (_strength > 0)
        {
            var target = Sample(lightness);
            // Some of the scene's own colour stays, except where a palette has none.
            var own = MathF.Min(0.22f, (1 - _strength) * 1.2f);
            color = new Lab(
                Mix.Lerp(color.L, target.L, _strength * 0.55f),
                Mix.Lerp(color.A, target.A + color.A * own, _strength),
                Mix.Lerp(color.B, target.B + color.B * own, _strength));
        }

        var rgb = color.ToRgb();
        return new Rgb(Mix.Clamp01(rgb.R), Mix.Clamp01(rgb.G), Mix.Clamp01(rgb.B));
    }

    private Lab Sample(float lightness)
    {
        var position = Mix.Clamp01(lightness) * (_ramp.Length - 1);
        var index = Math.Min((int)position, _ramp.Length - 2);
        return Lab.Lerp(_ramp[index], _ramp[index + 1], position - index);
    }

    /// <summary>A film-like shoulder: 0 stays 0, 1 goes to 0.8, bright light approaches 1 without clipping its hue at once.</summary>
    private static float Compress(float x)
    {
        x = MathF.Max(0, x) * 0.74f;
        return x * (2.51f * x + 0.35f) / (x * (2.43f * x + 0.72f) + 0.22f) * 0.985f;
    }
}
