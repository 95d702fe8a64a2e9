using System.Text.Json.Nodes;

namespace Galion.Developer.Reference;

/// <summary>What the plain reference page shows of an OpenAPI 3.1 document.</summary>
/// <param name="Json">The document itself.</param>
/// <param name="Title">Of the API.</param>
/// <param name="Version">Of the API.</param>
/// <param name="Groups">Operations by tag, in the order of the document.</param>
public sealed record OpenApiText(string Json, string Title, string Version, IReadOnlyList<OperationGroup> Groups)
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    /// <param name="json">An OpenAPI document.</param>
    /// <param name="server">Replaces the servers of the document, which name the API by its inner address.</param>
    /// <exception cref="System.Text.Json.JsonException">Not JSON.</exception>
    public static OpenApiText Parse(string json, string server)
    {
        var root = JsonNode.Parse(json) as JsonObject ?? [];
        root["servers"] = new JsonArray(new JsonObject { ["url"] = server });
        var schemas = new SchemaReader(root["components"]?["schemas"] as JsonObject ?? []);
        var operations =
            from path in root["paths"] as JsonObject ?? []
            from method in path.Value as JsonObject ?? []
            where Methods.Contains(method.Key) && method.Value is JsonObject
            select Read(path.Key, method.Key, (JsonObject)path.Value!, (JsonObject)method.Value!, schemas);
        return new(
            root.ToJsonString(), Text(root["info"]?["title"]) ?? "API", Text(root["info"]?["version"]) ?? "",
            [.. operations.GroupBy(o => o.Tag).Select(g => new OperationGroup(g.Key, [.. g]))]);
    }

    internal static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static Operation Read(string path, string method, JsonObject shared, JsonObject operation, SchemaReader schemas)
    {
        var parameters = ((shared["parameters"] as JsonArray ?? []).Concat(operation["parameters"] as JsonArray ?? []))
            .OfType<JsonObject>()
            .Select(p => new Field(
                Text(p["name"]) ?? "", schemas.TypeOf(p["schema"]), p["required"]?.GetValue<bool>() ?? false,
                Text(p["description"]) ?? Text(p["schema"]?["description"]), Text(p["in"])));
        var body = Content(operation["requestBody"]);
        var responses = (operation["responses"] as JsonObject ?? [])
            .Select(r => new Answer(r.Key, Text(r.Value?["description"]) ?? "", Content(r.Value) is { } content ? schemas.TypeOf(content) : null));
        return new(
            (operation["tags"] as JsonArray)?.Select(Text).FirstOrDefault() ?? "Other", method.ToUpperInvariant(), path,
            Text(operation["operationId"]), Text(operation["summary"]), Text(operation["description"]), [.. parameters],
            body is null ? [] : schemas.FieldsOf(body), [.. responses]);
    }

    private static JsonNode? Content(JsonNode? owner) => (owner?["content"] as JsonObject)?.FirstOrDefault().Value?["schema"];
}

/// <summary>The operations of one tag.</summary>
public sealed record OperationGroup(string Name, IReadOnlyList<Operation> Operations);

public sealed record Operation(
    string Tag, string Method, string Path, string? Id, string? Summary, string? Description, IReadOnlyList<Field> Parameters,
    IReadOnlyList<Field> Body, IReadOnlyList<Answer> Answers);

/// <param name="Name">As on the wire.</param>
/// <param name="Type">In words.</param>
/// <param name="IsRequired">Whether a request without it is refused.</param>
/// <param name="Description">For people.</param>
/// <param name="Place">Path, query or header; null in a body.</param>
public sealed record Field(string Name, string Type, bool IsRequired, string? Description, string? Place = null);

/// <param name="Status">HTTP status.</param>
/// <param name="Description">For people.</param>
/// <param name="Type">Of the body, in words; null without one.</param>
public sealed record Answer(string Status, string Description, string? Type);
