using System.Diagnostics;
using Galion.NexusLang.Binary;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Compiling;
using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang;

/// <summary>A program that has been read, bound and, when it has no errors, can be run any number of times.</summary>
public sealed class NexusProgram
{
    /// <summary>What the threads are called that read, compile and run programs, so that a process can tell them from its own.</summary>
    public const string ThreadName = "nexus-program";

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly Lazy<CompiledProgram> _compiled;

    private readonly IReadOnlyList<SyntaxTree> _trees;

    private NexusProgram(BindingResult bound, CompilerOptions? options = null)
    {
        _trees = bound.Trees;
        Diagnostics = bound.Diagnostics;
        _compiled = new Lazy<CompiledProgram>(() => ProgramCompiler.Compile(bound.Program, options ?? CompilerOptions.Default));
    }

    public SyntaxTree Tree => _trees[0];

    /// <summary>Errors and warnings of the program and the files that it imports.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    public bool HasErrors => Diagnostics.Any(d => d.IsError);

    /// <summary>The names of the test blocks, in order.</summary>
    public IReadOnlyList<string> Tests => _compiled.Value.Tests;

    /// <param name="host">Finds the files that are imported; null imports only the standard library.</param>
    public static NexusProgram Read(string text, string name = "program.nx", INexusHost? host = null) => Read(new SourceText(text, name), host);

    public static NexusProgram Read(SourceText source, INexusHost? host = null) => Read(SyntaxTree.Parse(source), host is null ? null : host.ReadModule);

    /// <param name="readModule">Gives the text of an imported file, or null when there is none.</param>
    internal static NexusProgram Read(SyntaxTree tree, Func<string, string?>? readModule)
    {
        return new NexusProgram(OnBigStack(() => Binder.Bind(tree, readModule)));
    }

    /// <summary>Reads a program that was compiled with <see cref="ToBinary"/>, checking every part of it; the files that it imports are in it.</summary>
    /// <param name="file">The content of a <c>.nxb</c> file, which may come from anywhere.</param>
    /// <exception cref="NexusBinaryException">The file is damaged, of another version, or nothing that a compiler wrote. Nothing of it has run.</exception>
    public static NexusProgram FromBinary(ReadOnlySpan<byte> file)
    {
        var parts = BinaryFile.Read(file);
        return OnBigStack(() =>
        {
            IReadOnlyList<SyntaxTree> trees = ProgramReader.Read(parts);
            var files = trees.Skip(1).ToDictionary(t => t.Source.Name);
            BindingResult bound;
            NexusProgram program;
            try
            {
                bound = Binder.BindTrees(trees[0], files.GetValueOrDefault);
                program = new NexusProgram(bound);
            }
            catch (Exception problem) when (problem is not NexusBinaryException)
            {
                throw NexusBinaryException.DoesNotCompile(problem);
            }

            if (bound.Diagnostics.FirstOrDefault(d => d.IsError) is { } error)
            {
                throw NexusBinaryException.DoesNotBind(error.Message);
            }

            try
            {
                _ = program._compiled.Value;
                return program;
            }
            catch (Exception problem)
            {
                throw NexusBinaryException.DoesNotCompile(problem);
            }
        });
    }

    /// <summary>The program as a <c>.nxb</c> file, with the files that it imports. The same program gives the same bytes.</summary>
    /// <param name="compiled">Written into the header; null leaves it at the beginning of 1970.</param>
    /// <param name="withSource">Whether the text goes along, so that messages show excerpts; without it they name file, line and column.</param>
    /// <exception cref="InvalidOperationException">The program has errors.</exception>
    /// <exception cref="NexusBinaryException">The program is larger than a file may be.</exception>
    public byte[] ToBinary(DateTimeOffset? compiled = null, bool withSource = true)
    {
        ThrowIfBroken();
        return OnBigStack(() => ProgramWriter.Write(_trees, compiled ?? DateTimeOffset.UnixEpoch, withSource).ToBytes());
    }

    /// <summary>Reads a program that is compiled in another way than usual, to compare.</summary>
    internal static NexusProgram Read(string text, INexusHost? host, CompilerOptions options)
    {
        var tree = SyntaxTree.Parse(new SourceText(text, "program.nx"));
        return new NexusProgram(OnBigStack(() => Binder.Bind(tree, host is null ? null : host.ReadModule)), options);
    }

    /// <summary>Reads entries of a session: random numbers begin from a fixed seed, and the value of each one's last statement is printed.</summary>
    internal static NexusProgram ReadEntries(string text, IReadOnlyList<int> entryEnds, INexusHost host)
    {
        var tree = SyntaxTree.Parse(text, "repl");
        return new NexusProgram(OnBigStack(() => Binder.Bind(tree, host.ReadModule, entryEnds)));
    }

