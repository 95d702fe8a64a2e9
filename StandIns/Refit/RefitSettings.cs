namespace Refit;

public class RefitSettings
{
    public RefitSettings()
        : this(new SystemTextJsonContentSerializer())
    {
    }

    public RefitSettings(IHttpContentSerializer contentSerializer)
    {
        ContentSerializer = contentSerializer;
    }

    public IHttpContentSerializer ContentSerializer { get; set; }

    /// <summary>Supplies the token of each request that carries an <c>Authorization</c> header with a scheme alone.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task<string>>? AuthorizationHeaderValueGetter { get; set; }
}
