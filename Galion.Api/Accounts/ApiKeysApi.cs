using Galion.Contracts;
using Galion.Contracts.Accounts;
using Galion.Platform.Accounts.ApiKeys;
using Galion.Platform.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Galion.Api.Accounts;

/// <summary>The API keys of the person who is signed in. A key cannot manage keys.</summary>
public static class ApiKeysApi
{
    // Revoked keys stay in the list, so that it can grow beyond the keys that work.
    private const int MaxListed = 200;

    public static IEndpointRouteBuilder MapApiKeys(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/v2/api-keys").WithTags("API keys").RequireGalionSession();
        group.MapPost("/", CreateApiKey).WithName(nameof(CreateApiKey))
            .WithSummary("Creates an API key; the answer is the only time that it is shown.");
        group.MapGet("/", ListApiKeys).WithName(nameof(ListApiKeys))
            .WithSummary("Lists API keys, without their secrets.");
        group.MapDelete("/{id:guid}", RevokeApiKey).WithName(nameof(RevokeApiKey))
            .WithSummary("Revokes an API key for good.");
        return routes;
    }

    private static async Task<Results<Created<CreatedApiKeyResponse>, ProblemHttpResult>> CreateApiKey(
        CreateApiKeyRequest request, CurrentUser user, ApiKeyStore keys, HttpContext context, CancellationToken cancellationToken)
    {
        TimeSpan? lifetime = request.ExpiresInDays is { } days ? TimeSpan.FromDays(days) : null;
        if (await keys.CreateAsync(user.Id, request.Name, lifetime, context.Origin(), cancellationToken) is not { } created)
        {
            return Problems.Create(
                StatusCodes.Status409Conflict, ErrorCodes.KeyLimitReached,
                $"You have {ApiKey.MaxActivePerUser} keys that work, which is the limit. Revoke one that you no longer use.");
        }

        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        ApiKey row = created.Row;
        return TypedResults.Created(
            (string?)null, new CreatedApiKeyResponse(row.Id, row.Name, created.Key, row.Prefix, row.LastFour, row.CreatedAt, row.ExpiresAt));
    }

    private static async Task<Ok<Page<ApiKeyResponse>>> ListApiKeys(CurrentUser user, GalionDbContext db, CancellationToken cancellationToken)
    {
        List<ApiKeyResponse> rows = await db.ApiKeys.Where(k => k.UserId == user.Id)
            .OrderBy(k => k.RevokedAt != null).ThenByDescending(k => k.Id)
            .Take(MaxListed)
            .Select(k => new ApiKeyResponse(k.Id, k.Name, k.Prefix, k.LastFour, k.CreatedAt, k.LastUsedAt, k.ExpiresAt, k.RevokedAt))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<ApiKeyResponse>(rows, HasMore: false, NextAfter: null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeApiKey(
        Guid id, CurrentUser user, ApiKeyStore keys, HttpContext context, CancellationToken cancellationToken) =>
        await keys.RevokeAsync(user.Id, id, context.Origin(), cancellationToken)
            ? TypedResults.NoContent()
            : Problems.Create(StatusCodes.Status404NotFound, ErrorCodes.NotFound, "You have no such key.");
}
