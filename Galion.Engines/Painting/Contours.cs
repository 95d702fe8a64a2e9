namespace Galion.Engines.Painting;

/// <summary>Where forms end: changes of what is shown, jumps of depth, steps of lightness.</summary>
internal static class Contours
{
    /// <summary>0 to 1 per pixel: outlines of things, from depth and kind.</summary>
    public static float[] Outlines(Easel easel, Canvas canvas)
    {
        var result = new float[canvas.Width * canvas.Height];
        easel.Rows(y =>
        {
            if (y == 0 || y == canvas.Height - 1)
            {
                return;
            }

            for (var x = 1; x < canvas.Width - 1; x++)
            {
                var index = y * canvas.Width + x;
                result[index] = MathF.Max(
                    Step(canvas, index - 1, index + 1), Step(canvas, index - canvas.Width, index + canvas.Width));
            }
        });
        return result;

        static float Step(Canvas canvas, int a, int b)
        {
            var (near, far) = (MathF.Min(canvas.Depth[a], canvas.Depth[b]), MathF.Max(canvas.Depth[a], canvas.Depth[b]));
            var jump = Mix.Smooth(0.12f, 0.45f, (far - near) / (near + 0.02f));
            var (ka, kb) = (canvas.Kinds[a], canvas.Kinds[b]);
            var soft = ka is Kind.Sky or Kind.Cloud && kb is Kind.Sky or Kind.Cloud;
            return ka != kb ? MathF.Max(jump, soft ? 0.25f : 0.8f) : jump;
        }
    }

    /// <summary>
    /// 0 to 1 per pixel: lines where a plane is darker than its surroundings or changes abruptly (a thresholded difference of two blurs).
    /// </summary>
    /// <param name="radius">Line width in pixels.</param>
    public static float[] Lines(Easel easel, float[] plane, int width, int height, float radius, float sharpness)
    {
        var narrow = Filters.Blur(easel, plane, width, height, radius);
        var wide = Filters.Blur(easel, plane, width, height, radius * 1.9f + 1);
        easel.Rows(0, height, y =>
        {
            for (var index = y * width; index < (y + 1) * width; index++)
            {
                narrow[index] = Mix.Smooth(0.004f, 0.004f + 1 / sharpness, wide[index] - narrow[index]);
            }
        });
        return narrow;
    }
}
