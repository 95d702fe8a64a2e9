namespace Galion.Engines.Painting;

/// <summary>
/// In which direction the forms of a picture run, from the smoothed structure tensor, at half resolution. Brush strokes and hatching follow
/// it.
/// </summary>
internal sealed class FlowMap
{
    private readonly int _width;
    private readonly int _height;
    private readonly float[] _cos;
    private readonly float[] _sin;
    private readonly float[] _strength;

    private FlowMap(int width, int height, float[] cos, float[] sin, float[] strength) =>
        (_width, _height, _cos, _sin, _strength) = (width, height, cos, sin, strength);

    /// <param name="radius">How far directions are smoothed, in pixels.</param>
    public static FlowMap For(Easel easel, float[] plane, int width, int height, float radius)
    {
        var (halfWidth, halfHeight) = ((width + 1) / 2, (height + 1) / 2);
        var size = halfWidth * halfHeight;
        var (xx, xy, yy) = (new float[size], new float[size], new float[size]);
        easel.Rows(0, halfHeight, row =>
        {
            for (var column = 0; column < halfWidth; column++)
            {
                var (x, y) = (Math.Min(column * 2, width - 1), Math.Min(row * 2, height - 1));
                var (left, right) = (Math.Max(0, x - 2), Math.Min(width - 1, x + 2));
                var (up, down) = (Math.Max(0, y - 2) * width, Math.Min(height - 1, y + 2) * width);
                var gx = 2 * (plane[y * width + right] - plane[y * width + left]) + plane[up + right] - plane[up + left] + plane[down + right] - plane[down + left];
                var gy = 2 * (plane[down + x] - plane[up + x]) + plane[down + left] - plane[up + left] + plane[down + right] - plane[up + right];
                var index = row * halfWidth + column;
                (xx[index], xy[index], yy[index]) = (gx * gx, gx * gy, gy * gy);
            }
        });
        xx = Filters.Blur(easel, xx, halfWidth, halfHeight, radius / 2);
        xy = Filters.Blur(easel, xy, halfWidth, halfHeight, radius / 2);
        yy = Filters.Blur(easel, yy, halfWidth, halfHeight, radius / 2);
        var strength = new float[size];
        easel.Rows(0, halfHeight, row =>
        {
            for (var index = row * halfWidth; index < (row + 1) * halfWidth; index++)
            {
                var (a, b, c) = (xx[index], xy[index], yy[index]);
                var root = MathF.Sqrt((a - c) * (a - c) + 4 * b * b);
                var major = 0.5f * (a + c + root);
                // The eigenvector of the smaller eigenvalue runs along the edge.
                var (tx, ty) = (-b, major - c);
                var length = MathF.Sqrt(tx * tx + ty * ty);
                strength[index] = root;
                (xx[index], xy[index]) = length > 1e-9f ? (tx / length, ty / length) : (c > a ? 0f : 1f, c > a ? 1f : 0f);
            }
        });
        return new FlowMap(halfWidth, halfHeight, xx, xy, strength);
    }

    /// <summary>The unit vector along the forms and how marked they are (0 in flat areas).</summary>
    public (float X, float Y, float Strength) At(float x, float y)
    {
        var index = Math.Clamp((int)(y * 0.5f), 0, _height - 1) * _width + Math.Clamp((int)(x * 0.5f), 0, _width - 1);
        return (_cos[index], _sin[index], _strength[index]);
    }
}
