using System.Globalization;
using Galion.Engines.Options;

namespace Galion.Engines.Painting.Operations;

/// <summary>
/// What inpainting fills, said in shapes rather than by a second picture, so that a recipe holds it: rectangles as <c>left,top,width,height</c> and
/// strokes of a round brush as <c>radius@x,y x,y</c>, in pixels of the picture, separated by semicolons.
/// </summary>
internal static class FillArea
{
    public const int MaxLength = 4_000;
    private const int MaxRadius = 512;
    private const int MaxPlace = 8_192;

    /// <exception cref="EngineOptionException">It is not written like that.</exception>
    public static bool[] Read(string text, int width, int height)
    {
        var fills = new bool[width * height];
        foreach (var shape in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (shape.Split('@') is [var radius, var way])
            {
                Stroke(fills, width, height, Number(radius, MaxRadius), [.. way.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Place)]);
            }
            else if (Numbers(shape) is [var left, var top, var across, var down])
            {
                for (var y = top; y < Math.Min(height, top + down); y++)
                {
                    var first = Math.Min(left, width);
                    fills.AsSpan(y * width + first, Math.Min(width, left + across) - first).Fill(true);
                }
            }
            else
            {
                throw Wrong(shape);
            }
        }

        return fills;
    }

    /// <summary>Round dabs along the way, so close that they make a line.</summary>
    private static void Stroke(bool[] fills, int width, int height, int radius, (int X, int Y)[] way)
    {
        for (var n = 0; n < way.Length; n++)
        {
            var (from, to) = (way[Math.Max(0, n - 1)], way[n]);
            var steps = 1 + Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)) / Math.Max(1, radius / 4);
            for (var step = 0; step <= steps; step++)
            {
                var (x, y) = (from.X + (to.X - from.X) * step / steps, from.Y + (to.Y - from.Y) * step / steps);
                for (var row = Math.Max(0, y - radius); row <= Math.Min(height - 1, y + radius); row++)
                {
                    var half = (int)Math.Sqrt(radius * radius - (row - y) * (row - y));
                    var (first, end) = (Math.Clamp(x - half, 0, width), Math.Clamp(x + half + 1, 0, width));
                    fills.AsSpan(row * width + first, end - first).Fill(true);
                }
            }
        }
    }

    private static (int X, int Y) Place(string text) => Numbers(text) is [var x, var y] ? (x, y) : throw Wrong(text);

    private static int[] Numbers(string text) => [.. text.Split(',').Select(number => Number(number, MaxPlace))];

    private static int Number(string text, int most) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : throw Wrong(text);

    private static EngineOptionException Wrong(string text) => new(
        "area", $"The option area holds rectangles such as 40,60,200,120 and strokes such as 24@100,100 180,140, separated by semicolons; “{(text.Length > 40 ? text[..40] + "…" : text)}” is neither.");
}
