using Galion.Engines.Imaging;
using Galion.Engines.Painting;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Animating.Effects;

/// <summary>
/// Plants that grow out of the near ground as in a time lapse: stems rise, leaves unfold from below, flowers open last. Where flowers were asked for, the
/// meadow behind them comes into bloom as well, place after place.
/// </summary>
internal sealed class Growth : IEffect
{
    private const int Joints = 14;
    private const int Meadow = 900;
    private readonly Plant[] _plants;
    private readonly Blossom[] _meadow;
    private readonly NoiseTile _gusts;

    public Growth(Shot shot, FilmSet set)
    {
        var dice = Dice.For(shot.Seed, "growth");
        _gusts = new NoiseTile(dice.Below(1 << 20), 3, 2);
        var reading = shot.Direction.Reading;
        var hue = reading.Tints.TryGetValue(Subject.Flowers, out var tint) ? tint : reading.Colors.Count > 0 ? reading.Colors[0] : null;
        _plants = new Plant[34];
        for (var n = 0; n < _plants.Length; n++)
        {
            var near = n / (_plants.Length - 1f);
            // More of them at the sides, so that the middle stays open.
            var x = dice.Unit();
            x = x < 0.5f ? x * x * 2 : 1 - (1 - x) * (1 - x) * 2;
            var flower = ColorOf(hue, dice);
            _plants[n] = new Plant(
                x * 1.06f - 0.03f, 0.10f + 0.20f * near * dice.Range(0.5f, 1.1f) + dice.Range(0, 0.07f), dice.Range(-0.5f, 0.5f), near,
                dice.Range(0, 0.38f), dice.Range(0.42f, 0.58f), 5 + dice.Below(4), flower, dice.Unit(), dice.Chance(0.75f));
        }

        _meadow = set.Scene is { Kind: SceneKind.Landscape, Season: not Season.Winter } && reading.Has(Subject.Flowers) ? Sow(set, hue, dice) : [];
    }

    public void Draw(Easel easel, Frame frame, in Moment moment)
    {
        var grown = moment.Shot.Loop ? 0.5f - 0.5f * ExactMath.Cos(2 * MathF.PI * moment.U) : moment.U;
        foreach (var blossom in _meadow)
        {
            var part = Mix.Smooth(blossom.Start, blossom.Start + 0.22f, grown);
            if (part > 0.01f)
            {
                Draw(frame, moment, blossom, part);
            }
        }

        foreach (var plant in _plants)
        {
            var part = Mix.Smooth(plant.Start, plant.Start + plant.Length, grown);
            if (part > 0.01f)
            {
                Draw(frame, moment, plant, part);
            }
        }
    }

    private static Lab ColorOf(NamedColor? hue, Dice dice) => hue is not null
        ? Lab.FromLch(hue.Chroma == 0 ? hue.Lightness : 0.68f + dice.Range(-0.05f, 0.07f), hue.Chroma * 0.95f, hue.Hue + dice.Range(-9, 9))
        : dice.Pick(Lab.FromLch(0.70f, 0.17f, 8), Lab.FromLch(0.86f, 0.14f, 96), Lab.FromLch(0.93f, 0.02f, 90), Lab.FromLch(0.64f, 0.15f, 305));

    /// <summary>Places on land before the eye, from far to near, in drifts; they bloom in waves that run over the meadow.</summary>
    private static Blossom[] Sow(FilmSet set, NamedColor? hue, Dice dice)
    {
        var (view, land) = (set.View, set.Layers[^1].Role == LayerRole.Land ? set.Layers.Where(layer => layer.Role == LayerRole.Land).ToList() : []);
        var drifts = new NoiseTile(dice.Below(1 << 20), 4, 2);
        var blossoms = new List<Blossom>();
        for (var n = 0; n < Meadow; n++)
        {
            var z = 1 / Mix.Lerp(1 / 1.5f, 1 / 0.13f, n / (float)Meadow);
            var (x, size, start, color) = (dice.Range(0, set.Width), dice.Range(0.7f, 1.25f), dice.Unit(), ColorOf(hue, dice));
            var y = view.HorizonY + view.EyeHeight * view.Focus / z * view.Unit;
            var (drift, _) = drifts.At((x - set.Width * 0.5f) / view.Unit * z * 1.7f, z * 2.3f);
            if (y < set.Height && drift > -0.25f && land.Exists(layer => layer.IsDryLand((int)x, (int)y)))
            {
                blossoms.Add(new Blossom(x, y, view.Unit * view.Focus / z * 0.0042f * size, Sheet.Disparity(z), 0.04f + 0.5f * start + 0.2f * Mix.Clamp01(0.5f + drift), color));
            }
        }

        return [.. blossoms];
    }

