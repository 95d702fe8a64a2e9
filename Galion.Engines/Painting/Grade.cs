using System.Runtime.Intrinsics;
using Galion.Engines.Prompts;
using V = System.Runtime.Intrinsics.Vector256<float>;

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
        Span<float> lightness = stackalloc float[V.Count], a = stackalloc float[V.Count], b = stackalloc float[V.Count];
        var (start, width) = (y * canvas.Width, canvas.Width);
        var red = canvas.R.AsSpan(start, width);
        var green = canvas.G.AsSpan(start, width);
        var blue = canvas.B.AsSpan(start, width);
        for (var x = 0; x < width; x += V.Count)
        {
            var light = (R: Lanes.Load(red[x..]), G: Lanes.Load(green[x..]), B: Lanes.Load(blue[x..]));
            var lab = isLight ? Oklab.FromLinear(Compress(light.R), Compress(light.G), Compress(light.B)) : Oklab.FromLinear(light.R, light.G, light.B);
            // Contrast turns about the middle and leaves black and white where they are.
            lab.L += lab.L * ((_contrast - 1) * 4) * (V.One - lab.L) * (lab.L - Vector256.Create(0.45f));
            lab.A = lab.A * _chroma + Vector256.Create(_warmth * 0.35f);
            lab.B = lab.B * _chroma + Vector256.Create(_warmth);
            if (_strength > 0)
            {
                lab.L.CopyTo(lightness);
                for (var n = 0; n < V.Count; n++)
                {
                    (lightness[n], a[n], b[n]) = Sample(lightness[n]);
                }

                // Some of the scene's own colour stays, except where a palette has none.
                var own = MathF.Min(0.22f, (1 - _strength) * 1.2f);
                var strength = Vector256.Create(_strength);
                lab.L = Mix.Lerp(lab.L, Vector256.Create<float>(lightness), Vector256.Create(_strength * 0.55f));
                lab.A = Mix.Lerp(lab.A, Vector256.Create<float>(a) + lab.A * own, strength);
                lab.B = Mix.Lerp(lab.B, Vector256.Create<float>(b) + lab.B * own, strength);
            }

            var (r, g, u) = Oklab.ToLinear(lab.L, lab.A, lab.B);
            Lanes.Store(Mix.Clamp01(r), red[x..]);
            Lanes.Store(Mix.Clamp01(g), green[x..]);
            Lanes.Store(Mix.Clamp01(u), blue[x..]);
        }
    });

    private Lab Sample(float lightness)
    {
        var position = Mix.Clamp01(lightness) * (_ramp.Length - 1);
        var index = Math.Min((int)position, _ramp.Length - 2);
        return Lab.Lerp(_ramp[index], _ramp[index + 1], position - index);
    }

    /// <summary>A film-like shoulder: 0 stays 0, 1 goes to 0.8, bright light approaches 1 without clipping its hue at once.</summary>
    private static V Compress(V x)
    {
        x = Vector256.Max(V.Zero, x) * 0.74f;
        return x * (x * 2.51f + Vector256.Create(0.35f)) / (x * (x * 2.43f + Vector256.Create(0.72f)) + Vector256.Create(0.22f)) * 0.985f;
    }
}
