using Galion.Engines.Painting;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Painting.Styles;
using Galion.Engines.Painting.Subjects;
using Galion.Engines.Prompts;

namespace Galion.Engines.Animating;

/// <summary>
/// Paints what a clip is made of: the scene once per key of the light, cut into sheets by distance, and behind it a sky without clouds and the
/// clouds without sky, all in one style.
/// </summary>
internal sealed class PlatePainter(Shot shot, int threads, Action<float, string> report, CancellationToken cancellationToken)
{
    private const long LargePixels = 500_000;
    private readonly Direction _direction = shot.Direction;

    public FilmSet Paint(int width, int height, float unit)
    {
        var style = StyleBook.All[shot.Style];
        var scenes = Scenes((float)width / height);
        var sheets = new List<Sheet>();
        var clear = new List<short[]>();
        var clouded = new List<short[]>();
        var lights = new List<Light>();
        byte[]? cover = null;
        var hasSky = !style.OwnScene && scenes[0].Kind is SceneKind.Landscape or SceneKind.City or SceneKind.Sky;
        var view = scenes[0].ViewFor(width, height) with { Unit = unit };
        var skyRows = scenes[0].Kind == SceneKind.Sky ? height : Math.Clamp((int)(view.HorizonY + 0.12f * unit), 16, height);
        for (var n = 0; n < scenes.Count; n++)
        {
            var (scene, part) = (scenes[n], (float)n / scenes.Count);
            var span = 1f / scenes.Count;
            var easel = EaselFor(width, height, unit, (fraction, stage) => report(part + span * (hasSky ? 0.3f + 0.7f * fraction : fraction), stage));
            if (hasSky)
            {
                var (sky, clouds) = PaintSky(scene, view, width, skyRows, unit, style, fraction => report(part + span * 0.3f * fraction, "painting the sky"));
                clear.Add(sky);
                if (clouds is not null)
                {
                    clouded.Add(clouds);
                    cover ??= Cover(EaselFor(width, skyRows, unit, null), view, scene, width, skyRows);
                    Sweeping.After(width, height);
                }

                lights.Add(LightOf(scene, sky, width, (int)view.HorizonY));
            }

            Canvas? canvas = new(width, height);
            if (!style.OwnScene)
            {
                ScenePainter.Paint(easel, canvas, scene);
                Gloom.Apply(easel, canvas, scene.Air.Weather);
            }

            Dress(easel, canvas, scene, style);
            var picture = Texels(easel, canvas);
            if (n == 0)
            {
                // The place is the same at every key, so one measure of its distances does for all.
                Settle(easel, canvas.Depth, canvas.Kinds, scene, style.OwnScene);
                // Three keys of a large plate leave no memory for a sheet of near things of its own.
                var splits = style.OwnScene || (scenes.Count > 1 && (long)width * height > 4 * LargePixels) ? [] : Splits(scene, scenes.Count > 1);
                sheets = Sheet.Plan(EaselFor(width, height, unit, null), canvas.Depth, canvas.Kinds, width, height, unit, splits, hasBackdrop: !hasSky);
            }

            canvas = null;
            Sweeping.After(width, height);
            foreach (var sheet in sheets)
            {
                sheet.Add(picture);
            }

            if (!hasSky)
            {
                lights.Add(LightOf(scene, picture, width, Math.Clamp((int)view.HorizonY, 1, height - 1)));
            }

            Sweeping.After(width, height);
        }

        report(0.97f, "cutting the sheets");
        var layers = new List<Layer>();
        if (hasSky)
        {
            layers.Add(new Layer(LayerRole.Sky, width, skyRows, 0, [.. clear]));
            if (cover is not null && clouded.Count == clear.Count)
            {
                layers.Add(CloudLayer(clouded, cover, width, skyRows));
            }
        }

        layers.AddRange(sheets.Select(sheet => sheet.ToLayer()));
        sheets.Clear();
        Sweeping.After(width, height);
        var open = scenes[0].Land is LandKind.Sea or LandKind.Island && !scenes[0].HasLake;
        var calm = scenes[0].Reading.Moods.Contains(Mood.Calm) || scenes[0].Reading.Has(Subject.Reflection);
        return new FilmSet
        {
            Width = width,
            Height = height,
            Layers = layers,
            View = view,
            Lights = lights,
            Scene = scenes[0],
            Fall = style.OwnScene || scenes[0].Kind != SceneKind.Landscape || !scenes[0].Reading.Has(Subject.Waterfall) ? null : FallOf(EaselFor(width, height, unit, null), view, scenes[0]),
            Swell = (open && scenes[0].Kind == SceneKind.Landscape ? 1f : 0.40f) * (calm ? 0.55f : 1) * (scenes[0].Air.Weather is Weather.Storm ? 1.7f : 1),
        };
    }

