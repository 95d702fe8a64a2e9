using Galion.Contracts;
using Galion.Contracts.Accounts;
using Galion.Contracts.Credits;
using Galion.Contracts.Generations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Refit;

namespace Galion.Web.Session;

/// <summary>The typed clients of the API. They act for the person whose request is being served.</summary>
public static class GalionApi
{
    /// <summary>Where the API is found, through service discovery.</summary>
    public static Uri Address { get; } = new($"https+http://{ResourceNames.Api}");

    /// <summary>Adds one more typed client.</summary>
    public static IHttpClientBuilder AddApiClient<TApi>(this IServiceCollection services)
        where TApi : class =>
        services
            .AddRefitClient<TApi>(new RefitSettings(new SystemTextJsonContentSerializer(GalionJson.Options)))
            .ConfigureHttpClient(static client => client.BaseAddress = Address)
            .AddHttpMessageHandler<OnBehalfHandler>();

    /// <summary>Adds a plain client of the API, for what is passed on as it is.</summary>
    public static IHttpClientBuilder AddApiHttpClient<TClient>(this IServiceCollection services)
        where TClient : class =>
        services
            .AddHttpClient<TClient>(static client =>
            {
                client.BaseAddress = Address;
                // Event streams last as long as their runs.
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .AddHttpMessageHandler<OnBehalfHandler>();

    internal static void AddGalionApi(this IHostApplicationBuilder builder)
    {
        builder.Services.AddTransient<OnBehalfHandler>();
        builder.Services.AddApiClient<IAccountsApi>();
        builder.Services.AddApiClient<ICreditsApi>();
        builder.Services.AddApiClient<IGenerationsApi>();
    }
}
