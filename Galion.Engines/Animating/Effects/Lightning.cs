using Galion.Engines.Imaging;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating.Effects;

/// <summary>A strike every few seconds that comes fast, lights the clouds around it and fades slowly: one flash each, far below three a second.</summary>
internal sealed class Lightning(Shot shot) : IEffect
{
    private readonly float _strikeX = Dice.For(shot.Seed, "lightning").Range(0.25f, 0.75f);

    public void Draw(Easel easel, Frame frame, in Moment moment)
    {
        var count = (int)moment.Turns(0.28f);
        for (var n = 0; n < count; n++)
        {
            var at = (n + 0.4f + 0.25f * Noise.Hash(n, 9, (int)(shot.Seed & 0xFFFF))) / count;
            var age = (moment.U - at) * (float)shot.Seconds;
            if (age is < 0 or > 1.1f)
            {
                continue;
            }

            var power = Mix.Smooth(0, 0.05f, age) * ExactMath.Exp(-age * 4.2f);
            var cx = (_strikeX + 0.29f * n) % 0.8f * frame.Width + 0.1f * frame.Width;
            var (_, horizon) = moment.OnFrame(0, moment.Set.View.HorizonY, 0);
            Marks.Glow(frame, cx, horizon * 0.35f, moment.Unit * 0.75f, new Lab(0.92f, 0.01f, -0.05f), 0.55f * power);
            Bolt(frame, cx, horizon, moment, n, power);
        }
    }

    private void Bolt(Frame frame, float x, float bottom, in Moment moment, int n, float power)
    {
        var dice = Dice.For(shot.Seed, "bolt" + n);
        var unit = moment.Unit;
        var (px, py) = (x, -0.02f * frame.Height);
        var color = new Lab(0.98f, 0.005f, -0.02f);
        while (py < bottom - 0.01f * unit)
        {
            var (nx, ny) = (px + dice.Bell() * unit * 0.011f, py + unit * dice.Range(0.008f, 0.022f));
            Marks.Line(frame, px, py, nx, ny, unit * 0.0034f, unit * 0.0030f, color, MathF.Min(1, power * 1.6f));
            if (dice.Chance(0.09f))
            {
                var (bx, by, lean) = (nx, ny, dice.Bell() * unit * 0.012f);
                for (var step = 0; step < 8; step++)
                {
                    var (tx, ty) = (bx + lean + dice.Bell() * unit * 0.005f, by + unit * 0.012f);
                    Marks.Line(frame, bx, by, tx, ty, unit * 0.0015f * (1 - step / 9f), unit * 0.0013f * (1 - step / 9f), color, MathF.Min(1, power));
                    (bx, by) = (tx, ty);
                }
            }

            (px, py) = (nx, ny);
        }
    }
}
