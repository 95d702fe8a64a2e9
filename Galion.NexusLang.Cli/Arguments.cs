using System.Globalization;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Cli;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Arguments(string Command, IReadOnlyList<string> Files, RunLimits Limits)
{
    private const double MaxNumber = 1e15;

    /// <summary>What is wrong with the command line; null when nothing is.</summary>
    internal string? Error { get; init; }

    /// <summary><c>-o FILE</c>: where the result goes.</summary>
    internal string? Output { get; init; }

    /// <summary><c>-b</c>: whether sizes and times are shown.</summary>
    internal bool IsBenchmark { get; init; }

    /// <summary><c>--strip</c>: whether the text of the program stays out of its binary.</summary>
    internal bool IsStripped { get; init; }

    /// <summary><c>--library</c>: whether the standard library is meant instead of a file.</summary>
    internal bool IsLibrary { get; init; }

    /// <summary><c>--check</c>: whether files are only looked at and not changed.</summary>
    internal bool IsCheck { get; init; }

    internal bool WantsHelp { get; init; }

    internal static Arguments Read(string[] args)
    {
        List<string> words = [];
        var read = new Arguments("", [], RunLimits.Default);
        for (int i = 0; i < args.Length && read.Error is null; i++)
        {
            string arg = args[i];
            if (arg.Length < 2 || arg[0] != '-')
            {
                words.Add(arg);
                continue;
            }

            string? next = i + 1 < args.Length ? args[i + 1] : null;
            read = read.With(arg, next, out bool tookNext);
            i += tookNext ? 1 : 0;
        }

        string command = read.Command.Length > 0 ? read.Command : words.Count == 0 ? read.WantsHelp ? "help" : "repl" : words[0];
        bool isFile = words.Count > 0 && read.Command.Length == 0
            && (command.EndsWith(".nx", StringComparison.Ordinal) || Cli.Files.IsBinary(command));
        return isFile
            ? read with { Command = "run", Files = words }
            : read with { Command = command, Files = [.. words.Skip(read.Command.Length > 0 ? 0 : 1)] };
    }

    private Arguments With(string arg, string? next, out bool tookNext)
    {
        tookNext = false;
        switch (arg)
        {
            case "-h" or "--help":
                return this with { WantsHelp = true };
            case "--version":
                return this with { Command = "version" };
            case "-b" or "--benchmark":
                return this with { IsBenchmark = true };
            case "--strip":
                return this with { IsStripped = true };
            case "--check":
                return this with { IsCheck = true };
            case "--library":
                return this with { IsLibrary = true };
            case "--no-limits":
                return this with { Limits = new RunLimits(long.MaxValue / 4, long.MaxValue / 4, long.MaxValue / 4, 100_000, TimeSpan.FromDays(10_000)) { WaitTime = TimeSpan.FromDays(10_000) } };
        }

        int equals = arg.IndexOf('=');
        string name = equals < 0 ? arg : arg[..equals];
        string? value = equals < 0 ? next : arg[(equals + 1)..];
        tookNext = equals < 0;
        if (name == "-o")
        {
            return value is null ? this with { Error = $"{name} needs the name of a file." } : this with { Output = value };
        }

        return name is not ("--time" or "--wait" or "--memory" or "--output" or "--depth" or "--steps")
            ? this with { Error = $"there is no option {name}." }
            : WithLimit(Limits, name, value) is { } limits
                ? this with { Limits = limits }
                : this with { Error = $"{name} needs a number above 0." };
    }

    private static RunLimits? WithLimit(RunLimits limits, string name, string? value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || number is not (> 0 and < MaxNumber))
        {
            return null;
        }

        return name switch
        {
            "--time" => limits with { WallTime = TimeSpan.FromSeconds(Math.Min(number, 1e8)) },
            "--wait" => limits with { WaitTime = TimeSpan.FromSeconds(Math.Min(number, 1e8)) },
            "--memory" => limits with { MemoryBytes = (long)(Math.Min(number, 1e9) * (1 << 20)) },
            "--output" => limits with { OutputCharacters = (long)Math.Ceiling(number) },
            "--depth" => limits with { CallDepth = (int)Math.Min(Math.Ceiling(number), 200_000) },
            _ => limits with { Steps = (long)Math.Ceiling(number) },
        };
    }
}
