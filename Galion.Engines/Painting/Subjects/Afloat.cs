using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>What swims: boats and swans.</summary>
internal static class Afloat
{
    private const int MaxSwans = 8;

    /// <summary>Kilometres, as large as a picture needs it.</summary>
    private const float SwanHeight = 0.045f;
    private const float SwanLength = SwanHeight * 1.5f;

    public static void PaintBoats(Site site)
    {
        var count = Math.Min(12, site.Reading.Subjects.GetValueOrDefault(Subject.Boat));
        var spots = new List<(float X, float Z)>();
        for (var tries = 0; spots.Count < count && tries < 300; tries++)
        {
            var main = spots.Count == 0 && tries < 60;
            var z = main ? site.Dice.Range(0.55f, 0.8f) : site.Dice.Range(0.7f, 2.6f);
            var x = (main ? -site.Scene.FocalX * 0.55f + site.Dice.Bell() * 0.06f : site.Dice.Range(-0.45f, 0.45f)) * z / site.View.Focus;
            if (site.Relief.HasWater && site.Relief.HeightAt(x, z) < -0.004f && spots.TrueForAll(other => MathF.Abs(other.X / other.Z - x / z) > 0.08f))
            {
                spots.Add((x, z));
            }
        }

        if (spots.Count == 0)
        {
            site.Easel.LeaveOut(Subject.Boat);
        }

        foreach (var (x, z) in spots.OrderByDescending(spot => spot.Z))
        {
            site.Structures.Boat(site.Stage.At(x, z, 0), 0.11f + 0.02f * z);
        }
    }

    public static void PaintSwans(Site site)
    {
        var count = Math.Min(MaxSwans, site.Reading.Subjects.GetValueOrDefault(Subject.Swan) is var asked and not 1 ? asked : IsPlural(site.Reading) ? 3 : 1);
        var spots = new List<(float X, float Z)>();
        for (var tries = 0; spots.Count < count && tries < 400; tries++)
        {
            var z = spots.Count == 0 && tries < 60 ? site.Dice.Range(0.42f, 0.55f) : site.Dice.Range(0.45f, 1.5f);
            var unitX = spots.Count == 0 && tries < 60 ? site.Scene.FocalX * 0.8f + site.Dice.Bell() * 0.04f : site.Dice.Range(-0.42f, 0.42f);
            var x = unitX * z / site.View.Focus;
            // Two that overlap would be taken for one.
            var apart = spots.TrueForAll(other => MathF.Abs(other.X / other.Z - x / z) * site.View.Focus > SwanLength * site.Nearness * (1 / other.Z + 1 / z) * 0.5f);
            if (site.Relief.HasWater && site.Relief.HeightAt(x, z) < -0.006f && apart)
            {
                spots.Add((x, z));
            }
        }

        if (spots.Count == 0)
        {
            site.Easel.LeaveOut(Subject.Swan);
        }

        foreach (var (x, z) in spots.OrderByDescending(spot => spot.Z))
        {
            Swan.Draw(site.Pen, site.Stage, site.Stage.At(x, z, 0), SwanHeight, mirrored: site.Dice.Chance(0.5f));
        }
    }

    private static bool IsPlural(PromptReading reading) => reading.Understood.Any(term => term is "swans: swan" or "labedzie: swan" or "labedzi: swan" or "labedziami: swan");
}
