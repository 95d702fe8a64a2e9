using System.Globalization;
using Galion.Engines.Imaging;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting;

/// <summary>
/// What a new picture takes over from another one: where the horizon lies, where the eye is led, where the light stands, how bright it is and
/// which colours go with which lightness. Short enough to stand in a recipe, so that the picture itself is not needed again.
/// </summary>
/// <param name="Horizon">0 (top) to 1 (bottom).</param>
/// <param name="Focus">−1 (left edge) to 1 (right edge).</param>
/// <param name="LightX">Likewise, the middle of what is brightest.</param>
/// <param name="LightY">0 (top) to 1 (bottom).</param>
/// <param name="Lightness">Mean OKLab lightness, 0 to 1.</param>
/// <param name="Ramp">Six colours from dark to light, as six hexadecimal digits each.</param>
internal sealed record PictureGuide(float Horizon, float Focus, float LightX, float LightY, float Lightness, IReadOnlyList<string> Ramp)
{
    private const int Colors = 6;
    private const int SampleSide = 128;

    public static PictureGuide From(Bitmap picture, CancellationToken cancellationToken)
    {
        var small = Resample.Fit(picture, SampleSide, cancellationToken);
        var (width, height) = (small.Width, small.Height);
        var colors = new Lab[width * height];
        for (var n = 0; n < colors.Length; n++)
        {
            var at = n * small.Channels;
            colors[n] = new Rgb(Srgb.ToLinear(small.Pixels[at]), Srgb.ToLinear(small.Pixels[at + 1]), Srgb.ToLinear(small.Pixels[at + 2])).ToLab();
        }

        var mean = Mean(colors);
        var (focus, weight) = (0.0, 1e-6);
        var (lightX, lightY, lightWeight) = (0.0, 0.0, 1e-6);
        var sorted = colors.Select(color => color.L).Order().ToArray();
        var bright = sorted[(int)((sorted.Length - 1) * 0.97)];
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var index = y * width + x;
                var contrast = colors[index - 1].DistanceSquared(colors[index + 1]) + colors[index - width].DistanceSquared(colors[index + width]);
                var salience = contrast * (0.2 + colors[index].DistanceSquared(mean));
                focus += salience * ((x + 0.5) / width * 2 - 1);
                weight += salience;
                if (colors[index].L >= bright)
                {
                    lightX += (x + 0.5) / width * 2 - 1;
                    lightY += (y + 0.5) / height;
                    lightWeight++;
                }
            }
        }

        return new PictureGuide(
            FindHorizon(colors, width, height), (float)(focus / weight), (float)(lightX / lightWeight), (float)(lightY / lightWeight), mean.L, RampOf(colors));
    }

    public static PictureGuide? TryParse(string text)
    {
        var parts = text.Split(' ');
        if (parts.Length != 5 + Colors)
        {
            return null;
        }

        Span<float> numbers = stackalloc float[5];
        for (var n = 0; n < numbers.Length; n++)
        {
            if (!float.TryParse(parts[n], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[n]) || !(numbers[n] is >= -1 and <= 1))
            {
                return null;
            }
        }

        var ramp = parts[5..];
        return Array.TrueForAll(ramp, hex => hex.Length == 6 && hex.All(char.IsAsciiHexDigit))
            ? new PictureGuide(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], ramp) : null;
    }

    public override string ToString() => string.Join(
        ' ', ((ReadOnlySpan<float>)[Horizon, Focus, LightX, LightY, Lightness]).ToArray().Select(number => number.ToString("0.###", CultureInfo.InvariantCulture)).Concat(Ramp));

    public Lab[] ToRamp() => [.. Ramp.Select(hex => Rgb.Hex(hex).ToLab())];

    /// <summary>The time of day whose light comes nearest, for a prompt that names none.</summary>
    public TimeOfDay Time()
    {
        var light = Rgb.Hex(Ramp[^2]).ToLab();
        var warm = light.B > 0.045f || light.A > 0.045f;
        return Lightness < 0.30f ? TimeOfDay.Night
            : Lightness < 0.42f ? (warm ? TimeOfDay.Sunset : TimeOfDay.Dusk)
            : warm ? (Lightness < 0.60f ? TimeOfDay.Sunset : TimeOfDay.Golden)
            : TimeOfDay.Day;
    }

    /// <param name="follow">0 (leave the scene as it is) to 1.</param>
    public Scene Lead(Scene scene, float aspect, float follow)
    {
        var side = MathF.Sqrt(aspect) * 0.5f;
        var air = scene.Air with { SunX = Mix.Lerp(scene.Air.SunX, LightX * side, follow) };
        if (air.ShowsSun || air.ShowsMoon)
        {
            air = air with { SunY = Mix.Lerp(air.SunY, Math.Clamp((Horizon - LightY) / MathF.Sqrt(aspect), 0.03f, 0.42f), follow) };
        }

        return scene with
        {
            Horizon = Mix.Lerp(scene.Horizon, Math.Clamp(Horizon, 0.32f, 0.86f), follow),
            FocalX = Mix.Lerp(scene.FocalX, Math.Clamp(Focus, -0.6f, 0.6f) * side, follow),
            Air = air,
        };
    }

    private static Lab Mean(Lab[] colors)
    {
        var sum = default(Lab);
        foreach (var color in colors)
        {
            sum += color;
        }

        return sum * (1f / colors.Length);
    }

    /// <summary>The row at which what is above differs most from what is below.</summary>
    private static float FindHorizon(Lab[] colors, int width, int height)
    {
        var rows = new Lab[height];
        for (var y = 0; y < height; y++)
        {
            rows[y] = Mean(colors[(y * width)..((y + 1) * width)]);
        }

        var reach = Math.Max(2, height / 8);
        var (best, most) = (0.6f, 0f);
        for (var y = height / 5; y < height * 17 / 20; y++)
        {
            var above = Mean(rows[Math.Max(0, y - reach)..y]);
            var below = Mean(rows[y..Math.Min(height, y + reach)]);
            var step = above.DistanceSquared(below);
            if (step > most)
            {
                (best, most) = (y / (float)height, step);
            }
        }

        return best;
    }

    private static string[] RampOf(Lab[] colors)
    {
        var sorted = colors.OrderBy(color => color.L).ToArray();
        var ramp = new string[Colors];
        for (var n = 0; n < Colors; n++)
        {
            var (from, to) = (sorted.Length * n / Colors, Math.Max(sorted.Length * n / Colors + 1, sorted.Length * (n + 1) / Colors));
            var (sum, total) = (default(Lab), 0f);
            foreach (var color in sorted[from..to])
            {
                // What has colour is remembered, grey is not.
                var weight = 0.02f + color.Chroma;
                sum += color * weight;
                total += weight;
            }

            ramp[n] = (sum * (1 / total)).ToRgb().ToHex();
        }

        return ramp;
    }
}
