using System.Runtime.InteropServices;

namespace Galion.Engines.Audio;

/// <summary>Sound in memory: one or two channels of samples around ±1, which may go beyond until they are written to a file.</summary>
public sealed unsafe class AudioBuffer : IDisposable
{
    public const int MinSampleRate = 8_000;
    public const int MaxSampleRate = 192_000;

    /// <summary>
    /// More than glibc ever takes from its pools, one for each of many threads, in which it keeps what was freed: such a block is a mapping of its
    /// own, gone when it is freed. Pages of it that nobody touches take no memory.
    /// </summary>
    private const long MappedBytes = 33L << 20;

    private readonly float[][] _channels;
    private float* _unmanaged;

    /// <param name="sampleRate">Frames per second, 8,000 to 192,000.</param>
    /// <param name="channels">1 (mono) or 2 (left, right).</param>
    /// <param name="frames">Samples per channel, 0 or more.</param>
    public AudioBuffer(int sampleRate, int channels, int frames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, MinSampleRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, MaxSampleRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        SampleRate = sampleRate;
        Frames = frames;
        _channels = new float[channels][];
        for (var n = 0; n < channels; n++)
        {
            _channels[n] = new float[frames];
        }
    }

    /// <summary>Takes the arrays as they are, without a copy.</summary>
    /// <param name="channels">One or two arrays of the same length.</param>
    public AudioBuffer(int sampleRate, params float[][] channels)
        : this(sampleRate, channels.Length, 0)
    {
        if (channels.Any(channel => channel.Length != channels[0].Length))
        {
            throw new ArgumentException("The channels must be equally long.", nameof(channels));
        }

        _channels = channels;
        Frames = channels[0].Length;
    }

    private AudioBuffer(int sampleRate, int channels, int frames, float* unmanaged)
        : this(sampleRate, channels, 0)
    {
        Frames = frames;
        _unmanaged = unmanaged;
    }

    public int SampleRate { get; }

    public int Channels => _channels.Length;

    public int Frames { get; }

    public long DurationMs => (long)Frames * 1_000 / SampleRate;

    public Span<float> this[int channel] => _unmanaged is null ? _channels[channel] : new Span<float>(_unmanaged + (long)channel * Frames, Frames);

    /// <summary>
    /// Silence outside the managed heap, for sounds of minutes: <see cref="Dispose"/> gives the memory back at once, where a collector would let it
    /// stand beside the file that was made of it.
    /// </summary>
    /// <returns>To be disposed of.</returns>
    public static AudioBuffer AllocateUnmanaged(int sampleRate, int channels, int frames)
    {
        var samples = Math.Max(MappedBytes / sizeof(float), (long)channels * frames);
        var buffer = new AudioBuffer(sampleRate, channels, frames, (float*)NativeMemory.AllocZeroed((nuint)samples, sizeof(float)));
        // The collector does not see this memory, and would leave the files of the last piece beside it.
        GC.AddMemoryPressure(buffer.UnmanagedBytes);
        return buffer;
    }

    private long UnmanagedBytes => Math.Max(1, (long)Channels * Frames * sizeof(float));

    /// <summary>Gives back unmanaged memory, of which nothing may be read after it. Sounds in arrays need no disposal.</summary>
    public void Dispose()
    {
        if (_unmanaged is not null)
        {
            NativeMemory.Free(_unmanaged);
            _unmanaged = null;
            GC.RemoveMemoryPressure(UnmanagedBytes);
        }
    }

    /// <summary>The largest absolute sample of all channels.</summary>
    public float Peak()
    {
        var peak = 0f;
        for (var channel = 0; channel < Channels; channel++)
        {
            peak = MathF.Max(peak, TruePeakMeter.Highest(this[channel]));
        }

        return peak;
    }

    /// <summary>Multiplies every sample.</summary>
    public void Scale(float gain)
    {
        for (var channel = 0; channel < Channels; channel++)
        {
            Samples.Multiply(this[channel], gain, this[channel]);
        }
    }
}
