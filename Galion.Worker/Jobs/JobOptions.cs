namespace Galion.Worker.Jobs;

/// <summary>How one kind of job is run by this worker.</summary>
public sealed class JobHandlerOptions
{
    /// <summary>After this time the attempt's cancellation token fires and the attempt counts as failed.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many jobs of this kind run at once in one worker; null for as many as it has slots.</summary>
    public int? Concurrency { get; set; }

    /// <summary>How long to wait after a failed attempt (counted from 1), before jitter.</summary>
    public Func<int, TimeSpan> Backoff { get; set; } = static attempt => TimeSpan.FromSeconds(Math.Min(Math.Pow(attempt, 4), 3600));
}

/// <summary>How the worker as a whole behaves. The defaults resume a dead worker's job within 12 seconds.</summary>
public sealed class JobWorkerOptions
{
    public const string Section = "Galion:Jobs";

    /// <summary>How many jobs run at once: at least so many, and more where the handlers' own limits come to more together.</summary>
    public int Slots { get; set; } = 20;

    /// <summary>How long a claim lasts unless it is renewed.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often leases are renewed; three chances within a lease.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often expired leases are looked for.</summary>
    public TimeSpan Sweep { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often scheduled and retryable jobs that are due become available.</summary>
    public TimeSpan Promote { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often an idle worker looks for jobs that no notification announced.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>At shutdown, how long running jobs may go on before they are cancelled, and again before they are handed back anyway.</summary>
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a handler may ignore its cancellation before its lease is left to run out.</summary>
    public TimeSpan AbandonAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether jobs that end at the same moment are completed by one statement. A slot is free only after its job's completion has committed,
    /// so nothing is lost by it; off is for measuring.
    /// </summary>
    public bool CoalesceCompletions { get; set; } = true;
}
