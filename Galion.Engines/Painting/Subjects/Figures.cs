using System.Numerics;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>People and animals as silhouettes, drawn as smooth closed curves. Coordinates are in heights above the foot, x to the right.</summary>
internal static class Figures
{
    private static readonly Dictionary<Subject, string> Outlines = new()
    {
        [Subject.Person] = "-.10 0 -.09 .26 -.075 .46 -.12 .50 -.13 .66 -.11 .79 -.05 .83 -.035 .86 -.062 .90 -.055 .96 0 1 .055 .96 .062 .90 .035 .86 .05 .83 .11 .79 .13 .66 .12 .50 .075 .46 .09 .26 .10 0 .03 0 .02 .30 0 .44 -.02 .30 -.03 0",
        [Subject.Man] = "-.11 0 -.10 .26 -.085 .47 -.13 .48 -.145 .66 -.13 .80 -.05 .84 -.035 .87 -.06 .91 -.05 .97 0 1 .05 .97 .06 .91 .035 .87 .05 .84 .13 .80 .145 .66 .13 .48 .085 .47 .10 .26 .11 0 .035 0 .02 .30 0 .46 -.02 .30 -.035 0",
        [Subject.Woman] = "-.03 0 -.04 .16 -.16 .17 -.13 .34 -.08 .54 -.10 .58 -.115 .70 -.09 .80 -.04 .83 -.06 .84 -.085 .80 -.085 .90 -.065 .97 0 1 .065 .97 .085 .90 .085 .80 .06 .84 .04 .83 .09 .80 .115 .70 .10 .58 .08 .54 .13 .34 .17 .17 .04 .16 .03 0 .008 0 .005 .16 -.005 .16 -.008 0",
        [Subject.Cat] = "-.26 0 -.30 .14 -.27 .34 -.18 .52 -.14 .60 -.17 .72 -.16 .84 -.15 1 -.06 .90 .02 .90 .11 .99 .12 .83 .12 .72 .06 .62 .08 .46 .11 .20 .14 .04 .15 0 .05 0 .24 -.01 .42 .04 .50 .16 .46 .28 .40 .28 .43 .18 .36 .09 .24 .06 .15 0",
        [Subject.Wolf] = "-.42 0 -.40 .20 -.46 .34 -.58 .30 -.70 .10 -.66 .34 -.54 .46 -.38 .54 -.10 .54 .08 .62 .16 .74 .20 .88 .22 1 .28 .92 .40 .96 .56 1.06 .52 .96 .40 .84 .36 .72 .34 .56 .28 .44 .27 .20 .28 0 .20 0 .18 .22 .12 .34 -.10 .33 -.26 .32 -.30 .18 -.33 0",
        [Subject.Horse] = "-.50 0 -.47 .26 -.53 .44 -.60 .30 -.66 .16 -.66 .44 -.56 .60 -.40 .66 -.08 .61 .12 .66 .24 .80 .30 .95 .33 1.03 .37 .96 .45 .88 .55 .74 .53 .69 .46 .70 .38 .74 .35 .62 .32 .48 .29 .38 .31 .18 .30 0 .23 0 .23 .20 .18 .34 -.10 .34 -.30 .34 -.36 .24 -.40 .16 -.41 0",
        [Subject.Deer] = "-.38 0 -.36 .24 -.42 .38 -.46 .52 -.40 .57 -.06 .54 .10 .60 .18 .72 .22 .80 .19 .90 .09 1.0 .10 1.10 .14 1.02 .16 1.16 .20 1.0 .24 .88 .28 .88 .32 1.0 .36 1.16 .38 1.02 .43 1.10 .42 1.0 .32 .90 .30 .84 .42 .76 .41 .71 .31 .70 .28 .56 .24 .40 .22 .22 .22 0 .17 0 .15 .24 .10 .33 -.12 .33 -.24 .32 -.28 .18 -.31 0",
    };

    private static readonly Dictionary<Subject, string> Busts = new()
    {
        [Subject.Person] = "-.62 0 -.58 .20 -.40 .30 -.16 .36 -.13 .46 -.20 .56 -.225 .70 -.20 .86 -.12 .96 0 1 .12 .96 .20 .86 .225 .70 .20 .56 .13 .46 .16 .36 .40 .30 .58 .20 .62 0",
        [Subject.Man] = "-.68 0 -.64 .22 -.46 .32 -.18 .37 -.15 .47 -.20 .56 -.225 .70 -.215 .86 -.13 .97 0 1 .13 .97 .215 .86 .225 .70 .20 .56 .15 .47 .18 .37 .46 .32 .64 .22 .68 0",
        // A profile to the right with hair bound at the back.
        [Subject.Woman] = "-.50 0 -.44 .16 -.28 .26 -.12 .32 -.11 .44 -.18 .50 -.32 .52 -.40 .62 -.38 .74 -.28 .80 -.24 .90 -.12 .98 .04 1 .16 .94 .21 .84 .205 .75 .25 .66 .285 .615 .245 .595 .25 .565 .235 .545 .245 .51 .20 .465 .11 .455 .07 .42 .07 .34 .16 .28 .34 .22 .46 .12 .50 0",
    };

    public static bool Knows(Subject subject) => Outlines.ContainsKey(subject);

    /// <summary>The outline of a standing figure or of a bust, in pixels.</summary>
    public static Vector2[] Outline(Subject subject, bool bust, Vector2 foot, float height, bool mirrored)
    {
        var numbers = (bust && Busts.TryGetValue(subject, out var text) ? text : Outlines[subject]).Split(' ')
            .Select(number => float.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var points = new Vector2[numbers.Length / 2];
        for (var n = 0; n < points.Length; n++)
        {
            points[n] = foot + new Vector2(numbers[2 * n] * (mirrored ? -1 : 1), -numbers[2 * n + 1]) * height;
        }

        return Smooth(points);
    }

    /// <summary>A closed curve through all points (centripetal enough at this spacing: uniform Catmull-Rom at half tension).</summary>
    public static Vector2[] Smooth(Vector2[] points)
    {
        const int steps = 6;
        var curve = new Vector2[points.Length * steps];
        for (var n = 0; n < points.Length; n++)
        {
            var (a, b) = (points[(n + points.Length - 1) % points.Length], points[n]);
            var (c, d) = (points[(n + 1) % points.Length], points[(n + 2) % points.Length]);
            var (m1, m2) = ((c - a) * 0.36f, (d - b) * 0.36f);
            for (var s = 0; s < steps; s++)
            {
                var t = s / (float)steps;
                var (t2, t3) = (t * t, t * t * t);
                curve[n * steps + s] = b * (2 * t3 - 3 * t2 + 1) + m1 * (t3 - 2 * t2 + t) + c * (3 * t2 - 2 * t3) + m2 * (t3 - t2);
            }
        }

        return curve;
    }
}
