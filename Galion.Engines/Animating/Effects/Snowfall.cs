using Galion.Engines.Imaging;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating.Effects;

/// <summary>Flakes in many depths: far ones small, slow and many, near ones large, soft and few. Each falls a whole number of times per clip.</summary>
internal sealed class Snowfall : IEffect
{
    private readonly Flake[] _flakes;
    private readonly float _wind;

    public Snowfall(Shot shot)
    {
        var dice = Dice.For(shot.Seed, "snowfall");
        _flakes = new Flake[(int)(1_500 * Math.Min(1.8f, shot.Direction.Intensity))];
        _wind = dice.Range(-0.06f, 0.06f) * shot.Direction.Speed;
        for (var n = 0; n < _flakes.Length; n++)
        {
            _flakes[n] = new Flake(dice.Unit(), dice.Unit(), Cube(dice.Unit()), dice.Unit(), dice.Range(0.25f, 0.7f));
        }
    }

    public void Draw(Easel easel, Frame frame, in Moment moment)
    {
        var air = moment.Air;
        var white = new Lab(Mix.Lerp(Mix.Lerp(air.L, 1, 0.75f), 0.72f, moment.Night), air.A * 0.25f, air.B * 0.25f);
        var (unit, u, speed) = (moment.Unit, moment.U, moment.Shot.Direction.Speed);
        var (panX, panY) = (moment.Pose.X / frame.Width, moment.Pose.Y / frame.Height);
        foreach (var flake in _flakes)
        {
            var falls = moment.Turns((0.055f + 0.19f * flake.Near) * speed);
            var drift = MathF.Floor(falls * _wind * 12 + 0.5f);
            var swing = moment.Turns(flake.Rate);
            var sway = ExactMath.Sin(2 * MathF.PI * (swing * u + flake.Phase)) * (0.006f + 0.010f * flake.Near);
            var x = Wrap(flake.X + drift * u * 0.999999f + sway - panX * (0.3f + flake.Near)) * 1.08f - 0.04f;
            var y = Wrap(flake.Y + falls * u - panY * (0.3f + flake.Near)) * 1.10f - 0.05f;
            var radius = unit * (0.0011f + 0.0062f * flake.Near);
            Marks.Disc(frame, x * frame.Width, y * frame.Height, radius, white, 0.82f - 0.42f * flake.Near, 0.35f + 0.5f * flake.Near);
        }
    }

    private static float Cube(float x) => x * x * x;

    private static float Wrap(float x) => x - MathF.Floor(x);

    private readonly record struct Flake(float X, float Y, float Near, float Phase, float Rate);
}
