namespace Galion.Engines.Painting;

/// <summary>A random sequence (SplitMix64) that is the same on every machine for the same seed.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A sequence of its own for one part of a picture, so that adding a part leaves the others as they were.</summary>
    public static Dice For(long seed, string part)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var letter in part)
        {
            hash = (hash ^ letter) * 1_099_511_628_211UL;
        }

        return new Dice(Mix((ulong)seed * 0x9E37_79B9_7F4A_7C15UL ^ hash));
    }

    public ulong Next()
    {
        _state += 0x9E37_79B9_7F4A_7C15UL;
        return Mix(_state);
    }

    /// <summary>0 up to, not including, 1.</summary>
    public float Unit() => (Next() >> 40) * (1f / (1 << 24));

    public float Range(float from, float to) => from + (to - from) * Unit();

    public int Below(int count) => (int)(Next() % (ulong)count);

    public bool Chance(float probability) => Unit() < probability;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>Bell-shaped around 0 with deviation 1, within ±3.46.</summary>
    public float Bell() => (Unit() + Unit() + Unit() + Unit() - 2) * 1.7320508f;

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return z ^ (z >> 31);
    }
}
