using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Galion.Platform.Credits;

/// <summary>
/// Checks without end that the books balance: what was written lately every half minute, all of it at the start and every hour. A violation
/// means that money appeared or vanished; it is logged as critical, counted, and degrades the worker's health until the books are right.
/// </summary>
public sealed class CreditConservation(NpgsqlDataSource database, ILogger<CreditConservation> logger) : BackgroundService, IHealthCheck
{
    public const string MeterName = "Galion.Credits";

    // Transfers that began before a check may commit after it, so each check looks back over this many ids.
    private const long Overlap = 10_000;
    private const int ReportedViolations = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FullInterval = TimeSpan.FromHours(1);
    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Violations = Meter.CreateCounter<long>(
        "galion.credits.violations", "{violation}", "Broken rules of the credit ledger found by the conservation check");

    private volatile string? _firstViolation;

    /// <summary>Checks the whole history.</summary>
    /// <returns>The broken rules with their subjects; empty when the books balance.</returns>
    public Task<IReadOnlyList<string>> CheckAllAsync(CancellationToken cancellationToken) =>
        CheckAsync("SELECT rule, subject FROM credit_all_violations()", null, cancellationToken);

    /// <summary>Checks the transfers of late and the accounts that they touched.</summary>
    public Task<IReadOnlyList<string>> CheckRecentAsync(CancellationToken cancellationToken) =>
        CheckAsync(
            "SELECT rule, subject FROM credit_violations((SELECT coalesce(max(id), 0) - $1 FROM credit_transfers))", Overlap, cancellationToken);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_firstViolation is { } violation
            ? HealthCheckResult.Degraded($"The credit ledger does not balance: {violation}")
            : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long nextFull = Environment.TickCount64;
        using var timer = new PeriodicTimer(Interval);
        do
        {
            try
            {
                if (Environment.TickCount64 >= nextFull)
                {
                    await CheckAllAsync(stoppingToken);
                    nextFull = Environment.TickCount64 + (long)FullInterval.TotalMilliseconds;
                }
                else if (_firstViolation is not null)
                {
                    await CheckAllAsync(stoppingToken);
                }
                else
                {
                    await CheckRecentAsync(stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.ConservationCheckFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<IReadOnlyList<string>> CheckAsync(string sql, long? from, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand(sql);
        command.CommandTimeout = 300;
        if (from is { } id)
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        }

        List<string> violations = [];
        await using (NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (violations.Count < ReportedViolations && await reader.ReadAsync(cancellationToken))
            {
                violations.Add($"{reader.GetString(0)}: {reader.GetString(1)}");
            }
        }

        foreach (string violation in violations)
        {
            logger.BooksDoNotBalance(violation);
        }

        Violations.Add(violations.Count);
        _firstViolation = violations.FirstOrDefault();
        return violations;
    }
}