    private void Draw(Frame frame, in Moment moment, in Blossom blossom, float part)
    {
        var (x, y) = moment.OnFrame(blossom.X, blossom.Y, blossom.Disparity);
        var shade = Mix.Lerp(1, 0.45f, moment.Night);
        var size = blossom.Size * ExactMath.Exp(moment.Pose.Zoom) * (0.3f + 0.7f * part);
        var (gust, _) = _gusts.At(blossom.X / frame.Width * 0.9f - moment.Turns(0.14f) * moment.U, blossom.Disparity);
        var (headX, headY) = (x + gust * size * 0.5f, y - size * 2.4f * part);
        Marks.Line(frame, x, y + size * 0.4f, headX, headY, size * 0.16f, size * 0.13f, new Lab(0.42f * shade, -0.06f, 0.07f), 0.8f * part);
        var color = Lab.Lerp(blossom.Color with { L = blossom.Color.L * shade }, moment.Air, 0.30f * (1 - blossom.Disparity));
        if (size < 3)
        {
            Marks.Disc(frame, headX, headY, size * 0.8f, color, part, 0.3f);
            return;
        }

        for (var n = 0; n < 7; n++)
        {
            var angle = n * 0.8976f + blossom.X;
            Marks.Leaf(frame, headX, headY, ExactMath.Cos(angle), ExactMath.Sin(angle) * 0.8f, size * 1.1f, size * 0.62f, color with { L = color.L - 0.03f * (n & 1) }, part);
        }

        Marks.Disc(frame, headX, headY, size * 0.28f, new Lab(0.74f * shade, 0.03f, 0.14f), part, 0.25f);
    }

    private void Draw(Frame frame, in Moment moment, in Plant plant, float part)
    {
        var unit = moment.Unit;
        var air = moment.Air;
        var shade = Mix.Lerp(1, 0.45f, moment.Night);
        // Near plants stand dark before the light, far ones take the colour of the air.
        var stem = Lab.Lerp(new Lab(0.36f * shade, -0.055f, 0.065f), air, 0.26f * (1 - plant.Near));
        var leaf = Lab.Lerp(new Lab(0.50f * shade, -0.085f, 0.095f), air, 0.26f * (1 - plant.Near));
        var footX = plant.X * frame.Width - moment.Pose.X * (0.4f + 0.8f * plant.Near) - moment.Pose.ShiftX * (0.2f + 0.4f * plant.Near);
        var footY = frame.Height * (1.0f + 0.05f * plant.Near);
        var height = plant.Height * unit * part;
        var (gust, _) = _gusts.At(plant.X * 0.8f - moment.Turns(0.14f) * moment.U, plant.Phase);
        var lean = plant.Bend * 0.75f * plant.Height * unit * part + gust * 0.035f * unit * part;
        var (px, py) = (footX, footY);
        for (var n = 1; n <= Joints; n++)
        {
            var t = n / (float)Joints;
            var (x, y) = (footX + lean * t * t, footY - height * t);
            var width = unit * (0.0030f + 0.0026f * plant.Near) * (1.1f - t * 0.75f);
            Marks.Line(frame, px, py, x, y, width, width * 0.95f, stem, 0.97f);
            (px, py) = (x, y);
        }

        for (var n = 0; n < plant.Leaves; n++)
        {
            var at = 0.16f + 0.66f * n / plant.Leaves;
            var open = Mix.Smooth(at, at + 0.28f, part);
            if (open <= 0)
            {
                continue;
            }

            var side = (n & 1) == 0 ? 1 : -1;
            var (x, y) = (footX + lean * at * at, footY - height * at);
            var length = unit * (0.040f + 0.030f * plant.Near) * (1.15f - at * 0.7f) * open;
            Marks.Leaf(frame, x, y, side * (0.55f + 0.45f * open), -0.75f + 0.35f * open - gust * 0.12f * side, length, length * 0.40f, leaf, 0.97f);
        }

        var bloom = Mix.Smooth(0.72f, 1, part);
        if (bloom > 0 && plant.Blooms)
        {
            Flower(frame, px, py, unit * (0.020f + 0.018f * plant.Near) * (0.35f + 0.65f * bloom), bloom, plant, shade, air);
        }
    }

    private static void Flower(Frame frame, float x, float y, float size, float bloom, in Plant plant, float shade, Lab air)
    {
        const int petals = 9;
        var color = Lab.Lerp(plant.Flower with { L = plant.Flower.L * shade }, air, 0.18f * (1 - plant.Near));
        for (var ring = 0; ring < 2; ring++)
        {
            for (var n = 0; n < petals; n++)
            {
                // Petals of a bud point up; they fold outwards as it opens.
                var angle = -MathF.PI / 2 + (n + 0.5f * ring - (petals - 1) * 0.5f) * (2 * MathF.PI / petals) * (0.18f + 0.82f * bloom);
                var length = size * (ring == 0 ? 1f : 0.72f);
                Marks.Leaf(frame, x, y, ExactMath.Cos(angle), ExactMath.Sin(angle) * 0.85f, length, length * 0.52f, color with { L = color.L - 0.07f + 0.08f * ring }, 0.98f);
            }
        }

        Marks.Disc(frame, x, y - size * 0.03f, size * 0.24f * bloom, new Lab(0.74f * shade, 0.03f, 0.14f), bloom, 0.25f);
    }

    /// <param name="Size">Of its head, in pixels of the plate.</param>
    private readonly record struct Blossom(float X, float Y, float Size, float Disparity, float Start, Lab Color);

    private readonly record struct Plant(
        float X, float Height, float Bend, float Near, float Start, float Length, int Leaves, Lab Flower, float Phase, bool Blooms);
}
