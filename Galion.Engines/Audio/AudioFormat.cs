namespace Galion.Engines.Audio;

/// <summary>A kind of audio file.</summary>
/// <param name="Name">As options and file names have it.</param>
/// <param name="NeedsFfmpeg">WAV alone is written without it.</param>
public sealed record AudioFormat(string Name, string MediaType, bool NeedsFfmpeg)
{
    public static AudioFormat Wav { get; } = new("wav", "audio/wav", NeedsFfmpeg: false);

    public static AudioFormat Flac { get; } = new("flac", "audio/flac", NeedsFfmpeg: true);

    public static AudioFormat Mp3 { get; } = new("mp3", "audio/mpeg", NeedsFfmpeg: true);

    /// <summary>Opus in Ogg, always at 48 kHz.</summary>
    public static AudioFormat Opus { get; } = new("opus", "audio/ogg", NeedsFfmpeg: true);

    /// <summary>AAC in MP4.</summary>
    public static AudioFormat M4a { get; } = new("m4a", "audio/mp4", NeedsFfmpeg: true);

    /// <summary>AAC in MP4 as audiobooks have it, with chapters.</summary>
    public static AudioFormat M4b { get; } = new("m4b", "audio/mp4", NeedsFfmpeg: true);

    public static IReadOnlyList<AudioFormat> All { get; } = [Wav, Flac, Mp3, Opus, M4a, M4b];

    /// <exception cref="ArgumentException">There is no such format.</exception>
    public static AudioFormat Named(string name) =>
        All.FirstOrDefault(format => format.Name == name) ?? throw new ArgumentException($"There is no audio format {name}.", nameof(name));
}
