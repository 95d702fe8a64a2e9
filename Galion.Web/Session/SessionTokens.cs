using System.Globalization;
using Galion.Contracts.Accounts;
using Microsoft.AspNetCore.Authentication;

namespace Galion.Web.Session;

/// <summary>The tokens of one signed-in browser. They live in the encrypted cookie and in the memory of one request, nowhere else.</summary>
/// <param name="AccessToken">Sent to the API as the bearer token.</param>
/// <param name="RefreshToken">For one use: each refresh hands out the next.</param>
/// <param name="ExpiresAt">When the access token expires, UTC.</param>
internal sealed record SessionTokens(string AccessToken, string RefreshToken, DateTimeOffset ExpiresAt)
{
    private const string Access = "access_token";
    private const string Refresh = "refresh_token";
    private const string Expires = "expires_at";

    public static SessionTokens From(SessionResponse session, DateTimeOffset now) =>
        new(session.AccessToken, session.RefreshToken, now.AddSeconds(session.ExpiresIn));

    /// <summary>Null when the ticket carries no tokens, as one written by another version may.</summary>
    public static SessionTokens? Read(AuthenticationProperties properties) =>
        properties.GetTokenValue(Access) is { Length: > 0 } access
        && properties.GetTokenValue(Refresh) is { Length: > 0 } refresh
        && DateTimeOffset.TryParse(
            properties.GetTokenValue(Expires), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var expiresAt)
            ? new(access, refresh, expiresAt)
            : null;

    public void WriteTo(AuthenticationProperties properties) => properties.StoreTokens(
    [
        new() { Name = Access, Value = AccessToken },
        new() { Name = Refresh, Value = RefreshToken },
        new() { Name = Expires, Value = ExpiresAt.ToString("O", CultureInfo.InvariantCulture) },
    ]);

    /// <summary>Keeps tokens out of logs and exception messages.</summary>
    public override string ToString() => $"{nameof(SessionTokens)} until {ExpiresAt:O}";
}
