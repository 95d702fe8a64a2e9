using Galion.Engines.Painting;

namespace Galion.Engines.Animating.Effects;

/// <summary>
/// Turns day into night, or back, in a picture that was given and so cannot be painted again: through a warm hour into a blue dark, in a space
/// where equal steps look equal. Lamps and windows keep their light.
/// </summary>
internal sealed class Twilight(bool falls) : IEffect
{
    public void Draw(Easel easel, Frame frame, in Moment moment)
    {
        var night = Mix.Smooth(0.05f, 0.95f, falls ? moment.U : 1 - moment.U);
        var warm = 4 * night * (1 - night);
        easel.Rows(0, frame.Height, y =>
        {
            for (var index = y * frame.Width; index < (y + 1) * frame.Width; index++)
            {
                var color = frame[index];
                var lamp = Mix.Smooth(0.03f, 0.12f, color.B) * Mix.Smooth(0.78f, 0.95f, color.L);
                var dark = night * (1 - 0.75f * lamp);
                frame[index] = new Lab(
                    color.L * (1 - 0.50f * dark) - 0.01f * dark,
                    color.A * (1 - 0.55f * dark) + 0.014f * warm * color.L - 0.006f * dark,
                    color.B * (1 - 0.60f * dark) + 0.035f * warm * color.L - 0.045f * dark * (0.4f + color.L));
            }
        });
    }
}
