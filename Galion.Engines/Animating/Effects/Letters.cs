using Galion.Engines.Imaging;

namespace Galion.Engines.Animating.Effects;

/// <summary>
/// An alphabet of capitals drawn with one pen: straight strokes and arcs of ellipses on a body ten units high. Small letters are small capitals.
/// Having its own letters, a title looks the same on every machine.
/// </summary>
internal static class Letters
{
    public const float CapHeight = 10;
    private const float SmallScale = 0.80f;

    /// <summary>Strokes by letter: width, then "x,y x,y …" for a line, "@cx,cy,rx,ry,from,to" for an arc in degrees, 0 to the right, 90 up.</summary>
    private static readonly Dictionary<char, (float Width, string Strokes)> Glyphs = new()
    {
        ['A'] = (8.4f, "0,0 4.2,10 8.4,0;1.4,3.3 7,3.3"),
        ['B'] = (6.2f, "0,0 0,10 3.4,10;@3.4,7.6,2.4,2.4,-90,90;0,5.2 3.4,5.2;@3.5,2.6,2.7,2.6,-90,90;0,0 3.5,0"),
        ['C'] = (7.6f, "@4.9,5,4.9,5,48,312"),
        ['D'] = (7.8f, "0,0 0,10 3,10;@3,5,4.8,5,-90,90;3,0 0,0"),
        ['E'] = (5.4f, "5.4,0 0,0 0,10 5.4,10;0,5.2 4.5,5.2"),
        ['F'] = (5.2f, "0,0 0,10 5.2,10;0,5.2 4.3,5.2"),
        ['G'] = (8.4f, "@5,5,5,5,45,318;5.4,4.6 8.7,4.6 8.7,1.65"),
        ['H'] = (7.2f, "0,0 0,10;7.2,0 7.2,10;0,5.2 7.2,5.2"),
        ['I'] = (0, "0,0 0,10"),
        ['J'] = (4.2f, "4.2,10 4.2,2.4;@2.1,2.4,2.1,2.4,180,360"),
        ['K'] = (6.6f, "0,0 0,10;6.2,10 0,4.2;2.3,6.3 6.6,0"),
        ['L'] = (5, "0,10 0,0 5,0"),
        ['M'] = (9, "0,0 0.7,10 4.5,2 8.3,10 9,0"),
        ['N'] = (7.6f, "0,0 0,10 7.6,0 7.6,10"),
        ['O'] = (10, "@5,5,5,5,0,360"),
        ['P'] = (5.8f, "0,0 0,10 3.1,10;@3.1,7.3,2.7,2.7,-90,90;3.1,4.6 0,4.6"),
        ['Q'] = (10, "@5,5,5,5,0,360;6,2.6 9.6,-1"),
        ['R'] = (6.3f, "0,0 0,10 3.1,10;@3.1,7.3,2.7,2.7,-90,90;3.1,4.6 0,4.6;2.9,4.6 6.3,0"),
        ['S'] = (6, "@3,7.5,2.7,2.5,30,270;@3,2.5,3,2.5,-150,90"),
        ['T'] = (6.8f, "0,10 6.8,10;3.4,10 3.4,0"),
        ['U'] = (7.2f, "0,10 0,3.6;@3.6,3.6,3.6,3.6,180,360;7.2,3.6 7.2,10"),
        ['V'] = (8, "0,10 4,0 8,10"),
        ['W'] = (11.6f, "0,10 2.9,0 5.8,9 8.7,0 11.6,10"),
        ['X'] = (7.2f, "0,0 7.2,10;0,10 7.2,0"),
        ['Y'] = (7.2f, "0,10 3.6,4.8 7.2,10;3.6,4.8 3.6,0"),
        ['Z'] = (6.8f, "0,10 6.8,10 0,0 6.8,0"),
        ['0'] = (7, "@3.5,5,3.5,5,0,360"),
        ['1'] = (2.6f, "0,8 2.6,10 2.6,0"),
        ['2'] = (6, "@3,7.1,2.9,2.9,-35,160;5.4,5.4 0,0 6,0"),
        ['3'] = (5.8f, "@2.8,7.5,2.5,2.5,-90,150;@2.8,2.6,3,2.6,-150,90"),
        ['4'] = (7, "5.2,0 5.2,10 0,3 7,3"),
        ['5'] = (5.8f, "5.2,10 1,10 0.6,5.6;@2.7,3.1,3.1,3.1,-150,130"),
        ['6'] = (6.2f, "5,10 0.75,4.9;@3.1,3.1,3.1,3.1,0,360"),
        ['7'] = (6, "0,10 6,10 1.8,0"),
        ['8'] = (6, "@3,7.6,2.5,2.4,0,360;@3,2.6,3,2.6,0,360"),
        ['9'] = (6.2f, "1.2,0 5.45,5.1;@3.1,6.9,3.1,3.1,0,360"),
        ['.'] = (0, "0,0 0,0.15"),
        [','] = (0.6f, "0.6,0.3 0,-1.7"),
        [':'] = (0, "0,1 0,1.15;0,5.6 0,5.75"),
        [';'] = (0.6f, "0.6,0.3 0,-1.7;0.5,5.6 0.5,5.75"),
        ['!'] = (0, "0,10 0,3;0,0 0,0.15"),
        ['?'] = (5, "@2.5,7.5,2.5,2.5,-60,170;3.4,5.2 2.5,4 2.5,3;2.5,0 2.5,0.15"),
        ['-'] = (3.4f, "0,4.6 3.4,4.6"),
        ['–'] = (6, "0,4.6 6,4.6"),
        ['—'] = (9, "0,4.6 9,4.6"),
        ['\''] = (0, "0,10 0,7.6"),
        ['’'] = (0.6f, "0.6,10 0,7.8"),
        ['"'] = (1.8f, "0,10 0,7.6;1.8,10 1.8,7.6"),
        ['/'] = (4.6f, "0,-1 4.6,10.6"),
        ['&'] = (7.6f, "7.6,0 1.9,6.6;@3.3,7.9,2.1,2.1,-10,220;@2.9,2.7,2.9,2.7,100,318;5.1,1 7.4,4.6"),
        ['('] = (2.2f, "@4,5,4,6.4,125,235"),
        [')'] = (2.2f, "@-1.8,5,4,6.4,-55,55"),
        ['+'] = (6, "0,4.8 6,4.8;3,1.8 3,7.8"),
        ['='] = (5.4f, "0,3.6 5.4,3.6;0,6 5.4,6"),
        ['%'] = (8, "0.6,0 7.4,10;@1.6,7.9,1.6,2.1,0,360;@6.4,2.1,1.6,2.1,0,360"),
        ['°'] = (3, "@1.5,8.4,1.5,1.5,0,360"),
    };

