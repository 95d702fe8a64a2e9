using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Galion.Tests.Fixtures;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Galion.Tests.Http;

public sealed class OpenApiTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_document_is_valid_and_the_same_as_the_one_in_the_repository()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var app = await TestApp.StartAsync(cancellationToken);
        using var client = app.CreateClient();
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v2.json", cancellationToken))!.ToJsonString(Indented) + "\n";

        var parsed = OpenApiDocument.Parse(document, OpenApiConstants.Json);
        Assert.Empty(parsed.Diagnostic!.Errors);
        Assert.Empty(parsed.Diagnostic.Warnings);

        var path = SnapshotPath();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(path, document, cancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, cancellationToken), document);
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_a_tag_and_says_how_it_fails()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var app = await TestApp.StartAsync(cancellationToken);
        using var client = app.CreateClient();
        var document = OpenApiDocument.Parse(await client.GetStringAsync("/openapi/v2.json", cancellationToken), OpenApiConstants.Json).Document!;

        var operations = document.Paths.SelectMany(path => path.Value.Operations!.Values).ToArray();

        Assert.NotEmpty(operations);
        Assert.All(document.Paths.Keys, path => Assert.StartsWith("/api/v2/", path, StringComparison.Ordinal));
        Assert.Equal(operations.Length, operations.Select(operation => operation.OperationId).OfType<string>().Distinct().Count());
        Assert.All(operations, operation => Assert.NotEmpty(operation.Tags!));
        Assert.All(operations, operation => Assert.Contains("503", operation.Responses!.Keys));
        // An operation that takes no API key refuses one with 403.
        Assert.All(
            operations.Where(operation => operation.Security?.Count == 1),
            operation => Assert.Contains("403", operation.Responses!.Keys));
    }

    [Fact]
    public async Task Every_schema_says_its_type_and_numbers_are_not_texts_as_well()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var app = await TestApp.StartAsync(cancellationToken);
        using var client = app.CreateClient();
        var document = OpenApiDocument.Parse(await client.GetStringAsync("/openapi/v2.json", cancellationToken), OpenApiConstants.Json).Document!;

        var schemas = document.Components!.Schemas!;
        var properties = schemas.SelectMany(schema => schema.Value.Properties ?? new Dictionary<string, IOpenApiSchema>(), (schema, property) =>
            KeyValuePair.Create($"{schema.Key}.{property.Key}", property.Value));

        Assert.All(schemas, schema => Assert.NotNull(schema.Value.Type));
        Assert.All(
            properties.Where(property => property.Value.Type is { } type && type.HasFlag(JsonSchemaType.String)),
            property => Assert.NotEqual(property.Value.Type & ~JsonSchemaType.Null, JsonSchemaType.String | JsonSchemaType.Integer));
    }

    private static string SnapshotPath([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "Galion.Api", "openapi", "v2.json");
}
