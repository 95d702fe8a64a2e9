using Galion.Engines.Painting.Scenes;

namespace Galion.Engines.Painting.Styles;

/// <summary>Low-poly: a mesh of triangles whose corners sit on the edges of forms, each of one colour with a hint of a facet's light.</summary>
internal static class LowPoly
{
    private const int SubPixels = 8;

    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var source = LabPlanes.From(easel, canvas).Simplify(easel, MathF.Max(1.5f, easel.Unit * 0.004f));
        easel.Tidy();
        var importance = Importance(easel, canvas, source);
        var points = Scatter(easel, canvas, importance);
        var triangles = Delaunay.Triangulate(points, easel.CancellationToken);
        var seed = easel.NoiseSeed("facets");
        var owner = new int[canvas.Width * canvas.Height];
        Array.Fill(owner, -1);
        var reliefs = Reliefs(canvas, triangles, points);
        var sums = new Lab[triangles.Count];
        var counts = new int[triangles.Count];
        for (var n = 0; n < triangles.Count; n++)
        {
            if ((n & 255) == 0)
            {
                easel.CancellationToken.ThrowIfCancellationRequested();
            }

            var (a, b, c) = triangles[n];
            Fill(canvas, owner, points[a], points[b], points[c], n, source, ref sums[n], ref counts[n]);
        }

