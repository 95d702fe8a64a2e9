using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>Houses, villages and windmills on dry ground.</summary>
internal static class Dwellings
{
    private const int MaxCounted = 11;

    /// <summary>Units of width of a house to one of height.</summary>
    private const float Breadth = 1.55f;

    public static void Paint(Site site)
    {
        var village = site.Reading.Has(Subject.Village);
        var count = village ? 13 : site.Reading.Subjects.GetValueOrDefault(Subject.House);
        if (!village && count is > 1 and <= MaxCounted && TryPaintCounted(site, count))
        {
            count = 0;
        }

        var spots = new List<(float X, float Z)>();
        for (var tries = 0; spots.Count < count && tries < 400; tries++)
        {
            var z = village ? site.Dice.Range(1.0f, 2.1f) : count == 1 ? site.Dice.Range(0.85f, 1.1f) : site.Dice.Range(0.8f, 1.6f);
            var x = (site.Scene.FocalX * (count == 1 ? 1.1f : 0.9f) / site.View.Focus + site.Dice.Bell() * (village ? 0.17f : count == 1 ? 0.02f : 0.15f)) * z;
            if (tries >= 200)
            {
                // Where the usual place is under water they stand on any shore that is seen.
                z = site.Dice.Range(0.8f, 4.6f);
                x = site.Dice.Range(-0.45f, 0.45f) * site.Canvas.Width / site.View.Unit * z / site.View.Focus;
                if (!site.IsSeen(x, z, 0.006f))
                {
                    continue;
                }
            }

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

    /// <summary>A few houses each stand by themselves; false where the land has no room for that.</summary>
    private static bool TryPaintCounted(Site site, int count)
    {
        var reach = site.Canvas.Width * 0.47f / site.View.Unit;
        var apart = new Apart(reach);
        var sizes = Apart.Sizes(count, site.Dice);
        var height = apart.Fit(sizes, Breadth, 0.13f * site.Nearness);
        var spots = new List<(float X, float Z, float Height)>();
        foreach (var size in sizes)
        {
            var width = height * size * Breadth;
            for (var tries = 0; ; tries++)
            {
                if (tries == 120)
                {
                    return false;
                }

                // Together around the focal point at first, then wherever there is room.
                var unitX = site.Scene.FocalX * 0.7f + site.Dice.Bell() * reach * (0.25f + tries * 0.01f);
                var z = 0.72f / size * site.Dice.Range(0.95f, 1.25f);
                var x = unitX * z / site.View.Focus;
                if (apart.IsFree(unitX, width) && site.IsSeen(x, z, 0.006f))
                {
                    apart.Take(unitX, width);
                    spots.Add((x, z, height * size));
                    break;
                }
            }
        }

        foreach (var (x, z, tall) in spots.OrderByDescending(spot => spot.Z))
        {
            site.Structures.House(site.Stage.At(x, z), tall * z / site.View.Focus);
        }

        return true;
    }
}
