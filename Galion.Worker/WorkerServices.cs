using Galion.Platform.Accounts;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Platform.Generations;
using Galion.Platform.Jobs;
using Galion.Platform.NexusLang;
using Galion.Worker.Generations;
using Galion.Worker.Jobs;
using Galion.Worker.NexusLang;

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
        builder.AddNexusWorker();
        var nexus = new NexusLangOptions();
        builder.Configuration.GetSection(NexusLangOptions.SectionName).Bind(nexus);
        builder.AddJobs(Schedules.All, jobs => AddHandlers(jobs, nexus));
        return builder;
    }

    /// <summary>Every kind of job this worker runs.</summary>
    private static void AddHandlers(JobHandlers jobs, NexusLangOptions nexus)
    {
        jobs.AddHandler<GenerateImageJob, GenerateImage>(image =>
        {
            // Painting is all computing: more at once than there are cores makes everybody wait longer.
            image.Concurrency = Environment.ProcessorCount;
            image.Timeout = TimeSpan.FromMinutes(10);
            image.Backoff = static attempt => TimeSpan.FromSeconds(attempt);
        });
        // Half of the processors: a long video must not keep everybody's sentence waiting.
        jobs.AddHandler<GenerateVideoJob, GenerateMedia<GenerateVideoJob>>(video =>
        {
            video.Concurrency = Math.Max(1, Environment.ProcessorCount / 2);
            video.Timeout = TimeSpan.FromMinutes(20);
            video.Backoff = static attempt => TimeSpan.FromSeconds(attempt);
        });
        jobs.AddHandler<GenerateMusicJob, GenerateMedia<GenerateMusicJob>>(music =>
        {
            music.Concurrency = Math.Max(1, Environment.ProcessorCount / 2);
            music.Timeout = TimeSpan.FromMinutes(10);
            music.Backoff = static attempt => TimeSpan.FromSeconds(attempt);
        });
        jobs.AddHandler<GenerateVoiceJob, GenerateMedia<GenerateVoiceJob>>(voice =>
        {
            voice.Concurrency = Environment.ProcessorCount;
            voice.Backoff = static attempt => TimeSpan.FromSeconds(attempt);
        });
        jobs.AddHandler<GenerateTextJob, GenerateMedia<GenerateTextJob>>(text =>
        {
            text.Concurrency = Environment.ProcessorCount;
            text.Backoff = static attempt => TimeSpan.FromSeconds(attempt);
        });
        jobs.AddHandler<RunNexusProgramJob, RunNexusProgram<RunNexusProgramJob>>(run =>
        {
            // The places are given out among those that are claimed, so that there must be more of these: whoever has none comes first.
            run.Concurrency = 2 * nexus.ProgramsUnderWay;
            run.Timeout = TimeSpan.FromMinutes(45);
            run.Backoff = static attempt => TimeSpan.FromSeconds(attempt);
        });
        jobs.AddHandler<CheckNexusProgramJob, RunNexusProgram<CheckNexusProgramJob>>(check =>
        {
            check.Concurrency = Math.Max(2, Environment.ProcessorCount);
            check.Backoff = static attempt => TimeSpan.FromSeconds(attempt);
        });
        jobs.AddHandler<SweepStorageJob, SweepStorage>(sweep => sweep.Timeout = TimeSpan.FromMinutes(30));
    }
}
