using System.Runtime.Intrinsics;
using Galion.Engines.Imaging;
using Galion.Engines.Painting.Scenes;
using V = System.Runtime.Intrinsics.Vector256<float>;

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
        var source = Simplify(easel, canvas);
        var sheets = Sheets(easel, canvas, source);
        easel.Tidy();
        var cards = ColorTable.Choose(source, 9, easel.Dice("card"), easel.CancellationToken);
        for (var n = 0; n < cards.Length; n++)
        {
            cards[n] = new Lab(0.10f + 0.86f * cards[n].L, cards[n].A * 1.35f, cards[n].B * 1.35f);
        }

        var colours = Cards(easel, source, cards);
        easel.Rows(y =>
        {
            for (var index = y * canvas.Width; index < (y + 1) * canvas.Width; index++)
            {
                canvas.Blend(index, colours[index].ToRgb(), 1);
            }
        });
        foreach (var (level, top) in Tops(sheets, canvas.Width))
        {
            easel.Tidy();
            Lay(easel, canvas, colours, sheets, level, top);
        }
    }

    /// <summary>Large forms for wide scissors; what was built and who lives there is cut with small ones, or little of it would be left.</summary>
    private static LabPlanes Simplify(Easel easel, Canvas canvas)
    {
        var planes = LabPlanes.From(easel, canvas);
        var wide = planes.Simplify(easel, MathF.Max(2, easel.Unit * 0.020f));
        if (canvas.Kinds.AsSpan().ContainsAny(Kind.Building, Kind.Figure))
        {
            var small = planes.Simplify(easel, MathF.Max(1, easel.Unit * 0.0045f));
            easel.Rows(y =>
            {
                for (var index = y * canvas.Width; index < (y + 1) * canvas.Width; index++)
                {
                    if (canvas.Kinds[index] is Kind.Building or Kind.Figure)
                    {
                        wide[index] = small[index];
                    }
                }
            });
        }

        return wide;
    }

    /// <summary>The colour of every place's card, with the fibres in it.</summary>
    private static LabPlanes Cards(Easel easel, LabPlanes source, Lab[] cards)
    {
        var (width, height) = (source.Width, source.Height);
        var seed = easel.NoiseSeed("card");
        var colours = new LabPlanes(width, height, new float[width * height], new float[width * height], new float[width * height]);
        easel.Rows(y =>
        {
            Span<float> l = stackalloc float[V.Count], a = stackalloc float[V.Count], b = stackalloc float[V.Count];
            for (var x = 0; x < width; x += V.Count)
            {
                Card(source, cards, x, y, l, a, b);
                var fibre = Noise.Fbm((Vector256.Create((float)x) + Mix.Lanes) / easel.Unit * 210f, Vector256.Create(y / easel.Unit * 210), seed, 2);
                for (var n = 0; n < Math.Min(V.Count, width - x); n++)
                {
                    colours[y * width + x + n] = new Lab(l[n] * (1 + fibre[n] * 0.020f + (Noise.Hash(x + n, y, seed) - 0.5f) * 0.012f), a[n], b[n]);
                }
            }
        });
        return colours;
    }

    /// <summary>The sheets that show before the one at the back, which covers everything, and above which row each has nothing.</summary>
    private static List<(int Level, int Top)> Tops(byte[] sheets, int width)
    {
        Span<int> tops = stackalloc int[SkySheets + LandSheets];
        tops.Fill(-1);
        for (var index = 0; index < sheets.Length; index++)
        {
            if (tops[sheets[index]] < 0)
            {
                tops[sheets[index]] = index / width;
            }
        }

        var result = new List<(int, int)>();
        var top = int.MaxValue;
        for (var level = tops.Length - 1; level > 0; level--)
        {
            if (tops[level] >= 0)
            {
                // What lies on a sheet covers it.
                top = Math.Min(top, tops[level]);
                result.Add((level, top));
            }
        }

        result.Reverse();
        return result;
    }

    /// <summary>Lays one sheet, with its shadow, on those behind it.</summary>
    private static void Lay(Easel easel, Canvas canvas, LabPlanes colours, byte[] sheets, int level, int top)
    {
        var lift = easel.Unit * 0.0095f;
        // Neither the sheet nor its shadow reaches higher; an even number of rows keeps the halves of the shadow in place.
        top = Math.Max(0, top - (int)(lift * 5) - 12) & ~1;
        var (width, height) = (canvas.Width, canvas.Height - top);
        var mask = new float[width * height];
        easel.Rows(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                mask[y * width + x] = sheets[(top + y) * width + x] >= level ? 1 : 0;
            }
        });
        // Shadows are soft: half the resolution does for them.
        var (halfWidth, halfHeight) = ((width + 1) / 2, (height + 1) / 2);
        var half = new float[halfWidth * halfHeight];
        easel.Rows(0, halfHeight, y =>
        {
            for (var x = 0; x < halfWidth; x++)
            {
                half[y * halfWidth + x] = mask[Math.Min(height - 1, y * 2) * width + Math.Min(width - 1, x * 2)];
            }
        });
        var cut = Filters.Blur(easel, mask, width, height, easel.Unit * 0.0022f);
        var shadow = Filters.Blur(easel, half, halfWidth, halfHeight, lift * (level < SkySheets ? 0.80f : 0.60f));
        easel.Rows(0, height, y =>
        {
            var own = cut.AsSpan(y * width, width);
            var above = cut.AsSpan(Math.Max(0, y - 1) * width, width);
            // The light comes from the upper left.
            var shade = shadow.AsSpan((Math.Max(0, y - (int)(lift * 1.1f)) >> 1) * halfWidth, halfWidth);
            var aside = (int)(lift * 0.8f);
            for (var x = 0; x < width; x += V.Count)
            {
                var here = Lanes.Load(own[x..]);
                var covers = Mix.Smooth(Vector256.Create(0.40f), Vector256.Create(0.60f), here);
                // A cut edge catches the light on one side.
                var rims = Mix.Clamp01(here - Lanes.LoadWithin(above, x - 1)) * 0.05f;
                for (var n = 0; n < Math.Min(V.Count, width - x); n++)
                {
                    var index = (top + y) * width + x + n;
                    var cover = covers[n];
                    if (cover < 1)
                    {
                        canvas[index] *= 1 - 0.62f * Mix.Clamp01(shade[Math.Max(0, x + n - aside) >> 1] * 1.15f);
                    }

                    if (cover > 0)
                    {
                        var card = colours[index];
                        canvas[index] = Rgb.Lerp(canvas[index], (card with { L = card.L + rims[n] }).ToRgb(), cover);
                    }
                }
            }
        });
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

    /// <summary>The colours of the card at eight pixels, its edges smoothed within them.</summary>
    private static void Card(LabPlanes source, Lab[] cards, int x, int y, Span<float> l, Span<float> a, Span<float> b)
    {
        l.Clear();
        a.Clear();
        b.Clear();
        for (var n = 0; n < 4; n++)
        {
            var (sl, sa, sb) = source.Sample(x, (n & 1) * 0.6f - 0.3f, y + (n >> 1) * 0.6f - 0.3f);
            var nearest = ColorTable.Nearest(cards, sl, sa, sb);
            for (var lane = 0; lane < V.Count; lane++)
            {
                var card = cards[nearest[lane]];
                (l[lane], a[lane], b[lane]) = (l[lane] + card.L, a[lane] + card.A, b[lane] + card.B);
            }
        }

        for (var lane = 0; lane < V.Count; lane++)
        {
            (l[lane], a[lane], b[lane]) = (l[lane] * 0.25f, a[lane] * 0.25f, b[lane] * 0.25f);
        }
    }
}
