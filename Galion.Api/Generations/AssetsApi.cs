using Galion.Api.Accounts;
using Galion.Platform.Data;
using Galion.Platform.Generations;
using Galion.Platform.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Galion.Api.Generations;

/// <summary>The files that generations made. The bytes come from the blob store; the API only hands out links that end soon.</summary>
internal static class AssetsApi
{
    // Far shorter than the link lives, so that a cached redirect never leads to an ended link.
    private const string RedirectCaching = "private, max-age=300";

    public static IEndpointRouteBuilder MapAssets(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/v2/assets").WithTags("Assets").RequireGalionUser();
        group.MapGet("/{id:guid}/content", ReadAsset).WithName(nameof(ReadAsset))
            .WithSummary("Redirects to a signed link of the file, valid for 15 minutes at most.");
        group.MapGet("/{id:guid}/thumbnail", ReadThumbnail).WithName(nameof(ReadThumbnail))
            .WithSummary("Redirects to a signed link of a small version, 512 pixels a side at most.");
        return routes;
    }

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> ReadAsset(
        Guid id, CurrentUser user, GalionDbContext db, BlobStore blobs, HttpResponse http, CancellationToken cancellationToken, bool download = false)
    {
        Asset? asset = await FindAsync(id, user, db, cancellationToken);
        return asset is null
            ? Problems.NotFound("asset")
            : await RedirectAsync(blobs, asset.BlobName, download ? asset.Name ?? $"galion-{asset.Id}{Path.GetExtension(asset.BlobName)}" : null, http, cancellationToken);
    }

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> ReadThumbnail(
        Guid id, CurrentUser user, GalionDbContext db, BlobStore blobs, HttpResponse http, CancellationToken cancellationToken)
    {
        Asset? asset = await FindAsync(id, user, db, cancellationToken);
        return asset?.ThumbnailBlobName is null
            ? Problems.NotFound("thumbnail")
            : await RedirectAsync(blobs, asset.ThumbnailBlobName, downloadAs: null, http, cancellationToken);
    }

    private static Task<Asset?> FindAsync(Guid id, CurrentUser user, GalionDbContext db, CancellationToken cancellationToken) =>
        db.Assets.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.UserId == user.Id, cancellationToken);

    private static async Task<RedirectHttpResult> RedirectAsync(
        BlobStore blobs, string blobName, string? downloadAs, HttpResponse http, CancellationToken cancellationToken)
    {
        Uri link = await blobs.SignReadLinkAsync(blobName, downloadAs, cancellationToken);
        http.Headers.CacheControl = RedirectCaching;
        http.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Redirect(link.AbsoluteUri);
    }
}
