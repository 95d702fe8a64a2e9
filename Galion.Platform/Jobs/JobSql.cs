namespace Galion.Platform.Jobs;

/// <summary>Statements that both the queue and the worker use.</summary>
public static class JobSql
{
    public const string WakeChannel = "galion_jobs";
    public const string CancelChannel = "galion_job_cancel";

    /// <summary>$1 job, $2 fence.</summary>
    public const string Complete = """
        UPDATE jobs SET state = 'completed', finalized_at = clock_timestamp(), lease_until = NULL
        WHERE id = $1 AND fence = $2 AND state = 'running'
        """;
}
