using Galion.NexusLang.Running;

namespace Galion.NexusLang.Runner;

/// <summary>Has the compiler and the library compiled by the runtime before the first program comes, so that it does not wait for that.</summary>
internal static class WarmUp
{
    private const string Program = """
        struct Point { x: int, y: int }
        impl Point { fn sum(self) { return self.x + self.y } }
        enum Shape { Dot(p), Line(a, b), Nothing }
        fn describe(shape) {
            return match shape {
                Dot(p) if p > 1 => f"dot {p}",
                Line(a, b) => f"line {a} {b}",
                _ => "nothing",
            }
        }
        fn fib(n) { if n < 2 { return n } return fib(n - 1) + fib(n - 2) }
        let total = 0
        for i in 0..20 { total += i * 2 }
        let words = ["a", "b"] |> len
        let table = {"k": 1.5, "l": [x * x for x in 1..5 if x % 2 == 1]}
        try { throw "x" } catch e { print("caught", e) } finally { print(total) }
        print("Hello, World!", words, table, fib(10), describe(Shape.Dot(2)), Point { x: 1, y: 2 }.sum(), "text".upper(), 2 ** 70, 7 / 2)
        """;

    private const string Hello = "print(\"Hello, World!\")";

    /// <summary>
    /// On a thread that gives way: runners are replaced while programs run. What the runtime's own threads are made by must not, because they inherit it
    /// and stay.
    /// </summary>
    internal static void RunBeside()
    {
        using (var ticked = new ManualResetEventSlim())
        using (new Timer(_ => ticked.Set(), null, dueTime: 0, Timeout.Infinite))
        {
            ticked.Wait();
        }

        var thread = new Thread(() =>
        {
            GivingWay.LowerAll();
            Run();
        })
        {
            Name = NexusProgram.ThreadName,
        };
        thread.Start();
        thread.Join();
    }

    private static void Run()
    {
        foreach (string text in (string[])[Program, Hello, Hello, "let broken ="])
        {
            var files = new Dictionary<string, string> { ["main.nx"] = text };
            RunLimits limits = RunLimits.Default;
            var order = new WorkOrder(
                "run", "main.nx", files, limits.Steps, limits.MemoryBytes, limits.OutputCharacters, limits.CallDepth, limits.WallTime.TotalMilliseconds);
            order = Frames.FromJson<WorkOrder>(Frames.ToJson(order));
            WorkReport report = Work.Do(order, new PipeHost(new RunnerPipe(Stream.Null), files), CancellationToken.None);
            Frames.ToJson(report);
        }
    }
}
