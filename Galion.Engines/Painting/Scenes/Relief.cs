using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting.Scenes;

/// <summary>The shape of the land: heights in kilometres, the water and the plain at 0.</summary>
internal sealed class Relief
{
    private readonly Scene _scene;
    private readonly int _seed;
    private readonly float _shiftX;
    private readonly float _shiftZ;
    private readonly float _amplitude;
    private readonly float _start;
    private readonly float _peakX;
    private readonly float _peakZ;
    private readonly float _frequency;
    private readonly float _riverPhase;
    private readonly bool _woods;

    public Relief(Easel easel, Scene scene)
    {
        _scene = scene;
        var dice = easel.Dice("relief");
        _seed = easel.NoiseSeed("relief");
        (_shiftX, _shiftZ) = (dice.Range(-60, 60), dice.Range(-60, 60));
        (_amplitude, _start, _frequency, _peakZ) = scene.Land switch
        {
            LandKind.Hills => (scene.Reading.Has(Prompts.Subject.Mountains) ? 1.9f : dice.Range(0.28f, 0.75f), 4.2f, 0.42f, 9f),
            LandKind.Sea => (dice.Range(0.25f, 0.5f), 5f, 0.5f, 9f),
            LandKind.Island => (dice.Range(0.42f, 0.7f), 1.3f, 1.1f, 2.7f),
            LandKind.Dunes => (dice.Range(0.3f, 0.6f), 8f, 0.4f, 12f),
            LandKind.Volcano => (2.1f, 3f, 0.5f, 8f),
            LandKind.Canyon => (1.0f, 1f, 0.32f, 8f),
            _ => (dice.Range(2.2f, 3.1f), dice.Range(2.2f, 3.4f), dice.Range(0.30f, 0.38f), dice.Range(7f, 9.5f)),
        };
        _peakX = scene.FocalX / 0.9f * _peakZ;
        _riverPhase = dice.Range(0, 6.28f);
        _woods = scene.Woodland > 0.1f && scene.Land is LandKind.Alpine or LandKind.Hills or LandKind.Island or LandKind.Volcano && scene.Woodland > 0.1f;
    }

    /// <summary>Where the highest or focal point of the land stands.</summary>
    public (float X, float Z) Focus => (_peakX, _peakZ);

    public bool HasWater => _scene.HasLake || _scene.HasRiver || _scene.Land is LandKind.Sea or LandKind.Island;

    public V Height(V x, V z, int octaves)
    {
        var height = _scene.Land switch
        {
            LandKind.Dunes => Dunes(x, z, octaves),
            LandKind.Canyon => Canyon(x, z, octaves),
            LandKind.Volcano => Volcano(x, z, octaves),
            LandKind.Sea => Coast(x, z, octaves),
            LandKind.Island => Island(x, z, octaves),
            _ => Range(x, z, octaves),
        };
        if (_scene.HasRiver && _scene.Land != LandKind.Canyon)
        {
            var bank = Vector256.Abs(x - RiverX(z)) * (1 / 0.16f);
            var valley = Mix.Smooth(0.25f, 3.2f, bank);
            height = Mix.Lerp(Vector256.Min(height, Mix.Smooth(0.3f, 0.9f, bank) * 0.035f - Vector256.Create(0.018f)), height, valley);
        }

        return height;
    }

    public V RiverX(V z)
    {
        // A meander that narrows towards the focal point.
        var bend = Noise.Gradient(z * 0.55f + Vector256.Create(_riverPhase), Vector256.Create(3.5f), _seed + 90);
        return bend * 0.55f * Vector256.Min(Vector256.Create(1.6f), z * 0.7f) + z * (_scene.FocalX * 0.35f);
    }

    public float HeightAt(float x, float z) => Height(Vector256.Create(x), Vector256.Create(z), 6)[0];

