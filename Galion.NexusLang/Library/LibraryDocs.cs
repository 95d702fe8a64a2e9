using System.Reflection;

namespace Galion.NexusLang.Library;

/// <summary>What a part of the library is.</summary>
public enum LibraryEntryKind
{
    /// <summary>Seen by every program, or a member of a module.</summary>
    Function,

    /// <summary>A value, such as <c>math.pi</c>.</summary>
    Constant,

    /// <summary>Called on a value: <c>items.push(1)</c>.</summary>
    Method,
}

/// <summary>
/// The documentation of everything that programs find ready: the one source of completion, hover, signature help, <c>nexus doc</c> and the
/// reference pages. It is written in the files of the folder Docs, whose examples are run as tests.
/// </summary>
public static class LibraryDocs
{
    private static readonly Lazy<IReadOnlyList<LibraryModule>> Loaded = new(Load);

    private static readonly Lazy<Dictionary<(string Module, string Name), LibraryEntry>> ByName =
        new(() => All.ToDictionary(e => (e.Module, e.Name)));

    private static readonly Lazy<Dictionary<string, LibraryEntry>> Functions =
        new(() => Modules.Where(m => m.Kind == LibraryModuleKind.Builtin).SelectMany(m => m.Entries).ToDictionary(e => e.Name));

    /// <summary>Groups in the order in which a reader wants them: built-in functions, then methods by type, then modules.</summary>
    public static IReadOnlyList<LibraryModule> Modules => Loaded.Value;

    public static IEnumerable<LibraryEntry> All => Modules.SelectMany(m => m.Entries);

    /// <summary>A function that is seen without an import, or null.</summary>
    public static LibraryEntry? FindFunction(string name) => Functions.Value.GetValueOrDefault(name);

    /// <summary>A member of a module, with or without <c>nexus.</c> before its name; or null.</summary>
    public static LibraryEntry? FindMember(string module, string name) =>
        ByName.Value.GetValueOrDefault((module.StartsWith("nexus.", StringComparison.Ordinal) ? module[6..] : module, name));

    /// <summary>A method of the values of a type, or null.</summary>
    /// <param name="type">As <c>type(x)</c> calls it: <c>string</c>, <c>array</c>, <c>dict</c>, …</param>
    public static LibraryEntry? FindMethod(string type, string name) => MethodsOf(type).FirstOrDefault(e => e.Name == name);

    /// <summary>The methods that values of a type have.</summary>
    public static IEnumerable<LibraryEntry> MethodsOf(string type) =>
        Modules.Where(m => m.Kind == LibraryModuleKind.Methods && m.Types.Contains(type)).SelectMany(m => m.Entries);

    public static LibraryModule? FindModule(string name) => Modules.FirstOrDefault(m => m.Name == name);

    private static List<LibraryModule> Load()
    {
        Assembly assembly = typeof(LibraryDocs).Assembly;
        const string folder = "Galion.NexusLang.Library.Docs.";
        List<LibraryModule> modules = [];
        foreach (string name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            modules.Add(LibraryDocsReader.Read(reader.ReadToEnd(), name[folder.Length..]));
        }

        if (modules.Find(m => m is { Name: "string", Kind: LibraryModuleKind.Methods }) is { } texts)
        {
            modules.Add(TextModuleOf(texts, modules.Find(m => m.Name == "text")));
            modules.RemoveAll(m => m.Name == "text" && m != modules[^1]);
        }

        return [.. modules.OrderBy(m => m.Kind).ThenBy(m => m.Order).ThenBy(m => m.Name, StringComparer.Ordinal)];
    }

    /// <summary>The module <c>text</c> offers the methods of texts as functions, beside a few members of its own.</summary>
    private static LibraryModule TextModuleOf(LibraryModule methods, LibraryModule? own)
    {
        IEnumerable<LibraryEntry> functions = methods.Entries.Where(m => m.Name != "length").Select(m => m with
        {
            Module = "text",
            Kind = LibraryEntryKind.Function,
            Signature = m.Parameters.Count == 0
                ? m.Signature.Replace("()", "(self: string)", StringComparison.Ordinal)
                : m.Signature.Replace($"{m.Name}(", $"{m.Name}(self: string, ", StringComparison.Ordinal),
            Parameters = [new LibraryParameter("self", "string", null, IsRest: false, "The text."), .. m.Parameters],
        });
        LibraryEntry[] members = [.. own?.Entries ?? []];
        return (own ?? new LibraryModule("text", "Texts", "The methods of texts as functions.", LibraryModuleKind.Module, [], [], 0)) with
        {
            Entries = [.. members, .. functions.Where(f => !members.Any(m => m.Name == f.Name))],
        };
    }
}

public enum LibraryModuleKind
{
    /// <summary>Seen by every program.</summary>
    Builtin,

    /// <summary>Members of values.</summary>
    Methods,

    /// <summary>Found by <c>import</c>.</summary>
    Module,
}

/// <param name="Name">Of the module, or of the group.</param>
/// <param name="Title">For people.</param>
/// <param name="Types">Whose values have these methods; empty for functions.</param>
/// <param name="Order">Where the group stands among those of its kind.</param>
public sealed record LibraryModule(
    string Name, string Title, string Summary, LibraryModuleKind Kind, IReadOnlyList<string> Types, IReadOnlyList<LibraryEntry> Entries, int Order);

/// <param name="Module">The module or group it belongs to.</param>
/// <param name="Signature">With types and defaults: <c>round(x: number, digits: int = 0) -> number</c>. Methods leave out the value itself.</param>
/// <param name="Returns">The type of the result, or null when it gives nothing.</param>
/// <param name="Errors">What may go wrong, one sentence each, beginning with the code.</param>
/// <param name="Example">A whole program.</param>
/// <param name="Output">What the example prints.</param>
public sealed record LibraryEntry(
    string Module, LibraryEntryKind Kind, string Name, string Signature, string Summary, IReadOnlyList<LibraryParameter> Parameters,
    string? Returns, IReadOnlyList<string> Errors, string Example, string Output);

/// <param name="Type">As an annotation would say it; null for any.</param>
/// <param name="Default">What it is when it is left out; null when it must be given.</param>
/// <param name="Description">What it means, with range and unit; may be empty where the name says it all.</param>
public sealed record LibraryParameter(string Name, string? Type, string? Default, bool IsRest, string Description)
{
    public bool IsOptional => Default is not null || IsRest;
}
