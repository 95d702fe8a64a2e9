namespace Galion.Studio.Create;

/// <summary>The names of options as people read them.</summary>
internal static class ChoiceNames
{
    /// <summary>"stained_glass" reads "Stained glass".</summary>
    public static string Of(string value)
    {
        var words = value.Replace('_', ' ');
        return words.Length == 0 ? words : $"{char.ToUpperInvariant(words[0])}{words[1..]}";
    }

    /// <summary>The values after an empty first choice, as a select shows them.</summary>
    public static IReadOnlyList<(string Value, string Text)> WithDefault(string defaultText, IEnumerable<string> values) =>
        [("", defaultText), .. values.Select(value => (value, Of(value)))];

    /// <summary>A format of the form: PNG with 16 bits for each colour.</summary>
    public const string DeepPng = "png16";

    public static string OfFormat(string value) => value switch
    {
        DeepPng => "PNG, 16 bits",
        "jpeg" => "JPEG",
        "webp" => "WebP",
        "ora" => "Layers (OpenRaster)",
        _ => value.ToUpperInvariant(),
    };

    public static string OfDetail(string value) => value switch
    {
        "draft" => "Draft, fastest",
        "fine" => "Fine, most detail",
        _ => Of(value),
    };
}
