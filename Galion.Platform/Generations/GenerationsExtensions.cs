using Azure.Storage.Blobs;
using Galion.Contracts;
using Galion.Platform.Idempotency;
using Galion.Platform.Providers;
using Galion.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Galion.Platform.Generations;

public static class GenerationsExtensions
{
    /// <summary>
    /// Registers what the Api and the Worker share of generations, with their Redis and blob clients. Needs the database, credits and the job
    /// queue.
    /// </summary>
    public static IHostApplicationBuilder AddGenerations(this IHostApplicationBuilder builder)
    {
        builder.AddRedisClient(ResourceNames.Redis);
        builder.AddAzureBlobServiceClient(ResourceNames.Blobs);
        string container = builder.Configuration["Galion:BlobContainer"] ?? BlobStore.DefaultContainerName;
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => new BlobStore(
            services.GetRequiredService<BlobServiceClient>(), container, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(ProviderCatalog.BuiltIn);
        builder.Services.AddSingleton<GenerationSignals>();
        builder.Services.AddScoped<IdempotencyKeys>();
        builder.Services.AddScoped<GenerationIntake>();
        builder.Services.AddScoped<GenerationLifecycle>();
        builder.Services.AddScoped<GenerationCancellation>();
        return builder;
    }
}
