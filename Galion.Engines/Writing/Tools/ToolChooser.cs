using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;
using Galion.Engines.Writing.Structure;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Writing.Tools;

/// <param name="Call">The call to make, or null when arguments are missing.</param>
/// <param name="Missing">Required parameters that the request does not tell.</param>
internal sealed record ToolChoice(string Tool, FunctionCallContent? Call, IReadOnlyList<string> Missing);

/// <summary>
/// Chooses a tool by rule: its name, description or parameters share words with the request, and the request tells its arguments. Only what the
/// asker writes counts; documents never call a tool.
/// </summary>
internal static partial class ToolChooser
{
    private const double NameWeight = 2;
    private const double DescriptionWeight = 1;
    private const double ParameterWeight = 0.75;
    private const double Enough = 2;
    private const int SharedLetters = 5;

    private static readonly string[] Definitions = ["$defs", "definitions"];

    // Words of names that say nothing about what the tool is for.
    private static readonly HashSet<string> Generic = new(StringComparer.Ordinal)
    {
        "get", "set", "find", "fetch", "do", "run", "make", "tool", "function", "api", "by", "for", "of", "the", "a", "an", "to", "is", "value", "data", "result", "current",
        "return", "given", "string", "number", "name", "text", "id",
    };

    /// <param name="calls">How many calls were made before, for the call's id.</param>
    /// <exception cref="ArgumentException">A tool is required that is not among the tools.</exception>
    public static ToolChoice? Choose(string request, TextLanguage language, IList<AITool>? tools, ChatToolMode? mode, int calls, CancellationToken cancellationToken)
    {
        var functions = tools?.OfType<AIFunctionDeclaration>().ToList() ?? [];
        if (functions.Count == 0 || mode is NoneChatToolMode)
        {
            return null;
        }

        if (mode is RequiredChatToolMode { RequiredFunctionName: { } wanted })
        {
            var named = functions.Find(function => function.Name == wanted)
                ?? throw new ArgumentException($"The tool {wanted} is required, but it is not among the tools of the request. Nothing was written.");
            return Prepare(named, request, language, calls, cancellationToken);
        }

        var words = Stems(request, language);
        var best = functions.Select(function => (Function: function, Score: Score(function, words, language)))
            .OrderByDescending(item => item.Score).First();
        return mode is RequiredChatToolMode || best.Score >= Enough ? Prepare(best.Function, request, language, calls, cancellationToken) : null;
    }

    private static double Score(AIFunctionDeclaration function, HashSet<string> words, TextLanguage language)
    {
        var name = KeyWords.Split(function.Name).Where(word => !Generic.Contains(word)).ToList();
        var score = name.Count(word => Has(words, [word], language) || IsRelated(words, word)) * NameWeight;
        score += Stems(function.Description, TextLanguage.English).Concat(Stems(function.Description, language)).Distinct()
            .Where(stem => !Generic.Contains(stem)).Count(words.Contains) * DescriptionWeight;
        foreach (var parameter in Properties(function.JsonSchema))
        {
            score += Has(words, KeyWords.Split(parameter.Key), language) ? ParameterWeight : 0;
        }

        return score;
    }

    /// <summary>Remind calls for a reminder, and translate for a translator.</summary>
    private static bool IsRelated(HashSet<string> words, string name) => words.Any(word => word.Length >= SharedLetters && name.StartsWith(word, StringComparison.Ordinal));

    private static bool Has(HashSet<string> words, IReadOnlyList<string> keys, TextLanguage language) => KeyWords.Stems(keys, language).Overlaps(words);

    private static HashSet<string> Stems(string text, TextLanguage language) =>
        [.. WordSplitter.Split(text, 0, Math.Min(text.Length, InstructionReader.MaxInstruction)).Select(span => span.Of(text).ToLowerInvariant())
            .Where(word => !StopWords.Is(word, language)).Select(word => Stemmer.Stem(word, language))];

