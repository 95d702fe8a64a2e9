using System.Text.Json;
using System.Text.Json.Nodes;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;

namespace Galion.Engines.Writing.Structure;

/// <summary>
/// Fills a JSON schema with what a text supports. What it does not support becomes null where the schema allows that, is left out where it need not
/// be there, and otherwise is an error: a value is never made up.
/// </summary>
internal sealed class SchemaFiller
{
    private const int MaxDepth = 12;
    private const int MaxSegments = 200;

    private readonly JsonNode _schema;
    private readonly SchemaCheck _check;
    private readonly List<string> _unsupported = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly CancellationToken _cancellationToken;

    /// <exception cref="StructuredOutputException">The schema cannot be followed.</exception>
    public SchemaFiller(JsonElement schema, CancellationToken cancellationToken)
    {
        _schema = JsonNode.Parse(schema.GetRawText()) ?? throw new StructuredOutputException("The schema must be a JSON object.");
        SchemaCheck.Inspect(_schema);
        _check = new SchemaCheck(_schema);
        _cancellationToken = cancellationToken;
        CollectNames(_schema);
    }

    /// <summary>The paths that the text says nothing about.</summary>
    public IReadOnlyList<string> Unsupported => _unsupported;

    /// <exception cref="StructuredOutputException">The text does not support what the schema requires.</exception>
    public JsonNode? Fill(string text, TextLanguage language)
    {
        try
        {
            _keys.UnionWith(_names.SelectMany(name => KeyWords.Stems(KeyWords.Split(name), language)));
            var facts = new FactFinder(text, language, _keys, _cancellationToken);
            if (!TryFill(facts, _schema, new Place("$", [], ""), 0, out var value))
            {
                throw new StructuredOutputException($"The text does not say what the schema requires: {string.Join(", ", _unsupported.DefaultIfEmpty("$").Distinct().Take(10))}. Nothing was made up and nothing was written. Let these be null, or add them to the text.");
            }

            return new SchemaCheck(_schema).Errors(value, _schema) is { } error
                ? throw new StructuredOutputException($"What the text supports does not fit the schema: {error}. Nothing was written.") : value;
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or InvalidCastException)
        {
            throw new StructuredOutputException($"The schema is not a valid JSON schema: {exception.Message}");
        }
    }

    private void CollectNames(JsonNode? node)
    {
        foreach (var (key, value) in node as JsonObject ?? [])
        {
            if (key == "properties" && value is JsonObject properties)
            {
                _names.UnionWith(properties.Select(property => property.Key));
            }

            CollectNames(value);
        }

        foreach (var item in node as JsonArray ?? [])
        {
            CollectNames(item);
        }
    }

    private bool TryFill(FactFinder facts, JsonNode? schema, Place place, int depth, out JsonNode? value)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        value = null;
        if (depth > MaxDepth || schema is not JsonObject rules)
        {
            return false;
        }

        if (rules["$ref"] is { } reference)
        {
            return TryFill(facts, _check.Resolve(reference), place, depth + 1, out value);
        }

        place = place.With(rules);
        if (rules.ContainsKey("const"))
        {
            value = rules["const"]?.DeepClone();
            return true;
        }

        foreach (var alternatives in new[] { rules["anyOf"], rules["oneOf"] }.OfType<JsonArray>())
        {
            foreach (var alternative in alternatives.OrderBy(item => AllowsNull(item) && !HasValue(item)))
            {
                if (TryFill(facts, alternative, place, depth + 1, out value) && (value is not null || AllowsNull(alternative)) && _check.Errors(value, rules) is null)
                {
                    return true;
                }
            }

            value = null;
            return false;
        }

        if (rules["allOf"] is JsonArray all)
        {
            rules = Merge(rules, all);
        }

        foreach (var candidate in Candidates(facts, rules, place, depth))
        {
            if (_check.Errors(candidate, rules) is null)
            {
                value = candidate;
                return true;
            }
        }

        if (!rules.ContainsKey("properties"))
        {
            _unsupported.Add(place.Path);
        }

