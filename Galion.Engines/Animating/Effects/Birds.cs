using Galion.Engines.Imaging;
using Galion.Engines.Painting;
using Galion.Engines.Prompts;

namespace Galion.Engines.Animating.Effects;

/// <summary>A loose flock that crosses the sky, each bird beating and gliding in its own time.</summary>
internal sealed class Birds : IEffect
{
    private readonly Bird[] _birds;
    private readonly int _heading;
    private readonly float _height;

    public Birds(Shot shot)
    {
        var dice = Dice.For(shot.Seed, "birds");
        var asked = shot.Direction.Reading.Subjects.GetValueOrDefault(Subject.Birds, 1);
        _heading = dice.Chance(0.5f) ? 1 : -1;
        _height = dice.Range(0.45f, 0.62f);
        _birds = new Bird[asked == 1 ? 9 : Math.Min(40, asked)];
        for (var n = 0; n < _birds.Length; n++)
        {
            _birds[n] = new Bird(dice.Bell() * 0.10f, dice.Bell() * 0.045f, dice.Range(0.010f, 0.021f), dice.Unit(), dice.Range(1.6f, 2.4f), dice.Range(0.85f, 1.15f));
        }
    }

    public void Draw(Easel easel, Frame frame, in Moment moment)
    {
        var air = moment.Air;
        var color = new Lab(MathF.Min(0.30f, air.L * 0.35f), air.A * 0.3f, air.B * 0.3f);
        var unit = moment.Unit;
        var (cx, horizon) = moment.OnFrame(moment.Set.Width * 0.5f, moment.Set.View.HorizonY, 0.1f);
        foreach (var bird in _birds)
        {
            // In a loop the flock leaves on one side and comes back on the other; the seconds decide how far it gets otherwise.
            var way = moment.Shot.Loop ? moment.U * bird.Pace * (moment.Turns(0.1f) / bird.Pace) : moment.U * Math.Min(1.2f, (float)moment.Shot.Seconds * 0.045f * moment.Shot.Direction.Speed) * bird.Pace;
            var start = moment.Shot.Loop ? 0 : 0.2f;
            var along = start + way + bird.X;
            along = moment.Shot.Loop ? along - MathF.Floor(along) : along;
            var x = cx + _heading * (along * 1.3f - 0.65f) * frame.Width;
            var y = horizon * (1 - _height) + (bird.Y + 0.012f * ExactMath.Sin(6.28f * (moment.Turns(0.12f) * moment.U + bird.Phase))) * unit;
            Wings(frame, x, y, bird.Size * unit, bird, moment, color);
        }
    }

    private static void Wings(Frame frame, float x, float y, float size, in Bird bird, in Moment moment, Lab color)
    {
        var beat = ExactMath.Sin(6.28318f * (moment.Turns(bird.Rate) * moment.U + bird.Phase));
        var glide = Mix.Smooth(-0.3f, 0.3f, ExactMath.Sin(6.28318f * (moment.Turns(0.25f) * moment.U + bird.Phase * 3)));
        var lift = Mix.Lerp(0.22f, 0.52f * beat, glide) * size;
        var tip = Mix.Lerp(0.10f, 0.62f * beat - 0.18f, glide) * size;
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            var (elbowX, elbowY) = (x + side * size * 0.46f, y - lift);
            Marks.Line(frame, x, y, elbowX, elbowY, size * 0.18f, size * 0.13f, color, 0.95f);
            Marks.Line(frame, elbowX, elbowY, x + side * size, y - tip, size * 0.13f, size * 0.03f, color, 0.95f);
        }

        Marks.Line(frame, x - size * 0.05f, y + size * 0.04f, x + size * 0.05f, y - size * 0.02f, size * 0.22f, size * 0.12f, color, 0.95f);
    }

    private readonly record struct Bird(float X, float Y, float Size, float Phase, float Rate, float Pace);
}
