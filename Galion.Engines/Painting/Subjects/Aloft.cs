using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>What flies: birds and balloons.</summary>
internal static class Aloft
{
    public static void Paint(Site site)
    {
        PaintBirds(site);
        var balloons = new List<(float X, float Y, float Size)>();
        var count = Math.Min(12, site.Reading.Subjects.GetValueOrDefault(Subject.Balloon));
        for (var tries = 0; balloons.Count < count && tries < 400; tries++)
        {
            var main = balloons.Count == 0;
            var size = site.View.Unit * site.Nearness * (main ? 0.085f : site.Dice.Range(0.018f, 0.045f));
            var x = main ? site.View.PixelX(site.Scene.FocalX) : site.Dice.Range(0.08f, 0.92f) * site.Canvas.Width;
            var y = (main ? 0.3f : site.Dice.Range(0.1f, 0.45f)) * site.View.HorizonY;
            // A balloon behind another could not be counted; where the sky is too small for so many, they crowd.
            if (tries > 300 || balloons.TrueForAll(other => MathF.Abs(other.X - x) > (other.Size + size) * 1.05f || MathF.Abs(other.Y - y) > (other.Size + size) * 1.4f))
            {
                balloons.Add((x, y, size));
                site.Structures.Balloon(x, y, size, main ? 0.8f : site.Dice.Range(2, 5));
            }
        }
    }

    private static void PaintBirds(Site site)
    {
        var asked = site.Reading.Subjects.GetValueOrDefault(Subject.Birds);
        var count = asked == 0 || site.Easel.IsPlate ? 0 : asked == 1 ? 9 : Math.Min(40, asked);
        var (cx, cy) = (site.View.PixelX(-site.Scene.FocalX * 0.6f), site.View.HorizonY * 0.42f);
        (site.Pen.Depth, site.Pen.Kind) = (0.5f, Kind.Figure);
        var color = Rgb.Lerp(site.Reading.Dyed(Subject.Birds, Rgb.Hex("15171c")), site.Scene.Air.Horizon, 0.12f);
        for (var n = 0; n < count; n++)
        {
            var size = site.View.Unit * site.Nearness * site.Dice.Range(0.009f, 0.020f);
            var (x, y) = (cx + site.Dice.Bell() * site.View.Unit * 0.15f, cy + site.Dice.Bell() * site.View.Unit * 0.07f);
            var lift = site.Dice.Range(0.15f, 0.5f) * size;
            var tilt = site.Dice.Range(-0.2f, 0.2f) * size;
            // Each wing is an arm and a hand.
            site.Pen.Line(x, y, x - size * 0.45f, y - lift - tilt, size * 0.17f, size * 0.12f, color);
            site.Pen.Line(x - size * 0.45f, y - lift - tilt, x - size, y - lift * 0.35f - tilt, size * 0.12f, size * 0.03f, color);
            site.Pen.Line(x, y, x + size * 0.45f, y - lift + tilt, size * 0.17f, size * 0.12f, color);
            site.Pen.Line(x + size * 0.45f, y - lift + tilt, x + size, y - lift * 0.35f + tilt, size * 0.12f, size * 0.03f, color);
        }
    }
}
