using Galion.Engines.Imaging;
using Galion.Engines.Painting.Scenes;

namespace Galion.Engines.Painting.Styles;

/// <summary>
/// Oil on canvas: strokes of four brushes from broad to fine, laid along the forms, finer only where there is something to say, then lit
/// from the upper left as thick paint is.
/// </summary>
internal static class Oil
{
    private const int BandRows = 32;
    private const int TextureWidth = 96;
    private const int TextureHeight = 32;
    private const int TextureCount = 6;

    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var source = LabPlanes.From(easel, canvas);
        var flow = FlowMap.For(easel, source.L, source.Width, source.Height, easel.Unit * 0.011f);
        var swirl = easel.NoiseSeed("swirl");
        var brushes = Brushes(easel.Dice("bristles"));
        var height = new float[source.L.Length];
        Prime(easel, canvas, source);
        ReadOnlySpan<float> radii = easel.Detail switch
        {
            Detail.Draft => [0.020f, 0.010f],
            Detail.Fine => [0.020f, 0.011f, 0.0058f, 0.0032f],
            _ => [0.020f, 0.011f, 0.0058f],
        };
        for (var layer = 0; layer < radii.Length; layer++)
        {
            easel.CancellationToken.ThrowIfCancellationRequested();
            var radius = MathF.Max(1.2f, radii[layer] * easel.Unit);
            var reference = source.Blur(easel, radius * 0.45f);
            var strokes = Lay(easel, reference, source, flow, radius, layer, swirl);
            PaintStrokes(easel, canvas, height, strokes, brushes);
        }

