using System.Numerics;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Styles;

/// <summary>Draws the tiles of an isometric world, from the far corner to the near one.</summary>
internal sealed partial class IsometricBlocks
{
    private readonly Easel _easel;
    private readonly Canvas _canvas;
    private readonly Scene _scene;
    private readonly Pen _pen;
    private readonly float _half;
    private readonly float _level;
    private readonly Vector2 _origin;
    private readonly int _size;
    private readonly int _seed;
    private readonly Rgb _light;
    private readonly Rgb _ambient;
    private readonly bool _night;

    public IsometricBlocks(Easel easel, Canvas canvas, Scene scene, int size)
    {
        (_easel, _canvas, _scene, _size) = (easel, canvas, scene, size);
        _pen = new Pen(easel, canvas) { Depth = 1, Kind = Kind.Form };
        _half = MathF.Min(canvas.Width * 0.92f, canvas.Height * 1.25f) / (2 * size);
        _level = _half * 0.52f;
        _origin = new Vector2(canvas.Width * 0.5f, canvas.Height * 0.53f - size * _half * 0.5f);
        _seed = easel.NoiseSeed("blocks");
        _light = scene.Air.Sunlight * 0.42f;
        _ambient = scene.Air.Ambient * 0.95f + scene.Air.Horizon * 0.22f;
        _night = scene.Air.Time is TimeOfDay.Night or TimeOfDay.Dusk;
        if (scene.Air.Time == TimeOfDay.Night)
        {
            // A little world is lit like a stage: moonlight that models, not the dark of a real night.
            _light = _light * 1.7f + new Rgb(0.10f, 0.16f, 0.30f);
            _ambient = _ambient * 1.2f + new Rgb(0.020f, 0.034f, 0.075f);
        }
    }

    /// <summary>Sun, moon and stars on the backdrop.</summary>
    public void Sky()
    {
        var air = _scene.Air;
        var dice = _easel.Dice("backdrop");
        var unit = _easel.Unit;
        for (var n = 0; n < (int)(260 * air.Stars); n++)
        {
            var (x, y, light) = (dice.Range(0, _canvas.Width), dice.Range(0, _canvas.Height * 0.75f), dice.Range(0.1f, 0.8f));
            Heavens.Splat(_canvas, x, y, new Rgb(0.9f, 0.95f, 1f) * light, unit * 0.0012f);
        }

        if (air.ShowsSun || air.ShowsMoon)
        {
            var radius = unit * (air.ShowsMoon ? 0.045f : 0.055f);
            var (cx, cy) = (_canvas.Width * (air.SunX < 0 ? 0.17f : 0.83f), _canvas.Height * 0.16f);
            var disc = air.ShowsMoon ? Rgb.Hex("f1ecdc") : Rgb.Lerp(air.Glow, Rgb.White, 0.5f) * 1.5f;
            _pen.Kind = Kind.Luminary;
            _pen.Ellipse(cx, cy, radius, radius, (x, y) => disc * (1 + 0.10f * Noise.Fbm(x / radius * 2.2f, y / radius * 2.2f, _seed + 60, 3)));
        }
    }

