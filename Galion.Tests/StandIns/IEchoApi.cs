using Refit;

namespace Galion.Tests.StandIns;

public enum Colour
{
    Red,
    DarkBlue,
}

public sealed record Item(string FullName, int Count);

public sealed record Problem(string Code);

public sealed record Echo(string Method, string RawPath, string Query, string? ContentType, string Body, Dictionary<string, string> Headers);

[Headers("X-Fixed: fixed", "Authorization: Bearer")]
public interface IEchoApi
{
    [Get("/items/{id}")]
    Task<Echo> FindAsync(string id, CancellationToken cancellationToken);

    [Get("/items")]
    Task<Echo> ListAsync(
        Colour? colour, [AliasAs("q")] string? search, int? limit, [Query(CollectionFormat.Multi)] string[]? tags, int[]? numbers,
        [Query(Format = "yyyy")] DateOnly? day);

    [Get("/items")]
    Task<Echo> FindWithTokenAsync([Authorize] string token);

    [Post("/items")]
    Task<Echo> CreateAsync([Body] Item item, [Header("Idempotency-Key")] string? idempotencyKey = null);

    [Put("/items")]
    Task<Echo> PutStreamAsync([Body] Stream content);

    [Get("/../status/{code}")]
    Task<Problem> FailAsync(int code);

    [Get("/../status/{code}")]
    Task FailSilentlyAsync(int code);

    [Get("/../status/{code}")]
    Task<IApiResponse<Problem>> TryAsync(int code);

    [Get("/../broken")]
    Task<Problem> ReadBrokenAsync();

    [Get("/../slow")]
    Task<HttpResponseMessage> OpenAsync(CancellationToken cancellationToken);

    [Get("/../slow")]
    Task<string> ReadSlowlyAsync(CancellationToken cancellationToken);

    [Multipart]
    [Post("/../upload")]
    Task<string[]> UploadAsync(StreamPart file, ByteArrayPart other, string title);
}

public interface IWrongApi
{
    [Get("/items/{id}")]
    Task<Echo> FindAsync(string other);
}
