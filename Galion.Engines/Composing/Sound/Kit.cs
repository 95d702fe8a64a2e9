using Galion.Engines.Composing.Parts;

namespace Galion.Engines.Composing.Sound;

/// <summary>A set of drums.</summary>
/// <param name="Program">Of General MIDI's percussion sets.</param>
/// <param name="Pitch">Octaves by which skins are tuned higher.</param>
/// <param name="Length">Factor of how long they ring.</param>
/// <param name="Snap">0 soft sticks and brushes to 1 hard ones.</param>
/// <param name="Dirt">Saturation, 0 to 1.</param>
/// <param name="Dull">Hertz above which nothing is left.</param>
internal sealed record Kit(string Name, int Program, float Pitch, float Length, float Snap, float Dirt, float Dull)
{
    /// <summary>Whether skins are synthesised as oscillators with a click rather than as drums in a room.</summary>
    public bool IsElectric { get; init; }

    /// <summary>Whether everything is noise and squares of an old console.</summary>
    public bool IsChip { get; init; }

    /// <summary>Whether low toms are timpani and large drums.</summary>
    public bool IsLarge { get; init; }

    /// <summary>Seconds of a room whose end is cut off.</summary>
    public float Gate { get; init; }

    public static IReadOnlyList<Kit> All { get; } =
    [
        new("acoustic_kit", 0, 0, 1, 0.7f, 0.2f, 15_000),
        new("brush_kit", 40, 0.1f, 0.8f, 0.25f, 0.05f, 11_000),
        new("soft_kit", 40, -0.1f, 1.1f, 0.15f, 0, 7_000),
        new("lofi_kit", 0, -0.15f, 0.75f, 0.5f, 0.55f, 6_500),
        new("electronic_kit", 24, 0, 0.9f, 1, 0.35f, 17_000) { IsElectric = true },
        new("retro_kit", 24, -0.1f, 1.1f, 0.9f, 0.3f, 14_000) { IsElectric = true, Gate = 0.22f },
        new("hand_percussion", 0, 0.35f, 0.7f, 0.45f, 0.05f, 12_000),
        new("orchestral_percussion", 48, -0.4f, 1.6f, 0.3f, 0, 12_000) { IsLarge = true },
        new("cinematic_kit", 48, -0.6f, 1.8f, 0.55f, 0.4f, 10_000) { IsLarge = true },
        new("chip_kit", 24, 0.2f, 0.6f, 1, 0, 18_000) { IsChip = true },
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(kit => kit.Name)];

    public static Kit Named(string name) => All.First(kit => kit.Name == name);

    /// <summary>Where a drum stands, −1 left to 1 right.</summary>
    public static float Place(int key) => key switch
    {
        Drum.Hat or Drum.OpenHat or Drum.PedalHat => 0.3f,
        Drum.Ride => -0.35f,
        Drum.Crash => -0.25f,
        Drum.HighTom or Drum.HighBongo => 0.25f,
        Drum.MidTom => 0,
        Drum.LowTom or Drum.FloorTom or Drum.LowBongo => -0.22f,
        Drum.Shaker => -0.45f,
        Drum.Tambourine => 0.4f,
        Drum.Triangle => 0.35f,
        Drum.Rim => 0.12f,
        _ => 0,
    };
}
