using System.Diagnostics;
using System.Globalization;
using System.Text;
using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Cli;

/// <summary>The commands of <c>nexus</c>.</summary>
internal static class Commands
{
    internal static int Run(Arguments arguments)
    {
        if (arguments.Command is "help" or "h" || arguments.WantsHelp)
        {
            return Help.Show(arguments.Command is "help" or "h" ? arguments.Files is [var topic, ..] ? topic : null : arguments.Command);
        }

        if (Help.NeedsFile(arguments.Command) && arguments.Files.Count == 0)
        {
            Console.Error.WriteLine($"nexus: say which {(arguments.Command == "new" ? "folder to make" : $"file to {arguments.Command}")}: {Help.UsageOf(arguments.Command)}");
            return 2;
        }

        switch (arguments.Command)
        {
            case "version":
                Console.WriteLine("NexusLang 2.0.0");
                return 0;
            case "lsp":
                return EditorCommands.Serve();
            case "fmt":
                return EditorCommands.Format(arguments.Files, arguments.IsCheck);
            case "repl":
                return Repl.Run(arguments.Limits);
            case "run":
                return RunFile(arguments.Files[0], arguments.Limits);
            case "check":
                return arguments.Files.Max(Check);
            case "test":
                return arguments.Files.Max(f => Test(f, arguments.Limits));
            case "bench":
                return Bench(arguments.Files[0], arguments.Limits);
            case "compile":
                return BinaryCommands.Compile(arguments);
            case "disasm":
                return BinaryCommands.Disassemble(arguments.Files[0]);
            case "doc":
                return DocCommand.Run(arguments);
            case "new":
                return NewCommand.Run(arguments.Files[0]);
            case "tokens":
                return Files.WithText(arguments.Files[0], (text, name) => Tokens(SyntaxTree.Parse(text, name)));
            case "ast":
                return Files.WithText(arguments.Files[0], (text, name) => Tree(SyntaxTree.Parse(text, name)));
            default:
                Console.Error.WriteLine($"nexus: {Help.Unknown(arguments.Command)}");
                Console.Error.WriteLine("Say 'nexus help' for what there is.");
                return 2;
        }
    }

    internal static OfflineHost HostFor(string? file) => new(
        new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 4096),
        new StandardInput(),
        Path.GetDirectoryName(Path.GetFullPath(file ?? "program.nx")),
        Console.Error,
        Directory.GetCurrentDirectory());

    private static int RunFile(string file, RunLimits limits)
    {
        OfflineHost host = HostFor(file);
        return Files.IsBinary(file)
            ? Files.WithBytes(file, bytes => Run(NexusProgram.FromBinary(bytes), host, limits))
            : Files.WithText(file, (text, name) => Run(NexusProgram.Read(text, name, host), host, limits));
    }

    private static int Run(NexusProgram program, OfflineHost host, RunLimits limits)
    {
        if (Show(program.Diagnostics, onlyErrors: true))
        {
            return 1;
        }

        using var stopping = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stopping.Cancel();
        };
        RunResult result = program.Run(host, limits, stopping.Token);
        Show(result.Error);
        return result.ExitCode;
    }

    internal static void Show(RunError? error)
    {
        if (error is not null)
        {
            Console.Error.Write(error.ToString());
        }
    }

    /// <returns>Whether there were errors.</returns>
    internal static bool Show(IReadOnlyList<Diagnostic> diagnostics, bool onlyErrors)
    {
        foreach (Diagnostic diagnostic in diagnostics.Where(d => d.IsError || !onlyErrors))
        {
            Console.Error.Write(ErrorText.Write(diagnostic));
        }

        return diagnostics.Any(d => d.IsError);
    }

    private static int Check(string file) => Files.WithText(file, (text, name) =>
    {
        var program = NexusProgram.Read(text, name, HostFor(file));
        bool isBroken = Show(program.Diagnostics, onlyErrors: false);
        if (program.Diagnostics.Count == 0)
        {
            Console.WriteLine($"{name}: no problems.");
        }

        return isBroken ? 1 : 0;
    });

    private static int Test(string file, RunLimits limits) => Files.WithText(file, (text, name) =>
    {
        OfflineHost host = HostFor(file);
        var program = NexusProgram.Read(text, name, host);
        if (Show(program.Diagnostics, onlyErrors: true))
        {
            return 1;
        }

        program.Compile();
        int failed = 0;
        for (int i = 0; i < program.Tests.Count; i++)
        {
            RunResult result = program.RunTest(i, host, limits);
            failed += result.ExitCode == 0 ? 0 : 1;
            Console.WriteLine($"{(result.ExitCode == 0 ? "ok    " : "FAILED")} {program.Tests[i]}");
            Show(result.Error);
        }

        Console.WriteLine($"{program.Tests.Count - failed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    });

    private static int Bench(string file, RunLimits limits) => Files.WithText(file, (text, name) =>
    {
        var clock = Stopwatch.StartNew();
        var program = NexusProgram.Read(text, name, HostFor(file));
        if (Show(program.Diagnostics, onlyErrors: true))
        {
            return 1;
        }

        program.Compile();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"compile {clock.Elapsed.TotalMilliseconds:0.0} ms"));
        var silent = new OfflineHost(TextWriter.Null, TextReader.Null);
        List<double> times = [];
        for (int i = 0; i < 5; i++)
        {
            RunResult result = program.Run(silent, limits);
            if (result.Error is not null)
            {
                Show(result.Error);
                return 1;
            }

            times.Add(result.Elapsed.TotalMilliseconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run {i + 1}   {result.Elapsed.TotalMilliseconds:0.0} ms, {result.Steps:N0} steps"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"best    {times.Min():0.0} ms"));
        return 0;
    });

    private static int Tokens(SyntaxTree tree)
    {
        foreach (Token token in tree.Tokens)
        {
            Console.WriteLine($"{tree.Source.PositionOf(token.Start),-8} {token.Kind,-14} {tree.Source.Slice(token.Span)}");
        }

        return Show(tree.Diagnostics, onlyErrors: true) ? 1 : 0;
    }

    private static int Tree(SyntaxTree tree)
    {
        TreePrinter.Write(Console.Out, tree.Root);
        return Show(tree.Diagnostics, onlyErrors: true) ? 1 : 0;
    }
}
