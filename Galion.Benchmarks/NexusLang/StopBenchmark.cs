using System.Diagnostics;
using System.Globalization;
using Galion.NexusLang.Runner;
using Galion.Worker.NexusLang;

namespace Galion.Benchmarks.NexusLang;

/// <summary>From the moment at which the Worker tells a runner to stop until the program has ended, whatever it was doing.</summary>
internal static class StopBenchmark
{
    private const int HeapMb = 448;
    private const double TargetMs = 50;
    private static readonly TimeSpan Begun = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromSeconds(5);

    private static readonly (string Name, string Program)[] Programs =
    [
        ("counting", "let i = 0\nwhile true { i += 1 }"),
        ("calls", "fn fib(n) { if n < 2 { return n } return fib(n - 1) + fib(n - 2) }\nfib(90)"),
        ("catches everything", "while true { try { while true { } } catch e { } finally { } }"),
        ("building texts", "while true { let s = \"\"\n for i in 0..10000 { s += \"x\" } }"),
        ("joining texts", "let parts = [str(i) for i in 0..100000]\nwhile true { parts.join(\",\") }"),
        ("filling dicts", "while true { let d = {}\n for i in 0..10000 { d[f\"k{i}\"] = i } }"),
        ("sorting", "let a = [(i * 7919) % 1000003 for i in 0..500000]\nwhile true { sorted(a) }"),
        ("sorting by a function", "let a = [(i * 7919) % 1000003 for i in 0..100000]\nwhile true { sorted(a, key=x => -x) }"),
        ("multiplying matrices", "let a = rand([512, 512])\nwhile true { a @ a }"),
        ("adding tensors", "let a = rand([1000, 1000])\nwhile true { a = a + a * 0.5 }"),
        ("regular expressions", "import regex\nlet text = \"ab\" * 200000 + \"!\"\nwhile true { regex.test(\"(a|b)+c\", text) }"),
        ("reading JSON", "import json\nlet text = json.stringify([i for i in 0..200000])\nwhile true { json.parse(text) }"),
        ("large powers", "while true { 7 ** 100000 }"),
        ("very large powers", "while true { 7 ** 340000 }"),
        ("writing large numbers", "let n = 7 ** 100000\nwhile true { str(n) }"),
        ("printing", "while true { print(1) }"),
        ("sleeping", "import time\ntime.sleep(60)"),
        ("waiting for a line", "input()"),
        ("waiting for an answer", "ask(\"?\")"),
        ("tasks", "fn work() { while true { } }\nlet tasks = [spawn work() for i in 0..50]\nawait tasks"),
    ];

    internal static async Task RunAsync(int rounds)
    {
        Console.WriteLine($"nexus-stop: {Measurements.Machine()}; from the signal to the end of the program in ms, {rounds} rounds, target {TargetMs} ms");
        string? bubblewrap = Sandbox.FindBubblewrap();
        var sandbox = new Sandbox(bubblewrap, HeapMb);
        RunnerProcess runner = await RunnerProcess.StartAsync(sandbox, CancellationToken.None);
        List<double> all = [];
        foreach ((string name, string program) in Programs)
        {
            List<double> times = [];
            string note = "";
            for (int i = 0; i < rounds; i++)
            {
                (double? ms, string? end) = await StopOnceAsync(runner, program);
                if (ms is null)
                {
                    note = $"   {end}";
                    await runner.DisposeAsync();
                    runner = await RunnerProcess.StartAsync(sandbox, CancellationToken.None);
                    continue;
                }

                times.Add(ms.Value);
            }

            all.AddRange(times);
            Write(name, times, note);
        }

        Write("all", all, $"   {all.Count(t => t <= TargetMs)} of {all.Count} within {TargetMs} ms");
        await runner.DisposeAsync();
    }

    private static async Task<(double? Ms, string? End)> StopOnceAsync(RunnerProcess runner, string program)
    {
        var order = new WorkOrder("run", "main.nx", new() { ["main.nx"] = $"print(\"begun\")\n{program}" }, long.MaxValue / 4, 256 << 20, long.MaxValue / 8, 2_000, 60_000);
        await runner.SendAsync(FrameKind.Start, Frames.ToJson(order), CancellationToken.None);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<(long At, WorkReport? Report)> reading = Task.Run<(long At, WorkReport? Report)>(async () =>
        {
            while (await runner.ReadAsync(CancellationToken.None) is var (kind, content))
            {
                begun.TrySetResult();
                if (kind == FrameKind.Ended)
                {
                    return (Stopwatch.GetTimestamp(), Frames.FromJson<WorkReport>(content));
                }
            }

            return (0, null);
        });
        await begun.Task;
        await Task.Delay(Begun);
        long stopped = Stopwatch.GetTimestamp();
        await runner.SendAsync(FrameKind.Stop, [], CancellationToken.None);
        if (await Task.WhenAny(reading, Task.Delay(GivenUpAfter)) != reading)
        {
            return (null, $"did not end within {GivenUpAfter.TotalSeconds} s");
        }

        (long at, WorkReport? report) = await reading;
        return report?.Limit == "stopped"
            ? (Stopwatch.GetElapsedTime(stopped, at).TotalMilliseconds, null)
            : (null, $"ended by itself: {report?.ErrorCode ?? "lost"} {report?.Error?.Split('\n')[0]}");
    }

    private static void Write(string name, List<double> times, string note) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-26}p50 {Measurements.Median(times),7:0.0}   p95 {Measurements.Percentile(times, 0.95),7:0.0}   max {times.DefaultIfEmpty(double.NaN).Max(),7:0.0}{note}"));
}
