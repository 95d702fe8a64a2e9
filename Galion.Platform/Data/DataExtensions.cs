using Galion.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Galion.Platform.Data;

public static class DataExtensions
{
    /// <summary>
    /// Registers the <see cref="NpgsqlDataSource"/> of <see cref="ResourceNames.Database"/> and, on it, <see cref="GalionDbContext"/>.
    /// </summary>
    public static IHostApplicationBuilder AddGalionDatabase(this IHostApplicationBuilder builder)
    {
        builder.AddAzureNpgsqlDataSource(ResourceNames.Database, configureDataSourceBuilder: database =>
        {
            // The same few dozen statements run all day, so each connection keeps them parsed and planned.
            database.ConnectionStringBuilder.MaxAutoPrepare = 64;

            // Nothing here changes a session's settings, and undoing nothing would cost as much as a small statement, each time.
            database.ConnectionStringBuilder.NoResetOnClose = true;
        });

        // Both write a line for every statement at their default level.
        builder.Logging.AddFilter("Npgsql", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Services.AddDbContextPool<GalionDbContext>(
            (services, options) => options.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>()));
        return builder;
    }
}