    /// <summary>Clouds, birds and balloons over the little world.</summary>
    public void Air()
    {
        var dice = _easel.Dice("air");
        var reading = _scene.Reading;
        (_pen.Depth, _pen.Kind) = (0.5f, Kind.Form);
        var clouds = reading.HasAny(Subject.Clouds, Subject.Sky) || _scene.Air.Weather is Weather.Cloudy or Weather.Overcast or Weather.Rain or Weather.Storm or Weather.Snow ? 4 : 0;
        for (var n = 0; n < clouds; n++)
        {
            var (cx, cy, size) = (_canvas.Width * (0.14f + 0.24f * n + dice.Range(-0.05f, 0.05f)), _canvas.Height * dice.Range(0.10f, 0.22f), _half * dice.Range(0.8f, 1.3f));
            for (var puff = 0; puff < 5; puff++)
            {
                var (px, py, r) = (cx + (puff - 2) * size * 0.55f, cy + (puff % 2 == 0 ? 0 : -size * 0.32f), size * (0.62f - 0.10f * MathF.Abs(puff - 2)));
                _pen.Ellipse(px, py, r, r * 0.62f, (_, y) => Lit(Rgb.Hex("f4f6fa"), 0.55f + 0.45f * Mix.Clamp01((py + r * 0.4f - y) / r)));
            }
        }

        for (var n = 0; n < Math.Min(12, reading.Subjects.GetValueOrDefault(Subject.Balloon)); n++)
        {
            var (x, y, r) = (_canvas.Width * (n == 0 ? 0.70f : dice.Range(0.12f, 0.88f)), _canvas.Height * (n == 0 ? 0.20f : dice.Range(0.10f, 0.34f)), _half * (n == 0 ? 0.95f : dice.Range(0.4f, 0.7f)));
            var hue = reading.Tints.TryGetValue(Subject.Balloon, out var named) ? named.Hue : dice.Range(0, 360);
            var (a, b) = (Lab.FromLch(0.62f, 0.17f, hue).ToRgb(), Rgb.Hex("f6efe0"));
            _pen.Line(x - r * 0.35f, y + r * 0.8f, x - r * 0.14f, y + r * 1.55f, r * 0.03f, r * 0.03f, Rgb.Hex("4a3a2c"));
            _pen.Line(x + r * 0.35f, y + r * 0.8f, x + r * 0.14f, y + r * 1.55f, r * 0.03f, r * 0.03f, Rgb.Hex("4a3a2c"));
            _pen.Ellipse(x, y, r, r * 1.1f, (px, py) =>
            {
                var across = (px - x) / MathF.Max(1, MathF.Sqrt(MathF.Max(0, r * r - (py - y) * (py - y))));
                return Lit(((int)MathF.Floor((across + 1) * 3.5f) & 1) == 0 ? a : b, 0.9f - 0.5f * Mix.Clamp01(across));
            });
            _pen.Fill([new Vector2(x - r * 0.16f, y + r * 1.5f), new Vector2(x + r * 0.16f, y + r * 1.5f), new Vector2(x + r * 0.13f, y + r * 1.8f), new Vector2(x - r * 0.13f, y + r * 1.8f)], Lit(Rgb.Hex("7a4f2c"), 0.7f));
        }

        var birds = reading.Subjects.GetValueOrDefault(Subject.Birds);
        for (var n = 0; n < (birds == 1 ? 7 : Math.Min(30, birds)); n++)
        {
            var (x, y, size) = (_canvas.Width * (0.28f + dice.Bell() * 0.07f), _canvas.Height * (0.17f + dice.Bell() * 0.035f), _half * dice.Range(0.16f, 0.28f));
            var dark = Rgb.Hex("24262c");
            _pen.Line(x, y, x - size, y - size * 0.45f, size * 0.22f, size * 0.05f, dark);
            _pen.Line(x, y, x + size, y - size * 0.45f, size * 0.22f, size * 0.05f, dark);
        }
    }

    /// <summary>At night warm sparks hang between the trees.</summary>
    public void Fireflies(IsometricWorld world)
    {
        if (!_night || _scene.Season == Season.Winter)
        {
            return;
        }

        var dice = _easel.Dice("fireflies");
        for (var n = 0; n < _size * 4; n++)
        {
            var (gx, gy, lift, bright) = (dice.Below(_size), dice.Below(_size), dice.Range(0.4f, 2.2f), dice.Range(0.25f, 1));
            var tile = world[gx, gy];
            if (tile.Thing is IsometricWorld.Thing.Tree or IsometricWorld.Thing.Conifer)
            {
                var at = At(gx + 0.9f, gy + 0.9f, tile.Height + lift);
                Heavens.Splat(_canvas, at.X, at.Y, new Rgb(1.0f, 0.75f, 0.3f) * (0.22f * bright), _half * 0.26f);
                Heavens.Splat(_canvas, at.X, at.Y, new Rgb(2.6f, 2.1f, 1.0f) * bright, MathF.Max(0.8f, _half * 0.06f));
            }
        }
    }

    /// <summary>Falls far below, for the world floats.</summary>
    public void Shadow()
    {
        _pen.Opacity = 0.045f;
        for (var n = 0; n < 6; n++)
        {
            var grow = 0.70f + n * 0.06f;
            _pen.Ellipse(_origin.X, _origin.Y + _size * _half * 1.30f, _size * _half * 0.62f * grow, _size * _half * 0.17f * grow, (_, _) => Rgb.Black);
        }

        _pen.Opacity = 1;
    }

    public void Draw(IsometricWorld world, int gx, int gy)
    {
        var tile = world[gx, gy];
        var top = tile.Height;
        var material = Material(tile);
        Wall(gx, gy, gy + 1 < _size ? MathF.Min(world[gx, gy + 1].Height, top) : Floor(gx), top, material, tile, isLeft: true);
        Wall(gx, gy, gx + 1 < _size ? MathF.Min(world[gx + 1, gy].Height, top) : Floor(gy), top, material, tile, isLeft: false);
        Top(world, gx, gy, top, material, tile);
        Thing(gx, gy, top, tile);
    }