    private static ToolChoice Prepare(AIFunctionDeclaration function, string request, TextLanguage language, int calls, CancellationToken cancellationToken)
    {
        var schema = JsonNode.Parse(function.JsonSchema.GetRawText()) as JsonObject ?? [];
        var required = (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var facts = new FactFinder(request, language, new HashSet<string>(), cancellationToken);
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        var missing = new List<string>();
        var properties = Properties(function.JsonSchema).ToList();
        foreach (var (name, rules) in properties)
        {
            var only = properties.Count(other => IsText(other.Value)) == 1;
            var (found, value) = Argument(facts, schema, name, rules, only, function, cancellationToken);
            if (found)
            {
                arguments[name] = value;
            }
            else if (required.Contains(name) && SchemaCheck.Types(rules).Contains("null"))
            {
                // Required but free to be nothing, as optional parameters of some clients are.
                arguments[name] = null;
            }
            else if (required.Contains(name))
            {
                missing.Add(name);
            }
        }

        return missing.Count > 0 ? new ToolChoice(function.Name, null, missing)
            : new ToolChoice(function.Name, new FunctionCallContent($"call_{calls + 1}", function.Name, arguments), []);
    }

    private static (bool Found, object? Value) Argument(
        FactFinder facts, JsonObject schema, string name, JsonObject rules, bool onlyText, AIFunctionDeclaration function, CancellationToken cancellationToken)
    {
        var wrapped = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { [name] = rules.DeepClone() }, ["required"] = new JsonArray(name) };
        foreach (var definitions in Definitions.Where(schema.ContainsKey))
        {
            wrapped[definitions] = schema[definitions]!.DeepClone();
        }

        try
        {
            var filled = new SchemaFiller(JsonSerializer.SerializeToElement(wrapped), cancellationToken).Fill(facts.Text, facts.Language);
            if (filled?[name] is { } value)
            {
                return (true, JsonSerializer.SerializeToElement(value));
            }
        }
        catch (StructuredOutputException)
        {
            // Not told by name; perhaps by its place in the request.
        }

        var check = new SchemaCheck(wrapped);
        var words = KeyWords.Split(name);
        IEnumerable<JsonNode?> guesses = IsText(rules)
            ? words.Any(word => word is "query" or "q" or "search" or "text" or "prompt" or "question" or "input" or "message" or "topic" or "term" or "expression" or "content")
                ? facts.Quoted.Append(Rest(facts, function)).Select(text => (JsonNode?)text)
                : onlyText ? facts.Quoted.Concat(facts.Places).Concat(facts.Names).Select(text => (JsonNode?)text) : []
            : SchemaCheck.Types(rules).Any(type => type is "number" or "integer") && Numbers(facts).ToList() is [var single] ? [single] : [];
        var fits = guesses.FirstOrDefault(guess => guess is not null && guess.ToJsonString() != "\"\"" && check.Errors(guess, rules) is null);
        return fits is null ? (false, null) : (true, JsonSerializer.SerializeToElement(fits));
    }

    private static IEnumerable<JsonNode?> Numbers(FactFinder facts) => facts.Source.Sentences.SelectMany(sentence => sentence.Words)
        .Select(word => FactFinder.ParseNumber(word.Span.Of(facts.Text), facts.Language)).OfType<double>()
        .Select(value => value % 1 == 0 ? JsonValue.Create((long)value) : (JsonNode?)JsonValue.Create(value));

    /// <summary>The request without the words that ask for the tool.</summary>
    private static string Rest(FactFinder facts, AIFunctionDeclaration function)
    {
        var names = KeyWords.Stems(KeyWords.Split(function.Name), facts.Language);
        var rest = Lead().Replace(Lines.Join(facts.Text), "");
        var words = WordSplitter.Split(rest, 0, rest.Length).ToList();
        var skip = words.TakeWhile(word => names.Contains(Stemmer.Stem(word.Of(rest).ToLowerInvariant(), facts.Language)) || StopWords.Is(word.Of(rest).ToLowerInvariant(), facts.Language)).Count();
        return skip < words.Count ? rest[words[skip].Start..].TrimEnd('?', '.', '!', ' ') : "";
    }

    private static bool IsText(JsonObject rules) => SchemaCheck.Types(rules) is [] or ["string"] or ["string", "null"] or ["null", "string"];

    private static IEnumerable<KeyValuePair<string, JsonObject>> Properties(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && JsonNode.Parse(schema.GetRawText()) is JsonObject root && root["properties"] is JsonObject properties
            ? properties.Where(item => item.Value is JsonObject).Select(item => KeyValuePair.Create(item.Key, (JsonObject)item.Value!.DeepClone())) : [];

    [GeneratedRegex(@"^\W*(?:please |can you |could you |would you |proszę |czy możesz )?(?:search|look up|find|tell me|show me|what is|what's|who is|calculate|compute|translate|wyszukaj|znajdź|poszukaj|sprawdź|powiedz mi|co to jest|oblicz|policz)\s+(?:for |about |up |the web for |informacji o |o )?", RegexOptions.IgnoreCase)]
    private static partial Regex Lead();
}
