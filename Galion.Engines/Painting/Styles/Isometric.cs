using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Styles;

/// <summary>A small world cut out of the land and seen from a corner: it paints its own scene of blocks from what the prompt names.</summary>
internal static class Isometric
{
    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        Backdrop(easel, canvas, scene);
        var world = IsometricWorld.Create(easel, scene);
        var painter = new IsometricBlocks(easel, canvas, scene, world.Size);
        painter.Sky();
        painter.Shadow();
        for (var sum = 0; sum <= 2 * (world.Size - 1); sum++)
        {
            easel.CancellationToken.ThrowIfCancellationRequested();
            for (var gx = Math.Max(0, sum - world.Size + 1); gx <= Math.Min(sum, world.Size - 1); gx++)
            {
                painter.Draw(world, gx, sum - gx);
            }
        }

        painter.Fireflies(world);
        painter.Air();
    }

    private static void Backdrop(Easel easel, Canvas canvas, Scene scene)
    {
        var air = scene.Air;
        easel.Rows(y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var (dx, dy) = (((x + 0.5f) / canvas.Width) - 0.5f, ((y + 0.5f) / canvas.Height) - 0.45f);
                var glow = 1 / (1 + (dx * dx + dy * dy) * 6);
                var index = y * canvas.Width + x;
                canvas[index] = Rgb.Lerp(Rgb.Lerp(air.Zenith, air.Middle, 0.55f), Rgb.Lerp(air.Horizon, air.Middle, 0.25f), glow * glow);
                canvas.Depth[index] = Canvas.Infinity;
            }
        });
    }
}
