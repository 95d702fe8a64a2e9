using Galion.Engines.Composing.Parts;
using Galion.Engines.Imaging;

namespace Galion.Engines.Composing.Sound;

/// <summary>Makes the sound of one hit: skins as falling sines, wires and metal as filtered noise and squares that are out of tune with each other.</summary>
internal static class DrumSounds
{
    // Ratios of a struck plate.
    private static readonly float[] Metal = [2, 3.01f, 4.16f, 5.43f, 6.79f, 8.21f];
    private static readonly float[] Bars = [1, 2.41f, 3.9f, 5.2f, 6.6f];

    public static float[] Make(Kit kit, int key, int variant, int sampleRate)
    {
        var sound = new Sound(kit, sampleRate, (uint)(key * 31 + variant * 7 + 1));
        var spread = 1 + 0.012f * (variant - 1);
        if (kit.IsChip)
        {
            return sound.Chip(key);
        }

        var tune = ExactMath.Exp2(kit.Pitch) * spread;
        return key switch
        {
            Drum.Kick when kit.IsElectric => sound.Skin(48 * tune, 5.5f, 0.028f, 0.32f, 1, 0.5f),
            Drum.Kick when kit.IsLarge => sound.Skin(44 * tune, 2.2f, 0.06f, 0.9f, 1, 0.15f),
            Drum.Kick => sound.Skin(54 * tune, 3.2f, 0.022f, 0.2f, 1, 0.3f),
            Drum.Snare when kit.IsElectric => sound.Snare(185 * tune, 0.5f, 0.16f, 1_500, 0.85f),
            Drum.Snare => sound.Snare(205 * tune, 0.45f, kit.Snap > 0.4f ? 0.13f : 0.1f, 2_200, 0.5f + 0.4f * kit.Snap),
            Drum.Brush => sound.Burst(3_200, 0.9f, 0.11f, 0.02f, 0.4f),
            Drum.Rim => sound.Rim(1_650 * tune),
            Drum.Clap => sound.Clap(),
            Drum.Hat => sound.Cymbal(kit.IsElectric ? 540 : 430, 7_500, 0.035f, 0.5f),
            Drum.PedalHat => sound.Cymbal(400, 6_500, 0.05f, 0.32f),
            Drum.OpenHat => sound.Cymbal(kit.IsElectric ? 540 : 430, 7_000, 0.28f, 0.5f),
            Drum.Ride => sound.Cymbal(310, 5_200, 0.5f, 0.2f, ping: 1),
            Drum.Crash => sound.Cymbal(280, kit.IsLarge ? 2_400 : 3_600, 0.9f * kit.Length, 0.42f),
            Drum.LowTom when kit.IsLarge => sound.Skin(62 * tune, 1.35f, 0.05f, 1.1f, 0.95f, 0.3f),
            Drum.FloorTom when kit.IsLarge => sound.Skin(84 * tune, 1.3f, 0.04f, 0.7f, 0.75f, 0.35f),
            Drum.LowTom => sound.Skin(88 * tune, 1.7f, 0.05f, 0.38f, 0.85f, 0.3f),
            Drum.FloorTom => sound.Skin(76 * tune, 1.7f, 0.05f, 0.45f, 0.85f, 0.3f),
            Drum.MidTom => sound.Skin(122 * tune, 1.7f, 0.045f, 0.32f, 0.8f, 0.3f),
            Drum.HighTom => sound.Skin(164 * tune, 1.7f, 0.04f, 0.26f, 0.75f, 0.3f),
            Drum.LowBongo => sound.Skin(210 * tune, 1.25f, 0.02f, 0.12f, 0.6f, 0.5f),
            Drum.HighBongo => sound.Skin(320 * tune, 1.25f, 0.015f, 0.08f, 0.55f, 0.5f),
            Drum.Cowbell => sound.Bell([560, 845], 0.18f, 0.3f),
            Drum.Triangle => sound.Bell([2_480, 4_110, 6_730, 9_320], 1.4f, 0.12f),
            Drum.Tambourine => sound.Burst(8_200, 0.6f, 0.09f, 0.004f, 0.4f),
            _ => sound.Burst(6_200, 0.7f, 0.045f, 0.012f, 0.3f),
        };
    }

    private sealed class Sound(Kit kit, int sampleRate, uint seed)
    {
        private Noise _noise = new(seed);

