using System.Text.Json.Nodes;

namespace Galion.Developer.Reference;

/// <summary>Says in words what a JSON schema of an OpenAPI document allows.</summary>
internal sealed class SchemaReader(JsonObject components)
{
    private const int MaximumDepth = 8;

    /// <summary>The properties of an object; of anything else none.</summary>
    public IReadOnlyList<Field> FieldsOf(JsonNode schema)
    {
        var resolved = Resolve(schema);
        var required = (resolved?["required"] as JsonArray ?? []).Select(OpenApiText.Text).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. (resolved?["properties"] as JsonObject ?? []).Select(p =>
                new Field(p.Key, TypeOf(p.Value), required.Contains(p.Key), OpenApiText.Text(p.Value?["description"]))),
        ];
    }

    public string TypeOf(JsonNode? schema) => TypeOf(schema, MaximumDepth);

    private static string? NameOf(JsonNode? schema) => OpenApiText.Text(schema?["$ref"])?.Split('/')[^1];

    private string TypeOf(JsonNode? schema, int depth)
    {
        if (schema is not JsonObject node || depth == 0)
        {
            return "any";
        }
        if ((node["oneOf"] ?? node["anyOf"]) is JsonArray choices)
        {
            return string.Join(" or ", choices.Select(choice => TypeOf(choice, depth - 1)).Where(type => type != "null"));
        }
        if (node["enum"] is JsonArray values)
        {
            return string.Join(" | ", values.Where(v => v is not null).Select(v => v!.ToString()));
        }
        if (NameOf(node) is { } name)
        {
            return Resolve(node) is JsonObject target && target["enum"] is JsonArray ? TypeOf(target, depth - 1) : name;
        }
        var types = node["type"] switch
        {
            JsonArray several => several.Select(OpenApiText.Text).Where(type => type is not null and not "null").ToList(),
            { } one => [OpenApiText.Text(one)],
            null => [],
        };
        var type = types switch
        {
            [] => "any",
            ["null"] => "null",
            ["array"] => $"list of {TypeOf(node["items"], depth - 1)}",
            // Numbers that are also accepted as text carry a pattern; a reader needs only the number.
            [.., "integer"] or ["integer", ..] => "integer",
            [.., "number"] or ["number", ..] => "number",
            _ => string.Join(" or ", types),
        };
        return $"{type}{Format(node)}{Limits(node)}";
    }

    private JsonNode? Resolve(JsonNode? schema) =>
        NameOf(schema) is { } name ? components[name]
        : (schema?["oneOf"] ?? schema?["anyOf"]) is JsonArray choices
            ? choices.Select(Resolve).FirstOrDefault(choice => choice?["properties"] is not null)
            : schema;

    private static string Format(JsonObject schema) => OpenApiText.Text(schema["format"]) switch
    {
        "uuid" => " (UUID)",
        "date-time" => " (RFC 3339)",
        "email" => " (e-mail)",
        _ => "",
    };

    private static string Limits(JsonObject schema)
    {
        var low = schema["minimum"] ?? schema["minLength"];
        var high = schema["maximum"] ?? schema["maxLength"];
        var unit = schema["maxLength"] is null && schema["minLength"] is null ? "" : " characters";
        return (low, high) switch
        {
            (null, null) => "",
            (_, null) => $", at least {low}{unit}",
            (null, _) => $", at most {high}{unit}",
            _ => $", {low} to {high}{unit}",
        };
    }
}
