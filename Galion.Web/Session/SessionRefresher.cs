using System.Collections.Concurrent;
using System.Net;
using Galion.Contracts.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Refit;

namespace Galion.Web.Session;

/// <summary>
/// Exchanges a refresh token once, however many requests bring it at the same time. A browser sends requests in parallel, all with the
/// same cookie; were each to refresh on its own, the API would see a token used twice and end the whole session.
/// </summary>
internal sealed class SessionRefresher(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>Long enough for requests that left the browser before the answer with the new cookie arrived.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, Exchange> _exchanges = new(StringComparer.Ordinal);

    /// <summary>The next tokens, or null when the API refuses because the session has ended.</summary>
    /// <exception cref="HttpRequestException">The API could not be reached; the refresh token is still good.</exception>
    public async Task<SessionTokens?> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var exchange = _exchanges.GetOrAdd(
            refreshToken, static (token, state) => new Exchange(state.now, new(() => state.self.ExchangeAsync(token))), (self: this, now));
        try
        {
            return await exchange.Tokens.Value.WaitAsync(cancellationToken);
        }
        catch (Exception) when (exchange.Tokens.Value is { IsFaulted: true } or { IsCanceled: true })
        {
            _exchanges.TryRemove(new(refreshToken, exchange));
            throw;
        }
        finally
        {
            ForgetBefore(now - Remembered);
        }
    }

    private async Task<SessionTokens?> ExchangeAsync(string refreshToken)
    {
        // No request's own cancellation: others wait for the same answer.
        using var timeout = new CancellationTokenSource(Timeout, time);
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<IAccountsApi>();
        try
        {
            return SessionTokens.From(await accounts.RefreshAsync(new(refreshToken), timeout.Token), time.GetUtcNow());
        }
        catch (ApiException e) when (e.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return null;
        }
    }

    private void ForgetBefore(DateTimeOffset limit)
    {
        foreach (var (token, exchange) in _exchanges)
        {
            if (exchange.StartedAt < limit)
            {
                _exchanges.TryRemove(new(token, exchange));
            }
        }
    }

    private sealed record Exchange(DateTimeOffset StartedAt, Lazy<Task<SessionTokens?>> Tokens);
}
