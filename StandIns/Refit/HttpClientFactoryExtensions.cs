using Microsoft.Extensions.DependencyInjection;

namespace Refit;

public static class HttpClientFactoryExtensions
{
    /// <summary>Registers a client of <typeparamref name="T"/> on a named <see cref="HttpClient"/> of its own.</summary>
    public static IHttpClientBuilder AddRefitClient<T>(this IServiceCollection services, RefitSettings? settings = null)
        where T : class =>
        services.AddRefitClient<T>(_ => settings);

    public static IHttpClientBuilder AddRefitClient<T>(
        this IServiceCollection services, Func<IServiceProvider, RefitSettings?>? settingsAction, string? httpClientName = null)
        where T : class =>
        services.AddHttpClient(httpClientName ?? $"Refit.{typeof(T).FullName}")
            .AddTypedClient((client, provider) => RestService.For<T>(client, settingsAction?.Invoke(provider)));
}
