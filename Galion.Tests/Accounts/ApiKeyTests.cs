using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Galion.Contracts;
using Galion.Contracts.Accounts;
using Galion.Tests.Fixtures;
using Npgsql;

namespace Galion.Tests.Accounts;

public sealed class ApiKeyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_shown_once_works_in_both_headers_and_is_stored_hashed()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();

        CreatedApiKeyResponse created = await user.CreateApiKeyAsync("laptop", Cancelled);

        Assert.Matches("^gal_[0-9A-Za-z]{46}$", created.Key);
        Assert.Equal((created.Key[..8], created.Key[^4..], "laptop"), (created.Prefix, created.LastFour, created.Name));
        Assert.Equal(HttpStatusCode.OK, await client.StatusOfMeAsync(created.Key, Cancelled));
        client.DefaultRequestHeaders.Add("X-API-Key", created.Key);
        MeResponse? me = await client.GetFromJsonAsync<MeResponse>("/api/v2/auth/me", GalionJson.Options, Cancelled);
        Assert.Equal(user.Id, me!.Id);

        string listed = await user.Client.GetStringAsync("/api/v2/api-keys", Cancelled);
        Assert.Contains(created.Id.ToString(), listed, StringComparison.Ordinal);
        Assert.DoesNotContain(created.Key, listed, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", listed, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, await app.Database.ScalarAsync<long>(
            "SELECT count(*) FROM api_keys k WHERE k::text LIKE '%' || $1 || '%' OR key_hash = sha256(convert_to($2, 'UTF8'))",
            Cancelled, created.Key[8..^4], created.Key));
        Assert.True(await app.Database.ScalarAsync<bool>("SELECT last_used_at > now() - interval '1 minute' FROM api_keys", Cancelled));
    }

    [Fact]
    public async Task The_last_six_characters_are_the_crc32_of_the_forty_before_them()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        string key = (await user.CreateApiKeyAsync("scanned", Cancelled)).Key;

        Assert.Equal(Base62(Crc32(key[4..44])), key[44..]);
        char other = key[10] == 'a' ? 'b' : 'a';
        Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusOfMeAsync($"{key[..10]}{other}{key[11..]}", Cancelled));
    }

    [Fact]
    public async Task A_well_formed_key_that_nobody_was_given_is_refused()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        string random = new('0', 40);

        Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusOfMeAsync($"gal_{random}{Base62(Crc32(random))}", Cancelled));
    }

    [Fact]
    public async Task Two_credentials_in_one_request_are_refused()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        CreatedApiKeyResponse key = await user.CreateApiKeyAsync("second", Cancelled);
        user.Client.DefaultRequestHeaders.Add("X-API-Key", key.Key);

        using HttpResponseMessage answer = await user.Client.GetAsync("/api/v2/auth/me", Cancelled);

        await Problem.AssertAsync(answer, HttpStatusCode.Unauthorized, ErrorCodes.InvalidToken, Cancelled);
    }

    [Fact]
    public async Task A_revoked_key_is_dead_here_at_once_and_everywhere_within_five_seconds()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        await using TestApp another = app.StartAnother();
        using HttpClient client = app.CreateClient();
        using HttpClient elsewhere = another.CreateClient();
        CreatedApiKeyResponse key = await user.CreateApiKeyAsync("lost", Cancelled);
        Assert.Equal(HttpStatusCode.OK, await elsewhere.StatusOfMeAsync(key.Key, Cancelled));
        Assert.Equal(HttpStatusCode.OK, await client.StatusOfMeAsync(key.Key, Cancelled));

        using HttpResponseMessage revoked = await user.Client.DeleteAsync($"/api/v2/api-keys/{key.Id}", Cancelled);
        using HttpResponseMessage again = await user.Client.DeleteAsync($"/api/v2/api-keys/{key.Id}", Cancelled);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (revoked.StatusCode, again.StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusOfMeAsync(key.Key, Cancelled));
        await elsewhere.AssertRefusedSoonAsync(key.Key, Cancelled);
        Page<ApiKeyResponse>? listed = await user.Client.GetFromJsonAsync<Page<ApiKeyResponse>>("/api/v2/api-keys", GalionJson.Options, Cancelled);
        Assert.NotNull(Assert.Single(listed!.Data).RevokedAt);
    }

    [Fact]
    public async Task An_expired_key_is_refused()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        using HttpResponseMessage response = await user.Client.PostAsJsonAsync(
            "/api/v2/api-keys", new CreateApiKeyRequest("short", ExpiresInDays: 1), GalionJson.Options, Cancelled);
        CreatedApiKeyResponse key = (await response.Content.ReadFromJsonAsync<CreatedApiKeyResponse>(GalionJson.Options, Cancelled))!;
        Assert.Equal(TimeSpan.FromDays(1), key.ExpiresAt - key.CreatedAt);

        await app.Database.ExecuteAsync(
            "UPDATE api_keys SET created_at = created_at - interval '2 days', expires_at = expires_at - interval '2 days'", Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusOfMeAsync(key.Key, Cancelled));
    }

    [Fact]
    public async Task A_key_may_not_manage_keys()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        CreatedApiKeyResponse key = await user.CreateApiKeyAsync("modest", Cancelled);
        using HttpClient client = app.CreateClient();
        client.DefaultRequestHeaders.Add("X-API-Key", key.Key);

        using HttpResponseMessage create = await client.PostAsJsonAsync("/api/v2/api-keys", new CreateApiKeyRequest("child"), GalionJson.Options, Cancelled);
        using HttpResponseMessage list = await client.GetAsync("/api/v2/api-keys", Cancelled);
        using HttpResponseMessage revoke = await client.DeleteAsync($"/api/v2/api-keys/{key.Id}", Cancelled);

        foreach (HttpResponseMessage refused in new[] { create, list, revoke })
        {
            await Problem.AssertAsync(refused, HttpStatusCode.Forbidden, ErrorCodes.Forbidden, Cancelled);
        }
    }

    [Fact]
    public async Task Of_twenty_requests_at_once_for_the_last_five_places_five_get_a_key_and_a_revoked_one_makes_room()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        await app.Database.ExecuteAsync("""
            INSERT INTO api_keys (id, user_id, name, key_hash, prefix, last_four, created_at)
            SELECT gen_random_uuid(), $1, 'old', sha256(n::text::bytea), 'gal_old', '0000', now() FROM generate_series(1, 45) n
            """, Cancelled, user.Id);

        // Until all of them are under way, none can write: whoever counts without a lock then sees 45 keys.
        await using NpgsqlConnection blocker = await app.Database.DataSource.OpenConnectionAsync(Cancelled);
        await using NpgsqlTransaction blocking = await blocker.BeginTransactionAsync(Cancelled);
        await using (var locking = new NpgsqlCommand("LOCK TABLE api_keys IN SHARE MODE", blocker))
        {
            await locking.ExecuteNonQueryAsync(Cancelled);
        }

        Task<HttpResponseMessage>[] requests =
        [
            .. Enumerable.Range(0, 20).Select(i => user.Client.PostAsJsonAsync(
                "/api/v2/api-keys", new CreateApiKeyRequest($"key {i}"), GalionJson.Options, Cancelled)),
        ];
        while (await app.Database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", Cancelled) < requests.Length)
        {
            await Task.Delay(20, Cancelled);
        }

        await blocking.CommitAsync(Cancelled);
        HttpResponseMessage[] answers = await Task.WhenAll(requests);

        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.Created));
        HttpResponseMessage[] refused = [.. answers.Where(a => a.StatusCode != HttpStatusCode.Created)];
        Assert.Equal(15, refused.Length);
        await Problem.AssertAsync(refused[0], HttpStatusCode.Conflict, ErrorCodes.KeyLimitReached, Cancelled);

        Guid one = await app.Database.ScalarAsync<Guid>("SELECT id FROM api_keys LIMIT 1", Cancelled);
        using HttpResponseMessage revoked = await user.Client.DeleteAsync($"/api/v2/api-keys/{one}", Cancelled);
        await user.CreateApiKeyAsync("the fifty-first", Cancelled);
    }

    [Fact]
    public async Task Another_persons_key_is_not_found()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser owner = await app.CreateUserAsync(Cancelled);
        using TestUser other = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        CreatedApiKeyResponse key = await owner.CreateApiKeyAsync("mine", Cancelled);

        using HttpResponseMessage refused = await other.Client.DeleteAsync($"/api/v2/api-keys/{key.Id}", Cancelled);

        await Problem.AssertAsync(refused, HttpStatusCode.NotFound, ErrorCodes.NotFound, Cancelled);
        Assert.Equal(HttpStatusCode.OK, await client.StatusOfMeAsync(key.Key, Cancelled));
        Page<ApiKeyResponse>? listed = await other.Client.GetFromJsonAsync<Page<ApiKeyResponse>>("/api/v2/api-keys", GalionJson.Options, Cancelled);
        Assert.Empty(listed!.Data);
    }

    [Theory]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":"two\nlines"}""")]
    [InlineData("""{"name":"fine","expires_in_days":0}""")]
    [InlineData("""{"name":"fine","expires_in_days":3651}""")]
    [InlineData("{}")]
    public async Task A_key_without_a_proper_name_or_life_is_refused(string body)
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);

        using HttpResponseMessage answer = await user.Client.PostAsync(
            "/api/v2/api-keys", new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    /// <summary>By the runtime's own zip writer, which knows nothing of our code.</summary>
    private static uint Crc32(string ascii)
    {
        using var stream = new MemoryStream();
        using (var writing = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = writing.CreateEntry("x").Open();
            entry.Write(Encoding.ASCII.GetBytes(ascii));
        }

        using var reading = new ZipArchive(stream, ZipArchiveMode.Read);
        return reading.Entries[0].Crc32;
    }

    private static string Base62(uint number)
    {
        const string alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        StringBuilder digits = new();
        for (int i = 0; i < 6; i++, number /= 62)
        {
            digits.Insert(0, alphabet[(int)(number % 62)]);
        }

        return digits.ToString();
    }
}
