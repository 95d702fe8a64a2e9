using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Galion.Engines.Programs;
using Galion.Engines.Recipes;

namespace Galion.Engines.Audio;

/// <summary>
/// Writes one audio file of any <see cref="AudioFormat"/>, block by block, so that a long sound is never held twice. The same samples and tags
/// give the same bytes. Dispose of it: that ends the encoder if it still runs and deletes its temporary files.
/// </summary>
public sealed class AudioFileWriter : IAsyncDisposable
{
    private const int PcmBlock = 65_536;

    /// <summary>
    /// What ffmpeg takes at a time. It reads each of two inputs on a thread of its own, and hands over every packet by waking another: with the
    /// 40 ms of its raw formats that is forty thousand switches for a quarter of an hour.
    /// </summary>
    private const int PacketBytes = 262_144;

    private readonly AudioFormat _format;
    private readonly AudioTags _tags;
    private readonly int _channels;
    private readonly WavFileWriter? _wav;
    private readonly PcmWriter? _pcm;
    private readonly byte[] _block = [];
    private readonly DirectoryInfo? _folder;
    private readonly ProgramRun? _encoder;
    private byte[] _head = [];

    /// <param name="frames">How many frames will be written.</param>
    /// <param name="bits">16 or 24, for WAV and FLAC.</param>
    /// <param name="bitrateKbps">For MP3 (320 when null), Opus (160) and AAC (256).</param>
    /// <param name="dither">At 16 bits; see <see cref="PcmWriter"/>.</param>
    /// <exception cref="MissingProgramException">The format needs ffmpeg, which is not installed.</exception>
    public AudioFileWriter(AudioFormat format, int sampleRate, int channels, int frames, int bits = 24, AudioTags? tags = null, int? bitrateKbps = null, bool dither = true)
    {
        if (bits is not (16 or 24))
        {
            throw new ArgumentOutOfRangeException(nameof(bits), bits, "Audio files have 16 or 24 bits.");
        }

        _format = format;
        _tags = tags ?? new AudioTags();
        _channels = channels;
        if (!format.NeedsFfmpeg)
        {
            _wav = new WavFileWriter(sampleRate, channels, bits, frames, tags, dither);
            return;
        }

        if (!ExternalProgram.Ffmpeg.IsInstalled)
        {
            throw new MissingProgramException(ExternalProgram.Ffmpeg);
        }

        // The file's own bits matter to FLAC alone; the other encoders work on such samples as ours and take them as they are.
        _pcm = format == AudioFormat.Flac ? new PcmWriter(bits, dither) : null;
        _block = new byte[PcmBlock * 2 * sizeof(float)];
        _folder = Directory.CreateTempSubdirectory("galion-audio-");
        File.WriteAllText(MetadataPath, _tags.ToFfmetadata(withRecipe: !IsMp4, (long)frames * 1_000 / sampleRate), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        _encoder = ExternalProgram.Ffmpeg.Start(
        [
            "-hide_banner", "-nostdin", "-loglevel", "error",
            "-f", "wav", "-ignore_length", "1", "-max_size", Text(PacketBytes), "-i", "pipe:0", "-f", "ffmetadata", "-i", MetadataPath,
            "-map", "0:a", "-map_metadata", "1", "-map_chapters", "1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-threads", "1",
            .. Encoding(bits, bitrateKbps), "-y", OutputPath,
        ]);
        _encoder.WidenInput();
        _head = WavFile.EndlessHead(sampleRate, channels, _pcm is null ? 32 : bits);
    }

    private bool IsMp4 => _format == AudioFormat.M4a || _format == AudioFormat.M4b;

    private string MetadataPath => Path.Combine(_folder!.FullName, "tags.txt");

    private string OutputPath => Path.Combine(_folder!.FullName, "sound");

    /// <summary>Encodes a whole sound.</summary>
    public static async Task<byte[]> EncodeAsync(
        AudioBuffer audio, AudioFormat format, int bits = 24, AudioTags? tags = null, int? bitrateKbps = null, CancellationToken cancellationToken = default)
    {
        await using var writer = new AudioFileWriter(format, audio.SampleRate, audio.Channels, audio.Frames, bits, tags, bitrateKbps);
        for (var start = 0; start < audio.Frames; start += PcmBlock)
        {
            var count = Math.Min(PcmBlock, audio.Frames - start);
            await writer.WriteAsync(() => audio[0].Slice(start, count), () => audio[audio.Channels - 1].Slice(start, count), cancellationToken);
        }

        return await writer.FinishAsync(cancellationToken);
    }

    /// <summary>Appends a block.</summary>
    /// <param name="right">Ignored for one channel.</param>
    public Task WriteAsync(ReadOnlyMemory<float> left, ReadOnlyMemory<float> right, CancellationToken cancellationToken = default) =>
        WriteAsync(() => left.Span, () => right.Span, cancellationToken);

    /// <returns>The file.</returns>
    /// <exception cref="ProgramFailedException">ffmpeg could not encode it.</exception>
    public async Task<byte[]> FinishAsync(CancellationToken cancellationToken = default)
    {
        if (_wav is not null)
        {
            return _wav.ToBytes();
        }

        await WriteHeadAsync(cancellationToken);
        _encoder!.CloseInput();
        await _encoder.WaitAsync(cancellationToken);
        return IsMp4 && _tags.Recipe is { } recipe
            ? await Mp4Recipe.ReadWithAsync(OutputPath, recipe.ToString(), cancellationToken)
            : await File.ReadAllBytesAsync(OutputPath, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_encoder is not null)
        {
            await _encoder.DisposeAsync();
        }

        _folder?.Delete(recursive: true);
    }

    private async Task WriteAsync(Samples left, Samples right, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_wav is not null)
        {
            _wav.Append(left(), right());
            return;
        }

        for (var start = 0; start < left().Length; start += PcmBlock)
        {
            var count = Math.Min(PcmBlock, left().Length - start);
            var one = left().Slice(start, count);
            var other = _channels == 2 ? right().Slice(start, count) : default;
            var size = _pcm?.Write(one, other, _channels, _block) ?? WriteFloats(one, other);
            await WriteHeadAsync(cancellationToken);
            await _encoder!.WriteAsync(_block.AsMemory(0, size), cancellationToken);
        }
    }

