using Galion.Engines.Imaging;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating.Effects;

/// <summary>Banks of mist that drift over water and valleys, two of them at different speeds.</summary>
internal sealed class Mist(Shot shot) : IEffect
{
    private readonly NoiseTile _tile = new(Dice.For(shot.Seed, "mist").Below(1 << 20), 4, 4);

    public void Draw(Easel easel, Frame frame, in Moment moment)
    {
        var air = moment.Air;
        var color = new Lab(Mix.Lerp(MathF.Min(0.93f, air.L + 0.10f), air.L + 0.06f, moment.Night), air.A * 0.6f, air.B * 0.6f);
        var (_, horizon) = moment.OnFrame(0, moment.Set.View.HorizonY, 0.15f);
        var (u, unit) = (moment.U, moment.Unit);
        var (first, second) = (moment.Turns(0.05f) * u, moment.Turns(0.09f) * u);
        var (panX, zoom) = (moment.Pose.X / unit, ExactMath.Exp(-moment.Pose.Zoom * 0.9f));
        easel.Rows(0, frame.Height, y =>
        {
            var v = (y - horizon) / unit;
            var band = ExactMath.Exp(-(v - 0.03f) * (v - 0.03f) * 38) * 0.62f + ExactMath.Exp(-(v - 0.34f) * (v - 0.34f) * 26) * 0.34f;
            if (band < 0.01f)
            {
                return;
            }

            for (var x = 0; x < frame.Width; x++)
            {
                var s = (x - frame.Width * 0.5f) / unit * zoom + panX;
                var (a, b) = _tile.At(s * 0.32f - first, v * 0.9f + 0.2f);
                var (c, _) = _tile.At(s * 0.55f + a * 0.06f - second, v * 1.6f + b * 0.05f + 0.6f);
                var density = band * Mix.Smooth(-0.45f, 0.75f, a * 0.8f + c * 0.7f);
                if (density > 0.004f)
                {
                    frame.Blend(y * frame.Width + x, color, density);
                }
            }
        });
    }
}
