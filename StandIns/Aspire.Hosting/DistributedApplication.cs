using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>The application described by an AppHost: runs its resources as processes, or writes its manifest.</summary>
public class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IDistributedApplicationBuilder _builder;
    private readonly BuilderInterception? _interception;
    private readonly ServiceProvider _services;
    private readonly Orchestrator _orchestrator;
    private int _disposed;

    internal DistributedApplication(IDistributedApplicationBuilder builder, BuilderInterception? interception)
    {
        _builder = builder;
        _interception = interception;
        builder.Services.AddSingleton<ResourceNotificationService>();
        builder.Services.AddSingleton(new DistributedApplicationModel(builder.Resources));
        builder.Services.AddSingleton(builder.ExecutionContext);
        _services = builder.Services.BuildServiceProvider();
        _orchestrator = new Orchestrator(builder, ResourceNotifications);
    }

    public IServiceProvider Services => _services;

    public ResourceNotificationService ResourceNotifications => _services.GetRequiredService<ResourceNotificationService>();

    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) =>
        new DistributedApplicationBuilder(options);

    public virtual void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs until Ctrl+C, SIGTERM, SIGHUP or <paramref name="cancellationToken"/>; sets the exit code to 1 when a resource cannot start.</summary>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (_interception is not null)
        {
            await _interception.Released.WaitAsync(cancellationToken);
            return;
        }

        await using (this)
        {
            Environment.ExitCode = _builder.ExecutionContext.IsPublishMode
                ? await ManifestPublisher.PublishAsync(_builder, cancellationToken)
                : await new ConsoleSession(_builder, _orchestrator, ResourceNotifications).RunAsync(cancellationToken);
        }
    }

    /// <summary>Starts every resource and returns at once: await their health with <see cref="ResourceNotifications"/>.</summary>
    public virtual Task StartAsync(CancellationToken cancellationToken = default) => _orchestrator.StartAsync(cancellationToken);

    public virtual Task StopAsync(CancellationToken cancellationToken = default) => _orchestrator.StopAsync(cancellationToken);

    public virtual async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _orchestrator.DisposeAsync();
        await _services.DisposeAsync();
        _interception?.Release();
        GC.SuppressFinalize(this);
    }

    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }
}
