using System.Numerics;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>Places trees, buildings, boats, figures and birds in a landscape, from the far to the near, the main subject on its third.</summary>
internal sealed class Props
{
    private static readonly Subject[] TreeWords = [Subject.Trees, Subject.Conifers, Subject.Palms, Subject.Birches, Subject.Blossoms];

    private readonly Canvas _canvas;
    private readonly Scene _scene;
    private readonly View _view;
    private readonly Relief _relief;
    private readonly Stage _stage;
    private readonly Pen _pen;
    private readonly Dice _dice;
    private readonly Structures _structures;
    private readonly Easel _easel;
    private bool _hasTrees;

    public Props(Easel easel, Canvas canvas, View view, Scene scene, Relief relief)
    {
        (_easel, _canvas, _scene, _view, _relief) = (easel, canvas, scene, view, relief);
        _stage = new Stage(view, scene, relief);
        _pen = new Pen(easel, canvas);
        _dice = easel.Dice("props");
        _structures = new Structures(_pen, _stage, _dice);
    }

    private PromptReading Reading => _scene.Reading;

    /// <summary>What stands in the scene and is mirrored by its water.</summary>
    public void PaintMiddle()
    {
        _easel.Stage(0.42f, "placing what you named");
        if (Reading.Has(Subject.Waterfall))
        {
            Waterfall.Draw(_easel, _canvas, _pen, _stage, Waterfall.Foot(_stage, _relief));
        }

        if (Reading.Has(Subject.Castle))
        {
            var (x, z) = Highest(_scene.FocalX, 1.6f, 3.4f);
            _structures.Castle(_stage.At(x, z), 0.42f * z / 2.4f);
        }

        if (Reading.Has(Subject.Lighthouse))
        {
            var (x, z) = Highest(_scene.FocalX * 1.25f, 1.5f, 2.9f);
            var spot = _stage.At(x, z);
            _structures.Lighthouse(spot, 0.26f * z);
            _structures.Beam(_easel, _canvas, spot, 0.26f * z);
        }

        PaintTrees(far: true);
        PaintHouses();
        if (Reading.Has(Subject.Bridge))
        {
            var middle = _relief.RiverX(System.Runtime.Intrinsics.Vector256.Create(1.5f))[0];
            _structures.Bridge(_stage.At(middle - 0.42f, 1.5f, 0.01f), _stage.At(middle + 0.42f, 1.5f, 0.01f), 0.10f);
        }

        PaintBoats();
    }

    /// <summary>What stands near the eye, over the water.</summary>
    public void PaintNear()
    {
        PaintTrees(far: false);
        PaintAir();
        PaintFigures();
    }

    /// <summary>What flies.</summary>
    public void PaintAir()
    {
        PaintBirds();
        var balloons = new List<(float X, float Y, float Size)>();
        var count = Math.Min(12, Reading.Subjects.GetValueOrDefault(Subject.Balloon));
        for (var tries = 0; balloons.Count < count && tries < 400; tries++)
        {
            var main = balloons.Count == 0;
            var size = _view.Unit * (main ? 0.085f : _dice.Range(0.018f, 0.045f));
            var x = main ? _view.PixelX(_scene.FocalX) : _dice.Range(0.08f, 0.92f) * _canvas.Width;
            var y = (main ? 0.3f : _dice.Range(0.1f, 0.45f)) * _view.HorizonY;
            // A balloon behind another could not be counted; where the sky is too small for so many, they crowd.
            if (tries > 300 || balloons.TrueForAll(other => MathF.Abs(other.X - x) > (other.Size + size) * 1.05f || MathF.Abs(other.Y - y) > (other.Size + size) * 1.4f))
            {
                balloons.Add((x, y, size));
                _structures.Balloon(x, y, size, main ? 0.8f : _dice.Range(2, 5));
            }
        }
    }

