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

    public static string OfDetail(string value) => value switch
    {
        "draft" => "Draft, fastest",
        "fine" => "Fine, most detail",
        _ => Of(value),
    };
}