    /// <summary>How deep the rock goes under a tile of the rim: to a ragged point under the corner in front.</summary>
    private float Floor(int along)
    {
        var near = (along + 1f) / _size;
        return -1.6f - (0.34f * _size * near * near + 1.1f * MathF.Abs(Noise.Hash(along, 5, _seed + 80) - 0.3f)) * (_half / _level) * 0.5f;
    }

    private Vector2 At(float gx, float gy, float height) => _origin + new Vector2((gx - gy) * _half, (gx + gy) * _half * 0.5f - height * _level);

    private Rgb Material(in IsometricWorld.Tile tile)
    {
        var vary = 1 + (tile.Shade - 0.5f) * 0.14f;
        var color = tile.Ground switch
        {
            IsometricWorld.Ground.Water => Rgb.Hex("2f8fb8"),
            IsometricWorld.Ground.Sand => Rgb.Hex("e6cf9a"),
            IsometricWorld.Ground.Rock => Rgb.Hex("8f8a8c"),
            IsometricWorld.Ground.Snow => Rgb.Hex("eef3fa"),
            IsometricWorld.Ground.Road => Rgb.Hex("8b8784"),
            IsometricWorld.Ground.Dark => Rgb.Hex("6a5a5c"),
            IsometricWorld.Ground.Lava => Rgb.Hex("ff7a2a"),
            _ => _scene.Season switch
            {
                Season.Autumn => Rgb.Hex("b79a45"),
                Season.Spring => Rgb.Hex("93bd56"),
                Season.Winter => Rgb.Hex("e8eef5"),
                _ => Rgb.Hex("78a84a"),
            },
        };
        return color * vary;
    }

    private Rgb Lit(Rgb albedo, float facing) => albedo * (_light * facing + _ambient);

    private void Top(IsometricWorld world, int gx, int gy, float height, Rgb material, in IsometricWorld.Tile tile)
    {
        Span<Vector2> quad = [At(gx, gy, height), At(gx + 1, gy, height), At(gx + 1, gy + 1, height), At(gx, gy + 1, height)];
        var water = tile.Ground == IsometricWorld.Ground.Water;
        var color = tile.Ground == IsometricWorld.Ground.Lava ? new Rgb(2.4f, 0.62f, 0.10f) : Lit(material, 1.0f);
        var unit = 1 / _half;
        var glint = _scene.Air.Glow * 0.30f;
        var corner = quad[0];
        // What is higher behind throws its shadow; what lies dry beside water makes it foam.
        var (behindX, behindY) = (gx > 0 ? world[gx - 1, gy] : tile, gy > 0 ? world[gx, gy - 1] : tile);
        var (shadeX, shadeY) = (behindX.Height > height + 0.3f ? 0.30f : 0, behindY.Height > height + 0.3f ? 0.18f : 0);
        var (foamX, foamY) = (Foams(gx - 1, gy), Foams(gx, gy - 1));
        var (foamRight, foamLeft) = (Foams(gx + 1, gy), Foams(gx, gy + 1));
        var foam = Lit(Rgb.Hex("e6f4f6"), 0.9f);
        _pen.Kind = water ? Kind.Water : Kind.Land;
        _pen.Fill(quad, (x, y) =>
        {
            var (u, v) = (x * unit, y * unit * 2);
            var noise = Noise.Fbm(u * 2.4f, v * 2.4f, _seed, 3);
            // Places on the tile, 0 to 1 along each of its sides.
            var (dx, dy) = ((x - corner.X) / _half, (y - corner.Y) / (_half * 0.5f));
            var (tx, ty) = (Mix.Clamp01((dx + dy) * 0.5f), Mix.Clamp01((dy - dx) * 0.5f));
            var shade = (1 - shadeX * Mix.Smooth(0.75f, 0, tx)) * (1 - shadeY * Mix.Smooth(0.75f, 0, ty));
            if (!water)
            {
                return color * (shade * (1 + noise * 0.13f));
            }

            var wave = Noise.Fbm(u * 1.1f, v * 2.6f, _seed + 7, 3);
            var shore = MathF.Max(MathF.Max(foamX * (1 - tx), foamY * (1 - ty)), MathF.Max(foamRight * tx, foamLeft * ty));
            return Rgb.Lerp(color * (shade * (1 + noise * 0.08f)) + glint * Mix.Smooth(0.22f, 0.42f, wave), foam, 0.75f * Mix.Smooth(0.80f, 0.93f, shore + wave * 0.22f));
        });

        float Foams(int x, int y) => water && x >= 0 && y >= 0 && x < _size && y < _size && world[x, y].Ground != IsometricWorld.Ground.Water ? 1 : 0;
    }