    /// <summary>Letters with marks: the letter and the strokes that are added, from its middle and its height.</summary>
    private static readonly Dictionary<char, (char Base, string Mark)> Marked = Create(
        ("ÁÉÍÓÚÝĆŃŚŹŔĹ", "AEIOUYCNSZRL", "-0.6,11.5 0.9,13.4"), ("ÀÈÌÒÙ", "AEIOU", "0.6,11.5 -0.9,13.4"), ("ÂÊÎÔÛ", "AEIOU", "-1.5,11.5 0,13.2 1.5,11.5"),
        ("ČĎĚŇŘŠŤŽ", "CDENRSTZ", "-1.5,13.2 0,11.5 1.5,13.2"), ("ÄËÏÖÜŸ", "AEIOUY", "-1.4,12 -1.4,12.15;1.4,12 1.4,12.15"), ("ŻĖĠ", "ZEG", "0,12 0,12.15"),
        ("ÃÑÕ", "ANO", "-1.9,11.7 -0.8,12.6 0.8,11.7 1.9,12.6"), ("ÅŮ", "AU", "@0,12.2,1,1,0,360"), ("ŐŰ", "OU", "-1.3,11.5 -0.4,13.3;0.5,11.5 1.5,13.3"),
        ("Ł", "L", "-3.6,3.8 0.4,6.4"), ("Ø", "O", "-4.6,-0.6 4.6,10.6"), ("Đ", "D", "-4.9,5.2 -1.6,5.2"));

