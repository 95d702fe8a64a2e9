using Galion.Engines.Painting;

namespace Galion.Engines.Animating.Effects;

/// <summary>
/// Words over the picture: letter after letter comes out of the dark, rises into its line and stays while the line slowly widens; below them a
/// thin rule opens. A soft shade behind keeps them readable on any ground.
/// </summary>
internal sealed class TitleCard : IEffect
{
    private const int MaxLines = 3;
    private static readonly Lab White = new(0.985f, 0, 0.006f);
    private readonly Shot _shot;
    private readonly IReadOnlyList<IReadOnlyList<Glyph>> _lines;
    private readonly float _scale;
    private readonly int _count;

    private TitleCard(Shot shot, IReadOnlyList<IReadOnlyList<Glyph>> lines)
    {
        (_shot, _lines) = (shot, lines);
        _count = lines.Sum(line => line.Count);
        var widest = lines.Max(Width);
        // As large as fits, and not larger than a title should be.
        _scale = MathF.Min(shot.Width * 0.80f / MathF.Max(1, widest), MathF.Sqrt((float)shot.Width * shot.Height) * (lines.Count > 1 ? 0.0085f : 0.0100f));
    }

    /// <returns>Null when there is nothing to write, or nothing that the alphabet has.</returns>
    public static TitleCard? For(Shot shot)
    {
        if (shot.Title is null)
        {
            return null;
        }

        var words = shot.Title.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Spell).Where(word => word.Count > 0).ToList();
        return words.Count == 0 ? null : new TitleCard(shot, Break(words, shot.Width > shot.Height ? 130 : 84));
    }

    public void Draw(Easel easel, Frame frame, in Moment moment)
    {
        var seconds = (float)_shot.Seconds;
        var time = moment.U * seconds;
        var enter = MathF.Min(0.5f, seconds * 0.08f);
        var leave = 1 - Mix.Smooth(seconds - MathF.Min(1.1f, seconds * 0.2f), seconds - 0.12f, time);
        var lineHeight = Letters.CapHeight * 1.95f * _scale;
        var blockHeight = lineHeight * (_lines.Count - 1) + Letters.CapHeight * _scale;
        var top = _shot.TitlePlace switch { "top" => frame.Height * 0.12f, "bottom" => frame.Height * 0.86f - blockHeight, _ => (frame.Height - blockHeight) * 0.46f };
        var shown = Mix.Smooth(enter, enter + 1.2f, time) * leave;
        if (shown > 0)
        {
            Shade(easel, frame, top + blockHeight * 0.5f, blockHeight, shown);
        }

        // All shadows first, so that none falls on a letter.
        foreach (var ink in (ReadOnlySpan<Ink>)[Ink.Shadow, Ink.White])
        {
            var number = 0;
            for (var n = 0; n < _lines.Count; n++)
            {
                var tracking = 1 + 0.05f * moment.U;
                var x = frame.Width * 0.5f - Width(_lines[n]) * _scale * tracking * 0.5f;
                var baseline = top + Letters.CapHeight * _scale + lineHeight * n;
                foreach (var glyph in _lines[n])
                {
                    var start = enter + MathF.Min(0.055f, 1.2f / _count) * number++;
                    var part = Mix.Smooth(start, start + 0.55f, time);
                    foreach (var stroke in part > 0 ? glyph.Strokes : [])
                    {
                        Draw(frame, stroke, x, baseline + (1 - part) * 2.2f * _scale, ink, part * leave);
                    }

                    x += glyph.Advance * _scale * tracking;
                }
            }
        }

        var open = Mix.Smooth(enter + 0.5f, enter + 1.6f, time);
        var (middle, y) = (frame.Width * 0.5f, top + blockHeight + Letters.CapHeight * 0.75f * _scale);
        var half = MathF.Min(frame.Width * 0.18f, _lines.Max(Width) * _scale * 0.28f) * open;
        if (half > 1)
        {
            Marks.Line(frame, middle - half, y, middle + half, y, _scale * 0.35f, _scale * 0.35f, new Lab(0.97f, 0, 0.01f), 0.75f * leave * open);
        }
    }

    /// <summary>One coverage for the whole stroke, so that its joints do not show where its parts overlap.</summary>
    private void Draw(Frame frame, (float X, float Y)[] points, float x, float baseline, Ink ink, float opacity)
    {
        var pen = _scale * 1.05f;
        var half = pen * 0.5f;
        var reach = ink == Ink.Shadow ? 3 * pen : pen;
        var (left, right) = (x + points.Min(point => point.X) * _scale - reach, x + points.Max(point => point.X) * _scale + reach);
        var (top, bottom) = (baseline - points.Max(point => point.Y) * _scale - reach, baseline - points.Min(point => point.Y) * _scale + reach);
        for (var py = Math.Max(0, (int)top); py <= Math.Min(frame.Height - 1, (int)bottom + 1); py++)
        {
            for (var px = Math.Max(0, (int)left); px <= Math.Min(frame.Width - 1, (int)right + 1); px++)
            {
                var nearest = float.MaxValue;
                for (var n = 1; n < points.Length; n++)
                {
                    var (ax, ay) = (x + points[n - 1].X * _scale, baseline - points[n - 1].Y * _scale);
                    var (dx, dy) = (points[n].X * _scale + x - ax, baseline - points[n].Y * _scale - ay);
                    var along = Mix.Clamp01(((px - ax) * dx + (py - ay) * dy) / MathF.Max(1e-6f, dx * dx + dy * dy));
                    var (ox, oy) = (px - ax - dx * along, py - ay - dy * along);
                    nearest = MathF.Min(nearest, ox * ox + oy * oy);
                }

                var distance = MathF.Sqrt(nearest);
                var index = py * frame.Width + px;
                if (ink == Ink.Shadow)
                {
                    var fade = Mix.Clamp01(1 - (distance - half) / (2.5f * pen));
                    frame.Blend(index, frame[index] with { L = frame[index].L * 0.80f }, fade * fade * opacity * 0.7f);
                }
                else if (Mix.Clamp01(half - distance + 0.5f) * MathF.Min(1, pen) is > 0.004f and var cover)
                {
                    frame.Blend(index, White, cover * opacity);
                }
            }
        }
    }

    public static void Shade(Easel easel, Frame frame, float middle, float height, float amount)
    {
        var reach = height * 0.5f + frame.Height * 0.26f;
        easel.Rows(Math.Max(0, (int)(middle - reach)), Math.Min(frame.Height, (int)(middle + reach)), y =>
        {
            var dy = (y - middle) / reach;
            for (var x = 0; x < frame.Width; x++)
            {
                var index = y * frame.Width + x;
                var under = frame[index];
                // A band from side to side, as a cloud behind the words would look like dirt in the sky; dark ground needs none.
                var dark = (1 - dy * dy) * (1 - dy * dy) * amount * 0.30f * Mix.Smooth(0.25f, 0.75f, under.L);
                frame[index] = new Lab(under.L * (1 - dark), under.A * (1 - dark * 0.6f), under.B * (1 - dark * 0.6f));
            }
        });
    }

    private static List<Glyph> Spell(string word) =>
        [.. word.Select(Letters.Find).Where(found => found is not null).Select(found => new Glyph(found!.Value.Strokes, found.Value.Advance))];

    private static float Width(IReadOnlyList<Glyph> line) => line.Sum(glyph => glyph.Advance) - 3.1f;

    /// <summary>As few lines as hold the words, and those as even as they can be: no word stands alone under a long line.</summary>
    private static List<List<Glyph>> Break(List<List<Glyph>> words, float width)
    {
        var lines = Fill(words, width);
        for (var part = 0.4f; lines.Count > 1 && part < 1; part += 0.03f)
        {
            var even = Fill(words, width * part);
            if (even.Count == lines.Count && even.TrueForAll(line => Width(line) <= width * part))
            {
                return even;
            }
        }

        return lines;
    }

    private static List<List<Glyph>> Fill(List<List<Glyph>> words, float width)
    {
        var lines = new List<List<Glyph>> { new() };
        foreach (var word in words)
        {
            if (lines[^1].Count > 0 && Width(lines[^1]) + Width(word) + 4.6f > width && lines.Count < MaxLines)
            {
                lines.Add([]);
            }

            if (lines[^1].Count > 0)
            {
                lines[^1].Add(new Glyph([], 4.6f));
            }

            lines[^1].AddRange(word);
        }

        return lines;
    }

    private enum Ink
    {
        Shadow,
        White,
    }

    private sealed record Glyph(List<(float X, float Y)[]> Strokes, float Advance);
}
