using Galion.Api.Accounts;
using Galion.Contracts;
using Galion.Contracts.NexusLang;
using Galion.Platform.Billing;
using Galion.Platform.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Galion.Api.NexusLang;

/// <summary>What runs have used, day by day.</summary>
internal static class NexusUsageApi
{
    /// <summary>Runs that ended longer ago are not kept.</summary>
    private const int MaxDays = 90;

    public static void MapNexusUsage(this RouteGroupBuilder group) =>
        group.MapGet("/usage", FindUsage).WithName(nameof(FindUsage)).WithSummary("Says what the caller's runs have used and cost, day by day.");

    /// <param name="days">How many days up to today: 1 to 90.</param>
    /// <param name="projectId">Of one project's runs alone.</param>
    private static async Task<Results<Ok<NexusUsageResponse>, ProblemHttpResult>> FindUsage(
        CurrentUser user, GalionDbContext db, TimeProvider clock, CancellationToken cancellationToken, int days = 30,
        [FromQuery(Name = "project_id")] Guid? projectId = null)
    {
        if (days is < 1 or > MaxDays)
        {
            return Problems.Invalid(
                ErrorCodes.ValidationFailed, "The usage of these days is not known.",
                new Dictionary<string, string[]> { ["days"] = [$"Use 1 to {MaxDays}."] });
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        DateOnly from = today.AddDays(1 - days);
        List<(DateOnly Day, Amounts Used)> rows = await db.QueryAsync(
            """
            SELECT (r.created_at AT TIME ZONE 'UTC')::date, count(*)::int, (count(*) FILTER (WHERE r.status = 'failed'))::int,
                   coalesce(sum(r.duration_us), 0)::bigint, coalesce(sum(r.steps), 0)::bigint, sum(r.charged_millicredits)::bigint,
                   coalesce(sum(ai.cost), 0)::bigint
            FROM nexus_runs r
            LEFT JOIN LATERAL (
                SELECT sum(CASE WHEN g.finished_at IS NULL THEN g.price_millicredits ELSE g.charged_millicredits END) AS cost
                FROM nexus_run_calls c JOIN generations g ON g.id = c.generation_id
                WHERE c.run_id = r.id) ai ON true
            WHERE r.user_id = $1 AND r.purpose = 'run' AND r.created_at >= $2 AND ($3::uuid IS NULL OR r.project_id = $3)
            GROUP BY 1
            """,
            [user.Id, new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero), projectId],
            row => (row.GetFieldValue<DateOnly>(0), new Amounts(row.GetInt32(1), row.GetInt32(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6))),
            cancellationToken);
        var used = rows.ToDictionary(row => row.Day, row => row.Used);
        return TypedResults.Ok(new NexusUsageResponse(
            from, today, rows.Aggregate(default(Amounts), (sum, row) => sum + row.Used).Describe(),
            [.. Enumerable.Range(0, days).Select(from.AddDays).Select(day => new NexusUsageDay(day, used.GetValueOrDefault(day).Describe()))]));
    }

    private readonly record struct Amounts(int Runs, int Failed, long DurationUs, long Steps, long Charged, long AiCharged)
    {
        public static Amounts operator +(Amounts a, Amounts b) => new(
            a.Runs + b.Runs, a.Failed + b.Failed, a.DurationUs + b.DurationUs, a.Steps + b.Steps, a.Charged + b.Charged, a.AiCharged + b.AiCharged);

        public NexusUsage Describe() => new(
            Runs, Failed, DurationUs / 1000.0, Steps, Millicredits.ToCredits(Charged), Millicredits.ToCredits(AiCharged),
            Millicredits.ToCredits(Charged + AiCharged));
    }
}
