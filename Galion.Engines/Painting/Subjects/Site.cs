using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>A landscape in which things are being placed. All draw from the same dice, in the order in which they are painted.</summary>
internal sealed class Site
{
    public Site(Easel easel, Canvas canvas, View view, Scene scene, Relief relief)
    {
        (Easel, Canvas, View, Scene, Relief) = (easel, canvas, view, scene, relief);
        Stage = new Stage(view, scene, relief);
        Pen = new Pen(easel, canvas);
        Dice = easel.Dice("props");
        Structures = new Structures(Pen, Stage, Dice);
    }

    public Easel Easel { get; }

    public Canvas Canvas { get; }

    public View View { get; }

    public Scene Scene { get; }

    public Relief Relief { get; }

    public Stage Stage { get; }

    public Pen Pen { get; }

    public Dice Dice { get; }

    public Structures Structures { get; }

    public PromptReading Reading => Scene.Reading;

    /// <summary>What sizes that are given in units are multiplied by, so that they grow with the framing.</summary>
    public float Nearness => View.Focus / View.PlainFocus;

    /// <summary>Whether dry ground of a place is seen.</summary>
    /// <param name="above">Kilometres above the water.</param>
    public bool IsSeen(float x, float z, float above)
    {
        var spot = Stage.At(x, z);
        var (column, row) = ((int)spot.X, (int)spot.Y);
        return spot.Ground > above && (uint)column < (uint)Canvas.Width && row > 0 && row < Canvas.Height - 1
            && Canvas.Depth[(row - 1) * Canvas.Width + column] > z * 0.88f;
    }

    /// <summary>The highest ground near a direction, between two distances.</summary>
    public (float X, float Z) Highest(float unitX, float near, float far)
    {
        var best = (X: unitX * far / View.Focus, Z: far);
        var most = float.MinValue;
        for (var n = 0; n < 120; n++)
        {
            var z = near + (far - near) * (n % 12) / 11f;
            var x = (unitX + (n / 12 - 4.5f) * 0.018f) * z / View.Focus;
            var height = Relief.HeightAt(x, z);
            var score = MathF.Min(height, 0.3f) / z - MathF.Abs(n / 12 - 4.5f) * 0.002f;
            if (score > most)
            {
                (most, best) = (score, (x, z));
            }
        }

        return best;
    }
}
