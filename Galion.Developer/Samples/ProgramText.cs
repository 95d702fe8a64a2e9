namespace Galion.Developer.Samples;

/// <summary>The programs of the quick start. They are whole files that run as shown; tests run them.</summary>
public static class ProgramText
{
    /// <summary>Stands where the key goes as long as the reader has none.</summary>
    public const string KeyPlaceholder = "gal_YOUR_KEY";

    private static readonly Dictionary<string, string> Templates = Language.All
        .SelectMany(_ => Waiting.All, (language, waiting) => ResourceName(language, waiting))
        .ToDictionary(name => name, Read, StringComparer.Ordinal);

    /// <summary>The whole program.</summary>
    /// <param name="language">One of <see cref="Language.All"/>.</param>
    /// <param name="waiting">One of <see cref="Waiting.All"/>.</param>
    /// <param name="apiAddress">Without a slash at its end.</param>
    /// <param name="key">An API key; null for the placeholder.</param>
    public static string Of(Language language, Waiting waiting, string apiAddress, string? key) =>
        Templates[ResourceName(language, waiting)]
            .Replace("{{api}}", apiAddress, StringComparison.Ordinal)
            .Replace("{{key}}", key ?? KeyPlaceholder, StringComparison.Ordinal);

    private static string ResourceName(Language language, Waiting waiting) => $"picture-{waiting.Id}.{language.Id}";

    private static string Read(string name)
    {
        using var stream = typeof(ProgramText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The sample {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }
}
