using Galion.Engines.Painting;

namespace Galion.Engines.Animating.Effects;

/// <summary>A title in a font of this machine: it comes out of the dark from one side to the other and leaves as the own titles do.</summary>
internal sealed class PrintedTitle(Shot shot, PrintedWords words) : IEffect
{
    public void Draw(Easel easel, Frame frame, in Moment moment)
    {
        var seconds = (float)shot.Seconds;
        var time = moment.U * seconds;
        var enter = MathF.Min(0.5f, seconds * 0.08f);
        var leave = 1 - Mix.Smooth(seconds - MathF.Min(1.1f, seconds * 0.2f), seconds - 0.12f, time);
        var left = (frame.Width - words.Width) / 2;
        var top = shot.TitlePlace switch
        {
            "top" => (int)(frame.Height * 0.12f),
            "bottom" => (int)(frame.Height * 0.86f) - words.Height,
            _ => (int)((frame.Height - words.Height) * 0.46f),
        };
        top = Math.Clamp(top, 0, Math.Max(0, frame.Height - words.Height));
        var shown = Mix.Smooth(enter, enter + 1.2f, time) * leave;
        if (shown <= 0)
        {
            return;
        }

        TitleCard.Shade(easel, frame, top + words.Height * 0.5f, words.Height, shown);
        var white = new Lab(0.985f, 0, 0.006f);
        var reveal = (time - enter) / 1.5f;
        easel.Rows(top, Math.Min(frame.Height, top + words.Height), y =>
        {
            for (var x = Math.Max(0, -left); x < words.Width && left + x < frame.Width; x++)
            {
                var ink = words.Ink[(y - top) * words.Width + x];
                if (ink > 0)
                {
                    var part = Mix.Smooth(0, 0.3f, reveal - 0.7f * x / words.Width);
                    frame.Blend(y * frame.Width + left + x, white, ink / 255f * part * leave);
                }
            }
        });
    }
}
