using Galion.Contracts;
using Galion.Contracts.Accounts;
using Galion.Platform.Accounts;
using Galion.Platform.Accounts.Sessions;
using Galion.Platform.Accounts.Tokens;
using Galion.Platform.Audit;
using Galion.Platform.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Galion.Api.Accounts;

/// <summary>Sign-up, sign-in and sessions.</summary>
public static class AuthApi
{
    // A password has at most 256 characters; nothing here needs more room than this.
    private const int MaxBodyBytes = 16 * 1024;

    public static IEndpointRouteBuilder MapAuth(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/v2/auth").WithTags("Accounts").WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        group.MapPost("/register", Register).WithName(nameof(Register))
            .WithSummary("Creates an account with 100 credits and signs it in.");
        group.MapPost("/guest", StartGuest).WithName(nameof(StartGuest))
            .WithSummary("Starts a session without an account, for running programs: 10 credits, tight limits, gone after an hour.");
        group.MapPost("/login", LogIn).WithName(nameof(LogIn))
            .WithSummary("Signs in with e-mail or username.");
        group.MapPost("/refresh", Refresh).WithName(nameof(Refresh))
            .WithSummary("Trades a refresh token, which is for one use, for a new session.");
        group.MapPost("/logout", LogOut).WithName(nameof(LogOut))
            .WithSummary("Ends a session; its tokens stop working.");
        group.MapGet("/me", FindMe).WithName(nameof(FindMe))
            .WithSummary("Shows the account behind the credential.").RequireGalionUserOrGuest();
        group.MapPost("/verify-token", VerifyToken).WithName(nameof(VerifyToken))
            .WithSummary("Says whose the credential is.").RequireGalionUser();
        return routes;
    }

    private static async Task<Results<Created<SessionResponse>, ProblemHttpResult>> Register(
        RegisterRequest request, SignUp signUp, HttpContext context, CancellationToken cancellationToken)
    {
        SignUpOutcome outcome = await signUp.SignUpAsync(
            request.Email, request.Username, request.Password, request.FullName, context.Origin(), cancellationToken);
        return outcome switch
        {
            SignUpOutcome.SignedUp done => TypedResults.Created("/api/v2/auth/me", Unstored(context, done.Tokens)),
            SignUpOutcome.Taken => Problems.Create(
                StatusCodes.Status409Conflict, ErrorCodes.AccountExists,
                "This e-mail address or username cannot be used. If you have an account, sign in instead."),
            SignUpOutcome.WeakPassword weak => Problems.Create(StatusCodes.Status400BadRequest, ErrorCodes.WeakPassword, weak.Fault),
            SignUpOutcome.Throttled throttled => Problems.TooMany(
                context, ErrorCodes.RateLimited, throttled.RetryAfter, "Many accounts were created from your network. Try again later."),
            _ => throw new InvalidOperationException(outcome.GetType().Name),
        };
    }

    private static async Task<Results<Created<SessionResponse>, ProblemHttpResult>> StartGuest(
        GuestSessions guests, HttpContext context, CancellationToken cancellationToken)
    {
        (SessionTokens? tokens, TimeSpan retryAfter) = await guests.StartAsync(context.Origin(), cancellationToken);
        return tokens is not null
            ? TypedResults.Created("/api/v2/auth/me", Unstored(context, tokens))
            : Problems.TooMany(
                context, ErrorCodes.RateLimited, retryAfter, "Many guests came from your network. Create an account, which is free, or try again later.");
    }

    private static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> LogIn(
        LoginRequest request, SignIn signIn, HttpContext context, CancellationToken cancellationToken)
    {
        SignInOutcome outcome = await signIn.SignInAsync(request.Email, request.Password, context.Origin(), cancellationToken);
        return outcome switch
        {
            SignInOutcome.SignedIn done => TypedResults.Ok(Unstored(context, done.Tokens)),
            SignInOutcome.WrongCredentials => Problems.Create(
                StatusCodes.Status401Unauthorized, ErrorCodes.InvalidCredentials, "The name or the password is not right."),
            SignInOutcome.Locked locked => Problems.TooMany(
                context, ErrorCodes.AccountLocked, locked.RetryAfter,
                "Too many wrong passwords were tried for this name. Wait and try again; sessions that are signed in go on."),
            SignInOutcome.Throttled throttled => Problems.TooMany(
                context, ErrorCodes.RateLimited, throttled.RetryAfter, "Too many wrong passwords came from your network. Try again later."),
            SignInOutcome.Disabled => Problems.Create(
                StatusCodes.Status403Forbidden, ErrorCodes.AccountDisabled, "This account has been disabled. Write to whoever runs this installation."),
            _ => throw new InvalidOperationException(outcome.GetType().Name),
        };
    }

    private static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> Refresh(
        RefreshRequest request, SessionStore sessions, HttpContext context, CancellationToken cancellationToken) =>
        await sessions.RefreshAsync(request.RefreshToken, context.Origin(), cancellationToken) is { } tokens
            ? TypedResults.Ok(Unstored(context, tokens))
            : InvalidToken("The refresh token is not valid, was used before or has expired. Sign in again.");

    // Not behind RequireGalionSession: with its refresh token, a session can be ended after its access token has expired.
    private static async Task<Results<NoContent, ProblemHttpResult>> LogOut(
        LogoutRequest? request, SessionStore sessions, HttpContext context, CancellationToken cancellationToken)
    {
        RequestOrigin origin = context.Origin();
        if (request?.RefreshToken is { } refreshToken)
        {
            return await sessions.LogOutAsync(refreshToken, origin, cancellationToken)
                ? TypedResults.NoContent()
                : InvalidToken("The refresh token is not valid.");
        }

        if (CurrentUser.From(context.User) is not { SessionId: { } sessionId } user)
        {
            return InvalidToken("Send the access token or the refresh token of the session to end.");
        }

        await sessions.LogOutAsync(user.Id, sessionId, origin, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<MeResponse>> FindMe(CurrentUser current, GalionDbContext db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.Users.Where(u => u.Id == current.Id)
            .Select(u => new MeResponse(u.Id, u.Email!, u.UserName!, u.FullName, u.AvatarUrl, u.Bio, u.EmailConfirmed, u.CreatedAt))
            .SingleAsync(cancellationToken));

    private static async Task<Ok<VerifyTokenResponse>> VerifyToken(CurrentUser current, GalionDbContext db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.Users.Where(u => u.Id == current.Id)
            .Select(u => new VerifyTokenResponse(true, u.Id, u.Email!, u.UserName!))
            .SingleAsync(cancellationToken));

    private static SessionResponse Unstored(HttpContext context, SessionTokens tokens)
    {
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return new SessionResponse(
            tokens.AccessToken, "Bearer", (int)AccessTokens.Lifetime.TotalSeconds, tokens.RefreshToken, tokens.User.Id, tokens.User.Email!,
            tokens.User.UserName!);
    }

    private static ProblemHttpResult InvalidToken(string detail) =>
        Problems.Create(StatusCodes.Status401Unauthorized, ErrorCodes.InvalidToken, detail);
}
