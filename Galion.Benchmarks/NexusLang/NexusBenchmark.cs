using System.Diagnostics;
using System.Globalization;
using System.Text;
using Galion.NexusLang;
using Galion.NexusLang.Compiling;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;

namespace Galion.Benchmarks.NexusLang;

/// <summary>
/// The same programs in NexusLang with metering on, CPython, Node, Lua, LuaJIT and C#, one after the other in one run. The others run as
/// processes, from whose time that of an empty program is taken away; NexusLang and C# run here, the first with its compilation.
/// </summary>
internal static class NexusBenchmark
{
    private static readonly (string Name, string Program, string Extension)[] Peers =
    [
        ("python3", "python3", ".py"), ("node", "node", ".mjs"), ("lua5.4", "lua5.4", ".lua"), ("luajit", "luajit", ".lua"),
    ];

    private static readonly RunLimits Limits = RunLimits.Default with { WallTime = TimeSpan.FromMinutes(5), MemoryBytes = 2L << 30 };

    internal static async Task RunAsync(int rounds)
    {
        Console.WriteLine($"nexus: {Measurements.Machine()}; best of {rounds}, in ms");
        string folder = Path.Combine(AppContext.BaseDirectory, "NexusLang", "Programs");
        Dictionary<string, double> start = [];
        foreach ((string name, string program, string _) in Peers)
        {
            start[name] = await BestAsync(program, "/dev/null", rounds);
        }

        Console.WriteLine($"{"",-15}{"nexus",9}{string.Concat(Peers.Select(p => $"{p.Name,9}")),9}{"C#",9}   {"x python",8}{"x node",8}{"x C#",8}");
        foreach ((string name, Func<string> inCSharp) in CSharpPrograms.All)
        {
            string file = Path.Combine(folder, name);
            (double nexus, string printed) = RunNexus(await File.ReadAllTextAsync(file + ".nx"), rounds, CompilerOptions.Default);
            List<double> others = [];
            foreach ((string peer, string program, string extension) in Peers)
            {
                others.Add(Math.Max(await BestAsync(program, file + extension, rounds) - start[peer], 0.1));
            }

            double sharp = Best(rounds, inCSharp, out string expected);
            if (printed.Trim() != expected)
            {
                throw new InvalidOperationException($"{name} printed '{printed.Trim()}' instead of '{expected}'.");
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-15}{nexus,9:0.0}{string.Concat(others.Select(o => o.ToString("0.0", CultureInfo.InvariantCulture).PadLeft(9)))}{sharp,9:0.0}   {others[0] / nexus,8:0.0}{nexus / others[1],8:0.00}{nexus / sharp,8:0.00}"));
        }
    }

    /// <summary>What it costs to count steps, which stops programs: the same programs compiled with and without it, in turns.</summary>
    internal static async Task RunMeteringAsync(int rounds)
    {
        Console.WriteLine($"nexus-metering: {Measurements.Machine()}; best of {rounds}, in ms of processor time");
        Console.WriteLine($"{"",-15}{"metered",9}{"without",9}{"cost, %",9}");
        List<double> costs = [];
        foreach ((string name, Func<string> _) in CSharpPrograms.All)
        {
            string text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "NexusLang", "Programs", name + ".nx"));
            (double metered, double without) = (double.MaxValue, double.MaxValue);
            for (int i = 0; i < rounds; i++)
            {
                without = Math.Min(without, ProcessorTime(text, new CompilerOptions(IsMetered: false)));
                metered = Math.Min(metered, ProcessorTime(text, CompilerOptions.Default));
            }

            costs.Add(metered / without);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-15}{metered,9:0.0}{without,9:0.0}{(metered / without * 100) - 100,9:0.0}"));
        }

        double together = Math.Exp(costs.Average(Math.Log));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"geometric mean",-33}{(together * 100) - 100,9:0.0}"));
    }

    /// <summary>Until then what runs often is being compiled better; a language server and a Worker run for days.</summary>
    private const int ParseWarmUp = 30;

    /// <summary>A megabyte of source, made of the benchmark programs one after the other.</summary>
    internal static async Task RunParseAsync(int rounds)
    {
        Console.WriteLine($"nexus-parse: {Measurements.Machine()}; 1 MB of source, in ms: the first time in a process, and the best of {rounds} after {ParseWarmUp}");
        Console.WriteLine($"{"",-24}{"first",9}{"best",9}");
        string folder = Path.Combine(AppContext.BaseDirectory, "NexusLang");
        var text = new StringBuilder();
        string[] files = [.. Directory.GetFiles(Path.Combine(folder, "Programs"), "*.nx").Order(StringComparer.Ordinal)];
        for (int i = 0; text.Length < 1_000_000; i++)
        {
            text.Append(await File.ReadAllTextAsync(files[i % files.Length])).Append('\n');
        }

        string source = text.ToString();
        string Parse() => SyntaxTree.Parse(source, "large.nx").Diagnostics.FirstOrDefault(d => d.IsError)?.Message ?? "";
        var clock = Stopwatch.StartNew();
        string problem = Parse();
        double first = clock.Elapsed.TotalMilliseconds;
        if (problem.Length > 0)
        {
            throw new InvalidOperationException($"The source does not parse: {problem}");
        }

        double best = Best(ParseWarmUp + rounds, Parse, out _);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"NexusLang",-24}{first,9:0.0}{best,9:0.0}"));
        string count = (ParseWarmUp + rounds).ToString(CultureInfo.InvariantCulture);
        Console.WriteLine($"{"CPython, ast.parse",-24}{"",9}{(await Measurements.RunAsync("python3", null, Path.Combine(folder, "Peers", "parse.py"), count)).Trim(),9}");
        Console.WriteLine($"{"Node, acorn",-24}{"",9}{(await Measurements.RunAsync("node", null, Path.Combine(folder, "Peers", "parse.mjs"), count)).Trim(),9}");
    }

    /// <summary>A program of one line, from the start of the process to its end.</summary>
    internal static async Task RunStartAsync(int rounds)
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "galion")))
        {
            root = Path.GetDirectoryName(root);
        }

        string folder = Path.Combine(AppContext.BaseDirectory, "NexusLang", "Peers");
        string nexus = Path.Combine(root ?? "", "artifacts", "tools", "Galion.NexusLang.Cli", "nexus");
        Console.WriteLine($"nexus-start: {Measurements.Machine()}; {rounds} starts, in ms");
        Console.WriteLine($"{"",-24}{"best",9}{"median",9}");
        (string Name, string Program, string[] Arguments)[] starts =
        [
            ("nexus run hello.nx", nexus, ["run", Path.Combine(folder, "hello.nx")]),
            ("./galion nexus run", Path.Combine(root ?? "", "galion"), ["nexus", "run", Path.Combine(folder, "hello.nx")]),
            ("python3 hello.py", "python3", [Path.Combine(folder, "hello.py")]),
            ("node hello.mjs", "node", [Path.Combine(folder, "hello.mjs")]),
        ];
        await Measurements.RunAsync(starts[1].Program, null, starts[1].Arguments);
        foreach ((string name, string program, string[] arguments) in starts)
        {
            List<double> times = [];
            for (int i = 0; i < rounds; i++)
            {
                var clock = Stopwatch.StartNew();
                await Measurements.RunAsync(program, null, arguments);
                times.Add(clock.Elapsed.TotalMilliseconds);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24}{times.Min(),9:0.0}{Measurements.Median(times),9:0.0}"));
        }
    }

    private static (double Milliseconds, string Printed) RunNexus(string text, int rounds, CompilerOptions options)
    {
        string printed = "";
        double best = Best(rounds, () =>
        {
            var output = new StringWriter();
            var program = NexusProgram.Read(text, null, options);
            RunResult result = program.Run(new OfflineHost(output, TextReader.Null), Limits);
            return result.Error is null ? output.ToString() : throw new InvalidOperationException(result.Error.ToString());
        }, out printed);
        return (best, printed);
    }

    private static double ProcessorTime(string text, CompilerOptions options)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        RunNexus(text, 0, options);
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    private static double Best(int rounds, Func<string> run, out string printed)
    {
        printed = run();
        double best = double.MaxValue;
        for (int i = 0; i < rounds; i++)
        {
            var clock = Stopwatch.StartNew();
            printed = run();
            best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
        }

        return best;
    }

    private static async Task<double> BestAsync(string program, string file, int rounds)
    {
        double best = double.MaxValue;
        for (int i = 0; i < rounds && !double.IsNaN(best); i++)
        {
            var clock = Stopwatch.StartNew();
            try
            {
                await Measurements.RunAsync(program, null, file);
                best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // Not installed here: its column stays empty.
                best = double.NaN;
            }
        }

        return best;
    }
}
