using System.Threading.Channels;

namespace Galion.Worker.Jobs;

/// <summary>
/// Claims jobs for free slots and starts them. Woken by notifications and by slots that become free; polling is the guarantee. At shutdown it
/// stops claiming, lets jobs finish for a moment, then cancels them and hands them back without charging an attempt.
/// </summary>
internal sealed class JobWorker : BackgroundService
{
    // A notification may run ahead of the commits beside it (see job_wake_workers), so the worker looks again shortly after it found something.
    private static readonly TimeSpan[] Echoes =
        [TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(12), TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250)];

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly JobHandlerEntry[] _handlers;
    private readonly string[] _kinds;
    private readonly JobStore _store;
    private readonly JobRunner _runner;
    private readonly JobLeases _leases;
    private readonly JobListener _listener;
    private readonly JobWorkerOptions _options;
    private readonly ILogger _logger;
    private readonly Timer _alarm;
    private int _occupied;
    private int _echo;
    private volatile bool _backlog;

    public JobWorker(
        JobHandlers handlers, JobStore store, JobRunner runner, JobLeases leases, JobListener listener, JobWorkerOptions options,
        ILogger<JobWorker> logger)
    {
        _handlers = [.. handlers.All];
        _kinds = [.. _handlers.Select(handler => handler.Kind)];
        _store = store;
        _runner = runner;
        _leases = leases;
        _listener = listener;
        _options = options;
        _logger = logger;
        _alarm = new Timer(_ => Wake());
    }

    internal void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Runs every job that is due, and those that they enqueue, and returns when none is left. For tests and tools.</summary>
    internal async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await _store.PromoteAsync(cancellationToken);
            int started = await ClaimAsync();
            Task[] running = [.. _leases.Running.Select(job => job.Finished)];
            if (running.Length == 0 && started == 0)
            {
                return;
            }

            await Task.WhenAll(running).WaitAsync(cancellationToken);
        }
    }

    public override void Dispose()
    {
        _alarm.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_handlers.Length == 0)
        {
            return;
        }

        // A job enqueued between the first claim and the first LISTEN would wait for a poll.
        await _listener.WaitUntilListeningAsync(stoppingToken);
        _listener.Woken += Wake;
        Wake();
        try
        {
            while (await _wake.Reader.WaitToReadAsync(stoppingToken))
            {
                _wake.Reader.TryRead(out _);
                await ClaimAndSetAlarmAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await StopJobsAsync();
        }
        finally
        {
            _listener.Woken -= Wake;
        }
    }

    private async Task ClaimAndSetAlarmAsync()
    {
        try
        {
            int started = await ClaimAsync();
            _echo = started > 0 ? 0 : _echo + 1;
            TimeSpan next = _echo < Echoes.Length ? Echoes[_echo] : _options.Poll;
            _alarm.Change(next, Timeout.InfiniteTimeSpan);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _logger.ClaimFailed(e);
            _alarm.Change(_options.Poll, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task<int> ClaimAsync()
    {
        int slots = _options.Slots - Volatile.Read(ref _occupied);
        int[] free = Array.ConvertAll(_handlers, handler => handler.Free(slots));
        int total = Math.Min(slots, free.Sum());
        if (total <= 0)
        {
            _backlog = true;
            return 0;
        }

        List<ClaimedJob> jobs = await _store.ClaimAsync(_kinds, free, total);
        _backlog = jobs.Count == total || _handlers.Index().Any(h => free[h.Index] > 0 && jobs.Count(job => job.Kind == h.Item.Kind) == free[h.Index]);
        foreach (ClaimedJob job in jobs)
        {
            Start(job);
        }

        return jobs.Count;
    }

    private void Start(ClaimedJob job)
    {
        JobHandlerEntry handler = _handlers[Array.IndexOf(_kinds, job.Kind)];
        var running = new RunningJob(job, handler);
        Interlocked.Increment(ref _occupied);
        handler.Enter();
        var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        running.Finished = finished.Task;
        _leases.Add(running);
        _ = Task.Run(async () =>
        {
            await _runner.RunAsync(running);
            _leases.Remove(running);
            running.Dispose();
            handler.Leave();
            Interlocked.Decrement(ref _occupied);
            finished.SetResult();
            if (_backlog)
            {
                Wake();
            }
        });
    }

    private async Task StopJobsAsync()
    {
        if (_leases.Count > 0)
        {
            _logger.WaitingForJobs(_leases.Count);
        }

        await WaitForJobsAsync(_options.ShutdownGrace);
        foreach (RunningJob job in _leases.Running)
        {
            job.Stop(StopReason.ShuttingDown);
        }

        await WaitForJobsAsync(_options.ShutdownGrace);
        foreach (RunningJob job in _leases.Running)
        {
            // Its handler ignores the cancellation. Handed back, the job is no longer its to complete.
            _logger.JobHandedBack(job.Job.Kind, job.Job.Id);
            await _store.HandBackAsync(job.Job);
        }
    }

    private async Task WaitForJobsAsync(TimeSpan patience)
    {
        Task all = Task.WhenAll(_leases.Running.Select(job => job.Finished));
        await Task.WhenAny(all, Task.Delay(patience));
    }
}
