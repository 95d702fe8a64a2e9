using Galion.Engines.Imaging;
using Galion.Engines.Painting.Scenes;

namespace Galion.Engines.Painting.Styles;

/// <summary>
/// Sheets of coloured card, cut and stacked: every depth of the scene is a sheet with smooth scissor lines and one or two colours, lifted off
/// the one behind so that it throws a soft shadow on it.
/// </summary>
internal static class PaperCut
{
    private const int SkySheets = 4;
    private const int LandSheets = 8;

    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var source = LabPlanes.From(easel, canvas).Simplify(easel, MathF.Max(2, easel.Unit * 0.020f));
        var sheets = Sheets(easel, canvas, source);
        easel.Tidy();
        var cards = ColorTable.Choose(source, 9, easel.Dice("card"), easel.CancellationToken);
        for (var n = 0; n < cards.Length; n++)
        {
            cards[n] = new Lab(0.10f + 0.86f * cards[n].L, cards[n].A * 1.35f, cards[n].B * 1.35f);
        }

        var (width, height) = (canvas.Width, canvas.Height);
        var seed = easel.NoiseSeed("card");
        var lift = easel.Unit * 0.0095f;
        var mask = new float[width * height];
        var (halfWidth, halfHeight) = ((width + 1) / 2, (height + 1) / 2);
        var half = new float[halfWidth * halfHeight];
        var colours = new LabPlanes(width, height, new float[mask.Length], new float[mask.Length], new float[mask.Length]);
        easel.Rows(y =>
        {
            for (var x = 0; x < width; x++)
            {
                var card = Card(source, cards, x, y);
                colours[y * width + x] = card with { L = card.L * (1 + Noise.Fbm(x / easel.Unit * 210, y / easel.Unit * 210, seed, 2) * 0.020f + (Noise.Hash(x, y, seed) - 0.5f) * 0.012f) };
            }
        });
        for (var sheet = 0; sheet < SkySheets + LandSheets; sheet++)
        {
            easel.CancellationToken.ThrowIfCancellationRequested();
            var level = sheet;
            if (level > 0 && !Array.Exists(sheets, top => top == level))
            {
                continue;
            }

            easel.Rows(y =>
            {
                for (var index = y * width; index < (y + 1) * width; index++)
                {
                    mask[index] = sheets[index] >= level ? 1 : 0;
                }
            });
            // Shadows are soft: half the resolution does for them.
            easel.Rows(0, halfHeight, y =>
            {
                for (var x = 0; x < halfWidth; x++)
                {
                    half[y * halfWidth + x] = mask[Math.Min(height - 1, y * 2) * width + Math.Min(width - 1, x * 2)];
                }
            });
            easel.Tidy();
            var cut = Filters.Blur(easel, mask, width, height, easel.Unit * 0.0022f);
            var shadow = level == 0 ? half : Filters.Blur(easel, half, halfWidth, halfHeight, lift * (level < SkySheets ? 0.80f : 0.60f));
            easel.Rows(y =>
            {
                for (var x = 0; x < width; x++)
                {
                    var index = y * width + x;
                    var cover = level == 0 ? 1 : Mix.Smooth(0.40f, 0.60f, cut[index]);
                    if (cover < 1)
                    {
                        // The light comes from the upper left.
                        var (sx, sy) = (Math.Max(0, x - (int)(lift * 0.8f)), Math.Max(0, y - (int)(lift * 1.1f)));
                        canvas[index] *= 1 - 0.62f * Mix.Clamp01(shadow[(sy >> 1) * halfWidth + (sx >> 1)] * 1.15f);
                    }

                    if (cover > 0)
                    {
                        // A cut edge catches the light on one side.
                        var rim = level == 0 ? 0 : Mix.Clamp01(cut[index] - cut[Math.Max(0, y - 1) * width + Math.Max(0, x - 1)]) * 0.05f;
                        var card = colours[index];
                        canvas[index] = Rgb.Lerp(canvas[index], (card with { L = card.L + rim }).ToRgb(), cover);
                    }
                }
            });
        }
    }

    /// <summary>The sheet that is on top at each pixel, from the back: bands of sky by their light, then land by its distance.</summary>
    private static byte[] Sheets(Easel easel, Canvas canvas, LabPlanes source)
    {
        var sky = new List<float>();
        for (var n = 0; n < source.L.Length; n += 509)
        {
            if (canvas.Kinds[n] is Kind.Sky or Kind.Cloud)
            {
                sky.Add(source.L[n]);
            }
        }

        sky.Sort();
        var (dark, light) = sky.Count > 4 ? (sky[sky.Count / 20], sky[sky.Count - 1 - sky.Count / 20]) : (0, 1);
        var result = new byte[source.L.Length];
        easel.Rows(y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var index = y * canvas.Width + x;
                var depth = canvas.Depth[index];
                if (canvas.Kinds[index] is Kind.Sky or Kind.Cloud || depth >= Canvas.Infinity)
                {
                    var band = (source.L[index] - dark) / MathF.Max(0.06f, light - dark) * SkySheets;
                    result[index] = canvas.Kinds[index] == Kind.Luminary ? (byte)(SkySheets - 1) : (byte)Math.Clamp((int)band, 0, SkySheets - 1);
                    continue;
                }

                // From 20 km to 100 m in equal ratios.
                var near = (4.4f - ExactMath.Log2(Math.Clamp(depth, 0.08f, 21f))) / 7.6f;
                result[index] = (byte)(SkySheets + Math.Clamp((int)(near * LandSheets), 0, LandSheets - 1));
            }
        });
        return result;
    }

    private static Lab Card(LabPlanes source, Lab[] cards, int x, int y)
    {
        var sum = default(Lab);
        for (var n = 0; n < 4; n++)
        {
            sum += cards[ColorTable.Nearest(cards, source.Sample(x + (n & 1) * 0.6f - 0.3f, y + (n >> 1) * 0.6f - 0.3f))];
        }

        return sum * 0.25f;
    }
}
