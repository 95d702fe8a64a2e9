using System.Runtime.Intrinsics;
using Galion.Engines.Imaging;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Scenes;

/// <summary>Paints every pixel that shows water: mirrored surroundings, waves, the way of light below the sun, shallows and surf.</summary>
internal sealed class WaterPainter
{
    private readonly Easel _easel;
    private readonly Canvas _canvas;
    private readonly View _view;
    private readonly Scene _scene;
    private readonly Relief? _relief;
    private readonly int _seed;
    private readonly float _swell;
    private readonly Rgb _deep;
    private readonly Rgb _shallow;
    private readonly Rgb _filter = Rgb.White;

    public WaterPainter(Easel easel, Canvas canvas, View view, Scene scene, Relief? relief)
    {
        (_easel, _canvas, _view, _scene, _relief) = (easel, canvas, view, scene, relief);
        _seed = easel.NoiseSeed("water");
        var open = scene.Kind == SceneKind.Landscape && scene.Land is LandKind.Sea or LandKind.Island && !scene.HasLake;
        var calm = scene.Reading.Moods.Contains(Mood.Calm) || scene.Reading.Has(Subject.Reflection);
        _swell = (open ? 1.0f : 0.32f) * (calm ? 0.45f : 1) * (scene.Air.Weather is Weather.Storm ? 2.2f : 1) * (easel.IsPlate ? (scene.Air.Weather is Weather.Storm ? 0.6f : 0.35f) : 1);
        var light = MathF.Min(1, scene.Air.Ambient.Luminance * 3.4f + scene.Air.Sunlight.Luminance * 0.12f);
        var tints = scene.Reading.Tints;
        var tint = tints.GetValueOrDefault(Subject.Sea) ?? tints.GetValueOrDefault(Subject.Lake) ?? tints.GetValueOrDefault(Subject.River);
        _deep = (tint is null ? Rgb.Hex(open ? "0f4258" : "123c44") : Lab.FromLch(0.36f, tint.Chroma * 0.7f, tint.Hue).ToRgb()) * light;
        if (tint is not null)
        {
            // Still water is a mirror: what it reflects takes on its colour as well.
            var glass = Dye.Dyed(new Rgb(0.4f, 0.4f, 0.4f), tint);
            _filter = Rgb.Lerp(Rgb.White, glass * (MathF.Min(0.5f, glass.Luminance + 0.12f) / MathF.Max(0.05f, glass.Luminance * glass.Luminance)), 0.6f);
        }

        _shallow = (tint is null ? Rgb.Hex(open ? "3fb0a6" : "3f7f72") : Lab.FromLch(0.66f, tint.Chroma * 0.8f, tint.Hue).ToRgb()) * light;
    }

    public void Paint()
    {
        _easel.Stage(0.5f, "reflecting in the water");
        var shore = FindShores();
        // Reflections read the picture above the water, which no water row writes.
        _easel.Rows(Math.Max(0, (int)_view.HorizonY - 1), _canvas.Height, y => PaintRow(y, shore));
    }

    /// <summary>For each pixel, the nearest row above it in its column that is not water.</summary>
    private short[] FindShores()
    {
        var shore = new short[_canvas.Width * _canvas.Height];
        _easel.Bands(0, _canvas.Width, 64, (from, to) =>
        {
            for (var y = 1; y < _canvas.Height; y++)
            {
                for (var x = from; x < to; x++)
                {
                    var above = (y - 1) * _canvas.Width + x;
                    shore[above + _canvas.Width] = _canvas.Kinds[above] == Kind.Water ? shore[above] : (short)(y - 1);
                }
            }
        });
        return shore;
    }

