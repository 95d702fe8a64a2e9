namespace Galion.Api;

/// <summary>Where clients reach the API: <c>Galion:PublicUrl</c>, or else the address that the request was sent to.</summary>
internal sealed class PublicAddress(IConfiguration configuration)
{
    private readonly string? _configured = configuration["Galion:PublicUrl"]?.TrimEnd('/');

    /// <returns>Scheme and host, without a slash at the end.</returns>
    public string For(HttpRequest request) => _configured ?? $"{request.Scheme}://{request.Host}";
}
