using System.Text;
using Galion.NexusLang.Editing;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Cli;

/// <summary>Reads entries, runs them and prints what they are worth. What was declared stays; input goes on while a bracket is open.</summary>
internal static class Repl
{
    internal static int Run(RunLimits limits)
    {
        bool isInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected;
        OfflineHost host = Commands.HostFor(null);
        var session = new NexusSession(host);
        var history = new History(isInteractive ? History.UsualFile() : null);
        Func<string?> read = ReadPlain;
        if (isInteractive)
        {
            var editor = new LineEditor(TerminalOf(() => session.Text), history);
            read = () => ReadEdited(editor);
            Console.WriteLine("NexusLang 2.0.0. Say help, history, clear or exit.");
        }

        while (read() is { } entry)
        {
            switch (entry.Trim())
            {
                case "":
                    continue;
                case "exit":
                    return 0;
                case "help":
                    Console.WriteLine("Write a statement or a value. Other words: history, clear, exit. Comments are written with //.");
                    Console.WriteLine(LineEditor.Keys);
                    continue;
                case "history":
                    foreach (string earlier in history.Entries)
                    {
                        Console.WriteLine(earlier);
                    }

                    continue;
                case "clear":
                    session = new NexusSession(host);
                    history.Clear();
                    continue;
            }

            history.Add(entry.TrimEnd());
            SessionResult result = Run(session, entry, limits);
            Commands.Show(result.Diagnostics, onlyErrors: false);
            Commands.Show(result.Run?.Error);
            if (result.Run is { ExitCode: var code, Error: null } && result.HasEnded)
            {
                return code;
            }
        }

        return 0;
    }

    /// <summary>Ctrl+C stops the entry that runs; the session goes on.</summary>
    private static SessionResult Run(NexusSession session, string entry, RunLimits limits)
    {
        using var stopping = new CancellationTokenSource();
        ConsoleCancelEventHandler stop = (_, pressed) =>
        {
            pressed.Cancel = true;
            stopping.Cancel();
        };
        Console.CancelKeyPress += stop;
        try
        {
            return session.Run(entry, limits, stopping.Token);
        }
        finally
        {
            Console.CancelKeyPress -= stop;
        }
    }

    private static string? ReadEdited(LineEditor editor)
    {
        while (true)
        {
            Console.TreatControlCAsInput = true;
            EntryEnd end;
            string entry;
            try
            {
                end = editor.Read(out entry);
            }
            finally
            {
                Console.TreatControlCAsInput = false;
            }

            if (end != EntryEnd.Cancelled)
            {
                return end == EntryEnd.Closed ? null : entry;
            }
        }
    }

    private static Terminal TerminalOf(Func<string> earlier) => new(
        Console.Out,
        () => Console.ReadKey(intercept: true),
        () => Console.KeyAvailable,
        () => Math.Max(20, Console.WindowWidth),
        IsUnfinished,
        (text, offset) => Complete(earlier(), text, offset));

    private static (int Start, IReadOnlyList<string> Words) Complete(string earlier, string text, int offset)
    {
        CodeAnalysis analysis = new CodeWorkspace().Set("session.nx", earlier + text);
        CompletionList list = Completion.At(analysis, earlier.Length + offset);
        return (Math.Max(0, list.Replace.Start - earlier.Length), [.. list.Items.OrderBy(i => i.Rank).Select(i => i.Label).Distinct()]);
    }

    private static string? ReadPlain()
    {
        var entry = new StringBuilder();
        while (true)
        {
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
