using Galion.Engines.Composing.Parts;

namespace Galion.Engines.Composing.Sound;

/// <summary>An instrument that a part can be given.</summary>
/// <param name="Name">As the options have it.</param>
/// <param name="Program">The nearest of General MIDI, 0 to 127.</param>
/// <param name="Parts">The parts it suits.</param>
internal sealed record Instrument(string Name, int Program, Part[] Parts, Patch Patch)
{
    /// <summary>By which the part is moved to lie well on the instrument.</summary>
    public int Octaves { get; init; }
}

internal static class InstrumentBook
{
    private static readonly Part[] Low = [Part.Bass];
    private static readonly Part[] Chordal = [Part.Harmony, Part.Melody];
    private static readonly Part[] Lead = [Part.Melody];
    private static readonly Part[] Held = [Part.Pads, Part.Harmony];
    private static readonly Part[] Any = [Part.Harmony, Part.Melody, Part.Pads];

    private static readonly Contour Plucked = new(0.002f, 0.35f, 0.15f, 0.12f);

    public static IReadOnlyList<Instrument> All { get; } =
    [
        new("sub_bass", 38, Low, new SubtractivePatch([new(Wave.Sine, 0.8f), new(Wave.Triangle, 0.3f), new(Wave.Saw, 0.06f)], new Contour(0.03f, 0.6f, 0.9f, 0.25f)) { Cutoff = 500, Tracking = 0.4f, LowCut = 25 }),
        new("synth_bass", 38, Low, new SubtractivePatch([new(Wave.Saw, 0.5f, 0, -5), new(Wave.Saw, 0.5f, 0, 5), new(Wave.Square, 0.35f, -1)], new Contour(0.003f, 0.5f, 0.7f, 0.06f))
            { Cutoff = 420, Resonance = 0.35f, Sweep = 2.2f, SweepContour = new(0.002f, 0.14f, 0.15f, 0.1f), Drive = 0.35f, LowCut = 28 }),
        new("fm_bass", 39, Low, new FmPatch([new(1, 1, 2.6f, 0.12f, 0.15f, 0.7f, new Contour(0.003f, 0.5f, 0.6f, 0.07f)), new(0.5f, 1, 0.8f, 0.2f, 0.1f, 0.5f, new Contour(0.003f, 0.6f, 0.7f, 0.08f))]) { Drive = 0.2f, LowCut = 28 }),
        new("upright_bass", 32, Low, new StringPatch { Ring = 1.7f, Steel = 0.35f, Place = 0.3f, Attack = 900, Body = [(98, 0.9f), (190, 0.5f), (620, 0.25f)], Release = 0.09f, LowCut = 32 }),
        new("electric_bass", 33, Low, new StringPatch { Ring = 3, Steel = 0.6f, Place = 0.22f, Attack = 1_400, Body = [(90, 0.6f), (760, 0.3f)], Release = 0.06f, Drive = 0.18f, LowCut = 32 }),
        new("contrabass", 43, Low, new SubtractivePatch([new(Wave.Saw, 0.5f, 0, -7, -0.3f), new(Wave.Saw, 0.5f, 0, 6, 0.3f), new(Wave.Saw, 0.3f, -1, 3)], new Contour(0.07f, 1, 0.85f, 0.18f))
            { Cutoff = 700, Tracking = 0.6f, VelocitySweep = 2, Vibrato = (4.8f, 9, 0.3f), Formants = [(180, 0.7f), (520, 0.4f)], LowCut = 30 }),
        new("chip_bass", 38, Low, new SubtractivePatch([new(Wave.Triangle, 1)], new Contour(0.002f, 1, 1, 0.01f)) { Cutoff = 12_000, LowCut = 30 }),
        new("piano", 0, [Part.Bass, Part.Harmony, Part.Melody], Piano()),
        new("electric_piano", 4, Chordal, new FmPatch([
            new(1, 1, 1.1f, 0.9f, 0.12f, 0.75f, new Contour(0.002f, 1.3f, 0, 0.14f)), new(1, 14, 0.5f, 0.09f, 0, 0.22f, new Contour(0.001f, 0.35f, 0, 0.1f)),
        ]) { Tremolo = (4.2f, 0.28f), Chorus = 0.3f, Drive = 0.15f, LowCut = 90 }),
        new("acoustic_guitar", 25, Chordal, new StringPatch { Ring = 3.4f, Steel = 0.86f, Place = 0.2f, Attack = 3_200, LowCut = 85 }),
        new("nylon_guitar", 24, Chordal, new StringPatch { Ring = 2.6f, Steel = 0.55f, Place = 0.28f, Attack = 1_700, Body = [(105, 0.6f), (210, 0.5f), (400, 0.3f)], LowCut = 85 }),
        new("clean_guitar", 27, Chordal, new StringPatch { Ring = 4.2f, Steel = 0.72f, Place = 0.14f, Attack = 2_400, Body = [(340, 0.2f), (1_900, 0.2f)], Chorus = 0.5f, Drive = 0.25f, LowCut = 95 }),
        new("harp", 46, [Part.Harmony, Part.Melody], new StringPatch { Ring = 5, Steel = 0.6f, Place = 0.4f, Attack = 2_000, Body = [(150, 0.3f), (330, 0.3f)], Release = 0.9f, LowCut = 80 }),
        new("organ", 16, Any, new ModalPatch([new(0.5f, 0.5f, 0), new(1, 0.8f, 0), new(1.5f, 0.35f, 0), new(2, 0.5f, 0), new(3, 0.25f, 0), new(4, 0.2f, 0), new(6, 0.1f, 0), new(8, 0.08f, 0)])
            { VelocityTilt = 0.2f, Attack = 0.008f, Release = 0.04f, Tremolo = (5.8f, 0.25f), Chorus = 0.5f, LowCut = 70 }),
        new("accordion", 21, Any, new SubtractivePatch([new(Wave.Pulse, 0.45f, 0, -8, -0.4f), new(Wave.Pulse, 0.45f, 0, 8, 0.4f), new(Wave.Saw, 0.25f, 1)], new Contour(0.04f, 1, 0.9f, 0.07f))
            { Cutoff = 2_600, Formants = [(620, 0.4f), (1_450, 0.3f)], Vibrato = (5.4f, 6, 0.1f), LowCut = 110 }),
        new("marimba", 12, Chordal, new ModalPatch([new(1, 1, 1.1f), new(3.93f, 0.3f, 0.3f), new(9.2f, 0.14f, 0.12f)]) { VelocityTilt = 0.8f, Tracking = 0.9f, Knock = 0.12f, Release = 0.6f, LowCut = 90 }),
        new("music_box", 10, Chordal, new ModalPatch([new(1, 0.8f, 2.6f), new(2.01f, 0.16f, 1.4f), new(5.8f, 0.2f, 0.5f), new(9.1f, 0.08f, 0.25f)]) { VelocityTilt = 0.4f, Release = 0.9f, Knock = 0.03f, LowCut = 200 }) { Octaves = 1 },
        new("vibraphone", 11, Chordal, new ModalPatch([new(1, 1, 4), new(4, 0.22f, 1.3f), new(10.1f, 0.1f, 0.3f)]) { VelocityTilt = 0.9f, Release = 0.35f, Tremolo = (5.2f, 0.35f), Knock = 0.03f, LowCut = 120 }),
        new("bell", 14, Lead, new FmPatch([new(1, 3.5f, 1.3f, 1.2f, 0.05f, 0.5f, new Contour(0.002f, 1.8f, 0, 1.1f)), new(2, 5.4f, 0.8f, 0.5f, 0, 0.22f, new Contour(0.002f, 0.9f, 0, 0.7f))]) { Chorus = 0.25f, Echo = 0.3f, LowCut = 180 }),
        new("synth_pluck", 81, Chordal, new SubtractivePatch([new(Wave.Saw, 0.5f, 0, -6, -0.5f), new(Wave.Saw, 0.5f, 0, 7, 0.5f), new(Wave.Square, 0.25f)], Plucked)
            { Cutoff = 900, Resonance = 0.25f, Sweep = 2.8f, SweepContour = new(0.001f, 0.12f, 0.05f, 0.15f), Echo = 0.3f, LowCut = 140 }),
        new("saw_stabs", 90, [Part.Harmony, Part.Pads], new SubtractivePatch(
            [new(Wave.Saw, 0.3f, 0, -14, -0.8f), new(Wave.Saw, 0.3f, 0, -5, 0.4f), new(Wave.Saw, 0.3f, 0, 6, -0.4f), new(Wave.Saw, 0.3f, 0, 13, 0.8f)], new Contour(0.003f, 0.4f, 0.5f, 0.12f))
            { Cutoff = 1_500, Resonance = 0.15f, Sweep = 1.8f, SweepContour = new(0.002f, 0.2f, 0.2f, 0.2f), LowCut = 150 }),
        new("flute", 73, Lead, new SubtractivePatch([new(Wave.Triangle, 0.8f), new(Wave.Sine, 0.35f, 1)], new Contour(0.06f, 0.5f, 0.85f, 0.09f))
            { Cutoff = 2_200, Tracking = 0.8f, Breath = 0.07f, Vibrato = (5.1f, 14, 0.25f), Scoop = 18, Formants = [(820, 0.15f)], LowCut = 200 }),
        new("whistle", 78, Lead, new SubtractivePatch([new(Wave.Sine, 0.9f), new(Wave.Triangle, 0.3f)], new Contour(0.03f, 0.4f, 0.85f, 0.05f))
            { Cutoff = 3_400, Tracking = 0.8f, Breath = 0.09f, Vibrato = (5.6f, 11, 0.3f), Scoop = 30, LowCut = 300 }) { Octaves = 1 },
        new("clarinet", 71, Lead, new SubtractivePatch([new(Wave.Square, 0.7f)], new Contour(0.045f, 0.6f, 0.9f, 0.07f))
            { Cutoff = 1_700, Tracking = 0.6f, VelocitySweep = 2.2f, Breath = 0.015f, Vibrato = (4.8f, 5, 0.4f), Formants = [(1_250, 0.3f)], LowCut = 130 }),
        new("saxophone", 66, Lead, new SubtractivePatch([new(Wave.Saw, 0.6f), new(Wave.Pulse, 0.3f, 0, 4)], new Contour(0.035f, 0.5f, 0.85f, 0.09f))
            { Cutoff = 1_600, Tracking = 0.6f, VelocitySweep = 2.6f, Breath = 0.03f, Vibrato = (5, 15, 0.3f), Scoop = 45, Formants = [(480, 0.5f), (1_150, 0.6f), (2_400, 0.25f)], Drive = 0.2f, LowCut = 110 }),
        new("trumpet", 56, Lead, new SubtractivePatch([new(Wave.Saw, 0.7f)], new Contour(0.03f, 0.3f, 0.85f, 0.07f))
            { Cutoff = 1_300, Tracking = 0.7f, Sweep = 1.2f, SweepContour = new(0.05f, 0.25f, 0.7f, 0.1f), VelocitySweep = 3, Vibrato = (5.3f, 9, 0.35f), Formants = [(1_200, 0.5f), (2_300, 0.35f)], LowCut = 150 }),
        new("violin", 40, Lead, new SubtractivePatch([new(Wave.Saw, 0.7f), new(Wave.Saw, 0.25f, 0, 5)], new Contour(0.08f, 0.6f, 0.9f, 0.14f))
            { Cutoff = 3_200, Tracking = 0.5f, VelocitySweep = 1.8f, Vibrato = (5.7f, 16, 0.2f), Scoop = 12, Formants = [(460, 0.35f), (1_050, 0.35f), (2_800, 0.4f)], Breath = 0.012f, LowCut = 180 }),
        new("cello", 42, [Part.Melody, Part.Bass], new SubtractivePatch([new(Wave.Saw, 0.7f), new(Wave.Saw, 0.3f, 0, -5)], new Contour(0.09f, 0.6f, 0.9f, 0.18f))
            { Cutoff = 1_500, Tracking = 0.5f, VelocitySweep = 2, Vibrato = (5.2f, 14, 0.25f), Formants = [(240, 0.5f), (650, 0.4f), (1_500, 0.3f)], Breath = 0.012f, LowCut = 55 }),
        new("saw_lead", 81, Lead, new SubtractivePatch([new(Wave.Saw, 0.4f, 0, -9, -0.6f), new(Wave.Saw, 0.5f), new(Wave.Saw, 0.4f, 0, 9, 0.6f), new(Wave.Square, 0.2f, -1)], new Contour(0.012f, 0.4f, 0.8f, 0.16f))
            { Cutoff = 2_000, Resonance = 0.2f, Sweep = 1, SweepContour = new(0.01f, 0.35f, 0.4f, 0.2f), Vibrato = (5.5f, 12, 0.3f), Echo = 0.35f, Drive = 0.2f, LowCut = 160 }),
        new("square_lead", 80, Lead, new SubtractivePatch([new(Wave.Square, 0.5f, 0, -5, -0.4f), new(Wave.Square, 0.5f, 0, 5, 0.4f)], new Contour(0.008f, 0.4f, 0.75f, 0.12f))
            { Cutoff = 2_600, Resonance = 0.15f, Vibrato = (5.8f, 14, 0.25f), Echo = 0.35f, LowCut = 160 }),
        new("glass_lead", 98, Lead, new FmPatch([new(1, 2, 0.7f, 0.8f, 0.2f, 0.6f, new Contour(0.04f, 1.2f, 0.35f, 0.7f)), new(3, 7, 0.4f, 0.3f, 0, 0.1f, new Contour(0.005f, 0.6f, 0, 0.5f))]) { Chorus = 0.4f, Echo = 0.4f, LowCut = 200 }),
        new("chip_lead", 80, Lead, new SubtractivePatch([new(Wave.Pulse, 1)], new Contour(0.002f, 0.25f, 0.55f, 0.03f)) { Cutoff = 16_000, VelocitySweep = 0, Vibrato = (6.5f, 22, 0.18f), Echo = 0.22f, LowCut = 150 }),
        new("chip_arp", 80, [Part.Harmony, Part.Melody], new SubtractivePatch([new(Wave.Square, 0.8f, 0, -4, -0.7f), new(Wave.Pulse, 0.6f, 0, 4, 0.7f)], new Contour(0.001f, 0.09f, 0.2f, 0.02f)) { Cutoff = 16_000, VelocitySweep = 0, LowCut = 200 }) { Octaves = 1 },
        new("chip_pad", 80, [Part.Pads], new SubtractivePatch([new(Wave.Triangle, 0.6f, 0, -6, -0.8f), new(Wave.Triangle, 0.6f, 0, 6, 0.8f), new(Wave.Square, 0.12f)], new Contour(0.02f, 1, 0.9f, 0.06f)) { Cutoff = 9_000, Vibrato = (6, 10, 0.2f), LowCut = 150 }),
        new("strings", 48, Any, new SubtractivePatch(
            [new(Wave.Saw, 0.3f, 0, -11, -0.8f), new(Wave.Saw, 0.3f, 0, -4, -0.25f), new(Wave.Saw, 0.3f, 0, 4, 0.3f), new(Wave.Saw, 0.3f, 0, 11, 0.8f)], new Contour(0.13f, 0.8f, 0.9f, 0.3f))
            { Cutoff = 2_100, Tracking = 0.4f, VelocitySweep = 2.4f, Vibrato = (5.3f, 7, 0.2f), Formants = [(480, 0.3f), (1_300, 0.2f)], LowCut = 120 }),
        new("brass", 61, Any, new SubtractivePatch([new(Wave.Saw, 0.4f, 0, -6, -0.5f), new(Wave.Saw, 0.4f, 0, 6, 0.5f), new(Wave.Saw, 0.3f, -1, 2)], new Contour(0.07f, 0.5f, 0.85f, 0.16f))
            { Cutoff = 900, Tracking = 0.5f, Sweep = 1.3f, SweepContour = new(0.09f, 0.5f, 0.7f, 0.2f), VelocitySweep = 3, Formants = [(500, 0.3f), (1_100, 0.3f)], LowCut = 70 }),
        new("choir", 52, Any, new SubtractivePatch(
            [new(Wave.Saw, 0.3f, 0, -13, -0.7f), new(Wave.Saw, 0.3f, 0, -3, 0.2f), new(Wave.Saw, 0.3f, 0, 8, 0.7f), new(Wave.Pulse, 0.2f, 0, 3)], new Contour(0.24f, 1, 0.9f, 0.4f))
            { Cutoff = 780, Tracking = 0.2f, VelocitySweep = 1, Vibrato = (4.9f, 17, 0.2f), Breath = 0.03f, Formants = [(640, 1.4f), (1_080, 1.1f), (2_700, 0.5f)], LowCut = 140 }),
        new("warm_pad", 89, Held, new SubtractivePatch([new(Wave.Saw, 0.3f, 0, -9, -0.7f), new(Wave.Saw, 0.3f, 0, 9, 0.7f), new(Wave.Triangle, 0.5f), new(Wave.Triangle, 0.2f, -1)], new Contour(0.5f, 1.5f, 0.85f, 0.7f))
            { Cutoff = 750, Tracking = 0.3f, Sweep = 0.7f, SweepContour = new(1.4f, 2, 0.4f, 1), Chorus = 0.4f, LowCut = 120 }),
        new("glass_pad", 92, Held, new FmPatch([new(1, 2.003f, 0.6f, 3, 0.5f, 0.5f, new Contour(0.6f, 2, 0.7f, 0.9f)), new(2, 3.01f, 0.3f, 2, 0.4f, 0.2f, new Contour(0.9f, 2, 0.6f, 0.9f))]) { Chorus = 0.7f, LowCut = 150 }),
        new("sweep_pad", 95, Held, new SubtractivePatch(
            [new(Wave.Saw, 0.3f, 0, -15, -0.9f), new(Wave.Saw, 0.3f, 0, -5, 0.4f), new(Wave.Saw, 0.3f, 0, 6, -0.4f), new(Wave.Saw, 0.3f, 0, 14, 0.9f)], new Contour(0.35f, 1, 0.9f, 0.5f))
            { Cutoff = 520, Resonance = 0.25f, Tracking = 0.2f, Sweep = 1.9f, SweepContour = new(1.8f, 2.5f, 0.3f, 0.8f), Chorus = 0.5f, LowCut = 130 }),
    ];

    public static Instrument Named(string name) => All.First(instrument => instrument.Name == name);

    /// <summary>The names of those that suit a part.</summary>
    public static IReadOnlyList<string> For(Part part) => part == Part.Drums ? Kit.Names : [.. All.Where(instrument => instrument.Parts.Contains(part)).Select(instrument => instrument.Name)];

    /// <summary>A struck string: modes that fall off with their number, missing where the hammer hits, each dying in its own time.</summary>
    private static ModalPatch Piano()
    {
        var modes = new List<Mode>();
        for (var n = 1; n <= 28; n++)
        {
            var hammer = MathF.Abs(Imaging.ExactMath.Sin(MathF.PI * n * 0.12f)) / 0.37f;
            modes.Add(new Mode(n, 0.9f * MathF.Min(1, hammer) / Imaging.ExactMath.Pow(n, 0.9f), 7.5f / (1 + 0.32f * (n - 1))));
        }

        return new ModalPatch([.. modes])
        {
            VelocityTilt = 0.75f, Tracking = 0.55f, Stiffness = 0.00035f, Strings = 1.3f, Knock = 0.2f, Spread = 0.75f, Release = 0.1f, LowCut = 35,
        };
    }
}
