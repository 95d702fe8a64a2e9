using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>Where the trees of a landscape stand.</summary>
internal sealed class Grove(Site site)
{
    private static readonly Subject[] TreeWords = [Subject.Trees, Subject.Conifers, Subject.Palms, Subject.Birches, Subject.Blossoms];

    private static readonly Subject[] Buildings = [Subject.House, Subject.Village, Subject.Castle, Subject.Lighthouse, Subject.Windmill];

    /// <summary>Units around a building that stay free of trees.</summary>
    private const float BuildingWidth = 0.16f;

    private bool _hasTrees;

    public void Paint(bool far)
    {
        var asked = site.Reading.HasAny(Subject.Trees, Subject.Conifers, Subject.Palms, Subject.Birches, Subject.Blossoms);
        if (!site.Reading.Allows(Subject.Trees) || (site.Scene.Woodland < 0.1f && !asked) || (site.Scene.Land is LandKind.Sea or LandKind.Dunes or LandKind.Canyon && !asked))
        {
            return;
        }

        var species = site.Reading.Has(Subject.Palms) ? Trees.Species.Palm
            : site.Reading.Has(Subject.Blossoms) ? Trees.Species.Blossom
            : site.Reading.Has(Subject.Birches) ? Trees.Species.Birch
            : site.Reading.Has(Subject.Trees) && !site.Reading.Has(Subject.Conifers) && !far ? Trees.Species.Broad
            : site.Reading.Has(Subject.Conifers) || site.Scene.Land == LandKind.Alpine || site.Scene.Season == Season.Winter ? Trees.Species.Conifer
            : Trees.Species.Broad;
        var number = Math.Max(site.Reading.Subjects.GetValueOrDefault(Subject.Trees), TreeWords.Max(word => site.Reading.Subjects.GetValueOrDefault(word)) is var most and > 1 ? most : 0);
        var counted = number is > 1 and < 12;
        var trees = new List<(float X, float Z, float Size)>();
        if (far && counted && !site.Reading.Has(Subject.Forest))
        {
            // Others behind them would be counted with them.
            return;
        }

        if (far)
        {
            var count = species == Trees.Species.Conifer ? (int)(220 * site.Scene.Woodland) : site.Reading.Has(Subject.Meadow) || number == 1 ? 14 : 46;
            for (var n = 0; n < count; n++)
            {
                var z = 0.8f + 2.2f * site.Dice.Unit();
                var x = site.Dice.Range(-0.75f, 0.75f) * z;
                var size = (species == Trees.Species.Conifer ? site.Dice.Range(0.050f, 0.085f) : site.Dice.Range(0.07f, 0.11f)) * (0.6f + 0.5f * z);
                // Trees stand in groups and leave the middle open.
                var group = Noise.Gradient(x * 2.1f + 9, z * 2.1f, site.Easel.NoiseSeed("groves"));
                if (group > -0.05f + 0.35f * (1 - MathF.Min(1, MathF.Abs(x / z) * 3)) && site.Relief.HeightAt(x, z) is > 0.008f and < 0.6f)
                {
                    trees.Add((x, z, size));
                }
            }
        }
        else if (counted && TryPlantCounted(species, number, trees))
        {
        }
        else if (number == 1 || counted || site.Reading.HasAny(Subject.Blossoms, Subject.Palms, Subject.Birches))
        {
            var count = number is 0 or > 11 ? 3 : number;
            var (spread, edge) = (counted && count > 2, site.Canvas.Width * 0.45f / site.View.Unit);
            for (var n = 0; n < count; n++)
            {
                var size = (species == Trees.Species.Palm ? 0.50f : 0.46f) * (spread ? site.Dice.Range(1.6f, 2.2f) / count : n == 0 ? 1 : site.Dice.Range(0.55f, 0.85f));
                var unitX = spread ? edge * ((2 * n + 1f) / count - 1 + site.Dice.Range(-0.25f, 0.25f) / count) : n == 0 ? site.Scene.FocalX * 1.15f : site.Dice.Range(-0.5f, 0.5f);
                for (var tries = 0; tries < 24 && !Plant(Aside(tries == 0 ? unitX : site.Dice.Range(-edge, edge), size * 0.5f + 0.03f, edge), size); tries++)
                {
                }
            }
        }
        else if (site.Scene.Land == LandKind.Alpine && site.Scene.Woodland > 0.5f)
        {
            // A dark group at one edge frames the view.
            var side = -MathF.Sign(site.Scene.FocalX);
            var edge = site.Canvas.Width * 0.5f / site.View.Unit / site.View.Focus;
            for (var n = 0; n < 7; n++)
            {
                var z = site.Dice.Range(0.32f, 0.60f);
                var x = side * (edge + 0.03f - 0.030f * n * site.Dice.Range(0.5f, 1.2f)) * z;
                if (site.Relief.HeightAt(x, z) > -0.004f)
                {
                    trees.Add((x, z, site.Dice.Range(0.11f, 0.21f)));
                }
            }
        }

        _hasTrees |= trees.Count > 0;
        if (!far && !_hasTrees)
        {
            Array.ForEach(TreeWords, site.Easel.LeaveOut);
        }

        foreach (var (x, z, size) in trees.OrderByDescending(tree => tree.Z))
        {
            site.Easel.CancellationToken.ThrowIfCancellationRequested();
            Trees.Draw(site.Canvas, site.Pen, site.Stage, site.Stage.At(x, z), species, size, site.Dice);
        }

        // On the farthest near ground that is dry; the tree keeps its size on the picture.
        bool Plant(float unitX, float size)
        {
            foreach (var z in (ReadOnlySpan<float>)[0.55f, 0.40f, 0.30f, 0.24f, 0.20f, 0.17f])
            {
                var x = unitX / site.View.Focus * z;
                if (site.Relief.HeightAt(x, z) > 0.001f)
                {
                    trees.Add((x, z, size * z));
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>A few trees each stand by themselves, at distances of their own; false where the land has no room for that.</summary>
    private bool TryPlantCounted(Trees.Species species, int count, List<(float X, float Z, float Size)> trees)
    {
        var reach = site.Canvas.Width * 0.48f / site.View.Unit;
        var apart = new Apart(reach);
        if (site.Reading.HasAny(Buildings))
        {
            apart.Take(site.Scene.FocalX * 1.1f, BuildingWidth * site.Nearness);
        }

        var breadth = species switch { Trees.Species.Conifer => 0.45f, Trees.Species.Birch => 0.62f, _ => 0.80f };
        var sizes = Apart.Sizes(count, site.Dice);
        var height = apart.Fit(sizes, breadth, 0.44f * site.Nearness);
        // The nearest stands a little above the lower edge.
        var low = (site.Canvas.Height - site.View.HorizonY) / site.View.Unit - 0.06f;
        var near = MathF.Max(0.30f, site.View.EyeHeight * site.View.Focus / MathF.Max(0.05f, low));
        var planted = new List<(float X, float Z, float Size)>();
        foreach (var size in sizes)
        {
            var width = height * size * breadth;
            for (var tries = 0; ; tries++)
            {
                if (tries == 160)
                {
                    return false;
                }

                var unitX = site.Dice.Range(-reach, reach);
                var z = near / size * site.Dice.Range(1, 1.15f);
                var x = unitX * z / site.View.Focus;
                if (apart.IsFree(unitX, width) && site.IsSeen(x, z, 0.001f))
                {
                    apart.Take(unitX, width);
                    planted.Add((x, z, height * size * z / site.View.Focus));
                    break;
                }
            }
        }

        trees.AddRange(planted);
        return true;
    }

    /// <summary>No tree stands before a building that was named: it steps aside, and to the other side where the picture ends.</summary>
    private float Aside(float unitX, float clearance, float edge)
    {
        var building = site.Scene.FocalX * 1.1f;
        if (!site.Reading.HasAny(Buildings) || MathF.Abs(unitX - building) > clearance)
        {
            return unitX;
        }

        var aside = unitX < building ? building - clearance : building + clearance;
        return MathF.Abs(aside) <= edge ? aside : 2 * building - aside;
    }
}
