using System.Runtime.Intrinsics;
using Galion.Engines.Imaging;
using Galion.Engines.Prompts;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting.Scenes;

/// <summary>Paints air, stars, sun or moon and clouds over the whole canvas; everything else is painted over it.</summary>
internal static class SkyPainter
{
    public static void Paint(Easel easel, Canvas canvas, View view, Scene scene)
    {
        var air = scene.Air;
        var bottom = scene.Kind == SceneKind.Sky ? canvas.Height : Math.Min(canvas.Height, (int)(view.HorizonY + 0.06f * view.Unit) + 2);
        easel.Rows(0, canvas.Height, y =>
        {
            var elevation = MathF.Max(-0.03f, view.Elevation(y));
            for (var x = 0; x < canvas.Width; x++)
            {
                var index = y * canvas.Width + x;
                canvas[index] = air.SkyAt(view.UnitX(x), elevation);
                canvas.Depth[index] = Canvas.Infinity;
            }
        });

        if (air.Stars > 0)
        {
            Heavens.PaintStars(easel, canvas, view, scene);
        }

        if (scene.Reading.Has(Subject.Aurora))
        {
            Heavens.PaintAurora(easel, canvas, view, scene);
        }

        if (air.ShowsSun)
        {
            PaintSun(easel, canvas, view, air, scene.Reading.Tints.ContainsKey(Subject.Sun));
        }
        else if (air.ShowsMoon)
        {
            Heavens.PaintMoon(easel, canvas, view, scene);
        }

        PaintClouds(easel, canvas, view, scene, bottom);

        if (scene.Reading.Has(Subject.Rainbow))
        {
            Heavens.PaintRainbow(easel, canvas, view, scene);
        }
    }

    /// <summary>The clouds alone, over what the canvas already shows.</summary>
    public static void PaintClouds(Easel easel, Canvas canvas, View view, Scene scene, int bottom)
    {
        if (scene.Air.CloudCover > 0.01f)
        {
            easel.Stage(0.08f, "painting the clouds");
            var clouds = new Clouds(easel, view, scene);
            easel.Rows(0, bottom, y => clouds.PaintRow(canvas, y));
        }
    }