    private void Wall(float gx, float gy, float bottom, float top, Rgb material, in IsometricWorld.Tile tile, bool isLeft)
    {
        if (top - bottom < 0.01f)
        {
            return;
        }

        Span<Vector2> quad = isLeft
            ? [At(gx, gy + 1, top), At(gx + 1, gy + 1, top), At(gx + 1, gy + 1, bottom), At(gx, gy + 1, bottom)]
            : [At(gx + 1, gy + 1, top), At(gx + 1, gy, top), At(gx + 1, gy, bottom), At(gx + 1, gy + 1, bottom)];
        var earth = tile.Ground is IsometricWorld.Ground.Grass or IsometricWorld.Ground.Road ? Rgb.Hex("8a6242") : tile.Ground == IsometricWorld.Ground.Snow ? Rgb.Hex("a9a6ab") : material;
        var facing = isLeft ? 0.62f : 0.24f;
        var (rim, body) = tile.Ground == IsometricWorld.Ground.Lava ? (new Rgb(2.2f, 0.5f, 0.08f), new Rgb(1.3f, 0.22f, 0.05f)) : (Lit(material, facing), Lit(earth, facing));
        var stone = Lit(tile.Ground == IsometricWorld.Ground.Water ? material * 0.8f : Rgb.Hex("77706e"), facing);
        var (ax, ay) = (quad[0], quad[1]);
        var unit = 1 / _half;
        _pen.Kind = Kind.Form;
        _pen.Fill(quad, (x, y) =>
        {
            var t = Mix.Clamp01((x - ax.X) / (ay.X - ax.X));
            var below = (y - Mix.Lerp(ax.Y, ay.Y, t)) / _level;
            var ragged = 0.20f + 0.13f * Noise.Fbm(x * unit * 4, 0.5f, _seed + 20, 2);
            var layer = Noise.Fbm(x * unit * 0.8f, below * 3.2f + x * unit * 0.1f, _seed + 30, 3);
            var color = Rgb.Lerp(rim, body * (1 + layer * 0.22f), Mix.Smooth(ragged - 0.03f, ragged + 0.03f, below));
            // Deep down the earth turns to rock.
            color = Rgb.Lerp(color, stone * (1 + layer * 0.35f), Mix.Smooth(1.5f + layer, 2.1f + layer, below));
            return color * (1 - 0.45f * Mix.Smooth(0.6f, 9f, below));
        });
    }

    private void Box(float gx, float gy, float size, float bottom, float height, Rgb color, bool windows, float shade)
    {
        _pen.Kind = Kind.Building;
        var top = bottom + height;
        Face([At(gx, gy + size, top), At(gx + size, gy + size, top), At(gx + size, gy + size, bottom), At(gx, gy + size, bottom)], color, 0.62f, windows, shade, height);
        Face([At(gx + size, gy + size, top), At(gx + size, gy, top), At(gx + size, gy, bottom), At(gx + size, gy + size, bottom)], color, 0.26f, windows, shade + 0.37f, height);
        _pen.Fill([At(gx, gy, top), At(gx + size, gy, top), At(gx + size, gy + size, top), At(gx, gy + size, top)], Lit(color, 1.0f));
    }

    private void Face(ReadOnlySpan<Vector2> quad, Rgb color, float facing, bool windows, float shade, float height)
    {
        var (a, b) = (quad[0], quad[1]);
        var lit = Lit(color, facing);
        var floors = Math.Max(1, (int)(height / 0.55f));
        var salt = (int)(shade * 9_973);
        _pen.Fill(quad, (x, y) =>
        {
            var t = Mix.Clamp01((x - a.X) / (b.X - a.X));
            var below = (y - Mix.Lerp(a.Y, b.Y, t)) / _level;
            var wall = lit * (1 - 0.12f * below / MathF.Max(1, height));
            if (!windows)
            {
                return wall;
            }

            var (column, floor) = (t * 3, below / height * floors);
            var (u, v) = (column - MathF.Floor(column), floor - MathF.Floor(floor));
            var pane = Mix.Smooth(0.22f, 0.28f, u) * Mix.Smooth(0.78f, 0.72f, u) * Mix.Smooth(0.24f, 0.32f, v) * Mix.Smooth(0.80f, 0.72f, v);
            var on = Noise.Hash((int)column, (int)floor, _seed + salt) < (_night ? 0.6f : 0.12f);
            var glass = on && _night ? new Rgb(1.5f, 0.95f, 0.38f) : Lit(Rgb.Hex("3d5468"), facing) + _scene.Air.Horizon * 0.06f;
            return Rgb.Lerp(wall, glass, pane);
        });
    }
}
