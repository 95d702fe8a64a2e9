using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Galion.Contracts;
using Galion.Platform.Accounts.Tokens;
using Galion.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Galion.Tests.Accounts;

public sealed class AccessTokenTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_names_who_for_whom_which_session_and_fifteen_minutes()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);

        (JsonObject header, JsonObject claims) = Parse(user.Session.AccessToken);

        Assert.Equal(["alg", "typ", "kid"], header.Select(member => member.Key));
        Assert.Equal(("ES256", "at+jwt"), ((string?)header["alg"], (string?)header["typ"]));
        Assert.Equal(["iss", "aud", "sub", "sid", "jti", "iat", "nbf", "exp"], claims.Select(claim => claim.Key));
        Assert.Equal(("http://localhost:8000", "galion", user.Id.ToString()), ((string?)claims["iss"], (string?)claims["aud"], (string?)claims["sub"]));
        Assert.Equal(900, (long)claims["exp"]! - (long)claims["iat"]!);
        Assert.InRange((long)claims["iat"]!, DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 60, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task No_forged_foreign_or_outdated_token_is_let_in()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        SigningKey ours = await app.Services.GetRequiredService<SigningKeyRing>().FindSignerAsync(Cancelled);
        SigningKey foreign = SigningKey.Create(DateTimeOffset.UtcNow);
        string good = user.Session.AccessToken;
        string[] parts = good.Split('.');
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        // The forging itself works: what is signed by our key and unchanged gets in.
        Assert.Equal(HttpStatusCode.OK, await client.StatusOfMeAsync(Forge(good, ours), Cancelled));

        Dictionary<string, string> forged = new()
        {
            ["alg none, unsigned"] = Unsigned(good, header => header["alg"] = "none"),
            ["alg none, old signature"] = Unsigned(good, header => header["alg"] = "none") + parts[2],
            ["alg in other letters"] = Forge(good, ours, header => header["alg"] = "es256"),
            ["HS256 with the public key as PEM"] = ForgeHs256(good, Encoding.ASCII.GetBytes(PublicKey(ours).ExportSubjectPublicKeyInfoPem())),
            ["HS256 with the public key as DER"] = ForgeHs256(good, PublicKey(ours).ExportSubjectPublicKeyInfo()),
            ["HS256 with the public key's x"] = ForgeHs256(good, Encoding.ASCII.GetBytes(ours.X)),
            ["foreign key under our id"] = Forge(good, foreign, header => header["kid"] = ours.Id),
            ["foreign key under its own id"] = Forge(good, foreign, header => header["kid"] = foreign.Id),
            ["foreign key brought along as jwk"] = Forge(good, foreign, header => header["jwk"] = Jwk(foreign)),
            ["foreign key pointed to by jku"] = Forge(good, foreign, header => header["jku"] = "https://example.com/jwks.json"),
            ["foreign key pointed to by x5u"] = Forge(good, foreign, header => header["x5u"] = "https://example.com/key.pem"),
            ["our key, jwk added"] = Forge(good, ours, header => header["jwk"] = Jwk(ours)),
            ["our key, crit added"] = Forge(good, ours, header => header["crit"] = new JsonArray("exp")),
            ["no kid"] = Forge(good, ours, header => header.Remove("kid")),
            ["kid that is no text"] = Forge(good, ours, header => header["kid"] = 1),
            ["kid that reaches for the database"] = Forge(good, ours, header => header["kid"] = "' OR 1=1 --"),
            ["an id token"] = Forge(good, ours, header => header["typ"] = "JWT"),
            ["no typ"] = Forge(good, ours, header => header.Remove("typ")),
            ["wrong issuer"] = Forge(good, ours, claims: claims => claims["iss"] = "http://localhost:8001"),
            ["wrong audience"] = Forge(good, ours, claims: claims => claims["aud"] = "other"),
            ["audience as a list"] = Forge(good, ours, claims: claims => claims["aud"] = new JsonArray("other", "galion")),
            ["no audience"] = Forge(good, ours, claims: claims => claims.Remove("aud")),
            ["expired"] = Forge(good, ours, claims: claims => claims["exp"] = now - 31),
            ["no expiry"] = Forge(good, ours, claims: claims => claims.Remove("exp")),
            ["expiry as text"] = Forge(good, ours, claims: claims => claims["exp"] = $"{now + 900}"),
            ["expiry beyond all numbers"] = Forge(good, ours, claims: claims => claims["exp"] = long.MaxValue),
            ["not yet valid"] = Forge(good, ours, claims: claims => claims["nbf"] = now + 90),
            ["issued in the future"] = Forge(good, ours, claims: claims => claims["iat"] = now + 90),
            ["another person's id"] = Forge(good, ours, claims: claims => claims["sub"] = Guid.NewGuid().ToString()),
            ["another session"] = Forge(good, ours, claims: claims => claims["sid"] = Guid.NewGuid().ToString()),
            ["no session"] = Forge(good, ours, claims: claims => claims.Remove("sid")),
            ["payload changed"] = $"{parts[0]}.{Encode(Edit(parts[1], claims => claims["exp"] = now + 9_000))}.{parts[2]}",
            ["payload not an object"] = Sign(parts[0], Base64Url.EncodeToString("[]"u8), ours),
            ["a claim twice"] = Sign(parts[0], Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
                Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("{", $$"""{"sub":"{{Guid.NewGuid()}}",""", StringComparison.Ordinal))), ours),
            ["signature of another token"] = $"{parts[0]}.{parts[1]}.{Forge(good, ours, claims: claims => claims["jti"] = "x").Split('.')[2]}",
            ["signature of zeros"] = $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(new byte[64])}",
            ["signature in DER"] = $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(new byte[70])}",
            ["no signature"] = $"{parts[0]}.{parts[1]}.",
            ["two parts"] = $"{parts[0]}.{parts[1]}",
            ["four parts"] = $"{good}.{parts[2]}",
            ["five parts, as if encrypted"] = $"{good}.{parts[1]}.{parts[2]}",
            ["padded"] = good + "==",
            ["white space inside"] = $"{parts[0]}.{parts[1]} .{parts[2]}",
            ["standard base64"] = good.Replace('-', '+').Replace('_', '/') + (good.AsSpan().ContainsAny('-', '_') ? "" : "+"),
            ["oversized"] = Forge(good, ours, claims: claims => claims["pad"] = new string('x', 2_000)),
            ["nothing"] = "",
            ["dots"] = "..",
        };

        List<string> letIn = [];
        foreach ((string name, string token) in forged)
        {
            if (await client.StatusOfMeAsync(token, Cancelled) != HttpStatusCode.Unauthorized)
            {
                letIn.Add(name);
            }
        }

        Assert.Empty(letIn);
        Assert.Equal(HttpStatusCode.OK, await client.StatusOfMeAsync(good, Cancelled));
    }

    [Fact]
    public async Task Clocks_may_differ_by_half_a_minute()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        SigningKey key = await app.Services.GetRequiredService<SigningKeyRing>().FindSignerAsync(Cancelled);
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        string fromAhead = Forge(user.Session.AccessToken, key, claims: claims =>
        {
            claims["iat"] = now + 20;
            claims["nbf"] = now + 20;
        });
        string justExpired = Forge(user.Session.AccessToken, key, claims: claims => claims["exp"] = now - 5);

        Assert.Equal(HttpStatusCode.OK, await client.StatusOfMeAsync(fromAhead, Cancelled));
        Assert.Equal(HttpStatusCode.OK, await client.StatusOfMeAsync(justExpired, Cancelled));
    }

    [Fact]
    public async Task A_refused_request_says_why_in_header_and_body()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using HttpClient client = app.CreateClient();

        using HttpResponseMessage nothing = await client.GetAsync("/api/v2/auth/me", Cancelled);
        client.DefaultRequestHeaders.Add("Authorization", "Bearer nonsense");
        using HttpResponseMessage nonsense = await client.GetAsync("/api/v2/auth/me", Cancelled);

        await Problem.AssertAsync(nothing, HttpStatusCode.Unauthorized, ErrorCodes.Unauthenticated, Cancelled);
        Assert.Equal("Bearer realm=\"galion\"", nothing.Headers.WwwAuthenticate.ToString());
        await Problem.AssertAsync(nonsense, HttpStatusCode.Unauthorized, ErrorCodes.InvalidToken, Cancelled);
        Assert.Equal("Bearer realm=\"galion\", error=\"invalid_token\"", nonsense.Headers.WwwAuthenticate.ToString());
    }

    private static (JsonObject Header, JsonObject Claims) Parse(string token)
    {
        string[] parts = token.Split('.');
        return (Edit(parts[0], _ => { }), Edit(parts[1], _ => { }));
    }

    private static JsonObject Edit(string part, Action<JsonObject> edit)
    {
        JsonObject json = JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();
        edit(json);
        return json;
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static string Forge(string token, SigningKey key, Action<JsonObject>? header = null, Action<JsonObject>? claims = null)
    {
        string[] parts = token.Split('.');
        return Sign(Encode(Edit(parts[0], header ?? (_ => { }))), Encode(Edit(parts[1], claims ?? (_ => { }))), key);
    }

    private static string Sign(string header, string payload, SigningKey key) =>
        $"{header}.{payload}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes($"{header}.{payload}")))}";

    private static string Unsigned(string token, Action<JsonObject> header) => $"{Encode(Edit(token.Split('.')[0], header))}.{token.Split('.')[1]}.";

    private static string ForgeHs256(string token, byte[] secret)
    {
        string signedPart = Unsigned(token, header => header["alg"] = "HS256").TrimEnd('.');
        return $"{signedPart}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signedPart)))}";
    }

    private static ECDsa PublicKey(SigningKey key) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64Url.DecodeFromChars(key.X), Y = Base64Url.DecodeFromChars(key.Y) },
    });

    private static JsonObject Jwk(SigningKey key) => new() { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = key.X, ["y"] = key.Y };
}
