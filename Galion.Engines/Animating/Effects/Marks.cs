using Galion.Engines.Painting;

namespace Galion.Engines.Animating.Effects;

/// <summary>Simple shapes with smooth edges on a frame.</summary>
internal static class Marks
{
    /// <param name="soft">0 for a firm disc to 1 for a glow that fades from its middle.</param>
    public static void Disc(Frame frame, float cx, float cy, float radius, Lab color, float opacity, float soft)
    {
        // Smaller than a pixel means fainter, not smaller: specks must not blink as they cross the grid.
        if (radius < 0.7f)
        {
            opacity *= radius * radius / 0.49f;
            radius = 0.7f;
        }

        var reach = radius * (1 + soft * 0.5f) + 1;
        var inner = radius * (1 - soft) - 0.5f;
        var outer = radius * (1 + soft * 0.5f) + 0.5f;
        for (var y = Math.Max(0, (int)(cy - reach)); y <= Math.Min(frame.Height - 1, (int)(cy + reach + 1)); y++)
        {
            for (var x = Math.Max(0, (int)(cx - reach)); x <= Math.Min(frame.Width - 1, (int)(cx + reach + 1)); x++)
            {
                var distance = MathF.Sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy));
                var cover = 1 - Mix.Smooth(inner, outer, distance);
                if (cover > 0.004f)
                {
                    frame.Blend(y * frame.Width + x, color, cover * opacity);
                }
            }
        }
    }

    /// <summary>Light around a point, brightest in its middle.</summary>
    public static void Glow(Frame frame, float cx, float cy, float radius, Lab color, float amount)
    {
        for (var y = Math.Max(0, (int)(cy - radius)); y <= Math.Min(frame.Height - 1, (int)(cy + radius + 1)); y++)
        {
            for (var x = Math.Max(0, (int)(cx - radius)); x <= Math.Min(frame.Width - 1, (int)(cx + radius + 1)); x++)
            {
                var part = ((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (radius * radius);
                if (part < 1)
                {
                    frame.Shine(y * frame.Width + x, color, amount * (1 - part) * (1 - part));
                }
            }
        }
    }

    /// <summary>A line that may taper; a hair thinner than a pixel is drawn fainter.</summary>
    public static void Line(Frame frame, float ax, float ay, float bx, float by, float startWidth, float endWidth, Lab color, float opacity)
    {
        var widest = MathF.Max(startWidth, endWidth) * 0.5f + 1;
        var (firstY, lastY) = (Math.Max(0, (int)(MathF.Min(ay, by) - widest)), Math.Min(frame.Height - 1, (int)(MathF.Max(ay, by) + widest)));
        var (firstX, lastX) = (Math.Max(0, (int)(MathF.Min(ax, bx) - widest)), Math.Min(frame.Width - 1, (int)(MathF.Max(ax, bx) + widest)));
        var (dx, dy) = (bx - ax, by - ay);
        var scale = 1 / MathF.Max(1e-6f, dx * dx + dy * dy);
        for (var y = firstY; y <= lastY; y++)
        {
            for (var x = firstX; x <= lastX; x++)
            {
                var along = Mix.Clamp01(((x - ax) * dx + (y - ay) * dy) * scale);
                var (ox, oy) = (x - ax - dx * along, y - ay - dy * along);
                var half = Mix.Lerp(startWidth, endWidth, along) * 0.5f;
                var cover = Mix.Clamp01(MathF.Max(half, 0.5f) - MathF.Sqrt(ox * ox + oy * oy) + 0.5f) * MathF.Min(1, half * 2);
                if (cover > 0.004f)
                {
                    frame.Blend(y * frame.Width + x, color, cover * opacity);
                }
            }
        }
    }

    /// <summary>A leaf or petal from its foot in a direction, pointed at both ends, lighter along its middle.</summary>
    public static void Leaf(Frame frame, float x, float y, float dx, float dy, float length, float width, Lab color, float opacity)
    {
        if (length < 0.8f)
        {
            return;
        }

        var norm = 1 / MathF.Max(1e-5f, MathF.Sqrt(dx * dx + dy * dy));
        (dx, dy) = (dx * norm, dy * norm);
        var (ex, ey) = (x + dx * length, y + dy * length);
        var (firstY, lastY) = (Math.Max(0, (int)(MathF.Min(y, ey) - width - 1)), Math.Min(frame.Height - 1, (int)(MathF.Max(y, ey) + width + 1)));
        var (firstX, lastX) = (Math.Max(0, (int)(MathF.Min(x, ex) - width - 1)), Math.Min(frame.Width - 1, (int)(MathF.Max(x, ex) + width + 1)));
        for (var py = firstY; py <= lastY; py++)
        {
            for (var px = firstX; px <= lastX; px++)
            {
                var along = ((px - x) * dx + (py - y) * dy) / length;
                if (along is <= 0 or >= 1)
                {
                    continue;
                }

                var across = MathF.Abs((py - y) * dx - (px - x) * dy);
                // Widest a little before the middle.
                var half = width * 0.5f * MathF.Sqrt(along) * (1 - along) * 2.6f;
                var cover = Mix.Clamp01(half - across + 0.5f);
                if (cover > 0.004f)
                {
                    var light = 0.05f * (1 - across / MathF.Max(0.5f, half)) + 0.05f * along;
                    frame.Blend(py * frame.Width + px, color with { L = color.L + light }, cover * opacity);
                }
            }
        }
    }
}
