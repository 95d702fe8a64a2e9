using System.Diagnostics;
using System.Globalization;
using System.Text;
using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.LanguageServer;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Cli;

/// <summary>The commands of <c>nexus</c>.</summary>
internal static class Commands
{
    private const string Help = """
        Usage: nexus COMMAND [FILE…] [OPTION…]

          run FILE      run a program; FILE alone does the same
          check FILE…   say what is wrong with programs without running them
          test FILE…    run the test blocks
          bench FILE    run a program several times and say how long it takes
          tokens FILE   show the tokens of a program
          ast FILE      show the tree of a program
          repl          read, run and print, one line after the other; also without a command
          lsp           serve an editor by the Language Server Protocol over standard input and output
          version       say which version this is

        A program may use 10 seconds, 256 MB, 100,000 characters of output and 2,000 calls inside calls.
          --time=SECONDS  --memory=MB  --output=CHARACTERS  --depth=CALLS  --steps=STEPS  --no-limits
        """;

    internal static int Run(Arguments arguments)
    {
        switch (arguments.Command)
        {
            case "help" or "h":
                Console.WriteLine(Help);
                return 0;
            case "version":
                Console.WriteLine("NexusLang 2.0.0");
                return 0;
            case "lsp":
                return ServeEditor();
            case "repl":
                return Repl.Run(arguments.Limits);
            case "run" or "check" or "test" or "bench" or "tokens" or "ast" when arguments.Files.Count == 0:
                Console.Error.WriteLine($"nexus: say which file to {arguments.Command}.");
                return 2;
            case "run":
                return RunFile(arguments.Files[0], arguments.Limits);
            case "check":
                return arguments.Files.Max(Check);
            case "test":
                return arguments.Files.Max(f => Test(f, arguments.Limits));
            case "bench":
                return Bench(arguments.Files[0], arguments.Limits);
            case "tokens":
                return WithText(arguments.Files[0], (text, name) => Tokens(SyntaxTree.Parse(text, name)));
            case "ast":
                return WithText(arguments.Files[0], (text, name) => Tree(SyntaxTree.Parse(text, name)));
            default:
                Console.Error.WriteLine($"nexus: there is no command {arguments.Command}.");
                Console.Error.WriteLine("Say 'nexus help' for what there is.");
                return 2;
        }
    }

    private static int ServeEditor()
    {
        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        var options = new LanguageServerOptions { UsesDisk = true, MaxDocumentCharacters = 4_000_000, MaxMessageBytes = 64 << 20 };
        return LanguageServer.LanguageServer.ServeAsync(input, output, options, CancellationToken.None).GetAwaiter().GetResult();
    }

    internal static OfflineHost HostFor(string? file) => new(
        new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 4096),
        Console.In,
        Path.GetDirectoryName(Path.GetFullPath(file ?? "program.nx")),
        Console.Error,
        Directory.GetCurrentDirectory());

    private static int WithText(string file, Func<string, string, int> use)
    {
        try
        {
            return use(File.ReadAllText(file), file);
        }
        catch (IOException problem)
        {
            Console.Error.WriteLine($"nexus: {problem.Message}");
        }
        catch (UnauthorizedAccessException problem)
        {
            Console.Error.WriteLine($"nexus: {problem.Message}");
        }

        return 1;
    }

    private static int RunFile(string file, RunLimits limits) => WithText(file, (text, name) =>
    {
        OfflineHost host = HostFor(file);
        var program = NexusProgram.Read(text, name, host);
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
    });

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

    private static int Check(string file) => WithText(file, (text, name) =>
    {
        var program = NexusProgram.Read(text, name, HostFor(file));
        bool isBroken = Show(program.Diagnostics, onlyErrors: false);
        if (program.Diagnostics.Count == 0)
        {
            Console.WriteLine($"{name}: no problems.");
        }

        return isBroken ? 1 : 0;
    });

    private static int Test(string file, RunLimits limits) => WithText(file, (text, name) =>
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

    private static int Bench(string file, RunLimits limits) => WithText(file, (text, name) =>
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
