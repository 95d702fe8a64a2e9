using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating;

/// <summary>
/// Lays the sheets of a plate over each other as one moment of the clip sees them. Where each sheet is looked up is worked out on a grid of
/// blocks and interpolated inside them; sheets that are empty in a block, or hidden by an opaque one, are not looked up there.
/// </summary>
internal sealed class Compositor
{
    private const int Block = 8;
    private readonly FilmSet _set;
    private readonly Camera _camera;
    private readonly Shot _shot;
    private readonly Ripples? _ripples;
    private readonly NoiseTile _gusts;
    private readonly int _blocksX;
    private readonly int _blocksY;
    private readonly (float X, float Y)[][] _maps;
    private readonly (float X, float Y)[]? _secondClouds;
    private readonly byte[] _from;
    private readonly byte[] _present;
    private readonly float _cloudWay;
    private readonly float _wind;
    private readonly bool _wakes;
    private float _awake;

    /// <param name="wakes">Whether the clip begins with a given picture, in which nothing has moved yet.</param>
    public Compositor(FilmSet set, Camera camera, Shot shot, bool wakes = false)
    {
        (_set, _camera, _shot, _wakes) = (set, camera, shot, wakes);
        (_blocksX, _blocksY) = ((shot.Width + Block - 1) / Block, (shot.Height + Block - 1) / Block);
        var nodes = (_blocksX + 1) * (_blocksY + 1);
        _maps = [.. set.Layers.Select(_ => new (float, float)[nodes])];
        _secondClouds = shot.Loop && set.Layers.Any(layer => layer.Role == LayerRole.Clouds) ? new (float, float)[nodes] : null;
        (_from, _present) = (new byte[_blocksX * _blocksY], new byte[_blocksX * _blocksY]);
        var dice = Dice.For(shot.Seed, "motion");
        var seed = (int)(dice.Next() & 0xFFFFF);
        _ripples = shot.Has(Motion.Water) && set.HasWater ? new Ripples(set, seed, shot.Seconds, shot.Direction.Speed) : null;
        _gusts = new NoiseTile(seed + 7, 4, 2);
        var asked = shot.Direction.Motions.Contains(Motion.Clouds);
        _cloudWay = shot.Has(Motion.Clouds) ? (dice.Chance(0.5f) ? 1 : -1) * set.View.Unit * (asked ? 0.022f : 0.009f) * shot.Direction.Speed * (float)shot.Seconds : 0;
        _wind = shot.Has(Motion.Wind) ? set.View.Unit * (shot.Direction.Motions.Contains(Motion.Wind) ? 0.0085f : 0.0036f) : 0;
    }

    /// <param name="u">0 at the first frame to 1 at the last.</param>
    /// <param name="overSky">Called when only the sky has been laid, to add what shines in it.</param>
    public void Render(Easel easel, Frame frame, float u, Action<Pose>? overSky)
    {
        var pose = _camera.At(u);
        _ripples?.MoveTo(u);
        _awake = !_wakes ? 1 : Mix.Smooth(0, 0.12f, u) * (_shot.Loop ? Mix.Smooth(0, 0.12f, 1 - u) : 1);
        easel.Rows(0, _blocksY + 1, y => MapRow(pose, u, y));
        easel.Rows(0, _blocksY, ClassifyRow);
        var (key, part) = _set.KeyAt(u);
        var glow = _set.Mixed(u, light => light.Glow);
        for (var n = 0; n < _set.Layers.Count; n++)
        {
            var layer = n;
            easel.Bands(0, _blocksY, 2, (from, to) =>
            {
                for (var row = from; row < to; row++)
                {
                    for (var column = 0; column < _blocksX; column++)
                    {
                        var block = row * _blocksX + column;
                        if (layer >= _from[block] && (_present[block] & (1 << layer)) != 0)
                        {
                            DrawBlock(frame, layer, column, row, key, part, u, glow);
                        }
                    }
                }
            });
            if (n == 0 && _set.Layers[n].Role != LayerRole.Land)
            {
                overSky?.Invoke(pose);
            }
        }
    }