    private V Mountains(V x, V z, int octaves)
    {
        var sx = x * _frequency + Vector256.Create(_shiftX);
        var sz = z * _frequency + Vector256.Create(_shiftZ);
        var rock = Noise.Eroded(sx, sz, _seed, octaves);
        var rise = Mix.Smooth(_start, _start + 5f, z);
        var (dx, dz) = (x - Vector256.Create(_peakX), (z - Vector256.Create(_peakZ)) * 0.8f);
        var peak = V.One / (V.One + (dx * dx + dz * dz) * 0.11f);
        return (rock - Vector256.Create(0.20f)) * (rise * (Vector256.Create(0.62f) + peak * 0.95f)) * _amplitude;
    }

    private V Range(V x, V z, int octaves)
    {
        var rolling = Noise.Fbm(x * 0.75f + Vector256.Create(_shiftX), z * 0.75f + Vector256.Create(_shiftZ), _seed + 30, Math.Min(octaves, 5));
        var far = Mountains(x, z, octaves);
        var alpine = _scene.Land == LandKind.Alpine;
        var plain = alpine ? rolling * 0.075f + Vector256.Create(0.02f) : (rolling * 0.24f + Vector256.Create(0.02f)) * (Vector256.Create(0.22f) + Mix.Smooth(0.3f, 2.2f, z));
        // Slopes at both sides frame the middle.
        var side = Vector256.Abs(x) / (z + Vector256.Create(0.6f));
        plain += Mix.Smooth(0.22f, 0.75f, side) * (alpine ? 0.30f : 0.10f) * Mix.Smooth(0.5f, 2.5f, z) * (V.One + rolling * 0.7f);
        if (_scene.HasLake)
        {
            var basin = Mix.Smooth(0.16f, 0.42f, z) * (V.One - Mix.Smooth(3.4f, 4.6f, z + rolling * 1.4f)) * (V.One - Mix.Smooth(0.28f, 0.62f, side + rolling * 0.14f));
            plain = Mix.Lerp(plain + Vector256.Create(0.012f), Vector256.Create(-0.05f) + rolling * 0.028f, basin);
        }

        var height = Dry(plain + far);
        if (_woods && octaves >= 6)
        {
            height += Canopy(x, z, height);
        }

        if (octaves >= 7)
        {
            height += Noise.Fbm(x * 9f, z * 9f, _seed + 60, octaves - 5) * 0.006f * Mix.Smooth(0.1f, 0.6f, z);
        }

        return height;
    }

    /// <summary>Without a lake no hollow goes below the level of water, where nothing would grow or stand.</summary>
    private V Dry(V height)
    {
        if (_scene.HasLake)
        {
            return height;
        }

        var above = height - Vector256.Create(0.014f);
        return (height + Vector256.Create(0.014f) + Vector256.Sqrt(above * above + Vector256.Create(0.0003f))) * 0.5f;
    }

    /// <summary>The tree tops of distant forest, as roughness of the land.</summary>
    private V Canopy(V x, V z, V height)
    {
        var patch = Noise.Fbm(x * 1.3f, z * 1.3f, _seed + 70, 3);
        var treeLine = _scene.Land == LandKind.Alpine ? 0.55f : 0.9f;
        var mask = Mix.Smooth(0.25f - _scene.Woodland * 0.55f, 0.45f - _scene.Woodland * 0.55f, patch) * Mix.Smooth(0.004f, 0.02f, height) * (V.One - Mix.Smooth(treeLine * 0.75f, treeLine, height + patch * 0.15f)) * Mix.Smooth(0.9f, 1.5f, z);
        var crowns = V.One - Vector256.Abs(Noise.Gradient(x * 34f, z * 22f, _seed + 71)) * 1.6f;
        var small = V.One - Vector256.Abs(Noise.Gradient(x * 71f, z * 47f, _seed + 72)) * 1.6f;
        return mask * (crowns * 0.019f + small * 0.009f + Vector256.Create(0.006f));
    }

