using Galion.Engines.Audio;
using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Sound;
using Galion.Engines.Imaging;

namespace Galion.Engines.Composing.Mixing;

/// <summary>
/// One part as it goes into the mix, with its effects, its share of the room, its level and the end of the piece. Nothing in it depends on the
/// other stems, so that one can be replaced and the others stay the same to the last bit.
/// </summary>
internal sealed class Stem : IDisposable
{
    private const float FadeSeconds = 1.2f;

    private readonly IStemSource _source;
    private readonly Effects _effects;
    private readonly Reverb _reverb;
    private readonly Widener? _widener;
    private readonly float _room;
    private readonly float _level;
    private readonly float _pump;
    private readonly int[] _kicks;
    private readonly int _frames;
    private readonly int _fadeFrames;
    private readonly float _recovery;
    private readonly Tape? _tape;
    private int _kick;
    private int _time;

    public Stem(Composition piece, Part part, IStemSource source, int sampleRate, int frames)
    {
        var (brief, style) = (piece.Brief, piece.Brief.Style);
        Part = part;
        _source = source;
        _frames = frames;
        var patch = part == Part.Drums ? new SubtractivePatch([], default) { LowCut = 24 } : InstrumentBook.Named(brief.Instruments[part]).Patch;
        _effects = new Effects(patch, sampleRate, brief.Meter.Pulse * 0.75 / brief.TicksPerSecond);
        _reverb = new Reverb(style.Space.Seconds, sampleRate);
        _room = style.Space.Amount * part switch { Part.Bass => 0.12f, Part.Drums => 0.45f, Part.Harmony => 0.9f, Part.Melody => 1.1f, _ => 1.1f };
        var width = style.Width * part switch { Part.Bass => 0, Part.Drums => 0.5f, Part.Melody => 0.5f, _ => 1 };
        _widener = width > 0 ? new Widener(part, width, sampleRate) : null;
        _level = (float)Decibels.ToGain(style.Levels[part] + part switch { Part.Drums => 3, Part.Bass => 3.5, Part.Harmony => 0.5, Part.Melody => 1, _ => -1.5 });
        _pump = part switch { Part.Drums or Part.Melody => 0, Part.Bass => style.Pump * 0.8f, _ => style.Pump };
        _kicks = [.. piece.Kicks.Select(tick => (int)(tick * (sampleRate / brief.TicksPerSecond)))];
        _recovery = (float)(brief.TicksPerSecond / (0.85 * Theory.Meter.PerQuarter * sampleRate));
        _fadeFrames = Math.Clamp((int)(FadeSeconds * sampleRate), 1, Math.Max(1, frames / 8));
        _tape = style.Worn ? new Tape(sampleRate, part is Part.Harmony or Part.Melody, part == Part.Pads || part == Part.Drums && !brief.Plays(Part.Pads)) : null;
    }

    public Part Part { get; }

    /// <summary>Fills both sides with the next frames.</summary>
    public void Render(Span<float> left, Span<float> right)
    {
        _source.Render(left, right);
        _effects.Process(left, right);
        if (_pump > 0)
        {
            Duck(left, right);
        }

        _tape?.Process(left, right);
        _widener?.Process(left, right);
        if (_room > 0)
        {
            _reverb.Process(left, right, _room);
        }

        for (var n = 0; n < left.Length; n++)
        {
            var rest = _frames - _time - n;
            var fade = rest >= _fadeFrames ? _level : rest <= 0 ? 0 : _level * rest / _fadeFrames;
            left[n] = Round(left[n] * fade);
            right[n] = Round(right[n] * fade);
        }

        _time += left.Length;
    }

    public void Dispose() => _source.Dispose();

    /// <summary>Leaves what is below three quarters of full scale as it is and bends the rest, so that a stem never clips.</summary>
    private static float Round(float sample)
    {
        const float Knee = 0.75f;
        var magnitude = MathF.Abs(sample);
        if (magnitude <= Knee)
        {
            return sample;
        }

        var over = (magnitude - Knee) / (1 - Knee);
        var bent = Knee + (1 - Knee) * over / (1 + over);
        return sample < 0 ? -bent : bent;
    }

    private void Duck(Span<float> left, Span<float> right)
    {
        for (var n = 0; n < left.Length; n++)
        {
            var time = _time + n;
            while (_kick + 1 < _kicks.Length && _kicks[_kick + 1] <= time)
            {
                _kick++;
            }

            if (_kick >= _kicks.Length || _kicks[_kick] > time)
            {
                continue;
            }

            // Down within 3 ms, back along a curve over most of a beat.
            var since = time - _kicks[_kick];
            var back = MathF.Min(1, since * _recovery);
            var gain = 1 - _pump * (1 - back) * (1 - back) * MathF.Min(1, since / 140f);
            left[n] *= gain;
            right[n] *= gain;
        }
    }
}

/// <summary>An old tape: pitch that wanders, highs that are gone, and where asked for a little crackle.</summary>
internal sealed class Tape(int sampleRate, bool wanders, bool crackles)
{
    private readonly float[][] _lines = [new float[sampleRate / 25], new float[sampleRate / 25]];
    private Filter _left;
    private Filter _right;
    private Noise _noise = new(77);
    private long _time;
    private float _crackle;

    public void Process(Span<float> left, Span<float> right)
    {
        _left.Tune(wanders ? 5_200 : 9_500, 0, sampleRate);
        _right.Tune(wanders ? 5_200 : 9_500, 0, sampleRate);
        var size = _lines[0].Length;
        for (var n = 0; n < left.Length; n++)
        {
            var time = _time + n;
            if (wanders)
            {
                var at = (int)(time % size);
                _lines[0][at] = left[n];
                _lines[1][at] = right[n];
                var seconds = 0.012f + 0.0022f * ExactMath.Sin(2 * MathF.PI * (float)(time * 0.55 / sampleRate % 1)) + 0.00012f * ExactMath.Sin(2 * MathF.PI * (float)(time * 6.3 / sampleRate % 1));
                var delay = seconds * sampleRate;
                var whole = (int)delay;
                var place = (int)((time + 4L * size - whole) % size);
                var before = place == 0 ? size - 1 : place - 1;
                left[n] = _lines[0][place] + (_lines[0][before] - _lines[0][place]) * (delay - whole);
                right[n] = _lines[1][place] + (_lines[1][before] - _lines[1][place]) * (delay - whole);
            }

            left[n] = _left.Low(left[n]);
            right[n] = _right.Low(right[n]);
            if (crackles)
            {
                var dust = _noise.Next();
                _crackle = dust > 0.9998f ? _noise.Next() * 0.035f : _crackle * 0.7f;
                var hiss = _noise.Next() * 0.0006f;
                left[n] += _crackle + hiss;
                right[n] += _crackle * 0.8f - hiss;
            }
        }

        _time += left.Length;
    }
}
