using System.Runtime.Intrinsics;
using Galion.Engines.Imaging;
using Galion.Engines.Prompts;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting.Scenes;

/// <summary>What the land is made of: rock, grass, forest, sand, snow, by height, slope and season.</summary>
internal sealed class Ground
{
    private readonly Scene _scene;
    private readonly int _seed;
    private readonly Rgb _rock;
    private readonly Rgb _rockDark;
    private readonly Rgb _grass;
    private readonly Rgb _grassDry;
    private readonly Rgb _wood;
    private readonly Rgb _woodLight;
    private readonly Rgb _sand;
    private readonly Rgb _snow = new(0.86f, 0.9f, 0.96f);

    public Ground(Easel easel, Scene scene)
    {
        _scene = scene;
        _seed = easel.NoiseSeed("ground");
        var dice = easel.Dice("ground");
        (_rock, _rockDark) = scene.Land switch
        {
            LandKind.Canyon => (Rgb.Hex("c4703f"), Rgb.Hex("8a3f28")),
            LandKind.Dunes => (Rgb.Hex("b07a52"), Rgb.Hex("7d5138")),
            LandKind.Volcano => (Rgb.Hex("5d524c"), Rgb.Hex("2e2826")),
            _ => dice.Pick((Rgb.Hex("8d8680"), Rgb.Hex("514d4e")), (Rgb.Hex("8f8272"), Rgb.Hex("554a42")), (Rgb.Hex("7f858c"), Rgb.Hex("474c56"))),
        };
        _sand = scene.Land == LandKind.Dunes ? dice.Pick(Rgb.Hex("e0ab68"), Rgb.Hex("dd9b62"), Rgb.Hex("e8c48e")) : Rgb.Hex("d9c39a");
        (_grass, _grassDry) = scene.Season switch
        {
            Season.Spring => (Rgb.Hex("7da43c"), Rgb.Hex("a6b94f")),
            Season.Autumn => (Rgb.Hex("96843a"), Rgb.Hex("c09a4a")),
            Season.Winter => (Rgb.Hex("8c8c78"), Rgb.Hex("a8a391")),
            _ => (Rgb.Hex("5f8a35"), Rgb.Hex("9aa04c")),
        };
        (_wood, _woodLight) = scene.Season switch
        {
            Season.Autumn => (Rgb.Hex("8c4a1e"), Rgb.Hex("d08a2a")),
            Season.Winter => (Rgb.Hex("33443f"), Rgb.Hex("4d5c55")),
            Season.Spring => (Rgb.Hex("3c6427"), Rgb.Hex("6f9438")),
            _ => (Rgb.Hex("24452a"), Rgb.Hex("4a6b2e")),
        };
        foreach (var grown in (ReadOnlySpan<Subject>)[Subject.Island, Subject.Hills, Subject.Meadow])
        {
            (_grass, _grassDry) = (scene.Reading.Dyed(grown, _grass), scene.Reading.Dyed(grown, _grassDry));
        }

        foreach (var bare in (ReadOnlySpan<Subject>)[Subject.Volcano, Subject.Canyon])
        {
            (_rock, _rockDark) = (scene.Reading.Dyed(bare, _rock), scene.Reading.Dyed(bare, _rockDark));
        }

        if (scene.Reading.Tints.TryGetValue(Subject.Forest, out var wood))
        {
            (_wood, _woodLight) = (Lab.FromLch(0.4f, wood.Chroma * 0.7f, wood.Hue).ToRgb(), Lab.FromLch(0.6f, wood.Chroma * 0.8f, wood.Hue).ToRgb());
        }

        if (scene.Reading.Tints.TryGetValue(Subject.Mountains, out var rock))
        {
            (_rock, _rockDark) = (Lab.FromLch(0.62f, rock.Chroma * 0.6f, rock.Hue).ToRgb(), Lab.FromLch(0.38f, rock.Chroma * 0.6f, rock.Hue).ToRgb());
        }

        if (scene.Reading.Tints.TryGetValue(Subject.Desert, out var sand))
        {
            _sand = Lab.FromLch(0.75f, sand.Chroma * 0.7f, sand.Hue).ToRgb();
        }
    }

    /// <summary>Grain at the scale of stones and tufts, about −1 to 1.</summary>
    public V Texture(V x, V z) => Noise.Fbm(x * 46f, z * 30f, _seed, 4);

