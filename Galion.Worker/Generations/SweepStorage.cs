using Galion.Platform.Jobs;

namespace Galion.Worker.Generations;

/// <summary>Asks for one turn of the <see cref="StorageSweeper"/>; enqueued by the clock.</summary>
internal sealed record SweepStorageJob : IJob
{
    public static string Kind => "sweep_storage";
}

/// <summary>Running twice does no harm: what the first run deleted, the second does not find.</summary>
internal sealed class SweepStorage(StorageSweeper sweeper) : IJobHandler<SweepStorageJob>
{
    public async Task<JobOutcome> RunAsync(SweepStorageJob job, JobContext context, CancellationToken cancellationToken)
    {
        await sweeper.PurgeTrashAsync(cancellationToken);
        await sweeper.SweepBlobsAsync(cancellationToken);
        await sweeper.ForgetKeysAsync(cancellationToken);
        return JobOutcome.Done;
    }
}