    private void PaintRow(int y, short[] shore)
    {
        var (width, kinds) = (_canvas.Width, _canvas.Kinds);
        var below = MathF.Max(0.0004f, -_view.Elevation(y));
        var z = _view.EyeHeight * _view.Focus / below;
        // Waves smaller than a pixel only blur, so each octave fades out with distance.
        var pixel = z / (_view.Focus * _view.Unit) * MathF.Max(1, 0.35f / below);
        Span<float> slopes = stackalloc float[16];
        Span<float> bottom = stackalloc float[8];
        Span<float> foamNoise = stackalloc float[8];
        for (var x = 0; x < width; x += 8)
        {
            var count = Math.Min(8, width - x);
            var wet = false;
            for (var n = 0; n < count; n++)
            {
                wet |= kinds[y * width + x + n] == Kind.Water;
            }

            if (!wet)
            {
                continue;
            }

            var unitX = (Vector256.Create(x + 0.5f - width * 0.5f) + Mix.Lanes) * (1 / _view.Unit);
            var worldX = unitX * (z / _view.Focus);
            Waves(worldX, z, pixel, slopes);
            var depth = _relief is null ? Vector256.Create(-0.05f) : _relief.Height(worldX, Vector256.Create(z), 4);
            depth.CopyTo(bottom);
            Noise.Fbm(worldX * 60f, Vector256.Create(z * 42f), _seed + 50, 4).CopyTo(foamNoise);
            for (var n = 0; n < count; n++)
            {
                var index = y * width + x + n;
                if (kinds[index] == Kind.Water)
                {
                    _canvas[index] = Shade(x + n, y, unitX[n], below, z, slopes[n], slopes[n + 8], bottom[n], foamNoise[n], shore[index]);
                }
            }
        }
    }

    /// <summary>Wave slopes sideways (0–7) and towards the eye (8–15).</summary>
    private void Waves(Vector256<float> x, float z, float pixel, Span<float> slopes)
    {
        var (sideways, towards) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var frequency = 5f;
        var weight = 0.5f * _swell;
        for (var octave = 0; octave < 6; octave++)
        {
            var visible = Mix.Clamp01(1.4f - pixel * frequency * 1.3f);
            if (visible > 0.01f)
            {
                var turn = octave * 0.35f;
                var px = x * frequency + Vector256.Create(z * frequency * turn * 0.4f);
                var pz = Vector256.Create(z * frequency * 2.3f) + x * (frequency * turn * 0.3f);
                sideways += Noise.Gradient(px, pz, _seed + octave) * (weight * visible * 0.6f);
                towards += Noise.Gradient(px + Vector256.Create(17.3f), pz, _seed + octave + 20) * (weight * visible);
            }

            frequency *= 2.1f;
            weight *= 0.72f;
        }

        sideways.CopyTo(slopes);
        towards.CopyTo(slopes[8..]);
    }

    private Rgb Shade(int x, int y, float unitX, float below, float z, float slopeX, float slopeZ, float bottom, float foam, int shoreRow)
    {
        var air = _scene.Air;
        var bend = MathF.Min(0.35f, 0.02f + below * 0.55f);
        var mirrorX = x + slopeX * bend * 0.55f * _view.Unit;
        var mirrorY = y + slopeZ * bend * _view.Unit;
        var reflected = Reflect(mirrorX, mirrorY, shoreRow, unitX + slopeX * bend, below + slopeZ * bend);

        var grazing = below / MathF.Sqrt(below * below + _view.Focus * _view.Focus) + slopeZ * 0.12f;
        var away = 1 - Mix.Clamp01(grazing);
        var mirror = 0.10f + 0.90f * away * away * away * away;
        mirror = Mix.Clamp01(mirror - 0.06f * _swell);
        var body = Rgb.Lerp(_deep, _shallow, Mix.Smooth(-0.035f, -0.002f, bottom) * 0.85f);
        body = Rgb.Lerp(body, _deep, Mix.Clamp01(-slopeZ * 0.5f));
        var color = Rgb.Lerp(body, reflected * _filter, mirror);

        if (air.ShowsSun || air.ShowsMoon)
        {
            var dx = unitX + slopeX * 0.5f - air.SunX;
            var dy = below + slopeZ * 0.9f - air.SunY;
            var spread = 1 / (1 + dx * dx * 260 + dy * dy * 6f);
            var sparkle = spread * spread * spread;
            color += air.Sunlight * (sparkle * (air.ShowsMoon ? 1.5f : 0.85f));
        }

        color = Foam(color, z, bottom, foam, slopeZ);
        return air.Through(color, z * 0.6f, unitX, 0);
    }

