using Galion.Engines.Painting.Scenes;
using Galion.Engines.Painting.Subjects;

namespace Galion.Engines.Painting;

/// <summary>Paints a composed scene in scene light, from the sky to the foreground.</summary>
internal static class ScenePainter
{
    /// <param name="layer">Called with the canvas whenever what is farther away is complete, and with what that is.</param>
    public static void Paint(Easel easel, Canvas canvas, Scene scene, Action<Canvas, string>? layer = null)
    {
        var view = scene.ViewFor(canvas.Width, canvas.Height);
        switch (scene.Kind)
        {
            case SceneKind.Abstract:
                AbstractPainter.Paint(easel, canvas, view, scene);
                return;
            case SceneKind.Pattern:
                PatternPainter.PaintTiling(easel, canvas, scene);
                return;
            case SceneKind.Mandala:
                PatternPainter.PaintMandala(easel, canvas, scene);
                return;
            case SceneKind.Space:
                easel.Stage(0.02f, "gathering the stars");
                SpacePainter.Paint(easel, canvas, view, scene);
                return;
            case SceneKind.Woods:
                WoodsPainter.Paint(easel, canvas, view, scene);
                var inhabitants = new Props(easel, canvas, view, scene, new Relief(easel, scene));
                inhabitants.PaintAir();
                inhabitants.PaintFigures();
                Precipitation.Paint(easel, canvas, view, scene);
                return;
        }

        easel.Stage(0.02f, "painting the sky");
        SkyPainter.Paint(easel, canvas, view, scene);
        layer?.Invoke(canvas, "sky");
        var relief = new Relief(easel, scene);
        var props = new Props(easel, canvas, view, scene, relief);
        switch (scene.Kind)
        {
            case SceneKind.City:
                CityPainter.Paint(easel, canvas, view, scene);
                props.PaintAir();
                break;
            case SceneKind.Sky:
                props.PaintAir();
                break;
            default:
                new LandPainter(easel, canvas, view, scene, relief).Paint();
                layer?.Invoke(canvas, "land");
                props.PaintMiddle();
                new WaterPainter(easel, canvas, view, scene, relief).Paint();
                layer?.Invoke(canvas, "things and water");
                Meadow.Paint(easel, canvas, view, scene, relief);
                props.PaintNear();
                break;
        }

        Precipitation.Paint(easel, canvas, view, scene);
        if (scene.Kind == SceneKind.Portrait)
        {
            PortraitPainter.Frame(easel, canvas, scene);
        }
    }
}
