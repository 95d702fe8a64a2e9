using System.Collections;
using System.Reflection;
using Galion.NexusLang;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.Tests.NexusLang;

public sealed class LibraryDocsTests
{
    private const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance;

    private static readonly RunLimits Limits = new(200_000_000, 512 << 20, 100_000, 2_000, TimeSpan.FromSeconds(60));

    public static TheoryData<string> ModuleNames => [.. LibraryDocs.Modules.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(ModuleNames))]
    public void Every_example_prints_what_its_documentation_says(string module)
    {
        List<string> mistakes = [];
        foreach (LibraryEntry entry in LibraryDocs.FindModule(module)!.Entries)
        {
            string folder = Directory.CreateTempSubdirectory("galion-docs-").FullName;
            try
            {
                var output = new StringWriter();
                var host = new OfflineHost(output, new StringReader("Ada\n"), folder, workFolder: folder);
                var program = NexusProgram.Read(entry.Example, "example.nx", host);
                string actual = program.HasErrors ? program.Diagnostics[0].ToString()
                    : program.Run(host, Limits, TestContext.Current.CancellationToken).Error is { } error ? error.ToString()
                    : string.Join('\n', output.ToString().TrimEnd('\n').Split('\n').Select(l => l.TrimEnd()));
                if (entry.Example.Length == 0 || actual != entry.Output)
                {
                    mistakes.Add($"{entry.Signature}\n{entry.Example}\nexpected\n{entry.Output}\nbut was\n{actual}");
                }
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        Assert.True(mistakes.Count == 0, string.Join("\n\n", mistakes));
    }

    [Fact]
    public void Everything_that_is_registered_is_documented_with_its_parameters()
    {
        List<string> mistakes = [];
        foreach ((string place, string name, LibraryEntry? entry, object? function) in Registered())
        {
            if (entry is null)
            {
                mistakes.Add($"{place}{name} has no entry");
                continue;
            }

            if (entry.Summary.Length == 0)
            {
                mistakes.Add($"{place}{name} has no summary");
            }

            if (function is not null)
            {
                string expected = string.Join(", ", ParametersOf(function).Where(p => !(entry.Kind == LibraryEntryKind.Method && p.Name == "self")).Select(Show));
                string written = string.Join(", ", entry.Parameters.Select(p => Show((p.Name, p.Default is not null, p.IsRest))));
                if (expected != written)
                {
                    mistakes.Add($"{place}{name} takes ({expected}), but its entry says ({written})");
                }
            }
        }

        Assert.True(mistakes.Count == 0, string.Join('\n', mistakes));
    }

    [Fact]
    public void Every_entry_describes_something_that_is_registered()
    {
        HashSet<LibraryEntry> found = [.. Registered().Select(r => r.Entry).OfType<LibraryEntry>()];

        // Members that are read like fields are no functions and so not in a table.
        Assert.Empty(LibraryDocs.All.Where(e => !found.Contains(e) && !(e.Kind == LibraryEntryKind.Constant && LibraryDocs.FindModule(e.Module)!.Kind == LibraryModuleKind.Methods))
            .Select(e => $"{e.Module}.{e.Name}"));
    }

    private static string Show((string Name, bool IsOptional, bool IsRest) parameter) =>
        $"{(parameter.IsRest ? "*" : "")}{parameter.Name}{(parameter.IsOptional ? "?" : "")}";

    /// <summary>What programs can call, as the language itself has it in its tables.</summary>
    private static IEnumerable<(string Place, string Name, LibraryEntry? Entry, object? Function)> Registered()
    {
        Type tensors = typeof(LibraryDocs).Assembly.GetType("Galion.NexusLang.Tensors.TensorBuiltins", throwOnError: true)!;
        foreach (object function in (IEnumerable)Member(TypeOf("Builtins"), null, "Functions")!)
        {
            string name = NameOf(function);
            yield return ("", name, LibraryDocs.FindFunction(name), function);
        }

        foreach (string module in (IEnumerable<string>)Member(TypeOf("Modules"), null, "Names")!)
        {
            var members = (IDictionary)TypeOf("Modules").GetMethod("Find", Hidden)!.Invoke(null, [module])!;
            foreach (DictionaryEntry member in members)
            {
                object? value = Member(member.Value!.GetType(), member.Value, "Ref");
                yield return ($"{module}.", (string)member.Key, LibraryDocs.FindMember(module, (string)member.Key), IsFunction(value) ? value : null);
            }
        }

        foreach (DictionaryEntry table in (IDictionary)Member(tensors, null, "MethodTables")!)
        {
            foreach (DictionaryEntry method in (IDictionary)table.Value!)
            {
                yield return ($"{table.Key}.", (string)method.Key, LibraryDocs.FindMethod((string)table.Key, (string)method.Key), method.Value);
            }
        }

        foreach (FieldInfo table in TypeOf("Methods").GetFields(Hidden).Where(f => f.Name.StartsWith("For", StringComparison.Ordinal)))
        {
            string type = table.Name switch
            {
                "ForArray" => "array",
                "ForText" => "string",
                "ForDict" => "dict",
                "ForSet" => "set",
                "ForOthers" => "tuple",
                "ForNumbers" => "int",
                _ => table.Name[3..].ToLowerInvariant(),
            };
            foreach (DictionaryEntry method in (IDictionary)table.GetValue(null)!)
            {
                yield return ($"{type}.", (string)method.Key, LibraryDocs.FindMethod(type, (string)method.Key), method.Value);
            }
        }
    }

    private static Type TypeOf(string name) => typeof(LibraryDocs).Assembly.GetType($"Galion.NexusLang.Library.{name}", throwOnError: true)!;

    private static bool IsFunction(object? value) => value is not null && value.GetType().Name == "Builtin";

    private static string NameOf(object function) => (string)Member(InfoOf(function).GetType(), InfoOf(function), "Name")!;

    private static object InfoOf(object function) => Member(function.GetType(), function, "Info")!;

    private static IEnumerable<(string Name, bool IsOptional, bool IsRest)> ParametersOf(object function) =>
        ((IEnumerable)Member(InfoOf(function).GetType(), InfoOf(function), "Parameters")!).Cast<object>().Select(p => (
            (string)Member(p.GetType(), p, "Name")!, (bool)Member(p.GetType(), p, "IsOptional")!, (bool)Member(p.GetType(), p, "IsRest")!));

    private static object? Member(Type type, object? of, string name) =>
        type.GetProperty(name, Hidden) is { } property ? property.GetValue(of) : type.GetField(name, Hidden)!.GetValue(of);
}