    /// <summary>Ą and Ę hang their tail on the right foot, Ç under the middle.</summary>
    private static readonly Dictionary<char, (char Base, float X)> Tailed = new() { ['Ą'] = ('A', 8.1f), ['Ę'] = ('E', 4.7f), ['Į'] = ('I', 0), ['Ų'] = ('U', 4.6f), ['Ç'] = ('C', 5f), ['Ş'] = ('S', 3f) };

    /// <returns>Its strokes as lines in units, baseline at 0, and how far the next letter is; null for what the alphabet lacks.</returns>
    public static (List<(float X, float Y)[]> Strokes, float Advance)? Find(char letter)
    {
        if (letter == ' ')
        {
            return ([], 4.6f);
        }

        var capital = char.ToUpperInvariant(letter);
        var scale = char.IsLower(letter) ? SmallScale : 1;
        var strokes = new List<(float X, float Y)[]>();
        float width;
        if (capital == 'ß')
        {
            return Find('S') is { } s ? ([.. s.Strokes, .. s.Strokes.Select(stroke => stroke.Select(point => (point.X + s.Advance, point.Y)).ToArray())], s.Advance * 2) : null;
        }

        if (Tailed.TryGetValue(capital, out var tailed))
        {
            width = Add(strokes, Glyphs[tailed.Base]);
            Parse(strokes, "0,0 -0.9,-1.3 -0.2,-2.3 0.9,-2.2", tailed.X);
        }
        else if (Marked.TryGetValue(capital, out var marked))
        {
            width = Add(strokes, Glyphs[marked.Base]);
            Parse(strokes, marked.Mark, marked.Base == 'L' && capital == 'Ł' ? 2.2f : width / 2);
        }
        else if (Glyphs.TryGetValue(capital, out var glyph))
        {
            width = Add(strokes, glyph);
        }
        else
        {
            return null;
        }

        foreach (var stroke in strokes)
        {
            for (var n = 0; n < stroke.Length; n++)
            {
                stroke[n] = (stroke[n].X * scale, stroke[n].Y * scale);
            }
        }

        return (strokes, (width + 3.1f) * scale);
    }

    private static float Add(List<(float X, float Y)[]> strokes, (float Width, string Strokes) glyph)
    {
        Parse(strokes, glyph.Strokes, 0);
        return glyph.Width;
    }

    private static void Parse(List<(float X, float Y)[]> strokes, string text, float shift)
    {
        foreach (var part in text.Split(';'))
        {
            if (part[0] == '@')
            {
                var arc = part[1..].Split(',').Select(number => float.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
                var steps = Math.Max(6, (int)(MathF.Abs(arc[5] - arc[4]) / 10));
                var points = new (float, float)[steps + 1];
                for (var n = 0; n <= steps; n++)
                {
                    var angle = (arc[4] + (arc[5] - arc[4]) * n / steps) * (MathF.PI / 180);
                    points[n] = (arc[0] + arc[2] * ExactMath.Cos(angle) + shift, arc[1] + arc[3] * ExactMath.Sin(angle));
                }

                strokes.Add(points);
                continue;
            }

            strokes.Add([.. part.Split(' ').Select(pair => pair.Split(',')).Select(pair => (
                float.Parse(pair[0], System.Globalization.CultureInfo.InvariantCulture) + shift, float.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture)))]);
        }
    }

    private static Dictionary<char, (char Base, string Mark)> Create(params (string Letters, string Bases, string Mark)[] rows) => rows
        .SelectMany(row => row.Letters.Select((letter, n) => KeyValuePair.Create(letter, (row.Bases[n], row.Mark))))
        .ToDictionary();
}
