using System.Buffers.Binary;

namespace Galion.Engines.Audio;

/// <summary>
/// Turns samples into interleaved little-endian integers. What goes beyond ±1 is clipped. At 16 bits a triangular dither, the same for every
/// file, keeps quiet passages from turning into distortion; digital silence stays silent.
/// </summary>
/// <param name="bits">16 or 24.</param>
/// <param name="dither">False where a change at one place must leave the samples at all others as they are.</param>
internal sealed class PcmWriter(int bits, bool dither = true)
{
    private uint _noise = 0x2545_F491;

    public int BytesPerSample => bits / 8;

    /// <param name="right">Ignored for one channel.</param>
    /// <returns>How many bytes of the target were written.</returns>
    public int Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int channels, Span<byte> target)
    {
        var at = 0;
        for (var n = 0; n < left.Length; n++)
        {
            at += Write(left[n], target[at..]);
            if (channels == 2)
            {
                at += Write(right[n], target[at..]);
            }
        }

        return at;
    }

    private int Write(float sample, Span<byte> target)
    {
        if (bits == 16)
        {
            var dithered = sample == 0 ? 0 : dither ? sample * 32_767f + Noise() + Noise() : sample * 32_767f;
            BinaryPrimitives.WriteInt16LittleEndian(target, (short)MathF.Floor(Math.Clamp(dithered, -32_768f, 32_767f) + 0.5f));
            return 2;
        }

        var value = (int)Math.Floor(Math.Clamp(sample * 8_388_607.0, -8_388_608.0, 8_388_607.0) + 0.5);
        target[2] = (byte)(value >> 16);
        target[1] = (byte)(value >> 8);
        target[0] = (byte)value;
        return 3;
    }

    /// <summary>Half a step in either direction.</summary>
    private float Noise()
    {
        _noise = _noise * 1_664_525 + 1_013_904_223;
        return (_noise >> 8) * (1f / (1 << 24)) - 0.5f;
    }
}