        public float[] Skin(float hertz, float drop, float dropSeconds, float decay, float level, float click)
        {
            var samples = New(decay * kit.Length * 7);
            var (phase, phase2) = (0f, 0f);
            var filter = default(Filter);
            filter.Tune(kit.Snap > 0.5f ? 4_200 : 1_800, 0.1f, sampleRate);
            for (var n = 0; n < samples.Length; n++)
            {
                var time = (float)n / sampleRate;
                var frequency = hertz * (1 + (drop - 1) * ExactMath.Exp(-time / dropSeconds));
                phase += frequency / sampleRate;
                phase2 += frequency * 1.59f / sampleRate;
                var body = ExactMath.Sin(2 * MathF.PI * (phase - (int)phase)) * ExactMath.Exp(-time / (decay * kit.Length));
                var overtone = kit.IsElectric ? 0 : 0.28f * ExactMath.Sin(2 * MathF.PI * (phase2 - (int)phase2)) * ExactMath.Exp(-time / (decay * 0.35f));
                var stick = filter.Low(_noise.Next()) * click * (0.3f + kit.Snap) * ExactMath.Exp(-time / 0.006f);
                samples[n] = (body + overtone + stick) * level;
            }

            return Finish(samples, 1);
        }

        public float[] Snare(float hertz, float tone, float decay, float highPass, float wires)
        {
            var seconds = kit.Gate > 0 ? kit.Gate * 1.2f : decay * kit.Length * 6;
            var samples = New(seconds);
            var high = default(Filter);
            var peak = default(Filter);
            high.Tune(highPass, 0.05f, sampleRate);
            peak.Tune(4_600, 0.3f, sampleRate);
            for (var n = 0; n < samples.Length; n++)
            {
                var time = (float)n / sampleRate;
                var skin = (ExactMath.Sin(2 * MathF.PI * hertz * time) + 0.6f * ExactMath.Sin(2 * MathF.PI * hertz * 1.62f * time)) * ExactMath.Exp(-time / (0.045f * kit.Length));
                var white = _noise.Next();
                var wire = high.High(white) + 0.5f * peak.Band(white);

                // A gated room stays loud and stops.
                var shape = kit.Gate > 0 ? time < kit.Gate ? 0.35f + 0.65f * ExactMath.Exp(-time / 0.09f) : ExactMath.Exp(-(time - kit.Gate) / 0.012f) * 0.4f : ExactMath.Exp(-time / (decay * kit.Length));
                samples[n] = skin * tone + wire * wires * shape * (time < 0.002f ? time * 500 : 1);
            }

            return Finish(samples, 0.8f);
        }

        public float[] Clap()
        {
            var samples = New(0.5f);
            var band = default(Filter);
            band.Tune(1_350, 0.45f, sampleRate);
            for (var n = 0; n < samples.Length; n++)
            {
                var time = (float)n / sampleRate;
                var hands = 0f;
                foreach (var start in new[] { 0, 0.011f, 0.023f })
                {
                    hands += time >= start ? ExactMath.Exp(-(time - start) / 0.004f) : 0;
                }

                hands += time >= 0.03f ? ExactMath.Exp(-(time - 0.03f) / 0.085f) * 0.8f : 0;
                samples[n] = band.Band(_noise.Next()) * hands;
            }

            return Finish(samples, 0.75f);
        }

        public float[] Rim(float hertz)
        {
            var samples = New(0.12f);
            for (var n = 0; n < samples.Length; n++)
            {
                var time = (float)n / sampleRate;
                samples[n] = (ExactMath.Sin(2 * MathF.PI * hertz * time) + 0.5f * ExactMath.Sin(2 * MathF.PI * hertz * 0.31f * time)) * ExactMath.Exp(-time / 0.011f) + _noise.Next() * 0.3f * ExactMath.Exp(-time / 0.003f);
            }

            return Finish(samples, 0.5f);
        }

