using System.Threading.Channels;
using Npgsql;

namespace Galion.Worker.Jobs;

/// <summary>The end of a job that is to be recorded, and what it is to be paid.</summary>
internal sealed record Completion(long Id, long Fence, Guid HoldId = default, long Millicredits = 0)
{
    /// <summary>Whether the job was still this attempt's to complete; set when that has committed.</summary>
    internal TaskCompletionSource<bool> Recorded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>
/// Completes jobs whose handlers did not do so themselves. While one statement is under way the next ones gather and share the statement
/// after it; nobody waits for a batch to fill, and every caller waits for the commit of its own. Paid jobs have statements of their own,
/// because those may wait for an account.
/// </summary>
internal sealed class JobCompleter : IDisposable
{
    private readonly Channel<Completion> _free = NewQueue();
    private readonly Channel<Completion> _paid = NewQueue();
    private readonly JobStore _store;
    private readonly bool _coalesce;

    public JobCompleter(JobStore store, JobWorkerOptions options)
    {
        _store = store;
        _coalesce = options.CoalesceCompletions;
        _ = PumpAsync(_free.Reader, store.CompleteManyAsync);
        _ = PumpAsync(_paid.Reader, store.CompletePaidAsync);
    }

    /// <returns>Whether the job was still this attempt's to complete.</returns>
    internal Task<bool> CompleteAsync(ClaimedJob job) =>
        _coalesce ? Enqueue(_free, new Completion(job.Id, job.Fence)) : _store.CompleteAsync(job.Id, job.Fence);

    /// <summary>Completes the job and settles its hold in one transaction.</summary>
    /// <returns>Whether the job was still this attempt's to complete; if not, nothing was settled.</returns>
    /// <exception cref="PostgresException">The hold could not be settled: <see cref="JobStore.NotSettled"/>. The job goes on as it was.</exception>
    internal async Task<bool> CompletePaidAsync(ClaimedJob job, Guid holdId, long millicredits)
    {
        var completion = new Completion(job.Id, job.Fence, holdId, millicredits);
        return _coalesce ? await Enqueue(_paid, completion) : (await _store.CompletePaidAsync([completion])).Contains(job.Id);
    }

    public void Dispose()
    {
        _free.Writer.TryComplete();
        _paid.Writer.TryComplete();
    }

    private static Channel<Completion> NewQueue() => Channel.CreateUnbounded<Completion>(new UnboundedChannelOptions { SingleReader = true });

    private Task<bool> Enqueue(Channel<Completion> queue, Completion completion)
    {
        ObjectDisposedException.ThrowIf(!queue.Writer.TryWrite(completion), this);
        return completion.Recorded.Task;
    }

    private static async Task PumpAsync(ChannelReader<Completion> queue, Func<IReadOnlyList<Completion>, Task<HashSet<long>>> record)
    {
        while (await queue.WaitToReadAsync())
        {
            List<Completion> batch = [];
            while (queue.TryRead(out Completion? completion))
            {
                batch.Add(completion);
            }

            await RecordAsync(batch, record);
        }
    }

    private static async Task RecordAsync(List<Completion> batch, Func<IReadOnlyList<Completion>, Task<HashSet<long>>> record)
    {
        try
        {
            HashSet<long> recorded = await record(batch);
            foreach (Completion completion in batch)
            {
                completion.Recorded.SetResult(recorded.Contains(completion.Id));
            }
        }
        catch (PostgresException) when (batch.Count > 1)
        {
            // One that the database refuses must not fail those that it shared a statement with.
            foreach (Completion completion in batch)
            {
                await RecordAsync([completion], record);
            }
        }
        catch (Exception e)
        {
            foreach (Completion completion in batch)
            {
                completion.Recorded.TrySetException(e);
            }
        }
    }
}
