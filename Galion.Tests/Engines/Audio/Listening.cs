using System.Globalization;
using System.Text;
using System.Text.Json;
using Galion.Engines.Audio;
using Galion.Engines.Programs;

namespace Galion.Tests.Engines.Audio;

/// <summary>What other people's programs say about audio files.</summary>
internal static class Listening
{
    /// <summary>The loudness and true peak that ffmpeg's ebur128 filter measures.</summary>
    public static async Task<Loudness> MeasureAsync(byte[] file)
    {
        var lines = Encoding.ASCII.GetString(await ExternalProgram.Ffmpeg.RunAsync(
            ["-hide_banner", "-nostdin", "-loglevel", "error", "-i", "pipe:0", "-af", "ebur128=metadata=1:peak=true,ametadata=print:file=-", "-f", "null", "-"], file,
            TestContext.Current.CancellationToken)).Split('\n');
        return new Loudness(Last("lavfi.r128.I="), lines.Where(line => line.StartsWith("lavfi.r128.true_peaks_ch", StringComparison.Ordinal))
            .Max(line => Decibels.FromGain(Value(line))));

        double Last(string key) => Value(lines.Last(line => line.StartsWith(key, StringComparison.Ordinal)));
    }

    /// <summary>What ffprobe tells of the container, its tags and its first stream.</summary>
    public static async Task<JsonElement> ProbeAsync(byte[] file)
    {
        var json = await ExternalProgram.Ffprobe.RunAsync(
            ["-hide_banner", "-loglevel", "error", "-show_format", "-show_streams", "-show_chapters", "-of", "json", "pipe:0"], file, TestContext.Current.CancellationToken);
        return JsonDocument.Parse(json).RootElement;
    }

    /// <summary>The sound as ffmpeg decodes it.</summary>
    public static async Task<AudioBuffer> DecodeAsync(byte[] file) => WavFile.Read(await ExternalProgram.Ffmpeg.RunAsync(
        ["-hide_banner", "-nostdin", "-loglevel", "error", "-i", "pipe:0", "-f", "wav", "-c:a", "pcm_f32le", "pipe:1"], file, TestContext.Current.CancellationToken));

    /// <summary>Rate, channels, samples and bits as soxi reads them.</summary>
    public static async Task<string> SoxiAsync(byte[] file, string extension)
    {
        var path = Path.Combine(Path.GetTempPath(), $"galion-{Guid.NewGuid():N}.{extension}");
        await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
        try
        {
            var soxi = new ExternalProgram("soxi", "this test", "sox", "sox", "sox");
            var parts = new List<string>();
            foreach (var what in new[] { "-r", "-c", "-s", "-b" })
            {
                parts.Add(Encoding.ASCII.GetString(await soxi.RunAsync([what, path], cancellationToken: TestContext.Current.CancellationToken)).Trim());
            }

            return string.Join(' ', parts);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Value(string line) => double.Parse(line.AsSpan(line.IndexOf('=') + 1), CultureInfo.InvariantCulture);
}
