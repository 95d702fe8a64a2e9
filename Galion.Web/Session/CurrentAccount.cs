using System.Net;
using Galion.Contracts.Accounts;
using Galion.Contracts.Credits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Refit;

namespace Galion.Web.Session;

/// <summary>Who is signed in and what they can spend, asked once per request. Pages find it loaded.</summary>
public sealed class CurrentAccount(
    IHttpContextAccessor accessor, IAccountsApi accounts, ICreditsApi creditsApi, ILogger<CurrentAccount> logger)
{
    private Task<bool>? _loading;

    public bool IsSignedIn => accessor.HttpContext?.User.Identity?.IsAuthenticated == true;

    /// <summary>Null when nobody is signed in.</summary>
    public string? Username => Me?.Username ?? accessor.HttpContext?.User.Identity?.Name;

    /// <summary>Null when nobody is signed in or the API did not answer.</summary>
    public string? Email => Me?.Email;

    /// <summary>Null when nobody is signed in or the API did not answer.</summary>
    public MeResponse? Me { get; private set; }

    /// <summary>Null when nobody is signed in or the API did not answer: the layout then shows no number at all.</summary>
    public CreditBalanceResponse? Balance { get; private set; }

    /// <summary>False when the API no longer knows the session: signed out elsewhere, account closed, token revoked.</summary>
    public Task<bool> LoadAsync(CancellationToken cancellationToken) => _loading ??= LoadOnceAsync(cancellationToken);

    /// <summary>Reads the balance again, after something on the page has changed it.</summary>
    public async Task ReloadBalanceAsync(CancellationToken cancellationToken)
    {
        try
        {
            Balance = await creditsApi.FindCreditsAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A page is worth showing without a number; the menu says that it is not known.
            logger.BalanceUnknown(e);
        }
    }

    private async Task<bool> LoadOnceAsync(CancellationToken cancellationToken)
    {
        if (!IsSignedIn)
        {
            return true;
        }
        var balance = ReloadBalanceAsync(cancellationToken);
        var known = await LoadMeAsync(cancellationToken);
        await balance;
        return known;
    }

    private async Task<bool> LoadMeAsync(CancellationToken cancellationToken)
    {
        try
        {
            Me = await accounts.FindMeAsync(cancellationToken);
            return true;
        }
        catch (ApiException e) when (e.StatusCode == HttpStatusCode.Unauthorized)
        {
            return false;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Pages that need no more than a name still work.
            logger.AccountUnknown(e);
            return true;
        }
    }
}
