using System.Globalization;
using Galion.Engines.Audio;
using Galion.Engines.Programs;
using Galion.Engines.Recipes;

namespace Galion.Engines.Animating.Files;

/// <summary>
/// Pipes frames into ffmpeg as they are rendered, already in the colours that video codecs take, and reads the finished file. Everything that
/// could make two runs differ is fixed: the number of threads, the conversion of colours, the time stamps and the names of the encoders.
/// </summary>
internal sealed class FfmpegWriter : IFilmWriter
{
    private const int Threads = 2;
    private const int MaxTitleWords = 16;

    /// <summary>How much finer a loop is encoded: its last frame is seen beside its first, which encoders draw better than any other.</summary>
    private const int FinerH264 = 6;
    private const int FinerVp9 = 20;

    /// <summary>105 MB: what the file of a film may have, because it lies in memory whole beside what the engine still holds. Noise may have more.</summary>
    private const int MaxFileMegabits = 840;

    private readonly int _width;
    private readonly int _height;
    private readonly string _folder;
    private readonly string _path;
    private readonly ProgramRun _run;
    private readonly byte[][] _planes;
    private readonly string? _recipeOfMp4;
    private readonly byte[] _tail;
    private Task _writing = Task.CompletedTask;
    private int _frames;

    /// <param name="sound">A WAV file to lay under the picture, if any.</param>
    /// <param name="sources">The given pictures, packed; empty or null when there are none.</param>
    /// <exception cref="MissingProgramException">ffmpeg is not installed.</exception>
    public FfmpegWriter(Shot shot, EngineRecipe recipe, byte[]? sound = null, byte[]? sources = null)
    {
        (_width, _height) = (shot.Width, shot.Height);
        _planes = [new byte[_width * _height * 3 / 2], new byte[_width * _height * 3 / 2]];
        _recipeOfMp4 = shot.Format == "webm" ? null : recipe.ToString();
        _tail = sources is { Length: > 0 } ? FilmSources.Tail(shot.Format, sources) : [];
        _folder = Directory.CreateTempSubdirectory("galion-film-").FullName;
        _path = Path.Combine(_folder, shot.Format == "webm" ? "film.webm" : "film.mp4");
        try
        {
            var tags = Path.Combine(_folder, "tags.txt");
            File.WriteAllText(tags, new AudioTags(recipe) { Title = Title(recipe.Prompt) }.ToFfmetadata(withRecipe: shot.Format == "webm", durationMs: 0));
            var soundPath = sound is null ? null : Path.Combine(_folder, "sound.wav");
            if (soundPath is not null)
            {
                File.WriteAllBytes(soundPath, sound!);
            }

            _run = ExternalProgram.Ffmpeg.Start(Arguments(shot, "pipe:0", tags, soundPath, _path));
            _run.WidenInput();
        }
        catch
        {
            Directory.Delete(_folder, recursive: true);
            throw;
        }
    }

    /// <summary>The process of the encoder.</summary>
    public int EncoderId => _run.Id;

    public async Task WriteAsync(byte[] rgb, CancellationToken cancellationToken)
    {
        // The pipe drains from one buffer while the next frame is rendered and converted into the other.
        var planes = _planes[_frames++ % 2];
        Yuv.FromRgb(rgb, _width, _height, planes);
        await _writing;
        _writing = _run.WriteAsync(planes, cancellationToken);
    }

    public async Task<byte[]> FinishAsync(CancellationToken cancellationToken)
    {
        await _writing;
        _run.CloseInput();
        await _run.WaitAsync(cancellationToken);
        await File.AppendAllBytesAsync(_path, _tail, cancellationToken);
        return _recipeOfMp4 is null ? await File.ReadAllBytesAsync(_path, cancellationToken) : await Mp4Recipe.ReadWithAsync(_path, _recipeOfMp4, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        try
        {
            await _writing;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The pipe ended with the program.
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string Title(string prompt)
    {
        var words = prompt.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= MaxTitleWords ? string.Join(' ', words) : string.Join(' ', words.Take(MaxTitleWords)) + "…";
    }

    /// <param name="frames">Where the raw frames come from.</param>
    internal static List<string> Arguments(Shot shot, string frames, string tags, string? soundPath, string path)
    {
        List<string> arguments =
        [
            "-hide_banner", "-loglevel", "error", "-nostdin", "-y",
            "-f", "rawvideo", "-pixel_format", "yuv420p", "-video_size", $"{shot.Width}x{shot.Height}", "-framerate", Number(shot.Fps),
            "-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "iec61966-2-1", "-thread_queue_size", "4", "-i", frames,
            "-f", "ffmetadata", "-i", tags,
        ];
        if (soundPath is not null)
        {
            arguments.AddRange(["-i", soundPath]);
        }

        arguments.AddRange(["-map", "0:v:0", "-map_metadata", "1"]);
        if (soundPath is not null)
        {
            arguments.AddRange(["-map", "2:a:0"]);
        }

        arguments.AddRange(shot.Format == "webm" ? Vp9(shot) : H264(shot));
        arguments.AddRange(
        [
            "-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "iec61966-2-1",
            "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact",
        ]);
        arguments.AddRange(shot.Format == "webm" ? ["-f", "webm"] : ["-movflags", "+faststart", "-f", "mp4"]);
        arguments.Add(path);
        return arguments;
    }

    /// <summary>Few frames are looked at ahead, because each is held by the encoder.</summary>
    private static List<string> H264(Shot shot)
    {
        var (preset, crf) = shot.Quality switch { "draft" => ("ultrafast", 26), "high" => ("medium", 15), _ => ("veryfast", 18) };
        return
        [
            "-c:v", "libx264", "-preset", preset, "-crf", Number(shot.Loop ? crf - FinerH264 : crf), "-maxrate", MaxRate(shot), "-bufsize", "48M", "-rc-lookahead", "16", "-profile:v", "high", "-pix_fmt", "yuv420p", "-g", Number(shot.Fps * 2),
            "-threads:v", Number(Threads), "-aq-mode", "3", "-c:a", "aac", "-b:a", "192k",
        ];
    }

    private static List<string> Vp9(Shot shot)
    {
        var (speed, crf) = shot.Quality switch { "draft" => ("8", 38), "high" => ("4", 24), _ => ("6", 31) };
        return
        [
            "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", speed, "-crf", Number(shot.Loop ? crf - FinerVp9 : crf), "-b:v", MaxRate(shot), "-pix_fmt", "yuv420p", "-g", Number(shot.Fps * 4),
            "-row-mt", "1", "-tile-columns", "1", "-threads:v", Number(Threads), "-c:a", "libopus", "-b:a", "128k",
        ];
    }

    private static string MaxRate(Shot shot)
    {
        var megabits = shot.Quality switch { "draft" => 16, "high" => 32, _ => 24 };
        return $"{Number((int)Math.Min(megabits, MaxFileMegabits / shot.Seconds))}M";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
