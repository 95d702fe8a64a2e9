using System.Collections.Concurrent;
using Npgsql;

namespace Galion.Worker.Jobs;

/// <summary>
/// Renews the leases of all running jobs with one statement, from a thread and a connection of its own: handlers that block every pool thread
/// or use up every pooled connection do not cost a lease.
/// </summary>
internal sealed class JobLeases : IDisposable
{
    private readonly ConcurrentDictionary<long, RunningJob> _running = new();
    private readonly ManualResetEventSlim _stop = new();
    private readonly NpgsqlDataSource _database;
    private readonly JobStore _store;
    private readonly JobWorkerOptions _options;
    private readonly ILogger _logger;
    private readonly Lazy<Thread> _thread;

    public JobLeases(NpgsqlDataSource database, JobStore store, JobWorkerOptions options, ILogger<JobLeases> logger)
    {
        _database = database;
        _store = store;
        _options = options;
        _logger = logger;
        _thread = new Lazy<Thread>(() =>
        {
            var thread = new Thread(Beat) { IsBackground = true, Name = "job heartbeat" };
            thread.Start();
            return thread;
        });
    }

    internal ICollection<RunningJob> Running => _running.Values;

    internal int Count => _running.Count;

    internal void Add(RunningJob job)
    {
        _running[job.Job.Id] = job;
        _ = _thread.Value;
    }

    /// <summary>Ends the renewal of this attempt's lease, and of no later attempt's at the same job.</summary>
    internal void Remove(RunningJob job) => _running.TryRemove(KeyValuePair.Create(job.Job.Id, job));

    internal void RequestCancel(long jobId)
    {
        if (_running.TryGetValue(jobId, out RunningJob? job))
        {
            job.Stop(StopReason.CancelRequested);
        }
    }

    public void Dispose()
    {
        _stop.Set();
        if (_thread.IsValueCreated)
        {
            _thread.Value.Join(TimeSpan.FromSeconds(5));
        }

        _stop.Dispose();
    }

    private void Beat()
    {
        NpgsqlConnection? connection = null;
        TimeSpan wait = _options.Heartbeat;
        while (!_stop.Wait(wait))
        {
            try
            {
                connection ??= _database.OpenConnection();
                Renew(connection);
                wait = _options.Heartbeat;
            }
            catch (Exception e)
            {
                // Whatever it is, a thread that ended here would take the process with it.
                _logger.HeartbeatFailed(e);
                connection?.Dispose();
                connection = null;
                wait = _options.Heartbeat / 6;
            }
        }

        connection?.Dispose();
    }

    private void Renew(NpgsqlConnection connection)
    {
        RunningJob[] jobs = [.. _running.Values.Where(job => !job.IgnoresStop(_options.AbandonAfter))];
        if (jobs.Length == 0)
        {
            return;
        }

        long[] ids = Array.ConvertAll(jobs, static job => job.Job.Id);
        long[] fences = Array.ConvertAll(jobs, static job => job.Job.Fence);
        Dictionary<long, RunningJob> byId = jobs.ToDictionary(static job => job.Job.Id);
        foreach ((long id, bool lost, bool cancelRequested) in _store.Heartbeat(connection, ids, fences))
        {
            if (lost && !byId[id].Context.Completed)
            {
                byId[id].Stop(StopReason.LeaseLost);
            }
            else if (cancelRequested)
            {
                byId[id].Stop(StopReason.CancelRequested);
            }
        }
    }
}
