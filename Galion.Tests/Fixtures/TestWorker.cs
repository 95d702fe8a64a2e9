using Galion.Contracts;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Platform.Jobs;
using Galion.Worker;
using Galion.Worker.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Galion.Tests.Fixtures;

/// <summary>A worker in this process. It runs jobs when told to (<see cref="DrainAsync"/>) or, once started, by itself.</summary>
public sealed class TestWorker : IAsyncDisposable
{
    private readonly IHost _host;
    private bool _started;

    private TestWorker(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    /// <summary>The platform's own worker with all its handlers.</summary>
    /// <param name="services">What takes the place of the worker's own, such as an engine that fails.</param>
    public static TestWorker Create(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? services = null)
    {
        HostApplicationBuilder builder = CreateBuilder(settings);
        builder.AddGalionWorker();
        services?.Invoke(builder.Services);
        return new TestWorker(builder.Build());
    }

    /// <summary>A worker with a test's own handlers.</summary>
    internal static TestWorker Create(
        string connectionString, Action<JobHandlers> handlers, Action<JobWorkerOptions>? configure = null,
        Action<IServiceCollection>? services = null, IReadOnlyList<JobSchedule>? schedules = null)
    {
        HostApplicationBuilder builder = CreateBuilder(
            new Dictionary<string, string?> { [$"ConnectionStrings:{ResourceNames.Database}"] = connectionString });
        builder.AddGalionDatabase();
        builder.AddCredits();
        builder.AddJobQueue();
        builder.AddJobs(schedules ?? [], handlers);
        services?.Invoke(builder.Services);
        var worker = new TestWorker(builder.Build());
        configure?.Invoke(worker.Services.GetRequiredService<JobWorkerOptions>());
        return worker;
    }

    /// <summary>Runs every job that is due, and those that they enqueue, and returns when none is left.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) =>
        Services.GetRequiredService<JobWorker>().DrainAsync(cancellationToken);

    /// <summary>Lets the worker run in the background until it is disposed.</summary>
    public async Task<TestWorker> StartAsync(CancellationToken cancellationToken)
    {
        await _host.StartAsync(cancellationToken);
        _started = true;
        return this;
    }

    /// <summary>Stops as a process does that is asked to: running jobs are handed back.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _started = false;
        await _host.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_started)
        {
            await _host.StopAsync();
        }

        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static HostApplicationBuilder CreateBuilder(IReadOnlyDictionary<string, string?> settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Testing" });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddMetrics();
        return builder;
    }
}
