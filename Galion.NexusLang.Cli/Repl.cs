using System.Text;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Cli;

/// <summary>Reads lines, runs them and prints what they are worth. What was declared stays; input goes on while a bracket is open.</summary>
internal static class Repl
{
    internal static int Run(RunLimits limits)
    {
        bool isInteractive = !Console.IsInputRedirected;
        OfflineHost host = Commands.HostFor(null);
        var session = new NexusSession(host);
        List<string> history = [];
        if (isInteractive)
        {
            Console.WriteLine("NexusLang 2.0.0. Say help, history, clear or exit.");
        }

        while (ReadEntry(isInteractive) is { } entry)
        {
            switch (entry.Trim())
            {
                case "":
                    continue;
                case "exit":
                    return 0;
                case "help":
                    Console.WriteLine("Write a statement or a value. Other words: history, clear, exit. Comments are written with //.");
                    continue;
                case "history":
                    history.ForEach(Console.WriteLine);
                    continue;
                case "clear":
                    session = new NexusSession(host);
                    history.Clear();
                    continue;
            }

            history.Add(entry);
            SessionResult result = session.Run(entry, limits);
            Commands.Show(result.Diagnostics, onlyErrors: false);
            Commands.Show(result.Run?.Error);
            if (result.Run is { ExitCode: var code, Error: null } && result.HasEnded)
            {
                return code;
            }
        }

        return 0;
    }

    private static string? ReadEntry(bool isInteractive)
    {
        var entry = new StringBuilder();
        while (true)
        {
            if (isInteractive)
            {
                Console.Write(entry.Length == 0 ? ">>> " : "... ");
            }

            string? line = Console.In.ReadLine();
            if (line is null)
            {
                return entry.Length == 0 ? null : entry.ToString();
            }

            entry.Append(line).Append('\n');
            if (line.Length == 0 || !IsUnfinished(entry.ToString()))
            {
                return entry.ToString();
            }
        }
    }

    /// <summary>Whether a bracket or a text of several lines is still open.</summary>
    private static bool IsUnfinished(string entry) =>
        SyntaxTree.Parse(entry).Diagnostics.Any(d => d.Code is "NX0104" or "NX0003" || (d.Code == "NX0002" && d.Span.Length >= 3));
}
