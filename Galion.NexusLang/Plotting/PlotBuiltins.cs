using System.Text;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Library;
using Galion.NexusLang.Running;
using Galion.NexusLang.Tensors;

namespace Galion.NexusLang.Plotting;

/// <summary>One line or cloud of points.</summary>
/// <param name="Classes">For each point its colour among the palette, or null when all have the colour of the series.</param>
internal sealed record Series(string? Name, double[] X, double[] Y, int[]? Classes = null);

/// <summary><c>plot(…)</c>: draws numbers and shows the picture through the host.</summary>
internal static class PlotBuiltins
{
    private const int MaxPoints = 1_000_000;
    private const int MaxSeries = 20;

    internal static readonly Builtin[] All =
    [
        Arg.Define("plot(data, y?, kind?, title?, xlabel?, ylabel?, color?, name?)", Plot),
    ];

    private static Value Plot(ProgramState state, Value[] a)
    {
        string? kind = Arg.OptionalText(a[2], "kind");
        if (kind is not (null or "line" or "scatter" or "image"))
        {
            throw new NexusException(Errors.BadArgument($"There is no plot of the kind '{kind}': it is line, scatter or image."));
        }

        string name = Arg.OptionalText(a[7], "name") ?? $"plot-{++state.Session.Learning.Plots}";
        name = name.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) ? name : name + ".svg";
        if (!AssetNames.IsPlain(name))
        {
            throw new NexusException(Errors.BadArgument($"'{name}' is not a plain file name."));
        }

        var labels = new PlotLabels(Label(a[3]), Label(a[4]), Label(a[5]));
        bool isImage = kind == "image" || (kind is null && !Arg.IsGiven(a[1]) && a[0].Ref is Tensor { Axes: 2 or 3 });
        string svg = isImage ? HeatMap.Draw(state, TensorData.Read(state, a[0], null), labels) : DrawSeries(state, a, kind == "scatter", labels);
        state.Session.Show(new OutputAsset(name, "image/svg+xml", Encoding.UTF8.GetBytes(svg)));
        return Value.Of(name);
    }

    private static string Label(Value value)
    {
        string text = Arg.IsGiven(value) ? Printing.Show(value) : "";
        return text.Length <= 200 ? text : text[..200];
    }

    private static string DrawSeries(ProgramState state, Value[] a, bool isScatter, PlotLabels labels)
    {
        Series[] series = [.. Read(state, a[0], a[1], isScatter)];
        long points = series.Sum(s => (long)s.Y.Length);
        if (series.Length > MaxSeries || points > MaxPoints)
        {
            throw new NexusException(Errors.BadArgument(
                $"A plot shows up to {MaxSeries} lines of together {MaxPoints:N0} points, and this would be {series.Length} of {points:N0}."));
        }

        if (Arg.IsGiven(a[6]))
        {
            int[] classes = [.. Numbers(state, a[6]).Select(c => double.IsFinite(c) ? (int)Math.Clamp(c, 0, 1000) : 0)];
            series = series is [var only] && only.Y.Length == classes.Length
                ? [only with { Classes = classes }]
                : throw new NexusException(Errors.BadArgument("'color' takes one class for each point of a single cloud."));
        }

        state.Charge((points * 40) + 10_000);
        state.Allocate((points * 32) + 65_536);
        return Chart.Draw(series, isScatter, labels);
    }

    /// <summary>y against its places; y against x; named lines of a dict; or two columns, x and y.</summary>
    private static Series[] Read(ProgramState state, Value data, Value y, bool isScatter)
    {
        double[]? x = null;
        if (Arg.IsGiven(y))
        {
            (x, data) = (Numbers(state, data), y);
        }

        switch (data.Ref)
        {
            case DictObject dict:
                return dict.Pairs().Select(p => Against(x, Numbers(state, p.Value), Printing.Show(p.Key))).ToArray();
            case Tensor { Axes: 2 } table when isScatter && x is null && table.Shape[1] == 2:
                return [new Series(null, Column(state, table, 0), Column(state, table, 1))];
            case Tensor { Axes: 2 } table when table.Shape[1] <= MaxSeries:
                return Enumerable.Range(0, table.Shape[1]).Select(i => Against(x, Column(state, table, i), null)).ToArray();
            default:
                return [Against(x, Numbers(state, data), null)];
        }
    }

    private static double[] Column(ProgramState state, Tensor table, int column) =>
        Numbers(state, Value.Object(TensorIndexing.Get(state, table, Collections.Pair(
            Value.Object(new SliceObject(Value.Null, Value.Null, Value.Null)), Value.Of((long)column)))));

    private static double[] Numbers(ProgramState state, Value value)
    {
        Tensor tensor = TensorData.Read(state, value, DType.Float64);
        state.Allocate(tensor.Count * 8L);
        state.Charge(tensor.Count * 8L);
        return tensor.Axes <= 1 || tensor.Shape.Count(s => s != 1) <= 1
            ? [.. tensor.Elements()]
            : throw new NexusException(Errors.BadArgument($"A plot takes rows of numbers, but was given the shape {Shapes.Show(tensor.Shape)}."));
    }

    private static Series Against(double[]? x, double[] y, string? name) => x is null || x.Length == y.Length
        ? new Series(name, x ?? [.. Enumerable.Range(0, y.Length).Select(i => (double)i)], y)
        : throw new NexusException(Errors.BadArgument($"There are {x.Length} places on the x axis for {y.Length} numbers."));
}
