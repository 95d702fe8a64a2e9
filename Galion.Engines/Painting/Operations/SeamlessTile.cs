namespace Galion.Engines.Painting.Operations;

/// <summary>
/// Makes the edges of a picture continue each other. It is painted a little too large; what is beyond the right and the lower edge is laid over
/// the left and the upper one and cut along the path on which the two differ least.
/// </summary>
internal static class SeamlessTile
{
    /// <summary>A tile is painted larger than it is, which bounds its size by the memory.</summary>
    public const long MaxPixels = 2_100_000;

    private const int Part = 6;

    /// <summary>The size to paint for a tile of a size.</summary>
    public static (int Width, int Height) Enlarge(int width, int height) => (width + Overlap(width), height + Overlap(height));

    /// <param name="canvas">Of the enlarged size.</param>
    public static Canvas Wrap(Easel easel, Canvas canvas, int width, int height)
    {
        var across = new Canvas(width, canvas.Height);
        Fold(easel, canvas, across, horizontal: true);
        var result = new Canvas(width, height);
        Fold(easel, across, result, horizontal: false);
        return result;
    }

    private static int Overlap(int side) => Math.Max(4, side / Part);

    /// <summary>Folds the end of every row (or column) over its beginning.</summary>
    private static void Fold(Easel easel, Canvas from, Canvas to, bool horizontal)
    {
        // "Length" runs along the row that is folded, "lines" counts the rows.
        var (length, lines) = horizontal ? (to.Width, to.Height) : (to.Height, to.Width);
        var overlap = (horizontal ? from.Width : from.Height) - length;
        var cut = Cut(easel, from, length, lines, overlap, horizontal);
        var feather = MathF.Max(1, overlap * 0.08f);
        easel.Rows(0, lines, line =>
        {
            for (var n = 0; n < length; n++)
            {
                var (source, target) = horizontal ? (line * from.Width + n, line * to.Width + n) : (n * from.Width + line, n * to.Width + line);
                to[target] = from[source];
                (to.Depth[target], to.Kinds[target]) = (from.Depth[source], from.Kinds[source]);
                if (n < overlap)
                {
                    // The first pixel is the one that follows the last.
                    var beyond = horizontal ? source + length : source + length * from.Width;
                    var fresh = n == 0 ? 0 : Mix.Clamp01((n - cut[line]) / (2 * feather) + 0.5f);
                    to[target] = Rgb.Lerp(from[beyond], from[source], fresh);
                }
            }
        });
    }

    /// <summary>For each line, where the fold is cut. The path comes back to where it began, so that it wraps as well.</summary>
    private static int[] Cut(Easel easel, Canvas canvas, int length, int lines, int overlap, bool horizontal)
    {
        var costs = new float[lines * overlap];
        easel.Rows(0, lines, line =>
        {
            for (var n = 0; n < overlap; n++)
            {
                var source = horizontal ? line * canvas.Width + n : n * canvas.Width + line;
                var difference = canvas[source] - canvas[horizontal ? source + length : source + length * canvas.Width];
                costs[line * overlap + n] = MathF.Sqrt(difference.R * difference.R + difference.G * difference.G + difference.B * difference.B) + 1e-4f;
            }
        });
        var path = Cheapest(easel, costs, lines, overlap, start: -1);
        return Cheapest(easel, costs, lines, overlap, (path[0] + path[^1]) / 2);
    }

    /// <param name="start">Where the path must begin and end; −1 when it is free.</param>
    private static int[] Cheapest(Easel easel, float[] costs, int lines, int overlap, int start)
    {
        var margin = Math.Max(1, overlap / 6);
        var total = new float[lines * overlap];
        Array.Fill(total, 1e9f);
        for (var n = margin; n < overlap - margin; n++)
        {
            total[n] = start < 0 || n == start ? costs[n] : 1e8f;
        }

        for (var line = 1; line < lines; line++)
        {
            easel.CancellationToken.ThrowIfCancellationRequested();
            for (var n = margin; n < overlap - margin; n++)
            {
                var before = (line - 1) * overlap + n;
                total[line * overlap + n] = costs[line * overlap + n] + MathF.Min(total[before], MathF.Min(total[before - 1], total[before + 1]));
            }
        }

        var path = new int[lines];
        var last = (lines - 1) * overlap;
        var best = margin;
        for (var n = margin; n < overlap - margin; n++)
        {
            best = total[last + n] < total[last + best] ? n : best;
        }

        path[^1] = start < 0 ? best : Math.Clamp(start, margin, overlap - margin - 1);
        for (var line = lines - 2; line >= 0; line--)
        {
            var (here, at) = (path[line + 1], line * overlap);
            path[line] = total[at + here - 1] < total[at + here] && total[at + here - 1] <= total[at + here + 1] ? here - 1 : total[at + here + 1] < total[at + here] ? here + 1 : here;
        }

        return path;
    }
}
