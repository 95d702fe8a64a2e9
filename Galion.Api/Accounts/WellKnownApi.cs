using System.Text.Json.Serialization;
using Galion.Platform.Accounts;
using Galion.Platform.Accounts.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Galion.Api.Accounts;

/// <summary>What a service needs to verify our access tokens by itself: the public keys, and the document that leads to them.</summary>
public static class WellKnownApi
{
    private const string JwksPath = "/.well-known/jwks.json";

    public static IEndpointRouteBuilder MapWellKnown(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(JwksPath, FindSigningKeys).WithName(nameof(FindSigningKeys)).WithTags("Accounts");
        routes.MapGet("/.well-known/openid-configuration", FindIssuer).WithName(nameof(FindIssuer)).WithTags("Accounts");
        return routes;
    }

    private static async Task<Ok<JsonWebKeySet>> FindSigningKeys(SigningKeyRing keys, HttpResponse response, CancellationToken cancellationToken)
    {
        // A new key is published ten minutes before it signs, so that a copy five minutes old never lacks the key in use.
        response.Headers[HeaderNames.CacheControl] = "public, max-age=300";
        return TypedResults.Ok(new JsonWebKeySet(
            [.. (await keys.ListPublishedAsync(cancellationToken)).Select(key => new JsonWebKey("EC", "P-256", "sig", "ES256", key.Id, key.X, key.Y))]));
    }

    private static Ok<IssuerMetadata> FindIssuer(IOptions<AccountsOptions> options) =>
        TypedResults.Ok(new IssuerMetadata(options.Value.Issuer, new Uri(new Uri(options.Value.Issuer), JwksPath).ToString()));

    private sealed record JsonWebKeySet([property: JsonPropertyName("keys")] IReadOnlyList<JsonWebKey> Keys);

    private sealed record JsonWebKey(
        [property: JsonPropertyName("kty")] string KeyType,
        [property: JsonPropertyName("crv")] string Curve,
        [property: JsonPropertyName("use")] string Use,
        [property: JsonPropertyName("alg")] string Algorithm,
        [property: JsonPropertyName("kid")] string KeyId,
        [property: JsonPropertyName("x")] string X,
        [property: JsonPropertyName("y")] string Y);

    private sealed record IssuerMetadata(
        [property: JsonPropertyName("issuer")] string Issuer,
        [property: JsonPropertyName("jwks_uri")] string JwksUri);
}