        easel.Rows(y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var index = y * canvas.Width + x;
                var n = owner[index];
                if (n < 0)
                {
                    continue;
                }

                // Pixels on an edge take both neighbours, which smooths the seam.
                var color = Facet(sums, counts, n, seed, reliefs);
                var right = x + 1 < canvas.Width ? owner[index + 1] : n;
                var below = y + 1 < canvas.Height ? owner[index + canvas.Width] : n;
                if (right != n && right >= 0)
                {
                    color = Lab.Lerp(color, Facet(sums, counts, right, seed, reliefs), 0.4f);
                }

                if (below != n && below >= 0)
                {
                    color = Lab.Lerp(color, Facet(sums, counts, below, seed, reliefs), 0.4f);
                }

                canvas[index] = color.ToRgb();
            }
        });
    }

    private static float[] Importance(Easel easel, Canvas canvas, LabPlanes source)
    {
        var outline = Contours.Outlines(easel, canvas);
        var result = new float[outline.Length];
        var step = Math.Max(1, (int)(easel.Unit * 0.003f));
        easel.Rows(y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var index = y * canvas.Width + x;
                var (left, right) = (y * canvas.Width + Math.Max(0, x - step), y * canvas.Width + Math.Min(canvas.Width - 1, x + step));
                var (up, down) = (Math.Max(0, y - step) * canvas.Width + x, Math.Min(canvas.Height - 1, y + step) * canvas.Width + x);
                var slope = MathF.Sqrt(source[left].DistanceSquared(source[right]) + source[up].DistanceSquared(source[down]));
                result[index] = MathF.Max(0.9f * outline[index], Mix.Clamp01(slope * 4.5f));
            }
        });
        return result;
    }

    /// <summary>Points no closer than a distance that shrinks where there is something to see; candidates on edges come first.</summary>
    private static List<(int X, int Y)> Scatter(Easel easel, Canvas canvas, float[] importance)
    {
        var dice = easel.Dice("mesh");
        var density = easel.Detail switch { Detail.Draft => 1.5f, Detail.Fine => 0.72f, _ => 1f };
        var (fine, coarse) = (easel.Unit * 0.0115f * density, easel.Unit * 0.052f * density);
        var cell = fine;
        var (columns, rows) = ((int)(canvas.Width / cell) + 1, (int)(canvas.Height / cell) + 1);
        var grid = new int[columns * rows];
        Array.Fill(grid, -1);
        var points = new List<(int X, int Y)>();
        var (right, bottom) = (canvas.Width * SubPixels, canvas.Height * SubPixels);
        points.AddRange([(0, 0), (right, 0), (0, bottom), (right, bottom)]);
        var sides = (int)(easel.Unit / coarse) + 2;
        for (var n = 1; n < sides; n++)
        {
            points.AddRange([(right * n / sides, 0), (right * n / sides, bottom), (0, bottom * n / sides), (right, bottom * n / sides)]);
        }

        var candidates = (int)(canvas.Width * (float)canvas.Height / (fine * fine) * 5);
        foreach (var threshold in (ReadOnlySpan<float>)[0.5f, 0.22f, 0f])
        {
            for (var n = 0; n < candidates; n++)
            {
                if ((n & 4_095) == 0)
                {
                    easel.CancellationToken.ThrowIfCancellationRequested();
                }

                var (x, y) = (dice.Below(canvas.Width), dice.Below(canvas.Height));
                var weight = importance[y * canvas.Width + x];
                if (weight >= threshold && IsFree(grid, columns, rows, points, x, y, cell, Mix.Lerp(coarse, fine, MathF.Sqrt(weight))))
                {
                    grid[Math.Min(rows - 1, (int)(y / cell)) * columns + Math.Min(columns - 1, (int)(x / cell))] = points.Count;
                    points.Add((x * SubPixels + dice.Below(SubPixels), y * SubPixels + dice.Below(SubPixels)));
                }
            }
        }

        return points;
    }

    private static bool IsFree(int[] grid, int columns, int rows, List<(int X, int Y)> points, int x, int y, float cell, float distance)
    {
        var reach = (int)(distance / cell) + 1;
        var (cx, cy) = ((int)(x / cell), (int)(y / cell));
        for (var row = Math.Max(0, cy - reach); row <= Math.Min(rows - 1, cy + reach); row++)
        {
            for (var column = Math.Max(0, cx - reach); column <= Math.Min(columns - 1, cx + reach); column++)
            {
                var other = grid[row * columns + column];
                if (other >= 0)
                {
                    var (dx, dy) = (points[other].X / (float)SubPixels - x, points[other].Y / (float)SubPixels - y);
                    if (dx * dx + dy * dy < distance * distance)
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    private static void Fill(
        Canvas canvas, int[] owner, (int X, int Y) a, (int X, int Y) b, (int X, int Y) c, int id, LabPlanes source, ref Lab sum, ref int count)
    {
        var (top, bottom) = (Math.Min(a.Y, Math.Min(b.Y, c.Y)) / SubPixels, Math.Min(canvas.Height - 1, Math.Max(a.Y, Math.Max(b.Y, c.Y)) / SubPixels));
        for (var y = top; y <= bottom; y++)
        {
            var level = y * SubPixels + SubPixels / 2;
            var (from, to) = (float.MaxValue, float.MinValue);
            Cross(a, b, level, ref from, ref to);
            Cross(b, c, level, ref from, ref to);
            Cross(c, a, level, ref from, ref to);
            if (from > to)
            {
                continue;
            }

            var first = Math.Max(0, (int)MathF.Ceiling(from / SubPixels - 0.5f));
            var last = Math.Min(canvas.Width - 1, (int)MathF.Floor(to / SubPixels - 0.5f));
            for (var x = first; x <= last; x++)
            {
                var index = y * canvas.Width + x;
                owner[index] = id;
                sum += source[index];
                count++;
            }
        }
    }

    private static void Cross((int X, int Y) a, (int X, int Y) b, int level, ref float from, ref float to)
    {
        if ((a.Y <= level) == (b.Y <= level))
        {
            return;
        }

        var x = a.X + (b.X - a.X) * ((level - a.Y) / (float)(b.Y - a.Y));
        from = MathF.Min(from, x);
        to = MathF.Max(to, x);
    }

    /// <summary>How much more light than its surroundings each facet catches: one that leans to the left more, most on land, little in the sky.</summary>
    private static float[] Reliefs(Canvas canvas, List<(int A, int B, int C)> triangles, List<(int X, int Y)> points)
    {
        var reliefs = new float[triangles.Count];
        for (var n = 0; n < reliefs.Length; n++)
        {
            var (a, b, c) = (points[triangles[n].A], points[triangles[n].B], points[triangles[n].C]);
            var (left, right) = (Math.Min(a.X, Math.Min(b.X, c.X)), Math.Max(a.X, Math.Max(b.X, c.X)));
            var lean = ((a.X + b.X + c.X) / 3f - left) / (right - left + 1) - 0.5f;
            var (x, y) = (Math.Clamp((a.X + b.X + c.X) / (3 * SubPixels), 0, canvas.Width - 1), Math.Clamp((a.Y + b.Y + c.Y) / (3 * SubPixels), 0, canvas.Height - 1));
            reliefs[n] = lean * canvas.Kinds[y * canvas.Width + x] switch
            {
                Kind.Sky or Kind.Cloud or Kind.Luminary => 0.06f,
                Kind.Water => 0.09f,
                Kind.Land or Kind.Plant => 0.26f,
                _ => 0.16f,
            };
        }

        return reliefs;
    }

    private static Lab Facet(Lab[] sums, int[] counts, int n, int seed, float[] reliefs)
    {
        if (counts[n] == 0)
        {
            return default;
        }

        var color = sums[n] * (1f / counts[n]);
        var light = reliefs[n] + (Noise.Hash(n, 3, seed) - 0.5f) * 0.024f;
        return new Lab(color.L + light, color.A * 1.18f, color.B * 1.18f);
    }
}