    private static void PaintSun(Easel easel, Canvas canvas, View view, Atmosphere air, bool colored)
    {
        var (cx, cy) = (view.PixelX(air.SunX), view.PixelY(air.SunY));
        var radius = (air.Time is TimeOfDay.Sunset or TimeOfDay.Dawn ? 0.042f : 0.026f) * view.Unit;
        // Light so bright is white in the end; a sun of a colour is dimmer.
        var disc = colored ? air.Glow * 1.1f : Rgb.Lerp(air.Glow, Rgb.White, 0.45f) * 2.6f;
        easel.Rows(y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var (dx, dy) = (x - cx, y - cy);
                var squared = dx * dx + dy * dy;
                var index = y * canvas.Width + x;
                if (squared < (radius + 2) * (radius + 2))
                {
                    var edge = Mix.Clamp01(radius - MathF.Sqrt(squared) + 0.5f);
                    canvas.Blend(index, disc, edge);
                    canvas.Kinds[index] = edge > 0.5f ? Kind.Luminary : canvas.Kinds[index];
                }

                var halo = radius * radius / (squared + radius * radius);
                canvas.Add(index, air.Glow * (halo * 0.9f));
            }
        });
    }

    /// <summary>A high sheet in perspective and heaped clouds above the horizon.</summary>
    private sealed class Clouds
    {
        private readonly View _view;
        private readonly Atmosphere _air;
        private readonly Rgb _lit;
        private readonly Rgb _shade;
        private readonly int _seed;
        private readonly float _cover;
        private readonly float _shiftX;
        private readonly float _heapBase;
        private readonly float _heaps;
        private readonly bool _veiled;

        public Clouds(Easel easel, View view, Scene scene)
        {
            (_view, _air) = (view, scene.Air);
            var dice = easel.Dice("clouds");
            _seed = easel.NoiseSeed("clouds");
            _shiftX = dice.Range(-40, 40);
            _cover = _air.CloudCover;
            _heapBase = dice.Range(0.02f, 0.09f);
            _veiled = _air.Weather is Weather.Overcast or Weather.Rain or Weather.Storm or Weather.Snow;
            _heaps = _veiled || _air.Weather == Weather.Clear ? 0 : scene.Reading.Has(Subject.Clouds) || scene.Kind == SceneKind.Sky ? 1f : dice.Range(0.15f, 0.75f);
            (_lit, _shade) = _air.Time switch
            {
                TimeOfDay.Dawn => (Rgb.Hex("ffe3d6"), Rgb.Hex("8f86b0")),
                TimeOfDay.Golden => (Rgb.Hex("fff0d2"), Rgb.Hex("9a93a8")),
                TimeOfDay.Sunset => (Rgb.Hex("ffb58a"), Rgb.Hex("5d4674")),
                TimeOfDay.Dusk => (Rgb.Hex("d08f9a"), Rgb.Hex("262c56")),
                TimeOfDay.Night => (Rgb.Hex("44587f"), Rgb.Hex("0a1226")),
                _ => (Rgb.Hex("ffffff"), Rgb.Hex("93a7c2")),
            };
            (_lit, _shade) = (scene.Reading.Dyed(Subject.Clouds, _lit), scene.Reading.Dyed(Subject.Clouds, _shade));
            if (_veiled)
            {
                _lit = Rgb.Lerp(_lit * 0.4f, _air.Horizon * 1.15f, 0.75f);
                _shade = Rgb.Lerp(_shade * 0.3f, _air.Zenith * (_air.Weather == Weather.Storm ? 0.45f : 0.75f), 0.8f);
            }
        }

        public void PaintRow(Canvas canvas, int y)
        {
            Span<float> density = stackalloc float[8];
            Span<float> light = stackalloc float[8];
            Span<float> heap = stackalloc float[8];
            Span<float> heapLight = stackalloc float[8];
            var elevation = _view.Elevation(y);
            var farness = 1 / (MathF.Max(elevation, 0.001f) + 0.07f);
            var fade = Mix.Smooth(0.0f, 0.10f, elevation);
            var heapHeight = 0.16f + 0.22f * _heaps;
            var hasHeaps = _heaps > 0 && elevation > _heapBase - 0.04f && elevation < _heapBase + heapHeight + 0.1f;
            for (var x = 0; x < canvas.Width; x += 8)
            {
                var unitX = (Vector256.Create(x + 0.5f - canvas.Width * 0.5f) + Mix.Lanes) * (1 / _view.Unit);
                Sheet(unitX, farness, density, light);
                if (hasHeaps)
                {
                    Heaps(unitX, elevation, heapHeight, heap, heapLight);
                }

                var count = Math.Min(8, canvas.Width - x);
                for (var n = 0; n < count; n++)
                {
                    var index = y * canvas.Width + x + n;
                    var sun = Near(unitX[n], elevation);
                    Cover(canvas, index, density[n] * fade, light[n], sun);
                    if (hasHeaps)
                    {
                        Cover(canvas, index, heap[n], heapLight[n], sun);
                    }
                }
            }
        }

        private void Sheet(V unitX, float farness, Span<float> density, Span<float> light)
        {
            var px = unitX * (farness * 1.15f) + Vector256.Create(_shiftX);
            var pz = Vector256.Create(farness * 2.1f);
            var warp = Noise.Fbm(px * 0.55f, pz * 0.55f, _seed, 3);
            var (wx, wz) = (px + warp * 0.9f, pz + warp * 0.6f);
            var value = Noise.Fbm(wx, wz, _seed + 20, 6);
            var low = 0.46f - _cover * 0.95f;
            var cloud = Mix.Smooth(low, low + (_veiled ? 0.75f : 0.42f), value);
            // The thinner the cloud is on the side of the sun, the more light comes through.
            var side = _air.SunX < 0 ? -0.22f : 0.22f;
            var towards = Noise.Fbm(wx + Vector256.Create(side), wz + Vector256.Create(_air.Backlit ? 0.28f : -0.25f), _seed + 20, 4);
            var lit = Mix.Clamp01(Vector256.Create(0.62f) + (value - towards) * 1.1f - cloud * (_veiled ? 0.5f : 0.38f));
            (cloud * (_veiled ? 0.96f : 0.82f)).CopyTo(density);
            lit.CopyTo(light);
        }

        private void Heaps(V unitX, float elevation, float height, Span<float> density, Span<float> light)
        {
            var (dx, dy) = (_air.SunX < 0 ? -0.035f : 0.035f, 0.045f);
            var here = HeapField(unitX, elevation, height, 7);
            var near = HeapField(unitX + Vector256.Create(dx * 0.45f), elevation + dy * 0.45f, height, 5);
            var far = HeapField(unitX + Vector256.Create(dx * 1.6f), elevation + dy * 1.6f, height, 4);
            Mix.Smooth(0f, 0.10f, here).CopyTo(density);
            var lit = Vector256.Create(0.60f) + (here - near) * 1.25f + (here - far) * 0.5f - Vector256.Create(0.32f * (1 - Mix.Smooth(_heapBase, _heapBase + height * 0.55f, elevation)));
            Mix.Clamp01(lit).CopyTo(light);
        }

        private V HeapField(V unitX, float elevation, float height, int octaves)
        {
            var rise = (elevation - _heapBase) / height;
            var towers = Noise.Fbm(unitX * 2.4f + Vector256.Create(_shiftX), Vector256.Create(0.7f + elevation * 0.8f), _seed + 60, 3);
            var bumps = Noise.Billow(unitX * 5.2f + Vector256.Create(_shiftX * 2), Vector256.Create(elevation * 6.8f), _seed + 70, octaves);
            var flatBase = Mix.Smooth(-0.16f, 0.05f, rise) - 1;
            return towers * 0.95f + bumps * 0.62f + Vector256.Create(flatBase * 1.2f - MathF.Max(0, rise) * 0.85f - 0.42f + 0.24f * _heaps + 0.3f * _cover);
        }

        private float Near(float x, float elevation)
        {
            var (dx, dy) = (x - _air.SunX, elevation - _air.SunY);
            return 1 / (1 + (dx * dx + dy * dy) * 14);
        }

        private void Cover(Canvas canvas, int index, float density, float light, float sun)
        {
            if (density <= 0.003f)
            {
                return;
            }

            var color = Rgb.Lerp(_shade, _lit, light);
            color = Rgb.Lerp(color, _air.Glow * 1.25f, sun * (0.35f + 0.45f * light) * _air.GlowStrength);
            // Thin edges near the sun shine through.
            color += _air.Glow * (sun * sun * (1 - density) * 0.8f * _air.GlowStrength);
            canvas.Blend(index, color, density);
            if (density > 0.45f && canvas.Kinds[index] == Kind.Sky)
            {
                canvas.Kinds[index] = Kind.Cloud;
            }
        }
    }
}
