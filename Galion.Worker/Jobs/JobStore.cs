using Galion.Platform.Data;
using Galion.Platform.Jobs;
using Npgsql;

namespace Galion.Worker.Jobs;

/// <summary>A job that this worker holds.</summary>
internal sealed record ClaimedJob(
    long Id, string Kind, string Args, short Priority, int Attempt, int MaxAttempts, long Fence, string? TraceParent, double WaitSeconds,
    bool CancelRequested);

/// <summary>The worker's statements. Each is short, commits by itself, and takes its time from the database's clock.</summary>
internal sealed class JobStore(NpgsqlDataSource database, JobWorkerOptions options)
{
    internal static readonly string WorkerName = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>The SQLSTATE with which <c>job_complete_paid</c> refuses.</summary>
    internal const string NotSettled = "GC002";

    private const string ClaimedColumns =
        "id, kind, args::text, priority, attempt, max_attempts, fence, traceparent, extract(epoch FROM attempted_at - run_at)::float8, cancel_requested_at IS NOT NULL";

    // Candidates are locked per kind, so that a kind at its limit does not hide the others. = ANY(ARRAY(…)) keeps the planner on the primary key.
    private const string ClaimSql = $"""
        UPDATE jobs SET state = 'running', attempt = attempt + 1, fence = fence + 1, attempted_at = clock_timestamp(), attempted_by = $4,
          lease_until = clock_timestamp() + $5
        WHERE id = ANY(ARRAY(
          SELECT candidate.id FROM unnest($1::text[], $2::int[]) AS room(kind, free)
          CROSS JOIN LATERAL (
            SELECT id, priority FROM jobs WHERE state = 'available' AND kind = room.kind
            ORDER BY priority, id LIMIT room.free FOR NO KEY UPDATE SKIP LOCKED) candidate
          ORDER BY candidate.priority, candidate.id LIMIT $3))
        RETURNING {ClaimedColumns}
        """;

    // The same goes for = ANY($1) here.
    private const string CompleteManySql = """
        UPDATE jobs SET state = 'completed', finalized_at = clock_timestamp(), lease_until = NULL
        FROM unnest($1::bigint[], $2::bigint[]) AS done(id, fence)
        WHERE jobs.id = ANY($1) AND jobs.id = done.id AND jobs.fence = done.fence AND jobs.state = 'running'
        RETURNING jobs.id
        """;

    private const string ErrorEntry = "errors || jsonb_build_array(jsonb_build_object('at', clock_timestamp(), 'attempt', attempt, 'error', $3::text))";

    private const string RetrySql = $"""
        UPDATE jobs SET state = 'retryable', run_at = clock_timestamp() + $4, lease_until = NULL, errors = {ErrorEntry}
        WHERE id = $1 AND fence = $2 AND state = 'running'
        """;

    private const string SnoozeSql = """
        UPDATE jobs SET state = 'scheduled', run_at = clock_timestamp() + $3, lease_until = NULL, attempt = attempt - 1
        WHERE id = $1 AND fence = $2 AND state = 'running'
        """;

    private const string HandBackSql = """
        UPDATE jobs SET state = 'available', lease_until = NULL, attempt = attempt - 1
        WHERE id = $1 AND fence = $2 AND state = 'running'
        """;

    private const string EndSql = $"""
        UPDATE jobs SET state = $4, finalized_at = clock_timestamp(), lease_until = NULL, errors = {ErrorEntry}
        WHERE id = $1 AND fence = $2 AND state = 'running'
        """;

    // Locked rows are left alone: their handler is just completing them, and waiting for it would let the other leases run out.
    private const string HeartbeatSql = """
        WITH held AS (SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS held(id, fence)),
        free AS (
          SELECT jobs.id FROM jobs JOIN held USING (id) WHERE jobs.fence = held.fence AND jobs.state = 'running'
          FOR NO KEY UPDATE OF jobs SKIP LOCKED),
        renewed AS (UPDATE jobs SET lease_until = clock_timestamp() + $3 WHERE id = ANY(ARRAY(SELECT id FROM free)))
        SELECT held.id, jobs.id IS NULL, jobs.cancel_requested_at IS NOT NULL
        FROM held LEFT JOIN jobs ON jobs.id = held.id AND jobs.fence = held.fence AND jobs.state = 'running'
        """;

