using Galion.Engines.Painting.Scenes;

namespace Galion.Engines.Painting.Styles;

/// <summary>
/// Pixel art: large square pixels from one limited palette, ordered dither only between neighbouring tones of a gradient, dark outlines
/// around things, and no stray single pixels.
/// </summary>
internal static class PixelArt
{
    private static ReadOnlySpan<byte> Bayer => [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var cells = easel.Detail switch { Detail.Draft => 120, Detail.Fine => 232, _ => 176 };
        var longest = Math.Max(canvas.Width, canvas.Height);
        var size = Math.Max(1, (longest + cells / 2) / cells);
        var (columns, rows) = ((canvas.Width + size - 1) / size, (canvas.Height + size - 1) / size);
        var (small, kinds, depths) = Reduce(easel, canvas, columns, rows, size);
        var colors = ColorTable.Choose(small, easel.Detail == Detail.Draft ? 16 : 28, easel.Dice("palette"), easel.CancellationToken);
        var index = Quantize(easel, small, kinds, colors, columns, rows);
        RemoveStrays(index, kinds, columns, rows);
        var light = new Lab[colors.Length];
        for (var n = 0; n < colors.Length; n++)
        {
            light[n] = colors[n] with { A = colors[n].A * 1.1f, B = colors[n].B * 1.1f };
        }

        easel.Rows(y =>
        {
            var row = y / size;
            for (var x = 0; x < canvas.Width; x++)
            {
                var cell = row * columns + x / size;
                var color = light[index[cell]];
                if (IsOutline(kinds, depths, columns, rows, x / size, row))
                {
                    color = light[ColorTable.Nearest(light, new Lab(color.L * 0.62f, color.A * 0.95f, color.B * 0.95f - 0.01f))];
                }

                canvas[y * canvas.Width + x] = color.ToRgb();
            }
        });
    }

    private static (LabPlanes Small, Kind[] Kinds, float[] Depths) Reduce(Easel easel, Canvas canvas, int columns, int rows, int size)
    {
        var count = columns * rows;
        var small = new LabPlanes(columns, rows, new float[count], new float[count], new float[count]);
        var (kinds, depths) = (new Kind[count], new float[count]);
        easel.Rows(0, rows, row =>
        {
            for (var column = 0; column < columns; column++)
            {
                var (sum, weight) = (default(Rgb), 0);
                for (var y = row * size; y < Math.Min(canvas.Height, (row + 1) * size); y++)
                {
                    for (var x = column * size; x < Math.Min(canvas.Width, (column + 1) * size); x++)
                    {
                        sum += canvas[x, y];
                        weight++;
                    }
                }

                var middle = Math.Min(canvas.Height - 1, row * size + size / 2) * canvas.Width + Math.Min(canvas.Width - 1, column * size + size / 2);
                var cell = row * columns + column;
                small[cell] = (sum * (1f / weight)).ToLab();
                (kinds[cell], depths[cell]) = (canvas.Kinds[middle], canvas.Depth[middle]);
            }
        });
        return (small, kinds, depths);
    }

    private static byte[] Quantize(Easel easel, LabPlanes small, Kind[] kinds, Lab[] colors, int columns, int rows)
    {
        var index = new byte[columns * rows];
        for (var row = 0; row < rows; row++)
        {
            easel.CancellationToken.ThrowIfCancellationRequested();
            for (var column = 0; column < columns; column++)
            {
                var cell = row * columns + column;
                var color = small[cell];
                var best = ColorTable.Nearest(colors, color);
                // Only gradients of air and water are dithered; things keep clean clusters.
                if (kinds[cell] is Kind.Sky or Kind.Water)
                {
                    var threshold = (Bayer[(row & 3) * 4 + (column & 3)] + 0.5f) / 16 - 0.5f;
                    best = ColorTable.Nearest(colors, color with { L = color.L + threshold * 0.05f, B = color.B + threshold * 0.02f });
                }

                index[cell] = (byte)best;
            }
        }

        return index;
    }

    private static void RemoveStrays(byte[] index, Kind[] kinds, int columns, int rows)
    {
        for (var row = 1; row < rows - 1; row++)
        {
            for (var column = 1; column < columns - 1; column++)
            {
                var cell = row * columns + column;
                var own = index[cell];
                if (kinds[cell] is not (Kind.Sky or Kind.Water) && index[cell - 1] != own && index[cell + 1] != own && index[cell - columns] != own && index[cell + columns] != own)
                {
                    index[cell] = index[cell - 1] == index[cell + 1] ? index[cell - 1] : index[cell - columns] == index[cell + columns] ? index[cell - columns] : own;
                }
            }
        }
    }

    private static bool IsOutline(Kind[] kinds, float[] depths, int columns, int rows, int column, int row)
    {
        var cell = row * columns + column;
        var depth = depths[cell];
        if (kinds[cell] is Kind.Sky or Kind.Cloud or Kind.Water or Kind.Luminary)
        {
            return false;
        }

        return (row > 0 && depths[cell - columns] > depth * 1.5f + 0.05f) || (column > 0 && depths[cell - 1] > depth * 1.6f + 0.1f) || (column < columns - 1 && depths[cell + 1] > depth * 1.6f + 0.1f);
    }
}
