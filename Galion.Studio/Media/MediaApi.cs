using System.Globalization;
using Galion.Contracts.Generations;

namespace Galion.Studio.Media;

/// <summary>
/// Files of the library under this app's own address: the browser may load nothing from elsewhere, and the signed link of the store
/// stays on the server.
/// </summary>
internal static class MediaApi
{
    public static void MapMedia(this IEndpointRouteBuilder endpoints)
    {
        var assets = endpoints.MapGroup("/assets/{id:guid}").RequireAuthorization();
        assets.MapGet("", (Guid id, bool? download, HttpContext context, IGenerationsApi api) =>
            ForwardAsync(context, range => api.ReadAssetAsync(id, download, range, context.RequestAborted)));
        assets.MapGet("/thumbnail", (Guid id, HttpContext context, IGenerationsApi api) =>
            ForwardAsync(context, range => api.ReadThumbnailAsync(id, range, context.RequestAborted)));
        endpoints.MapGet("/generations/{id:guid}/download", (Guid id, HttpContext context, IGenerationsApi api) =>
            ForwardAsync(context, _ => api.DownloadGenerationAsync(id, context.RequestAborted))).RequireAuthorization();
    }

    private static bool IsShown(string? mediaType) => mediaType?.Split('/') is ["image" or "audio" or "video", not "svg+xml"];

    /// <param name="context">The browser's request.</param>
    /// <param name="read">Asks the API, whose redirect to the store the HTTP client follows, for the given range of bytes.</param>
    private static async Task ForwardAsync(HttpContext context, Func<string?, Task<HttpResponseMessage>> read)
    {
        var response = context.Response;
        try
        {
            using var file = await read(context.Request.Headers.Range.FirstOrDefault());
            response.StatusCode = (int)file.StatusCode;
            if (!file.IsSuccessStatusCode)
            {
                return;
            }
            var headers = file.Content.Headers;
            response.ContentType = headers.ContentType?.ToString();
            response.ContentLength = headers.ContentLength;
            var isStored = headers.ContentLength is not null;
            response.Headers.AcceptRanges = isStored ? "bytes" : "none";
            response.Headers.ContentRange = headers.ContentRange?.ToString();
            // What is no picture, sound or video is never shown as a page of this site.
            response.Headers.ContentDisposition = headers.ContentDisposition?.ToString() ?? (IsShown(headers.ContentType?.MediaType) ? null : "attachment");
            response.Headers.LastModified = headers.LastModified?.ToString("R", CultureInfo.InvariantCulture);
            // An asset never changes under its id. Only this browser may keep it. A ZIP file, which is made while it is sent, nobody keeps.
            response.Headers.CacheControl = isStored ? "private, max-age=86400, immutable" : "no-store";
            await file.Content.CopyToAsync(response.Body, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader left.
        }
    }
}
