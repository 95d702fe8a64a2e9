using Galion.Engines.Imaging;

namespace Galion.Engines.Painting.Operations;

/// <summary>
/// Parts a scene into layers while it is painted: each holds what was added since the one behind it, and what it covers is complete on the
/// layers behind, so that they may be moved. Where a layer is seen, it has the colours of the finished picture; the layers laid over each
/// other are the picture.
/// </summary>
internal sealed class Layering(string prompt, PainterOptions options, int threads, Action<float, string> progress, CancellationToken cancellationToken)
{
    /// <summary>A layer is a picture of its own, which bounds the memory by the size.</summary>
    public const long MaxPixels = 2_100_000;

    private const int MostStages = 8;
    private readonly List<(string Name, Bitmap? Styled)> _stages = [];
    private Canvas? _before;

    /// <summary>For each pixel one bit for each stage after the first: whether it changed the pixel.</summary>
    private byte[] _changed = [];

    public (Painter.Work Work, Bitmap Merged, IReadOnlyList<OpenRaster.Layer> Layers) Paint()
    {
        var work = Painter.PaintCanvas(prompt, options, threads, (fraction, stage) => progress(fraction * 0.9f, stage), cancellationToken, Keep);
        var merged = work.ToBitmap();
        _before = null;
        work.Easel.Tidy();
        if (_stages.Count == 0)
        {
            // A style that paints a world of its own paints it in one.
            return (work, merged, [new OpenRaster.Layer("picture", Cut(work.Easel, merged, 0))]);
        }

        progress(0.9f, "parting the layers");
        return (work, merged, [.. _stages.Select((stage, n) => new OpenRaster.Layer(stage.Name, Cut(work.Easel, merged, n)))]);
    }

    /// <summary>Takes a stage while it is there: what it changed, and how it looks in the style where nearer layers will hide it.</summary>
    private void Keep(Easel easel, Canvas canvas, string name, Func<Canvas, Bitmap>? dress)
    {
        var stage = _stages.Count;
        if (_before is not { } before)
        {
            _changed = new byte[canvas.Width * canvas.Height];
        }
        else if (stage <= MostStages)
        {
            easel.Rows(y =>
            {
                for (var pixel = y * canvas.Width; pixel < (y + 1) * canvas.Width; pixel++)
                {
                    if (before[pixel] != canvas[pixel] || before.Kinds[pixel] != canvas.Kinds[pixel] || before.Depth[pixel] != canvas.Depth[pixel])
                    {
                        _changed[pixel] |= (byte)(1 << (stage - 1));
                    }
                }
            });
        }

        _before = null;
        easel.Tidy();
        _stages.Add((name, dress?.Invoke(Copy(canvas))));
        easel.Tidy();
        _before = dress is null ? null : Copy(canvas);
    }

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

    /// <param name="index">Which stage.</param>
    private Bitmap Cut(Easel easel, Bitmap merged, int index)
    {
        var layer = new Bitmap(merged.Width, merged.Height, 4);
        var styled = index < _stages.Count ? _stages[index].Styled : null;
        easel.Rows(y =>
        {
            for (var pixel = y * merged.Width; pixel < (y + 1) * merged.Width; pixel++)
            {
                var changed = _changed.Length == 0 ? 0 : _changed[pixel];
                if (index > 0 && (changed & (1 << (index - 1))) == 0)
                {
                    continue;
                }

                // Seen is what no nearer layer changed.
                var source = changed >> index == 0 || styled is null ? merged : styled;
                source.Pixels.AsSpan(pixel * 3, 3).CopyTo(layer.Pixels.AsSpan(pixel * 4));
                layer.Pixels[pixel * 4 + 3] = 255;
            }
        });
        return layer;
    }
}