    private Easel EaselFor(int width, int height, float unit, Action<float, string>? stage) =>
        new(width, height, shot.Seed, shot.Detail, threads, cancellationToken, stage) { IsPlate = true, Unit = unit };

    private static Fall FallOf(Easel easel, View view, Scene scene)
    {
        var relief = new Relief(easel, scene);
        var foot = Waterfall.Foot(new Stage(view, scene, relief), relief);
        return new Fall(foot.X, foot.Y - Waterfall.Height * view.Unit, foot.Y, 0.24f * Waterfall.HalfWidth * view.Unit, Sheet.Disparity(foot.Z));
    }

    /// <summary>The scene at each key of the light; the place is the same at all of them.</summary>
    private List<Scene> Scenes(float aspect)
    {
        var reading = shot.Has(Motion.Growth) ? WithoutFlowers(_direction.Reading) : _direction.Reading;
        var times = shot.Has(Motion.Nightfall)
            ? new[] { reading.Time is null or TimeOfDay.Night or TimeOfDay.Dusk ? TimeOfDay.Golden : reading.Time.Value, TimeOfDay.Dusk, TimeOfDay.Night }
            : shot.Has(Motion.Daybreak) ? [TimeOfDay.Night, TimeOfDay.Dawn, TimeOfDay.Day] : [];
        if (times.Length == 0)
        {
            return [Composer.Compose(reading, shot.Seed, aspect)];
        }

        var scenes = times.Select(time => Composer.Compose(reading with { Time = time }, shot.Seed, aspect)).ToList();
        var place = scenes[0];
        var sunX = -place.FocalX * 1.05f;
        return [.. scenes.Select((scene, n) => place with
        {
            Reading = scene.Reading,
            // Sun and moon travel, so they are drawn per frame; only their glow is painted.
            Air = scene.Air with { ShowsSun = false, ShowsMoon = false, SunX = sunX, SunY = SunHeight(times[n]), CloudCover = place.Air.CloudCover, Backlit = times[n] is not TimeOfDay.Day },
        })];
    }

    /// <summary>Flowers that are to grow are not there yet.</summary>
    private static PromptReading WithoutFlowers(PromptReading reading) => !reading.Has(Subject.Flowers)
        ? reading
        : reading with
        {
            Subjects = reading.Subjects.Where(pair => pair.Key != Subject.Flowers).Append(new(Subject.Meadow, 1)).DistinctBy(pair => pair.Key).ToDictionary(),
        };

    private static float SunHeight(TimeOfDay time) => time switch
    {
        TimeOfDay.Day => 0.34f,
        TimeOfDay.Golden => 0.16f,
        TimeOfDay.Sunset or TimeOfDay.Dawn => 0.03f,
        TimeOfDay.Dusk => -0.02f,
        _ => 0.30f,
    };

    private (short[] Clear, short[]? Clouded) PaintSky(
        Scene scene, View view, int width, int rows, float unit, StyleBook.Style style, Action<float> done)
    {
        var easel = EaselFor(width, rows, unit, null);
        var canvas = new Canvas(width, rows);
        SkyPainter.Paint(easel, canvas, view, scene with { Air = scene.Air with { CloudCover = 0 } });
        Dress(easel, canvas, scene, style);
        var clear = Texels(easel, canvas);
        done(0.4f);
        Sweeping.After(width, rows);
        if (scene.Air.CloudCover <= 0.01f)
        {
            return (clear, null);
        }

        canvas = new Canvas(width, rows);
        SkyPainter.Paint(easel, canvas, view, scene);
        Dress(easel, canvas, scene, style);
        var clouded = Texels(easel, canvas);
        done(0.8f);
        Sweeping.After(width, rows);
        return (clear, clouded);
    }

