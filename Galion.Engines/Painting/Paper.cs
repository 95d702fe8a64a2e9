using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting;

/// <summary>A sheet with a grain: hills that stay dry and hollows where pigment settles.</summary>
internal sealed class Paper
{
    private const int TileSize = 512;
    private readonly float[] _grain = new float[TileSize * TileSize];
    private readonly float _zoom;

    public Paper(Easel easel, int seed)
    {
        _zoom = MathF.Max(0.5f, 1_024 / easel.Unit);
        var tile = _grain;
        easel.Rows(0, TileSize, y =>
        {
            var v = Vector256.Create((float)y);
            for (var x = 0; x < TileSize; x += V.Count)
            {
                var u = Vector256.Create((float)x) + Mix.Lanes;
                var rough = Noise.Fbm(u * 0.16f, v * 0.16f, seed, 4);
                var fiber = Noise.Fbm(u * 0.05f, v * 0.42f, seed + 9, 2) + Noise.Fbm(u * 0.42f, v * 0.05f, seed + 12, 2);
                (rough * 1.1f + fiber * 0.35f).CopyTo(tile.AsSpan(y * TileSize + x));
            }
        });
    }

    public Rgb Color { get; init; } = new(0.955f, 0.93f, 0.88f);

    /// <summary>About −1 (hollow) to 1 (hill).</summary>
    public float At(int x, int y)
    {
        var (u, v) = ((int)(x * _zoom), (int)(y * _zoom));
        // Mirrored tiles have no seams.
        (u, v) = (u % (2 * TileSize), v % (2 * TileSize));
        (u, v) = (u < TileSize ? u : 2 * TileSize - 1 - u, v < TileSize ? v : 2 * TileSize - 1 - v);
        return _grain[v * TileSize + u];
    }
}
