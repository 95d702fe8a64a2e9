using Galion.Engines.Imaging;
using Galion.Engines.Painting;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Animating;

/// <summary>Makes a plate of a given picture: fits it to the frame, guesses how far things are, and cuts it into sheets.</summary>
internal static class PicturePlate
{
    /// <param name="frameWidth">The picture fills the frame; what the camera sees beyond it is the picture mirrored at its edge.</param>
    public static FilmSet Build(Shot shot, Bitmap picture, int width, int height, int threads, CancellationToken cancellationToken)
    {
        var unit = MathF.Sqrt((float)width * height);
        var easel = new Easel(width, height, shot.Seed, shot.Detail, threads, cancellationToken) { IsPlate = true, Unit = unit };
        var margin = Margin.Find(Fit(picture, shot.Width, shot.Height), out var inside);
        var texels = Texels(easel, inside, width, height);
        cancellationToken.ThrowIfCancellationRequested();
        var guess = DepthGuess.Of(easel, texels, width, height, wantsWater: shot.Has(Motion.Water));
        var layers = new List<Layer>();
        if (guess.HasSky)
        {
            layers.Add(Sky(easel, texels, guess, width, height, shot.Has(Motion.Clouds)));
        }

        foreach (var sheet in Sheet.Plan(easel, guess.Depth, guess.Kinds, width, height, unit, [2.2f, 0.7f], hasBackdrop: !guess.HasSky))
        {
            sheet.Add(texels);
            layers.Add(sheet.ToLayer());
            Sweeping.After(width, height);
        }

        var air = guess.Air;
        var night = Mix.Smooth(0.42f, 0.22f, guess.MeanLightness);
        var calm = shot.Direction.Reading.Moods.Contains(Mood.Calm);
        return new FilmSet
        {
            Width = width,
            Height = height,
            Layers = layers,
            View = new View(width, height, unit, guess.HorizonY, 0.1f),
            Lights = [new Light(air, new Lab(0.93f, 0.005f, 0.03f), night, night, 0, 0.2f, 0, 0)],
            Swell = calm ? 0.3f : 0.6f,
            Margin = margin,
        };
    }

    /// <summary>Cuts the middle out in the shape of the frame and brings it to its size.</summary>
    public static Bitmap Fit(Bitmap source, int width, int height)
    {
        if (source.Width == width && source.Height == height && source.Channels == 3)
        {
            return source;
        }

        var scale = Math.Min((double)source.Width / width, (double)source.Height / height);
        var (cutWidth, cutHeight) = (Math.Clamp((int)Math.Round(width * scale), 1, source.Width), Math.Clamp((int)Math.Round(height * scale), 1, source.Height));
        var (left, top) = ((source.Width - cutWidth) / 2, (source.Height - cutHeight) / 2);
        var cut = new Bitmap(cutWidth, cutHeight, 3);
        for (var y = 0; y < cutHeight; y++)
        {
            var from = source.Row(y + top)[(left * source.Channels)..];
            var to = cut.Row(y);
            for (var x = 0; x < cutWidth; x++)
            {
                var pixel = from.Slice(x * source.Channels, source.Channels);
                var alpha = source.Channels is 2 or 4 ? pixel[^1] : 255;
                for (var c = 0; c < 3; c++)
                {
                    // What shows through is taken for white paper.
                    var value = pixel[source.Channels >= 3 ? c : 0];
                    to[x * 3 + c] = (byte)((value * alpha + 255 * (255 - alpha)) / 255);
                }
            }
        }

        if (cutWidth >= width && cutHeight >= height)
        {
            return Resample.Shrink(cut, width, height);
        }

        return Enlarge(cut, width, height);
    }

    private static Bitmap Enlarge(Bitmap source, int width, int height)
    {
        var result = new Bitmap(width, height, 3);
        for (var y = 0; y < height; y++)
        {
            var sy = Math.Clamp((y + 0.5f) * source.Height / height - 0.5f, 0, source.Height - 1);
            var (y0, fy) = ((int)sy, sy - (int)sy);
            var above = source.Row(y0);
            var below = source.Row(Math.Min(y0 + 1, source.Height - 1));
            var row = result.Row(y);
            for (var x = 0; x < width; x++)
            {
                var sx = Math.Clamp((x + 0.5f) * source.Width / width - 0.5f, 0, source.Width - 1);
                var (x0, fx) = ((int)sx, sx - (int)sx);
                var x1 = Math.Min(x0 + 1, source.Width - 1);
                for (var c = 0; c < 3; c++)
                {
                    var top = Mix.Lerp(above[x0 * 3 + c], above[x1 * 3 + c], fx);
                    var bottom = Mix.Lerp(below[x0 * 3 + c], below[x1 * 3 + c], fx);
                    row[x * 3 + c] = (byte)(Mix.Lerp(top, bottom, fy) + 0.5f);
                }
            }
        }

        return result;
    }

    private static short[] Texels(Easel easel, Bitmap picture, int width, int height)
    {
        var texels = new short[width * height * 4];
        var (left, top) = ((width - picture.Width) / 2, (height - picture.Height) / 2);
        easel.Rows(0, height, y =>
        {
            var row = picture.Row(Mirror(y - top, picture.Height));
            for (var x = 0; x < width; x++)
            {
                var from = Mirror(x - left, picture.Width) * 3;
                var lab = new Rgb(Srgb.ToLinear(row[from]), Srgb.ToLinear(row[from + 1]), Srgb.ToLinear(row[from + 2])).ToLab();
                var index = (y * width + x) * 4;
                (texels[index], texels[index + 1], texels[index + 2], texels[index + 3]) =
                    (Layer.Texel(lab.L), Layer.Texel(lab.A), Layer.Texel(lab.B), (short)Layer.Scale);
            }
        });
        return texels;
    }

    private static int Mirror(int position, int length)
    {
        position = Math.Abs(position) % (2 * length);
        return position < length ? position : 2 * length - 1 - position;
    }

    /// <summary>The sky of the picture, gone on behind the land; it drifts as a whole when its clouds are to move.</summary>
    private static Layer Sky(Easel easel, short[] texels, DepthGuess guess, int width, int height, bool drifts)
    {
        // A sky that hangs below the horizon in places, as between trees, is shown there too.
        var lowest = Array.FindLastIndex(guess.Kinds, kind => kind == Kind.Sky) / width;
        var rows = Math.Clamp((int)(MathF.Max(guess.HorizonY, lowest) + 0.1f * easel.Unit), 16, height);
        var sky = texels.AsSpan(0, width * rows * 4).ToArray();
        var known = new byte[width * rows];
        for (var index = 0; index < known.Length; index++)
        {
            known[index] = guess.Depth[index] >= Canvas.Infinity * 0.5f ? (byte)1 : (byte)0;
        }

        Inpainting.Fill(easel, sky, known, width, rows);
        return new Layer(drifts ? LayerRole.Clouds : LayerRole.Sky, width, rows, 0, [sky]);
    }
}
