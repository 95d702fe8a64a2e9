using System.Diagnostics;
using System.Globalization;
using Galion.NexusLang.Runner;
using Galion.Platform.NexusLang;
using Galion.Worker.NexusLang;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Galion.Benchmarks.NexusLang;

/// <summary>
/// Hello world of one person through the Worker's own pool and places, alone and beside people whose programs mean harm. From asking for a place to the
/// end of the program; without API and database, which the attack does not touch.
/// </summary>
internal static class NeighbourBenchmark
{
    private const int HostileWallMs = 1_500;
    private const int GraceMs = 150;
    private const long RuntimeBytes = 400L << 20;
    private const int MostPrograms = 10;

    private static readonly string[] Hostile =
    [
        "while true { }",
        "while true { try { while true { } } catch e { } finally { } }",
        "let s = \"x\"\nwhile true { s = s + s }",
        "let a = [x for x in 0..1000000000000]",
        "while true { print(\"x\" * 1000) }",
        "let i = 0\nwhile true { i += len(str(7 ** 340000 + i)) }",
        "fn f(n) { return f(n + 1) + 1 }\nprint(f(0))",
        "sorted([i for i in 0..1000], key=x => { while true { } })",
        "let a = rand([512, 512])\nwhile true { a @ a }",
    ];

    internal static async Task RunAsync(int seconds)
    {
        Console.WriteLine($"nexus-neighbours: {Measurements.Machine()}; hello world of a neighbour for {seconds} s each, in ms");
        IOptions<NexusLangOptions> options = Options.Create(new NexusLangOptions());
        using var pool = new RunnerPool(options, NullLogger<RunnerPool>.Instance);
        await pool.StartAsync(CancellationToken.None);
        var slots = new RunSlots(options);
        await MeasureAsync("warming up", pool, slots, attackers: 0, Math.Min(seconds, 3));
        foreach (int attackers in (int[])[0, 1, 2, 0])
        {
            string name = attackers switch { 0 => "alone", 1 => "beside one attacker", _ => $"beside {attackers} attackers" };
            await MeasureAsync(name, pool, slots, attackers, seconds);
        }

        await pool.StopAsync(CancellationToken.None);
    }

    /// <param name="attackers">Each with as many programs at once as an account may have.</param>
    private static async Task MeasureAsync(string name, RunnerPool pool, RunSlots slots, int attackers, int seconds)
    {
        using var over = new CancellationTokenSource();
        int ended = 0;
        Task[] attacks =
        [
            .. Enumerable.Range(0, attackers).Select(_ => Guid.NewGuid()).SelectMany(owner => Enumerable.Range(0, MostPrograms).Select(i => Task.Run(async () =>
            {
                for (int round = i; !over.IsCancellationRequested; round++)
                {
                    try
                    {
                        await RunOnceAsync(pool, slots, owner, Hostile[round % Hostile.Length], HostileWallMs, over.Token);
                        Interlocked.Increment(ref ended);
                    }
                    catch (OperationCanceledException)
                    {
                        return;
                    }
                }
            }))),
        ];
        if (attackers > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
        }

        var neighbour = Guid.NewGuid();
        List<double> times = [];
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(seconds))
        {
            var once = Stopwatch.StartNew();
            if (await RunOnceAsync(pool, slots, neighbour, $"print(\"Hello, World!\", {times.Count})", 10_000, CancellationToken.None) is not { ErrorCode: null })
            {
                throw new InvalidOperationException("The neighbour's program failed.");
            }

            times.Add(once.Elapsed.TotalMilliseconds);
            await Task.Delay(20);
        }

        await over.CancelAsync();
        await Task.WhenAll(attacks);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-24}p50 {Measurements.Median(times),8:0.0}   p95 {Measurements.Percentile(times, 0.95),8:0.0}   max {times.Max(),8:0.0}   {times.Count} runs, {ended} hostile programs ended"));
    }

    /// <summary>What <c>ProgramRun</c> does with a program, less the writing down.</summary>
    /// <returns>Null when it had to be killed.</returns>
    private static async Task<WorkReport?> RunOnceAsync(RunnerPool pool, RunSlots slots, Guid owner, string program, int wallMs, CancellationToken cancellationToken)
    {
        using RunSlot slot = await slots.EnterAsync(owner, cancellationToken);
        RunnerProcess runner = await pool.RentAsync(owner, CancellationToken.None);
        WorkReport? report = null;
        try
        {
            var order = new WorkOrder("run", "main.nx", new() { ["main.nx"] = program }, long.MaxValue / 4, 256 << 20, 100_000, 2_000, wallMs);
            await runner.SendAsync(FrameKind.Start, Frames.ToJson(order), CancellationToken.None);
            Task<WorkReport?> reading = ReadAsync(runner);
            var clock = Stopwatch.StartNew();
            while (await Task.WhenAny(reading, Task.Delay(25, CancellationToken.None)) != reading)
            {
                if (clock.ElapsedMilliseconds > wallMs + GraceMs || runner.ReadMemoryBytes() > order.MemoryBytes + RuntimeBytes)
                {
                    runner.Kill();
                }
            }

            report = await reading;
        }
        catch (IOException)
        {
            // It was killed while it was written to.
        }
        finally
        {
            await pool.ReturnAsync(runner, isSound: report is { Limit: null });
        }

        return report;
    }

    private static async Task<WorkReport?> ReadAsync(RunnerProcess runner)
    {
        while (await runner.ReadAsync(CancellationToken.None) is var (kind, content))
        {
            if (kind == FrameKind.Ended)
            {
                return Frames.FromJson<WorkReport>(content);
            }
        }

        return null;
    }
}
