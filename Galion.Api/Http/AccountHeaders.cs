using System.Globalization;
using Galion.Api.Accounts;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Galion.Api.Http;

/// <summary>
/// Says in every answer to a signed-in caller what the account still has when the answer begins: credits, and room for generations under
/// way. A courtesy: without its database the answer goes out without it.
/// </summary>
internal sealed class AccountHeaders(NpgsqlDataSource database, IOptionsMonitor<LimitsOptions> options, ILogger<AccountHeaders> logger)
{
    public const string CreditsHeader = "x-galion-credits-remaining";
    public const string LimitHeader = "x-ratelimit-limit-concurrent";
    public const string RemainingHeader = "x-ratelimit-remaining-concurrent";

    private const int PatienceSeconds = 2;
    private const decimal MillicreditsPerCredit = 1000;

    public Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/api/v2", StringComparison.Ordinal) && CurrentUser.From(context.User) is { } user)
        {
            context.Response.OnStarting(() => WriteAsync(context, user.Id));
        }

        return next(context);
    }

    private async Task WriteAsync(HttpContext context, Guid userId)
    {
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            return;
        }

        try
        {
            await using NpgsqlCommand command = database.CreateCommand("""
                SELECT available, (SELECT count(*) FROM generations WHERE user_id = $1 AND finished_at IS NULL)
                FROM credit_accounts WHERE id = $1
                """);
            command.CommandTimeout = PatienceSeconds;
            command.Parameters.AddWithValue(userId);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(context.RequestAborted);
            if (await reader.ReadAsync(context.RequestAborted))
            {
                Write(context.Response.Headers, reader.GetInt64(0) / MillicreditsPerCredit, reader.GetInt64(1), options.CurrentValue.ConcurrentGenerations);
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            logger.AccountHeadersLeftOut(exception.GetType().Name);
        }
    }

    private static void Write(IHeaderDictionary headers, decimal credits, long underWay, int limit)
    {
        headers[CreditsHeader] = credits.ToString("0.###", CultureInfo.InvariantCulture);
        headers[LimitHeader] = limit.ToString(CultureInfo.InvariantCulture);
        headers[RemainingHeader] = Math.Max(0, limit - underWay).ToString(CultureInfo.InvariantCulture);
    }
}
