using System.Diagnostics;
using System.Net;
using Galion.Contracts;
using Galion.Contracts.Accounts;
using Galion.Platform.Accounts;
using Galion.Platform.Accounts.Passwords;
using Galion.Tests.Fixtures;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Galion.Tests.Accounts;

public sealed class SignInTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_sign_in_by_address_or_by_name_in_any_case_of_letters()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();

        foreach (string name in new[] { user.Session.Email, user.Session.Username, user.Session.Email.ToUpperInvariant() })
        {
            using HttpResponseMessage answer = await client.LogInAsync(name, user.Password, Cancelled);
            SessionResponse session = await answer.ReadSessionAsync(Cancelled);
            Assert.Equal(user.Id, session.UserId);
            Assert.NotEqual(user.Session.RefreshToken, session.RefreshToken);
            Assert.True(answer.Headers.CacheControl?.NoStore);
        }
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_answer()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();

        using HttpResponseMessage wrong = await client.LogInAsync(user.Session.Email, "not the password", Cancelled);
        using HttpResponseMessage unknown = await client.LogInAsync("nobody@example.com", "not the password", Cancelled);

        Assert.Equal(
            await Problem.AssertAsync(wrong, HttpStatusCode.Unauthorized, ErrorCodes.InvalidCredentials, Cancelled),
            await Problem.AssertAsync(unknown, HttpStatusCode.Unauthorized, ErrorCodes.InvalidCredentials, Cancelled));
    }

    [Fact]
    public void An_unknown_name_costs_the_same_work_as_a_known_one()
    {
        IOptions<PasswordHasherOptions> options = Options.Create(new PasswordHasherOptions { IterationCount = 50_000 });
        var verifier = new PasswordVerifier(options);
        var user = new GalionUser();
        user.PasswordHash = new PasswordHasher<GalionUser>(options).HashPassword(user, "the password");
        TimeSpan known = TimeSpan.MaxValue;
        TimeSpan unknown = TimeSpan.MaxValue;

        // The fastest of a few runs, taken in turn: a busy machine only ever makes one slower. Without the hash it would be a thousandth.
        for (int run = 0; run < 40 && (run < 3 || unknown / known is < 0.5 or > 2); run++)
        {
            known = Fastest(known, user);
            unknown = Fastest(unknown, whom: null);
        }

        Assert.InRange(unknown / known, 0.5, 2);

        TimeSpan Fastest(TimeSpan before, GalionUser? whom)
        {
            long start = Stopwatch.GetTimestamp();
            Assert.False(verifier.Verify(whom, "not the password", out string? _));
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            return elapsed < before ? elapsed : before;
        }
    }

    [Fact]
    public async Task The_sixth_try_is_refused_even_with_the_right_password_until_the_window_has_passed()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        for (int i = 0; i < 5; i++)
        {
            // By address and by name in turn: both lead to the same account and the same counter.
            using HttpResponseMessage wrong = await client.LogInAsync(
                i % 2 == 0 ? user.Session.Email : user.Session.Username, $"not the password {i}", Cancelled);
            await Problem.AssertAsync(wrong, HttpStatusCode.Unauthorized, ErrorCodes.InvalidCredentials, Cancelled);
        }

        using HttpResponseMessage locked = await client.LogInAsync(user.Session.Email, user.Password, Cancelled);
        await Problem.AssertAsync(locked, HttpStatusCode.TooManyRequests, ErrorCodes.AccountLocked, Cancelled);
        Assert.InRange(locked.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));

        // The lock is no weapon: who is signed in stays signed in.
        Assert.Equal(HttpStatusCode.OK, await client.StatusOfMeAsync(user.Session.AccessToken, Cancelled));
        using HttpResponseMessage refreshed = await client.RefreshAsync(user.Session.RefreshToken, Cancelled);
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);

        await app.Database.ExecuteAsync("UPDATE attempt_counters SET resets_at = now()", Cancelled);
        using HttpResponseMessage unlocked = await client.LogInAsync(user.Session.Email, user.Password, Cancelled);
        Assert.Equal(HttpStatusCode.OK, unlocked.StatusCode);
    }

    [Fact]
    public async Task An_unknown_name_is_locked_like_a_known_one()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();

        HttpStatusCode[] known = await TryAsync(user.Session.Email);
        HttpStatusCode[] unknown = await TryAsync("nobody@example.com");

        Assert.Equal([401, 401, 401, 401, 401, 429, 429], known.Select(s => (int)s));
        Assert.Equal(known, unknown);

        async Task<HttpStatusCode[]> TryAsync(string name)
        {
            var statuses = new HttpStatusCode[7];
            for (int i = 0; i < statuses.Length; i++)
            {
                using HttpResponseMessage answer = await client.LogInAsync(name, "not the password", Cancelled);
                statuses[i] = answer.StatusCode;
            }

            return statuses;
        }
    }

    [Fact]
    public async Task Thirty_guesses_at_once_get_no_more_than_five_tries()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
            client.LogInAsync(user.Session.Email, $"guess number {i}", Cancelled)));

        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.Unauthorized));
        Assert.Equal(25, answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Failures_over_many_accounts_are_limited_per_address()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled, ($"{AccountsOptions.SectionName}:FailedLoginsPerAddress", "4"));
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        async Task<HttpStatusCode> LogInFrom(string address, string name, string password)
        {
            using HttpResponseMessage answer = await client.LogInAsync(name, password, Cancelled, from: address);
            return answer.StatusCode;
        }

        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await LogInFrom("198.51.100.1", user.Session.Email, user.Password));
        }

        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await LogInFrom("198.51.100.1", $"person-{i}@example.com", "Summer in 2026"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await LogInFrom("198.51.100.1", "person-9@example.com", "Summer in 2026"));
        Assert.Equal(HttpStatusCode.OK, await LogInFrom("198.51.100.2", user.Session.Email, user.Password));
    }

    [Fact]
    public async Task A_hash_by_older_parameters_is_renewed_at_login()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        string old = new PasswordHasher<GalionUser>(Options.Create(new PasswordHasherOptions { IterationCount = 100_000 }))
            .HashPassword(new GalionUser(), user.Password);
        await app.Database.ExecuteAsync("UPDATE users SET password_hash = $1", Cancelled, old);

        using HttpResponseMessage first = await client.LogInAsync(user.Session.Email, user.Password, Cancelled);
        string renewed = await app.Database.ScalarAsync<string>("SELECT password_hash FROM users", Cancelled);
        using HttpResponseMessage second = await client.LogInAsync(user.Session.Email, user.Password, Cancelled);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.NotEqual(old, renewed);
        Assert.Equal(renewed, await app.Database.ScalarAsync<string>("SELECT password_hash FROM users", Cancelled));
    }

    [Fact]
    public async Task A_disabled_person_is_shut_out_within_five_seconds_and_told_so_only_with_the_right_password()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        CreatedApiKeyResponse key = await user.CreateApiKeyAsync("mine", Cancelled);
        Assert.Equal(HttpStatusCode.OK, await client.StatusOfMeAsync(user.Session.AccessToken, Cancelled));
        Assert.Equal(HttpStatusCode.OK, await client.StatusOfMeAsync(key.Key, Cancelled));

        await app.Database.ExecuteAsync("UPDATE users SET disabled_at = now()", Cancelled);

        await Task.WhenAll(
            client.AssertRefusedSoonAsync(user.Session.AccessToken, Cancelled), client.AssertRefusedSoonAsync(key.Key, Cancelled));
        using HttpResponseMessage refreshed = await client.RefreshAsync(user.Session.RefreshToken, Cancelled);
        await Problem.AssertAsync(refreshed, HttpStatusCode.Unauthorized, ErrorCodes.InvalidToken, Cancelled);
        using HttpResponseMessage right = await client.LogInAsync(user.Session.Email, user.Password, Cancelled);
        await Problem.AssertAsync(right, HttpStatusCode.Forbidden, ErrorCodes.AccountDisabled, Cancelled);
        using HttpResponseMessage wrong = await client.LogInAsync(user.Session.Email, "not the password", Cancelled);
        await Problem.AssertAsync(wrong, HttpStatusCode.Unauthorized, ErrorCodes.InvalidCredentials, Cancelled);
    }
}