        Light(easel, canvas, height);
    }

    /// <summary>A toned ground, so that gaps between strokes glow instead of showing the smooth picture.</summary>
    private static void Prime(Easel easel, Canvas canvas, LabPlanes source) => easel.Rows(y =>
    {
        for (var index = y * canvas.Width; index < (y + 1) * canvas.Width; index++)
        {
            canvas[index] = new Lab(source.L[index] * 0.78f + 0.03f, source.A[index] * 0.8f + 0.012f, source.B[index] * 0.8f + 0.02f).ToRgb();
        }
    });

    private static List<Stroke> Lay(Easel easel, LabPlanes reference, LabPlanes source, FlowMap flow, float radius, int layer, int swirl)
    {
        var dice = easel.Dice("strokes" + layer);
        var strokes = new List<Stroke>();
        var spacing = radius * (layer == 0 ? 1.0f : 1.15f);
        for (var gy = 0f; gy < source.Height + spacing; gy += spacing)
        {
            for (var gx = 0f; gx < source.Width + spacing; gx += spacing)
            {
                var (x, y) = (gx + dice.Range(-0.5f, 0.5f) * spacing, gy + dice.Range(-0.5f, 0.5f) * spacing);
                var (jitter, tone, warm, keep) = (dice.Bell(), dice.Bell(), dice.Bell(), dice.Unit());
                var (fx, fy, strength) = flow.At(x, y);
                var marked = Mix.Smooth(0.0005f, 0.02f, strength);
                if (layer > 0 && keep > 0.18f + 1.1f * Mix.Smooth(0.0004f, layer == 1 ? 0.004f : 0.010f, strength))
                {
                    continue;
                }

                // In flat areas the hand follows a slow swirl of its own.
                var angle = Noise.Fbm(x / easel.Unit * 2.2f, y / easel.Unit * 3.1f, swirl, 2) * 2.4f;
                var (sx, sy) = (ExactMath.Cos(angle), ExactMath.Sin(angle));
                if (fx * sx + fy * sy < 0)
                {
                    (fx, fy) = (-fx, -fy);
                }

                var (dx, dy) = (Mix.Lerp(sx, fx, marked), Mix.Lerp(sy, fy, marked));
                (dx, dy) = (dx - dy * jitter * 0.10f, dy + dx * jitter * 0.10f);
                var norm = 1 / MathF.Max(1e-4f, MathF.Sqrt(dx * dx + dy * dy));
                (dx, dy) = (dx * norm, dy * norm);
                var length = radius * (2.4f + 1.6f * keep);
                // The stroke bends towards where the flow leads at its end.
                var (ex, ey, _) = flow.At(x + dx * length, y + dy * length);
                var turn = dx * ey - dy * ex;
                turn = dx * ex + dy * ey < 0 ? -turn : turn;
                var color = reference.Sample(x, y);
                color = new Lab(color.L + tone * 0.016f, color.A + warm * 0.006f, color.B - warm * 0.006f + tone * 0.004f);
                color = color with { A = color.A * 1.12f, B = color.B * 1.12f };
                strokes.Add(new Stroke(x, y, dx, dy, length, radius * (0.78f + 0.3f * keep), marked * turn * 0.35f / length, color.ToRgb(), dice.Below(TextureCount)));
            }
        }

        Shuffle(strokes, dice);
        return strokes;
    }

    private static void Shuffle(List<Stroke> strokes, Dice dice)
    {
        for (var n = strokes.Count - 1; n > 0; n--)
        {
            var other = dice.Below(n + 1);
            (strokes[n], strokes[other]) = (strokes[other], strokes[n]);
        }
    }

    /// <summary>Each band of rows paints, in the one common order, the strokes that touch it.</summary>
    private static void PaintStrokes(Easel easel, Canvas canvas, float[] height, List<Stroke> strokes, float[][] brushes)
    {
        var bands = (canvas.Height + BandRows - 1) / BandRows;
        var touching = new List<int>[bands];
        for (var band = 0; band < bands; band++)
        {
            touching[band] = [];
        }

        for (var n = 0; n < strokes.Count; n++)
        {
            var reach = strokes[n].Length + strokes[n].Radius;
            var first = Math.Max(0, (int)((strokes[n].Y - reach) / BandRows));
            var last = Math.Min(bands - 1, (int)((strokes[n].Y + reach) / BandRows));
            for (var band = first; band <= last; band++)
            {
                touching[band].Add(n);
            }
        }

        easel.Bands(0, bands, 1, (from, _) =>
        {
            foreach (var n in touching[from])
            {
                Draw(canvas, height, strokes[n], brushes[strokes[n].Brush], from * BandRows, Math.Min(canvas.Height, (from + 1) * BandRows));
            }
        });
    }

    private static void Draw(Canvas canvas, float[] height, in Stroke stroke, float[] brush, int top, int bottom)
    {
        var (halfWidth, halfHeight) = (
            MathF.Abs(stroke.Dx) * stroke.Length + (MathF.Abs(stroke.Dy) + 0.35f) * stroke.Radius + 1,
            MathF.Abs(stroke.Dy) * stroke.Length + (MathF.Abs(stroke.Dx) + 0.35f) * stroke.Radius + 1);
        var (firstY, lastY) = (Math.Max(top, (int)(stroke.Y - halfHeight)), Math.Min(bottom - 1, (int)(stroke.Y + halfHeight)));
        var (firstX, lastX) = (Math.Max(0, (int)(stroke.X - halfWidth)), Math.Min(canvas.Width - 1, (int)(stroke.X + halfWidth)));
        var (alongScale, acrossScale) = (TextureWidth * 0.5f / stroke.Length, TextureHeight * 0.5f / stroke.Radius);
        var bent = stroke.Bend * stroke.Length * stroke.Length;
        for (var y = firstY; y <= lastY; y++)
        {
            var (left, right) = ((float)firstX, (float)lastX);
            Narrow(stroke.Dx, (y - stroke.Y) * stroke.Dy, -stroke.Length, stroke.Length, stroke.X, ref left, ref right);
            Narrow(-stroke.Dy, (y - stroke.Y) * stroke.Dx, MathF.Min(0, bent) - stroke.Radius, MathF.Max(0, bent) + stroke.Radius, stroke.X, ref left, ref right);
            for (var (x, last) = ((int)left, (int)right); x <= last; x++)
            {
                var (px, py) = (x - stroke.X, y - stroke.Y);
                var along = px * stroke.Dx + py * stroke.Dy;
                var across = py * stroke.Dx - px * stroke.Dy - stroke.Bend * along * along;
                var (u, v) = ((int)((along + stroke.Length) * alongScale), (int)((across + stroke.Radius) * acrossScale));
                if ((uint)u >= TextureWidth || (uint)v >= TextureHeight || along < -stroke.Length || across < -stroke.Radius)
                {
                    continue;
                }

                var paint = brush[v * TextureWidth + u];
                if (paint > 0.02f)
                {
                    var index = y * canvas.Width + x;
                    var cover = MathF.Min(1, paint * 1.7f);
                    canvas.Blend(index, stroke.Color, cover);
                    height[index] += (paint - height[index]) * cover;
                }
            }
        }
    }

    /// <summary>Leaves out of a row what lies outside a strip of the plane, a pixel at either side kept.</summary>
    /// <param name="slope">What the distance across the strip grows by with each pixel; <paramref name="offset"/> at the middle of the stroke.</param>
    private static void Narrow(float slope, float offset, float from, float to, float middle, ref float left, ref float right)
    {
        if (MathF.Abs(slope) > 1e-3f)
        {
            var (a, b) = ((from - offset) / slope + middle, (to - offset) / slope + middle);
            (left, right) = (MathF.Max(left, MathF.Min(a, b) - 1), MathF.Min(right, MathF.Max(a, b) + 1));
        }
    }

    private static void Light(Easel easel, Canvas canvas, float[] height)
    {
        var weave = easel.Unit / 340f;
        easel.Rows(y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var index = y * canvas.Width + x;
                var right = height[x + 1 < canvas.Width ? index + 1 : index];
                var below = height[y + 1 < canvas.Height ? index + canvas.Width : index];
                var slope = (height[index] - right) * 0.6f + (height[index] - below) * 0.8f;
                var cloth = ExactMath.Sin(x / weave) * ExactMath.Sin(y / weave) * 0.012f * (1 - height[index]);
                var shade = 1 - Math.Clamp(slope, -0.5f, 0.5f) * 0.55f + cloth;
                var gloss = MathF.Max(0, -slope - 0.10f);
                canvas[index] = canvas[index] * shade + new Rgb(1, 0.98f, 0.94f) * (gloss * gloss * 0.55f);
            }
        });
    }

    /// <summary>How much paint each bristle leaves: loaded at the start, running dry, ragged at both ends.</summary>
    private static float[][] Brushes(Dice dice)
    {
        var brushes = new float[TextureCount][];
        for (var n = 0; n < TextureCount; n++)
        {
            var seed = (int)(dice.Next() & 0xFFFF);
            var brush = new float[TextureWidth * TextureHeight];
            for (var v = 0; v < TextureHeight; v++)
            {
                var across = (v + 0.5f) / TextureHeight * 2 - 1;
                var bristle = 0.66f + 0.5f * Noise.Fbm(v * 0.42f, 0.5f, seed, 3);
                var startsAt = 0.05f + 0.09f * Noise.Hash(v / 2, 1, seed) + 0.10f * across * across;
                var endsAt = 0.80f + 0.2f * Noise.Hash(v / 2, 2, seed) - 0.22f * across * across;
                for (var u = 0; u < TextureWidth; u++)
                {
                    var along = (u + 0.5f) / TextureWidth;
                    var streak = bristle + 0.22f * Noise.Fbm(u * 0.06f, v * 0.9f, seed + 5, 2);
                    var ends = Mix.Smooth(startsAt - 0.05f, startsAt + 0.03f, along) * (1 - Mix.Smooth(endsAt - 0.16f, endsAt, along));
                    var sides = 1 - Mix.Smooth(0.74f, 0.98f, MathF.Abs(across) + 0.10f * Noise.Fbm(u * 0.1f, v * 0.1f, seed + 9, 2));
                    brush[v * TextureWidth + u] = Mix.Clamp01(streak * (1.05f - 0.3f * along)) * ends * sides;
                }
            }

            brushes[n] = brush;
        }

        return brushes;
    }

    private readonly record struct Stroke(float X, float Y, float Dx, float Dy, float Length, float Radius, float Bend, Rgb Color, int Brush);
}
