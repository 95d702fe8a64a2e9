using System.Text.Json;
using System.Text.Json.Serialization;

namespace Galion.Contracts;

/// <summary>How JSON is written under <c>/api/v2</c>: snake_case names and enum values, UTC timestamps (RFC 3339).</summary>
public static class GalionJson
{
    /// <summary>Shared, read-only options for clients, events and stored documents.</summary>
    public static JsonSerializerOptions Options { get; } = CreateReadOnly();

    /// <summary>Applies the conventions to options that somebody else owns, such as the API's HTTP JSON options.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
    }

    private static JsonSerializerOptions CreateReadOnly()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
