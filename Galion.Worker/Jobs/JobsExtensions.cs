namespace Galion.Worker.Jobs;

internal static class JobsExtensions
{
    /// <summary>Runs the jobs whose handlers <paramref name="configure"/> lists, and enqueues the <paramref name="schedules"/>.</summary>
    internal static IHostApplicationBuilder AddJobs(
        this IHostApplicationBuilder builder, IReadOnlyList<JobSchedule> schedules, Action<JobHandlers> configure)
    {
        var options = new JobWorkerOptions();
        builder.Configuration.GetSection(JobWorkerOptions.Section).Bind(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Slots, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Heartbeat, options.Lease / 2);

        var handlers = new JobHandlers(builder.Services);
        configure(handlers);
        // Kinds wait for one another, as a program does for a picture: each that has a limit of its own finds a slot whatever the others do.
        options.Slots = Math.Max(options.Slots, handlers.All.Sum(handler => handler.Options.Concurrency ?? 0));
        builder.Services.AddSingleton(options).AddSingleton(handlers).AddSingleton(schedules);
        builder.Services.AddSingleton<JobStore>().AddSingleton<JobLeases>().AddSingleton<JobCompleter>().AddSingleton<JobRunner>();
        builder.Services.AddSingleton<JobListener>().AddSingleton<JobWorker>().AddSingleton<JobDepth>().AddSingleton<JobMaintenance>();
        builder.Services.AddSingleton(TimeProvider.System);

        // The host stops services in reverse: the worker first, which hands its jobs back.
        builder.Services.AddHostedService(services => services.GetRequiredService<JobListener>());
        builder.Services.AddHostedService(services => services.GetRequiredService<JobMaintenance>());
        builder.Services.AddHostedService<JobScheduler>();
        builder.Services.AddHostedService(services => services.GetRequiredService<JobWorker>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = (2 * options.ShutdownGrace) + TimeSpan.FromSeconds(3));
        return builder;
    }
}