    // The first rescue is immediate; later ones are spread out, so that a job that kills its worker does not keep taking the same others along.
    private const string RescueSql = """
        UPDATE jobs SET
          state = CASE WHEN attempt = 1 THEN 'available' ELSE 'retryable' END,
          run_at = CASE WHEN attempt = 1 THEN run_at ELSE clock_timestamp() + (0.5 + random()) * power(attempt - 1, 2) * interval '1 second' END,
          lease_until = NULL,
          errors = errors || jsonb_build_array(jsonb_build_object(
            'at', clock_timestamp(), 'attempt', attempt, 'error', 'the worker ' || attempted_by || ' stopped without a word'))
        WHERE id = ANY(ARRAY(
          SELECT id FROM jobs
          WHERE state = 'running' AND lease_until < clock_timestamp() AND attempt < max_attempts AND cancel_requested_at IS NULL
          LIMIT 200 FOR NO KEY UPDATE SKIP LOCKED))
        """;

    private const string TakeExhaustedSql = $"""
        UPDATE jobs SET fence = fence + 1, attempted_by = $2, lease_until = clock_timestamp() + $3
        WHERE id = ANY(ARRAY(
          SELECT id FROM jobs
          WHERE state = 'running' AND lease_until < clock_timestamp() AND kind = ANY($1)
            AND (attempt >= max_attempts OR cancel_requested_at IS NOT NULL)
          LIMIT 50 FOR NO KEY UPDATE SKIP LOCKED))
        RETURNING {ClaimedColumns}
        """;

    private const string PromoteSql = """
        UPDATE jobs SET state = 'available'
        WHERE id = ANY(ARRAY(
          SELECT id FROM jobs WHERE state IN ('scheduled', 'retryable') AND run_at <= clock_timestamp()
          ORDER BY run_at LIMIT 1000 FOR NO KEY UPDATE SKIP LOCKED))
        """;

    private const string PruneSql = """
        DELETE FROM jobs WHERE id = ANY(ARRAY(
          SELECT id FROM jobs
          WHERE finalized_at < now() - CASE state WHEN 'completed' THEN interval '1 day' ELSE interval '7 days' END
          LIMIT 5000 FOR UPDATE SKIP LOCKED))
        """;

    // One part for each partial index, so that finished jobs, of which there are many, are never read.
    private const string CountUnfinishedSql = """
        SELECT kind, state, count(*) FROM jobs WHERE state = 'available' GROUP BY kind, state
        UNION ALL
        SELECT kind, state, count(*) FROM jobs WHERE state IN ('scheduled', 'retryable') GROUP BY kind, state
        UNION ALL
        SELECT kind, state, count(*) FROM jobs WHERE state = 'running' GROUP BY kind, state
        """;

    internal async Task<List<ClaimedJob>> ClaimAsync(string[] kinds, int[] free, int total)
    {
        // No cancellation: a claim whose answer is thrown away would charge the jobs an attempt.
        List<ClaimedJob> jobs = await ReadJobsAsync(ClaimSql, [kinds, free, total, WorkerName, options.Lease], CancellationToken.None);
        jobs.Sort(static (a, b) => a.Priority != b.Priority ? a.Priority.CompareTo(b.Priority) : a.Id.CompareTo(b.Id));
        return jobs;
    }

    internal Task<List<ClaimedJob>> TakeExhaustedAsync(string[] kinds, CancellationToken cancellationToken) =>
        ReadJobsAsync(TakeExhaustedSql, [kinds, WorkerName, options.Lease], cancellationToken);

    /// <returns>Whether the job was still this attempt's to complete.</returns>
    internal async Task<bool> CompleteAsync(long id, long fence) => await ExecuteAsync(JobSql.Complete, [id, fence], CancellationToken.None) == 1;

