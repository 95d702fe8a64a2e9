using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>Houses, villages and windmills on dry ground.</summary>
internal static class Dwellings
{
    public static void Paint(Site site)
    {
        var village = site.Reading.Has(Subject.Village);
        var count = village ? 13 : site.Reading.Subjects.GetValueOrDefault(Subject.House);
        var spots = new List<(float X, float Z)>();
        for (var tries = 0; spots.Count < count && tries < 400; tries++)
        {
            var z = village ? site.Dice.Range(1.0f, 2.1f) : count == 1 ? site.Dice.Range(0.85f, 1.1f) : site.Dice.Range(0.8f, 1.6f);
            var x = (site.Scene.FocalX * (count == 1 ? 1.1f : 0.9f) / site.View.Focus + site.Dice.Bell() * (village ? 0.17f : count == 1 ? 0.02f : 0.15f)) * z;
            if (site.Relief.HeightAt(x, z) > 0.006f && spots.TrueForAll(other => MathF.Abs(other.X - x) + MathF.Abs(other.Z - z) > 0.13f))
            {
                spots.Add((x, z));
            }
        }

        if (spots.Count == 0 && count > 0)
        {
            site.Easel.LeaveOut(Subject.House);
            site.Easel.LeaveOut(Subject.Village);
        }

        foreach (var (x, z) in spots.OrderByDescending(spot => spot.Z))
        {
            site.Structures.House(site.Stage.At(x, z), (village ? 0.085f : 0.12f) * MathF.Max(0.9f, z));
        }

        if (site.Reading.Has(Subject.Windmill))
        {
            site.Structures.Windmill(site.Stage.At(site.Scene.FocalX * 1.3f, 1.15f), 0.30f);
        }
    }
}
