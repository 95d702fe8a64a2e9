using Galion.Engines.Imaging;

namespace Galion.Engines.Painting.Operations;

/// <summary>A variation of a picture whose making is not known: its lines sway, its light and colours shift, and at a high strength it is mirrored.</summary>
internal static class PictureVariation
{
    /// <param name="strength">0 (the picture itself) to 1.</param>
    public static Bitmap Of(Easel easel, Bitmap picture, float strength)
    {
        easel.Stage(0.1f, "varying the picture");
        var dice = easel.Dice("variation");
        var seed = easel.NoiseSeed("variation");
        var (turn, warmth, contrast, light) = (dice.Range(-40, 40) * strength, dice.Range(-0.03f, 0.03f) * strength, 1 + dice.Range(-0.22f, 0.22f) * strength, dice.Range(-0.06f, 0.06f) * strength);
        var (cos, sin) = (ExactMath.Cos(turn * (MathF.PI / 180)), ExactMath.Sin(turn * (MathF.PI / 180)));
        var zoom = 1 - 0.16f * strength * dice.Unit();
        var (shiftX, shiftY) = (dice.Range(-1, 1) * (1 - zoom) * 0.5f * easel.Width, dice.Range(-1, 1) * (1 - zoom) * 0.5f * easel.Height);
        var mirrored = strength > 0.75f && dice.Chance(0.5f);
        var sway = easel.Unit * 0.05f * strength;
        var source = Planes(easel, picture);
        var canvas = new Canvas(easel.Width, easel.Height);
        easel.Rows(y =>
        {
            for (var x = 0; x < easel.Width; x++)
            {
                var (u, v) = (x / easel.Unit, y / easel.Unit);
                var (sx, sy) = ((x - easel.Width * 0.5f) * zoom + easel.Width * 0.5f + shiftX, (y - easel.Height * 0.5f) * zoom + easel.Height * 0.5f + shiftY);
                sx += sway * Noise.Fbm(u * 2.2f, v * 2.2f, seed, 2);
                sy += sway * Noise.Fbm(u * 2.2f + 30, v * 2.2f, seed, 2);
                var color = source.Sample(mirrored ? easel.Width - 1 - sx : sx, sy);
                var lightness = Mix.Clamp01((color.L - 0.5f) * contrast + 0.5f + light * (1 - MathF.Abs(color.L - 0.5f) * 2));
                canvas[x, y] = new Lab(lightness, color.A * cos - color.B * sin + warmth * 0.4f, color.A * sin + color.B * cos + warmth).ToRgb();
            }
        });
        return Finish.ToBitmap(easel, canvas, dither: false);
    }

    public static LabPlanes Planes(Easel easel, Bitmap picture) => LabPlanes.From(easel, ToCanvas(easel, picture));

    public static Canvas ToCanvas(Easel easel, Bitmap picture)
    {
        var canvas = new Canvas(picture.Width, picture.Height);
        easel.Rows(y =>
        {
            for (var index = y * picture.Width; index < (y + 1) * picture.Width; index++)
            {
                canvas[index] = new Rgb(Srgb.ToLinear(picture.Pixels[index * 3]), Srgb.ToLinear(picture.Pixels[index * 3 + 1]), Srgb.ToLinear(picture.Pixels[index * 3 + 2]));
            }
        });
        return canvas;
    }
}
