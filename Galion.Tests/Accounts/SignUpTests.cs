using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Galion.Contracts;
using Galion.Contracts.Accounts;
using Galion.Platform.Accounts;
using Galion.Tests.Fixtures;

namespace Galion.Tests.Accounts;

public sealed class SignUpTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_person_is_signed_in_has_100_credits_and_is_found_under_me()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);

        MeResponse? me = await user.Client.GetFromJsonAsync<MeResponse>("/api/v2/auth/me", GalionJson.Options, Cancelled);

        Assert.Equal((user.Id, user.Session.Email, user.Session.Username, false), (me!.Id, me.Email, me.Username, me.IsVerified));
        Assert.Equal(("Bearer", 900), (user.Session.TokenType, user.Session.ExpiresIn));
        Assert.Equal(100_000, await app.Database.ScalarAsync<long>(
            "SELECT available FROM credit_accounts WHERE id = $1 AND included = 100000", Cancelled, user.Id));
        using HttpResponseMessage verified = await user.Client.PostAsync("/api/v2/auth/verify-token", content: null, Cancelled);
        Assert.Equal(
            new VerifyTokenResponse(true, user.Id, user.Session.Email, user.Session.Username),
            await verified.Content.ReadFromJsonAsync<VerifyTokenResponse>(GalionJson.Options, Cancelled));
    }

    [Fact]
    public async Task A_taken_address_and_a_taken_name_get_the_same_answer_in_any_case_of_letters()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();

        using HttpResponseMessage sameEmail = await client.RegisterAsync(user.Session.Email.ToUpperInvariant(), "somebody", user.Password, Cancelled);
        using HttpResponseMessage sameName = await client.RegisterAsync("other@example.com", user.Session.Username.ToUpperInvariant(), user.Password, Cancelled);

        Assert.Equal(
            await Problem.AssertAsync(sameEmail, HttpStatusCode.Conflict, ErrorCodes.AccountExists, Cancelled),
            await Problem.AssertAsync(sameName, HttpStatusCode.Conflict, ErrorCodes.AccountExists, Cancelled));
        Assert.Equal(1, await app.Database.ScalarAsync<long>("SELECT count(*) FROM users", Cancelled));
    }

    [Fact]
    public async Task Twelve_sign_ups_at_once_with_one_address_make_one_account()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using HttpClient client = app.CreateClient();

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            client.RegisterAsync("race@example.com", $"racer-{i}", TestUsers.Password, Cancelled)));

        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.Created));
        Assert.Equal(11, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(1, await app.Database.ScalarAsync<long>("SELECT count(*) FROM credit_accounts WHERE kind = 'customer'", Cancelled));
    }

    [Fact]
    public async Task Without_its_credits_an_account_is_not_created_at_all()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        await app.Database.ExecuteAsync("ALTER FUNCTION credit_grant RENAME TO credit_grant_elsewhere", Cancelled);

        using HttpResponseMessage failed = await client.RegisterAsync("late@example.com", "latecomer", TestUsers.Password, Cancelled);

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal(0, await app.Database.ScalarAsync<long>(
            "SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM sessions) + (SELECT count(*) FROM audit_events)", Cancelled));
    }

    [Fact]
    public async Task Known_short_and_guessable_passwords_are_refused()
    {
        string[] refused =
        [
            "Password123!", "galion2026", "Galion!2026", "p4$$w0rd", "Dragon1987!", "qwertyuiop", "12345678", "abcdefgh", "87654321", "aaaabbbb",
            "letmein99", "margaret-sails1", "m.hamilton2026", "iloveyou", "short 7",
        ];
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using HttpClient client = app.CreateClient();

        List<string> accepted = [];
        foreach (string password in refused)
        {
            using HttpResponseMessage answer = await client.RegisterAsync("m.hamilton@example.com", "margaret-sails", password, Cancelled);
            if (answer.StatusCode != HttpStatusCode.BadRequest)
            {
                accepted.Add($"{password}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(accepted);
        using HttpResponseMessage common = await client.RegisterAsync("a@example.com", "abc", "Password123!", Cancelled);
        await Problem.AssertAsync(common, HttpStatusCode.BadRequest, ErrorCodes.WeakPassword, Cancelled);
    }

    [Fact]
    public async Task Long_passwords_spaces_and_any_script_are_accepted_and_compared_to_their_last_character()
    {
        string[] passwords =
        [
            "x7#kqz2m", "correct horse battery staple", "  spaces count too  ", "пароль из слов", "静かな海の帆船模型", "⛵🌊🐚🦀🪸🐬🐠🌅",
            new string('x', 70) + "abcdefghijk", string.Concat(Enumerable.Repeat("ab9-", 64)),
        ];
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using HttpClient client = app.CreateClient();

        for (int i = 0; i < passwords.Length; i++)
        {
            using HttpResponseMessage registered = await client.RegisterAsync($"p{i}@example.com", $"person-{i}", passwords[i], Cancelled);
            Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
            using HttpResponseMessage signedIn = await client.LogInAsync($"person-{i}", passwords[i], Cancelled);
            Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
            using HttpResponseMessage almost = await client.LogInAsync($"person-{i}", passwords[i][..^1] + "!", Cancelled);
            Assert.Equal(HttpStatusCode.Unauthorized, almost.StatusCode);
        }
    }

    [Fact]
    public async Task A_password_of_a_megabyte_is_refused_before_anything_is_hashed()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        app.UseKestrel(0);
        app.StartServer();
        using HttpClient client = app.CreateClient();
        // The client then waits with the body until it is asked for, instead of meeting a closed connection midway.
        client.DefaultRequestHeaders.ExpectContinue = true;
        string megabyte = new('p', 1 << 20);

        using HttpResponseMessage register = await client.RegisterAsync("big@example.com", "bigger", megabyte, Cancelled);
        using HttpResponseMessage logIn = await client.LogInAsync("big@example.com", megabyte, Cancelled);

        Assert.Equal(
            (HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge), (register.StatusCode, logIn.StatusCode));
    }

    [Theory]
    [InlineData("""{"email":"not an address","username":"fine","password":"sails over quiet harbours"}""")]
    [InlineData("""{"email":"a\u0000b@example.com","username":"fine","password":"sails over quiet harbours"}""")]
    [InlineData("""{"email":"a@b@c","username":"fine","password":"sails over quiet harbours"}""")]
    [InlineData("""{"email":"a@example.com","username":"no","password":"sails over quiet harbours"}""")]
    [InlineData("""{"email":"a@example.com","username":"with space","password":"sails over quiet harbours"}""")]
    [InlineData("""{"email":"a@example.com","username":"fine\n","password":"sails over quiet harbours"}""")]
    [InlineData("""{"email":"a@example.com","username":"fine","password":"sails over quiet harbours","full_name":"a\u0000b"}""")]
    [InlineData("""{"email":"a@example.com","username":"fine"}""")]
    [InlineData("""{"email":7,"username":"fine","password":"sails over quiet harbours"}""")]
    [InlineData("""{"email":"a@example.com","username":"fine","password":"\ud800 lone surrogate"}""")]
    [InlineData("{")]
    [InlineData("null")]
    public async Task A_request_that_makes_no_sense_is_the_callers_fault(string body)
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using HttpClient client = app.CreateClient();

        using HttpResponseMessage answer = await client.PostAsync(
            "/api/v2/auth/register", new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Sign_ups_are_limited_per_address_and_per_network_of_one_customer()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled, ($"{AccountsOptions.SectionName}:SignUpsPerHour", "2"));
        using HttpClient client = app.CreateClient();
        async Task<HttpStatusCode> SignUpFrom(string address)
        {
            string name = $"n{Guid.NewGuid():N}";
            using HttpResponseMessage answer = await client.RegisterAsync($"{name}@example.com", name, TestUsers.Password, Cancelled, from: address);
            Assert.Equal(answer.StatusCode == HttpStatusCode.TooManyRequests, answer.Headers.RetryAfter?.Delta > TimeSpan.FromMinutes(50));
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.Created, await SignUpFrom("198.51.100.1"));
        Assert.Equal(HttpStatusCode.Created, await SignUpFrom("::ffff:198.51.100.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await SignUpFrom("198.51.100.1"));
        Assert.Equal(HttpStatusCode.Created, await SignUpFrom("198.51.100.2"));
        Assert.Equal(HttpStatusCode.Created, await SignUpFrom("2001:db8:0:1::1"));
        Assert.Equal(HttpStatusCode.Created, await SignUpFrom("2001:db8:0:1:ffff::2"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await SignUpFrom("2001:db8:0:1::3"));
        Assert.Equal(HttpStatusCode.Created, await SignUpFrom("2001:db8:0:2::1"));
    }

    [Fact]
    public async Task Passwords_are_stored_as_pbkdf2_with_sha512_and_210_000_iterations()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);

        byte[] hash = Convert.FromBase64String(
            await app.Database.ScalarAsync<string>("SELECT password_hash FROM users WHERE id = $1", Cancelled, user.Id));

        // Identity's format 1: marker, function (2 = SHA-512) and iterations, big-endian.
        Assert.Equal(
            (1, 2u, 210_000u),
            ((int)hash[0], BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)), BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5))));
    }

    [Fact]
    public async Task The_owners_account_is_made_at_the_first_start_and_left_alone_afterwards()
    {
        await using TestApp app = await TestApp.StartAsync(
            Cancelled, ("Galion:Owner:Email", "owner@example.com"), ("Galion:Owner:Password", "a quay of one's own"));
        using HttpClient client = app.CreateClient();
        await using TestApp another = app.StartAnother();
        using HttpClient anotherClient = another.CreateClient();

        using HttpResponseMessage signedIn = await anotherClient.LogInAsync("owner", "a quay of one's own", Cancelled);

        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        Assert.Equal(1, await app.Database.ScalarAsync<long>("SELECT count(*) FROM users WHERE is_admin AND email_confirmed", Cancelled));
        Assert.Equal(100_000, await app.Database.ScalarAsync<long>("SELECT available FROM credit_accounts WHERE kind = 'customer'", Cancelled));
    }
}
