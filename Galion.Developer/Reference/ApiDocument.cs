using Galion.Contracts;
using Galion.Web;
using Galion.Web.Session;

namespace Galion.Developer.Reference;

/// <summary>The OpenAPI document of the API, as this app serves it to its own reference page.</summary>
public sealed class ApiDocument(HttpClient http, IConfiguration configuration)
{
    public const string Path = "/openapi/v2.json";

    /// <summary>The address at which programs reach the API, without a slash at its end.</summary>
    public static string PublicAddress(IConfiguration configuration) =>
        configuration.FindPublicAddress(ResourceNames.Api) ?? "http://localhost:8000";

    /// <summary>The document, with the API's public address as its only server.</summary>
    /// <exception cref="HttpRequestException">The API does not answer.</exception>
    public async Task<OpenApiText> ReadAsync(CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(Path, cancellationToken);
        response.EnsureSuccessStatusCode();
        return OpenApiText.Parse(await response.Content.ReadAsStringAsync(cancellationToken), PublicAddress(configuration));
    }
}

internal static class ApiDocumentExtensions
{
    public static void AddApiDocument(this IHostApplicationBuilder builder) =>
        builder.Services.AddHttpClient<ApiDocument>(static client => client.BaseAddress = GalionApi.Address);

    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapGet(ApiDocument.Path, ReadDocument);

    private static async Task<IResult> ReadDocument(ApiDocument document, CancellationToken cancellationToken) =>
        TypedResults.Content((await document.ReadAsync(cancellationToken)).Json, "application/json");
}
