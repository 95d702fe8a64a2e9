using Galion.NexusLang.Editing;
using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Cli;

/// <summary><c>nexus doc</c>: pages in Markdown about programs and about the standard library.</summary>
internal static class DocCommand
{
    internal static int Run(Arguments arguments) => arguments.IsLibrary
        ? ShowLibrary(arguments.Files is [var name, ..] ? name : null, arguments.Output)
        : arguments.Files.Count == 0
            ? Fail("say which files to document, or --library [NAME] for the standard library.")
            : Document(arguments.Files, arguments.Output);

    private static int Document(IReadOnlyList<string> files, string? output)
    {
        List<string> pages = [];
        foreach (string file in files)
        {
            int code = Files.WithText(file, (text, name) =>
            {
                string folder = Path.GetDirectoryName(Path.GetFullPath(name))!;
                var workspace = new CodeWorkspace(new WorkspaceFiles(() => [], path => ReadBeside(folder, path)));
                CodeAnalysis analysis = workspace.Set(Path.GetFileName(name), text);
                if (Commands.Show(analysis.Tree.Diagnostics, onlyErrors: true))
                {
                    return 1;
                }

                pages.Add(DocumentationPage.Of(analysis));
                return 0;
            });
            if (code != 0)
            {
                return code;
            }
        }

        return Write(string.Join('\n', pages), output);
    }

    /// <summary>Imported files tell the types of what the documented one declares; one that cannot be read tells nothing.</summary>
    private static string? ReadBeside(string folder, string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <param name="name">A function, a module, a type, or a member of one of them after a dot; null for all that there is.</param>
    private static int ShowLibrary(string? name, string? output)
    {
        if (name is null)
        {
            return Write(string.Join('\n', LibraryDocs.Modules.Select(DocumentationPage.Of)), output);
        }

        int dot = name.LastIndexOf('.');
        (string owner, string member) = dot < 0 ? ("", name) : (name[..dot], name[(dot + 1)..]);
        string[] pages = [
            .. LibraryDocs.All.Where(e => dot < 0 ? LibraryDocs.FindFunction(name) == e : IsMember(e, owner, member)).Select(DocumentationPage.Of),
            .. LibraryDocs.Modules.Where(m => m.Name == name || m.Types.Contains(name)).Select(DocumentationPage.Of)];
        if (pages.Length > 0)
        {
            return Write(string.Join('\n', pages), output);
        }

        string[] known = [.. LibraryDocs.Modules.Select(m => m.Name), .. LibraryDocs.All.Select(e => e.Name),
            .. LibraryDocs.Modules.SelectMany(m => m.Entries.SelectMany(e => m.Types.DefaultIfEmpty(m.Name).Select(owner => $"{owner}.{e.Name}")))];
        string hint = Suggestions.Nearest(name, known) is { } close ? $" Did you mean {close}?" : "";
        return Fail($"the standard library has nothing called {name}.{hint}");
    }

    private static bool IsMember(LibraryEntry entry, string owner, string name) =>
        entry.Name == name && (entry.Module == owner || LibraryDocs.MethodsOf(owner).Contains(entry));

    private static int Write(string page, string? output)
    {
        if (output is null)
        {
            Console.Out.Write(page);
            return 0;
        }

        return Files.Guard(() =>
        {
            File.WriteAllText(output, page);
            Console.WriteLine($"{output}: written.");
            return 0;
        });
    }

    private static int Fail(string problem)
    {
        Console.Error.WriteLine($"nexus: {problem}");
        return 2;
    }
}
