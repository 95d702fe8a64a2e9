using System.Runtime.Intrinsics;
using Galion.Engines.Prompts;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting.Scenes;

/// <summary>
/// Paints the land of a scene: finds what each pixel sees by walking away from the eye, column by column, then lights it by its slope,
/// the shadows that fall on it and the air before it.
/// </summary>
internal sealed class LandPainter
{
    private const float Near = 0.09f;
    private const float Far = 26f;

    private readonly Easel _easel;
    private readonly Canvas _canvas;
    private readonly View _view;
    private readonly Scene _scene;
    private readonly Relief _relief;
    private readonly Ground _ground;
    private readonly byte[] _edges;
    private readonly int _octaves;

    public LandPainter(Easel easel, Canvas canvas, View view, Scene scene, Relief relief)
    {
        (_easel, _canvas, _view, _scene, _relief) = (easel, canvas, view, scene, relief);
        _ground = new Ground(easel, scene);
        _edges = new byte[canvas.Width * canvas.Height];
        _octaves = easel.Detail switch { Detail.Draft => 7, Detail.Fine => 11, _ => 9 };
    }

    public void Paint()
    {
        _easel.Stage(0.14f, "raising the land");
        _easel.Bands(0, (_canvas.Width + 7) / 8, 4, (from, to) =>
        {
            for (var block = from; block < to; block++)
            {
                FindSurfaces(block * 8);
            }
        });
        _easel.Stage(0.24f, "lighting the land");
        _easel.Rows(ShadeRow);
        _easel.Bands(0, _canvas.Width, 64, SoftenSilhouettes);
    }

    private void FindSurfaces(int firstX)
    {
        var steps = (int)((_easel.Detail == Detail.Draft ? 0.38f : 0.55f) * _view.Unit) + 160;
        var ratio = Imaging.ExactMath.Exp2(Imaging.ExactMath.Log2(Far / Near) / steps);
        var unitX = (Vector256.Create(firstX + 0.5f - _canvas.Width * 0.5f) + Mix.Lanes) * (1 / _view.Unit);
        Span<float> top = stackalloc float[8];
        Span<float> lastRow = stackalloc float[8];
        Span<float> lastHeight = stackalloc float[8];
        top.Fill(_canvas.Height);
        lastRow.Fill(_canvas.Height + 4_000);
        lastHeight.Clear();
        var lastZ = Near;
        var lanes = Math.Min(8, _canvas.Width - firstX);
        var z = Near;
        for (var step = 0; step <= steps; step++, z *= ratio)
        {
            var height = _relief.Height(unitX * (z / _view.Focus), Vector256.Create(z), z < 3 ? 8 : _octaves);
            var surface = _relief.HasWater ? Vector256.Max(height, V.Zero) : height;
            var rows = Vector256.Create(_view.HorizonY - 0.5f) - (surface - Vector256.Create(_view.EyeHeight)) * (_view.Focus * _view.Unit / z);
            for (var n = 0; n < lanes; n++)
            {
                var row = rows[n];
                if (row < top[n])
                {
                    Fill(firstX + n, row, top[n], lastRow[n], lastZ, z, lastHeight[n], height[n]);
                    top[n] = row;
                }

                lastRow[n] = row;
                lastHeight[n] = height[n];
            }

            lastZ = z;
        }
    }

    /// <summary>Records the surface between two samples on the rows that it newly covers.</summary>
    private void Fill(int x, float row, float top, float lastRow, float lastZ, float z, float lastHeight, float height)
    {
        var first = Math.Max(0, (int)MathF.Ceiling(row));
        var last = Math.Min(_canvas.Height - 1, (int)MathF.Ceiling(top) - 1);
        var span = lastRow - row;
        for (var y = first; y <= last; y++)
        {
            var index = y * _canvas.Width + x;
            var t = span > 1e-3f ? Mix.Clamp01((lastRow - y) / span) : 1;
            var water = _relief.HasWater && Mix.Lerp(lastHeight, height, t) <= 0;
            _canvas.Kinds[index] = water ? Kind.Water : Kind.Land;
            _canvas.Depth[index] = water ? _view.EyeHeight * _view.Focus / MathF.Max(1e-4f, -_view.Elevation(y)) : Mix.Lerp(lastZ, z, t);
        }

        if (first > 0 && first <= _canvas.Height)
        {
            _edges[(first - 1) * _canvas.Width + x] = (byte)(Mix.Clamp01(first - row) * 255);
        }
    }

