using Galion.Engines.Imaging;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating;

/// <summary>
/// The even margin around a given picture, such as the paper around a watercolour or the bars beside a film: it stands still while what it
/// frames moves. A margin is found on both of two opposite sides or not at all, has one colour, and ends with a step and not with a slope.
/// </summary>
internal sealed class Margin
{
    /// <summary>How far a sample of the margin may be from its colour: the grain of paper, the noise of a JPEG.</summary>
    private const int Grain = 20;
    private const int Step = 40;
    private const float Deepest = 0.3f;
    private const float Ragged = 0.04f;

    /// <summary>What lies this near to the margin is half paper.</summary>
    private const int Seam = 3;

    private readonly Bitmap _picture;
    private readonly byte[] _cover;

    private Margin(Bitmap picture, byte[] cover) => (_picture, _cover) = (picture, cover);

    private enum Side
    {
        Left,
        Right,
        Top,
        Bottom,
    }

    /// <returns>Null when the picture goes to its edges.</returns>
    /// <param name="inside">The picture gone on over the margin, mirrored at what it frames.</param>
    public static Margin? Find(Bitmap picture, out Bitmap inside)
    {
        var (left, right) = Pair(picture, Side.Left, Side.Right);
        var (top, bottom) = Pair(picture, Side.Top, Side.Bottom);
        inside = picture;
        if (left is null && top is null)
        {
            return null;
        }

        var (width, height) = (picture.Width, picture.Height);
        var paper = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (left is not null && (x < left[y] || x >= width - right![y]) || top is not null && (y < top[x] || y >= height - bottom![x]))
                {
                    paper[y * width + x] = 255;
                }
            }
        }

        inside = GoOn(picture, paper, Reach(left), Reach(top), width - Reach(right), height - Reach(bottom));
        return new Margin(picture, Soften(paper, width, height));
    }

    /// <summary>Lays the margin over a frame as it was given.</summary>
    public void Draw(Easel easel, Frame frame) => easel.Rows(0, frame.Height, y =>
    {
        var row = _picture.Row(y);
        for (var x = 0; x < frame.Width; x++)
        {
            var index = y * frame.Width + x;
            if (_cover[index] > 0)
            {
                var color = new Rgb(Srgb.ToLinear(row[x * 3]), Srgb.ToLinear(row[x * 3 + 1]), Srgb.ToLinear(row[x * 3 + 2])).ToLab();
                frame.Blend(index, color, _cover[index] * (1f / 255));
            }
        }
    });

    /// <summary>How deep the margin is at each row or column of two opposite sides.</summary>
    private static (int[]? First, int[]? Second) Pair(Bitmap picture, Side first, Side second)
    {
        var (one, other) = (ColorOf(picture, first), ColorOf(picture, second));
        if (Math.Abs(one.R - other.R) + Math.Abs(one.G - other.G) + Math.Abs(one.B - other.B) > 3 * Grain)
        {
            return (null, null);
        }

        var (depths, opposite) = (Depths(picture, first, one), Depths(picture, second, other));
        return depths is null || opposite is null ? (null, null) : (depths, opposite);
    }

    /// <summary>The middle value of each colour along the outermost pixels, without the corners.</summary>
    private static (int R, int G, int B) ColorOf(Bitmap picture, Side side)
    {
        var length = Length(picture, side);
        var samples = Enumerable.Range(length / 8, length - length / 4).Select(along => Pixel(picture, side, along, 1)).ToList();
        return (Middle(color => color.R), Middle(color => color.G), Middle(color => color.B));

        int Middle(Func<(int R, int G, int B), int> sample) => samples.Select(sample).Order().ElementAt(samples.Count / 2);
    }

    private static int[]? Depths(Bitmap picture, Side side, (int R, int G, int B) paper)
    {
        var (length, across) = (Length(picture, side), side is Side.Left or Side.Right ? picture.Width : picture.Height);
        var most = (int)(across * Deepest);
        var runs = new int[length];
        var steps = 0;
        var (from, to) = (length / 8, length - length / 8);
        for (var along = 0; along < length; along++)
        {
            var (depth, strange) = (0, 0);
            // One odd pixel is a fleck in the paper, several in a row are the picture.
            for (; depth < most && strange < Seam; depth++)
            {
                strange = Distance(Pixel(picture, side, along, depth), paper) > Grain ? strange + 1 : 0;
            }

            runs[along] = depth - strange;
            var beyond = Math.Min(across - 1, runs[along] + Math.Max(Seam, across / 100));
            steps += along >= from && along < to && Distance(Pixel(picture, side, along, beyond), paper) > Step ? 1 : 0;
        }

        var sorted = runs[from..to].Order().ToList();
        var (least, middle, far) = (sorted[sorted.Count / 10], sorted[sorted.Count / 2], sorted[sorted.Count * 9 / 10]);
        if (middle < Math.Max(2, across * 0.006f) || far >= most || far - least > across * Ragged || steps < (to - from) * 0.6f)
        {
            return null;
        }

        // Where the picture has the colour of the paper, the margin goes no deeper than beside it.
        return [.. runs.Select(run => Math.Min(run, far + across / 100))];
    }

    private static int Reach(int[]? depths) => depths is null ? 0 : depths.Max() + Seam;

    private static Bitmap GoOn(Bitmap picture, byte[] paper, int left, int top, int right, int bottom)
    {
        var (width, height) = (picture.Width, picture.Height);
        var inside = new Bitmap(width, height, 3);
        for (var y = 0; y < height; y++)
        {
            var row = inside.Row(y);
            picture.Row(y).CopyTo(row);
            for (var x = 0; x < width; x++)
            {
                if (IsNear(x, y))
                {
                    picture.Row(Mirror(y, top, bottom)).Slice(Mirror(x, left, right) * 3, 3).CopyTo(row[(x * 3)..]);
                }
            }
        }

        return inside;

        bool IsNear(int x, int y)
        {
            if (x >= left && x < right && y >= top && y < bottom)
            {
                return false;
            }

            for (var n = 0; n < 9; n++)
            {
                var (px, py) = (Math.Clamp(x + (n % 3 - 1) * Seam, 0, width - 1), Math.Clamp(y + (n / 3 - 1) * Seam, 0, height - 1));
                if (paper[py * width + px] != 0)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static int Mirror(int position, int first, int end) =>
        position < first ? Math.Min(end - 1, 2 * first - 1 - position) : position >= end ? Math.Max(first, 2 * end - 1 - position) : position;

    /// <summary>One pixel wider, with an edge of one pixel.</summary>
    private static byte[] Soften(byte[] paper, int width, int height)
    {
        var cover = new byte[paper.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var sum = 0;
                for (var n = 0; n < 25; n++)
                {
                    sum += paper[Math.Clamp(y + n / 5 - 2, 0, height - 1) * width + Math.Clamp(x + n % 5 - 2, 0, width - 1)];
                }

                // Full where a third of the neighbourhood is paper.
                cover[y * width + x] = (byte)Math.Min(255, sum / 8);
            }
        }

        return cover;
    }

    private static int Distance((int R, int G, int B) a, (int R, int G, int B) b) =>
        Math.Max(Math.Abs(a.R - b.R), Math.Max(Math.Abs(a.G - b.G), Math.Abs(a.B - b.B)));

    private static int Length(Bitmap picture, Side side) => side is Side.Left or Side.Right ? picture.Height : picture.Width;

    private static (int R, int G, int B) Pixel(Bitmap picture, Side side, int along, int depth)
    {
        var (x, y) = side switch
        {
            Side.Left => (depth, along),
            Side.Right => (picture.Width - 1 - depth, along),
            Side.Top => (along, depth),
            _ => (along, picture.Height - 1 - depth),
        };
        var pixel = picture.Row(y).Slice(x * 3, 3);
        return (pixel[0], pixel[1], pixel[2]);
    }
}
