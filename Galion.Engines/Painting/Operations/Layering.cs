using Galion.Engines.Imaging;

namespace Galion.Engines.Painting.Operations;

/// <summary>
/// Parts a scene into layers while it is painted: each holds what was added since the one behind it, and what it covers is complete on the
/// layers behind, so that they may be moved. Where a layer is seen, it has the colours of the finished picture; the layers laid over each
/// other are the picture.
/// </summary>
internal sealed class Layering(string prompt, PainterOptions options, int threads, Action<float, string> progress, CancellationToken cancellationToken)
{
    /// <summary>The stages are kept as canvases, which bounds the memory by the size.</summary>
    public const long MaxPixels = 2_100_000;

    private readonly List<(string Name, Canvas Canvas)> _stages = [];

    public (Painter.Work Work, Bitmap Merged, IReadOnlyList<OpenRaster.Layer> Layers) Paint()
    {
        var work = Painter.PaintCanvas(prompt, options, threads, (fraction, stage) => progress(fraction * 0.5f, stage), cancellationToken, Keep);
        var merged = work.ToBitmap();
        if (_stages.Count == 0)
        {
            // A style that paints a world of its own paints it in one.
            return (work, merged, [new OpenRaster.Layer("picture", Cut(work, merged, 0, styled: null))]);
        }

        var layers = new List<OpenRaster.Layer>();
        for (var n = 0; n < _stages.Count; n++)
        {
            progress(0.5f + 0.4f * n / _stages.Count, "parting the layers");
            var nearest = n == _stages.Count - 1;
            layers.Add(new OpenRaster.Layer(_stages[n].Name, Cut(work, merged, n, nearest ? null : Style(work, _stages[n].Canvas))));
        }

        return (work, merged, layers);
    }

    private void Keep(Canvas canvas, string name) => _stages.Add((name, Copy(canvas)));

    private static Canvas Copy(Canvas canvas)
    {
        var copy = new Canvas(canvas.Width, canvas.Height);
        canvas.R.CopyTo(copy.R, 0);
        canvas.G.CopyTo(copy.G, 0);
        canvas.B.CopyTo(copy.B, 0);
        canvas.Depth.CopyTo(copy.Depth, 0);
        canvas.Kinds.CopyTo(copy.Kinds, 0);
        return copy;
    }

    private static Bitmap Style(Painter.Work work, Canvas stage)
    {
        var canvas = Copy(stage);
        work.Grade.Apply(work.Easel, canvas);
        work.Style.Apply(work.Easel, canvas, work.Scene);
        return Finish.ToBitmap(work.Easel, canvas, work.Style.Dither);
    }

    /// <param name="index">Which stage.</param>
    /// <param name="styled">The stage as a picture of its own, for what nearer layers hide.</param>
    private Bitmap Cut(Painter.Work work, Bitmap merged, int index, Bitmap? styled)
    {
        var layer = new Bitmap(merged.Width, merged.Height, 4);
        work.Easel.Rows(y =>
        {
            for (var x = 0; x < merged.Width; x++)
            {
                var pixel = y * merged.Width + x;
                if (index > 0 && !Changed(index, pixel))
                {
                    continue;
                }

                var seen = true;
                for (var above = index + 1; above < _stages.Count && seen; above++)
                {
                    seen = !Changed(above, pixel);
                }

                var source = seen || styled is null ? merged : styled;
                source.Pixels.AsSpan(pixel * 3, 3).CopyTo(layer.Pixels.AsSpan(pixel * 4));
                layer.Pixels[pixel * 4 + 3] = 255;
            }
        });
        return layer;

        bool Changed(int stage, int pixel)
        {
            var (before, after) = (_stages[stage - 1].Canvas, _stages[stage].Canvas);
            return before[pixel] != after[pixel] || before.Kinds[pixel] != after.Kinds[pixel] || before.Depth[pixel] != after.Depth[pixel];
        }
    }
}
