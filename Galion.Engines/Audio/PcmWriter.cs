using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

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
        if (bits == 16 && channels == 1 && !dither && BitConverter.IsLittleEndian)
        {
            Write(left, MemoryMarshal.Cast<byte, short>(target)[..left.Length], 32_767f);
            return left.Length * 2;
        }

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

    /// <summary>Rounds to the nearest integers; halves up.</summary>
    internal static void Write(ReadOnlySpan<float> samples, Span<short> target, float scale)
    {
        var n = 0;
        var (lowest, highest) = (new Vector<float>(-32_768f), new Vector<float>(32_767f));
        var half = new Vector<float>(0.5f);
        for (; n + 2 * Vector<float>.Count <= samples.Length; n += 2 * Vector<float>.Count)
        {
            Vector.Narrow(Rounded(samples[n..]), Rounded(samples[(n + Vector<float>.Count)..])).CopyTo(target[n..]);
        }

        for (; n < samples.Length; n++)
        {
            target[n] = (short)Math.Clamp(MathF.Floor(samples[n] * scale + 0.5f), -32_768f, 32_767f);
        }

        Vector<int> Rounded(ReadOnlySpan<float> from) =>
            Vector.ConvertToInt32(Vector.Min(Vector.Max(Vector.Floor(new Vector<float>(from) * scale + half), lowest), highest));
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