    private void ShadeRow(int y)
    {
        var (width, kinds) = (_canvas.Width, _canvas.Kinds);
        Span<float> depth = stackalloc float[8];
        for (var x = 0; x < width; x += 8)
        {
            var count = Math.Min(8, width - x);
            var land = false;
            var nearest = Far;
            for (var n = 0; n < count; n++)
            {
                var index = y * width + x + n;
                depth[n] = MathF.Min(Far, _canvas.Depth[index]);
                land |= kinds[index] == Kind.Land;
                nearest = MathF.Min(nearest, depth[n]);
            }

            if (!land)
            {
                continue;
            }

            var z = Vector256.Create<float>(depth);
            var unitX = (Vector256.Create(x + 0.5f - width * 0.5f) + Mix.Lanes) * (1 / _view.Unit);
            var worldX = unitX * z * (1 / _view.Focus);
            var surface = Survey(worldX, z, nearest);
            for (var n = 0; n < count; n++)
            {
                var index = y * width + x + n;
                if (kinds[index] == Kind.Land)
                {
                    _canvas[index] = Light(surface, n, unitX[n]);
                }
            }
        }
    }

    private Surface Survey(V x, V z, float nearest)
    {
        // Slopes are measured over a pixel's own footprint, so that far land neither sparkles nor turns to plastic.
        var octaves = nearest < 1 ? _octaves + 2 : _octaves;
        var step = z * (1.1f / (_view.Focus * _view.Unit)) + Vector256.Create(0.0004f);
        var height = _relief.Height(x, z, octaves);
        var slopeX = (_relief.Height(x + step, z, octaves) - height) / step;
        var slopeZ = (_relief.Height(x, z + step * 1.6f, octaves) - height) / (step * 1.6f);
        var (sunX, sunY, sunZ) = _scene.Air.ToSun;
        var shadow = V.One;
        for (var distance = 0.05f; distance < 3.2f; distance *= 1.75f)
        {
            var reach = Vector256.Create(distance) * (Vector256.Create(0.25f) + Vector256.Min(z, Vector256.Create(6f)) * 0.25f);
            var blocking = _relief.Height(x + reach * sunX, z + reach * sunZ, 5) - height - reach * sunY;
            shadow = Vector256.Min(shadow, Mix.Clamp01(V.One - blocking / (reach * 0.30f) - Vector256.Create(0.15f)));
        }

        var length = Vector256.Sqrt(slopeX * slopeX + slopeZ * slopeZ + V.One);
        return new Surface(x, z, height, -slopeX / length, V.One / length, -slopeZ / length, shadow, _relief.Wooded(x, z, height), _ground.Texture(x, z), _ground.Patches(x, z));
    }

    private Rgb Light(in Surface surface, int n, float unitX)
    {
        var air = _scene.Air;
        var (sunX, sunY, sunZ) = air.ToSun;
        var (nx, ny, nz) = (surface.NormalX[n], surface.NormalY[n], surface.NormalZ[n]);
        var (z, height) = (surface.Z[n], surface.Height[n]);
        var albedo = _ground.Albedo(height, ny, surface.Wooded[n], surface.Texture[n], surface.Patches[n], z, out var soft);
        var facing = nx * sunX + ny * sunY + nz * sunZ;
        // Leaves and snow scatter light, which wraps it around the slope.
        var direct = Mix.Clamp01((facing + soft) / (1 + soft)) * surface.Shadow[n];
        var sky = (0.45f + 0.55f * ny) * (0.75f + 0.35f * surface.Texture[n]);
        var bounce = Mix.Clamp01(0.3f - nz * 0.5f) * 0.12f;
        var light = air.Sunlight * direct + air.Ambient * (sky * 1.25f) + air.Horizon * bounce;
        var color = albedo * light;
        if (_scene.Land == LandKind.Volcano)
        {
            color += _ground.Lava(height, surface.X[n] - _relief.Focus.X, z - _relief.Focus.Z, surface.Texture[n]);
        }

        return air.Through(color, z, unitX, height * 0.5f);
    }

    /// <summary>Lets the topmost pixel of a ridge cover what is behind it by as much as the ridge reaches into it.</summary>
    private void SoftenSilhouettes(int fromX, int toX)
    {
        for (var y = 0; y < _canvas.Height - 1; y++)
        {
            for (var x = fromX; x < toX; x++)
            {
                var index = y * _canvas.Width + x;
                var below = index + _canvas.Width;
                if (_edges[index] > 0 && _canvas.Kinds[below] == Kind.Land && _canvas.Depth[index] > _canvas.Depth[below] * 1.03f)
                {
                    _canvas.Blend(index, _canvas[below], _edges[index] / 255f);
                }
            }
        }
    }

    private readonly record struct Surface(V X, V Z, V Height, V NormalX, V NormalY, V NormalZ, V Shadow, V Wooded, V Texture, V Patches);
}
