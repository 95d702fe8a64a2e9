using System.Buffers;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Galion.Engines.Programs;

namespace Galion.Engines.Speaking.Hosting;

/// <summary>
/// A child process that holds libespeak-ng: a text that brings the library down ends one sentence and not the program, and a cancelled one is
/// killed at once. The other end, with the form of the messages, is Galion.SpeechHost.
/// </summary>
internal sealed class SpeechProcess : IDisposable
{
    private const string Program = "Galion.SpeechHost";

    /// <summary>espeak-ng keeps something of every language it spoke; a fresh process takes about 40 MB.</summary>
    private const long WornBytes = 100L << 20;
    private const int TextsBetweenLooks = 32;

    private readonly Process _process;
    private readonly BinaryWriter _requests;
    private readonly BinaryReader _answers;
    private int _texts;

    /// <param name="libraries">Names to look for the library under; empty for the usual ones.</param>
    public SpeechProcess(IEnumerable<string> libraries)
    {
        var folder = AppContext.BaseDirectory;
        var (file, first) = FindDotnet() is { } dotnet
            ? (dotnet, Path.Combine(folder, Program + ".dll"))
            : (Path.Combine(folder, OperatingSystem.IsWindows() ? Program + ".exe" : Program), null);
        var start = new ProcessStartInfo(file)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in first is null ? libraries : [first, .. libraries])
        {
            start.ArgumentList.Add(argument);
        }

        // It speaks and does nothing else: no diagnostics port, one heap.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredCompilation"] = "1";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0xC000000";

        // What the library reads anew for every sentence comes from memory that the process keeps, not from fresh pages of the system.
        start.Environment["MALLOC_MMAP_THRESHOLD_"] = "16777216";
        start.Environment["MALLOC_TRIM_THRESHOLD_"] = "33554432";
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _requests = new BinaryWriter(new BufferedStream(_process.StandardInput.BaseStream, 65_536), Encoding.UTF8);
        _answers = new BinaryReader(new BufferedStream(_process.StandardOutput.BaseStream, 65_536), Encoding.UTF8);
    }

    /// <summary>Whether it can take another request.</summary>
    public bool Lives { get; private set; } = true;

    /// <summary>Whether it has gathered so much memory that another one should take its place. Looked at now and then, because looking costs time.</summary>
    public bool IsWorn
    {
        get
        {
            if (++_texts % TextsBetweenLooks != 0)
            {
                return false;
            }

            _process.Refresh();
            return _process.WorkingSet64 > WornBytes;
        }
    }

    /// <summary>How it ended: 128 and the number of the signal when it was brought down, -1 while that is unknown.</summary>
    public int ExitCode => _process.WaitForExit(1_000) ? _process.ExitCode : -1;

    /// <summary>Speaks, on the caller's thread. Killing the process from another one ends it.</summary>
    /// <exception cref="IOException">The process died.</exception>
    /// <exception cref="MissingProgramException">espeak-ng is not installed.</exception>
    public Speech Speak(SpeechRequest request) => Exchange(
        request.Voice,
        () =>
        {
            _requests.Write(true);
            _requests.Write(request.Voice);
            _requests.Write(request.Rate);
            _requests.Write(request.Pitch);
            _requests.Write(request.Range);
            _requests.Write(request.WordGap);
            _requests.Write(request.Markup);
        },
        () =>
        {
            var sampleRate = _answers.ReadInt32();
            var length = _answers.ReadInt32();
            var samples = ArrayPool<short>.Shared.Rent(Math.Max(1, length));
            _answers.BaseStream.ReadExactly(MemoryMarshal.AsBytes(samples.AsSpan(0, length)));
            var events = new SpeechEvent[_answers.ReadInt32()];
            for (var n = 0; n < events.Length; n++)
            {
                var kind = (SpeechEventKind)_answers.ReadByte();
                events[n] = new SpeechEvent(kind, _answers.ReadInt32() - 1, _answers.ReadInt32(), _answers.ReadInt32(), _answers.ReadString());
            }

            return new Speech(sampleRate, samples, length, events);
        });

    /// <returns>The library's version, the folder of its data, and its voices as (name, file, languages, gender: 1 male, 2 female).</returns>
    public (string Version, string Folder, IReadOnlyList<(string Name, string File, string Languages, int Gender)> Voices) ListVoices() => Exchange(
        "",
        () => _requests.Write(false),
        () =>
        {
            var (version, folder) = (_answers.ReadString(), _answers.ReadString());
            var voices = new (string, string, string, int)[_answers.ReadInt32()];
            for (var n = 0; n < voices.Length; n++)
            {
                voices[n] = (_answers.ReadString(), _answers.ReadString(), _answers.ReadString(), _answers.ReadInt32());
            }

            return (version, folder, (IReadOnlyList<(string, string, string, int)>)voices);
        });

    public void Kill()
    {
        Lives = false;
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose()
    {
        Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private T Exchange<T>(string voice, Action ask, Func<T> read)
    {
        try
        {
            ask();
            _requests.Flush();
            return _answers.ReadByte() switch
            {
                0 => read(),
                1 => throw new MissingProgramException(ExternalProgram.EspeakNg),
                2 => throw new IOException($"espeak-ng no longer has the voice {voice}."),
                _ => throw new IOException("espeak-ng refused the text."),
            };
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            Lives = false;
            throw exception as IOException ?? new IOException("espeak-ng ended.", exception);
        }
    }

    /// <returns>The program that runs this program, or null when it was published together with its runtime.</returns>
    private static string? FindDotnet()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Path.GetFileName(Environment.ProcessPath) == name)
        {
            return Environment.ProcessPath;
        }

        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : null;
    }
}
