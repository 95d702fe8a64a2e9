using System.Numerics;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Styles;

/// <summary>A small world cut out of the land and seen from a corner: it paints its own scene of blocks from what the prompt names.</summary>
internal static class Isometric
{
    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        Backdrop(easel, canvas, scene);
        var world = IsometricWorld.Create(easel, scene);
        var painter = new Blocks(easel, canvas, scene, world.Size);
        painter.Shadow();
        for (var sum = 0; sum <= 2 * (world.Size - 1); sum++)
        {
            easel.CancellationToken.ThrowIfCancellationRequested();
            for (var gx = Math.Max(0, sum - world.Size + 1); gx <= Math.Min(sum, world.Size - 1); gx++)
            {
                painter.Draw(world, gx, sum - gx);
            }
        }
    }

    private static void Backdrop(Easel easel, Canvas canvas, Scene scene)
    {
        var air = scene.Air;
        easel.Rows(y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var (dx, dy) = (((x + 0.5f) / canvas.Width) - 0.5f, ((y + 0.5f) / canvas.Height) - 0.45f);
                var glow = 1 / (1 + (dx * dx + dy * dy) * 6);
                var index = y * canvas.Width + x;
                canvas[index] = Rgb.Lerp(Rgb.Lerp(air.Zenith, air.Middle, 0.55f), Rgb.Lerp(air.Horizon, air.Middle, 0.25f), glow * glow);
                canvas.Depth[index] = Canvas.Infinity;
            }
        });
    }

    private sealed class Blocks
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

        public Blocks(Easel easel, Canvas canvas, Scene scene, int size)
        {
            (_easel, _canvas, _scene, _size) = (easel, canvas, scene, size);
            _pen = new Pen(canvas) { Depth = 1, Kind = Kind.Form };
            _half = MathF.Min(canvas.Width * 0.92f, canvas.Height * 1.25f) / (2 * size);
            _level = _half * 0.52f;
            _origin = new Vector2(canvas.Width * 0.5f, canvas.Height * 0.56f - size * _half * 0.5f);
            _seed = easel.NoiseSeed("blocks");
            _light = scene.Air.Sunlight * 0.42f;
            _ambient = scene.Air.Ambient * 0.95f + scene.Air.Horizon * 0.22f;
            _night = scene.Air.Time is TimeOfDay.Night or TimeOfDay.Dusk;
        }

        public void Shadow()
        {
            _pen.Opacity = 0.05f;
            for (var n = 0; n < 6; n++)
            {
                var grow = 1 + n * 0.03f;
                _pen.Ellipse(_origin.X, _origin.Y + _size * _half * 0.5f + _half * 3.4f, _size * _half * 0.86f * grow, _size * _half * 0.40f * grow, (_, _) => Rgb.Black);
            }

            _pen.Opacity = 1;
        }

        public void Draw(IsometricWorld world, int gx, int gy)
        {
            var tile = world[gx, gy];
            var top = tile.Height;
            var material = Material(tile);
            var floor = -3f;
            var left = gy + 1 < _size ? MathF.Min(world[gx, gy + 1].Height, top) : floor;
            var right = gx + 1 < _size ? MathF.Min(world[gx + 1, gy].Height, top) : floor;
            Wall(gx, gy, left, top, material, tile, isLeft: true);
            Wall(gx, gy, right, top, material, tile, isLeft: false);
            Top(gx, gy, top, material, tile);
            Thing(gx, gy, top, tile);
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
                IsometricWorld.Ground.Dark => Rgb.Hex("4a4144"),
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

        private void Top(float gx, float gy, float height, Rgb material, in IsometricWorld.Tile tile)
        {
            Span<Vector2> quad = [At(gx, gy, height), At(gx + 1, gy, height), At(gx + 1, gy + 1, height), At(gx, gy + 1, height)];
            var water = tile.Ground == IsometricWorld.Ground.Water;
            var color = Lit(material, 1.0f);
            var unit = 1 / _half;
            var glint = _scene.Air.Glow * 0.30f;
            _pen.Kind = water ? Kind.Water : Kind.Land;
            _pen.Fill(quad, (x, y) =>
            {
                var (u, v) = (x * unit, y * unit * 2);
                var noise = Noise.Fbm(u * 2.4f, v * 2.4f, _seed, 3);
                if (!water)
                {
                    return color * (1 + noise * 0.13f);
                }

                var wave = Noise.Fbm(u * 1.1f, v * 2.6f, _seed + 7, 3);
                return color * (1 + noise * 0.08f) + glint * Mix.Smooth(0.22f, 0.42f, wave);
            });
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
            var (rim, body) = (Lit(material, facing), Lit(earth, facing));
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
                return color * (1 - 0.30f * Mix.Smooth(0.6f, 3.4f, below));
            });
        }

        private void Thing(int gx, int gy, float height, in IsometricWorld.Tile tile)
        {
            var (cx, cy) = (gx + 0.5f + (tile.Shade - 0.5f) * 0.25f, gy + 0.5f);
            switch (tile.Thing)
            {
                case IsometricWorld.Thing.Conifer:
                    Conifer(At(cx, cy, height), 0.75f + tile.Shade * 0.5f);
                    break;
                case IsometricWorld.Thing.Tree:
                    Tree(At(cx, cy, height), 0.75f + tile.Shade * 0.4f, tile.Shade);
                    break;
                case IsometricWorld.Thing.House:
                    House(gx, gy, height, tile.Shade);
                    break;
                case IsometricWorld.Thing.Building:
                    Box(gx + 0.12f, gy + 0.12f, 0.76f, height, tile.Size, Rgb.Lerp(Rgb.Hex("c9c4c0"), Rgb.Hex("7f93ab"), tile.Shade), windows: true, tile.Shade);
                    break;
                case IsometricWorld.Thing.Lighthouse:
                    for (var n = 0; n < 5; n++)
                    {
                        Box(gx + 0.26f + n * 0.025f, gy + 0.26f + n * 0.025f, 0.48f - n * 0.05f, height + n * 0.85f, 0.85f, n % 2 == 0 ? Rgb.Hex("f4f1ea") : Rgb.Hex("c8402f"), windows: false, 0);
                    }

                    Box(gx + 0.36f, gy + 0.36f, 0.28f, height + 4.25f, 0.45f, Rgb.Hex("ffe9a0") * (_night ? 3f : 1.2f), windows: false, 0);
                    break;
                case IsometricWorld.Thing.Boat:
                    Boat(At(cx, cy, height));
                    break;
                case IsometricWorld.Thing.Cactus:
                    Box(gx + 0.42f, gy + 0.42f, 0.16f, height, 1.1f, Rgb.Hex("5f8f4a"), windows: false, 0);
                    break;
            }
        }

        private void Conifer(Vector2 foot, float size)
        {
            _pen.Kind = Kind.Plant;
            var green = _scene.Season == Season.Winter ? Rgb.Hex("c9d8dc") : Rgb.Hex("2f6340");
            var (width, step) = (_half * 0.42f * size, _half * 0.44f * size);
            _pen.Fill([foot + new Vector2(-width * 0.14f, 0), foot + new Vector2(width * 0.14f, 0), foot + new Vector2(width * 0.14f, -step), foot + new Vector2(-width * 0.14f, -step)], Lit(Rgb.Hex("6b4a32"), 0.4f));
            for (var n = 0; n < 3; n++)
            {
                var (w, y) = (width * (1 - n * 0.24f), foot.Y - step * (0.55f + n * 0.72f));
                var tip = new Vector2(foot.X, y - step * 1.35f);
                var middle = new Vector2(foot.X, y + w * 0.30f);
                _pen.Fill([new Vector2(foot.X - w, y), tip, middle], Lit(green, 0.85f + n * 0.08f));
                _pen.Fill([middle, tip, new Vector2(foot.X + w, y)], Lit(green, 0.28f + n * 0.05f));
            }
        }

        private void Tree(Vector2 foot, float size, float shade)
        {
            _pen.Kind = Kind.Plant;
            var green = _scene.Season switch
            {
                Season.Autumn => Rgb.Lerp(Rgb.Hex("c8652a"), Rgb.Hex("e0a63a"), shade),
                Season.Spring when _scene.Reading.Has(Subject.Blossoms) => Rgb.Hex("f0b6c8"),
                Season.Winter => Rgb.Hex("dfe7ee"),
                _ => Rgb.Lerp(Rgb.Hex("4f8a3c"), Rgb.Hex("7aa84a"), shade),
            };
            var radius = _half * 0.38f * size;
            _pen.Fill([foot + new Vector2(-radius * 0.16f, 0), foot + new Vector2(radius * 0.16f, 0), foot + new Vector2(radius * 0.12f, -radius * 1.4f), foot + new Vector2(-radius * 0.12f, -radius * 1.4f)], Lit(Rgb.Hex("6b4a32"), 0.4f));
            var center = foot + new Vector2(0, -radius * 1.9f);
            _pen.Ellipse(center.X, center.Y, radius, radius * 1.05f, (x, y) =>
            {
                var (dx, dy) = ((x - center.X) / radius, (y - center.Y) / radius);
                var leaf = Noise.Fbm(x / radius * 2.6f, y / radius * 2.6f, _seed + 50, 3);
                return Lit(green, Mix.Clamp01(0.55f - dx * 0.35f - dy * 0.5f + leaf * 0.35f) * 1.1f);
            });
        }

        private void House(int gx, int gy, float height, float shade)
        {
            _pen.Kind = Kind.Building;
            var tint = _scene.Reading.Tints.TryGetValue(Subject.House, out var named) ? Lab.FromLch(0.68f, named.Chroma * 0.7f, named.Hue).ToRgb() : Rgb.Lerp(Rgb.Hex("f2e6d0"), Rgb.Hex("d9c2a8"), shade);
            Box(gx + 0.16f, gy + 0.16f, 0.68f, height, 1.15f, tint, windows: true, shade);
            var (a, b, size, top) = (gx + 0.10f, gy + 0.10f, 0.80f, height + 1.15f);
            var roof = Rgb.Lerp(Rgb.Hex("b5472f"), Rgb.Hex("8a3a34"), shade);
            var (front, back) = (At(a + size * 0.5f, b + size, top + 0.95f), At(a + size * 0.5f, b, top + 0.95f));
            _pen.Fill([At(a + size, b, top - 0.08f), back, front, At(a + size, b + size, top - 0.08f)], Lit(roof, 0.45f));
            _pen.Fill([At(a + 0.06f, b + size - 0.06f, top), front, At(a + size - 0.06f, b + size - 0.06f, top)], Lit(tint, 0.62f));
            _pen.Fill([At(a, b, top - 0.08f), back, front, At(a, b + size, top - 0.08f)], Lit(roof, 1.0f));
        }

        private void Boat(Vector2 foot)
        {
            _pen.Kind = Kind.Building;
            var r = _half * 0.4f;
            var hull = _scene.Reading.Tints.TryGetValue(Subject.Boat, out var named) ? Lab.FromLch(0.55f, named.Chroma, named.Hue).ToRgb() : Rgb.Hex("8a4a30");
            _pen.Fill([foot + new Vector2(-r, -r * 0.25f), foot + new Vector2(r, -r * 0.25f), foot + new Vector2(r * 0.6f, r * 0.25f), foot + new Vector2(-r * 0.6f, r * 0.25f)], Lit(hull, 0.7f));
            _pen.Fill([foot + new Vector2(0, -r * 0.3f), foot + new Vector2(0, -r * 2.4f), foot + new Vector2(r * 0.95f, -r * 0.45f)], Lit(Rgb.Hex("fbf6ea"), 0.95f));
            _pen.Fill([foot + new Vector2(-r * 0.1f, -r * 0.3f), foot + new Vector2(-r * 0.1f, -r * 2.0f), foot + new Vector2(-r * 0.7f, -r * 0.45f)], Lit(Rgb.Hex("efe6d6"), 0.6f));
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
}
