using System.Diagnostics;
using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Running;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Runner;

/// <summary>Does one order: runs, compiles or analyses a program.</summary>
internal static class Work
{
    // More than that nobody reads, and a hostile file must not make a long answer.
    private const int MaxFindings = 200;

    internal static WorkReport Do(WorkOrder order, PipeHost host, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var program = NexusProgram.Read(new SourceText(order.Files[order.File], order.File), host);
        Finding[] findings = [.. program.Diagnostics.Take(MaxFindings).Select(Describe)];
        if (program.HasErrors || order.Purpose == "analyze")
        {
            return new WorkReport(null, null, null, null, 0, 0, clock.Elapsed.TotalMilliseconds, findings);
        }

        var limits = new RunLimits(
            order.Steps, order.MemoryBytes, order.OutputCharacters, order.CallDepth, TimeSpan.FromMilliseconds(order.WallMs));
        RunResult run = program.Run(host, limits, stop);
        return new WorkReport(
            run.ExitCode, run.Error is null ? null : run.Error.Code ?? "thrown", run.Error?.ToString(),
            run.Error is { Limit: not LimitKind.None } ended ? ended.Limit.ToString().ToLowerInvariant() : null,
            run.Steps, run.OutputCharacters, clock.Elapsed.TotalMilliseconds, findings);
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
