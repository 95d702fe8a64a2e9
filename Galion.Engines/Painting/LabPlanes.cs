namespace Galion.Engines.Painting;

/// <summary>A picture as three OKLab planes.</summary>
internal sealed record LabPlanes(int Width, int Height, float[] L, float[] A, float[] B)
{
    public Lab this[int index]
    {
        get => new(L[index], A[index], B[index]);
        set => (L[index], A[index], B[index]) = (value.L, value.A, value.B);
    }

    public static LabPlanes From(Easel easel, Canvas canvas)
    {
        easel.Tidy();
        var size = canvas.Width * canvas.Height;
        var planes = new LabPlanes(canvas.Width, canvas.Height, new float[size], new float[size], new float[size]);
        easel.Rows(y =>
        {
            for (var index = y * canvas.Width; index < (y + 1) * canvas.Width; index++)
            {
                planes[index] = canvas[index].ToLab();
            }
        });
        return planes;
    }

    public LabPlanes Blur(Easel easel, float radius)
    {
        easel.Tidy();
        return this with
        {
            L = Filters.Blur(easel, L, Width, Height, radius),
            A = Filters.Blur(easel, A, Width, Height, radius),
            B = Filters.Blur(easel, B, Width, Height, radius),
        };
    }

    /// <summary>The colour between four pixels.</summary>
    public Lab Sample(float x, float y)
    {
        x = Math.Clamp(x, 0, MathF.Max(0, Width - 1.001f));
        y = Math.Clamp(y, 0, MathF.Max(0, Height - 1.001f));
        var (ix, iy) = ((int)x, (int)y);
        var (right, below) = (ix + 1 < Width ? 1 : 0, iy + 1 < Height ? Width : 0);
        var index = iy * Width + ix;
        var (fx, fy) = (x - ix, y - iy);
        return Lab.Lerp(Lab.Lerp(this[index], this[index + right], fx), Lab.Lerp(this[index + below], this[index + below + right], fx), fy);
    }

    /// <summary>
    /// Gathers colour into patches with firm edges, as a loaded brush does: each pixel takes the mean of the most even of eight
    /// neighbourhoods around it (a generalised Kuwahara filter on blurred means and variances).
    /// </summary>
    /// <param name="radius">Pixels.</param>
    public LabPlanes Simplify(Easel easel, float radius)
    {
        var spread = radius * 0.55f;
        var mean = Blur(easel, spread);
        var squares = new float[L.Length];
        easel.Rows(0, Height, y =>
        {
            for (var index = y * Width; index < (y + 1) * Width; index++)
            {
                squares[index] = L[index] * L[index];
            }
        });
        squares = Filters.Blur(easel, squares, Width, Height, spread);
        easel.Tidy();
        var result = new LabPlanes(Width, Height, new float[L.Length], new float[L.Length], new float[L.Length]);
        var (far, diagonal) = (Math.Max(1, (int)(radius + 0.5f)), Math.Max(1, (int)(radius * 0.7f + 0.5f)));
        ReadOnlyMemory<(int X, int Y)> offsets = new[]
        {
            (far, 0), (-far, 0), (0, far), (0, -far), (diagonal, diagonal), (-diagonal, diagonal), (diagonal, -diagonal), (-diagonal, -diagonal),
        };
        easel.Rows(0, Height, y =>
        {
            var around = offsets.Span;
            for (var x = 0; x < Width; x++)
            {
                var sum = default(Lab);
                var total = 0f;
                foreach (var (dx, dy) in around)
                {
                    var index = Math.Clamp(y + dy, 0, Height - 1) * Width + Math.Clamp(x + dx, 0, Width - 1);
                    var variance = MathF.Max(0, squares[index] - mean.L[index] * mean.L[index]) + 2e-5f;
                    var weight = 1e-8f / (variance * variance);
                    weight *= weight;
                    sum += mean[index] * weight;
                    total += weight;
                }

                result[y * Width + x] = sum * (1 / total);
            }
        });
        return result;
    }

    public void CopyTo(Easel easel, Canvas canvas) => easel.Rows(y =>
    {
        for (var index = y * Width; index < (y + 1) * Width; index++)
        {
            canvas[index] = this[index].ToRgb();
        }
    });
}
