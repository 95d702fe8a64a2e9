using Galion.Engines.Painting;

namespace Galion.Engines.Animating.Effects;

/// <summary>Streaks of drops in many depths, and the rings they make where they land.</summary>
internal sealed class Rainfall : IEffect
{
    private const int MaxRounds = 64;
    private readonly Drop[] _drops;
    private readonly Ring[] _rings;
    private readonly float _slant;

    public Rainfall(Shot shot)
    {
        var dice = Dice.For(shot.Seed, "rainfall");
        _slant = dice.Range(-0.14f, 0.14f);
        _drops = new Drop[(int)(860 * shot.Direction.Intensity)];
        for (var n = 0; n < _drops.Length; n++)
        {
            _drops[n] = new Drop(dice.Unit(), dice.Unit(), dice.Unit() * dice.Unit(), dice.Range(0.85f, 1.15f));
        }

        _rings = new Ring[(int)(90 * shot.Direction.Intensity)];
        for (var n = 0; n < _rings.Length; n++)
        {
            _rings[n] = new Ring(dice.Unit(), dice.Unit());
        }
    }

    public void Draw(Easel easel, Frame frame, in Moment moment)
    {
        var air = moment.Air;
        var light = new Lab(MathF.Min(0.95f, air.L + 0.16f), air.A * 0.5f, air.B * 0.5f);
        var unit = moment.Unit;
        var panX = moment.Pose.X / frame.Width;
        foreach (var drop in _drops)
        {
            var falls = moment.Turns((1.15f + 1.25f * drop.Near) * drop.Pace);
            var along = drop.Y + falls * moment.U;
            var y = (along - MathF.Floor(along)) * 1.2f - 0.12f;
            var x = drop.X + _slant * y - panX * (0.3f + drop.Near);
            x = (x - MathF.Floor(x)) * 1.2f - 0.1f;
            var length = unit * (0.020f + 0.055f * drop.Near);
            var (px, py) = (x * frame.Width, y * frame.Height);
            Marks.Line(
                frame, px, py, px + _slant * length * frame.Height / frame.Width, py + length, unit * 0.0006f, unit * (0.0010f + 0.0011f * drop.Near), light, 0.16f + 0.26f * drop.Near);
        }

        if (moment.Set.HasWater)
        {
            Land(frame, moment, light);
        }
    }

    private void Land(Frame frame, in Moment moment, Lab light)
    {
        var (_, horizon) = moment.OnFrame(0, moment.Set.View.HorizonY, 0.3f);
        for (var n = 0; n < _rings.Length; n++)
        {
            var rounds = MathF.Min(MaxRounds, moment.Turns(1.1f));
            var life = _rings[n].Phase + rounds * moment.U;
            var round = (int)MathF.Floor(life) % (int)rounds;
            var age = life - MathF.Floor(life);
            if (age > 0.45f)
            {
                continue;
            }

            var near = MathF.Sqrt(Noise.Hash(n, round, 91));
            var (x, y) = (Noise.Hash(n, round, 17) * frame.Width, horizon + (0.06f + 0.94f * near) * (frame.Height - horizon));
            var radius = moment.Unit * (0.003f + 0.016f * near) * (0.25f + age * 1.8f);
            var opacity = (1 - age / 0.45f) * 0.38f;
            for (var step = 0; step < 18; step++)
            {
                var (sin, cos) = (Imaging.ExactMath.Sin(step * 0.349f), Imaging.ExactMath.Cos(step * 0.349f));
                var (nextSin, nextCos) = (Imaging.ExactMath.Sin((step + 1) * 0.349f), Imaging.ExactMath.Cos((step + 1) * 0.349f));
                Marks.Line(
                    frame, x + cos * radius, y + sin * radius * 0.32f, x + nextCos * radius, y + nextSin * radius * 0.32f, moment.Unit * 0.0011f, moment.Unit * 0.0011f, light, opacity);
            }
        }
    }

    private readonly record struct Drop(float X, float Y, float Near, float Pace);

    private readonly record struct Ring(float Phase, float X);
}
