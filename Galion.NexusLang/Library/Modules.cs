using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary>The standard library: what <c>import</c> finds without a file. Each may also be written with <c>nexus.</c> before it.</summary>
internal static class Modules
{
    private static readonly Dictionary<string, Lazy<Dictionary<string, Value>>> All = new()
    {
        ["math"] = new(MathModule.Members),
        ["random"] = new(() => Functions(RandomModule.All)),
        ["json"] = new(() => Functions(DataModules.Json)),
        ["csv"] = new(() => Functions(DataModules.Csv)),
        ["time"] = new(() => Functions(TimeModule.All)),
        ["regex"] = new(() => Functions(RegexModule.All)),
        ["text"] = new(TextModule.Members),
        ["collections"] = new(() => Functions(CollectionsModule.All)),
    };

    internal static IEnumerable<string> Names => All.Keys;

    internal static IReadOnlyDictionary<string, Value>? Find(string name)
    {
        string plain = name.StartsWith("nexus.", StringComparison.Ordinal) ? name[6..] : name;
        return All.GetValueOrDefault(plain)?.Value;
    }

    internal static Dictionary<string, Value> Functions(IEnumerable<Builtin> functions) => functions.ToDictionary(f => f.Info.Name, f => Value.Object(f));
}