    /// <summary>How much of the ground distant forest covers, 0 to 1; the same field that <see cref="Canopy"/> raises.</summary>
    public V Wooded(V x, V z, V height)
    {
        if (!_woods)
        {
            return V.Zero;
        }

        var patch = Noise.Fbm(x * 1.3f, z * 1.3f, _seed + 70, 3);
        var treeLine = _scene.Land == LandKind.Alpine ? 0.55f : 0.9f;
        return Mix.Smooth(0.25f - _scene.Woodland * 0.55f, 0.45f - _scene.Woodland * 0.55f, patch) * Mix.Smooth(0.004f, 0.02f, height) * (V.One - Mix.Smooth(treeLine * 0.75f, treeLine, height + patch * 0.15f)) * Mix.Smooth(0.7f, 1.4f, z);
    }

    private V Coast(V x, V z, int octaves)
    {
        var rolling = Noise.Fbm(x * 1.6f + Vector256.Create(_shiftX), z * 1.6f + Vector256.Create(_shiftZ), _seed + 30, octaves);
        var height = Vector256.Create(-0.06f) + rolling * 0.02f;
        if (_scene.HasBeach)
        {
            // The beach runs diagonally out of the corner under the focal point.
            var inland = Vector256.Create(0.36f) - z + x * (_scene.FocalX > 0 ? 0.62f : -0.62f) + rolling * 0.12f;
            height = Vector256.Max(height, inland * 0.075f - Vector256.Create(0.004f));
        }

        // A headland behind the focal subject.
        var (dx, dz) = ((x - Vector256.Create(_scene.FocalX * 2.9f + MathF.Sign(_scene.FocalX) * 0.35f)) * 0.9f, z - Vector256.Create(2.5f));
        var cape = V.One / (V.One + (dx * dx + dz * dz) * 3.4f);
        var rock = Noise.Eroded(x * 1.5f + Vector256.Create(_shiftX), z * 1.5f + Vector256.Create(_shiftZ), _seed, octaves);
        var cliff = Mix.Smooth(0.22f, 0.5f, cape + rolling * 0.18f) * (Vector256.Create(0.07f) + rock * 0.22f) + Vector256.Create(-0.05f);
        height = Vector256.Max(height, cliff);
        // Far mountains over the water on one side only.
        var far = Noise.Eroded(x * 0.35f + Vector256.Create(_shiftX), z * 0.35f + Vector256.Create(_shiftZ), _seed + 5, Math.Min(octaves, 8));
        var sideways = x * (_scene.FocalX > 0 ? 1 : -1) / z;
        return height + Mix.Smooth(7f, 11f, z) * Mix.Smooth(-0.35f, 0.6f, sideways) * far * _amplitude * 2.2f;
    }

    private V Island(V x, V z, int octaves)
    {
        var rolling = Noise.Fbm(x * 1.3f + Vector256.Create(_shiftX), z * 1.3f + Vector256.Create(_shiftZ), _seed + 30, Math.Min(octaves, 4));
        var (dx, dz) = (x - Vector256.Create(_peakX), (z - Vector256.Create(_peakZ)) * 1.2f);
        var distance = Vector256.Sqrt(dx * dx + dz * dz) + rolling * 0.22f;
        var shape = V.One - Mix.Smooth(0.0f, 1.05f, distance);
        var rock = Noise.Eroded(x * 1.5f + Vector256.Create(_shiftX), z * 1.5f + Vector256.Create(_shiftZ), _seed, octaves);
        var height = shape * shape * (Vector256.Create(0.25f) + rock) * _amplitude + Mix.Smooth(0.0f, 0.12f, shape) * 0.03f - Vector256.Create(0.02f);
        return _woods && octaves >= 6 ? height + Canopy(x, z, height) : height;
    }

