using System.Text;
using Galion.NexusLang.Formatting;
using Galion.NexusLang.LanguageServer;

namespace Galion.NexusLang.Cli;

/// <summary>What editors and people who edit call: <c>fmt</c> and <c>lsp</c>.</summary>
internal static class EditorCommands
{
    internal static int Serve()
    {
        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        var options = new LanguageServerOptions { UsesDisk = true, MaxDocumentCharacters = 4_000_000, MaxMessageBytes = 64 << 20 };
        return LanguageServer.LanguageServer.ServeAsync(input, output, options, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <param name="files"><c>-</c> reads a program from the input and writes it to the output.</param>
    /// <param name="isCheck">Changes nothing and says which files would change.</param>
    internal static int Format(IReadOnlyList<string> files, bool isCheck)
    {
        int exitCode = 0;
        foreach (string file in files)
        {
            int code = file == "-"
                ? Format(Console.In.ReadToEnd(), "stdin", isCheck, Write)
                : Files.WithText(file, (text, name) => Format(text, name, isCheck, fresh => Save(file, fresh)));
            exitCode = Math.Max(exitCode, code);
        }

        return exitCode;
    }

    private static int Format(string text, string name, bool isCheck, Action<FormatResult> save)
    {
        FormatResult result = Formatter.Format(text, name);
        if (result.HasErrors)
        {
            Commands.Show(result.Errors, onlyErrors: true);
            Console.Error.WriteLine($"nexus: {name} was left as it is, because it cannot be read. Mend what is shown above first.");
            return 1;
        }

        if (!isCheck)
        {
            save(result);
            return 0;
        }

        if (result.Text == text)
        {
            return 0;
        }

        Console.WriteLine($"{name}: is not formatted.");
        return 1;
    }

    private static void Write(FormatResult result)
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes(result.Text));
    }

    private static void Save(string file, FormatResult result)
    {
        if (result.Changes.Count > 0)
        {
            File.WriteAllText(file, result.Text);
            Console.WriteLine($"{file}: formatted.");
        }
    }
}
