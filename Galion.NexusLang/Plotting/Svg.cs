using System.Globalization;
using System.Text;

namespace Galion.NexusLang.Plotting;

internal sealed record PlotLabels(string Title, string X, string Y);

/// <summary>The frame that all plots share: a card that follows the reader's light or dark preference, a plot area and its labels.</summary>
internal sealed class Svg
{
    internal const int Width = 640;
    internal const int Height = 400;

    /// <summary>Okabe and Ito's colours, which people who see colours differently can tell apart.</summary>
    internal static readonly string[] Palette = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6bb1", "#999933"];

    private const string Style = """
        <style>
        .card { fill: #ffffff } text { fill: #1f2328; font: 12px system-ui, sans-serif } .title { font-size: 15px; font-weight: 600 }
        .grid { stroke: #d0d7de; stroke-width: 1 } .axis { stroke: #6e7781; stroke-width: 1 }
        @media (prefers-color-scheme: dark) {
        .card { fill: #161b22 } text { fill: #e6edf3 } .grid { stroke: #30363d } .axis { stroke: #8b949e } .series { filter: brightness(1.35) }
        }
        </style>

        """;

    private readonly StringBuilder _text = new();

    internal Svg(PlotLabels labels, double left, double right, string description)
    {
        (Left, Right) = (left, Width - right);
        Top = labels.Title.Length > 0 ? 44 : 20;
        Bottom = Height - (labels.X.Length > 0 ? 52 : 34);
        Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\">");
        Line($"<title>{Escape(labels.Title.Length > 0 ? labels.Title : "Plot")}</title><desc>{Escape(description)}</desc>");
        _text.Append(Style.ReplaceLineEndings("\n"));
        Line($"<rect class=\"card\" width=\"{Width}\" height=\"{Height}\" rx=\"8\"/>");
        double middle = (Left + Right) / 2;
        if (labels.Title.Length > 0)
        {
            Line($"<text class=\"title\" x=\"{N(middle)}\" y=\"28\" text-anchor=\"middle\">{Escape(labels.Title)}</text>");
        }

        if (labels.X.Length > 0)
        {
            Line($"<text x=\"{N(middle)}\" y=\"{Height - 12}\" text-anchor=\"middle\">{Escape(labels.X)}</text>");
        }

        if (labels.Y.Length > 0)
        {
            double centre = (Top + Bottom) / 2;
            Line($"<text x=\"16\" y=\"{N(centre)}\" text-anchor=\"middle\" transform=\"rotate(-90 16 {N(centre)})\">{Escape(labels.Y)}</text>");
        }
    }

    internal double Left { get; }

    internal double Right { get; }

    internal double Top { get; }

    internal double Bottom { get; }

    internal void Line(string text) => _text.Append(text).Append('\n');

    internal string Finish() => _text.Append("</svg>\n").ToString();

    /// <summary>A coordinate; hundredths of a pixel are enough.</summary>
    internal static string N(double number) => Math.Round(number, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Text of the program as text of the picture: what XML cannot hold is left out.</summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isAllowed = rune.Value >= ' ' && rune.Value is not (0xFFFE or 0xFFFF);
            escaped.Append(rune.Value switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                _ => isAllowed ? rune.ToString() : " ",
            });
        }

        return escaped.ToString();
    }
}

/// <summary>An axis that reads well: its ends are what the numbers need, its ticks multiples of 1, 2 or 5.</summary>
internal sealed class Scale
{
    internal Scale(IEnumerable<double> numbers, double start, double end)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double number in numbers.Where(double.IsFinite))
        {
            (low, high) = (Math.Min(low, number), Math.Max(high, number));
        }

        (low, high) = low > high ? (0, 1) : (Math.Max(low, -1e300), Math.Min(high, 1e300));
        double span = high - low;
        if (span <= Math.Abs(high) * 1e-12)
        {
            span = Math.Max(Math.Abs(high), 1);
            (low, high) = (low - (span / 2), high + (span / 2));
        }

        double margin = (high - low) * 0.04;
        (Low, High, Start, End) = (low - margin, high + margin, start, end);
        double rough = (High - Low) / 6;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        Step = power * ((rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 });
    }

    internal double Low { get; }

    internal double High { get; }

    internal double Start { get; }

    internal double End { get; }

    private double Step { get; }

    internal double Place(double number) => Start + ((number - Low) / (High - Low) * (End - Start));

    internal IEnumerable<(double Place, string Text)> Ticks()
    {
        double first = Math.Ceiling(Low / Step);
        for (int i = 0; i < 20 && (first + i) * Step <= High; i++)
        {
            yield return (Place((first + i) * Step), Show((first + i) * Step));
        }
    }

    private string Show(double number)
    {
        double size = Math.Max(Math.Abs(Low), Math.Abs(High));
        if (size is >= 1e6 or < 1e-3)
        {
            return number == 0 ? "0" : number.ToString("0.###e0", CultureInfo.InvariantCulture);
        }

        int decimals = Math.Clamp((int)-Math.Floor(Math.Log10(Step) + 1e-9), 0, 12);
        string text = number.ToString("F" + decimals, CultureInfo.InvariantCulture);
        return text.TrimStart('-').Trim('0', '.').Length == 0 ? text.TrimStart('-') : text;
    }
}
