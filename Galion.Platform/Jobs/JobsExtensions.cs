using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Galion.Platform.Jobs;

public static class JobsExtensions
{
    /// <summary>Registers the <see cref="JobQueue"/>. Running jobs is the worker's part.</summary>
    public static IHostApplicationBuilder AddJobQueue(this IHostApplicationBuilder builder)
    {
        builder.Services.AddScoped<JobQueue>();
        return builder;
    }
}
