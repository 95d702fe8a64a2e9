using Galion.Platform.Accounts;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Platform.Generations;
using Galion.Platform.Jobs;
using Galion.Worker.Generations;
using Galion.Worker.Jobs;

namespace Galion.Worker;

/// <summary>What the worker is made of. Apart from <c>Program</c>, so that tests can host a worker of their own.</summary>
public static class WorkerServices
{
    public static IHostApplicationBuilder AddGalionWorker(this IHostApplicationBuilder builder)
    {
        builder.AddGalionDatabase();
        builder.AddCredits().AddCreditUpkeep();
        builder.AddAccountsUpkeep();
        builder.AddJobQueue();
        builder.AddGenerationWorker();
        builder.AddJobs(Schedules.All, AddHandlers);
        return builder;
    }

    /// <summary>Every kind of job this worker runs.</summary>
    private static void AddHandlers(JobHandlers jobs)
    {
        jobs.AddHandler<GenerateImageJob, GenerateImage>(image =>
        {
            // Painting is all computing: more at once than there are cores makes everybody wait longer.
            image.Concurrency = Environment.ProcessorCount;
            image.Timeout = TimeSpan.FromMinutes(10);
            image.Backoff = static attempt => TimeSpan.FromSeconds(attempt);
        });
        jobs.AddHandler<SweepStorageJob, SweepStorage>(sweep => sweep.Timeout = TimeSpan.FromMinutes(30));
    }
}
