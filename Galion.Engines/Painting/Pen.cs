using System.Numerics;

namespace Galion.Engines.Painting;

/// <summary>Fills shapes with smooth edges. A shape behind what is already there is not seen.</summary>
internal sealed class Pen(Easel easel, Canvas canvas)
{
    private const int SubRows = 4;
    private readonly float[] _coverage = new float[canvas.Width + 2];
    private readonly List<float> _crossings = [];

    /// <summary>Kilometres from the eye; nearer pixels hide the shape.</summary>
    public float Depth { get; set; }

    public Kind Kind { get; set; } = Kind.Form;

    public float Opacity { get; set; } = 1;

    /// <summary>False for texture, such as grass, which styles must not draw contours around.</summary>
    public bool Marks { get; set; } = true;

    public void Fill(ReadOnlySpan<Vector2> points, Rgb color) => Fill(points, (_, _) => color);

    /// <param name="shader">The colour at a pixel.</param>
    public void Fill(ReadOnlySpan<Vector2> points, Func<int, int, Rgb> shader)
    {
        var (top, bottom) = (float.MaxValue, float.MinValue);
        foreach (var point in points)
        {
            (top, bottom) = (MathF.Min(top, point.Y), MathF.Max(bottom, point.Y));
        }

        var last = Math.Min(canvas.Height - 1, (int)MathF.Floor(bottom));
        for (var y = Math.Max(0, (int)MathF.Floor(top)); y <= last; y++)
        {
            Check();
            var (from, to) = (canvas.Width, -1);
            for (var sub = 0; sub < SubRows; sub++)
            {
                Cross(points, y + (sub + 0.5f) / SubRows, ref from, ref to);
            }

            for (var x = from; x <= to; x++)
            {
                var cover = MathF.Min(1, _coverage[x]) * Opacity;
                _coverage[x] = 0;
                if (cover > 0.004f)
                {
                    Put(y * canvas.Width + x, shader(x, y), cover);
                }
            }
        }
    }

    /// <summary>A disc or ellipse.</summary>
    public void Ellipse(float cx, float cy, float rx, float ry, Func<int, int, Rgb> shader)
    {
        var (firstY, lastY) = (Math.Max(0, (int)(cy - ry - 1)), Math.Min(canvas.Height - 1, (int)(cy + ry + 1)));
        var (firstX, lastX) = (Math.Max(0, (int)(cx - rx - 1)), Math.Min(canvas.Width - 1, (int)(cx + rx + 1)));
        var radius = MathF.Min(rx, ry);
        for (var y = firstY; y <= lastY; y++)
        {
            Check();
            for (var x = firstX; x <= lastX; x++)
            {
                var (dx, dy) = ((x - cx) / rx, (y - cy) / ry);
                var cover = Mix.Clamp01((1 - MathF.Sqrt(dx * dx + dy * dy)) * radius + 0.5f) * Opacity;
                if (cover > 0.004f)
                {
                    Put(y * canvas.Width + x, shader(x, y), cover);
                }
            }
        }
    }

    /// <summary>A line that may taper.</summary>
    public void Line(float ax, float ay, float bx, float by, float startWidth, float endWidth, Rgb color)
    {
        var widest = MathF.Max(startWidth, endWidth) * 0.5f + 1;
        var (firstY, lastY) = (Math.Max(0, (int)(MathF.Min(ay, by) - widest)), Math.Min(canvas.Height - 1, (int)(MathF.Max(ay, by) + widest)));
        var (firstX, lastX) = (Math.Max(0, (int)(MathF.Min(ax, bx) - widest)), Math.Min(canvas.Width - 1, (int)(MathF.Max(ax, bx) + widest)));
        var (dx, dy) = (bx - ax, by - ay);
        var scale = 1 / MathF.Max(1e-6f, dx * dx + dy * dy);
        for (var y = firstY; y <= lastY; y++)
        {
            Check();
            for (var x = firstX; x <= lastX; x++)
            {
                var along = Mix.Clamp01(((x - ax) * dx + (y - ay) * dy) * scale);
                var (ox, oy) = (x - ax - dx * along, y - ay - dy * along);
                var half = Mix.Lerp(startWidth, endWidth, along) * 0.5f;
                // A hair thinner than a pixel is drawn lighter, not wider.
                var cover = Mix.Clamp01(MathF.Max(half, 0.5f) - MathF.Sqrt(ox * ox + oy * oy) + 0.5f) * MathF.Min(1, half * 2) * Opacity;
                if (cover > 0.004f)
                {
                    Put(y * canvas.Width + x, color, cover);
                }
            }
        }
    }

    /// <summary>Throws when the picture is no longer wanted; who puts pixels in a loop of their own calls it once a row.</summary>
    public void Check() => easel.CancellationToken.ThrowIfCancellationRequested();

    public void Put(int index, Rgb color, float cover)
    {
        if (canvas.Depth[index] < Depth * 0.999f)
        {
            return;
        }

        canvas.Blend(index, color, cover);
        if (Marks && cover > 0.5f)
        {
            (canvas.Depth[index], canvas.Kinds[index]) = (Depth, Kind);
        }
    }

    private void Cross(ReadOnlySpan<Vector2> points, float level, ref int from, ref int to)
    {
        _crossings.Clear();
        for (var n = 0; n < points.Length; n++)
        {
            var (a, b) = (points[n], points[n + 1 < points.Length ? n + 1 : 0]);
            if ((a.Y <= level) != (b.Y <= level))
            {
                _crossings.Add(a.X + (b.X - a.X) * ((level - a.Y) / (b.Y - a.Y)));
            }
        }

        _crossings.Sort();
        for (var n = 0; n + 1 < _crossings.Count; n += 2)
        {
            var (left, right) = (Math.Clamp(_crossings[n], 0, canvas.Width), Math.Clamp(_crossings[n + 1], 0, canvas.Width));
            if (right <= left)
            {
                continue;
            }

            var (first, last) = ((int)left, Math.Min(canvas.Width - 1, (int)right));
            (from, to) = (Math.Min(from, first), Math.Max(to, last));
            for (var x = first; x <= last; x++)
            {
                _coverage[x] += (MathF.Min(right, x + 1) - MathF.Max(left, x)) / SubRows;
            }
        }
    }
}
