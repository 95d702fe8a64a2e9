using System.Globalization;
using Galion.Engines.Audio;
using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Scores;
using Galion.Engines.Programs;

namespace Galion.Engines.Composing.Mixing;

/// <summary>Plays one part through fluidsynth on the sound font that the system has installed. What it sounds like depends on that font.</summary>
internal sealed class SoundFontSource : IStemSource
{
    private const double ReferenceLufs = -23;
    private const int FrameBytes = 4;

    private static readonly string[] Fonts =
    [
        "/usr/share/sounds/sf2/default-GM.sf2", "/usr/share/sounds/sf2/FluidR3_GM.sf2", "/usr/share/soundfonts/default.sf2", "/usr/share/soundfonts/FluidR3_GM.sf2",
        "/opt/homebrew/share/soundfonts/default.sf2",
    ];

    private readonly FileStream _sound;
    private readonly byte[] _block = new byte[Desk.BlockFrames * FrameBytes];
    private readonly DirectoryInfo _folder;
    private float _level = 1;

    private SoundFontSource(DirectoryInfo folder, string path)
    {
        _folder = folder;
        _sound = File.OpenRead(path);
    }

    /// <exception cref="MissingProgramException">fluidsynth is not installed.</exception>
    /// <exception cref="ArgumentException">There is no sound font.</exception>
    public static async Task<SoundFontSource> CreateAsync(Composition piece, Part part, int sampleRate, int frames, CancellationToken cancellationToken)
    {
        var font = Fonts.FirstOrDefault(File.Exists)
            ?? throw new ArgumentException("No General MIDI sound font is installed. Install one, such as the package fluid-soundfont-gm, or take the composer's own instruments (synth: galion).");
        var folder = Directory.CreateTempSubdirectory("galion-font-");
        try
        {
            var midi = Path.Combine(folder.FullName, "part.mid");
            var raw = Path.Combine(folder.FullName, "part.raw");
            await File.WriteAllBytesAsync(midi, MidiFile.Write(piece, recipe: null, part, rings: true), cancellationToken);
            await ExternalProgram.Fluidsynth.RunAsync(
                ["-n", "-i", "-q", "-R", "0", "-C", "0", "-g", "0.5", "-r", sampleRate.ToString(CultureInfo.InvariantCulture), "-O", "s16", "-T", "raw", "-F", raw, font, midi],
                cancellationToken: cancellationToken);
            var source = new SoundFontSource(folder, raw);
            source.Calibrate(sampleRate, frames, cancellationToken);
            return source;
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    public void Render(Span<float> left, Span<float> right)
    {
        var bytes = _block.AsSpan(0, left.Length * FrameBytes);
        bytes[_sound.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)..].Clear();
        for (var n = 0; n < left.Length; n++)
        {
            left[n] = BitConverter.ToInt16(bytes[(n * FrameBytes)..]) / 32_768f * _level;
            right[n] = BitConverter.ToInt16(bytes[(n * FrameBytes + 2)..]) / 32_768f * _level;
        }
    }

    public void Dispose()
    {
        _sound.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Calibrate(int sampleRate, int frames, CancellationToken cancellationToken)
    {
        var meter = new LoudnessMeter(sampleRate, 2);
        var (left, right) = (new float[Desk.BlockFrames], new float[Desk.BlockFrames]);
        for (var start = 0; start < frames; start += Desk.BlockFrames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Render(left, right);
            meter.Add(left, right);
        }

        _sound.Position = 0;
        var loudness = meter.IntegratedLufs();
        _level = loudness <= Decibels.Silence ? 1 : (float)Decibels.ToGain(ReferenceLufs - loudness);
    }
}