    private async Task WriteHeadAsync(CancellationToken cancellationToken)
    {
        await _encoder!.WriteAsync(_head, cancellationToken);
        _head = [];
    }

    /// <returns>How many bytes of the block were written: both sides in turn, clipped at ±1.</returns>
    private int WriteFloats(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var floats = MemoryMarshal.Cast<byte, float>(_block.AsSpan());
        if (_channels == 1)
        {
            Audio.Samples.Clip(left, floats);
            return left.Length * sizeof(float);
        }

        for (var n = 0; n < left.Length; n++)
        {
            floats[2 * n] = Math.Clamp(left[n], -1, 1);
            floats[2 * n + 1] = Math.Clamp(right[n], -1, 1);
        }

        return left.Length * 2 * sizeof(float);
    }

    private IEnumerable<string> Encoding(int bits, int? bitrateKbps) => _format.Name switch
    {
        "flac" => ["-c:a", "flac", "-compression_level", "5", "-sample_fmt", bits == 16 ? "s16" : "s32", "-f", "flac"],
        "mp3" => ["-c:a", "libmp3lame", "-b:a", Kbps(bitrateKbps ?? 320), "-id3v2_version", "4", "-f", "mp3"],
        "opus" => ["-c:a", "libopus", "-b:a", Kbps(bitrateKbps ?? 160), "-f", "opus"],
        "m4b" => [.. Aac(bitrateKbps), "-brand", "M4B ", "-f", "ipod"],
        _ => [.. Aac(bitrateKbps), "-f", "ipod"],
    };

    /// <summary>At these rates the fast coder comes closer to the sound than ffmpeg's usual one, in a fifth of its time.</summary>
    private static string[] Aac(int? bitrateKbps) => ["-c:a", "aac", "-aac_coder", "fast", "-b:a", Kbps(bitrateKbps ?? 256), "-movflags", "+faststart"];

    private static string Kbps(int rate) => Text(rate) + "k";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private delegate ReadOnlySpan<float> Samples();
}
