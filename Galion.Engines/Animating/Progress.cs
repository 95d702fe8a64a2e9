using Galion.Engines.Imaging;

namespace Galion.Engines.Animating;

/// <summary>Tells how far a clip is; the fraction never falls.</summary>
internal sealed class Progress(IProgress<EngineProgress>? target)
{
    private readonly Lock _lock = new();
    private float _furthest;

    public bool IsWanted => target is not null;

    public void Report(float fraction, string stage, long? etaMs = null, byte[]? preview = null)
    {
        if (target is null)
        {
            return;
        }

        lock (_lock)
        {
            _furthest = Math.Max(_furthest, fraction);
            target.Report(new EngineProgress(_furthest, stage, etaMs, preview));
        }
    }
}

/// <summary>A frame made small by averaging, as a PNG.</summary>
internal static class Preview
{
    private const int Side = 192;

    public static byte[] Of(byte[] rgb, int width, int height, CancellationToken cancellationToken)
    {
        var step = Math.Max(1, (Math.Max(width, height) + Side - 1) / Side);
        var small = new Bitmap(Math.Max(1, width / step), Math.Max(1, height / step), 3);
        for (var y = 0; y < small.Height; y++)
        {
            for (var x = 0; x < small.Width; x++)
            {
                for (var c = 0; c < 3; c++)
                {
                    var sum = 0;
                    for (var n = 0; n < step * step; n++)
                    {
                        sum += rgb[((y * step + n / step) * width + x * step + n % step) * 3 + c];
                    }

                    small.Pixels[(y * small.Width + x) * 3 + c] = (byte)(sum / (step * step));
                }
            }
        }

        return PngEncoder.Encode(small, texts: null, cancellationToken);
    }
}
