using System.Buffers.Binary;
using System.Text;
using Galion.Engines.Recipes;

namespace Galion.Engines.Audio;

/// <summary>
/// WAV files. Besides the samples, a LIST INFO chunk holds title, comment and software for people, and a chunk <c>galn</c> the recipe as UTF-8.
/// </summary>
public static class WavFile
{
    internal const string RecipeChunk = "galn";
    internal const int Pcm = 1;
    private const int Float = 3;
    private const int Extensible = 0xFFFE;
    private const int BlockFrames = 16_384;

    /// <param name="bits">16 or 24 per sample.</param>
    public static byte[] Write(AudioBuffer audio, int bits = 24, AudioTags? tags = null, CancellationToken cancellationToken = default)
    {
        var writer = new WavFileWriter(audio.SampleRate, audio.Channels, bits, audio.Frames, tags);
        for (var start = 0; start < audio.Frames; start += BlockFrames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(BlockFrames, audio.Frames - start);
            writer.Append(audio[0].Slice(start, count), audio[audio.Channels - 1].Slice(start, count));
        }

        return writer.ToBytes();
    }

    /// <summary>Reads integers of 8 to 32 bits and 32-bit floats, mono or stereo. Sizes that a streaming program left open are taken to the end.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static AudioBuffer Read(ReadOnlySpan<byte> wav)
    {
        var format = Chunk(wav, "fmt ");
        if (format.Length < 16)
        {
            throw new InvalidDataException("The file is no WAV file: it has no format chunk.");
        }

        var tag = BinaryPrimitives.ReadUInt16LittleEndian(format);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        var sampleRate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        tag = tag == Extensible && format.Length >= 26 ? BinaryPrimitives.ReadUInt16LittleEndian(format[24..]) : tag;
        if (channels is < 1 or > 2 || sampleRate is < AudioBuffer.MinSampleRate or > AudioBuffer.MaxSampleRate
            || !(tag == Pcm && bits is 8 or 16 or 24 or 32 || tag == Float && bits == 32))
        {
            throw new InvalidDataException("The WAV file has a format that is not read: mono or stereo, 8 to 192 kHz, integers or 32-bit floats are.");
        }

        var data = Chunk(wav, "data");
        var width = bits / 8;
        var audio = new AudioBuffer(sampleRate, channels, data.Length / (width * channels));
        for (var channel = 0; channel < channels; channel++)
        {
            var samples = audio[channel];
            for (var n = 0; n < samples.Length; n++)
            {
                var at = data[((n * channels + channel) * width)..];
                samples[n] = (tag, width) switch
                {
                    (Float, _) => Finite(BinaryPrimitives.ReadSingleLittleEndian(at)),
                    (_, 1) => (at[0] - 128) / 128f,
                    (_, 2) => BinaryPrimitives.ReadInt16LittleEndian(at) / 32_768f,
                    (_, 3) => ((at[0] << 8 | at[1] << 16 | at[2] << 24) >> 8) / 8_388_608f,
                    _ => BinaryPrimitives.ReadInt32LittleEndian(at) / 2_147_483_648f,
                };
            }
        }

        return audio;
    }

    /// <returns>The text of the recipe chunk, or null.</returns>
    internal static string? ReadRecipe(ReadOnlySpan<byte> wav)
    {
        var chunk = Chunk(wav, RecipeChunk);
        return chunk.IsEmpty ? null : Encoding.UTF8.GetString(chunk).TrimEnd('\0');
    }

    internal static bool IsWav(ReadOnlySpan<byte> bytes) => bytes.Length >= 12 && bytes[..4].SequenceEqual("RIFF"u8) && bytes[8..12].SequenceEqual("WAVE"u8);

    /// <summary>The head of a file whose length nobody asks for, for a program that reads it from a pipe to its end.</summary>
    /// <param name="bits">16, 24, or 32 for floats.</param>
    internal static byte[] EndlessHead(int sampleRate, int channels, int bits)
    {
        var head = new MemoryStream();
        var writer = new BinaryWriter(head);
        WriteFormat(writer, bits == 32 ? Float : Pcm, sampleRate, channels, bits);
        writer.Write("data"u8);
        writer.Write(uint.MaxValue);
        return head.ToArray();
    }

