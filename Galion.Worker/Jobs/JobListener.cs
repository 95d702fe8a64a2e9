using Galion.Platform.Jobs;
using Npgsql;

namespace Galion.Worker.Jobs;

/// <summary>Listens for new jobs and for cancellations on a connection of its own, and reconnects for as long as the worker lives.</summary>
internal sealed class JobListener(NpgsqlDataSource database, JobLeases leases, ILogger<JobListener> logger) : BackgroundService
{
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);

    // A connection that died without a word is found out by asking; notifications that it missed are covered by polling meanwhile.
    private static readonly TimeSpan ProbeAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstConnectPatience = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal event Action? Woken;

    /// <summary>Returns when the connection listens, or after a moment without it: polling works all the same.</summary>
    internal Task WaitUntilListeningAsync(CancellationToken cancellationToken) =>
        Task.WhenAny(_listening.Task, Task.Delay(FirstConnectPatience, cancellationToken));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.ListenFailed(e);
                await Task.Delay(ReconnectAfter, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += OnNotification;
        await using (var listen = new NpgsqlCommand($"LISTEN {JobSql.WakeChannel}; LISTEN {JobSql.CancelChannel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        _listening.TrySetResult();
        Woken?.Invoke();
        while (true)
        {
            if (!await connection.WaitAsync(ProbeAfter, cancellationToken))
            {
                await using var probe = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = 5 };
                await probe.ExecuteScalarAsync(cancellationToken);
            }
        }
    }

    private void OnNotification(object sender, NpgsqlNotificationEventArgs notification)
    {
        if (notification.Channel == JobSql.WakeChannel)
        {
            Woken?.Invoke();
        }
        else if (long.TryParse(notification.Payload, out long jobId))
        {
            leases.RequestCancel(jobId);
        }
    }
}
