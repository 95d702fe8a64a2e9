using Galion.Engines.Imaging;

namespace Galion.Engines.Composing.Mixing;

/// <summary>A room: eight delay lines that feed each other through a matrix without loss, each losing a little, highs first.</summary>
internal sealed class Reverb
{
    private const int Lines = 8;

    // Lengths at 48 kHz without common factors.
    private static readonly int[] Lengths = [1_557, 1_617, 1_491, 1_422, 1_877, 2_053, 2_311, 2_633];
    private static readonly int[] Diffusers = [225, 341, 441, 556];

    private readonly float[][] _lines = new float[Lines][];
    private readonly int[] _at = new int[Lines];
    private readonly float[] _losses = new float[Lines];
    private readonly float[] _dull = new float[Lines];
    private readonly float[][] _diffusers = new float[Diffusers.Length][];
    private readonly int[] _diffuserAt = new int[Diffusers.Length];
    private readonly float[] _predelay;
    private readonly float _damping;
    private int _predelayAt;
    private float _lowCut;

    /// <param name="seconds">In which the sound shrinks to a thousandth.</param>
    public Reverb(float seconds, int sampleRate)
    {
        var size = Math.Clamp(0.7f + seconds * 0.22f, 0.7f, 1.6f) * sampleRate / 48_000;
        for (var n = 0; n < Lines; n++)
        {
            _lines[n] = new float[(int)(Lengths[n] * size)];
            _losses[n] = ExactMath.Exp2(-9.97f * _lines[n].Length / (seconds * sampleRate));
        }

        for (var n = 0; n < Diffusers.Length; n++)
        {
            _diffusers[n] = new float[Diffusers[n] * sampleRate / 48_000];
        }

        _damping = Math.Clamp(0.18f + 0.06f * seconds, 0.2f, 0.42f);
        _predelay = new float[(int)(sampleRate * Math.Min(0.03f, 0.008f + seconds * 0.005f))];
    }

    /// <summary>Adds the room's answer to both sides.</summary>
    public void Process(Span<float> left, Span<float> right, float amount)
    {
        Span<float> taps = stackalloc float[Lines];
        for (var n = 0; n < left.Length; n++)
        {
            var input = (left[n] + right[n]) * 0.5f;
            (input, _predelay[_predelayAt]) = (_predelay[_predelayAt], input);
            _predelayAt = _predelayAt + 1 == _predelay.Length ? 0 : _predelayAt + 1;

            // Bass would muddy the room.
            _lowCut += (input - _lowCut) * 0.025f;
            input -= _lowCut;
            for (var d = 0; d < _diffusers.Length; d++)
            {
                var line = _diffusers[d];
                var delayed = line[_diffuserAt[d]];
                var fed = input - 0.62f * delayed;
                line[_diffuserAt[d]] = fed;
                input = delayed + 0.62f * fed;
                _diffuserAt[d] = _diffuserAt[d] + 1 == line.Length ? 0 : _diffuserAt[d] + 1;
            }

            for (var l = 0; l < Lines; l++)
            {
                var tap = _lines[l][_at[l]] * _losses[l];
                _dull[l] += (tap - _dull[l]) * (1 - _damping);
                taps[l] = _dull[l];
            }

            left[n] += (taps[0] - taps[2] + taps[4] - taps[6]) * amount;
            right[n] += (taps[1] - taps[3] + taps[5] - taps[7]) * amount;
            Mix(taps);
            for (var l = 0; l < Lines; l++)
            {
                _lines[l][_at[l]] = taps[l] + ((l & 1) == 0 ? input : -input) * 0.5f + 1e-18f;
                _at[l] = _at[l] + 1 == _lines[l].Length ? 0 : _at[l] + 1;
            }
        }
    }

    /// <summary>Hadamard's matrix: every line feeds every other alike.</summary>
    private static void Mix(Span<float> taps)
    {
        for (var width = 1; width < Lines; width *= 2)
        {
            for (var start = 0; start < Lines; start += width * 2)
            {
                for (var n = start; n < start + width; n++)
                {
                    (taps[n], taps[n + width]) = (taps[n] + taps[n + width], taps[n] - taps[n + width]);
                }
            }
        }

        for (var n = 0; n < Lines; n++)
        {
            taps[n] *= 0.35355339f;
        }
    }
}
