using Aspire.Azure.Storage.Blobs;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

public static class AspireBlobStorageExtensions
{
    private const string SectionName = "Aspire:Azure:Storage:Blobs";

    /// <summary>Registers <see cref="BlobServiceClient"/> as a singleton, with the health check <c>Azure_BlobServiceClient</c> and tracing.</summary>
    /// <exception cref="InvalidOperationException">When the client is first asked for and neither connection string nor address is configured.</exception>
    public static void AddAzureBlobServiceClient(
        this IHostApplicationBuilder builder, string connectionName, Action<AzureStorageBlobsSettings>? configureSettings = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var settings = ReadSettings(builder.Configuration, connectionName);
        configureSettings?.Invoke(settings);

        builder.Services.TryAddSingleton(_ => Build(settings, connectionName));

        // Registering a client twice is harmless; a health check's name may be taken once only.
        if (!settings.DisableHealthChecks && builder.Properties.TryAdd("Aspire.HealthChecks.Azure_BlobServiceClient", true))
        {
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                "Azure_BlobServiceClient", services => new BlobStorageHealthCheck(services.GetRequiredService<BlobServiceClient>()),
                failureStatus: null, tags: null));
        }

        if (!settings.DisableTracing)
        {
            // The Azure SDK still asks for this switch before it emits activities.
            AppContext.SetSwitch("Azure.Experimental.EnableActivitySource", true);
            builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource("Azure.Storage.Blobs.*"));
        }
    }

    private static AzureStorageBlobsSettings ReadSettings(IConfiguration configuration, string connectionName)
    {
        var settings = new AzureStorageBlobsSettings();
        var section = configuration.GetSection(SectionName);
        section.Bind(settings);
        section.GetSection(connectionName).Bind(settings);

        if (configuration.GetConnectionString(connectionName) is { Length: > 0 } connectionString)
        {
            if (Uri.TryCreate(connectionString, UriKind.Absolute, out var serviceUri))
            {
                settings.ServiceUri = serviceUri;
            }
            else
            {
                settings.ConnectionString = connectionString;
            }
        }

        return settings;
    }

    private static BlobServiceClient Build(AzureStorageBlobsSettings settings, string connectionName)
    {
        if (!string.IsNullOrEmpty(settings.ConnectionString))
        {
            return new BlobServiceClient(settings.ConnectionString);
        }

        return settings.ServiceUri is { } serviceUri
            ? new BlobServiceClient(serviceUri, settings.Credential ?? new DefaultAzureCredential())
            : throw new InvalidOperationException(
                $"A BlobServiceClient could not be configured. Ensure valid connection information was provided in 'ConnectionStrings:{connectionName}' or specify a 'ConnectionString' or 'ServiceUri' in the '{SectionName}' configuration section.");
    }
}
