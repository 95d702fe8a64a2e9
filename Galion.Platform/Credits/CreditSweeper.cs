using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Galion.Platform.Credits;

/// <summary>
/// Returns the credits of holds whose lease ran out. By the lease, never by age alone: work that takes long extends its hold and keeps it.
/// Any number of sweepers may run at once.
/// </summary>
public sealed class CreditSweeper(NpgsqlDataSource database, ILogger<CreditSweeper> logger) : BackgroundService
{
    private const int BatchSize = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <returns>How many holds expired.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        int total = 0;
        int count;
        do
        {
            await using NpgsqlCommand command = database.CreateCommand("SELECT credit_expire_due($1)");
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = BatchSize });
            count = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
            total += count;
        }
        while (count == BatchSize);

        if (total > 0)
        {
            logger.HoldsExpired(total);
        }

        return total;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.SweepFailed(e);
            }
        }
    }
}