    /// <summary>Prepares the code, so that the first run does not have to.</summary>
    public void Compile()
    {
        ThrowIfBroken();
        OnBigStack(() => _compiled.Value);
    }

    /// <summary>Runs the program to its end, or to the first limit; compiling it is part of its time. Blocks the calling thread.</summary>
    /// <exception cref="InvalidOperationException">The program has errors.</exception>
    public RunResult Run(INexusHost host, RunLimits limits, CancellationToken cancellation = default) => Run(host, limits, test: null, cancellation);

    /// <summary>Runs the top of the program and then one of its test blocks.</summary>
    public RunResult RunTest(int test, INexusHost host, RunLimits limits, CancellationToken cancellation = default) =>
        Run(host, limits, test, cancellation);

    private RunResult Run(INexusHost host, RunLimits limits, int? test, CancellationToken cancellation)
    {
        ThrowIfBroken();
        if (_compiled.IsValueCreated)
        {
            return ProgramRunner.Run(_compiled.Value, host, limits, test, cancellation);
        }

        var clock = Stopwatch.StartNew();
        Task<CompiledProgram> compiling = BeginOnBigStack(() => _compiled.Value);
        try
        {
            // What is given up goes on by itself to its end, which is never far; nobody waits for it.
            TimeSpan left = limits.WallTime - limits.TimeBefore;
            TimeSpan longest = left > LongestWait ? Timeout.InfiniteTimeSpan : left > TimeSpan.Zero ? left : TimeSpan.Zero;
            if (!compiling.Wait((int)longest.TotalMilliseconds, cancellation))
            {
                return EndBefore(LimitKind.Time, limits, clock.Elapsed);
            }
        }
        catch (OperationCanceledException)
        {
            return EndBefore(LimitKind.Stopped, limits, clock.Elapsed);
        }
        catch (AggregateException)
        {
            // It is thrown as itself where the result is taken.
        }

        CompiledProgram compiled = compiling.GetAwaiter().GetResult();
        return ProgramRunner.Run(compiled, host, limits with { TimeBefore = limits.TimeBefore + clock.Elapsed }, test, cancellation);
    }

    private static RunResult EndBefore(LimitKind kind, RunLimits limits, TimeSpan elapsed) =>
        new(1, new RunError(Messages.LimitCode(kind), Messages.Limit(kind, limits), kind, []), 0, 0, elapsed, 0);

    private void ThrowIfBroken()
    {
        if (HasErrors)
        {
            throw new InvalidOperationException("A program with errors cannot run. Show its diagnostics instead.");
        }
    }

    private static T OnBigStack<T>(Func<T> work) => BeginOnBigStack(work).GetAwaiter().GetResult();

    /// <summary>Programs nest deeper than the stack of a pool's thread is sure to hold.</summary>
    private static Task<T> BeginOnBigStack<T>(Func<T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(
            () =>
            {
                try
                {
                    result.SetResult(work());
                }
                catch (Exception failure)
                {
                    result.SetException(
                        failure as NexusBinaryException as Exception ?? new InvalidOperationException($"The compiler failed: {failure.Message}", failure));
                }
            },
            64 << 20)
        {
            IsBackground = true,
            Name = ThreadName,
        };
        thread.Start();
        return result.Task;
    }
}

/// <summary>How a run ended and what it used.</summary>
/// <param name="ExitCode">0 when the program came to its end, 1 after an error, or what it gave to <c>exit</c>.</param>
/// <param name="Error">What ended it early; null when nothing did.</param>
/// <param name="Steps">Turns of loops and calls, with the library's work in proportion.</param>
/// <param name="Credits">What the host charged, in the smallest unit.</param>
public sealed record RunResult(int ExitCode, RunError? Error, long Steps, long OutputCharacters, TimeSpan Elapsed, long Credits)
{
    /// <summary>How long it only waited for the host, which is not part of <see cref="Elapsed"/>.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>Whether it was <c>exit</c> that ended it.</summary>
    public bool HasExited { get; init; }
}

/// <param name="Code">Such as <c>NX0301</c>; null when the program threw a value of its own.</param>
/// <param name="Limit">The limit that was reached, if one was.</param>
/// <param name="Trace">Where it happened, innermost first.</param>
public sealed record RunError(string? Code, string Message, LimitKind Limit, IReadOnlyList<TraceFrame> Trace)
{
    /// <summary>The message with an excerpt of the source and the calls that led there, as people read it on a terminal.</summary>
    public override string ToString() => ErrorText.Write(this);
}

/// <param name="Function">Empty at the top of a file.</param>
public sealed record TraceFrame(string Function, SourceText Source, TextSpan Span)
{
    public TextPosition Position => Source.PositionOf(Span.Start);
}
