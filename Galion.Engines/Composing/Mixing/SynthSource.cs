using Galion.Engines.Audio;
using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Sound;

namespace Galion.Engines.Composing.Mixing;

/// <summary>Plays one part on our own instruments.</summary>
internal sealed class SynthSource : IStemSource
{
    /// <summary>What every part is brought to before its place in the mix is given to it.</summary>
    private const double ReferenceLufs = -23;
    private const int Variants = 3;

    private readonly List<(int Start, Note Note, int Held)> _events = [];
    private readonly List<Voice> _voices = [];
    private readonly Patch? _patch;
    private readonly Dictionary<(int Key, int Variant), float[]> _hits = [];
    private readonly Kit? _kit;
    private readonly int _octaves;
    private readonly int _sampleRate;
    private readonly float _brightness;
    private readonly float _level;
    private int _next;
    private int _time;

    public SynthSource(Composition piece, Part part, int sampleRate, CancellationToken cancellationToken)
    {
        var brief = piece.Brief;
        _sampleRate = sampleRate;
        _brightness = brief.Mood.Brightness * brief.Style.Brightness;
        var framesPerTick = sampleRate / brief.TicksPerSecond;
        if (part == Part.Drums)
        {
            _kit = Kit.Named(brief.Instruments[part]);
        }
        else
        {
            var instrument = InstrumentBook.Named(brief.Instruments[part]);
            _patch = instrument.Patch;
            _octaves = instrument.Octaves;
        }

        foreach (var note in piece.Notes[part])
        {
            // Nobody damps the last chord: what dies away by itself rings out.
            var isLast = _patch is { DiesAway: true } && note.End >= piece.Ticks;
            var held = isLast ? int.MaxValue : Math.Max(64, (int)(note.Length * framesPerTick) - sampleRate / 200);
            _events.Add(((int)(note.Played * framesPerTick), note, held));
        }

        _events.Sort((one, other) => (one.Start, one.Note.Tick, one.Note.Pitch).CompareTo((other.Start, other.Note.Tick, other.Note.Pitch)));
        _level = Calibrate(part, brief, cancellationToken);
    }

    public void Render(Span<float> left, Span<float> right)
    {
        left.Clear();
        right.Clear();
        var alive = 0;
        for (var n = 0; n < _voices.Count; n++)
        {
            if (_voices[n].Render(left, right))
            {
                _voices[alive++] = _voices[n];
            }
        }

        _voices.RemoveRange(alive, _voices.Count - alive);
        for (; _next < _events.Count && _events[_next].Start < _time + left.Length; _next++)
        {
            var (start, note, held) = _events[_next];
            var voice = Play(note, held);
            var offset = Math.Max(0, start - _time);
            if (voice.Render(left[offset..], right[offset..]))
            {
                _voices.Add(voice);
            }
        }

        _time += left.Length;
        for (var n = 0; n < left.Length; n++)
        {
            left[n] *= _level;
            right[n] *= _level;
        }
    }

    public void Dispose()
    {
    }

    private Voice Play(Note note, int held)
    {
        // From the note itself and not from how many came before it: a section that is written anew changes no sound after it.
        var seed = (uint)(note.Tick * 2_654_435_761L + note.Pitch * 40_503L >> 8);
        if (_kit is null)
        {
            return _patch!.Play(new Strike(note.Pitch + 12 * _octaves, note.Velocity, held, _sampleRate, _brightness, seed));
        }

        var key = (note.Pitch, (int)(seed % Variants));
        if (!_hits.TryGetValue(key, out var samples))
        {
            samples = DrumSounds.Make(_kit, note.Pitch, key.Item2, _sampleRate);
            _hits[key] = samples;
        }

        return new HitVoice(samples, note.Velocity, Kit.Place(note.Pitch), _kit.IsChip);
    }

    /// <summary>
    /// The gain that makes two loud bars of this part as loud as those of any other. They are not taken from the piece, so that a section that is
    /// written anew changes no level elsewhere.
    /// </summary>
    private float Calibrate(Part part, Brief brief, CancellationToken cancellationToken)
    {
        const double MaxSeconds = 6;
        var framesPerTick = _sampleRate / brief.TicksPerSecond;
        var audio = new AudioBuffer(_sampleRate, 2, (int)(Math.Min(MaxSeconds, 2 * brief.BarSeconds) * _sampleRate));
        var notes = Composition.Sample(brief, part);
        for (var n = 0; n < notes.Count; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = (int)(notes[n].Played * framesPerTick);
            if (start < audio.Frames)
            {
                Play(notes[n], Math.Max(64, (int)(notes[n].Length * framesPerTick))).Render(audio[0][start..], audio[1][start..]);
            }
        }

        var loudness = Loudness.Measure(audio, cancellationToken).IntegratedLufs;
        return loudness <= Decibels.Silence ? 1 : (float)Decibels.ToGain(ReferenceLufs - loudness);
    }
}

/// <summary>One hit of a drum, darker when it is soft.</summary>
internal sealed class HitVoice : Voice
{
    private readonly float[] _samples;
    private readonly float _left;
    private readonly float _right;
    private readonly float _opening;
    private float _dull;
    private int _at;

    public HitVoice(float[] samples, float velocity, float place, bool isChip)
    {
        _samples = samples;
        var (left, right) = Pan(place);
        var level = velocity * velocity * 1.4f;
        (_left, _right) = (left * level, right * level);
        _opening = isChip ? 1 : Math.Clamp(0.25f + 0.85f * velocity, 0.2f, 1);
    }

    public override bool Render(Span<float> left, Span<float> right)
    {
        var count = Math.Min(left.Length, _samples.Length - _at);
        for (var n = 0; n < count; n++)
        {
            _dull += (_samples[_at + n] - _dull) * _opening;
            left[n] += _dull * _left;
            right[n] += _dull * _right;
        }

        _at += count;
        return _at < _samples.Length;
    }
}
