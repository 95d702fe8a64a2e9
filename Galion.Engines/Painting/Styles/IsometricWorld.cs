using Galion.Engines.Painting.Scenes;
using Galion.Engines.Painting.Subjects;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Styles;

/// <summary>The tiles of an isometric world: how high, of what, and what stands on them.</summary>
internal sealed class IsometricWorld
{
    private readonly Tile[] _tiles;

    private IsometricWorld(int size) => (Size, _tiles) = (size, new Tile[size * size]);

    public enum Ground : byte
    {
        Grass,
        Water,
        Sand,
        Rock,
        Snow,
        Road,
        Dark,
        Lava,
    }

    public enum Thing : byte
    {
        None,
        Conifer,
        Tree,
        House,
        Building,
        Lighthouse,
        Boat,
        Cactus,
        Castle,
        Windmill,
        Palm,
        Flowers,
        Figure,
    }

    public int Size { get; }

    public Tile this[int x, int y] => _tiles[y * Size + x];

    public static IsometricWorld Create(Easel easel, Scene scene)
    {
        var size = easel.Detail switch { Detail.Draft => 11, Detail.Fine => 19, _ => 15 };
        var world = new IsometricWorld(size);
        var dice = easel.Dice("world");
        var seed = easel.NoiseSeed("world");
        var reading = scene.Reading;
        var city = scene.Kind == SceneKind.City;
        var sea = scene.Land is LandKind.Sea or LandKind.Island && !city;
        var water = sea || scene.HasLake || reading.HasAny(Subject.Lake, Subject.River, Subject.Boat, Subject.Reflection);
        var high = scene.Land is LandKind.Alpine or LandKind.Volcano && !city && reading.HasAny(Subject.Mountains, Subject.Volcano, Subject.Waterfall) || (reading.Subjects.Count == 0 && scene.Land == LandKind.Alpine);
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                // Back corners rise, the front stays open.
                var (u, v) = ((x + 0.5f) / size, (y + 0.5f) / size);
                var back = 1 - (u + v) * 0.5f;
                var noise = Noise.Fbm(u * 3.1f, v * 3.1f, seed, 4);
                var height = high ? Squared(Mix.Clamp01(back * 1.5f - 0.28f)) * 8.5f * (1 + noise * 0.9f) + noise * 0.9f : (noise + 0.25f) * 2.6f + back * 1.2f;
                if (sea)
                {
                    var (dx, dy) = (u - 0.42f, v - 0.42f);
                    height = (0.40f - MathF.Sqrt(dx * dx + dy * dy) + noise * 0.16f) * (scene.Land == LandKind.Island ? 9f : 5f);
                }
                else if (water)
                {
                    var (dx, dy) = (u - 0.66f, v - 0.62f);
                    height -= Mix.Smooth(0.34f, 0.16f, MathF.Sqrt(dx * dx + dy * dy) + noise * 0.08f) * 3.2f;
                }

                world._tiles[y * size + x] = world.Build(scene, dice, x, y, city ? 0.5f : height, noise, city, water);
            }
        }

        world.Place(scene, dice);
        return world;
    }

    private Tile Build(Scene scene, Dice dice, int x, int y, float height, float noise, bool city, bool water)
    {
        var (shade, chance) = (dice.Unit(), dice.Unit());
        if (city)
        {
            var road = x % 4 == 1 || y % 4 == 1;
            var distance = MathF.Abs(x - Size * 0.4f) + MathF.Abs(y - Size * 0.4f);
            var tall = 1.2f + MathF.Max(0, 1 - distance / Size) * 7.5f * (0.35f + chance);
            return new Tile(road ? 0.35f : 0.5f, road ? Ground.Road : Ground.Grass, road ? Thing.None : chance < 0.13f ? Thing.Tree : Thing.Building, shade, tall);
        }

        if (water && height < 0.12f)
        {
            return new Tile(-0.12f, Ground.Water, Thing.None, shade, 0);
        }

        height = MathF.Floor(MathF.Max(0.15f, height) * 2 + 0.5f) * 0.5f;
        var ground = scene.Land switch
        {
            LandKind.Dunes or LandKind.Canyon => Ground.Sand,
            LandKind.Volcano when height > 7.2f || (height > 2.5f && noise > 0.16f && noise < 0.24f) => Ground.Lava,
            LandKind.Volcano when height > 2.5f => Ground.Dark,
            _ when water && height < 0.6f && scene.Land is LandKind.Sea or LandKind.Island && height < 0.6f => Ground.Sand,
            _ when height > 4.4f => Ground.Snow,
            _ when height > 2.6f => Ground.Rock,
            _ => Ground.Grass,
        };
        // A forest is a forest: it leaves a clearing here and there, not a tree.
        var trees = ground == Ground.Grass ? (scene.Reading.Has(Subject.Forest) ? 0.92f + MathF.Min(0, noise * 1.6f) : scene.Woodland * (0.30f + noise * 0.7f)) : ground == Ground.Rock ? 0.12f * scene.Woodland : 0;
        var thing = chance < trees
            ? scene.Reading.HasAny(Subject.Conifers, Subject.Mountains) || scene.Season == Season.Winter || (scene.Land == LandKind.Alpine && shade < 0.6f) ? Thing.Conifer : Thing.Tree
            : ground == Ground.Sand && scene.Land == LandKind.Dunes && chance < 0.08f ? Thing.Cactus : Thing.None;
        return new Tile(height, ground, thing, shade, 0);
    }

    private static float Squared(float x) => x * x;

    private void Place(Scene scene, Dice dice)
    {
        var reading = scene.Reading;
        PlaceOn(Thing.Lighthouse, reading.Has(Subject.Lighthouse) ? 1 : 0, dice, tile => tile.Ground is Ground.Sand or Ground.Grass or Ground.Rock);
        PlaceOn(Thing.Castle, Math.Min(3, reading.Subjects.GetValueOrDefault(Subject.Castle)), dice, tile => tile.Ground is Ground.Grass or Ground.Rock or Ground.Sand);
        PlaceOn(Thing.Windmill, Math.Min(5, reading.Subjects.GetValueOrDefault(Subject.Windmill)), dice, tile => tile.Ground is Ground.Grass or Ground.Sand);
        var houses = reading.Has(Subject.Village) ? 11 : reading.Has(Subject.House) ? Math.Max(1, reading.Subjects.GetValueOrDefault(Subject.House, 1)) : scene.Kind == SceneKind.City || !reading.Allows(Subject.House) || reading.Subjects.Count > 0 ? 0 : 3;
        PlaceOn(Thing.House, houses, dice, tile => tile.Ground is Ground.Grass or Ground.Sand && tile.Height < 2.2f);
        PlaceOn(Thing.Palm, reading.Has(Subject.Palms) ? Math.Max(6, reading.Subjects[Subject.Palms]) : 0, dice, tile => tile.Ground is Ground.Sand or Ground.Grass);
        PlaceOn(Thing.Flowers, reading.HasAny(Subject.Flowers, Subject.Meadow) ? Size * 2 : 0, dice, tile => tile.Ground == Ground.Grass);
        foreach (var (subject, quantity) in reading.Subjects)
        {
            var figure = subject == Subject.Couple ? Subject.Person : subject;
            if (Figures.Knows(figure))
            {
                PlaceOn(Thing.Figure, subject == Subject.Couple ? 2 : Math.Min(8, quantity), dice, tile => tile.Ground is not (Ground.Water or Ground.Snow), figure);
            }
        }

        PlaceOn(Thing.Boat, reading.Has(Subject.Boat) ? Math.Max(1, reading.Subjects[Subject.Boat]) : 0, dice, tile => tile.Ground == Ground.Water);
    }

    private void PlaceOn(Thing thing, int count, Dice dice, Func<Tile, bool> fits, Subject figure = default)
    {
        for (var tries = 0; count > 0 && tries < 600; tries++)
        {
            var index = dice.Below(_tiles.Length);
            var (x, y) = (index % Size, index / Size);
            // Near the front things are seen; at the rim they would look cut off.
            var open = x > 0 && y > 0 && x < Size - 1 && y < Size - 1 && (tries > 300 || x + y > Size * 0.55f);
            if (open && fits(_tiles[index]) && _tiles[index].Thing is Thing.None or Thing.Tree or Thing.Conifer)
            {
                _tiles[index] = _tiles[index] with { Thing = thing, Figure = figure };
                Clear(x, y, thing is Thing.Lighthouse or Thing.Castle or Thing.Windmill ? 2 : thing == Thing.House ? 1 : 0);
                count--;
            }
        }
    }

    /// <summary>Trees before a building would hide it.</summary>
    private void Clear(int x, int y, int reach)
    {
        for (var ny = y; ny <= Math.Min(Size - 1, y + reach); ny++)
        {
            for (var nx = x; nx <= Math.Min(Size - 1, x + reach); nx++)
            {
                ref var tile = ref _tiles[ny * Size + nx];
                if (tile.Thing is Thing.Tree or Thing.Conifer)
                {
                    tile = tile with { Thing = Thing.None };
                }
            }
        }
    }

    /// <param name="Height">In levels; the sea lies a little below 0.</param>
    /// <param name="Shade">0 to 1, for variety.</param>
    /// <param name="Size">Height of a building in levels.</param>
    /// <param name="Figure">Who stands there, when a figure does.</param>
    public readonly record struct Tile(float Height, Ground Ground, Thing Thing, float Shade, float Size, Subject Figure = default);
}
