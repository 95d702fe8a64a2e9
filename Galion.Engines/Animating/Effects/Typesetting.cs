using System.Globalization;
using System.Text;
using Galion.Engines.Imaging;
using Galion.Engines.Programs;

namespace Galion.Engines.Animating.Effects;

/// <summary>A title set in a font of this machine: how much ink each pixel of a box holds.</summary>
internal sealed record PrintedWords(int Width, int Height, byte[] Ink);

/// <summary>
/// Sets titles that the animator's own alphabet cannot write. The font is one of this machine that has all the letters, so such a title looks as
/// that font does: only here films of the same recipe may differ between machines.
/// </summary>
internal static class Typesetting
{
    private const int MaxLetters = 200;
    private const int TrialSize = 48;
    private const int MaxLines = 3;

    /// <summary>The letters of a title that the own alphabet lacks, each once.</summary>
    public static string Missing(string title)
    {
        var missing = new StringBuilder();
        foreach (var rune in title.EnumerateRunes().Where(rune => !Rune.IsWhiteSpace(rune) && (!rune.IsBmp || Letters.Find((char)rune.Value) is null)).Distinct())
        {
            missing.Append(rune);
        }

        return missing.ToString();
    }

    /// <returns>The title in white on nothing, or null when no font of this machine has its letters.</returns>
    public static async Task<PrintedWords?> SetAsync(string title, int frameWidth, int frameHeight, CancellationToken cancellationToken)
    {
        if (!ExternalProgram.Ffmpeg.IsInstalled || await FindFontAsync(title, cancellationToken) is not { } font)
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("galion-title-").FullName;
        try
        {
            var text = Path.Combine(folder, "title.txt");
            await File.WriteAllTextAsync(text, string.Join('\n', Break(title, frameWidth > frameHeight ? 26 : 16)), cancellationToken);
            var trial = Trim(await DrawAsync(font, text, TrialSize, frameWidth * 4, TrialSize * 2 * MaxLines, cancellationToken));
            if (trial is null)
            {
                return null;
            }

            // As large as fits, and not larger than a title should be.
            var size = (int)Math.Min(TrialSize * 0.80 * frameWidth / trial.Width, Math.Sqrt((double)frameWidth * frameHeight) * 0.12);
            return size < 4 ? null : Trim(await DrawAsync(font, text, size, frameWidth, Math.Min(frameHeight, size * 2 * MaxLines), cancellationToken));
        }
        catch (ProgramFailedException)
        {
            // A font of pictures, or one that is damaged: as good as none.
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string?> FindFontAsync(string title, CancellationToken cancellationToken)
    {
        var letters = title.EnumerateRunes().Where(rune => !Rune.IsWhiteSpace(rune)).Distinct().Take(MaxLetters);
        if (!ExternalProgram.FontList.IsInstalled)
        {
            return null;
        }

        var list = await ExternalProgram.FontList.RunAsync(
            [":charset=" + string.Join(' ', letters.Select(rune => rune.Value.ToString("x", CultureInfo.InvariantCulture))), "file"], cancellationToken: cancellationToken);
        return Encoding.UTF8.GetString(list).Split('\n').Select(line => line.Trim().TrimEnd(':').Trim())
            .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".ttf" or ".otf" or ".ttc" && File.Exists(file))
            .OrderBy(Oddness).ThenBy(file => Path.GetFileName(file).Length).ThenBy(file => file, StringComparer.Ordinal).FirstOrDefault();

        // Plain upright letters without serifs go with the own alphabet best.
        static int Oddness(string file) => ((ReadOnlySpan<string>)["Mono", "Oblique", "Italic", "Condensed", "Light", "Math", "Emoji"]).ToArray().Count(word => file.Contains(word, StringComparison.OrdinalIgnoreCase))
            + (file.Contains("Sans", StringComparison.OrdinalIgnoreCase) ? 0 : 1);
    }

    private static async Task<Bitmap> DrawAsync(string font, string text, int size, int width, int height, CancellationToken cancellationToken)
    {
        var draw = string.Create(
            CultureInfo.InvariantCulture, $"drawtext=fontfile={Escape(font)}:textfile={Escape(text)}:expansion=none:fontsize={size}:fontcolor=white:line_spacing={size / 4}:x=(w-text_w)/2:y=(h-text_h)/2,format=gray");
        var pixels = await ExternalProgram.Ffmpeg.RunAsync(
            ["-hide_banner", "-loglevel", "error", "-nostdin", "-f", "lavfi", "-i", $"color=c=black:s={width}x{height}:r=1:d=1", "-vf", draw, "-frames:v", "1", "-f", "rawvideo", "pipe:1"],
            cancellationToken: cancellationToken);
        return pixels.Length == width * height ? new Bitmap(width, height, 1, pixels) : new Bitmap(1, 1, 1);
    }

    /// <summary>The path as a value inside a filter, which is read twice.</summary>
    private static string Escape(string path) => path.Replace("\\", "\\\\\\\\", StringComparison.Ordinal).Replace("'", "\\\\\\'", StringComparison.Ordinal)
        .Replace(":", "\\\\:", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal);

    /// <summary>Cuts off what has no ink; null when nothing has.</summary>
    private static PrintedWords? Trim(Bitmap drawn)
    {
        var (left, top, right, bottom) = (drawn.Width, drawn.Height, 0, 0);
        for (var y = 0; y < drawn.Height; y++)
        {
            for (var x = 0; x < drawn.Width; x++)
            {
                // Black is 16 where greys are those of video.
                if (drawn.Pixels[y * drawn.Width + x] > 24)
                {
                    (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), y + 1);
                }
            }
        }

        if (right == 0)
        {
            return null;
        }

        var ink = new byte[(right - left) * (bottom - top)];
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                ink[(y - top) * (right - left) + x - left] = (byte)Math.Clamp((drawn.Pixels[y * drawn.Width + x] - 16) * 255 / 219, 0, 255);
            }
        }

        return new PrintedWords(right - left, bottom - top, ink);
    }

    private static List<string> Break(string title, int letters)
    {
        var lines = Fill(title, letters);
        for (var fewer = letters / 3; lines.Count > 1 && fewer < letters; fewer++)
        {
            var even = Fill(title, fewer);
            if (even.Count == lines.Count && even.TrueForAll(line => line.Length <= fewer))
            {
                return even;
            }
        }

        return lines;
    }

    private static List<string> Fill(string title, int letters)
    {
        var lines = new List<string> { "" };
        foreach (var word in title.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + word.Length >= letters && lines.Count < MaxLines)
            {
                lines.Add("");
            }

            lines[^1] += lines[^1].Length > 0 ? " " + word : word;
        }

        return lines;
    }
}
