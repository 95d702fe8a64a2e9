using Aspire.Azure.Npgsql;
using Aspire.Npgsql;
using Npgsql;

namespace Microsoft.Extensions.Hosting;

public static class AspireAzureNpgsqlExtensions
{
    /// <summary>
    /// Like <see cref="AspirePostgreSqlNpgsqlExtensions.AddNpgsqlDataSource"/>, and signs in with Entra ID where the connection string
    /// names no password, as Azure's flexible servers are deployed.
    /// </summary>
    public static void AddAzureNpgsqlDataSource(
        this IHostApplicationBuilder builder, string connectionName, Action<AzureNpgsqlSettings>? configureSettings = null,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null)
    {
        var azureSettings = new AzureNpgsqlSettings();
        builder.AddNpgsqlDataSource(
            connectionName,
            settings =>
            {
                Copy(settings, azureSettings);
                configureSettings?.Invoke(azureSettings);
                Copy(azureSettings, settings);
            },
            database =>
            {
                EntraSignIn.Configure(database, azureSettings.Credential);
                configureDataSourceBuilder?.Invoke(database);
            });
    }

    private static void Copy(NpgsqlSettings from, NpgsqlSettings to)
    {
        to.ConnectionString = from.ConnectionString;
        to.DisableHealthChecks = from.DisableHealthChecks;
        to.DisableMetrics = from.DisableMetrics;
        to.DisableTracing = from.DisableTracing;
    }
}
