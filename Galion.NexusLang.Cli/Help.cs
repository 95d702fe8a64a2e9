using Galion.NexusLang.Running;

namespace Galion.NexusLang.Cli;

/// <summary>What the commands are, in one list: shown by <c>nexus help</c>, and each by <c>nexus help COMMAND</c>.</summary>
internal static class Help
{
    private const string Limits = """
        A program may use 10 seconds, 5 minutes of waiting for input, 256 MB, 100,000 characters of output and 2,000 calls inside calls. Options change that:
          --time SECONDS  --wait SECONDS  --memory MB  --output CHARACTERS  --depth CALLS  --steps STEPS  --no-limits
        """;

    private static readonly Command[] Commands =
    [
        new("run", "run FILE.nx|FILE.nxb", "run a program or a compiled one; FILE alone does the same", $"""
            Without a platform, knowledge() searches a few built-in entries, say() shows its text and listen() reads a line; ask() and
            generate_…() fail with NX0501. Files are imported from the folder of the program and nowhere else.

            {Limits}

            Exit code: 0 at the end of the program, 1 after an error or a limit, or what the program gave to exit().
            """),
        new("check", "check FILE.nx…", "say what is wrong with programs without running them", "Exit code: 1 when there are errors; warnings alone give 0."),
        new("test", "test FILE.nx…", "run the test blocks", $"""
            Each block runs by itself after the top of its file.

            {Limits}

            Exit code: 1 when a test fails.
            """),
        new("bench", "bench FILE.nx", "run a program several times and say how long it takes", Limits),
        new("compile", "compile FILE.nx [-o FILE.nxb] [-b] [--strip]", "make a .nxb file, which runs without its source", """
            The files that the program imports go into it.
              -o FILE          where it goes; else beside the source
              -b, --benchmark  show how its size and the time until it is ready compare with the source's
              --strip          leave the text out: smaller, but messages show no excerpts, only file, line and column

            SOURCE_DATE_EPOCH, when it is set, takes the place of the time in the header, so that builds can be repeated to the byte.
            """),
        new("disasm", "disasm FILE.nxb", "show the instructions of a compiled program", "docs/nxb.md describes them."),
        new("tokens", "tokens FILE.nx", "show the tokens of a program", "One a line: where it stands, what it is, how it is written."),
        new("ast", "ast FILE.nx", "show the tree of a program", "One node a line, its parts indented below it."),
        new("fmt", "fmt [--check] FILE.nx…|-", "give programs their usual look", """
            Four spaces, one statement a line, at most 100 columns where that is possible. Only space, line breaks and semicolons that say
            nothing change; a file with errors is left as it is. With - the program comes from the input and goes to the output.
              --check  change nothing, say which files would change, and end with 1 when there are any
            """),
        new("doc", "doc FILE.nx… [-o FILE.md] | doc --library [NAME]", "write a page about what programs declare, or show the standard library", """
            The page is Markdown: what each file exports (all of its top when it exports nothing), with the /// lines above it.
              --library        all of the standard library
              --library NAME   one part of it: print, math, math.sqrt, string, string.split
              -o FILE          where the page goes; else to the output
            """),
        new("new", "new FOLDER", "make a folder with a small program, a module and its tests", "The folder must not exist, or be empty."),
        new("repl", "repl", "read, run and print, one entry after the other; also without a command", $"""
            An entry goes on while a bracket or text is open. Words: help, history, clear, exit. Tab completes words, the arrows go through
            older entries, Ctrl+R searches them. They are kept in ~/.local/state/nexus/history, or in the file that NEXUS_HISTORY names;
            an empty NEXUS_HISTORY, or a space before an entry, keeps nothing.

            {Limits}
            """),
        new("lsp", "lsp", "serve an editor by the Language Server Protocol over standard input and output", "It ends with its input."),
        new("version", "version", "say which version this is", ""),
    ];

    private sealed record Command(string Name, string Usage, string Summary, string Detail);

    internal static bool NeedsFile(string command) =>
        command != "doc" && UsageOf(command) is { } usage && (usage.Contains("FILE", StringComparison.Ordinal) || usage.Contains("FOLDER", StringComparison.Ordinal));

    internal static string? UsageOf(string command) => Find(command) is { } found ? $"nexus {found.Usage}" : null;

    /// <param name="command">Null for all.</param>
    internal static int Show(string? command)
    {
        if (command is null)
        {
            Console.WriteLine("Usage: nexus COMMAND [FILE…] [OPTION…]\n");
            foreach (Command each in Commands)
            {
                Console.WriteLine($"  {each.Name,-9} {each.Summary}");
            }

            Console.WriteLine($"\nSay 'nexus help COMMAND' for more about one.\n\n{Limits}");
            return 0;
        }

        if (Find(command) is not { } found)
        {
            Console.Error.WriteLine($"nexus: {Unknown(command)}");
            return 2;
        }

        Console.WriteLine($"Usage: nexus {found.Usage}\n\n{char.ToUpperInvariant(found.Summary[0])}{found.Summary[1..]}.");
        if (found.Detail.Length > 0)
        {
            Console.WriteLine($"\n{found.Detail}");
        }

        return 0;
    }

    internal static string Unknown(string command) =>
        Suggestions.Nearest(command, Commands.Select(c => c.Name)) is { } near ? $"there is no command {command}; did you mean {near}?" : $"there is no command {command}.";

    private static Command? Find(string command) => Array.Find(Commands, c => c.Name == command);
}
