using Galion.Engines.Painting;
using Galion.Platform.Generations;
using Galion.Platform.Providers;
using Microsoft.Extensions.AI;

namespace Galion.Worker.Generations;

internal static class GenerationWorkerExtensions
{
    /// <summary>Registers the engines, the sweepers of generations and their files, and what the handlers share.</summary>
    public static IHostApplicationBuilder AddGenerationWorker(this IHostApplicationBuilder builder)
    {
        builder.AddGenerations();
        builder.Services.AddKeyedSingleton<IImageGenerator>(GalionPainter.ModelId, (_, _) => new PainterImageGenerator());
        builder.Services.AddSingleton<CrashPoints>();
        builder.Services.AddSingleton<GenerationSweeper>().AddHostedService(services => services.GetRequiredService<GenerationSweeper>());
        builder.Services.AddSingleton<StorageSweeper>();
        return builder;
    }
}
