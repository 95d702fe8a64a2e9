using Galion.Engines.Painting;

namespace Galion.Engines.Animating.Effects;

/// <summary>Water that falls over rock: strands of light and shade run down it, quicker the farther they have fallen, and spray drifts up where it lands.</summary>
internal sealed class Falls(Shot shot, Fall fall) : IEffect
{
    private readonly NoiseTile _strands = new(Dice.For(shot.Seed, "falls").Below(1 << 20), 6, 3);

    public void Draw(Easel easel, Frame frame, in Moment moment)
    {
        var (left, top) = moment.OnFrame(fall.X - fall.HalfWidth, fall.Top, fall.Disparity);
        var (right, foot) = moment.OnFrame(fall.X + fall.HalfWidth, fall.Foot, fall.Disparity);
        var (height, half, middle) = (foot - top, (right - left) * 0.5f, (left + right) * 0.5f);
        var way = moment.Turns(0.9f) * moment.U;
        for (var y = Math.Max(0, (int)top); y < Math.Min(frame.Height, (int)foot); y++)
        {
            var down = (y - top) / height;
            // Falling makes it quicker, so what lies between two strands grows with the way.
            var fallen = 0.55f * MathF.Sqrt(down + 0.04f);
            for (var x = Math.Max(0, (int)left); x <= Math.Min(frame.Width - 1, (int)right); x++)
            {
                var across = (x - middle) / half;
                var index = y * frame.Width + x;
                var under = frame[index];
                // Only what is white already: the rock beside it and what stands before it stay as they are.
                var wet = Mix.Smooth(0.52f, 0.78f, under.L) * Mix.Smooth(1, 0.75f, MathF.Abs(across)) * Mix.Smooth(0, 0.06f, down);
                if (wet > 0)
                {
                    var (broad, fine) = _strands.At(across * 0.55f, fallen * 2 - way);
                    frame[index] = under with { L = MathF.Min(1, under.L + (0.16f * broad + 0.09f * fine - 0.03f) * wet) };
                }
            }
        }

        Spray(frame, moment, middle, foot, half);
    }

    private static void Spray(Frame frame, in Moment moment, float x, float y, float half)
    {
        const int puffs = 9;
        for (var n = 0; n < puffs; n++)
        {
            var life = moment.Turns(0.35f) * moment.U + n / (float)puffs;
            var age = life - MathF.Floor(life);
            var side = (Noise.Hash(n, 5, 71) - 0.5f) * 2.6f;
            Marks.Glow(
                frame, x + side * half * (0.6f + 0.5f * age), y - half * (0.1f + 1.1f * age), half * (0.6f + 0.9f * age), new Lab(0.96f, 0, 0), 0.22f * Mix.Smooth(0, 0.2f, age) * (1 - age));
        }
    }
}
