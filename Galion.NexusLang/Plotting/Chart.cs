using System.Text;

namespace Galion.NexusLang.Plotting;

/// <summary>Lines and clouds of points with axes.</summary>
internal static class Chart
{
    /// <summary>More points than this on a line or in a cloud cannot be told apart and would only make the file large.</summary>
    private const int MaxDrawn = 2000;

    internal static string Draw(Series[] series, bool isScatter, PlotLabels labels)
    {
        bool hasLegend = series.Any(s => s.Name is not null);
        var svg = new Svg(labels, labels.Y.Length > 0 ? 76 : 60, hasLegend ? 130 : 20, Describe(series, isScatter));
        var x = new Scale(series.SelectMany(s => s.X), svg.Left, svg.Right);
        var y = new Scale(series.SelectMany(s => s.Y), svg.Bottom, svg.Top);
        DrawAxes(svg, x, y);
        for (int i = 0; i < series.Length; i++)
        {
            string color = Svg.Palette[i % Svg.Palette.Length];
            if (isScatter)
            {
                DrawPoints(svg, series[i], x, y, color);
            }
            else
            {
                DrawLine(svg, series[i], x, y, color);
            }

            if (series[i].Name is { } name)
            {
                double top = svg.Top + 8 + (i * 20);
                svg.Line($"<rect class=\"series\" x=\"{Svg.N(svg.Right + 12)}\" y=\"{Svg.N(top)}\" width=\"14\" height=\"4\" fill=\"{color}\"/>");
                svg.Line($"<text x=\"{Svg.N(svg.Right + 32)}\" y=\"{Svg.N(top + 6)}\">{Svg.Escape(name.Length > 14 ? name[..13] + "…" : name)}</text>");
            }
        }

        return svg.Finish();
    }

    private static string Describe(Series[] series, bool isScatter)
    {
        double[] all = [.. series.SelectMany(s => s.Y).Where(double.IsFinite)];
        string range = all.Length == 0 ? "" : $", y from {all.Min():G4} to {all.Max():G4}";
        return FormattableString.Invariant($"{(isScatter ? "Points" : "Lines")}: {series.Length}, {series.Sum(s => s.Y.Length)} values{range}");
    }

    private static void DrawAxes(Svg svg, Scale x, Scale y)
    {
        foreach ((double place, string text) in x.Ticks())
        {
            svg.Line($"<line class=\"grid\" x1=\"{Svg.N(place)}\" y1=\"{Svg.N(svg.Top)}\" x2=\"{Svg.N(place)}\" y2=\"{Svg.N(svg.Bottom)}\"/>");
            svg.Line($"<text x=\"{Svg.N(place)}\" y=\"{Svg.N(svg.Bottom + 18)}\" text-anchor=\"middle\">{text}</text>");
        }

        foreach ((double place, string text) in y.Ticks())
        {
            svg.Line($"<line class=\"grid\" x1=\"{Svg.N(svg.Left)}\" y1=\"{Svg.N(place)}\" x2=\"{Svg.N(svg.Right)}\" y2=\"{Svg.N(place)}\"/>");
            svg.Line($"<text x=\"{Svg.N(svg.Left - 8)}\" y=\"{Svg.N(place + 4)}\" text-anchor=\"end\">{text}</text>");
        }

        svg.Line($"<path class=\"axis\" fill=\"none\" d=\"M{Svg.N(svg.Left)} {Svg.N(svg.Top)}V{Svg.N(svg.Bottom)}H{Svg.N(svg.Right)}\"/>");
    }

    private static void DrawLine(Svg svg, Series series, Scale x, Scale y, string color)
    {
        var path = new StringBuilder();
        bool isOpen = false;
        foreach (int i in Shown(series))
        {
            if (!double.IsFinite(series.X[i]) || !double.IsFinite(series.Y[i]))
            {
                isOpen = false;
                continue;
            }

            path.Append(isOpen ? 'L' : 'M').Append(Svg.N(x.Place(series.X[i]))).Append(' ').Append(Svg.N(y.Place(series.Y[i])));
            isOpen = true;
        }

        svg.Line($"<path class=\"series\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke-linecap=\"round\" d=\"{path}\"/>");
    }

    /// <summary>All points of a short line; of a long one the lowest and highest of each stretch, so that no peak is lost.</summary>
    private static IEnumerable<int> Shown(Series series)
    {
        int count = series.Y.Length;
        if (count <= MaxDrawn)
        {
            return Enumerable.Range(0, count);
        }

        List<int> shown = [0];
        int stretches = MaxDrawn / 2;
        for (int i = 0; i < stretches; i++)
        {
            int start = (int)((long)count * i / stretches);
            int end = (int)((long)count * (i + 1) / stretches);
            (int low, int high) = (start, start);
            for (int k = start; k < end; k++)
            {
                low = series.Y[k] < series.Y[low] ? k : low;
                high = series.Y[k] > series.Y[high] ? k : high;
            }

            shown.Add(Math.Min(low, high));
            shown.Add(Math.Max(low, high));
        }

        shown.Add(count - 1);
        return shown;
    }

    private static void DrawPoints(Svg svg, Series series, Scale x, Scale y, string color)
    {
        int step = Math.Max(1, (series.Y.Length + MaxDrawn - 1) / MaxDrawn);
        foreach (IGrouping<int, int> group in Enumerable.Range(0, series.Y.Length)
            .Where(i => i % step == 0 && double.IsFinite(series.X[i]) && double.IsFinite(series.Y[i]))
            .GroupBy(i => series.Classes?[i] ?? -1).OrderBy(g => g.Key))
        {
            string fill = group.Key < 0 ? color : Svg.Palette[group.Key % Svg.Palette.Length];
            svg.Line($"<g class=\"series\" fill=\"{fill}\" fill-opacity=\"0.8\">");
            foreach (int i in group)
            {
                svg.Line($"<circle cx=\"{Svg.N(x.Place(series.X[i]))}\" cy=\"{Svg.N(y.Place(series.Y[i]))}\" r=\"3\"/>");
            }

            svg.Line("</g>");
        }
    }
}
