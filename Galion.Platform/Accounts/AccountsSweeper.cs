using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Galion.Platform.Accounts;

/// <summary>
/// Removes, once an hour, what no longer has a use: sessions that ended or expired a month ago (until then their refresh tokens are still
/// recognised as stolen) and attempt counters whose window has passed.
/// </summary>
public sealed class AccountsSweeper(NpgsqlDataSource database, TimeProvider time, ILogger<AccountsSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                Log.AccountsNotSwept(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        int sessions = await ExecuteAsync(
            "DELETE FROM sessions WHERE LEAST(ended_at, expires_at) < now() - interval '30 days'", cancellationToken);
        int counters = await ExecuteAsync("DELETE FROM attempt_counters WHERE resets_at < now()", cancellationToken);
        Log.AccountsSwept(logger, sessions, counters);
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