    /// <summary>All before the first chunk that may differ; the size of the file is left at 0.</summary>
    internal static void WriteFormat(BinaryWriter writer, int tag, int sampleRate, int channels, int bits)
    {
        var frameBytes = channels * bits / 8;
        writer.Write("RIFF\0\0\0\0WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)tag);
        writer.Write((short)channels);
        writer.Write(sampleRate);
        writer.Write(sampleRate * frameBytes);
        writer.Write((short)frameBytes);
        writer.Write((short)bits);
    }

    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> wav, string id)
    {
        if (!IsWav(wav))
        {
            throw new InvalidDataException("The file is no WAV file.");
        }

        Span<byte> wanted = stackalloc byte[4];
        Encoding.ASCII.GetBytes(id, wanted);
        for (var at = 12L; at + 8 <= wav.Length;)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(wav[((int)at + 4)..]);
            var available = (int)Math.Min(size, wav.Length - at - 8);
            if (wav.Slice((int)at, 4).SequenceEqual(wanted))
            {
                return wav.Slice((int)at + 8, available);
            }

            at += 8 + size + (size & 1);
        }

        return [];
    }

    private static float Finite(float sample) => float.IsFinite(sample) ? sample : 0;
}

/// <summary>Writes a WAV file of known length into one array, block by block.</summary>
internal sealed class WavFileWriter
{
    private readonly byte[] _bytes;
    private readonly PcmWriter _pcm;
    private readonly int _channels;
    private int _at;

    public WavFileWriter(int sampleRate, int channels, int bits, int frames, AudioTags? tags, bool dither = true)
    {
        _channels = channels;
        _pcm = new PcmWriter(bits, dither);
        var head = new MemoryStream();
        var frameBytes = channels * bits / 8;
        var dataBytes = (long)frames * frameBytes;
        var writer = new BinaryWriter(head);
        WavFile.WriteFormat(writer, WavFile.Pcm, sampleRate, channels, bits);

        // The texts come first, so that a reader of a stream has them before the sound.
        WriteInfo(writer, tags);
        if (tags?.Recipe is { } recipe)
        {
            WriteChunk(writer, WavFile.RecipeChunk, Encoding.UTF8.GetBytes(recipe.ToString()));
        }

        writer.Write("data"u8);
        writer.Write(checked((int)dataBytes));
        var size = checked((int)(head.Length + dataBytes + (dataBytes & 1)));
        _bytes = new byte[size];
        head.GetBuffer().AsSpan(0, (int)head.Length).CopyTo(_bytes);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(4), size - 8);
        _at = (int)head.Length;
    }

    public void Append(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => _at += _pcm.Write(left, right, _channels, _bytes.AsSpan(_at));

    /// <summary>The file; frames that were not appended are silence.</summary>
    public byte[] ToBytes() => _bytes;

    private static void WriteInfo(BinaryWriter writer, AudioTags? tags)
    {
        if (tags is null)
        {
            return;
        }

        var list = new MemoryStream();
        var items = new BinaryWriter(list);
        items.Write("INFO"u8);
        foreach (var (id, text) in new[] { ("INAM", tags.Title), ("ICMT", tags.Comment), ("ISFT", tags.Recipe?.Model) })
        {
            if (!string.IsNullOrEmpty(text))
            {
                WriteChunk(items, id, [.. Encoding.UTF8.GetBytes(text), 0]);
            }
        }

        WriteChunk(writer, "LIST", list.ToArray());
    }

    private static void WriteChunk(BinaryWriter writer, string id, byte[] data)
    {
        writer.Write(Encoding.ASCII.GetBytes(id));
        writer.Write(data.Length);
        writer.Write(data);
        if (data.Length % 2 == 1)
        {
            writer.Write((byte)0);
        }
    }
}