    /// <summary>Where vegetation thins, where snow gathers, about −1 to 1.</summary>
    public V Patches(V x, V z) => Noise.Fbm(x * 2.6f, z * 2.2f, _seed + 11, 5);

    /// <param name="soft">How far light wraps around the slope: 0 for rock to 0.5 for snow.</param>
    public Rgb Albedo(float height, float upright, float wooded, float texture, float patches, float z, out float soft)
    {
        soft = 0.08f;
        if (_scene.Land == LandKind.Dunes && z < 7.5f)
        {
            soft = 0.05f;
            return _sand * (0.94f + 0.10f * patches + 0.05f * texture);
        }

        var strata = Noise.Hash((int)MathF.Floor(height * 46 + patches * 1.4f), 1, _seed);
        var rock = Rgb.Lerp(_rockDark, _rock, Mix.Clamp01(0.5f + 0.45f * texture + (_scene.Land == LandKind.Canyon ? 0.75f * (strata - 0.5f) : 0.25f * (strata - 0.5f))));
        if (_scene.Land == LandKind.Canyon)
        {
            return Rgb.Lerp(rock, _sand * 0.75f, Mix.Smooth(0.82f, 0.97f, upright) * 0.6f);
        }

        var grass = Rgb.Lerp(_grass, _grassDry, Mix.Clamp01(0.45f + 0.65f * patches + 0.2f * texture)) * (0.85f + 0.22f * texture);
        var greenLine = _scene.Land == LandKind.Alpine ? 0.95f : 1.6f;
        var green = Mix.Smooth(0.66f, 0.82f, upright + 0.08f * patches) * (1 - Mix.Smooth(greenLine * 0.6f, greenLine, height + 0.2f * patches));
        if (_scene.Land == LandKind.Volcano)
        {
            green *= 1 - Mix.Smooth(0.5f, 1.0f, height);
        }

        var color = Rgb.Lerp(rock, grass, green);
        soft += 0.15f * green;
        if (_scene.Land is LandKind.Sea or LandKind.Island || _scene.HasLake || _scene.HasRiver)
        {
            var shore = 1 - Mix.Smooth(0.004f, _scene.Land is LandKind.Sea or LandKind.Island ? 0.028f : 0.011f, height + 0.004f * patches);
            var wet = 1 - Mix.Smooth(0.0f, 0.004f, height);
            color = Rgb.Lerp(color, _sand * ((0.9f + 0.10f * texture) * (1 - 0.45f * wet)), shore);
        }

        if (wooded > 0.01f)
        {
            var crown = Rgb.Lerp(_wood, _woodLight, Mix.Clamp01(0.4f + 0.55f * texture + 0.35f * patches));
            color = Rgb.Lerp(color, crown * (0.8f + 0.3f * texture), wooded);
            soft += 0.2f * wooded;
        }

        var line = _scene.SnowLine;
        var cold = line < 0 ? Mix.Smooth(0.0f, 0.012f, height) : Mix.Smooth(line - 0.25f, line + 0.35f, height + 0.3f * patches);
        var hold = Mix.Smooth(0.52f, 0.74f, upright + 0.10f * patches + 0.04f * texture);
        var snow = cold * hold * (1 - wooded * (_scene.Season == Season.Winter ? 0.55f : 0.9f));
        soft += 0.3f * snow;
        return Rgb.Lerp(color, _snow * (0.96f + 0.04f * texture), snow);
    }

    /// <summary>The glow of lava in the crater and its gullies.</summary>
    public Rgb Lava(float height, float dx, float dz, float texture)
    {
        var distance = MathF.Sqrt(dx * dx + dz * dz);
        var angle = ExactMath.Atan2(dz, dx);
        var gully = Noise.Gradient(angle * 3.2f, distance * 0.35f, _seed + 40) + 0.5f * Noise.Gradient(angle * 9f, distance * 1.2f, _seed + 41);
        var stream = Mix.Smooth(0.10f, 0.0f, MathF.Abs(gully)) * Mix.Smooth(0.55f, 1.5f, height) * (0.7f + 0.5f * texture);
        var rim = Mix.Smooth(1.86f, 2.08f, height);
        return new Rgb(2.6f, 0.55f, 0.08f) * (MathF.Max(stream * 0.9f, rim * 1.3f));
    }
}
