using Galion.Engines.Options;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating;

/// <summary>What the animator obeys beside the prompt.</summary>
public static class AnimatorOptions
{
    public const double MinSeconds = 2;
    public const double MaxSeconds = 10;
    public const int MaxExtensions = 5;

    /// <summary>An animated PNG, a GIF or a ZIP of frames is not made of more pixels than this over all frames. Even noise then takes no more than 300 MB.</summary>
    public const long MaxLoosePixels = 100_000_000;

    internal const string Source = "source";
    internal const string SourceName = "name";
    internal const string StartFrame = "start_frame_sha256";
    internal const string EndFrame = "end_frame_sha256";

    public static IReadOnlyList<string> Aspects { get; } = ["16:9", "9:16", "1:1", "4:3"];

    public static IReadOnlyList<string> Resolutions { get; } = ["144p", "240p", "360p", "480p", "720p", "1080p"];

    public static IReadOnlyList<string> Formats { get; } = ["mp4", "webm", "gif", "apng", "frames"];

    public static IReadOnlyList<EngineOption> All { get; } =
    [
        EngineOption.Choice("aspect", "Width to height.", "16:9", Aspects),
        EngineOption.Choice("resolution", "The shorter side, in pixels.", "720p", Resolutions),
        EngineOption.Number("duration", "Seconds of one clip; read from the prompt when not given, else 5.", null, MinSeconds, MaxSeconds),
        EngineOption.Whole("extend", "How many times the clip goes on from its last frame, each time for its duration again.", 0, 0, MaxExtensions),
        EngineOption.Whole("fps", "Frames per second.", 24, 16, 60),
        EngineOption.Whole("seed", "The same seed makes the same clip; drawn when not given.", null, 0, PainterOptions.MaxSeed),
        EngineOption.Flag("loop", "The last frame meets the first, so that the clip can play forever."),
        EngineOption.Choice("camera", "How the camera moves; read from the prompt when not given, else a slow drift.", null, Names.Cameras),
        EngineOption.Number("camera_strength", "How far the camera goes; 1 is usual.", 1, 0, 2),
        EngineOption.Choices("effects", "What moves by itself; read from the prompt and the place when not given.", Names.Motions),
        EngineOption.Choice("style", "How the picture is painted; read from the prompt when not given.", null, PainterOptions.Styles),
        EngineOption.Choice("palette", "The colours; read from the prompt when not given.", null, PainterOptions.Palettes),
        EngineOption.Choice("detail", "How finely the picture is painted.", "standard", PainterOptions.Details),
        EngineOption.Text("negative_prompt", "What must not be seen or move.", PainterOptions.MaxNegativePromptLength),
        EngineOption.Text("title", "Words to set over the picture; read from the prompt when not given.", 80),
        EngineOption.Choice("title_place", "Where the title stands.", "middle", ["top", "middle", "bottom"]),
        EngineOption.Choice("format", "The file: H.264 in MP4, VP9 in WebM, GIF, animated PNG, or a ZIP of PNG frames.", "mp4", Formats),
        EngineOption.Choice("quality", "How much the file may weigh; MP4 and WebM only.", "standard", ["draft", "standard", "high"]),
        EngineOption.Choice("sound", "Music under the picture, written by the composer; MP4 and WebM only. Read from the prompt when not given, else none.", null, ["none", "music"]),
        EngineOption.Choice(Source, "Whether the film takes the given pictures along, to be made again from itself alone, or only names them.", "keep", ["keep", SourceName]),
        EngineOption.Text(StartFrame, "The SHA-256 of the picture that a clip was made from; recipes say it, requests need not.", 64),
        EngineOption.Text(EndFrame, "The SHA-256 of the picture that a clip ends with; likewise.", 64),
    ];

    /// <summary>The size of a frame; both sides are even, as video codecs want them.</summary>
    internal static (int Width, int Height) SizeOf(string aspect, string resolution)
    {
        var side = int.Parse(resolution.AsSpan(0, resolution.Length - 1));
        var longer = aspect switch { "4:3" => side * 4 / 3, "1:1" => side, _ => (int)(side * 16 / 9.0 / 2 + 0.5) * 2 };
        return aspect == "9:16" ? (side, longer) : (longer, side);
    }
}