    private void MapRow(in Pose pose, float u, int row)
    {
        var (centerX, centerY) = (_set.Width * 0.5f, _set.Height * 0.5f);
        for (var column = 0; column <= _blocksX; column++)
        {
            var node = row * (_blocksX + 1) + column;
            var (x, y) = (column * Block + 0.5f - _shot.Width * 0.5f, row * Block + 0.5f - _shot.Height * 0.5f);
            for (var n = 0; n < _maps.Length; n++)
            {
                var layer = _set.Layers[n];
                var disparity = 0f;
                var (px, py) = _camera.ToPlate(pose, x, y, 0.3f);
                if (layer.Disparity is { } plane)
                {
                    // What is seen depends on how far it is, which depends on what is seen; a few rounds settle it.
                    for (var round = 0; round < (_camera.Stands ? 1 : 4); round++)
                    {
                        disparity = layer.SampleCoarse(plane, px + centerX, py + centerY);
                        (px, py) = _camera.ToPlate(pose, x, y, disparity);
                    }
                }
                else
                {
                    (px, py) = _camera.ToPlate(pose, x, y, 0);
                }

                (px, py) = (px + centerX - 0.5f, py + centerY - 0.5f);
                if (layer.Role == LayerRole.Clouds && _cloudWay != 0)
                {
                    Drift(node, px, py, u, n);
                    continue;
                }

                if (layer.Sway is { } sway && _wind > 0)
                {
                    var give = layer.SampleCoarse(sway, px, py);
                    if (give > 0.01f)
                    {
                        var (gustX, gustY) = Gust(px, py, u);
                        (px, py) = (px + give * gustX * _wind * _awake, py + give * gustY * _wind * 0.2f * _awake);
                    }
                }
                else if (_set.Layers.Count == 1)
                {
                    var (flowX, flowY) = Flow(px, py, u);
                    (px, py) = (px + flowX, py + flowY);
                }

                if (layer.Role == LayerRole.Sky && _shot.Has(Motion.Aurora))
                {
                    // Curtains sway sideways in slow folds; the stars between them hardly show it.
                    var (fold, _) = _gusts.At(px / _set.View.Unit * 0.55f - MathF.Max(1, MathF.Floor((float)_shot.Seconds * 0.12f + 0.5f)) * u, py / _set.View.Unit * 0.3f);
                    px += fold * _set.View.Unit * 0.022f * Mix.Smooth(0.0f, 0.3f, (_set.View.HorizonY - py) / _set.View.Unit);
                }

                _maps[n][node] = (px, py);
            }
        }
    }

    /// <summary>Clouds near the horizon are far away and seem slower. A loop fades between two ways, each of which starts again while unseen.</summary>
    private void Drift(int node, float px, float py, float u, int n)
    {
        var elevation = Mix.Clamp01((_set.View.HorizonY - py) / _set.View.Unit);
        var way = _cloudWay * (0.35f + 1.1f * elevation);
        var (swellX, swellY) = _gusts.At(px / _set.View.Unit * 0.7f + 0.3f, py / _set.View.Unit * 1.1f - MathF.Max(1, MathF.Floor((float)_shot.Seconds * 0.1f)) * u);
        var (x, y) = (px + swellX * _set.View.Unit * 0.003f * _awake, py + swellY * _set.View.Unit * 0.002f * _awake);
        _maps[n][node] = (x + way * (_wakes && !_shot.Loop ? u : u - 0.5f), y);
        if (_secondClouds is not null)
        {
            _secondClouds[node] = (x + way * (u < 0.5f ? u : u - 1), y);
        }
    }

    private (float X, float Y) Gust(float px, float py, float u)
    {
        var (x, y) = (px / _set.View.Unit, py / _set.View.Unit);
        var seconds = (float)_shot.Seconds;
        var slow = MathF.Max(1, MathF.Floor(seconds * 0.16f + 0.5f));
        var quick = MathF.Max(1, MathF.Floor(seconds * 0.28f + 0.5f));
        var (a, b) = _gusts.At(x * 0.45f - slow * u, y * 0.3f);
        var (c, _) = _gusts.At(x * 1.9f - quick * u, y * 1.4f + 0.5f);
        return (a * 1.2f + c * 0.5f, b);
    }

    /// <summary>Pictures without a place in them breathe as a whole.</summary>
    private (float X, float Y) Flow(float px, float py, float u)
    {
        if (_set.Scene is null || !_shot.Has(Motion.Wind) || _shot.Camera == CameraMove.Static && _set.Scene.Kind != Painting.Scenes.SceneKind.Abstract)
        {
            return default;
        }

        var (x, y) = (px / _set.View.Unit, py / _set.View.Unit);
        var turns = MathF.Max(1, MathF.Floor((float)_shot.Seconds * 0.09f + 0.5f));
        var (a, b) = _gusts.At(x * 0.30f + turns * u, y * 0.30f);
        var (c, d) = _gusts.At(x * 0.42f + 0.4f, y * 0.42f - turns * u);
        var reach = _set.View.Unit * (_set.Scene.Kind == Painting.Scenes.SceneKind.Abstract ? 0.045f : 0.006f);
        return ((a + d) * reach, (b + c) * reach);
    }

    private void ClassifyRow(int row)
    {
        for (var column = 0; column < _blocksX; column++)
        {
            var block = row * _blocksX + column;
            (_from[block], _present[block]) = (0, 0);
            for (var n = _maps.Length - 1; n >= 0; n--)
            {
                var (a, b, c, d) = Corners(_maps[n], column, row);
                var (least, most) = _set.Layers[n].Opacity(
                    MathF.Min(MathF.Min(a.X, b.X), MathF.Min(c.X, d.X)), MathF.Min(MathF.Min(a.Y, b.Y), MathF.Min(c.Y, d.Y)),
                    MathF.Max(MathF.Max(a.X, b.X), MathF.Max(c.X, d.X)), MathF.Max(MathF.Max(a.Y, b.Y), MathF.Max(c.Y, d.Y)));
                if (most > 0 || _secondClouds is not null && _set.Layers[n].Role == LayerRole.Clouds)
                {
                    _present[block] |= (byte)(1 << n);
                }

                if (least == 255 && _set.Layers[n].Role != LayerRole.Clouds)
                {
                    _from[block] = (byte)n;
                    break;
                }
            }
        }
    }

