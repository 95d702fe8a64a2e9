using Galion.Engines.Imaging;

namespace Galion.Engines.Composing.Sound;

/// <param name="Attack">Seconds to the top.</param>
/// <param name="Decay">Seconds in which the way down to the sustained level shrinks to a third.</param>
/// <param name="Sustain">0 to 1.</param>
/// <param name="Release">Seconds in which the level shrinks to a third after the key is let go.</param>
internal readonly record struct Contour(float Attack, float Decay, float Sustain, float Release);

/// <summary>The level of a note over time: up in a line, down in curves.</summary>
internal struct Envelope(Contour contour, int sampleRate, int held)
{
    private readonly float _rise = 1 / MathF.Max(1, contour.Attack * sampleRate);
    private readonly float _fall = Shrink(contour.Decay, sampleRate);
    private readonly float _release = Shrink(contour.Release, sampleRate);
    private int _time;
    private bool _isFalling;

    public float Level { get; private set; }

    public readonly bool IsOver => _time > held && Level < 2e-4f || _isFalling && contour.Sustain == 0 && Level < 2e-4f;

    public float Next()
    {
        if (_time++ >= held)
        {
            Level -= Level * _release;
        }
        else if (_isFalling)
        {
            Level += (contour.Sustain - Level) * _fall;
        }
        else
        {
            Level += _rise;
            if (Level >= 1)
            {
                Level = 1;
                _isFalling = true;
            }
        }

        return Level;
    }

    private static float Shrink(float seconds, int sampleRate) => 1 - ExactMath.Exp(-1 / MathF.Max(1, seconds * sampleRate));
}
