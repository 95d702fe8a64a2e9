using Galion.Engines.Painting;

namespace Galion.Engines.Animating;

/// <summary>
/// How far things are in a picture, guessed from what painters know: what stands lower is nearer, what is sharper and stronger in colour is
/// nearer, and what is smooth and reaches the upper edge is sky. It is a guess by rules, not a measurement; it is good enough for small moves.
/// </summary>
internal sealed class DepthGuess
{
    private const int Grid = 160;

    /// <summary>Kilometres, as the painter counts them.</summary>
    public required float[] Depth { get; init; }

    public required Kind[] Kinds { get; init; }

    public required float HorizonY { get; init; }

    public required bool HasSky { get; init; }

    public required Lab Air { get; init; }

    public required float MeanLightness { get; init; }

    public static DepthGuess Of(Easel easel, short[] texels, int width, int height, bool wantsWater)
    {
        var step = Math.Max(1, Math.Max(width, height) / Grid);
        var (columns, rows) = ((width + step - 1) / step, (height + step - 1) / step);
        var (colors, edges) = Shrink(texels, width, height, step, columns, rows);
        var sky = FindSky(colors, edges, columns, rows);
        var skyCount = sky.Count(cell => cell);
        var hasSky = skyCount > columns * rows / 25;
        var horizon = Horizon(sky, columns, rows, hasSky);
        var disparity = Disparities(colors, edges, sky, columns, rows, hasSky, horizon);
        var (depth, kinds) = (new float[width * height], new Kind[width * height]);
        var water = wantsWater ? FindWater(colors, edges, sky, columns, rows, horizon) : null;
        easel.Rows(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var index = y * width + x;
                var (cx, cy) = ((x + 0.5f) / step - 0.5f, (y + 0.5f) / step - 0.5f);
                var isSky = hasSky && IsSkyPixel(texels, index, colors, sky, columns, rows, cx, cy);
                var near = Bilinear(disparity, columns, rows, cx, cy);
                // The inverse of what turns kilometres into disparity.
                depth[index] = isSky ? Canvas.Infinity : MathF.Max(0.05f, 0.4f / (near * near) - 0.4f);
                kinds[index] = isSky ? Kind.Sky : water is not null && water[Cell(cx, cy, columns, rows)] ? Kind.Water : Kind.Land;
            }
        });

        var air = default(Lab);
        var mean = 0f;
        var row = Math.Clamp((int)(horizon * rows) - 1, 0, rows - 1);
        for (var x = 0; x < columns; x++)
        {
            air += colors[row * columns + x] * (1f / columns);
        }

        foreach (var color in colors)
        {
            mean += color.L / colors.Length;
        }

        return new DepthGuess { Depth = depth, Kinds = kinds, HorizonY = horizon * height, HasSky = hasSky, Air = air, MeanLightness = mean };
    }

    private static (Lab[] Colors, float[] Edges) Shrink(short[] texels, int width, int height, int step, int columns, int rows)
    {
        var (colors, edges) = (new Lab[columns * rows], new float[columns * rows]);
        for (var cy = 0; cy < rows; cy++)
        {
            for (var cx = 0; cx < columns; cx++)
            {
                var (sum, edge, count) = (default(Lab), 0f, 0);
                for (var y = cy * step; y < Math.Min(height - 1, (cy + 1) * step); y++)
                {
                    for (var x = cx * step; x < Math.Min(width - 1, (cx + 1) * step); x++, count++)
                    {
                        var index = y * width + x;
                        sum += Layer.ColorAt(texels, index);
                        edge += (Math.Abs(texels[index * 4] - texels[index * 4 + 4]) + Math.Abs(texels[index * 4] - texels[(index + width) * 4])) / Layer.Scale;
                    }
                }

                count = Math.Max(1, count);
                (colors[cy * columns + cx], edges[cy * columns + cx]) = (sum * (1f / count), edge / count);
            }
        }

        return (colors, edges);
    }

    /// <summary>Grows from the upper edge over what is smooth and changes slowly.</summary>
    private static bool[] FindSky(Lab[] colors, float[] edges, int columns, int rows)
    {
        var sky = new bool[columns * rows];
        var queue = new Queue<int>();
        for (var x = 0; x < columns; x++)
        {
            if (edges[x] < 0.035f && (colors[x].L > 0.35f || colors[x].B < 0.02f))
            {
                sky[x] = true;
                queue.Enqueue(x);
            }
        }

        while (queue.TryDequeue(out var cell))
        {
            var (x, y) = (cell % columns, cell / columns);
            foreach (var (nx, ny) in (ReadOnlySpan<(int, int)>)[(x - 1, y), (x + 1, y), (x, y + 1), (x, y - 1)])
            {
                if (nx < 0 || nx >= columns || ny < 0 || ny >= rows * 4 / 5)
                {
                    continue;
                }

                var next = ny * columns + nx;
                if (!sky[next] && edges[next] < 0.045f && colors[next].DistanceSquared(colors[cell]) < 0.0022f)
                {
                    sky[next] = true;
                    queue.Enqueue(next);
                }
            }
        }

        return sky;
    }

    /// <summary>How far down the sky reaches in most columns, 0 to 1.</summary>
    private static float Horizon(bool[] sky, int columns, int rows, bool hasSky)
    {
        if (!hasSky)
        {
            return 0.42f;
        }

        var depths = new List<int>();
        for (var x = 0; x < columns; x++)
        {
            var y = 0;
            while (y < rows && sky[y * columns + x])
            {
                y++;
            }

            depths.Add(y);
        }

        depths.Sort();
        return Math.Clamp(depths[columns * 3 / 4] / (float)rows, 0.15f, 0.8f);
    }

    private static float[] Disparities(Lab[] colors, float[] edges, bool[] sky, int columns, int rows, bool hasSky, float horizon)
    {
        var disparity = new float[columns * rows];
        var (meanEdge, meanChroma) = (edges.Average() + 1e-4f, colors.Average(color => color.Chroma) + 1e-3f);
        for (var y = 0; y < rows; y++)
        {
            var below = Mix.Clamp01(((y + 0.5f) / rows - (hasSky ? horizon : 0)) / (hasSky ? 1 - horizon : 1));
            for (var x = 0; x < columns; x++)
            {
                var index = y * columns + x;
                var sharp = Mix.Clamp01(edges[index] / meanEdge * 0.5f);
                var strong = Mix.Clamp01(colors[index].Chroma / meanChroma * 0.4f);
                disparity[index] = 0.13f + 0.55f * below * below + 0.12f * below + 0.08f * sharp + 0.06f * strong;
            }
        }

        return Guided(disparity, colors, sky, columns, rows);
    }

    /// <summary>Evens out within things and not across their borders: each cell takes the mean of cells near it in place and colour.</summary>
    private static float[] Guided(float[] disparity, Lab[] colors, bool[] sky, int columns, int rows)
    {
        const int reach = 5;
        var result = new float[disparity.Length];
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var index = y * columns + x;
                var (sum, total) = (0f, 0f);
                for (var ny = Math.Max(0, y - reach); ny <= Math.Min(rows - 1, y + reach); ny++)
                {
                    for (var nx = Math.Max(0, x - reach); nx <= Math.Min(columns - 1, x + reach); nx++)
                    {
                        var other = ny * columns + nx;
                        if (sky[other] == sky[index])
                        {
                            var weight = 1 / (1 + colors[other].DistanceSquared(colors[index]) * 400);
                            sum += disparity[other] * weight;
                            total += weight;
                        }
                    }
                }

                result[index] = sum / total;
            }
        }

        return result;
    }

    /// <summary>What lies low, is smooth and has the colours of the sky it mirrors, or of blue water.</summary>
    private static bool[] FindWater(Lab[] colors, float[] edges, bool[] sky, int columns, int rows, float horizon)
    {
        var water = new bool[columns * rows];
        var first = Math.Min(rows - 1, (int)(horizon * rows) + 1);
        var mean = default(Lab);
        var count = 0;
        for (var index = 0; index < first * columns; index++)
        {
            if (sky[index])
            {
                mean += colors[index];
                count++;
            }
        }

        mean = count > 0 ? mean * (1f / count) : new Lab(0.6f, -0.02f, -0.06f);
        var found = 0;
        for (var y = first; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var index = y * columns + x;
                var color = colors[index];
                var (da, db) = (color.A - mean.A, color.B - mean.B);
                var alike = da * da + db * db < 0.0028f || color.B < -0.015f && color.A < 0.03f;
                water[index] = !sky[index] && alike && edges[index] < 0.08f;
                found += water[index] ? 1 : 0;
            }
        }

        if (found < columns * rows / 30)
        {
            // It was asked for and cannot be told apart, so it is taken to be the foot of the picture.
            for (var index = Math.Max(first, rows * 3 / 5) * columns; index < water.Length; index++)
            {
                water[index] = !sky[index];
            }
        }

        return water;
    }

    /// <summary>Cells are coarse; along their border each pixel is sky if it looks more like the sky beside it than like the land.</summary>
    private static bool IsSkyPixel(short[] texels, int index, Lab[] colors, bool[] sky, int columns, int rows, float cx, float cy)
    {
        var own = sky[Cell(cx, cy, columns, rows)];
        var (bestSky, bestLand) = (float.MaxValue, float.MaxValue);
        var mixed = false;
        for (var n = 0; n < 9; n++)
        {
            var cell = Cell(cx + n % 3 - 1, cy + n / 3 - 1, columns, rows);
            mixed |= sky[cell] != own;
        }

        if (!mixed)
        {
            return own;
        }

        var here = Layer.ColorAt(texels, index);
        for (var n = 0; n < 9; n++)
        {
            var cell = Cell(cx + n % 3 - 1, cy + n / 3 - 1, columns, rows);
            var distance = colors[cell].DistanceSquared(here);
            (bestSky, bestLand) = sky[cell] ? (MathF.Min(bestSky, distance), bestLand) : (bestSky, MathF.Min(bestLand, distance));
        }

        return bestSky < bestLand;
    }

    private static int Cell(float cx, float cy, int columns, int rows) =>
        Math.Clamp((int)(cy + 0.5f), 0, rows - 1) * columns + Math.Clamp((int)(cx + 0.5f), 0, columns - 1);

    private static float Bilinear(float[] plane, int columns, int rows, float x, float y)
    {
        x = Math.Clamp(x, 0, columns - 1.001f);
        y = Math.Clamp(y, 0, rows - 1.001f);
        var (ix, iy) = (Math.Max(0, (int)x), Math.Max(0, (int)y));
        var (right, below) = (ix + 1 < columns ? 1 : 0, iy + 1 < rows ? columns : 0);
        var index = iy * columns + ix;
        var top = Mix.Lerp(plane[index], plane[index + right], x - ix);
        return Mix.Lerp(top, Mix.Lerp(plane[index + below], plane[index + below + right], x - ix), y - iy);
    }
}
