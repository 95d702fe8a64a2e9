using Galion.Engines.Painting.Scenes;

namespace Galion.Engines.Painting.Styles;

/// <summary>The scene as a matte painter leaves it: bloom around lights, a soft vignette, a breath of grain.</summary>
internal static class Painterly
{
    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var blur = Filters.Blur(easel, Filters.Lightness(easel, canvas, threshold: 0.62f), canvas.Width, canvas.Height, easel.Unit * 0.022f);
        var seed = easel.NoiseSeed("grain");
        easel.Rows(y =>
        {
            var dy = (y + 0.5f) / canvas.Height - 0.5f;
            for (var x = 0; x < canvas.Width; x++)
            {
                var index = y * canvas.Width + x;
                var dx = (x + 0.5f) / canvas.Width - 0.5f;
                var vignette = easel.Borderless ? 1 : 1 - 0.42f * Mix.Smooth(0.18f, 0.62f, dx * dx + dy * dy);
                var grain = easel.IsPlate ? 1 : 1 + (Noise.Hash(x, y, seed) - 0.5f) * 0.035f;
                var bloom = blur[index] * 0.30f;
                var color = canvas[index];
                // Screened, so that what is white already stays white.
                color = new Rgb(1 - (1 - color.R) * (1 - bloom * 0.9f), 1 - (1 - color.G) * (1 - bloom * 0.8f), 1 - (1 - color.B) * (1 - bloom * 0.7f));
                canvas[index] = color * (vignette * grain);
            }
        });
    }
}
