using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Galion.Contracts;
using Galion.Platform.Data;
using Galion.Platform.Jobs;

namespace Galion.Worker.Jobs;

/// <summary>Which handler serves which kind of job. Filled once, at start.</summary>
public sealed class JobHandlers(IServiceCollection services)
{
    private readonly Dictionary<string, JobHandlerEntry> _byKind = [];

    internal IReadOnlyCollection<JobHandlerEntry> All => _byKind.Values;

    public JobHandlers AddHandler<TJob, THandler>(Action<JobHandlerOptions>? configure = null)
        where TJob : IJob
        where THandler : class, IJobHandler<TJob>
    {
        var options = new JobHandlerOptions();
        configure?.Invoke(options);
        services.AddScoped<THandler>();
        _byKind.Add(TJob.Kind, new JobHandlerEntry<TJob, THandler>(TJob.Kind, options));
        return this;
    }

    internal bool TryFind(string kind, [NotNullWhen(true)] out JobHandlerEntry? entry) => _byKind.TryGetValue(kind, out entry);
}

internal abstract class JobHandlerEntry(string kind, JobHandlerOptions options)
{
    private int _running;

    internal string Kind => kind;

    internal JobHandlerOptions Options => options;

    internal void Enter() => Interlocked.Increment(ref _running);

    internal void Leave() => Interlocked.Decrement(ref _running);

    /// <summary>How many more jobs of this kind may start, given the worker's free slots.</summary>
    internal int Free(int slots) => Math.Clamp((options.Concurrency ?? int.MaxValue) - Volatile.Read(ref _running), 0, slots);

    internal abstract Task<JobOutcome> RunAsync(
        IServiceProvider services, string args, JobContext context, CancellationToken cancellationToken);

    internal abstract Task DiscardAsync(
        IServiceProvider services, string args, JobContext context, Exception reason, GalionDbContext db, CancellationToken cancellationToken);
}

internal sealed class JobHandlerEntry<TJob, THandler>(string kind, JobHandlerOptions options) : JobHandlerEntry(kind, options)
    where TJob : IJob
    where THandler : class, IJobHandler<TJob>
{
    internal override Task<JobOutcome> RunAsync(
        IServiceProvider services, string args, JobContext context, CancellationToken cancellationToken) =>
        services.GetRequiredService<THandler>().RunAsync(Parse(args), context, cancellationToken);

    internal override async Task DiscardAsync(
        IServiceProvider services, string args, JobContext context, Exception reason, GalionDbContext db, CancellationToken cancellationToken)
    {
        TJob job;
        try
        {
            job = Parse(args);
        }
        catch (JsonException)
        {
            // What cannot be read cannot be undone either; the reason stays on the job's row.
            return;
        }

        IJobHandler<TJob> handler = services.GetRequiredService<THandler>();
        await handler.OnDiscardedAsync(job, context, reason, db, cancellationToken);
    }

    private static TJob Parse(string args) =>
        JsonSerializer.Deserialize<TJob>(args, GalionJson.Options) ?? throw new JsonException($"The arguments of a {typeof(TJob).Name} are null.");
}
