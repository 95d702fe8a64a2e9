using Galion.Engines.Imaging;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating.Effects;

/// <summary>A camp fire: flames that lick upwards and tear off, logs, embers, and warm light on what is around. The light breathes, it does not flash.</summary>
internal sealed class Fire : IEffect
{
    private const int Embers = 46;
    private readonly NoiseTile _tile;
    private readonly float _side;
    private readonly (float Phase, float X, float Rise, float Curl)[] _embers = new (float, float, float, float)[Embers];

    public Fire(Shot shot, FilmSet set)
    {
        var dice = Dice.For(shot.Seed, "fire");
        _tile = new NoiseTile(dice.Below(1 << 20), 4, 3);
        _side = set.Scene is { } scene ? -scene.FocalX * 0.55f : 0;
        for (var n = 0; n < Embers; n++)
        {
            _embers[n] = (dice.Unit(), dice.Bell(), dice.Range(0.5f, 1.25f), dice.Range(-1, 1));
        }
    }

    public void Draw(Easel easel, Frame frame, in Moment moment)
    {
        var unit = moment.Unit;
        var size = unit * 0.27f * Math.Min(1.4f, 0.75f + 0.25f * moment.Shot.Direction.Intensity);
        var (x, y) = moment.OnFrame(moment.Set.Width * 0.5f + _side * moment.Set.View.Unit, moment.Set.Height * 0.885f, 0.72f);
        var u = moment.U;
        var (breath, _) = _tile.At(moment.Turns(0.35f) * u, 0.3f);
        if (moment.Set.HasWater || moment.Set.Scene is null)
        {
            Bank(easel, frame, x, y, size, moment);
        }

        Warm(easel, frame, x, y - size * 0.3f, size, 0.92f + 0.10f * breath);
        Logs(frame, x, y, size);
        Flames(easel, frame, x, y, size, moment);
        for (var n = 0; n < Embers; n++)
        {
            var (phase, offset, rise, curl) = _embers[n];
            var life = phase + moment.Turns(0.32f * rise) * u;
            life -= MathF.Floor(life);
            var ex = x + (offset * 0.10f + curl * 0.22f * life * ExactMath.Sin(life * 7 + phase * 6.28f)) * size * 1.6f;
            var ey = y - size * (0.25f + life * 1.9f * rise);
            var hot = 1 - life;
            Marks.Disc(frame, ex, ey, unit * (0.0011f + 0.0013f * hot), new Lab(0.62f + 0.25f * hot, 0.13f, 0.13f), Mix.Smooth(0, 0.1f, life) * hot, 0.6f);
        }
    }

    /// <summary>Dark near ground for the fire to stand on, where there would be water.</summary>
    private void Bank(Easel easel, Frame frame, float x, float y, float size, in Moment moment)
    {
        var air = moment.Air;
        var earth = new Lab(0.20f + 0.10f * air.L, 0.006f + air.A * 0.2f, 0.022f + air.B * 0.2f);
        var (panX, unit) = (moment.Pose.X / moment.Unit, moment.Unit);
        easel.Rows(Math.Max(0, (int)(y - size * 0.5f)), frame.Height, row =>
        {
            for (var column = 0; column < frame.Width; column++)
            {
                var s = (column - x) / size;
                var (rough, fine) = _tile.At((column / unit + panX) * 0.6f, 0.4f);
                var (grain, _) = _tile.At((column / unit + panX) * 2.5f, (row - y) / unit * 5f);
                var edge = y - size * (0.10f - 0.035f * s * s) + (rough * 0.035f + fine * 0.02f) * size;
                var cover = Mix.Clamp01((row - edge) * 0.6f);
                if (cover > 0)
                {
                    frame.Blend(row * frame.Width + column, earth with { L = earth.L * (0.9f + 0.25f * grain) }, cover);
                }
            }
        });
    }

