using System.Reflection;
using System.Security.Claims;
using Galion.Platform.Accounts;
using Microsoft.AspNetCore.Http.Metadata;

namespace Galion.Api.Accounts;

/// <summary>
/// Who makes the request, as an endpoint parameter: <c>CurrentUser user</c>. Only endpoints behind
/// <see cref="GalionAuthorization.RequireGalionUser{TBuilder}"/> or its stricter sibling may ask for it.
/// </summary>
/// <param name="Id">The person.</param>
/// <param name="SessionId">The session, when an access token was shown.</param>
/// <param name="ApiKeyId">The key, when an API key was shown.</param>
public sealed record CurrentUser(Guid Id, Guid? SessionId, Guid? ApiKeyId)
{
    /// <summary>Whether somebody tries things out without an account.</summary>
    public bool IsGuest { get; init; }

    internal const string UserClaim = "sub";
    internal const string SessionClaim = "sid";

    /// <summary>The session of a guest, who is let in by <see cref="GalionAuthorization.RequireGalionUserOrGuest{TBuilder}"/> alone.</summary>
    internal const string GuestClaim = "guest_sid";
    internal const string ApiKeyClaim = "api_key";

    public static ValueTask<CurrentUser?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<CurrentUser?>(From(context.User) ?? throw new InvalidOperationException(
            $"{context.GetEndpoint()?.DisplayName} asks for the current user, but lets anybody in: add RequireGalionUser()."));

    /// <returns>Null when nobody is signed in.</returns>
    public static CurrentUser? From(ClaimsPrincipal principal) =>
        Find(principal, UserClaim) is { } id
            ? new CurrentUser(id, Find(principal, SessionClaim), Find(principal, ApiKeyClaim))
            {
                IsGuest = principal.HasClaim(claim => claim.Type == GuestClaim),
            }
            : null;

    private static Guid? Find(ClaimsPrincipal principal, string claim) =>
        principal.FindFirst(claim) is { } found ? Guid.Parse(found.Value) : null;
}