        public float[] Cymbal(float hertz, float highPass, float decay, float level, float ping = 0)
        {
            var samples = New(MathF.Min(3.5f, decay * 5));
            var high = default(Filter);
            var second = default(Filter);
            high.Tune(highPass, 0.1f, sampleRate);
            second.Tune(highPass, 0.1f, sampleRate);
            Span<float> phases = stackalloc float[Metal.Length];
            for (var n = 0; n < samples.Length; n++)
            {
                var time = (float)n / sampleRate;
                var metal = 0f;
                for (var bar = 0; bar < Metal.Length; bar++)
                {
                    phases[bar] += hertz * Metal[bar] / sampleRate;
                    phases[bar] -= (int)phases[bar];
                    metal += phases[bar] < 0.5f ? 0.16f : -0.16f;
                }

                var shape = 0.75f * ExactMath.Exp(-time / decay) + 0.25f * ExactMath.Exp(-time / (decay * 0.15f));
                var bell = ping > 0 ? ping * 0.2f * ExactMath.Sin(2 * MathF.PI * hertz * 9.7f * time) * ExactMath.Exp(-time / 0.25f) : 0;
                samples[n] = (second.High(high.High(metal + _noise.Next() * 0.55f)) + bell) * shape * (time < 0.0015f ? time * 667 : 1);
            }

            return Finish(samples, level);
        }

        public float[] Burst(float hertz, float width, float decay, float attack, float level)
        {
            var samples = New(decay * 7);
            var band = default(Filter);
            band.Tune(hertz, 1 - width, sampleRate);
            for (var n = 0; n < samples.Length; n++)
            {
                var time = (float)n / sampleRate;
                samples[n] = band.High(_noise.Next()) * (time < attack ? time / attack : ExactMath.Exp(-(time - attack) / decay));
            }

            return Finish(samples, level);
        }

        public float[] Bell(float[] hertz, float decay, float level)
        {
            var samples = New(MathF.Min(3, decay * 5));
            for (var n = 0; n < samples.Length; n++)
            {
                var time = (float)n / sampleRate;
                for (var bar = 0; bar < hertz.Length; bar++)
                {
                    samples[n] += ExactMath.Sin(2 * MathF.PI * hertz[bar] * time) * ExactMath.Exp(-time * Bars[bar] / decay) / (bar + 1);
                }
            }

            return Finish(samples, level);
        }

        public float[] Chip(int key)
        {
            var isSkin = key is Drum.Kick or Drum.LowTom or Drum.MidTom or Drum.HighTom or Drum.FloorTom;
            var (hold, decay, level) = key switch
            {
                Drum.Kick => (1, 0.06f, 0.9f),
                Drum.Snare or Drum.Clap => (3, 0.07f, 0.55f),
                Drum.Crash => (2, 0.45f, 0.45f),
                Drum.OpenHat => (1, 0.1f, 0.3f),
                _ when isSkin => (1, 0.09f, 0.7f),
                _ => (1, 0.022f, 0.3f),
            };
            var samples = New(decay * 6);
            var (phase, value) = (0f, 0f);
            var start = key == Drum.Kick ? 220f : 330f;
            for (var n = 0; n < samples.Length; n++)
            {
                var time = (float)n / sampleRate;
                phase += start * ExactMath.Exp(-time / 0.035f) / sampleRate + 40f / sampleRate;
                phase -= (int)phase;
                value = n % (hold * 2) == 0 ? _noise.Next() : value;
                var tone = 4 * MathF.Abs(phase - 0.5f) - 1;
                samples[n] = (isSkin ? tone : value) * ExactMath.Exp(-time / decay);
            }

            return Finish(samples, level);
        }

        private float[] New(float seconds) => new float[Math.Max(64, (int)(seconds * sampleRate))];

        private float[] Finish(float[] samples, float level)
        {
            var dull = default(Filter);
            dull.Tune(kit.Dull, 0, sampleRate);
            var peak = 0f;
            for (var n = 0; n < samples.Length; n++)
            {
                var driven = samples[n] * (1 + 2.5f * kit.Dirt);
                samples[n] = dull.Low(kit.Dirt > 0 ? driven / (1 + MathF.Abs(driven) * 0.6f * kit.Dirt) : driven);
                peak = MathF.Max(peak, MathF.Abs(samples[n]));
            }

            // Ends fade, so that none clicks.
            var fade = Math.Min(samples.Length, sampleRate / 200);
            for (var n = 0; n < samples.Length; n++)
            {
                samples[n] *= level / MathF.Max(peak, 1e-6f) * MathF.Min(1, (float)(samples.Length - n) / fade);
            }

            return samples;
        }
    }
}
