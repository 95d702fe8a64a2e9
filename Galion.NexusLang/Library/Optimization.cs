using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary>
/// <c>optimize_self</c>: keeps what a metric was, and moves a parameter towards the target by a strategy. The next value is worked out from
/// what has been measured, so that calling it once a round is a search.
/// </summary>
internal static class Optimization
{
    private sealed class Metric
    {
        internal List<(double Parameter, double Value)> History { get; } = [];

        internal double Step { get; set; } = 0.1;

        internal int Direction { get; set; } = 1;
    }

    /// <summary>
    /// Records <c>value</c> for <c>metric</c> while the parameter was <c>parameter</c>, and answers with the parameter to try next.
    /// Strategies: <c>hill_climb</c> goes on while it gets better and turns with half the step when it gets worse; <c>gradient</c> follows
    /// the slope between the last two; <c>record</c> only keeps the number.
    /// </summary>
    internal static Value Optimize(ProgramState state, Value[] a)
    {
        string name = Arg.Text(a[0], "metric");
        string strategy = Arg.OptionalText(a[2], "strategy") ?? "hill_climb";
        Metric metric = MetricOf(state, name);
        double parameter = Arg.Number(a[3], "parameter", metric.History.Count > 0 ? metric.History[^1].Parameter : 0);
        double target = Arg.Number(a[1], "target", double.PositiveInfinity);
        double next = parameter;
        if (Arg.IsGiven(a[4]))
        {
            metric.History.Add((parameter, Arg.Number(a[4], "value")));
            next = strategy switch
            {
                "record" => parameter,
                "gradient" => Gradient(metric, target),
                "hill_climb" or "default" => HillClimb(metric, target),
                _ => throw new NexusException(Errors.BadArgument(
                    $"There is no strategy '{strategy}'.{Errors.Suggest(strategy, ["hill_climb", "gradient", "record"])}")),
            };
        }

        return Arg.Dict(
            state,
            ("metric", Value.Of(name)),
            ("target", double.IsInfinity(target) ? Value.Null : Value.Of(target)),
            ("strategy", Value.Of(strategy)),
            ("parameter", Value.Of(next)),
            ("best", metric.History.Count == 0 ? Value.Null : Value.Of(metric.History.MinBy(h => Miss(h.Value, target)).Parameter)),
            ("rounds", Value.Of(metric.History.Count)));
    }

    /// <summary>How far from the target; without one, more is better.</summary>
    private static double Miss(double value, double target) => double.IsInfinity(target) ? -value : Math.Abs(target - value);

    private static double HillClimb(Metric metric, double target)
    {
        (double parameter, double value) = metric.History[^1];
        if (metric.History.Count > 1 && Miss(value, target) > Miss(metric.History[^2].Value, target))
        {
            metric.Direction = -metric.Direction;
            metric.Step /= 2;
        }

        return parameter + (metric.Direction * metric.Step);
    }

    private static double Gradient(Metric metric, double target)
    {
        (double parameter, double value) = metric.History[^1];
        if (metric.History.Count < 2 || metric.History[^2].Parameter == parameter)
        {
            return parameter + metric.Step;
        }

        double slope = (value - metric.History[^2].Value) / (parameter - metric.History[^2].Parameter);
        double change = double.IsInfinity(target) ? slope * metric.Step : slope == 0 ? metric.Step : (target - value) / slope;
        return parameter + Math.Clamp(change, -10 * metric.Step, 10 * metric.Step);
    }

    internal static Value Performance(ProgramState state, Value[] a)
    {
        if (Arg.IsGiven(a[0]))
        {
            return Arg.Array(MetricOf(state, Arg.Text(a[0], "metric")).History.Select(h => Value.Of(h.Value)));
        }

        return Arg.Dict(state, All(state).Select(m => (m.Key, Arg.Array(m.Value.History.Select(h => Value.Of(h.Value))))));
    }

    private static Dictionary<string, Metric> All(ProgramState state)
    {
        if (!state.Session.Library.TryGetValue("metrics", out object? metrics))
        {
            state.Session.Library["metrics"] = metrics = new Dictionary<string, Metric>();
        }

        return (Dictionary<string, Metric>)metrics;
    }

    private static Metric MetricOf(ProgramState state, string name)
    {
        Dictionary<string, Metric> all = All(state);
        if (!all.TryGetValue(name, out Metric? metric))
        {
            all[name] = metric = new Metric();
        }

        return metric;
    }
}