    private void PaintHouses()
    {
        var village = Reading.Has(Subject.Village);
        var count = village ? 13 : Reading.Subjects.GetValueOrDefault(Subject.House);
        var spots = new List<(float X, float Z)>();
        for (var tries = 0; spots.Count < count && tries < 400; tries++)
        {
            var z = village ? _dice.Range(1.0f, 2.1f) : count == 1 ? _dice.Range(0.85f, 1.1f) : _dice.Range(0.8f, 1.6f);
            var x = (_scene.FocalX * (count == 1 ? 1.1f : 0.9f) / 0.9f + _dice.Bell() * (village ? 0.17f : count == 1 ? 0.02f : 0.15f)) * z;
            if (_relief.HeightAt(x, z) > 0.006f && spots.TrueForAll(other => MathF.Abs(other.X - x) + MathF.Abs(other.Z - z) > 0.13f))
            {
                spots.Add((x, z));
            }
        }

        if (spots.Count == 0 && count > 0)
        {
            _easel.LeaveOut(Subject.House);
            _easel.LeaveOut(Subject.Village);
        }

        foreach (var (x, z) in spots.OrderByDescending(spot => spot.Z))
        {
            _structures.House(_stage.At(x, z), (village ? 0.085f : 0.12f) * MathF.Max(0.9f, z));
        }

        if (Reading.Has(Subject.Windmill))
        {
            _structures.Windmill(_stage.At(_scene.FocalX * 1.3f, 1.15f), 0.30f);
        }
    }

    private void PaintBoats()
    {
        var count = Math.Min(12, Reading.Subjects.GetValueOrDefault(Subject.Boat));
        var spots = new List<(float X, float Z)>();
        for (var tries = 0; spots.Count < count && tries < 300; tries++)
        {
            var main = spots.Count == 0 && tries < 60;
            var z = main ? _dice.Range(0.55f, 0.8f) : _dice.Range(0.7f, 2.6f);
            var x = (main ? -_scene.FocalX * 0.55f + _dice.Bell() * 0.06f : _dice.Range(-0.45f, 0.45f)) * z / 0.9f;
            if (_relief.HasWater && _relief.HeightAt(x, z) < -0.004f && spots.TrueForAll(other => MathF.Abs(other.X / other.Z - x / z) > 0.08f))
            {
                spots.Add((x, z));
            }
        }

        if (spots.Count == 0)
        {
            _easel.LeaveOut(Subject.Boat);
        }

        foreach (var (x, z) in spots.OrderByDescending(spot => spot.Z))
        {
            _structures.Boat(_stage.At(x, z, 0), 0.11f + 0.02f * z);
        }
    }