    private ((float X, float Y) A, (float X, float Y) B, (float X, float Y) C, (float X, float Y) D) Corners((float X, float Y)[] map, int column, int row)
    {
        var node = row * (_blocksX + 1) + column;
        return (map[node], map[node + 1], map[node + _blocksX + 1], map[node + _blocksX + 2]);
    }

    private void DrawBlock(Frame frame, int n, int column, int row, int key, float part, float u, Lab glow)
    {
        var layer = _set.Layers[n];
        var (first, next) = (layer.Keys[key], layer.Keys[part > 0 ? key + 1 : key]);
        var (a, b, c, d) = Corners(_maps[n], column, row);
        var second = layer.Role == LayerRole.Clouds ? _secondClouds : null;
        var (a2, b2, c2, d2) = second is null ? default : Corners(second, column, row);
        var weight = MathF.Abs(2 * u - 1);
        var ripples = layer.Water is null ? null : _ripples;
        var (lastX, lastY) = (Math.Min(frame.Width, (column + 1) * Block), Math.Min(frame.Height, (row + 1) * Block));
        ref var pixels = ref MemoryMarshal.GetArrayDataReference(frame.Pixels);
        for (var y = row * Block; y < lastY; y++)
        {
            var fy = (y - row * Block) * (1f / Block);
            var (leftX, leftY) = (a.X + (c.X - a.X) * fy, a.Y + (c.Y - a.Y) * fy);
            var (stepX, stepY) = ((b.X + (d.X - b.X) * fy - leftX) * (1f / Block), (b.Y + (d.Y - b.Y) * fy - leftY) * (1f / Block));
            for (var x = column * Block; x < lastX; x++)
            {
                var along = x - column * Block;
                var (px, py) = (leftX + stepX * along, leftY + stepY * along);
                var (light, sparkle) = (0f, 0f);
                if (ripples is not null)
                {
                    (px, py, light, sparkle) = Wet(layer, ripples, px, py);
                }

                var texel = layer.Sample(first, px, py);
                if (part > 0)
                {
                    texel += (layer.Sample(next, px, py) - texel) * part;
                }

                if (second is not null)
                {
                    texel = Fade(layer, first, next, part, texel, Between(a2.X, b2.X, c2.X, d2.X, along, fy), Between(a2.Y, b2.Y, c2.Y, d2.Y, along, fy), weight);
                }

                var opacity = texel[3];
                if (opacity <= 0.002f)
                {
                    continue;
                }

                if (light != 0 || sparkle != 0)
                {
                    var shine = MathF.Min(sparkle, 1) * MathF.Max(0, glow.L - texel[0]);
                    texel += Vector128.Create(light * (0.35f + texel[0]) + shine, (glow.A - texel[1]) * sparkle * 0.6f, (glow.B - texel[2]) * sparkle * 0.6f, 0);
                }

                var place = (nuint)((y * frame.Width + x) * 4);
                var under = Vector128.LoadUnsafe(ref pixels, place);
                var over = opacity >= 0.998f ? texel : under + (texel - under) * opacity;
                over.StoreUnsafe(ref pixels, place);
            }
        }
    }

    private (float X, float Y, float Light, float Sparkle) Wet(Layer layer, Ripples ripples, float px, float py)
    {
        var (wx, wy) = (Math.Clamp((int)(px + 0.5f), 0, layer.Width - 1), Math.Clamp((int)(py + 0.5f) - layer.Top, 0, layer.Rows - 1));
        var wet = layer.Water![wy * layer.Width + wx] * (1f / 255) * _awake;
        if (wet == 0)
        {
            return (px, py, 0, 0);
        }

        var (dx, dy, light, sparkle) = ripples.At(px, py);
        return (px + dx * wet, py + dy * wet, light * wet, sparkle * wet);
    }

    private static Vector128<float> Fade(Layer layer, short[] first, short[] next, float part, Vector128<float> texel, float px, float py, float weight)
    {
        var other = layer.Sample(first, px, py);
        if (part > 0)
        {
            other += (layer.Sample(next, px, py) - other) * part;
        }

        var (own, alien) = (texel[3] * (1 - weight), other[3] * weight);
        var opacity = own + alien;
        return opacity < 0.002f ? default : ((texel * own + other * alien) * (1 / opacity)).WithElement(3, opacity);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Between(float a, float b, float c, float d, int along, float fy)
    {
        var left = a + (c - a) * fy;
        return left + (b + (d - b) * fy - left) * (along * (1f / Block));
    }
}
