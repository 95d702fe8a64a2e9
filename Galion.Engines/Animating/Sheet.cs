using Galion.Engines.Painting;

namespace Galion.Engines.Animating;

/// <summary>
/// One sheet of a flat picture: what lies between two distances, filled behind what stands before it. The pictures of all keys of the light
/// are cut one after another, so that no two of them need to be held at once.
/// </summary>
internal sealed class Sheet
{
    private const float Soft = 0.06f;
    private readonly Easel _easel;
    private readonly int _width;
    private readonly int _rows;
    private readonly int _top;
    private readonly byte[] _alpha;
    private readonly byte[] _known;
    private readonly List<short[]> _keys = [];

    private Sheet(Easel easel, byte[] alpha, byte[] known, int width, int rows, int top) =>
        (_easel, _alpha, _known, _width, _rows, _top) = (easel, alpha, known, width, rows, top);

    private float[]? Disparities { get; init; }

    private float[]? Swaying { get; init; }

    private byte[]? Wet { get; init; }

    /// <summary>0 for what is infinitely far, towards 1 for what is near.</summary>
    public static float Disparity(float kilometres) => kilometres >= Canvas.Infinity * 0.5f ? 0 : MathF.Sqrt(0.4f / (kilometres + 0.4f));

    /// <param name="depth">Kilometres of each pixel; what is infinitely far belongs to no sheet unless <paramref name="hasBackdrop"/>.</param>
    /// <param name="splits">Distances, from far to near, at which one sheet ends and the next begins.</param>
    /// <param name="hasBackdrop">Whether the farthest sheet shows everything, because nothing was painted behind it.</param>
    /// <returns>The sheets that are not empty, from far to near.</returns>
    public static List<Sheet> Plan(Easel easel, float[] depth, Kind[] kinds, int width, int height, float unit, float[] splits, bool hasBackdrop)
    {
        var sheets = new List<Sheet>();
        for (var n = 0; n <= splits.Length; n++)
        {
            easel.CancellationToken.ThrowIfCancellationRequested();
            var near = n == splits.Length ? 0 : splits[n];
            var far = n == 0 ? float.MaxValue : splits[n - 1];
            if (PlanOne(easel, depth, kinds, width, height, unit, near, far, hasBackdrop && n == 0) is { } sheet)
            {
                sheets.Add(sheet);
            }
        }

        return sheets;
    }

    /// <summary>Cuts the finished picture of the next key.</summary>
    /// <param name="picture">Texels whose opacity is not looked at.</param>
    public void Add(short[] picture) => _keys.Add(Lift(_easel, picture, _alpha, _known, _width, _rows, _top));

    public Layer ToLayer() => new(LayerRole.Land, _width, _rows, _top, [.. _keys]) { Disparity = Disparities, Water = Wet, Sway = Swaying };

    private static Sheet? PlanOne(
        Easel easel, float[] depth, Kind[] kinds, int width, int height, float unit, float near, float far, bool backdrop)
    {
        var alpha = new byte[width * height];
        var firstRows = new int[height];
        easel.Rows(0, height, y =>
        {
            firstRows[y] = height;
            for (var x = 0; x < width; x++)
            {
                var index = y * width + x;
                var z = depth[index];
                // Sheets overlap a little, so that ground that runs from one into the next shows no seam.
                var inFront = backdrop || far == float.MaxValue ? 1 : 1 - Mix.Smooth(far * (1 - Soft), far * (1 + Soft), z);
                alpha[index] = !backdrop && z >= Canvas.Infinity * 0.5f ? (byte)0 : (byte)(inFront * 255);
                if (alpha[index] > 0 && z >= near * (1 - Soft))
                {
                    firstRows[y] = y;
                }
            }
        });
        var first = firstRows.Min();
        if (first >= height)
        {
            return null;
        }

        var top = backdrop ? 0 : Math.Clamp(first - 6, 0, height - 2);
        var rows = height - top;
        SoftenEdges(easel, alpha, width, height);
        // What is nearer than a sheet hides it: there the sheet goes on as it is around.
        var known = new byte[width * rows];
        easel.Rows(0, rows, y =>
        {
            for (var x = 0; x < width; x++)
            {
                known[y * width + x] = depth[(y + top) * width + x] >= near * (1 - Soft) ? (byte)1 : (byte)0;
            }
        });
        return new Sheet(easel, alpha, known, width, rows, top)
        {
            Disparities = Distances(depth, width, height, rows, top, near, far, backdrop),
            Wet = Water(easel, kinds, width, height, rows, top, unit),
            Swaying = Sway(kinds, depth, width, height, rows, top, unit, near, far),
        };
    }

