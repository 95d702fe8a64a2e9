using Galion.Engines.Imaging;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating.Effects;

/// <summary>
/// What shines behind clouds and land: stars that twinkle, a sun or moon that travels when the time of day changes, and falling
/// stars.
/// </summary>
internal sealed class Heavens : IEffect
{
    private const int MaxStars = 900;
    private readonly List<Star> _stars = [];
    private readonly Shot _shot;
    private readonly float _meteorX;
    private readonly float _meteorY;

    public Heavens(Shot shot, FilmSet set)
    {
        _shot = shot;
        var dice = Dice.For(shot.Seed, "heavens");
        (_meteorX, _meteorY) = (dice.Range(0.15f, 0.6f), dice.Range(0.08f, 0.28f));
        if (shot.Has(Motion.Stars) && set.Lights.Max(light => light.Stars) > 0.1f)
        {
            var night = Enumerable.Range(0, set.Lights.Count).MaxBy(n => set.Lights[n].Stars);
            FindStars(set.Layers[0], night, dice);
        }
    }

    public void Draw(Easel easel, Frame frame, in Moment moment)
    {
        var stars = moment.Set.Lights.Count == 1 ? 1 : moment.Set.Mixed(moment.U, light => light.Stars);
        foreach (var star in _stars)
        {
            var (x, y) = moment.OnFrame(star.X + 0.5f, star.Y + 0.5f, 0);
            var wave = ExactMath.Sin(6.28318f * (moment.Turns(star.Rate) * moment.U + star.Phase)) * 0.7f
                + ExactMath.Sin(6.28318f * (moment.Turns(star.Rate * 1.7f) * moment.U + star.Phase * 5)) * 0.3f;
            var amount = star.Light * wave * stars;
            if (amount > 0)
            {
                Marks.Disc(frame, x, y, moment.Unit * (0.0012f + 0.0020f * star.Light), new Lab(0.98f, 0, -0.01f), amount * 0.9f, 0.9f);
            }
            else
            {
                Marks.Disc(frame, x, y, moment.Unit * 0.0022f, moment.Set.Mixed(moment.U, light => light.Air) with { L = star.Ground }, -amount * 0.75f, 0.9f);
            }
        }

        if (moment.Set.Lights.Count > 1)
        {
            Travel(frame, moment);
        }

        if (_shot.Direction.Reading.Has(Prompts.Subject.Meteor) || _stars.Count > 60)
        {
            Meteor(frame, moment, stars);
        }
    }

    /// <summary>Places much lighter than all around them.</summary>
    private void FindStars(Layer sky, int key, Dice dice)
    {
        var texels = sky.Keys[key];
        const int reach = 3;
        for (var y = reach; y < sky.Rows - reach; y++)
        {
            for (var x = reach; x < sky.Width - reach; x++)
            {
                var here = texels[(y * sky.Width + x) * 4];
                var ground = (texels[((y - reach) * sky.Width + x) * 4] + texels[((y + reach) * sky.Width + x) * 4]
                    + texels[(y * sky.Width + x - reach) * 4] + texels[(y * sky.Width + x + reach) * 4]) / 4;
                if (here - ground < 0.16f * Layer.Scale || !IsPeak(texels, sky.Width, x, y, here))
                {
                    continue;
                }

                var light = Mix.Clamp01((here - ground) / Layer.Scale * 1.5f);
                _stars.Add(new Star(x, y + sky.Top, light, ground / Layer.Scale, dice.Unit(), dice.Range(0.35f, 1.3f)));
            }
        }

        if (_stars.Count > MaxStars)
        {
            _stars.Sort((a, b) => b.Light != a.Light ? b.Light.CompareTo(a.Light) : a.Y != b.Y ? a.Y.CompareTo(b.Y) : a.X.CompareTo(b.X));
            _stars.RemoveRange(MaxStars, _stars.Count - MaxStars);
        }
    }

    private static bool IsPeak(short[] texels, int width, int x, int y, short here)
    {
        for (var n = 0; n < 9; n++)
        {
            var other = texels[((y + n / 3 - 1) * width + x + n % 3 - 1) * 4];
            if (n != 4 && (other > here || other == here && n < 4))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The sun sinks behind the land while the moon climbs on the other side, or the other way round.</summary>
    private static void Travel(Frame frame, in Moment moment)
    {
        var (set, u) = (moment.Set, moment.U);
        var falling = set.Lights[0].Night < set.Lights[^1].Night;
        var day = falling ? u : 1 - u;
        var (view, unit) = (set.View, set.View.Unit);
        var sunX = set.Lights[0].SunX;
        var sunY = Mix.Lerp(MathF.Max(0.17f, falling ? set.Lights[0].SunY : set.Lights[^1].SunY), -0.14f, Mix.Smooth(0, 0.75f, day) * 0.5f + day * 0.6f);
        var (x, y) = moment.OnFrame(view.PixelX(sunX), view.PixelY(sunY), 0);
        var warm = Mix.Smooth(0.25f, 0.0f, sunY);
        var disc = Lab.Lerp(new Lab(0.985f, -0.005f, 0.03f), new Lab(0.88f, 0.06f, 0.13f), warm);
        var seen = 1 - Mix.Smooth(0.62f, 0.8f, day);
        if (seen > 0)
        {
            Marks.Glow(frame, x, y, unit * (0.30f + 0.10f * warm), disc, 0.55f * seen);
            Marks.Disc(frame, x, y, unit * (0.030f + 0.012f * warm), disc, seen, 0.06f);
        }

        var risen = Mix.Smooth(0.55f, 1f, day);
        if (risen > 0)
        {
            var (mx, my) = moment.OnFrame(view.PixelX(-sunX * 1.15f), view.PixelY(0.10f + 0.24f * risen), 0);
            var moon = new Lab(0.93f, 0.0f, 0.018f);
            Marks.Glow(frame, mx, my, unit * 0.20f, moon, 0.32f * risen);
            Marks.Disc(frame, mx, my, unit * 0.034f, moon, risen, 0.05f);
        }
    }

    /// <summary>One falling star per six seconds or so.</summary>
    private void Meteor(Frame frame, in Moment moment, float stars)
    {
        var count = (int)moment.Turns(_shot.Direction.Reading.Has(Prompts.Subject.Meteor) ? 0.6f : 0.12f);
        for (var n = 0; n < count; n++)
        {
            var at = (n + 0.35f + 0.3f * Noise.Hash(n, 3, (int)(_shot.Seed & 0xFFFF))) / count;
            var age = (moment.U - at) * (float)_shot.Seconds / 0.7f;
            if (age is < 0 or > 1)
            {
                continue;
            }

            var (x, y) = ((_meteorX + 0.37f * n) % 0.9f * frame.Width, (_meteorY + 0.11f * n) % 0.33f * frame.Height);
            var (dx, dy) = (0.24f * moment.Unit, 0.11f * moment.Unit);
            var (headX, headY) = (x + dx * age, y + dy * age);
            var tail = 0.35f * Mix.Smooth(0, 0.35f, age);
            var glow = Mix.Smooth(0, 0.15f, age) * (1 - Mix.Smooth(0.55f, 1, age)) * stars;
            Marks.Line(frame, headX - dx * tail, headY - dy * tail, headX, headY, moment.Unit * 0.0003f, moment.Unit * 0.0026f, new Lab(0.97f, -0.01f, -0.02f), glow * 0.9f);
        }
    }

    private readonly record struct Star(float X, float Y, float Light, float Ground, float Phase, float Rate);
}
