using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Galion.Engines.TestModels;

/// <summary>The smallest value that fits a JSON schema: required properties alone, numbers at their lower limit, texts from the message.</summary>
internal static class SchemaExample
{
    private const int MaxDepth = 12;
    private const string Filler = "galion";

    /// <param name="schema">A JSON schema; rules on patterns of texts are not followed.</param>
    /// <param name="text">What texts hold, as far as their length allows.</param>
    public static JsonNode? Of(JsonElement schema, string text)
    {
        var root = JsonNode.Parse(schema.GetRawText());
        return Make(root, root, text, 0);
    }

    private static JsonNode? Make(JsonNode? root, JsonNode? schema, string text, int depth)
    {
        if (schema is not JsonObject rules || depth > MaxDepth)
        {
            return null;
        }

        if (rules["$ref"] is JsonValue reference && reference.TryGetValue<string>(out var name))
        {
            return Make(root, name.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(root, (node, part) => (node as JsonObject)?[part]), text, depth + 1);
        }

        if (rules.ContainsKey("const"))
        {
            return rules["const"]?.DeepClone();
        }

        if (rules["enum"] is JsonArray { Count: > 0 } allowed)
        {
            return allowed[0]?.DeepClone();
        }

        if ((rules["anyOf"] ?? rules["oneOf"]) is JsonArray { Count: > 0 } alternatives)
        {
            return Make(root, alternatives[0], text, depth + 1);
        }

        var type = rules["type"] switch
        {
            JsonArray types => types.Select(item => item!.GetValue<string>()).FirstOrDefault(item => item != "null") ?? "null",
            JsonValue value => value.GetValue<string>(),
            _ => rules.ContainsKey("properties") ? "object" : "string",
        };
        return type switch
        {
            "object" => MakeObject(root, rules, text, depth),
            "array" => new JsonArray([.. Enumerable.Range(0, (int)(Number(rules, "minItems") ?? 0)).Select(_ => Make(root, rules["items"], text, depth + 1))]),
            "integer" => JsonValue.Create((long)Math.Ceiling(Least(rules, 1))),
            "number" => JsonValue.Create(Least(rules, 0.5)),
            "boolean" => true,
            "null" => null,
            _ => Text(rules, text),
        };
    }

    private static JsonObject MakeObject(JsonNode? root, JsonObject rules, string text, int depth)
    {
        var made = new JsonObject();
        foreach (var name in (rules["required"] as JsonArray ?? []).Select(item => item!.GetValue<string>()))
        {
            made[name] = Make(root, (rules["properties"] as JsonObject)?[name] ?? new JsonObject(), text, depth + 1);
        }

        return made;
    }

    private static double Least(JsonObject rules, double above)
    {
        var least = Number(rules, "minimum") ?? Number(rules, "exclusiveMinimum") + above ?? 0;
        least = Math.Min(least, Number(rules, "maximum") ?? Number(rules, "exclusiveMaximum") - above ?? least);
        return Number(rules, "multipleOf") is { } step and > 0 ? Math.Ceiling(least / step) * step : least;
    }

    private static string Text(JsonObject rules, string text)
    {
        var example = rules["format"]?.GetValue<string>() switch
        {
            "date" => "2000-01-01",
            "date-time" => "2000-01-01T00:00:00Z",
            "time" => "00:00:00Z",
            "email" => "someone@example.com",
            "uri" => "https://example.com/",
            "uuid" => "00000000-0000-4000-8000-000000000000",
            "ipv4" => "192.0.2.1",
            "ipv6" => "2001:db8::1",
            "hostname" => "example.com",
            _ => null,
        };
        if (example is not null)
        {
            return example;
        }

        var (shortest, longest) = ((int)(Number(rules, "minLength") ?? 0), (int)Math.Min(int.MaxValue, Number(rules, "maxLength") ?? 200));
        text = string.IsNullOrWhiteSpace(text) ? Filler : text;
        var info = new StringInfo(text);
        text = info.LengthInTextElements > longest ? info.SubstringByTextElements(0, longest) : text;
        return text.EnumerateRunes().Count() > longest ? Filler[..Math.Min(Filler.Length, longest)].PadRight(shortest, '.') : text.PadRight(shortest, '.');
    }

    private static double? Number(JsonObject rules, string name) =>
        rules[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture) : null;
}
