using System.Numerics;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Painting.Subjects;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Styles;

/// <summary>What stands on the tiles: trees, buildings, boats, people and animals.</summary>
internal sealed partial class IsometricBlocks
{
    private void Thing(int gx, int gy, float height, in IsometricWorld.Tile tile)
    {
        var (cx, cy) = (gx + 0.5f + (tile.Shade - 0.5f) * 0.25f, gy + 0.5f);
        switch (tile.Thing)
        {
            case IsometricWorld.Thing.Conifer or IsometricWorld.Thing.Tree:
                Grove(gx, gy, height, tile);
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
                    Box(gx + 0.14f + n * 0.04f, gy + 0.14f + n * 0.04f, 0.72f - n * 0.08f, height + n * 1.25f, 1.25f, n % 2 == 0 ? Rgb.Hex("f4f1ea") : Rgb.Hex("c8402f"), windows: false, 0);
                }

                Box(gx + 0.33f, gy + 0.33f, 0.34f, height + 6.25f, 0.65f, Rgb.Hex("ffe9a0") * (_night ? 3f : 1.2f), windows: false, 0);
                break;
            case IsometricWorld.Thing.Boat:
                Boat(At(cx, cy, height));
                break;
            case IsometricWorld.Thing.Castle:
                Castle(gx, gy, height);
                break;
            case IsometricWorld.Thing.Windmill:
                Windmill(gx, gy, height);
                break;
            case IsometricWorld.Thing.Palm:
                Palm(At(cx, cy, height), 0.85f + tile.Shade * 0.4f);
                break;
            case IsometricWorld.Thing.Flowers:
                Flowers(gx, gy, height, tile.Shade);
                break;
            case IsometricWorld.Thing.Figure:
                Figure(At(cx, cy, height), tile);
                break;
            case IsometricWorld.Thing.Cactus:
                Box(gx + 0.42f, gy + 0.42f, 0.16f, height, 1.1f, Rgb.Hex("5f8f4a"), windows: false, 0);
                break;
        }
    }

    /// <summary>The trees of one tile: one in the open, three where the forest is dense, the nearest last.</summary>
    private void Grove(int gx, int gy, float height, in IsometricWorld.Tile tile)
    {
        var dense = _scene.Reading.Has(Subject.Forest);
        ReadOnlySpan<(float X, float Y)> places = dense ? [(0.28f, 0.30f), (0.74f, 0.38f), (0.42f, 0.78f)] : [(0.5f + (tile.Shade - 0.5f) * 0.25f, 0.5f)];
        for (var n = 0; n < places.Length; n++)
        {
            var chance = Noise.Hash(gx * 7 + n, gy * 13 + n, _seed + 70);
            var foot = At(gx + places[n].X + (chance - 0.5f) * 0.16f, gy + places[n].Y, height);
            var size = (dense ? 0.80f : 0.95f) + 0.55f * chance;
            FootShadow(foot, _half * 0.30f * size);
            if (tile.Thing == IsometricWorld.Thing.Conifer || (dense && _scene.Season != Season.Autumn && !_scene.Reading.HasAny(Subject.Birches, Subject.Blossoms) && chance < 0.4f))
            {
                Conifer(foot, size, chance);
            }
            else
            {
                Tree(foot, size, chance);
            }
        }
    }

    private void FootShadow(Vector2 foot, float radius)
    {
        _pen.Opacity = 0.28f;
        _pen.Ellipse(foot.X + radius * 0.35f, foot.Y + radius * 0.10f, radius, radius * 0.42f, (_, _) => Rgb.Black);
        _pen.Opacity = 1;
    }

    private void Conifer(Vector2 foot, float size, float shade)
    {
        _pen.Kind = Kind.Plant;
        var green = _scene.Season == Season.Winter ? Rgb.Hex("c9d8dc") : Rgb.Lerp(Rgb.Hex("2a5c42"), Rgb.Hex("4c7d3e"), shade);
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
        var named = _scene.Reading.Tints.GetValueOrDefault(Subject.House) ?? _scene.Reading.Tints.GetValueOrDefault(Subject.Village);
        var tint = named is not null ? Lab.FromLch(0.68f, named.Chroma * 0.7f, named.Hue).ToRgb() : Rgb.Lerp(Rgb.Hex("f2e6d0"), Rgb.Hex("d9c2a8"), shade);
        Box(gx + 0.06f, gy + 0.06f, 0.88f, height, 1.45f, tint, windows: true, shade);
        var (a, b, size, top) = (gx, gy, 1.0f, height + 1.45f);
        var roof = Rgb.Lerp(Rgb.Hex("b5472f"), Rgb.Hex("8a3a34"), shade);
        var (front, back) = (At(a + size * 0.5f, b + size, top + 1.2f), At(a + size * 0.5f, b, top + 1.2f));
        _pen.Fill([At(a + size, b, top - 0.08f), back, front, At(a + size, b + size, top - 0.08f)], Lit(roof, 0.45f));
        _pen.Fill([At(a + 0.06f, b + size - 0.06f, top), front, At(a + size - 0.06f, b + size - 0.06f, top)], Lit(tint, 0.62f));
        _pen.Fill([At(a, b, top - 0.08f), back, front, At(a, b + size, top - 0.08f)], Lit(roof, 1.0f));
    }

    private void Boat(Vector2 foot)
    {
        _pen.Kind = Kind.Building;
        var r = _half * 0.6f;
        var hull = _scene.Reading.Tints.TryGetValue(Subject.Boat, out var named) ? Lab.FromLch(0.55f, named.Chroma, named.Hue).ToRgb() : Rgb.Hex("8a4a30");
        _pen.Fill([foot + new Vector2(-r, -r * 0.25f), foot + new Vector2(r, -r * 0.25f), foot + new Vector2(r * 0.6f, r * 0.25f), foot + new Vector2(-r * 0.6f, r * 0.25f)], Lit(hull, 0.7f));
        _pen.Fill([foot + new Vector2(0, -r * 0.3f), foot + new Vector2(0, -r * 2.4f), foot + new Vector2(r * 0.95f, -r * 0.45f)], Lit(Rgb.Hex("fbf6ea"), 0.95f));
        _pen.Fill([foot + new Vector2(-r * 0.1f, -r * 0.3f), foot + new Vector2(-r * 0.1f, -r * 2.0f), foot + new Vector2(-r * 0.7f, -r * 0.45f)], Lit(Rgb.Hex("efe6d6"), 0.6f));
    }

    private void Castle(float gx, float gy, float height)
    {
        var stone = _scene.Reading.Tints.TryGetValue(Subject.Castle, out var named) ? Lab.FromLch(0.66f, named.Chroma * 0.6f, named.Hue).ToRgb() : Rgb.Hex("c3b8a8");
        var roof = Rgb.Hex("4d5f8c");
        (gx, gy) = (gx - 0.35f, gy - 0.35f);
        Tower(gx + 0.02f, gy + 0.02f, 0.54f, height, 5.0f, stone, roof);
        Tower(gx + 1.10f, gy + 0.02f, 0.54f, height, 3.9f, stone, roof);
        Tower(gx + 0.02f, gy + 1.10f, 0.54f, height, 3.9f, stone, roof);
        Box(gx + 0.27f, gy + 0.27f, 1.15f, height, 2.6f, stone, windows: true, 0.3f);
        Tower(gx + 1.10f, gy + 1.10f, 0.54f, height, 3.2f, stone, roof);
    }

    private void Tower(float gx, float gy, float size, float bottom, float height, Rgb stone, Rgb roof)
    {
        Box(gx, gy, size, bottom, height, stone, windows: false, 0);
        Spire(gx - 0.03f, gy - 0.03f, size + 0.06f, bottom + height, 1.5f, roof);
    }

    /// <summary>The two faces of a pyramid that are seen.</summary>
    private void Spire(float gx, float gy, float size, float bottom, float height, Rgb color)
    {
        var tip = At(gx + size * 0.5f, gy + size * 0.5f, bottom + height);
        _pen.Fill([At(gx, gy + size, bottom), tip, At(gx + size, gy + size, bottom)], Lit(color, 0.75f));
        _pen.Fill([At(gx + size, gy + size, bottom), tip, At(gx + size, gy, bottom)], Lit(color, 0.25f));
    }

    private void Windmill(float gx, float gy, float height)
    {
        (gx, gy) = (gx - 0.25f, gy - 0.25f);
        for (var n = 0; n < 3; n++)
        {
            Box(gx + 0.34f + n * 0.07f, gy + 0.34f + n * 0.07f, 0.82f - n * 0.14f, height + n * 1.4f, 1.4f, Rgb.Hex("efe6d4"), windows: false, 0);
        }

        Spire(gx + 0.44f, gy + 0.44f, 0.62f, height + 4.2f, 1.2f, Rgb.Hex("8a4a34"));
        var hub = At(gx + 0.75f, gy + 1.04f, height + 4.0f);
        var sail = _half * 1.6f;
        for (var n = 0; n < 4; n++)
        {
            var angle = 0.5f + n * MathF.PI / 2;
            var along = new Vector2(Imaging.ExactMath.Cos(angle), Imaging.ExactMath.Sin(angle)) * sail;
            var across = new Vector2(-along.Y, along.X) * 0.16f;
            _pen.Fill([hub + along * 0.15f, hub + along, hub + along + across, hub + along * 0.15f + across], Lit(Rgb.Hex("fbf6ea"), 0.9f));
            _pen.Line(hub.X, hub.Y, hub.X + along.X, hub.Y + along.Y, _half * 0.08f, _half * 0.05f, Lit(Rgb.Hex("6b4a32"), 0.4f));
        }
    }

    private void Palm(Vector2 foot, float size)
    {
        _pen.Kind = Kind.Plant;
        var top = foot + new Vector2(_half * 0.22f, -_half * 1.25f) * size;
        _pen.Line(foot.X, foot.Y, top.X, top.Y, _half * 0.13f * size, _half * 0.08f * size, Lit(Rgb.Hex("8a6a48"), 0.6f));
        for (var n = 0; n < 7; n++)
        {
            var angle = n * 0.9f + 0.2f;
            var (dx, dy) = (Imaging.ExactMath.Cos(angle), Imaging.ExactMath.Sin(angle) * 0.5f);
            var reach = _half * 0.62f * size;
            var (middle, tip) = (top + new Vector2(dx * 0.55f, dy * 0.55f - 0.18f) * reach, top + new Vector2(dx, dy + 0.30f) * reach);
            var side = new Vector2(-dy, dx) * reach * 0.16f;
            _pen.Fill([top, middle + side, tip, middle - side], Lit(Rgb.Lerp(Rgb.Hex("3f7a3c"), Rgb.Hex("6fa84a"), n / 7f), dx < 0 ? 0.9f : 0.4f));
        }
    }

    private void Flowers(int gx, int gy, float height, float shade)
    {
        _pen.Kind = Kind.Plant;
        var tint = _scene.Reading.Tints.TryGetValue(Subject.Flowers, out var named) ? Lab.FromLch(0.68f, named.Chroma, named.Hue).ToRgb() : (Rgb?)null;
        ReadOnlySpan<string> hues = ["e0463c", "f2b632", "d86ab0", "f6f1e6"];
        for (var n = 0; n < 14; n++)
        {
            var salt = gx * 31 + gy * 17 + n;
            var at = At(gx + 0.08f + 0.84f * Noise.Hash(salt, 1, _seed), gy + 0.08f + 0.84f * Noise.Hash(salt, 2, _seed), height);
            var color = tint ?? Rgb.Hex(hues[(int)(shade * 3.99f + n / 5) % 4]);
            _pen.Line(at.X, at.Y, at.X, at.Y - _half * 0.13f, _half * 0.025f, _half * 0.02f, Lit(Rgb.Hex("4f7a34"), 0.6f));
            _pen.Ellipse(at.X, at.Y - _half * 0.15f, _half * 0.055f, _half * 0.05f, (_, _) => Lit(color, 1f));
        }
    }

    private void Figure(Vector2 foot, in IsometricWorld.Tile tile)
    {
        var subject = tile.Figure;
        var height = _half * (subject is Subject.Cat or Subject.Wolf ? 0.55f : subject is Subject.Horse or Subject.Deer ? 0.95f : 1.15f);
        _pen.Opacity = 0.30f;
        _pen.Ellipse(foot.X, foot.Y, height * 0.30f, height * 0.09f, (_, _) => Rgb.Black);
        (_pen.Opacity, _pen.Kind) = (1, Kind.Figure);
        var color = _scene.Reading.Tints.TryGetValue(subject, out var named) ? Lab.FromLch(named.Chroma == 0 ? named.Lightness : 0.55f, named.Chroma * 0.9f, named.Hue).ToRgb()
            : subject switch { Subject.Horse => Rgb.Hex("8a5634"), Subject.Deer => Rgb.Hex("a8703c"), Subject.Cat => Rgb.Hex("c98a4a"), Subject.Wolf => Rgb.Hex("6f7278"), _ => Rgb.Hex("b84a3a") };
        _pen.Fill(Figures.Outline(subject, bust: false, foot, height, mirrored: tile.Shade > 0.5f), Lit(color, 0.8f));
    }
}
