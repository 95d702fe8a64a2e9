using System.Runtime.Intrinsics;
using Galion.Engines.Imaging;

namespace Galion.Engines.Composing.Mixing;

/// <summary>
/// A room: eight delay lines that feed each other through a matrix without loss, each losing a little, highs first (a feedback delay network after
/// Jot and Chaigne, behind diffusers after Schroeder). All delays are longer than a chunk, so that a chunk is read before it is written; the eight
/// lines are worked on at once.
/// </summary>
internal sealed class Reverb
{
    private const int Lines = 8;
    private const int Chunk = 64;
    private const float Diffusion = 0.62f;

    // Lengths at 48 kHz without common factors.
    private static readonly int[] Lengths = [1_557, 1_617, 1_491, 1_422, 1_877, 2_053, 2_311, 2_633];
    private static readonly int[] Diffusers = [225, 341, 441, 556];

    private readonly Delay[] _lines = new Delay[Lines];
    private readonly Delay[] _diffusers = new Delay[Diffusers.Length];
    private readonly Delay _predelay;
    private readonly Vector256<float> _losses;
    private readonly float _damping;
    private Vector256<float> _dull;
    private float _lowCut;

    /// <param name="seconds">In which the sound shrinks to a thousandth.</param>
    public Reverb(float seconds, int sampleRate)
    {
        var size = Math.Clamp(0.7f + seconds * 0.22f, 0.7f, 1.6f) * sampleRate / 48_000;
        for (var n = 0; n < Lines; n++)
        {
            var length = (int)(Lengths[n] * size);
            _lines[n] = new Delay(length);
            _losses = _losses.WithElement(n, ExactMath.Exp2(-9.97f * length / (seconds * sampleRate)));
        }

        for (var n = 0; n < Diffusers.Length; n++)
        {
            _diffusers[n] = new Delay(Diffusers[n] * sampleRate / 48_000);
        }

        _damping = Math.Clamp(0.18f + 0.06f * seconds, 0.2f, 0.42f);
        _predelay = new Delay((int)(sampleRate * Math.Min(0.03f, 0.008f + seconds * 0.005f)));
    }

    /// <summary>Adds the room's answer to both sides.</summary>
    public void Process(Span<float> left, Span<float> right, float amount)
    {
        for (var start = 0; start < left.Length; start += Chunk)
        {
            var count = Math.Min(Chunk, left.Length - start);
            ProcessChunk(left.Slice(start, count), right.Slice(start, count), amount);
        }
    }

    private void ProcessChunk(Span<float> left, Span<float> right, float amount)
    {
        Span<float> input = stackalloc float[Chunk];
        input = input[..left.Length];
        Diffuse(left, right, input);

        // Row by row the lines, then frame by frame all lines beside each other.
        Span<float> rows = stackalloc float[Lines * Chunk];
        Span<Vector256<float>> fed = stackalloc Vector256<float>[Chunk];
        for (var line = 0; line < Lines; line++)
        {
            _lines[line].Read(rows.Slice(line * Chunk, input.Length));
        }

        var (dull, losses, opening) = (_dull, _losses, Vector256.Create(1 - _damping));
        var (alternating, tiny) = (Vector256.Create(0.5f, -0.5f, 0.5f, -0.5f, 0.5f, -0.5f, 0.5f, -0.5f), Vector256.Create(1e-18f));
        for (var n = 0; n < input.Length; n++)
        {
            var taps = Vector256.Create(
                rows[n], rows[Chunk + n], rows[2 * Chunk + n], rows[3 * Chunk + n], rows[4 * Chunk + n], rows[5 * Chunk + n], rows[6 * Chunk + n], rows[7 * Chunk + n]);
            dull += (taps * losses - dull) * opening;
            left[n] += (dull[0] - dull[2] + dull[4] - dull[6]) * amount;
            right[n] += (dull[1] - dull[3] + dull[5] - dull[7]) * amount;
            fed[n] = Mix(dull) + alternating * input[n] + tiny;
        }

        _dull = dull;
        var row = rows[..input.Length];
        for (var line = 0; line < Lines; line++)
        {
            for (var n = 0; n < row.Length; n++)
            {
                row[n] = fed[n][line];
            }

            _lines[line].Write(row);
        }
    }

    /// <summary>The middle, later, without its lows, which would muddy the room, and smeared over time.</summary>
    private void Diffuse(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> input)
    {
        Span<float> delayed = stackalloc float[Chunk];
        delayed = delayed[..input.Length];
        _predelay.Read(input);
        for (var n = 0; n < input.Length; n++)
        {
            delayed[n] = (left[n] + right[n]) * 0.5f;
        }

        _predelay.Write(delayed);
        var lowCut = _lowCut;
        for (var n = 0; n < input.Length; n++)
        {
            lowCut += (input[n] - lowCut) * 0.025f;
            input[n] -= lowCut;
        }

        _lowCut = lowCut;
        foreach (var diffuser in _diffusers)
        {
            diffuser.Read(delayed);
            for (var n = 0; n < input.Length; n++)
            {
                input[n] -= Diffusion * delayed[n];
                delayed[n] += Diffusion * input[n];
            }

            diffuser.Write(input);
            delayed.CopyTo(input);
        }
    }

    /// <summary>Hadamard's matrix: every line feeds every other alike.</summary>
    private static Vector256<float> Mix(Vector256<float> taps)
    {
        taps = Vector256.Shuffle(taps, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6)) + taps * Vector256.Create(1f, -1, 1, -1, 1, -1, 1, -1);
        taps = Vector256.Shuffle(taps, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5)) + taps * Vector256.Create(1f, 1, -1, -1, 1, 1, -1, -1);
        taps = Vector256.Shuffle(taps, Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3)) + taps * Vector256.Create(1f, 1, 1, 1, -1, -1, -1, -1);
        return taps * 0.35355339f;
    }

    /// <summary>A ring: what is written comes back after as many frames as it is long. A chunk is read, then written.</summary>
    private sealed class Delay(int frames)
    {
        private readonly float[] _ring = new float[frames];
        private int _at;

        public void Read(Span<float> chunk)
        {
            var first = Math.Min(chunk.Length, _ring.Length - _at);
            _ring.AsSpan(_at, first).CopyTo(chunk);
            _ring.AsSpan(0, chunk.Length - first).CopyTo(chunk[first..]);
        }

        public void Write(ReadOnlySpan<float> chunk)
        {
            var first = Math.Min(chunk.Length, _ring.Length - _at);
            chunk[..first].CopyTo(_ring.AsSpan(_at));
            chunk[first..].CopyTo(_ring);
            _at = (_at + chunk.Length) % _ring.Length;
        }
    }
}
