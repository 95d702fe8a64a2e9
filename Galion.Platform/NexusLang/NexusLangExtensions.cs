using Galion.Platform.Ide;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Galion.Platform.NexusLang;

public static class NexusLangExtensions
{
    /// <summary>Registers what the Api and the Worker share of runs and projects. Needs the generations.</summary>
    public static IHostApplicationBuilder AddNexusLang(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<NexusLangOptions>().BindConfiguration(NexusLangOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddScoped<SourceTrees>();
        builder.Services.AddScoped<IdeStorage>();
        builder.Services.AddScoped<ProjectStore>();
        builder.Services.AddScoped<FileStore>();
        builder.Services.AddScoped<UploadStore>();
        builder.Services.AddScoped<CheckpointStore>();
        builder.Services.AddScoped<NexusRunIntake>();
        builder.Services.AddScoped<NexusRunLifecycle>();
        builder.Services.AddScoped<NexusRunCancellation>();
        builder.Services.AddScoped<NexusCallCancellation>();
        return builder;
    }
}
