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
            for (var x = 0; x < TileSize; x++)
            {
                var rough = Noise.Fbm(x * 0.16f, y * 0.16f, seed, 4);
                var fiber = Noise.Fbm(x * 0.05f, y * 0.42f, seed + 9, 2) + Noise.Fbm(x * 0.42f, y * 0.05f, seed + 12, 2);
                tile[y * TileSize + x] = rough * 1.1f + fiber * 0.35f;
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
