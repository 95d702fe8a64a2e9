using System.Numerics;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>People and animals on near ground.</summary>
internal sealed class Inhabitants(Site site)
{
    public void Paint()
    {
        var n = 0;
        foreach (var (subject, quantity) in site.Reading.Subjects)
        {
            var kind = subject == Subject.Couple ? Subject.Person : subject;
            if (!Figures.Knows(kind) || site.Scene.Kind == SceneKind.Portrait)
            {
                continue;
            }

            var count = subject == Subject.Couple ? 2 : Math.Min(6, quantity);
            for (var i = 0; i < count; i++, n++)
            {
                var person = subject is Subject.Person or Subject.Man or Subject.Woman or Subject.Couple;
                var shape = subject == Subject.Couple ? (i == 0 ? Subject.Man : Subject.Woman) : kind;
                var height = site.View.Unit * site.Nearness * (subject switch { Subject.Cat => 0.13f, Subject.Wolf => 0.12f, Subject.Horse or Subject.Deer => 0.17f, _ => 0.165f }) * (count > 2 ? 0.75f : 1);
                var x = site.View.PixelX(site.Scene.FocalX * 0.95f + (i - (count - 1) * 0.5f) * (person ? 0.055f : 0.19f) * site.Nearness + (n - i) * 0.12f * site.Nearness);
                var foot = new Vector2(x, FootRow((int)x));
                Silhouette(shape, subject, foot, height, mirrored: site.Scene.FocalX > 0);
            }
        }
    }

    /// <summary>Figures stand on near ground when there is some at their place, else low on the picture.</summary>
    private float FootRow(int x)
    {
        var column = Math.Clamp(x, 0, site.Canvas.Width - 1);
        var row = (int)MathF.Min(site.Canvas.Height * 0.90f, site.View.HorizonY + 0.19f * site.View.Unit);
        for (; row < site.Canvas.Height * 0.97f; row++)
        {
            if (site.Canvas.Kinds[row * site.Canvas.Width + column] is Kind.Land or Kind.Plant)
            {
                break;
            }
        }

        return row;
    }

    private void Silhouette(Subject shape, Subject subject, Vector2 foot, float height, bool mirrored)
    {
        (site.Pen.Depth, site.Pen.Kind, site.Pen.Opacity) = (0.25f, Kind.Figure, 0.35f);
        site.Pen.Ellipse(foot.X, foot.Y + height * 0.01f, height * 0.32f, height * 0.035f, (_, _) => Rgb.Black);
        site.Pen.Opacity = 1;
        var outline = Figures.Outline(shape, bust: false, foot, height, mirrored);
        var tint = site.Reading.Tints.TryGetValue(subject, out var named) ? Lab.FromLch(named.Chroma == 0 ? named.Lightness * 0.6f : 0.4f, named.Chroma * 0.8f, named.Hue).ToRgb() : Rgb.Hex("2b2a30");
        var spot = new Stage.Spot(foot.X, foot.Y, 1, 0.25f, 0);
        var side = site.Stage.LitSide;
        // The same outline moved a little towards the light leaves a lit rim.
        site.Pen.Fill(outline, site.Stage.Lit(Rgb.Lerp(tint, Rgb.White, 0.35f), 1f, spot) * 1.25f);
        var moved = new Vector2[outline.Length];
        for (var n = 0; n < moved.Length; n++)
        {
            moved[n] = outline[n] + new Vector2(-side * height * 0.010f, height * 0.006f);
        }

        var dark = site.Stage.Lit(tint, 0.12f, spot);
        site.Pen.Fill(moved, (_, y) => dark * (0.75f + 0.35f * Mix.Clamp01((foot.Y - y) / height)));
    }
}
