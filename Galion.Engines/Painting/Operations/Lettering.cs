using Galion.Engines.Imaging;

namespace Galion.Engines.Painting.Operations;

/// <summary>Plain letters drawn as strokes on a grid of 4 × 6, for labels. What it has no letter for becomes a small box.</summary>
internal static class Lettering
{
    /// <summary>Each stroke is a row of points, x and y as digits from the upper left; strokes are separated by spaces.</summary>
    private static readonly Dictionary<char, string> Strokes = new()
    {
        ['a'] = "32120305163645 4246", ['b'] = "0006 0312324345361605", ['c'] = "4332120305163645", ['d'] = "4046 4332120305163645",
        ['e'] = "04444332120305163645", ['f'] = "40302126 1242", ['g'] = "4332120305163645 42473818", ['h'] = "0006 0312324346",
        ['i'] = "2226 2020", ['j'] = "32372818 3030", ['k'] = "0006 4204 0446", ['l'] = "202536", ['m'] = "0602 03122326 23324346",
        ['n'] = "0602 0312324346", ['o'] = "123243453616050312", ['p'] = "0208 0312324345361605", ['q'] = "4248 4332120305163645",
        ['r'] = "0602 03123243", ['s'] = "43321203143445361605", ['t'] = "202536 1242", ['u'] = "0205163645 4246", ['v'] = "022642",
        ['w'] = "0216243642", ['x'] = "0246 4206", ['y'] = "0226 4208", ['z'] = "02420646", ['0'] = "103041453616050110",
        ['1'] = "112026 1636", ['2'] = "01103041420646", ['3'] = "01103041423323 334445361605", ['4'] = "300444 3036",
        ['5'] = "400003334445361605", ['6'] = "30100105163645443303", ['7'] = "004016", ['8'] = "103041423313020110 133344453616050413",
        ['9'] = "16364541301001021343", ['='] = "0343 0545", ['-'] = "1434", ['_'] = "0747", ['.'] = "2626", [','] = "2627",
        [':'] = "2323 2626", ['%'] = "4006 1011 3536", ['/'] = "4006", ['+'] = "0444 2226", ['('] = "30111536", [')'] = "10313516",
        ['\''] = "2021", ['!'] = "2024 2626", ['?'] = "01103041422324 2626", ['"'] = "1011 3031",
    };

    private const string Unknown = "0242460602";

    public static int Width(string text, int height) => (int)(text.Length * height * 0.62f) + height / 4;

    /// <param name="height">Of a line, in pixels.</param>
    public static void Write(Bitmap sheet, string text, int x, int y, int height)
    {
        var unit = height / 9f;
        var pen = x + unit;
        foreach (var letter in text)
        {
            if (letter != ' ')
            {
                var strokes = Strokes.GetValueOrDefault(char.ToLowerInvariant(letter), Unknown);
                foreach (var stroke in strokes.Split(' '))
                {
                    for (var n = 2; n + 1 < stroke.Length; n += 2)
                    {
                        Line(sheet, pen + (stroke[n - 2] - '0') * unit, y + (stroke[n - 1] - '0') * unit + unit * 0.5f, pen + (stroke[n] - '0') * unit, y + (stroke[n + 1] - '0') * unit + unit * 0.5f, MathF.Max(1, unit * 0.85f));
                    }
                }
            }

            pen += height * 0.62f;
        }
    }

    private static void Line(Bitmap sheet, float ax, float ay, float bx, float by, float width)
    {
        var (dx, dy) = (bx - ax, by - ay);
        var scale = 1 / MathF.Max(1e-6f, dx * dx + dy * dy);
        for (var y = Math.Max(0, (int)(MathF.Min(ay, by) - width)); y <= Math.Min(sheet.Height - 1, (int)(MathF.Max(ay, by) + width)); y++)
        {
            for (var x = Math.Max(0, (int)(MathF.Min(ax, bx) - width)); x <= Math.Min(sheet.Width - 1, (int)(MathF.Max(ax, bx) + width)); x++)
            {
                var along = Mix.Clamp01(((x - ax) * dx + (y - ay) * dy) * scale);
                var (ox, oy) = (x - ax - dx * along, y - ay - dy * along);
                var cover = Mix.Clamp01(width * 0.5f + 0.5f - MathF.Sqrt(ox * ox + oy * oy));
                for (var c = 0; c < 3; c++)
                {
                    ref var pixel = ref sheet.Pixels[(y * sheet.Width + x) * 3 + c];
                    pixel = (byte)(pixel + (34 - pixel) * cover);
                }
            }
        }
    }
}
