using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Galion.Engines.Programs;

/// <summary>A program that an engine needs and that does not come with Galion.</summary>
/// <param name="Name">Its name on the PATH.</param>
/// <param name="Purpose">What is not possible without it, for people.</param>
/// <param name="Debian">The package of Debian and Ubuntu that has it.</param>
/// <param name="Fedora">The package of Fedora.</param>
/// <param name="Brew">The formula of Homebrew.</param>
public sealed record ExternalProgram(string Name, string Purpose, string Debian, string Fedora, string Brew)
{
    public static ExternalProgram Ffmpeg { get; } = new("ffmpeg", "video, compressed audio and pictures other than PNG", "ffmpeg", "ffmpeg-free", "ffmpeg");

    public static ExternalProgram Ffprobe { get; } = Ffmpeg with { Name = "ffprobe", Purpose = "reading recipes out of video and compressed audio" };

    public static ExternalProgram EspeakNg { get; } = new("espeak-ng", "speech", "espeak-ng", "espeak-ng", "espeak-ng");

    public static ExternalProgram Fluidsynth { get; } = new("fluidsynth", "music with an installed sound font", "fluidsynth", "fluidsynth", "fluid-synth");

    /// <summary>Lists the fonts of this machine; part of every system that shows letters.</summary>
    public static ExternalProgram FontList { get; } = new("fc-list", "titles in other than Latin letters", "fontconfig", "fontconfig", "fontconfig");

    /// <summary>The programs that the built-in engines cannot do everything without.</summary>
    public static IReadOnlyList<ExternalProgram> Needed { get; } = [Ffmpeg, Ffprobe, EspeakNg];

    public bool IsInstalled => Find() is not null;

    /// <summary>The command that installs it on this system.</summary>
    public string InstallCommand =>
        RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? $"brew install {Brew}"
        : File.Exists("/usr/bin/dnf") ? $"sudo dnf install {Fedora}"
        : $"sudo apt-get install {Debian}";

    /// <returns>Its full path, or null when it is not installed.</returns>
    public string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, Name))
        .FirstOrDefault(File.Exists);

    /// <summary>Starts it. Dispose of what is returned: that ends the program if it still runs.</summary>
    /// <exception cref="MissingProgramException">It is not installed.</exception>
    public ProgramRun Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Find() ?? throw new MissingProgramException(this))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new ProgramRun(this, Process.Start(start)!);
    }

    /// <summary>Runs it to its end with <paramref name="input"/> on its standard input.</summary>
    /// <returns>Its standard output.</returns>
    /// <exception cref="MissingProgramException">It is not installed.</exception>
    /// <exception cref="ProgramFailedException">It ended with an error.</exception>
    public async Task<byte[]> RunAsync(IEnumerable<string> arguments, ReadOnlyMemory<byte> input = default, CancellationToken cancellationToken = default)
    {
        await using var run = Start(arguments);
        using var output = new MemoryStream();
        var reading = run.Output.CopyToAsync(output, cancellationToken);
        await run.WriteAsync(input, cancellationToken);
        run.CloseInput();
        await reading;
        await run.WaitAsync(cancellationToken);
        return output.ToArray();
    }
}
