using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Galion.Platform.Accounts;
using Galion.Platform.Accounts.Tokens;
using Galion.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Galion.Tests.Accounts;

public sealed class SigningKeyTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instances_that_start_together_agree_on_one_key()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(Cancelled);

        string[] ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using SigningKeyRing ring = Ring(database, new SettableClock(Start));
            return (await ring.FindSignerAsync(Cancelled)).Id;
        }));

        Assert.Single(ids.Distinct());
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM signing_keys", Cancelled));
    }

    [Fact]
    public async Task After_ninety_days_the_next_key_signs_and_was_published_before_and_the_old_one_verifies_until_its_tokens_have_expired()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(Cancelled);
        var clock = new SettableClock(Start);
        using SigningKeyRing ring = Ring(database, clock);
        string first = (await ring.FindSignerAsync(Cancelled)).Id;

        clock.Now = Start.AddDays(90).AddMinutes(-9);
        IReadOnlyList<SigningKey> announced = await ring.ListPublishedAsync(Cancelled);
        Assert.Equal(2, announced.Count);
        Assert.Equal(first, (await ring.FindSignerAsync(Cancelled)).Id);

        clock.Now = Start.AddDays(90).AddMinutes(2);
        string second = (await ring.FindSignerAsync(Cancelled)).Id;
        Assert.Equal(announced[0].Id, second);
        Assert.NotNull(await ring.FindVerifierAsync(first, Cancelled));

        clock.Now = Start.AddDays(90).AddHours(2);
        Assert.Null(await ring.FindVerifierAsync(first, Cancelled));
        Assert.NotNull(await ring.FindVerifierAsync(second, Cancelled));
    }

    [Fact]
    public async Task A_key_sealed_with_another_secret_or_moved_to_another_id_is_ignored()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(Cancelled);
        using SigningKeyRing ring = Ring(database, new SettableClock(Start));
        string first = (await ring.FindSignerAsync(Cancelled)).Id;

        using SigningKeyRing stranger = Ring(database, new SettableClock(Start), "another secret of at least 32 characters");
        Assert.NotEqual(first, (await stranger.FindSignerAsync(Cancelled)).Id);
        Assert.Null(await stranger.FindVerifierAsync(first, Cancelled));

        await database.ExecuteAsync("UPDATE signing_keys SET id = 'renamed' WHERE id = $1", Cancelled, first);
        using SigningKeyRing afterwards = Ring(database, new SettableClock(Start));
        Assert.Null(await afterwards.FindVerifierAsync("renamed", Cancelled));
    }

    [Fact]
    public async Task The_database_holds_no_private_key_in_the_clear()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(Cancelled);
        using SigningKeyRing ring = Ring(database, new SettableClock(Start));
        await ring.FindSignerAsync(Cancelled);

        byte[] stored = await database.ScalarAsync<byte[]>("SELECT sealed_private_key FROM signing_keys", Cancelled);

        // A PKCS #8 key on P-256 contains the curve's object identifier; sealed, it looks random.
        Assert.Equal(-1, stored.AsSpan().IndexOf(Convert.FromHexString("06082A8648CE3D030107")));
        using var key = ECDsa.Create();
        for (int offset = 0; offset < 32; offset++)
        {
            Assert.Throws<CryptographicException>(() => key.ImportPkcs8PrivateKey(stored.AsSpan(offset), out _));
        }
    }

    [Fact]
    public async Task The_published_keys_are_public_and_the_issuers_document_leads_to_them()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using HttpClient client = app.CreateClient();

        JsonNode issuer = JsonNode.Parse(await client.GetStringAsync("/.well-known/openid-configuration", Cancelled))!;
        JsonArray keys = JsonNode.Parse(await client.GetStringAsync("/.well-known/jwks.json", Cancelled))!["keys"]!.AsArray();

        Assert.Equal("http://localhost:8000/.well-known/jwks.json", (string?)issuer["jwks_uri"]);
        JsonObject key = Assert.Single(keys)!.AsObject();
        Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], key.Select(member => member.Key).Order());
        Assert.Equal(("ES256", "P-256", "EC", "sig"), ((string?)key["alg"], (string?)key["crv"], (string?)key["kty"], (string?)key["use"]));
    }

    [Fact]
    public async Task Another_maker_s_library_verifies_our_tokens_with_the_published_keys()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        app.UseKestrel(0);
        app.StartServer();
        using TestUser user = await app.CreateUserAsync(Cancelled);
        string jwks = new Uri(user.Client.BaseAddress!, "/.well-known/jwks.json").ToString();
        string[] parts = user.Session.AccessToken.Split('.');
        string altered = $"{parts[0]}.{parts[1][..^2]}{(parts[1][^2] == 'A' ? 'B' : 'A')}{parts[1][^1]}.{parts[2]}";

        (int good, string claims) = await NodeScript.RunAsync("Accounts/verify-token.mjs", Cancelled, jwks, user.Session.AccessToken);
        (int bad, string error) = await NodeScript.RunAsync("Accounts/verify-token.mjs", Cancelled, jwks, altered);

        Assert.True(good == 0, claims);
        Assert.Equal(user.Id.ToString(), (string?)JsonNode.Parse(claims)!["sub"]);
        Assert.Equal(1, bad);
        Assert.Contains("ERR_JWS_SIGNATURE_VERIFICATION_FAILED", error, StringComparison.Ordinal);
    }

    private static SigningKeyRing Ring(
        TestDatabase database, TimeProvider clock, string secret = "a-secret-of-the-tests-that-guards-nothing") =>
        new(database.DataSource, new PlatformSecret(Options.Create(new PlatformSecretOptions { Secret = secret })), clock,
            NullLogger<SigningKeyRing>.Instance);

    private sealed class SettableClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