    private static void Warm(Easel easel, Frame frame, float x, float y, float size, float strength)
    {
        var warm = new Lab(0.80f, 0.075f, 0.13f);
        easel.Rows(0, frame.Height, row =>
        {
            for (var column = 0; column < frame.Width; column++)
            {
                var (dx, dy) = ((column - x) / size, (row - y) / (size * 0.8f));
                var near = 1 / (1 + (dx * dx + dy * dy) * 0.85f);
                var amount = near * near * strength;
                if (amount > 0.01f)
                {
                    var index = row * frame.Width + column;
                    var under = frame[index];
                    // Lit things take the colour of the fire as far as they reflect; the air itself glows a little.
                    var gain = amount * (0.10f + 0.42f * under.L);
                    frame[index] = new Lab(MathF.Min(0.97f, under.L + gain * 0.55f * (1 - under.L)), under.A + (warm.A - under.A) * gain, under.B + (warm.B - under.B) * gain);
                }
            }
        });
    }

    private static void Logs(Frame frame, float x, float y, float size)
    {
        var (dark, lit) = (new Lab(0.16f, 0.012f, 0.016f), new Lab(0.42f, 0.06f, 0.07f));
        Marks.Line(frame, x - size * 0.34f, y + size * 0.03f, x + size * 0.26f, y - size * 0.07f, size * 0.10f, size * 0.085f, dark, 1);
        Marks.Line(frame, x + size * 0.35f, y + size * 0.045f, x - size * 0.24f, y - size * 0.055f, size * 0.10f, size * 0.08f, dark with { L = 0.20f }, 1);
        Marks.Line(frame, x - size * 0.28f, y - size * 0.005f, x + size * 0.22f, y - size * 0.09f, size * 0.02f, size * 0.015f, lit, 0.7f);
        Marks.Line(frame, x - size * 0.12f, y + size * 0.07f, x + size * 0.14f, y + size * 0.06f, size * 0.09f, size * 0.07f, dark, 1);
    }

    private void Flames(Easel easel, Frame frame, float x, float y, float size, in Moment moment)
    {
        var (rise, flutter) = (moment.Turns(0.75f) * moment.U, moment.Turns(1.15f) * moment.U);
        var (top, bottom) = (Math.Clamp((int)(y - size * 1.5f), 0, frame.Height), Math.Clamp((int)(y + size * 0.06f), 0, frame.Height));
        var (left, right) = (Math.Clamp((int)(x - size * 0.75f), 0, frame.Width), Math.Clamp((int)(x + size * 0.75f), 0, frame.Width));
        easel.Rows(top, bottom, row =>
        {
            var v = (y + size * 0.06f - row) / (size * 1.18f);
            for (var column = left; column < right; column++)
            {
                var s = (column - x) / size;
                var (bend, _) = _tile.At(s * 0.35f + 0.7f, v * 0.42f + rise);
                var (tongue, wisp) = _tile.At((s + bend * 0.16f * v) * 1.05f, v * 0.62f + rise);
                var (fine, _) = _tile.At(s * 2.1f + bend * 0.1f, v * 1.35f + flutter);
                var lean = s + bend * 0.20f * v;
                var width = 0.40f * MathF.Sqrt(Mix.Clamp01(1.02f - v)) * (0.66f + 0.34f * Mix.Smooth(0, 0.20f, v)) + 0.03f;
                var body = 1 - MathF.Abs(lean) / MathF.Max(0.02f, width);
                var heat = MathF.Max(-1, body) * 1.05f + tongue * (0.45f + 1.25f * v) + fine * 0.32f + wisp * 0.15f - v * 0.75f - 0.9f * Mix.Smooth(0.55f, 1.05f, v) + 0.16f;
                if (heat <= 0.02f || v < 0)
                {
                    continue;
                }

                var opacity = Mix.Smooth(0.02f, 0.42f, heat);
                frame.Blend(row * frame.Width + column, Heat(heat), opacity * 0.96f);
            }
        });
    }

    /// <summary>Dark red over orange and yellow to nearly white.</summary>
    private static Lab Heat(float heat)
    {
        ReadOnlySpan<Lab> ramp = [new(0.42f, 0.16f, 0.09f), new(0.62f, 0.17f, 0.13f), new(0.78f, 0.09f, 0.16f), new(0.90f, 0.01f, 0.14f), new(0.97f, -0.01f, 0.06f)];
        var position = Mix.Clamp01(heat * 0.88f) * (ramp.Length - 1);
        var index = Math.Min((int)position, ramp.Length - 2);
        return Lab.Lerp(ramp[index], ramp[index + 1], position - index);
    }
}
