using System.Globalization;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Cli;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Arguments(string Command, IReadOnlyList<string> Files, RunLimits Limits, string? Error = null)
{
    internal static Arguments Read(string[] args)
    {
        List<string> words = [];
        RunLimits limits = RunLimits.Default;
        foreach (string arg in args)
        {
            if (!arg.StartsWith("--", StringComparison.Ordinal) || arg is "--version" or "--help")
            {
                words.Add(arg);
                continue;
            }

            if (WithLimit(limits, arg[2..]) is not { } changed)
            {
                return new Arguments("", [], limits, $"there is no option {arg}, or its value cannot be read.");
            }

            limits = changed;
        }

        string command = words.Count == 0 ? "repl" : words[0].TrimStart('-');
        return command.EndsWith(".nx", StringComparison.Ordinal)
            ? new Arguments("run", words, limits)
            : new Arguments(command, [.. words.Skip(1)], limits);
    }

    /// <summary><c>--time=30</c>, <c>--memory=1024</c>, <c>--output=…</c>, <c>--depth=…</c>, <c>--steps=…</c> or <c>--no-limits</c>.</summary>
    private static RunLimits? WithLimit(RunLimits limits, string option)
    {
        if (option == "no-limits")
        {
            return new RunLimits(long.MaxValue / 4, long.MaxValue / 4, long.MaxValue / 4, 100_000, TimeSpan.FromDays(10_000));
        }

        string[] parts = option.Split('=');
        if (parts.Length != 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || number is not (> 0 and < 1e15))
        {
            return null;
        }

        return parts[0] switch
        {
            "time" => limits with { WallTime = TimeSpan.FromSeconds(Math.Min(number, 1e8)) },
            "memory" => limits with { MemoryBytes = (long)(number * (1 << 20)) },
            "output" => limits with { OutputCharacters = (long)number },
            "depth" => limits with { CallDepth = (int)Math.Min(number, 200_000) },
            "steps" => limits with { Steps = (long)number },
            _ => null,
        };
    }
}