    /// <summary>How opaque the clouds are: what they leave of white, less what they leave of black.</summary>
    private static byte[] Cover(Easel easel, View view, Scene scene, int width, int rows)
    {
        var (black, white) = (new Canvas(width, rows), new Canvas(width, rows));
        white.G.AsSpan().Fill(1);
        SkyPainter.PaintClouds(easel, black, view, scene, rows);
        SkyPainter.PaintClouds(easel, white, view, scene, rows);
        var cover = new byte[width * rows];
        easel.Rows(y =>
        {
            for (var index = y * width; index < (y + 1) * width; index++)
            {
                var opacity = 1 - (white.G[index] - black.G[index]);
                // The painted clouds already hold the sky that shines through them.
                cover[index] = (byte)(Mix.Smooth(0.01f, 0.30f, opacity) * 255);
            }
        });
        return cover;
    }

    private static Layer CloudLayer(List<short[]> keys, byte[] cover, int width, int rows)
    {
        foreach (var texels in keys)
        {
            for (var index = 0; index < cover.Length; index++)
            {
                texels[index * 4 + 3] = (short)(cover[index] * (int)Layer.Scale / 255);
            }
        }

        return new Layer(LayerRole.Clouds, width, rows, 0, [.. keys]);
    }

    private void Dress(Easel easel, Canvas canvas, Scene scene, StyleBook.Style style)
    {
        var grade = Grade.For(shot.Palette, scene.Reading);
        if (!style.OwnScene)
        {
            grade.Apply(easel, canvas);
        }

        style.Apply(easel, canvas, scene);
        if (style.OwnScene)
        {
            grade.Apply(easel, canvas);
        }
    }

    private static short[] Texels(Easel easel, Canvas canvas)
    {
        var texels = new short[canvas.Width * canvas.Height * 4];
        easel.Rows(0, canvas.Height, y =>
        {
            for (var index = y * canvas.Width; index < (y + 1) * canvas.Width; index++)
            {
                var light = canvas[index];
                var lab = new Rgb(Mix.Clamp01(light.R), Mix.Clamp01(light.G), Mix.Clamp01(light.B)).ToLab();
                (texels[index * 4], texels[index * 4 + 1], texels[index * 4 + 2]) = (Layer.Texel(lab.L), Layer.Texel(lab.A), Layer.Texel(lab.B));
                texels[index * 4 + 3] = (short)Layer.Scale;
            }
        });
        return texels;
    }

    /// <summary>Gives distances to the scenes that have none.</summary>
    private static void Settle(Easel easel, float[] depth, Kind[] kinds, Scene scene, bool flat)
    {
        if (!flat && scene.Kind == SceneKind.Space)
        {
            // A planet takes its rim of air and its rings along.
            var solid = Array.ConvertAll(kinds, kind => kind == Kind.Luminary ? 1f : 0);
            var around = Filters.Blur(easel, solid, easel.Width, easel.Height, easel.Unit * 0.035f);
            for (var index = 0; index < solid.Length; index++)
            {
                depth[index] = solid[index] > 0 || around[index] > 0.03f ? 14 : Canvas.Infinity;
            }

            return;
        }

        if (flat || scene.Kind is SceneKind.Abstract or SceneKind.Pattern or SceneKind.Mandala)
        {
            depth.AsSpan().Fill(2);
        }
    }

    private static float[] Splits(Scene scene, bool manyKeys) => scene.Kind switch
    {
        SceneKind.Woods => manyKeys ? [3.4f] : [9f, 3.4f, 1.6f],
        SceneKind.Space => [5f],
        SceneKind.Landscape or SceneKind.Portrait => manyKeys ? [0.75f] : [3.6f, 0.75f],
        SceneKind.City => [5f, 3f],
        _ => [],
    };

    private static Light LightOf(Scene scene, short[] texels, int width, int horizon)
    {
        var row = Math.Clamp(horizon - 4, 0, texels.Length / (width * 4) - 1);
        var air = default(Lab);
        for (var n = 0; n < 32; n++)
        {
            air += Layer.ColorAt(texels, row * width + n * (width - 1) / 31) * (1 / 32f);
        }

        var night = scene.Air.Time switch { TimeOfDay.Night => 1f, TimeOfDay.Dusk => 0.6f, _ => 0f };
        var glow = scene.Air.Glow.ToLab();
        return new Light(
            air, glow with { L = Mix.Lerp(0.95f, 0.82f, night) }, scene.Air.Stars, night, scene.Air.SunX, scene.Air.SunY,
            scene.Air.Time is TimeOfDay.Night or TimeOfDay.Dusk ? 0 : 1, scene.Air.Time is TimeOfDay.Night ? 1 : 0);
    }
}
