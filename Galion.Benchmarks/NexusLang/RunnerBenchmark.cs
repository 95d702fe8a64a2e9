using System.Diagnostics;
using System.Globalization;
using System.Text;
using Galion.NexusLang.Runner;
using Galion.Worker.NexusLang;

namespace Galion.Benchmarks.NexusLang;

/// <summary>
/// Hello world the way the platform runs it: source into a warm runner, through reading, compiling, running and back with its output.
/// Beside it a warm Python process that compiles and runs the same program over a pipe without any limits, and fresh processes.
/// </summary>
internal static class RunnerBenchmark
{
    private const int HeapMb = 448;
    private const int ColdRuns = 20;

    // What a person sends is never quite what somebody sent before.
    private static readonly Func<int, string> InNexus = i => $"print(\"Hello, World!\", {i})";

    // Frames like the runner's own: a length, then the text.
    private const string PythonWorker = """
        import contextlib, io, sys
        take, give = sys.stdin.buffer, sys.stdout.buffer
        while True:
            header = take.read(4)
            if len(header) < 4:
                break
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(take.read(int.from_bytes(header, "little")), "main.py", "exec"), {})
            text = printed.getvalue().encode()
            give.write(len(text).to_bytes(4, "little") + text)
            give.flush()
        """;

    internal static async Task RunAsync(int runs)
    {
        Console.WriteLine($"runner: {Measurements.Machine()}; hello world, {runs} runs, in ms");
        string? bubblewrap = Sandbox.FindBubblewrap();
        if (bubblewrap is not null)
        {
            await MeasureRunnerAsync("warm runner, bubblewrap", new Sandbox(bubblewrap, HeapMb), runs);
        }

        await MeasureRunnerAsync("warm runner, plain", new Sandbox(bubblewrap: null, HeapMb), runs);
        await MeasurePythonAsync(runs);
        await MeasureColdAsync("python3 -c, cold", "python3", "-c");
        await MeasureColdAsync("node -e, cold", "node", "-e");
    }

    private static async Task MeasureRunnerAsync(string name, Sandbox sandbox, int runs)
    {
        var start = Stopwatch.StartNew();
        await using RunnerProcess runner = await RunnerProcess.StartAsync(sandbox, CancellationToken.None);
        double warmUp = start.Elapsed.TotalMilliseconds;
        List<double> times = [];
        for (int i = 0; i < runs; i++)
        {
            var clock = Stopwatch.StartNew();
            var order = new WorkOrder(
                "run", "main.nx", new() { ["main.nx"] = InNexus(i) }, long.MaxValue / 4, 256 << 20, 100_000, 2_000, 10_000);
            await runner.SendAsync(FrameKind.Start, Frames.ToJson(order), CancellationToken.None);
            string printed = "";
            while (await runner.ReadAsync(CancellationToken.None) is var (kind, content))
            {
                if (kind == FrameKind.Ended)
                {
                    break;
                }

                printed += Encoding.UTF8.GetString(content);
            }

            times.Add(clock.Elapsed.TotalMilliseconds);
            Check(printed, i);
        }

        Write(name, times, $"first {times[0].ToString("0.0", CultureInfo.InvariantCulture)}, start and warm-up {warmUp.ToString("0", CultureInfo.InvariantCulture)}");
    }

    private static async Task MeasurePythonAsync(int runs)
    {
        using Process python = Start("python3", "-c", PythonWorker);
        Stream give = python.StandardInput.BaseStream;
        Stream take = python.StandardOutput.BaseStream;
        List<double> times = [];
        var header = new byte[4];
        for (int i = 0; i < runs; i++)
        {
            var clock = Stopwatch.StartNew();
            byte[] program = Encoding.UTF8.GetBytes(InNexus(i));
            await give.WriteAsync((byte[])[.. BitConverter.GetBytes(program.Length), .. program]);
            await give.FlushAsync();
            await take.ReadExactlyAsync(header);
            var text = new byte[BitConverter.ToInt32(header)];
            await take.ReadExactlyAsync(text);
            times.Add(clock.Elapsed.TotalMilliseconds);
            Check(Encoding.UTF8.GetString(text), i);
        }

        give.Close();
        await python.WaitForExitAsync();
        Write("warm python3, no limits", times, $"first {times[0].ToString("0.0", CultureInfo.InvariantCulture)}");
    }

    private static async Task MeasureColdAsync(string name, string program, string option)
    {
        List<double> times = [];
        for (int i = 0; i < ColdRuns; i++)
        {
            var clock = Stopwatch.StartNew();
            await Measurements.RunAsync(program, null, option, program == "node" ? "console.log('Hello, World!')" : "print('Hello, World!')");
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        Write(name, times, $"{ColdRuns} runs");
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    private static void Check(string printed, int run)
    {
        if (printed != $"Hello, World! {run}\n")
        {
            throw new InvalidOperationException($"Run {run} printed '{printed}'.");
        }
    }

    private static void Write(string name, List<double> times, string note) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-26}p50 {Measurements.Median(times),7:0.00}   p95 {Measurements.Percentile(times, 0.95),7:0.00}   p99 {Measurements.Percentile(times, 0.99),7:0.00}   {note}"));
}
