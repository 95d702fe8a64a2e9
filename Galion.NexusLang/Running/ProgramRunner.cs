using System.Diagnostics;
using System.Reflection;
using Galion.NexusLang.Compiling;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Running;

/// <summary>Runs compiled programs on a thread whose stack is deep enough for the depth that is allowed.</summary>
internal static unsafe class ProgramRunner
{
    private const int StackBytesPerCall = 4096;
    private const int MinStack = 32 << 20;
    private const int MaxStack = 1 << 30;
    private const int ShownFrames = 20;

    internal static RunResult Run(CompiledProgram program, INexusHost host, RunLimits limits, int? test, CancellationToken cancellation)
    {
        using var session = new RunSession(host, limits, cancellation);
        RunResult? result = null;
        int stack = (int)Math.Clamp((long)limits.CallDepth * StackBytesPerCall, MinStack, MaxStack);
        var thread = new Thread(() => result = RunHere(program, session, limits, test, stack), stack) { IsBackground = true, Name = NexusProgram.ThreadName };
        thread.Start();
        thread.Join();
        return result!;
    }

    private static RunResult RunHere(CompiledProgram program, RunSession session, RunLimits limits, int? test, int stack)
    {
        RunSession.EnterThread(stack);
        ProgramState state = program.NewState();
        session.Attach(state);
        session.Turns.Take();
        ProgramState.OfThread = state;
        int exitCode = 0;
        bool hasExited = false;
        RunError? error = null;
        List<TraceFrame> trace = [];
        try
        {
            program.Start(state);
            if (test is { } index)
            {
                state.RunTest(index);
            }

            Tasks.WaitForAll(state);
        }
        catch (ExitException exit)
        {
            exitCode = exit.Code;
            hasExited = true;
        }
        catch (Exception failure) when (TakeTrace(failure, program, state, trace))
        {
            exitCode = 1;
            error = Explain(failure, session, trace);
        }

        long fuel = Math.Max(state.Fuel, 0);
        session.FlushOutput();
        return new RunResult(exitCode, error, limits.Steps - fuel, session.OutputCharacters, session.Elapsed, session.Credits) { HasExited = hasExited, Waited = session.Turns.Waited };
    }

    private static RunError Explain(Exception failure, RunSession session, List<TraceFrame> trace)
    {
        switch (failure)
        {
            case LimitException limit:
                return new RunError(Messages.LimitCode(limit.Kind), limit.Message, limit.Kind, trace);
            case NexusException { Thrown.Ref: ErrorObject error }:
                return new RunError(error.Code == "error" ? null : error.Code, error.Message, LimitKind.None, trace);
            case NexusException thrown:
                return new RunError(null, Printing.ShowThrown(thrown.Thrown), LimitKind.None, trace);
            case StackException:
                return new RunError("NX0318", failure.Message, LimitKind.None, trace);
            case OutOfMemoryException:
                return new RunError(
                    Messages.LimitCode(LimitKind.Memory), Messages.Limit(LimitKind.Memory, session.Limits), LimitKind.Memory, trace);
            default:
                return new RunError("NX0999", $"NexusLang itself failed ({failure.GetType().Name}): {failure.Message}", LimitKind.None, trace);
        }
    }

    /// <summary>
    /// Reads the places of all calls before anything is unwound. How many there are only the runtime's own stack trace knows; a frame of
    /// compiled code is one call, or several where calls have been written out.
    /// </summary>
    private static bool TakeTrace(Exception failure, CompiledProgram program, ProgramState state, List<TraceFrame> trace)
    {
        // From the outermost to the innermost.
        MethodBase[] frames =
        [
            .. new StackTrace(failure, fNeedFileInfo: false).GetFrames().Select(f => f.GetMethod()).OfType<MethodBase>()
                .Where(m => m.Module == program.Module && m.Name[0] == 'f' && char.IsAsciiDigit(m.Name[1])
                    && !m.Name.EndsWith(ProgramCompiler.EntrySuffix, StringComparison.Ordinal))
                .Reverse(),
        ];
        List<Site?> calls = [];
        for (int i = 0; i < frames.Length && calls.Count < state.Session.Limits.CallDepth; i++)
        {
            Site? site;
            do
            {
                site = program.Sites.Length > 0 ? program.Sites[Math.Clamp(state.Sites[calls.Count], 0, program.Sites.Length - 1)] : null;
                calls.Add(site);
            }
            while (site is { LeadsOn: true } && calls.Count < state.Session.Limits.CallDepth);

            for (int blocks = site?.Blocks ?? 0; blocks > 0 && i + 1 < frames.Length && frames[i + 1] == frames[i]; blocks--)
            {
                i++;
            }
        }

        for (int i = calls.Count - 1; i >= 0; i--)
        {
            if (i >= ShownFrames / 2 && i < calls.Count - (ShownFrames / 2))
            {
                continue;
            }

            Site? site = calls[i];
            trace.Add(new TraceFrame(site?.Function ?? "", site?.Source ?? new SourceText(""), site?.Span ?? default));
        }

        return true;
    }
}