    /// <returns>The ids of the jobs that were still their attempts' to complete.</returns>
    internal Task<HashSet<long>> CompleteManyAsync(IReadOnlyList<Completion> jobs) =>
        ReadIdsAsync(CompleteManySql, [jobs.Select(job => job.Id).ToArray(), jobs.Select(job => job.Fence).ToArray()]);

    /// <summary>Completes the jobs and settles their holds, all or none.</summary>
    /// <returns>The ids of the jobs that were still their attempts' to complete.</returns>
    internal Task<HashSet<long>> CompletePaidAsync(IReadOnlyList<Completion> jobs) =>
        ReadIdsAsync(
            "SELECT job_complete_paid($1, $2, $3, $4)",
            [
                jobs.Select(job => job.Id).ToArray(), jobs.Select(job => job.Fence).ToArray(),
                jobs.Select(job => job.HoldId).ToArray(), jobs.Select(job => job.Millicredits).ToArray(),
            ]);

    internal async Task<bool> RetryAsync(ClaimedJob job, string error, TimeSpan after) =>
        await ExecuteAsync(RetrySql, [job.Id, job.Fence, error, after], CancellationToken.None) == 1;

    internal async Task<bool> SnoozeAsync(ClaimedJob job, TimeSpan after) =>
        await ExecuteAsync(SnoozeSql, [job.Id, job.Fence, after], CancellationToken.None) == 1;

    internal async Task<bool> HandBackAsync(ClaimedJob job) =>
        await ExecuteAsync(HandBackSql, [job.Id, job.Fence], CancellationToken.None) == 1;

    /// <summary>Ends a job for good in the context's transaction.</summary>
    internal static async Task<bool> EndAsync(
        GalionDbContext db, ClaimedJob job, string state, string error, CancellationToken cancellationToken) =>
        await db.ExecuteAsync(EndSql, [job.Id, job.Fence, error, state], cancellationToken) == 1;

    internal Task<int> RescueAsync(CancellationToken cancellationToken) => ExecuteAsync(RescueSql, [], cancellationToken);

    internal Task<int> PromoteAsync(CancellationToken cancellationToken) => ExecuteAsync(PromoteSql, [], cancellationToken);

    internal Task<int> PruneAsync(CancellationToken cancellationToken) => ExecuteAsync(PruneSql, [], cancellationToken);

    /// <summary>Renews leases on the caller's connection, without the thread pool.</summary>
    internal IEnumerable<(long Id, bool Lost, bool CancelRequested)> Heartbeat(NpgsqlConnection connection, long[] ids, long[] fences)
    {
        using var command = new NpgsqlCommand(HeartbeatSql, connection) { CommandTimeout = 3 };
        command.Parameters.AddAll([ids, fences, options.Lease]);
        using NpgsqlDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (reader.GetInt64(0), reader.GetBoolean(1), !reader.GetBoolean(1) && reader.GetBoolean(2));
        }
    }

    private async Task<List<ClaimedJob>> ReadJobsAsync(string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command(sql, parameters);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        List<ClaimedJob> jobs = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            jobs.Add(new ClaimedJob(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt16(3), reader.GetInt16(4), reader.GetInt16(5),
                reader.GetInt64(6), reader.IsDBNull(7) ? null : reader.GetString(7), reader.GetDouble(8), reader.GetBoolean(9)));
        }

        return jobs;
    }

    internal async Task<List<(string Kind, string State, long Count)>> CountUnfinishedAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command(CountUnfinishedSql, []);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        List<(string, string, long)> counts = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            counts.Add((reader.GetString(0), reader.GetString(1), reader.GetInt64(2)));
        }

        return counts;
    }

    private async Task<HashSet<long>> ReadIdsAsync(string sql, object?[] parameters)
    {
        await using NpgsqlCommand command = Command(sql, parameters);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        HashSet<long> ids = [];
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    }

    private async Task<int> ExecuteAsync(string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, object?[] parameters)
    {
        NpgsqlCommand command = database.CreateCommand(sql);
        command.Parameters.AddAll(parameters);
        return command;
    }
}
