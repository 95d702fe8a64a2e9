using Galion.Platform.NexusLang;

namespace Galion.Worker.NexusLang;

internal static class NexusWorkerExtensions
{
    /// <summary>Registers the warm runners, the hosts of runs and the sweeper. Needs the generations.</summary>
    public static IHostApplicationBuilder AddNexusWorker(this IHostApplicationBuilder builder)
    {
        builder.AddNexusLang();
        builder.Services.AddSingleton<RunnerPool>().AddHostedService(services => services.GetRequiredService<RunnerPool>());
        builder.Services.AddSingleton<RunSlots>();
        builder.Services.AddSingleton<NexusRunHostFactory>();
        builder.Services.AddSingleton<NexusSweeper>().AddHostedService(services => services.GetRequiredService<NexusSweeper>());
        return builder;
    }
}
