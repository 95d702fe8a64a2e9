namespace Galion.NexusLang.Running;

/// <summary>Random numbers; after <see cref="Seed"/> the same ones in every run and on every machine (xoshiro256**).</summary>
internal sealed class RandomSource
{
    private readonly ulong[] _state = new ulong[4];

    internal RandomSource() => Seed(Random.Shared.NextInt64());

    internal void Seed(long seed)
    {
        ulong mix = (ulong)seed;
        for (int i = 0; i < _state.Length; i++)
        {
            mix += 0x9E3779B97F4A7C15;
            ulong z = (mix ^ (mix >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            _state[i] = z ^ (z >> 31);
        }
    }

    private ulong Next()
    {
        ulong result = ulong.RotateLeft(_state[1] * 5, 7) * 9;
        ulong shifted = _state[1] << 17;
        _state[2] ^= _state[0];
        _state[3] ^= _state[1];
        _state[1] ^= _state[2];
        _state[0] ^= _state[3];
        _state[2] ^= shifted;
        _state[3] = ulong.RotateLeft(_state[3], 45);
        return result;
    }

    /// <summary>From 0 to just below 1.</summary>
    internal double NextDouble() => (Next() >> 11) * (1.0 / (1L << 53));

    /// <summary>From 0 to just below <paramref name="count"/>, each equally likely.</summary>
    internal long NextBelow(ulong count)
    {
        ulong limit = ulong.MaxValue - (ulong.MaxValue % count);
        ulong drawn = Next();
        while (drawn >= limit)
        {
            drawn = Next();
        }

        return (long)(drawn % count);
    }

    /// <summary>Normally distributed around 0 with deviation 1.</summary>
    internal double NextNormal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }
}
