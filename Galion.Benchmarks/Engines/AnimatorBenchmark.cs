using System.Diagnostics;
using System.Globalization;
using Galion.Engines;
using Galion.Engines.Animating;
using Galion.Engines.Animating.Files;
using Galion.Engines.Options;
using Galion.Engines.Painting;
using Galion.Engines.Programs;
using Galion.Engines.Recipes;
using Microsoft.Extensions.AI;

namespace Galion.Benchmarks.Engines;

/// <summary>
/// Five seconds of 720p at 24 frames a second from a prompt, target 25 s on two cores; and how much longer the encoder takes when the frames
/// are turned into the colours of video and piped in than when bare ffmpeg, told the same, reads them from a file in those colours, target 10 %. Last, the memory of ten seconds of
/// 1080p at 60 frames a second, target 400 MB.
/// </summary>
internal static class AnimatorBenchmark
{
    private static double _processorSeconds;

    private const string Prompt = "mountain lake at sunset with drifting clouds and birds, slow zoom in";

    public static async Task RunAsync(int rounds)
    {
        var usual = await MeasureAsync(rounds, []);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"5 s of 720p at 24 fps   {usual:0.0} s of wall clock and {_processorSeconds:0.0} s of processor time without the encoder"));
        await ComparePipingAsync(rounds);
        var large = await MeasureAsync(1, new() { ["resolution"] = "1080p", ["fps"] = 60, ["duration"] = 10, ["camera"] = "pan_left", ["quality"] = "draft" });
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"10 s of 1080p at 60 fps {large:0.0} s, peak memory of the process {peak} MB"));
    }

    private static async Task<double> MeasureAsync(int rounds, Dictionary<string, object?> more)
    {
        var best = double.MaxValue;
        for (var n = 0; n < rounds; n++)
        {
            var process = Process.GetCurrentProcess();
            var (before, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
            using var animator = new AnimatorVideoGenerator();
            await animator.GenerateAsync(
                new VideoGenerationRequest(Prompt), new VideoGenerationOptions { AdditionalProperties = new AdditionalPropertiesDictionary(more) { ["seed"] = 1 } });
            process.Refresh();
            if (watch.Elapsed.TotalSeconds < best)
            {
                (best, _processorSeconds) = (watch.Elapsed.TotalSeconds, (process.TotalProcessorTime - before).TotalSeconds);
            }
        }

        return best;
    }

    /// <summary>
    /// The frames lie in files, in the colours of the screen for one and in those of video for the other: kept in memory they would count as the memory of what is measured last.
    /// </summary>
    private static async Task ComparePipingAsync(int rounds)
    {
        var values = OptionValues.Read("animator", AnimatorVideoGenerator.Options, [new("duration", 2.5), new("seed", 1L)]);
        var shot = Shot.Plan(Prompt, values, hasPicture: false);
        var recipe = EngineRecipe.Create(AnimatorVideoGenerator.ModelId, AnimatorVideoGenerator.EngineVersion, Prompt, values.ToJson(), [], []);
        var path = Path.GetTempFileName();
        var painted = path + ".rgb";
        await RenderAsync(shot, painted, path);
        var tags = path + ".txt";
        await File.WriteAllTextAsync(tags, ";FFMETADATA1\n");
        var (piped, bare) = (new Cost(double.MaxValue, 0, 0), new Cost(double.MaxValue, 0, 0));
        for (var n = 0; n < rounds; n++)
        {
            // In turn, so that what else the machine does meets both.
            bare = bare.Or(await Cost.OfAsync(() => ExternalProgram.Ffmpeg.RunAsync(FfmpegWriter.Arguments(shot, path, tags, soundPath: null, path + ".mp4"))));
            piped = piped.Or(await Cost.OfAsync(async () =>
            {
                await using var writer = new FfmpegWriter(shot, recipe);
                await using var frames = File.OpenRead(painted);
                var frame = new byte[shot.Width * shot.Height * 3];
                for (var n = 0; n < shot.FrameCount; n++)
                {
                    await frames.ReadExactlyAsync(frame);
                    await writer.WriteAsync(frame, CancellationToken.None);
                }

                await writer.FinishAsync(CancellationToken.None);
            }));
        }

        File.Delete(path);
        File.Delete(painted);
        File.Delete(tags);
        File.Delete(path + ".mp4");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"encoding {shot.FrameCount} frames      piped {piped}, bare ffmpeg {bare}; overhead {(piped.Wall / bare.Wall - 1) * 100:0} % of wall clock, {(piped.Processor / bare.Processor - 1) * 100:0} % of processor time"));
    }

    /// <summary>What one run took; that of programs it started counts once they have ended.</summary>
    /// <param name="Own">Processor time of this process, which has to turn the colours into those of video.</param>
    private readonly record struct Cost(double Wall, double Own, double Children)
    {
        public double Processor => Own + Children;

        public static async Task<Cost> OfAsync(Func<Task> work)
        {
            var (own, children, watch) = (Environment.CpuUsage.TotalTime, OfChildren(), Stopwatch.StartNew());
            await work();
            return new Cost(watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - own).TotalSeconds, OfChildren() - children);
        }

        public Cost Or(Cost other) => other.Wall < Wall ? other : this;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Wall:0.00} s ({Own:0.00} + {Children:0.00} s of processor)");

        /// <summary>In hundredths of a second, as Linux tells it; 0 elsewhere.</summary>
        private static double OfChildren()
        {
            if (!File.Exists("/proc/self/stat"))
            {
                return 0;
            }

            // The second field is the name, in brackets, and may have blanks.
            var fields = File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ');
            return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0;
        }
    }

    private static async Task RenderAsync(Shot shot, string screenPath, string videoPath)
    {
        var reel = Reel.Prepare(shot, Pictures.None, Environment.ProcessorCount, (_, _) => { }, CancellationToken.None);
        var easel = new Easel(shot.Width, shot.Height, shot.Seed, shot.Detail, Environment.ProcessorCount, CancellationToken.None);
        var frame = new Frame(shot.Width, shot.Height);
        var (rgb, planes) = (new byte[shot.Width * shot.Height * 3], new byte[shot.Width * shot.Height * 3 / 2]);
        await using var screen = File.Create(screenPath);
        await using var video = File.Create(videoPath);
        for (var n = 0; n < shot.FrameCount; n++)
        {
            reel.Render(easel, frame, (float)n / (shot.FrameCount - 1));
            frame.ToRgb(easel, rgb, reel.Vignette);
            Yuv.FromRgb(rgb, shot.Width, shot.Height, planes);
            await screen.WriteAsync(rgb);
            await video.WriteAsync(planes);
        }
    }
}
