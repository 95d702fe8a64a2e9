using System.Runtime.CompilerServices;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating;

/// <summary>
/// Waves on the water of a plate: they bend what the water mirrors, lighten the sides that look at the sky, and glitter below the sun. They are
/// laid out on the water as it lies before the eye, so they shrink towards the horizon.
/// </summary>
internal sealed class Ripples
{
    private const int Octaves = 5;
    private readonly FilmSet _set;
    private readonly NoiseTile _tile;
    private readonly float[] _scrollX = new float[Octaves];
    private readonly float[] _scrollZ = new float[Octaves];
    private readonly float _seconds;
    private readonly float _swell;

    /// <summary>How far the sea is from calm to a storm, 0 to 1.</summary>
    private readonly float _rough;
    private float _sunX;
    private float _sunY;
    private float _glitter;
    private float _breath;

    /// <param name="speed">1 is usual.</param>
    public Ripples(FilmSet set, int seed, double seconds, float speed)
    {
        (_set, _seconds) = (set, (float)seconds * speed);
        _swell = set.Swell;
        _rough = Mix.Clamp01((_swell - 1) / 0.7f);
        _tile = new NoiseTile(seed, 8, 2);
    }

    /// <param name="u">0 to 1 over the whole clip.</param>
    public void MoveTo(float u)
    {
        for (var n = 0; n < Octaves; n++)
        {
            // Whole tiles per clip. Short waves run slower than long ones, and neighbours cross each other.
            var tiles = MathF.Max(1, MathF.Floor(_seconds * (0.085f + 0.012f * n) + 0.5f));
            _scrollZ[n] = tiles * u;
            _scrollX[n] = (n % 2 == 0 ? 1 : -1) * MathF.Floor(tiles * 0.5f + 0.5f) * u;
        }

        var swings = MathF.Max(1, MathF.Floor(_seconds / 4.5f + 0.5f));
        _breath = Imaging.ExactMath.Sin(2 * MathF.PI * swings * u);
        _sunX = _set.Mixed(u, light => light.SunX);
        _sunY = _set.Mixed(u, light => MathF.Max(0, light.SunY));
        _glitter = _set.Scene is { } scene && (_set.Lights.Count > 1 || scene.Air.ShowsSun || scene.Air.ShowsMoon) ? 1 : 0;
    }

    /// <summary>How far the place that is seen at a pixel of the plate moves, in pixels, and how much lighter it gets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (float Dx, float Dy, float Light, float Sparkle) At(float x, float y)
    {
        var view = _set.View;
        var below = MathF.Max(0.0012f, (y - view.HorizonY) / view.Unit);
        var unitX = (x - view.Width * 0.5f) / view.Unit;
        var z = view.EyeHeight * view.Focus / below;
        var worldX = unitX * z / view.Focus;
        // Waves smaller than a pixel only blur, so each octave fades out with distance.
        var pixel = z / (view.Focus * view.Unit) * MathF.Max(1, 0.35f / below);
        var (sideways, towards) = (0f, 0f);
        var (frequency, weight) = (9f, 0.52f);
        for (var n = 0; n < Octaves; n++)
        {
            var visible = Mix.Clamp01(1.3f - pixel * frequency * 1.5f);
            if (visible > 0.02f)
            {
                var turn = (n - 2) * 0.22f;
                var scale = frequency * 0.125f;
                var (a, b) = _tile.At(
                    (worldX + z * turn) * scale + _scrollX[n] + n * 0.37f, (z * 1.9f - worldX * turn) * scale + _scrollZ[n] + n * 0.61f);
                sideways += a * weight * visible;
                towards += b * weight * visible;
            }

            frequency *= 2.05f;
            weight *= 0.80f;
        }

        var bend = MathF.Min(0.034f, 0.0035f + below * 0.062f) * view.Unit * (0.55f + 0.45f * _swell);
        var shade = towards * (0.030f + 0.030f * _swell) * Mix.Smooth(0.0f, 0.05f, below);
        var sparkle = 0f;
        if (_glitter > 0)
        {
            var dx = unitX + sideways * 0.20f - _sunX;
            var dy = below + towards * 0.32f - _sunY;
            var spread = 1 / (1 + dx * dx * 190 + dy * dy * 7f);
            sparkle = spread * spread * Mix.Smooth(0.10f, 0.75f, towards + sideways * 0.4f) * _glitter;
        }

        if (_rough > 0)
        {
            var (rise, crest, foam) = Sea(worldX, z, pixel, sideways, below);
            towards += rise * 0.6f * _rough;
            shade += _rough * crest;
            sparkle += _rough * foam;
        }

        // The long swell lifts and lowers what is near.
        var lift = _breath * below * (0.004f + 0.006f * _swell) * view.Unit;
        return (sideways * bend * 0.5f, towards * bend + lift, shade, sparkle);
    }

    /// <summary>A heavy sea: long waves that come towards the eye, dark before their crests and light on them, with foam where they break.</summary>
    private (float Rise, float Shade, float Foam) Sea(float x, float z, float pixel, float sideways, float below)
    {
        var (rise, shade, foam) = (0f, 0f, 0f);
        var (frequency, weight) = (3.1f, 1f);
        for (var n = 0; n < 3; n++)
        {
            var visible = Mix.Clamp01(1.3f - pixel * frequency * 0.9f) * weight;
            if (visible > 0.02f)
            {
                var scale = frequency * 0.125f;
                var (a, b) = _tile.At(x * scale * 0.55f + _scrollX[n] * 0.5f * 2 + n * 0.21f, z * scale * 1.7f + _scrollZ[n] + x * scale * 0.12f + n * 0.43f);
                // Sharp above, round below, as waves are.
                var ridge = 1 - MathF.Min(1, MathF.Abs(a) * 2.1f);
                rise += (ridge - 0.4f) * visible;
                shade += (ridge * ridge - 0.38f) * 0.11f * visible;
                foam += Mix.Smooth(0.80f, 0.97f, ridge + 0.10f * sideways) * Mix.Smooth(0.05f, 0.5f, b + 0.35f * sideways) * visible;
            }

            frequency *= 2.3f;
            weight *= 0.62f;
        }

        var seen = Mix.Smooth(0.002f, 0.03f, below);
        return (rise, shade * seen, foam * 0.75f * seen);
    }
}
