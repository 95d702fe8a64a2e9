using Galion.Engines.Animating;
using Galion.Engines.Composing;
using Galion.Engines.Painting;
using Galion.Engines.Speaking;
using Galion.Engines.Writing;
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
        AddMaker(EngineModels.AnimatorId, static () => new VideoMaker(new AnimatorVideoGenerator()));
        AddMaker(EngineModels.SpeakerId, static () => new VoiceMaker(new SpeakerTextToSpeechClient()));
        AddMaker(EngineModels.ComposerId, static () => new MusicMaker(new ComposerMusicGenerator()));
        AddMaker(EngineModels.WriterId, static () => new TextMaker(new WriterChatClient()));
        builder.Services.AddHostedService<ProgramsCheck>();
        builder.Services.AddSingleton<CrashPoints>();
        builder.Services.AddScoped<GenerationRecorder>();
        builder.Services.AddSingleton<GenerationSweeper>().AddHostedService(services => services.GetRequiredService<GenerationSweeper>());
        builder.Services.AddSingleton<StorageSweeper>();
        return builder;

        void AddMaker(string model, Func<IMediaMaker> create) => builder.Services.AddKeyedSingleton(model, (_, _) => create());
    }
}
