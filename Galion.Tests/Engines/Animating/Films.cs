using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Galion.Engines;
using Galion.Engines.Animating;
using Galion.Engines.Imaging;
using Galion.Engines.Options;
using Galion.Engines.Painting;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Animating;

/// <summary>Small clips for tests, as files and as frames.</summary>
internal static class Films
{
    public const int Width = 256;
    public const int Height = 144;

    /// <summary>The smallest and shortest clip there is, unless the options say otherwise.</summary>
    public static Dictionary<string, object?> Small(params (string Name, object? Value)[] more)
    {
        var options = new Dictionary<string, object?> { ["resolution"] = "144p", ["duration"] = 2, ["fps"] = 16, ["seed"] = 5L, ["detail"] = "draft" };
        foreach (var (name, value) in more)
        {
            options[name] = value;
        }

        return options;
    }

    public static async Task<VideoGenerationResponse> MakeAsync(
        string prompt, Dictionary<string, object?> options, DataContent? start = null, DataContent? end = null, CancellationToken? cancellationToken = null)
    {
        using var animator = new AnimatorVideoGenerator();
        return await animator.GenerateAsync(
            new VideoGenerationRequest(prompt, start, end), new VideoGenerationOptions { AdditionalProperties = new AdditionalPropertiesDictionary(options) },
            cancellationToken ?? TestContext.Current.CancellationToken);
    }

    public static Shot Plan(string prompt, Dictionary<string, object?>? options = null, bool hasPicture = false) =>
        Shot.Plan(prompt, OptionValues.Read("animator", AnimatorVideoGenerator.Options, options ?? Small()), hasPicture);

    /// <summary>The frames of a clip without any file; all of them, or those at some moments from 0 to 1.</summary>
    public static List<byte[]> Frames(string prompt, Dictionary<string, object?>? options = null, Pictures? pictures = null, int threads = 2, float[]? moments = null) =>
        Frames(Plan(prompt, options, pictures?.Start is not null), pictures, threads, moments);

    public static List<byte[]> Frames(Shot shot, Pictures? pictures = null, int threads = 2, float[]? moments = null)
    {
        var reel = Reel.Prepare(shot, pictures ?? Pictures.None, threads, (_, _) => { }, TestContext.Current.CancellationToken);
        var easel = new Easel(shot.Width, shot.Height, shot.Seed, shot.Detail, threads, TestContext.Current.CancellationToken);
        var frame = new Frame(shot.Width, shot.Height);
        moments ??= [.. Enumerable.Range(0, shot.FrameCount).Select(n => (float)n / (shot.FrameCount - 1))];
        return [.. moments.Select(u =>
        {
            reel.Render(easel, frame, u);
            var rgb = new byte[shot.Width * shot.Height * 3];
            frame.ToRgb(easel, rgb, reel.Vignette);
            return rgb;
        })];
    }

    /// <summary>A picture with sky, a ridge, a lake and a house, without the painter.</summary>
    public static Bitmap Picture(int width = 320, int height = 180)
    {
        var bitmap = new Bitmap(width, height, 3);
        for (var y = 0; y < height; y++)
        {
            var row = bitmap.Row(y);
            for (var x = 0; x < width; x++)
            {
                var ridge = height * 45 / 100 - Math.Abs((x * 7 % 96) - 48) / 4;
                var texture = (x * 31 + y * 17) * (x + 3) % 23;
                var (r, g, b) = y < ridge ? (120 + y / 2, 160 + y / 3, 225)
                    : y < height * 60 / 100 ? (60 + texture, 90 + texture, 50 + texture / 2)
                    : (70 + y / 4, 110 + y / 5, 170);
                if (x > width / 2 && x < width * 6 / 10 && y > height / 2 && y < height * 8 / 10)
                {
                    (r, g, b) = (190, 70 + texture, 50);
                }

                (row[x * 3], row[x * 3 + 1], row[x * 3 + 2]) = ((byte)r, (byte)g, (byte)b);
            }
        }

        return bitmap;
    }

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The mean of the absolute differences of all samples, in steps of 8 bits.</summary>
    public static double Difference(byte[] a, byte[] b)
    {
        var sum = 0L;
        for (var n = 0; n < a.Length; n++)
        {
            sum += Math.Abs(a[n] - b[n]);
        }

        return (double)sum / a.Length;
    }

    /// <summary>Structural similarity of the greys of two frames over windows of 8 × 8 pixels.</summary>
    public static double Similarity(byte[] a, byte[] b, int width, int height)
    {
        const double c1 = 6.5025;
        const double c2 = 58.5225;
        var (total, count) = (0.0, 0);
        for (var top = 0; top + 8 <= height; top += 4)
        {
            for (var left = 0; left + 8 <= width; left += 4, count++)
            {
                var (ma, mb, aa, bb, ab) = (0.0, 0.0, 0.0, 0.0, 0.0);
                for (var n = 0; n < 64; n++)
                {
                    var index = ((top + n / 8) * width + left + n % 8) * 3;
                    var (ga, gb) = (Grey(a, index), Grey(b, index));
                    (ma, mb, aa, bb, ab) = (ma + ga, mb + gb, aa + ga * ga, bb + gb * gb, ab + ga * gb);
                }

                (ma, mb) = (ma / 64, mb / 64);
                var (va, vb, cov) = (aa / 64 - ma * ma, bb / 64 - mb * mb, ab / 64 - ma * mb);
                total += (2 * ma * mb + c1) * (2 * cov + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
            }
        }

        return total / count;

        static double Grey(byte[] rgb, int index) => 0.299 * rgb[index] + 0.587 * rgb[index + 1] + 0.114 * rgb[index + 2];
    }

    /// <summary>What a program says about a file.</summary>
    public static async Task<string> AskAsync(string program, byte[] file, string extension, params string[] arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"galion-test-{Guid.NewGuid():N}.{extension}");
        await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, [.. arguments, path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, await errors);
            return await output;
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static async Task<JsonElement> ProbeAsync(byte[] file, string extension) => JsonSerializer.Deserialize<JsonElement>(
        await AskAsync("ffprobe", file, extension, "-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json"));
}
