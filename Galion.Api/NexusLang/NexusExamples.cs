using Galion.Contracts.NexusLang;

namespace Galion.Api.NexusLang;

/// <summary>The programs of the gallery, from <c>Examples/*.nx</c>. The first line of each is a comment: its name, a colon, and what it shows.</summary>
internal static class NexusExamples
{
    private const string Prefix = "Galion.Api.NexusLang.Examples.";

    public static IReadOnlyList<NexusExample> All { get; } =
    [
        .. typeof(NexusExamples).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    private static NexusExample Read(string resource)
    {
        using var reader = new StreamReader(typeof(NexusExamples).Assembly.GetManifestResourceStream(resource)!);
        string code = reader.ReadToEnd();
        string[] title = code[..code.IndexOf('\n', StringComparison.Ordinal)].TrimStart('/', ' ').Split(": ", 2);
        return new NexusExample(title[0], resource[Prefix.Length..][3..], code, title[1].Trim());
    }
}
