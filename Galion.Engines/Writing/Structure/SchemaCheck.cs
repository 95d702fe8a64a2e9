using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Galion.Engines.Writing.Structure;

/// <summary>
/// Checks JSON against a JSON schema (drafts 7 to 2020-12, without remote references). It refuses schemas with rules that it does not know, rather
/// than passing what those would not.
/// </summary>
internal sealed class SchemaCheck(JsonNode root)
{
    private const int MaxDepth = 64;
    private const int MaxSteps = 200_000;
    private static readonly TimeSpan PatternLimit = TimeSpan.FromMilliseconds(250);

    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        """
        $schema $id $comment $defs definitions $ref $anchor title description default examples deprecated readOnly writeOnly format contentEncoding
        contentMediaType type enum const multipleOf minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength pattern items prefixItems
        additionalItems minItems maxItems uniqueItems contains minContains maxContains properties required additionalProperties patternProperties
        propertyNames minProperties maxProperties dependentRequired allOf anyOf oneOf not if then else nullable strict
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private int _steps;

    /// <exception cref="StructuredOutputException">The schema is none, too deep or has a rule that is not known.</exception>
    public static void Inspect(JsonNode? schema, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw new StructuredOutputException("The schema is nested too deeply.");
        }

        switch (schema)
        {
            case JsonObject item:
                foreach (var (key, value) in item)
                {
                    if (!Known.Contains(key) && !key.StartsWith("x-", StringComparison.Ordinal))
                    {
                        throw new StructuredOutputException($"The schema uses {Short(key)}, which the writer does not know; nothing was written. Leave it out or use a model that follows it.");
                    }

                    if (key is "properties" or "$defs" or "definitions" or "patternProperties")
                    {
                        foreach (var child in value as JsonObject ?? [])
                        {
                            Inspect(child.Value, depth + 1);
                        }
                    }
                    else if (key is "items" or "additionalProperties" or "contains" or "not" or "if" or "then" or "else" or "propertyNames" && value is JsonObject)
                    {
                        Inspect(value, depth + 1);
                    }
                    else if (key is "allOf" or "anyOf" or "oneOf" or "prefixItems" && value is JsonArray list)
                    {
                        foreach (var child in list)
                        {
                            Inspect(child, depth + 1);
                        }
                    }
                }

                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                break;
            default:
                throw new StructuredOutputException("The schema must be a JSON object.");
        }
    }

    /// <returns>Where and how the value breaks the schema, or null when it fits.</returns>
    public string? Errors(JsonNode? value, JsonNode? schema, string path = "$", int depth = 0)
    {
        if (depth > MaxDepth || ++_steps > MaxSteps)
        {
            throw new StructuredOutputException("The schema is too large or refers to itself without end.");
        }

        if (schema is JsonValue flag)
        {
            return flag.GetValueKind() == JsonValueKind.True ? null : $"{path} is not allowed";
        }

        var rules = (JsonObject)schema!;
        return (rules["$ref"] is { } reference ? Errors(value, Resolve(reference), path, depth + 1) : null)
            ?? TypeError(value, rules, path) ?? ValueError(value, rules, path)
            ?? (value switch
            {
                JsonObject item => ObjectError(item, rules, path, depth),
                JsonArray list => ArrayError(list, rules, path, depth),
                JsonValue scalar => ScalarError(scalar, rules, path),
                _ => null,
            })
            ?? CombinedError(value, rules, path, depth);
    }

    /// <summary>The schema that a local reference names.</summary>
    public JsonNode Resolve(JsonNode reference)
    {
        var text = reference is JsonValue value && value.TryGetValue<string>(out var name) ? name : "";
        JsonNode? target = root;
        foreach (var part in text.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            target = (target as JsonObject)?[Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
        }

        return text.StartsWith('#') && target is not null ? target : throw new StructuredOutputException($"The schema refers to {Short(text)}, which it does not hold.");
    }

    private static string? TypeError(JsonNode? value, JsonObject rules, string path)
    {
        var types = Types(rules);
        return types.Count == 0 || types.Any(type => IsType(value, type)) || (value is null && rules["nullable"]?.GetValueKind() == JsonValueKind.True)
            ? null : $"{path} must be {string.Join(" or ", types)}";
    }

    public static IReadOnlyList<string> Types(JsonObject rules) => rules["type"] switch
    {
        JsonArray list => [.. list.Select(item => item!.GetValue<string>())],
        JsonValue value => [value.GetValue<string>()],
        _ => [],
    };

    private static bool IsType(JsonNode? value, string type) => (value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        JsonValueKind.Null => type == "null",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type == "number" || (type == "integer" && Number(value!) % 1 == 0),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        JsonValueKind.Array => type == "array",
        _ => type == "object",
    };

    private static string? ValueError(JsonNode? value, JsonObject rules, string path) =>
        rules["enum"] is JsonArray allowed && !allowed.Any(item => JsonNode.DeepEquals(item, value)) ? $"{path} must be one of {Short(allowed.ToJsonString())}"
        : rules.ContainsKey("const") && !JsonNode.DeepEquals(rules["const"], value) ? $"{path} must be {Short(rules["const"]?.ToJsonString() ?? "null")}"
        : null;

    private static string? ScalarError(JsonValue value, JsonObject rules, string path)
    {
        if (value.GetValueKind() == JsonValueKind.Number)
        {
            var number = Number(value);
            return Limit(rules, "minimum") is { } min && number < min ? $"{path} must be at least {min}"
                : Limit(rules, "maximum") is { } max && number > max ? $"{path} must be at most {max}"
                : Limit(rules, "exclusiveMinimum") is { } above && number <= above ? $"{path} must be more than {above}"
                : Limit(rules, "exclusiveMaximum") is { } below && number >= below ? $"{path} must be less than {below}"
                : Limit(rules, "multipleOf") is { } step && step > 0 && Math.Abs(number / step - Math.Round(number / step)) > 1e-9 ? $"{path} must be a multiple of {step}"
                : null;
        }

        if (value.GetValueKind() != JsonValueKind.String)
        {
            return null;
        }

        var text = value.GetValue<string>();
        var length = text.EnumerateRunes().Count();
        return Limit(rules, "minLength") is { } shortest && length < shortest ? $"{path} must have at least {shortest} characters"
            : Limit(rules, "maxLength") is { } longest && length > longest ? $"{path} must have at most {longest} characters"
            : rules["pattern"] is { } pattern && !Matches(text, pattern.GetValue<string>()) ? $"{path} must match {Short(pattern.ToJsonString())}"
            : rules["format"] is { } format && !Formats.Fits(text, format.GetValue<string>()) ? $"{path} must be a {format}"
            : null;
    }

    private string? ArrayError(JsonArray list, JsonObject rules, string path, int depth)
    {
        if (Limit(rules, "minItems") is { } least && list.Count < least)
        {
            return $"{path} must have at least {least} items";
        }

        if (Limit(rules, "maxItems") is { } most && list.Count > most)
        {
            return $"{path} must have at most {most} items";
        }

        if (rules["uniqueItems"]?.GetValueKind() == JsonValueKind.True && list.Select(item => item?.ToJsonString() ?? "null").Distinct().Count() < list.Count)
        {
            return $"{path} must not repeat an item";
        }

        var first = rules["prefixItems"] as JsonArray ?? rules["items"] as JsonArray ?? [];
        var rest = rules["items"] is JsonArray ? rules["additionalItems"] : rules["items"];
        for (var n = 0; n < list.Count; n++)
        {
            var schema = n < first.Count ? first[n] : rest;
            if (schema is not null && Errors(list[n], schema, $"{path}[{n}]", depth + 1) is { } error)
            {
                return error;
            }
        }

        if (rules["contains"] is { } wanted)
        {
            var matches = list.Count(item => Errors(item, wanted, path, depth + 1) is null);
            return matches < (Limit(rules, "minContains") ?? 1) || matches > (Limit(rules, "maxContains") ?? double.MaxValue) ? $"{path} does not contain what it must" : null;
        }

        return null;
    }

    private string? ObjectError(JsonObject item, JsonObject rules, string path, int depth)
    {
        var properties = rules["properties"] as JsonObject ?? [];
        foreach (var name in (rules["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()))
        {
            if (!item.ContainsKey(name))
            {
                return $"{path}.{name} is missing";
            }
        }

        foreach (var (name, others) in rules["dependentRequired"] as JsonObject ?? [])
        {
            if (item.ContainsKey(name) && (others as JsonArray ?? []).FirstOrDefault(other => !item.ContainsKey(other!.GetValue<string>())) is { } missing)
            {
                return $"{path}.{missing} is missing";
            }
        }

        if ((Limit(rules, "minProperties") is { } least && item.Count < least) || (Limit(rules, "maxProperties") is { } most && item.Count > most))
        {
            return $"{path} has too few or too many properties";
        }

        var patterns = rules["patternProperties"] as JsonObject ?? [];
        foreach (var (name, value) in item)
        {
            var place = $"{path}.{name}";
            var error = properties[name] is { } own ? Errors(value, own, place, depth + 1) : null;
            var matched = properties.ContainsKey(name);
            foreach (var (pattern, schema) in patterns.Where(entry => Matches(name, entry.Key)))
            {
                matched = true;
                error ??= Errors(value, schema, place, depth + 1);
            }

            error ??= !matched && rules["additionalProperties"] is { } others ? Errors(value, others, place, depth + 1) : null;
            error ??= rules["propertyNames"] is { } names ? Errors(name, names, place, depth + 1) : null;
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    private string? CombinedError(JsonNode? value, JsonObject rules, string path, int depth)
    {
        foreach (var schema in rules["allOf"] as JsonArray ?? [])
        {
            if (Errors(value, schema, path, depth + 1) is { } error)
            {
                return error;
            }
        }

        if (rules["anyOf"] is JsonArray any && !any.Any(schema => Errors(value, schema, path, depth + 1) is null))
        {
            return $"{path} fits none of its alternatives";
        }

        if (rules["oneOf"] is JsonArray one && one.Count(schema => Errors(value, schema, path, depth + 1) is null) != 1)
        {
            return $"{path} must fit exactly one of its alternatives";
        }

        if (rules["not"] is { } not && Errors(value, not, path, depth + 1) is null)
        {
            return $"{path} is what it must not be";
        }

        if (rules["if"] is { } condition)
        {
            var branch = Errors(value, condition, path, depth + 1) is null ? rules["then"] : rules["else"];
            return branch is null ? null : Errors(value, branch, path, depth + 1);
        }

        return null;
    }

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, PatternLimit);
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            throw new StructuredOutputException($"The pattern {Short(pattern)} of the schema cannot be checked.");
        }
    }

    private static double Number(JsonNode value) => double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static double? Limit(JsonObject rules, string name) => rules[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? Number(value) : null;

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