    private static short[] Lift(Easel easel, short[] picture, byte[] alpha, byte[] known, int width, int rows, int top)
    {
        var texels = new short[width * rows * 4];
        easel.Rows(0, rows, y =>
        {
            picture.AsSpan((y + top) * width * 4, width * 4).CopyTo(texels.AsSpan(y * width * 4));
            for (var x = 0; x < width; x++)
            {
                texels[(y * width + x) * 4 + 3] = (short)(alpha[(y + top) * width + x] * (int)Layer.Scale / 255);
            }
        });
        Inpainting.Fill(easel, texels, known, width, rows);
        if (top > 0)
        {
            // Whatever is looked up above the first row finds it empty.
            for (var x = 0; x < width; x++)
            {
                texels[x * 4 + 3] = 0;
            }
        }

        return texels;
    }

    /// <summary>A hard mask gets an edge one pixel wide.</summary>
    private static void SoftenEdges(Easel easel, byte[] alpha, int width, int height)
    {
        var source = (byte[])alpha.Clone();
        easel.Rows(1, height - 1, y =>
        {
            for (var x = 1; x < width - 1; x++)
            {
                var index = y * width + x;
                var sum = source[index] * 4 + (source[index - 1] + source[index + 1] + source[index - width] + source[index + width]) * 2
                    + source[index - width - 1] + source[index - width + 1] + source[index + width - 1] + source[index + width + 1];
                alpha[index] = (byte)(sum >> 4);
            }
        });
    }

    private static float[] Distances(float[] depth, int width, int height, int rows, int top, float near, float far, bool backdrop)
    {
        var (coarseWidth, coarseHeight) = (Layer.Coarse(width), Layer.Coarse(rows));
        var sums = new float[coarseWidth * coarseHeight];
        var weights = new float[coarseWidth * coarseHeight];
        for (var y = top; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var z = depth[y * width + x];
                if (z >= near * (1 - Soft) && (z <= far * (1 + Soft) && z < Canvas.Infinity * 0.5f || backdrop))
                {
                    var index = ((y - top) >> 2) * coarseWidth + (x >> 2);
                    sums[index] += Disparity(z);
                    weights[index]++;
                }
            }
        }

        for (var index = 0; index < sums.Length; index++)
        {
            sums[index] = weights[index] > 0 ? sums[index] / weights[index] : 0;
            weights[index] = MathF.Min(1, weights[index]);
        }

        Inpainting.Fill(sums, weights, coarseWidth, coarseHeight, 1);
        return Blur(sums, coarseWidth, coarseHeight, 3);
    }

    private static byte[]? Water(Easel easel, Kind[] kinds, int width, int height, int rows, int top, float unit)
    {
        var wet = new float[width * rows];
        var any = 0;
        for (var y = top; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (kinds[y * width + x] == Kind.Water)
                {
                    wet[(y - top) * width + x] = 1;
                    any++;
                }
            }
        }

        if (any < width * height / 500)
        {
            return null;
        }

        var shore = Filters.Blur(easel, wet, width, rows, unit * 0.004f);
        var water = new byte[width * rows];
        for (var index = 0; index < water.Length; index++)
        {
            water[index] = wet[index] > 0 ? (byte)(Mix.Clamp01((shore[index] - 0.5f) * 2.2f) * 255) : (byte)0;
        }

        return water;
    }

    private static float[]? Sway(Kind[] kinds, float[] depth, int width, int height, int rows, int top, float unit, float near, float far)
    {
        var (coarseWidth, coarseHeight) = (Layer.Coarse(width), Layer.Coarse(rows));
        var sway = new float[coarseWidth * coarseHeight];
        var any = false;
        for (var x = 0; x < width; x++)
        {
            var foot = height;
            for (var y = height - 1; y >= top; y--)
            {
                var index = y * width + x;
                if (kinds[index] != Kind.Plant || depth[index] < near * (1 - Soft) || depth[index] > far * (1 + Soft))
                {
                    foot = y;
                    continue;
                }

                any = true;
                // What grows high moves more, and what is near is seen to move more.
                sway[((y - top) >> 2) * coarseWidth + (x >> 2)] += Mix.Clamp01((foot - y) / unit * 4.5f) * Mix.Clamp01(1.3f * Disparity(depth[index])) / 16;
            }
        }

        return any ? Blur(sway, coarseWidth, coarseHeight, 2) : null;
    }

    private static float[] Blur(float[] plane, int width, int height, int radius)
    {
        var result = new float[plane.Length];
        for (var pass = 0; pass < 2; pass++)
        {
            var (source, target) = pass == 0 ? (plane, result) : (result, plane);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var sum = 0f;
                    for (var k = -radius; k <= radius; k++)
                    {
                        sum += pass == 0
                            ? source[y * width + Math.Clamp(x + k, 0, width - 1)]
                            : source[Math.Clamp(y + k, 0, height - 1) * width + x];
                    }

                    target[y * width + x] = sum / (2 * radius + 1);
                }
            }
        }

        return plane;
    }
}
