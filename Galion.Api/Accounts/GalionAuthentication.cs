using System.Security.Claims;
using System.Text.Encodings.Web;
using Galion.Contracts;
using Galion.Platform.Accounts.ApiKeys;
using Galion.Platform.Accounts.Sessions;
using Galion.Platform.Accounts.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Galion.Api.Accounts;

/// <summary>
/// Authenticates by <c>Authorization: Bearer</c> with an access token or an API key, or by <c>X-API-Key</c> with an API key. A request
/// that shows more than one credential is refused rather than judged by whichever is looked at first.
/// </summary>
internal sealed class GalionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessTokens accessTokens,
    SessionGate sessions, ApiKeyGate apiKeys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    internal const string SchemeName = "Galion";
    private const string ApiKeyHeader = "X-API-Key";
    private const string BearerPrefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        StringValues authorization = Request.Headers.Authorization;
        StringValues apiKey = Request.Headers[ApiKeyHeader];
        switch (authorization.Count + apiKey.Count)
        {
            case 0:
                return AuthenticateResult.NoResult();
            case > 1:
                return AuthenticateResult.Fail("More than one credential was sent.");
        }

        if (apiKey.Count == 1)
        {
            return await AuthenticateApiKeyAsync(apiKey[0]!);
        }

        string header = authorization[0]!;
        if (!header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.Fail("The authorization scheme is not Bearer.");
        }

        string credential = header[BearerPrefix.Length..].Trim();
        return credential.StartsWith(ApiKeyCodec.Prefix, StringComparison.Ordinal)
            ? await AuthenticateApiKeyAsync(credential)
            : await AuthenticateAccessTokenAsync(credential);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        bool credentialShown = Request.Headers.Authorization.Count + Request.Headers[ApiKeyHeader].Count > 0;
        // RFC 6750: without a credential, the challenge names no error.
        Response.Headers.Append(
            HeaderNames.WWWAuthenticate, credentialShown ? "Bearer realm=\"galion\", error=\"invalid_token\"" : "Bearer realm=\"galion\"");
        return (credentialShown
            ? Problems.Create(
                StatusCodes.Status401Unauthorized, ErrorCodes.InvalidToken,
                "The access token or API key is not valid, has expired or was revoked. Sign in again or use another key.")
            : Problems.Create(
                StatusCodes.Status401Unauthorized, ErrorCodes.Unauthenticated,
                "Send an access token or an API key: Authorization: Bearer …")).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Create(
            StatusCodes.Status403Forbidden, ErrorCodes.Forbidden,
            CurrentUser.From(Context.User) is { ApiKeyId: not null }
                ? "An API key may not do this. Sign in instead."
                : Context.User.HasClaim(claim => claim.Type == CurrentUser.GuestClaim)
                ? "A guest may not do this. Create an account, which is free, or sign in."
                : "Your account may not do this.").ExecuteAsync(Context);

    private async Task<AuthenticateResult> AuthenticateAccessTokenAsync(string token)
    {
        if (await accessTokens.VerifyAsync(token, Context.RequestAborted) is not { } claims)
        {
            return AuthenticateResult.Fail("The access token is not valid.");
        }

        return await sessions.FindAsync(claims.SessionId, claims.UserId, Context.RequestAborted) is { } session
            ? Succeed(claims.UserId, new Claim(session.IsGuest ? CurrentUser.GuestClaim : CurrentUser.SessionClaim, claims.SessionId.ToString()))
            : AuthenticateResult.Fail("The session has ended.");
    }

    private async Task<AuthenticateResult> AuthenticateApiKeyAsync(string key) =>
        await apiKeys.VerifyAsync(key, Context.RequestAborted) is { } identity
            ? Succeed(identity.UserId, new Claim(CurrentUser.ApiKeyClaim, identity.KeyId.ToString()))
            : AuthenticateResult.Fail("The API key is not valid.");

    private static AuthenticateResult Succeed(Guid userId, Claim credential)
    {
        var identity = new ClaimsIdentity([new Claim(CurrentUser.UserClaim, userId.ToString()), credential], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