        return AllowsNull(rules) && _check.Errors(null, rules) is null;
    }

    private IEnumerable<JsonNode?> Candidates(FactFinder facts, JsonObject rules, Place place, int depth)
    {
        var types = SchemaCheck.Types(rules);
        if (rules["enum"] is JsonArray allowed)
        {
            return ValueFinder.Choices(facts, allowed, place.Words);
        }

        return types.FirstOrDefault(type => type != "null") switch
        {
            "object" => Objects(facts, rules, place, depth),
            "array" => Arrays(facts, rules, place, depth),
            "number" => ValueFinder.Numbers(facts, place.Words, whole: false),
            "integer" => ValueFinder.Numbers(facts, place.Words, whole: true),
            "boolean" => ValueFinder.Flags(facts, place.Words),
            "string" => ValueFinder.Texts(facts, place.Words, rules["format"]?.GetValue<string>(), place.Description)
                .Concat(rules["pattern"] is { } pattern ? facts.Shaped(pattern.GetValue<string>(), KeyWords.Stems(place.Words, facts.Language)) : []).Select(text => (JsonNode?)text),
            null when rules.ContainsKey("properties") => Objects(facts, rules, place, depth),
            null when rules.ContainsKey("items") => Arrays(facts, rules, place, depth),
            null when types.Count == 0 => ValueFinder.Texts(facts, place.Words, null, place.Description).Select(text => (JsonNode?)text),
            _ => [],
        };
    }

    private IEnumerable<JsonNode?> Objects(FactFinder facts, JsonObject rules, Place place, int depth)
    {
        var required = (rules["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var result = new JsonObject();
        var complete = true;
        foreach (var (name, schema) in rules["properties"] as JsonObject ?? [])
        {
            if (TryFill(facts, schema, place.Into(name), depth + 1, out var value))
            {
                // An optional null says nothing that leaving it out does not.
                if (value is not null || required.Contains(name))
                {
                    result[name] = value;
                }
            }
            else if (required.Contains(name))
            {
                complete = false;
            }
        }

        if (complete)
        {
            yield return result;
        }
    }

    private IEnumerable<JsonNode?> Arrays(FactFinder facts, JsonObject rules, Place place, int depth)
    {
        var items = rules["items"] ?? JsonNode.Parse("{\"type\":\"string\"}");
        var most = rules["maxItems"]?.GetValue<int>() ?? int.MaxValue;
        var unique = rules["uniqueItems"]?.GetValueKind() == JsonValueKind.True;
        var resolved = items is JsonObject { } plain && plain["$ref"] is { } reference ? _check.Resolve(reference) : items;
        var marks = _unsupported.Count;
        List<JsonNode?> found;
        if (resolved is JsonObject itemRules && (itemRules.ContainsKey("properties") || SchemaCheck.Types(itemRules).Contains("object")))
        {
            found = [.. Segments(facts).Select(segment => TryFill(new FactFinder(segment, facts.Language, _keys, _cancellationToken), itemRules, place.Item(), depth + 1, out var value)
                && value is JsonObject item && item.Any(property => property.Value is not null) ? value : null).Where(value => value is not null)];
        }
        else
        {
            var type = resolved is JsonObject scalar ? SchemaCheck.Types(scalar).FirstOrDefault(name => name != "null") ?? "string" : "string";
            var format = (resolved as JsonObject)?["format"]?.GetValue<string>();
            var values = resolved is JsonObject withEnum && withEnum["enum"] is JsonArray allowed ? ValueFinder.AllChoices(facts, allowed) : ValueFinder.Lists(facts, place.Words, type, format, most == int.MaxValue ? 8 : most);
            found = [.. values.Where(value => resolved is null || _check.Errors(value, resolved) is null)];
        }

        _unsupported.RemoveRange(marks, _unsupported.Count - marks);
        found = unique ? [.. found.DistinctBy(value => value?.ToJsonString())] : found;
        if (found.Count > 0)
        {
            yield return new JsonArray([.. found.Take(most).Select(value => value?.DeepClone())]);
        }
    }

    /// <summary>The records of a text: list items, lines with several labels, else paragraphs, else sentences.</summary>
    private static List<string> Segments(FactFinder facts)
    {
        var items = facts.ListItems.ToList();
        if (items.Count > 1)
        {
            return [.. items.Take(MaxSegments)];
        }

        var paragraphs = facts.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var lines = facts.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return paragraphs.Length > 1 ? [.. paragraphs.Take(MaxSegments)]
            : lines.Length > 1 ? [.. lines.Take(MaxSegments)] : [.. facts.Source.Sentences.Take(MaxSegments).Select(facts.Source.OneLine)];
    }

    private static JsonObject Merge(JsonObject rules, JsonArray parts)
    {
        var merged = (JsonObject)rules.DeepClone();
        merged.Remove("allOf");
        foreach (var part in parts.OfType<JsonObject>())
        {
            foreach (var (key, value) in part)
            {
                if (key == "properties" && merged["properties"] is JsonObject properties)
                {
                    foreach (var (name, schema) in (JsonObject)value!)
                    {
                        properties[name] = schema?.DeepClone();
                    }
                }
                else if (key == "required" && merged["required"] is JsonArray required)
                {
                    merged["required"] = new JsonArray([.. required.Concat((JsonArray)value!).Select(name => name?.DeepClone())]);
                }
                else
                {
                    merged[key] = value?.DeepClone();
                }
            }
        }

        return merged;
    }

    private static bool AllowsNull(JsonNode? schema) => schema is JsonObject rules
        && (SchemaCheck.Types(rules).Contains("null") || rules["nullable"]?.GetValueKind() == JsonValueKind.True
            || (SchemaCheck.Types(rules).Count == 0 && rules["enum"] is JsonArray allowed && allowed.Any(item => item is null))
            || ((rules["anyOf"] ?? rules["oneOf"]) is JsonArray any && any.Any(AllowsNull)));

    private static bool HasValue(JsonNode? schema) => schema is JsonObject rules && !(SchemaCheck.Types(rules) is [var only] && only == "null");

    /// <summary>Where in the answer a value stands, and by which words the text may name it.</summary>
    private sealed record Place(string Path, IReadOnlyList<string> Words, string Description)
    {
        // "value" and "unit" are those of what they belong to.
        public Place Into(string name) => new($"{Path}.{name}", name is "value" or "amount" or "unit" or "number" ? [.. Words, .. KeyWords.Split(name)] : KeyWords.Split(name), "");

        public Place Item() => this with { Path = Path + "[]" };

        public Place With(JsonObject rules) => rules["description"] is JsonValue value && value.TryGetValue<string>(out var text) ? this with { Description = text } : this;
    }
}
