using System.Diagnostics;
using System.Text.Json;
using Galion.Contracts;
using Galion.Platform.Data;
using Npgsql;
using NpgsqlTypes;

namespace Galion.Platform.Jobs;

/// <summary>How and when a job runs. Anything left out has the default that suits most.</summary>
public sealed record EnqueueOptions
{
    public static EnqueueOptions Default { get; } = new();

    /// <summary>1 (first) to 4 (last).</summary>
    public short Priority { get; init; } = 2;

    /// <summary>Null for the job's own <see cref="IJob.MaxAttempts"/>.</summary>
    public short? MaxAttempts { get; init; }

    /// <summary>Not before this time; null for at once.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>While a job with this key is unfinished, enqueuing another returns that one instead.</summary>
    public string? UniqueKey { get; init; }
}

/// <summary>What became of a request to cancel a job.</summary>
public enum CancelOutcome
{
    /// <summary>It had not started and never will.</summary>
    Cancelled,

    /// <summary>It is running and was told; it ends when its handler does, within moments.</summary>
    Signalled,
    AlreadyFinished,
    NotFound,
}

/// <summary>Enqueues jobs in the context's transaction: a job exists if, and only if, the rows that asked for it do.</summary>
public sealed class JobQueue(GalionDbContext db)
{
    /// <returns>The job's id.</returns>
    public async Task<long> EnqueueAsync<TJob>(TJob job, EnqueueOptions? options, CancellationToken cancellationToken)
        where TJob : IJob
    {
        options ??= EnqueueOptions.Default;
        object?[] parameters =
        [
            TJob.Kind,
            new NpgsqlParameter { Value = JsonSerializer.Serialize(job, GalionJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
            options.Priority,
            options.MaxAttempts ?? TJob.MaxAttempts,
            new NpgsqlParameter { Value = options.RunAt?.ToUniversalTime() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            new NpgsqlParameter { Value = options.UniqueKey ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            new NpgsqlParameter { Value = Activity.Current?.Id ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        ];
        List<long> ids = await db.QueryAsync(
            "SELECT job_enqueue($1, $2, $3, $4, $5, $6, $7)", parameters, row => row.GetInt64(0), cancellationToken);
        return ids[0];
    }

    public async Task<CancelOutcome> RequestCancelAsync(long jobId, CancellationToken cancellationToken)
    {
        List<string> outcome = await db.QueryAsync(
            "SELECT job_request_cancel($1)", [jobId], row => row.GetString(0), cancellationToken);
        return outcome[0] switch
        {
            "cancelled" => CancelOutcome.Cancelled,
            "signalled" => CancelOutcome.Signalled,
            "finished" => CancelOutcome.AlreadyFinished,
            _ => CancelOutcome.NotFound,
        };
    }

    /// <returns>How many jobs of the same kind will be claimed before this one; null when it does not wait.</returns>
    public async Task<int?> CountAheadAsync(long jobId, CancellationToken cancellationToken)
    {
        List<int> count = await db.QueryAsync("""
            SELECT (SELECT count(*)::int FROM jobs other
                    WHERE other.state = 'available' AND other.kind = job.kind AND (other.priority, other.id) < (job.priority, job.id))
            FROM jobs job WHERE job.id = $1 AND job.state IN ('available', 'scheduled', 'retryable')
            """,
            [jobId], row => row.GetInt32(0), cancellationToken);
        return count.Count == 0 ? null : count[0];
    }
}
