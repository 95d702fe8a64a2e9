using System.Diagnostics;
using System.Globalization;
using Galion.NexusLang;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;

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
            (double nexus, string printed) = RunNexus(await File.ReadAllTextAsync(file + ".nx"), rounds);
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

    private static (double Milliseconds, string Printed) RunNexus(string text, int rounds)
    {
        string printed = "";
        double best = Best(rounds, () =>
        {
            var output = new StringWriter();
            var program = NexusProgram.Read(text);
            RunResult result = program.Run(new OfflineHost(output, TextReader.Null), Limits);
            return result.Error is null ? output.ToString() : throw new InvalidOperationException(result.Error.ToString());
        }, out printed);
        return (best, printed);
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