    private V Dunes(V x, V z, int octaves)
    {
        var warp = Noise.Fbm(x * 0.9f + Vector256.Create(_shiftX), z * 0.9f + Vector256.Create(_shiftZ), _seed, 3);
        var along = (z * 1.15f + x * 0.55f) * 1.15f + warp * 0.85f;
        var phase = along - Vector256.Floor(along);
        // A long windward back and a short slip face that meet in a sharp crest.
        var crest = Vector256.Min(phase * (1 / 0.72f), (V.One - phase) * (1 / 0.28f));
        var smooth = crest * crest * (Vector256.Create(3f) - crest * 2f) * 0.45f + crest * 0.55f;
        var size = Noise.Fbm(x * 0.35f + Vector256.Create(_shiftZ), z * 0.35f + Vector256.Create(_shiftX), _seed + 10, 2);
        var height = smooth * (Vector256.Create(0.125f) + size * 0.10f) * Mix.Smooth(0.05f, 1.1f, z) + size * 0.06f - Vector256.Create(0.02f);
        if (octaves >= 6)
        {
            var ripples = Noise.Gradient(along * 26f + Noise.Fbm(x * 8f, z * 8f, _seed + 21, 2) * 1.3f, x * 5f, _seed + 20);
            height += ripples * 0.0011f;
        }

        return height + Mountains(x, z, Math.Min(octaves, 8));
    }

    private V Volcano(V x, V z, int octaves)
    {
        var rolling = Noise.Fbm(x * 0.75f + Vector256.Create(_shiftX), z * 0.75f + Vector256.Create(_shiftZ), _seed + 30, Math.Min(octaves, 5));
        var (dx, dz) = (x - Vector256.Create(_peakX), z - Vector256.Create(_peakZ));
        var distance = Vector256.Sqrt(dx * dx + dz * dz);
        var rock = Noise.Eroded(x * 0.9f + Vector256.Create(_shiftX), z * 0.9f + Vector256.Create(_shiftZ), _seed, octaves);
        var cone = V.One - Mix.Clamp01(distance * (1 / 4.4f));
        var flank = cone * cone * 2.9f * (Vector256.Create(0.82f) + rock * 0.30f);
        var rim = Vector256.Create(2.05f) + rock * 0.12f;
        var plain = rolling * 0.07f + Vector256.Create(0.02f);
        if (_scene.HasLake)
        {
            plain -= Mix.Smooth(0.25f, 0.6f, z) * (V.One - Mix.Smooth(2.4f, 3.2f, z)) * 0.09f;
        }

        var height = Dry(plain + Vector256.Min(flank, rim));
        return _woods && octaves >= 6 ? height + Canopy(x, z, height) : height;
    }

    private V Canyon(V x, V z, int octaves)
    {
        var bend = Noise.Fbm(z * 0.5f + Vector256.Create(_shiftX), Vector256.Create(1.7f), _seed + 40, 2) * 1.1f;
        var wall = Noise.Fbm(x * 0.9f + Vector256.Create(_shiftX), z * 0.9f + Vector256.Create(_shiftZ), _seed, Math.Min(octaves, 6));
        var across = Vector256.Abs(x - bend - z * (_scene.FocalX * 0.4f)) + wall * 0.55f;
        var open = Mix.Smooth(0.12f, 1.9f, across) * 0.75f + Mix.Smooth(1.2f, 4.5f, across) * 0.35f;
        // Hard layers stand as steps.
        var level = open * 5f + wall * 0.35f;
        var whole = Vector256.Floor(level);
        var part = level - whole;
        var stepped = (whole + Mix.Smooth(0.52f, 0.86f, part)) * 0.2f;
        var buttes = Mix.Smooth(0.18f, 0.34f, Noise.Fbm(x * 0.32f + Vector256.Create(_shiftZ), z * 0.32f, _seed + 50, 3)) * Mix.Smooth(3.2f, 6f, z) * 0.55f;
        var height = Vector256.Max(stepped * 0.62f, buttes * (Vector256.Create(0.8f) + wall * 0.3f)) - Vector256.Create(0.012f);
        return octaves >= 7 ? height + Noise.Fbm(x * 7f, z * 7f, _seed + 60, octaves - 4) * 0.014f : height;
    }
}
