using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting;

/// <summary>A picture as three OKLab planes.</summary>
internal sealed record LabPlanes(int Width, int Height, float[] L, float[] A, float[] B)
{
    public Lab this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(L[index], A[index], B[index]);
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => (L[index], A[index], B[index]) = (value.L, value.A, value.B);
    }

    public static LabPlanes From(Easel easel, Canvas canvas)
    {
        easel.Tidy();
        var size = canvas.Width * canvas.Height;
        var planes = new LabPlanes(canvas.Width, canvas.Height, new float[size], new float[size], new float[size]);
        easel.Rows(y =>
        {
            for (var (index, end) = (y * canvas.Width, (y + 1) * canvas.Width); index < end; index += V.Count)
            {
                var row = index..end;
                var (l, a, b) = Oklab.FromLinear(Lanes.Load(canvas.R.AsSpan(row)), Lanes.Load(canvas.G.AsSpan(row)), Lanes.Load(canvas.B.AsSpan(row)));
                Lanes.Store(l, planes.L.AsSpan(row));
                Lanes.Store(a, planes.A.AsSpan(row));
                Lanes.Store(b, planes.B.AsSpan(row));
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

    /// <summary>The colours at eight points next to each other, as <see cref="Sample(float, float)"/> finds them.</summary>
    /// <param name="dx">How far right of the pixels from <paramref name="x"/> on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (V L, V A, V B) Sample(int x, float dx, float y)
    {
        y = Math.Clamp(y, 0, MathF.Max(0, Height - 1.001f));
        var (left, top) = ((int)MathF.Floor(x + dx), (int)y);
        if (left < 0 || left + V.Count >= Width)
        {
            return SampleEach(x, dx, y);
        }

        var first = top * Width + left;
        var second = top + 1 < Height ? first + Width : first;
        var across = Vector256.Create((float)x) + Mix.Lanes + Vector256.Create(dx) - (Vector256.Create((float)left) + Mix.Lanes);
        var down = Vector256.Create(y - top);
        return (Between(L), Between(A), Between(B));

        V Between(float[] plane) => Mix.Lerp(
            Mix.Lerp(Lanes.Load(plane.AsSpan(first)), Lanes.Load(plane.AsSpan(first + 1)), across),
            Mix.Lerp(Lanes.Load(plane.AsSpan(second)), Lanes.Load(plane.AsSpan(second + 1)), across), down);
    }

    private (V L, V A, V B) SampleEach(int x, float dx, float y)
    {
        Span<float> l = stackalloc float[V.Count], a = stackalloc float[V.Count], b = stackalloc float[V.Count];
        for (var n = 0; n < V.Count; n++)
        {
            (l[n], a[n], b[n]) = Sample(x + n + dx, y);
        }

        return (Vector256.Create<float>(l), Vector256.Create<float>(a), Vector256.Create<float>(b));
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
            for (var x = 0; x < Width; x += V.Count)
            {
                var (sumL, sumA, sumB, total) = (V.Zero, V.Zero, V.Zero, V.Zero);
                foreach (var (dx, dy) in around)
                {
                    var row = Math.Clamp(y + dy, 0, Height - 1) * Width;
                    var lightness = Lanes.LoadWithin(mean.L.AsSpan(row, Width), x + dx);
                    var square = Lanes.LoadWithin(squares.AsSpan(row, Width), x + dx);
                    var variance = Vector256.Max(V.Zero, square - lightness * lightness) + Vector256.Create(2e-5f);
                    var weight = Vector256.Create(1e-8f) / (variance * variance);
                    weight *= weight;
                    sumL += lightness * weight;
                    sumA += Lanes.LoadWithin(mean.A.AsSpan(row, Width), x + dx) * weight;
                    sumB += Lanes.LoadWithin(mean.B.AsSpan(row, Width), x + dx) * weight;
                    total += weight;
                }

                var share = V.One / total;
                var own = (y * Width + x)..((y + 1) * Width);
                Lanes.Store(sumL * share, result.L.AsSpan(own));
                Lanes.Store(sumA * share, result.A.AsSpan(own));
                Lanes.Store(sumB * share, result.B.AsSpan(own));
            }
        });
        return result;
    }

    public void CopyTo(Easel easel, Canvas canvas) => easel.Rows(y =>
    {
        for (var (index, end) = (y * Width, (y + 1) * Width); index < end; index += V.Count)
        {
            var row = index..end;
            var (r, g, b) = Oklab.ToLinear(Lanes.Load(L.AsSpan(row)), Lanes.Load(A.AsSpan(row)), Lanes.Load(B.AsSpan(row)));
            Lanes.Store(r, canvas.R.AsSpan(row));
            Lanes.Store(g, canvas.G.AsSpan(row));
            Lanes.Store(b, canvas.B.AsSpan(row));
        }
    });
}
