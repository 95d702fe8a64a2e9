using System.Runtime.CompilerServices;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating;

/// <summary>
/// A square of smooth noise without seams, −1 to 1 with mean 0, two values to a place. What scrolls over it by whole tiles is back where it
/// began, which is how water, wind, mist and fire close their loops.
/// </summary>
internal sealed class NoiseTile
{
    /// <summary>Texels along a side.</summary>
    public const int Side = 128;
    private readonly float[] _values = new float[Side * Side * 2];

    /// <param name="cells">Bumps along a side of the coarsest octave; each further octave has twice as many.</param>
    public NoiseTile(int seed, int cells, int octaves)
    {
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var (first, second, weight, total) = (0f, 0f, 1f, 0f);
                for (var octave = 0; octave < octaves; octave++)
                {
                    var count = cells << octave;
                    first += weight * Bump((float)x / Side * count, (float)y / Side * count, count, seed + octave);
                    second += weight * Bump((float)x / Side * count, (float)y / Side * count, count, seed + octave + 57);
                    total += weight;
                    weight *= 0.55f;
                }

                _values[(y * Side + x) * 2] = first / total * 1.6f;
                _values[(y * Side + x) * 2 + 1] = second / total * 1.6f;
            }
        }
    }

    /// <param name="u">In tiles; any number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (float First, float Second) At(float u, float v)
    {
        u = (u - MathF.Floor(u)) * Side;
        v = (v - MathF.Floor(v)) * Side;
        var (ix, iy) = ((int)u, (int)v);
        var (fx, fy) = (u - ix, v - iy);
        var (x0, y0) = (ix & (Side - 1), (iy & (Side - 1)) * Side);
        var (x1, y1) = ((ix + 1) & (Side - 1), ((iy + 1) & (Side - 1)) * Side);
        var (a, b, c, d) = ((y0 + x0) * 2, (y0 + x1) * 2, (y1 + x0) * 2, (y1 + x1) * 2);
        var values = _values;
        var top = values[a] + (values[b] - values[a]) * fx;
        var bottom = values[c] + (values[d] - values[c]) * fx;
        var top2 = values[a + 1] + (values[b + 1] - values[a + 1]) * fx;
        var bottom2 = values[c + 1] + (values[d + 1] - values[c + 1]) * fx;
        return (top + (bottom - top) * fy, top2 + (bottom2 - top2) * fy);
    }

    private static float Bump(float x, float y, int count, int seed)
    {
        var (ix, iy) = ((int)x, (int)y);
        var (u, v) = (x - ix, y - iy);
        var (a, b) = (Slope(ix, iy, u, v), Slope(ix + 1, iy, u - 1, v));
        var (c, d) = (Slope(ix, iy + 1, u, v - 1), Slope(ix + 1, iy + 1, u - 1, v - 1));
        var (su, sv) = (u * u * u * (u * (u * 6 - 15) + 10), v * v * v * (v * (v * 6 - 15) + 10));
        return Mix.Lerp(Mix.Lerp(a, b, su), Mix.Lerp(c, d, su), sv);

        float Slope(int px, int py, float dx, float dy) =>
            (Noise.Hash(px % count, py % count, seed) * 2 - 1) * dx + (Noise.Hash(px % count, py % count, seed + 1_000) * 2 - 1) * dy;
    }
}
