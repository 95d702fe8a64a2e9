using System.Threading.Channels;

namespace Galion.Worker.Jobs;

/// <summary>
/// Completes jobs whose handlers did not do so themselves. While one statement is under way the next ones gather and share the statement
/// after it; nobody waits for a batch to fill, and every caller waits for the commit of its own.
/// </summary>
internal sealed class JobCompleter : IDisposable
{
    private readonly Channel<Completion> _queue = Channel.CreateUnbounded<Completion>(new UnboundedChannelOptions { SingleReader = true });
    private readonly JobStore _store;
    private readonly bool _coalesce;

    public JobCompleter(JobStore store, JobWorkerOptions options)
    {
        _store = store;
        _coalesce = options.CoalesceCompletions;
        _ = PumpAsync();
    }

    /// <returns>Whether the job was still this attempt's to complete.</returns>
    internal Task<bool> CompleteAsync(ClaimedJob job)
    {
        if (!_coalesce)
        {
            return _store.CompleteAsync(job.Id, job.Fence);
        }

        var completion = new Completion(job.Id, job.Fence);
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(completion), this);

        return completion.Acknowledged.Task;
    }

    public void Dispose() => _queue.Writer.TryComplete();

    private async Task PumpAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            List<Completion> batch = [];
            while (_queue.Reader.TryRead(out Completion? completion))
            {
                batch.Add(completion);
            }

            await FlushAsync(batch);
        }
    }

    private async Task FlushAsync(List<Completion> batch)
    {
        try
        {
            HashSet<long> completed = await _store.CompleteManyAsync(
                [.. batch.Select(c => c.Id)], [.. batch.Select(c => c.Fence)]);
            foreach (Completion completion in batch)
            {
                completion.Acknowledged.SetResult(completed.Contains(completion.Id));
            }
        }
        catch (Exception e)
        {
            foreach (Completion completion in batch)
            {
                completion.Acknowledged.TrySetException(e);
            }
        }
    }

    private sealed record Completion(long Id, long Fence)
    {
        internal TaskCompletionSource<bool> Acknowledged { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