    private void PaintTrees(bool far)
    {
        var asked = Reading.HasAny(Subject.Trees, Subject.Conifers, Subject.Palms, Subject.Birches, Subject.Blossoms);
        if (!Reading.Allows(Subject.Trees) || (_scene.Woodland < 0.1f && !asked) || (_scene.Land is LandKind.Sea or LandKind.Dunes or LandKind.Canyon && !asked))
        {
            return;
        }

        var species = Reading.Has(Subject.Palms) ? Trees.Species.Palm
            : Reading.Has(Subject.Blossoms) ? Trees.Species.Blossom
            : Reading.Has(Subject.Birches) ? Trees.Species.Birch
            : Reading.Has(Subject.Trees) && !Reading.Has(Subject.Conifers) && !far ? Trees.Species.Broad
            : Reading.Has(Subject.Conifers) || _scene.Land == LandKind.Alpine || _scene.Season == Season.Winter ? Trees.Species.Conifer
            : Trees.Species.Broad;
        var number = Math.Max(Reading.Subjects.GetValueOrDefault(Subject.Trees), TreeWords.Max(word => Reading.Subjects.GetValueOrDefault(word)) is var most and > 1 ? most : 0);
        var counted = number is > 1 and < 12;
        var trees = new List<(float X, float Z, float Size)>();
        if (far && counted && !Reading.Has(Subject.Forest))
        {
            // Others behind them would be counted with them.
            return;
        }

        if (far)
        {
            var count = species == Trees.Species.Conifer ? (int)(220 * _scene.Woodland) : Reading.Has(Subject.Meadow) || number == 1 ? 14 : 46;
            for (var n = 0; n < count; n++)
            {
                var z = 0.8f + 2.2f * _dice.Unit();
                var x = _dice.Range(-0.75f, 0.75f) * z;
                var size = (species == Trees.Species.Conifer ? _dice.Range(0.050f, 0.085f) : _dice.Range(0.07f, 0.11f)) * (0.6f + 0.5f * z);
                // Trees stand in groups and leave the middle open.
                var group = Noise.Gradient(x * 2.1f + 9, z * 2.1f, _easel.NoiseSeed("groves"));
                if (group > -0.05f + 0.35f * (1 - MathF.Min(1, MathF.Abs(x / z) * 3)) && _relief.HeightAt(x, z) is > 0.008f and < 0.6f)
                {
                    trees.Add((x, z, size));
                }
            }
        }
        else if (number == 1 || counted || Reading.HasAny(Subject.Blossoms, Subject.Palms, Subject.Birches))
        {
            var count = number is 0 or > 11 ? 3 : number;
            var (spread, edge) = (counted && count > 2, _canvas.Width * 0.45f / _view.Unit);
            for (var n = 0; n < count; n++)
            {
                var size = (species == Trees.Species.Palm ? 0.50f : 0.46f) * (spread ? _dice.Range(1.6f, 2.2f) / count : n == 0 ? 1 : _dice.Range(0.55f, 0.85f));
                var unitX = spread ? edge * ((2 * n + 1f) / count - 1 + _dice.Range(-0.25f, 0.25f) / count) : n == 0 ? _scene.FocalX * 1.15f : _dice.Range(-0.5f, 0.5f);
                for (var tries = 0; tries < 24 && !Plant(Aside(tries == 0 ? unitX : _dice.Range(-edge, edge), size * 0.5f + 0.03f, edge), size); tries++)
                {
                }
            }
        }
        else if (_scene.Land == LandKind.Alpine && _scene.Woodland > 0.5f)
        {
            // A dark group at one edge frames the view.
            var side = -MathF.Sign(_scene.FocalX);
            var edge = _canvas.Width * 0.5f / _view.Unit / _view.Focus;
            for (var n = 0; n < 7; n++)
            {
                var z = _dice.Range(0.32f, 0.60f);
                var x = side * (edge + 0.03f - 0.030f * n * _dice.Range(0.5f, 1.2f)) * z;
                if (_relief.HeightAt(x, z) > -0.004f)
                {
                    trees.Add((x, z, _dice.Range(0.11f, 0.21f)));
                }
            }
        }

        _hasTrees |= trees.Count > 0;
        if (!far && !_hasTrees)
        {
            Array.ForEach(TreeWords, _easel.LeaveOut);
        }

        foreach (var (x, z, size) in trees.OrderByDescending(tree => tree.Z))
        {
            _easel.CancellationToken.ThrowIfCancellationRequested();
            Trees.Draw(_canvas, _pen, _stage, _stage.At(x, z), species, size, _dice);
        }

        // On the farthest near ground that is dry; the tree keeps its size on the picture.
        bool Plant(float unitX, float size)
        {
            foreach (var z in (ReadOnlySpan<float>)[0.55f, 0.40f, 0.30f, 0.24f, 0.20f, 0.17f])
            {
                var x = unitX / _view.Focus * z;
                if (_relief.HeightAt(x, z) > 0.001f)
                {
                    trees.Add((x, z, size * z));
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>No tree stands before a building that was named: it steps aside, and to the other side where the picture ends.</summary>
    private float Aside(float unitX, float clearance, float edge)
    {
        var building = _scene.FocalX * 1.1f;
        if (!Reading.HasAny(Subject.House, Subject.Village, Subject.Castle, Subject.Lighthouse, Subject.Windmill) || MathF.Abs(unitX - building) > clearance)
        {
            return unitX;
        }

        var aside = unitX < building ? building - clearance : building + clearance;
        return MathF.Abs(aside) <= edge ? aside : 2 * building - aside;
    }

    private void PaintBirds()
    {
        var asked = Reading.Subjects.GetValueOrDefault(Subject.Birds);
        var count = asked == 0 || _easel.IsPlate ? 0 : asked == 1 ? 9 : Math.Min(40, asked);
        var (cx, cy) = (_view.PixelX(-_scene.FocalX * 0.6f), _view.HorizonY * 0.42f);
        (_pen.Depth, _pen.Kind) = (0.5f, Kind.Figure);
        var color = Rgb.Lerp(Rgb.Hex("15171c"), _scene.Air.Horizon, 0.12f);
        for (var n = 0; n < count; n++)
        {
            var size = _view.Unit * _dice.Range(0.009f, 0.020f);
            var (x, y) = (cx + _dice.Bell() * _view.Unit * 0.15f, cy + _dice.Bell() * _view.Unit * 0.07f);
            var lift = _dice.Range(0.15f, 0.5f) * size;
            var tilt = _dice.Range(-0.2f, 0.2f) * size;
            // Each wing is an arm and a hand.
            _pen.Line(x, y, x - size * 0.45f, y - lift - tilt, size * 0.17f, size * 0.12f, color);
            _pen.Line(x - size * 0.45f, y - lift - tilt, x - size, y - lift * 0.35f - tilt, size * 0.12f, size * 0.03f, color);
            _pen.Line(x, y, x + size * 0.45f, y - lift + tilt, size * 0.17f, size * 0.12f, color);
            _pen.Line(x + size * 0.45f, y - lift + tilt, x + size, y - lift * 0.35f + tilt, size * 0.12f, size * 0.03f, color);
        }
    }

    public void PaintFigures()
    {
        var n = 0;
        foreach (var (subject, quantity) in Reading.Subjects)
        {
            var kind = subject == Subject.Couple ? Subject.Person : subject;
            if (!Figures.Knows(kind) || _scene.Kind == SceneKind.Portrait)
            {
                continue;
            }

            var count = subject == Subject.Couple ? 2 : Math.Min(6, quantity);
            for (var i = 0; i < count; i++, n++)
            {
                var person = subject is Subject.Person or Subject.Man or Subject.Woman or Subject.Couple;
                var shape = subject == Subject.Couple ? (i == 0 ? Subject.Man : Subject.Woman) : kind;
                var height = _view.Unit * (subject switch { Subject.Cat => 0.13f, Subject.Wolf => 0.12f, Subject.Horse or Subject.Deer => 0.17f, _ => 0.165f }) * (count > 2 ? 0.75f : 1);
                var x = _view.PixelX(_scene.FocalX * 0.95f + (i - (count - 1) * 0.5f) * (person ? 0.055f : 0.19f) + (n - i) * 0.12f);
                var foot = new Vector2(x, FootRow((int)x));
                Silhouette(shape, foot, height, mirrored: _scene.FocalX > 0);
            }
        }
    }

    /// <summary>Figures stand on near ground when there is some at their place, else low on the picture.</summary>
    private float FootRow(int x)
    {
        var column = Math.Clamp(x, 0, _canvas.Width - 1);
        var row = (int)MathF.Min(_canvas.Height * 0.90f, _view.HorizonY + 0.19f * _view.Unit);
        for (; row < _canvas.Height * 0.97f; row++)
        {
            if (_canvas.Kinds[row * _canvas.Width + column] is Kind.Land or Kind.Plant)
            {
                break;
            }
        }

        return row;
    }

    private void Silhouette(Subject subject, Vector2 foot, float height, bool mirrored)
    {
        (_pen.Depth, _pen.Kind, _pen.Opacity) = (0.25f, Kind.Figure, 0.35f);
        _pen.Ellipse(foot.X, foot.Y + height * 0.01f, height * 0.32f, height * 0.035f, (_, _) => Rgb.Black);
        _pen.Opacity = 1;
        var outline = Figures.Outline(subject, bust: false, foot, height, mirrored);
        var tint = Reading.Tints.TryGetValue(subject, out var named) ? Lab.FromLch(named.Chroma == 0 ? named.Lightness * 0.6f : 0.4f, named.Chroma * 0.8f, named.Hue).ToRgb() : Rgb.Hex("2b2a30");
        var spot = new Stage.Spot(foot.X, foot.Y, 1, 0.25f, 0);
        var side = _stage.LitSide;
        // The same outline moved a little towards the light leaves a lit rim.
        _pen.Fill(outline, _stage.Lit(Rgb.Lerp(tint, Rgb.White, 0.35f), 1f, spot) * 1.25f);
        var moved = new Vector2[outline.Length];
        for (var n = 0; n < moved.Length; n++)
        {
            moved[n] = outline[n] + new Vector2(-side * height * 0.010f, height * 0.006f);
        }

        var dark = _stage.Lit(tint, 0.12f, spot);
        _pen.Fill(moved, (_, y) => dark * (0.75f + 0.35f * Mix.Clamp01((foot.Y - y) / height)));
    }

    /// <summary>The highest ground near a direction, between two distances.</summary>
    private (float X, float Z) Highest(float unitX, float near, float far)
    {
        var best = (X: unitX * far / 0.9f, Z: far);
        var most = float.MinValue;
        for (var n = 0; n < 120; n++)
        {
            var z = near + (far - near) * (n % 12) / 11f;
            var x = (unitX + (n / 12 - 4.5f) * 0.018f) * z / 0.9f;
            var height = _relief.HeightAt(x, z);
            var score = MathF.Min(height, 0.3f) / z - MathF.Abs(n / 12 - 4.5f) * 0.002f;
            if (score > most)
            {
                (most, best) = (score, (x, z));
            }
        }

        return best;
    }
}