    private Rgb Foam(Rgb color, float z, float bottom, float noise, float slope)
    {
        var air = _scene.Air;
        var white = (air.Sunlight * 0.28f + air.Ambient * 1.1f) * 0.95f;
        var edge = Mix.Smooth(-0.0035f - 0.002f * noise, -0.0004f, bottom) * Mix.Smooth(-0.25f, 0.35f, noise + 0.1f) * (_swell > 0.5f ? 0.9f : 0.25f);
        if (_swell > 0.5f && bottom is > -0.03f and < 0 && z < 4)
        {
            // Breakers run along the lines of equal depth.
            var phase = bottom * 240 + noise * 0.7f;
            var line = phase - MathF.Floor(phase);
            edge = MathF.Max(edge, Mix.Smooth(0.86f, 0.97f, line) * Mix.Smooth(-0.05f, 0.25f, noise + 0.12f) * Mix.Smooth(-0.03f, -0.012f, bottom) * 0.8f);
        }

        if (_swell > 0.9f)
        {
            edge = MathF.Max(edge, Mix.Smooth(0.40f, 0.75f, slope) * Mix.Smooth(0.0f, 0.4f, noise) * Mix.Smooth(0.8f, 2.2f, _swell) * 0.9f);
        }

        return Rgb.Lerp(color, white, Mix.Clamp01(edge));
    }

    private Rgb Reflect(float x, float y, int shoreRow, float unitX, float elevation)
    {
        var column = Math.Clamp((int)(x + 0.5f), 0, _canvas.Width - 1);
        if (_relief is null)
        {
            // A shore without land is a quay, and all that stands on it has its foot there, however deep into its haze.
            var row = (int)(2 * shoreRow + 1.5f - y);
            return row >= 0 && _canvas.Kinds[row * _canvas.Width + column] is not (Kind.Water or Kind.Sky)
                ? _canvas[row * _canvas.Width + column] : _scene.Air.SkyAt(unitX, MathF.Max(0.01f, elevation));
        }

        // What stands at the shore mirrors about its own foot; what is far away mirrors about the horizon.
        if (TryMirror(column, y, 2 * shoreRow + 1 - y, out var near))
        {
            return near;
        }

        if (TryMirror(column, y, 2 * _view.HorizonY - y, out var far))
        {
            return far;
        }

        return _scene.Air.SkyAt(unitX, MathF.Max(0.01f, elevation));
    }

    private bool TryMirror(int column, float y, float guess, out Rgb color)
    {
        color = default;
        for (var n = 0; n < 3; n++)
        {
            var row = (int)(guess + 0.5f);
            if (row < 0 || row >= _canvas.Height)
            {
                return false;
            }

            var index = row * _canvas.Width + column;
            if (_canvas.Kinds[index] == Kind.Water)
            {
                return false;
            }

            var foot = _view.HorizonY + _view.EyeHeight * _view.Focus * _view.Unit / _canvas.Depth[index];
            var better = 2 * foot - y;
            if (MathF.Abs(better - guess) < 2.5f)
            {
                var next = Math.Min(index + _canvas.Width, _canvas.R.Length - 1);
                var part = Mix.Clamp01(guess - row + 0.5f);
                color = _canvas.Kinds[next] == Kind.Water ? _canvas[index] : Rgb.Lerp(_canvas[index], _canvas[next], part * 0.5f);
                return true;
            }

            guess = better;
        }

        return false;
    }
}
