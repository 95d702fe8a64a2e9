using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Scenes;

/// <summary>Under closed clouds the ground is darker and less green than the light of a scene, which comes from everywhere, makes it.</summary>
internal static class Gloom
{
    /// <param name="water">How far water is taken along, 0 to 1.</param>
    /// <param name="things">How far buildings and figures are taken along, 0 to 1; their windows and lamps shine.</param>
    public static void Apply(Easel easel, Canvas canvas, Weather? weather, float water = 0.5f, float things = 0)
    {
        var (grey, dark) = weather switch { Weather.Storm => (0.55f, 0.62f), Weather.Rain => (0.30f, 0.85f), _ => (0f, 1f) };
        if (grey == 0)
        {
            return;
        }

        easel.Rows(0, canvas.Height, y =>
        {
            for (var index = y * canvas.Width; index < (y + 1) * canvas.Width; index++)
            {
                var amount = canvas.Kinds[index] switch { Kind.Land or Kind.Plant => 1f, Kind.Water => water, Kind.Building or Kind.Figure => things, _ => 0 };
                if (amount > 0)
                {
                    var color = canvas[index];
                    var mean = color.Luminance;
                    canvas[index] = Rgb.Lerp(color, new Rgb(mean, mean, mean), grey * amount) * Mix.Lerp(1, dark, amount);
                }
            }
        });
    }
}
