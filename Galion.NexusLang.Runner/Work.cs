using System.Diagnostics;
using Galion.NexusLang.Binary;
using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Running;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Runner;

/// <summary>Does one order: runs, compiles or analyses a program.</summary>
internal static class Work
{
    // More than that nobody reads, and a hostile file must not make a long answer.
    private const int MaxFindings = 200;

    /// <summary>Like <see cref="Do"/>, and reports a failure of NexusLang itself as such.</summary>
    internal static WorkReport DoSafely(WorkOrder order, PipeHost host, CancellationToken stop)
    {
        try
        {
            return Do(order, host, stop);
        }
        catch (OutOfMemoryException)
        {
            return Fail("NX0903", "The program is too large for the memory that it may use.", "memory");
        }
        catch (NexusBinaryException failure)
        {
            return Fail("NX0601", failure.Message, limit: null);
        }
        catch (Exception failure) when (failure is not IOException)
        {
            return Fail("NX0999", $"NexusLang itself failed ({failure.GetType().Name}): {failure.Message}", limit: null);
        }
    }

    private static WorkReport Fail(string code, string message, string? limit) => new(1, code, message, limit, null, 0, 0, []);

    internal static WorkReport Do(WorkOrder order, PipeHost host, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var program = NexusProgram.Read(new SourceText(order.Files[order.File], order.File), host);
        Finding[] findings = [.. program.Diagnostics.Take(MaxFindings).Select(Describe)];
        if (program.HasErrors || order.Purpose == "analyze")
        {
            return new WorkReport(null, null, null, null, null, 0, clock.Elapsed.TotalMilliseconds, findings);
        }

        if (order.Purpose == "compile")
        {
            byte[] binary = program.ToBinary();
            return new WorkReport(null, null, null, null, null, 0, clock.Elapsed.TotalMilliseconds, findings, binary);
        }

        // Reading and compiling are part of the time: a program that takes long to read is one that takes long.
        var limits = new RunLimits(
            order.Steps, order.MemoryBytes, order.OutputCharacters, order.CallDepth, TimeSpan.FromMilliseconds(order.WallMs))
        {
            TimeBefore = clock.Elapsed,
            WaitTime = TimeSpan.FromMilliseconds(order.WaitMs),
        };
        RunResult run = program.Run(host, limits, stop);
        return new WorkReport(
            run.ExitCode, run.Error is null ? null : run.Error.Code ?? "thrown", run.Error?.ToString(),
            run.Error is { Limit: not LimitKind.None } ended ? ended.Limit.ToString().ToLowerInvariant() : null,
            // What is stopped loses its count.
            run.Error is { Limit: LimitKind.Time or LimitKind.Waiting or LimitKind.Stopped } ? null : run.Steps, run.OutputCharacters, clock.Elapsed.TotalMilliseconds, findings, WaitedMs: run.Waited.TotalMilliseconds);
    }

    private static Finding Describe(Diagnostic diagnostic)
    {
        TextPosition start = diagnostic.Position;
        TextPosition end = diagnostic.Source.PositionOf(Math.Min(diagnostic.Span.End, diagnostic.Source.Content.Length));
        return new Finding(
            diagnostic.Code, diagnostic.IsError ? "error" : "warning", diagnostic.Message, diagnostic.Source.Name, start.Line, start.Column, end.Line,
            end.Column, diagnostic.Fix?.Title ?? diagnostic.Reason, ErrorText.Write(diagnostic));
    }
}
