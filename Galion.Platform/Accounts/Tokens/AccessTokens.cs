using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Galion.Platform.Accounts.Tokens;

/// <param name="UserId">Claim <c>sub</c>.</param>
/// <param name="SessionId">Claim <c>sid</c>: the token is worth nothing once this session has ended.</param>
public readonly record struct AccessTokenClaims(Guid UserId, Guid SessionId);

/// <summary>Issues and verifies access tokens (RFC 9068): ES256, 15 minutes.</summary>
public sealed class AccessTokens(SigningKeyRing keys, IOptions<AccountsOptions> options, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
    // How far the clocks of two instances may differ.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public async Task<string> IssueAsync(AccessTokenClaims claims, CancellationToken cancellationToken)
    {
        SigningKey key = await keys.FindSignerAsync(cancellationToken);
        long now = time.GetUtcNow().ToUnixTimeSeconds();
        var payload = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(payload))
        {
            json.WriteStartObject();
            json.WriteString("iss", options.Value.Issuer);
            json.WriteString("aud", options.Value.Audience);
            json.WriteString("sub", claims.UserId);
            json.WriteString("sid", claims.SessionId);
            json.WriteString("jti", Guid.CreateVersion7());
            json.WriteNumber("iat", now);
            json.WriteNumber("nbf", now);
            json.WriteNumber("exp", now + (long)Lifetime.TotalSeconds);
            json.WriteEndObject();
        }

        return Es256Jwt.Write(key, payload.WrittenSpan);
    }

    /// <returns>Null when the token is not ours, not for us, not of this time, or altered. Whether its session lives is not asked.</returns>
    public async ValueTask<AccessTokenClaims?> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        if (Es256Jwt.TryRead(token) is not { } jwt
            || await keys.FindVerifierAsync(jwt.KeyId, cancellationToken) is not { } key
            || !key.Verify(jwt.SignedPart, jwt.Signature))
        {
            return null;
        }

        using JsonDocument? document = Es256Jwt.TryParse(jwt.Payload);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } claims
            || Es256Jwt.StringMember(claims, "iss") != options.Value.Issuer
            || Es256Jwt.StringMember(claims, "aud") != options.Value.Audience
            || !IsOfThisTime(claims)
            || !Guid.TryParseExact(Es256Jwt.StringMember(claims, "sub"), "D", out Guid userId)
            || !Guid.TryParseExact(Es256Jwt.StringMember(claims, "sid"), "D", out Guid sessionId))
        {
            return null;
        }

        return new AccessTokenClaims(userId, sessionId);
    }

    private bool IsOfThisTime(JsonElement claims)
    {
        long now = time.GetUtcNow().ToUnixTimeSeconds();
        long skew = (long)ClockSkew.TotalSeconds;
        return Seconds(claims, "exp") is { } expires && now < expires + skew
            && Seconds(claims, "nbf") is { } notBefore && now >= notBefore - skew
            && Seconds(claims, "iat") is { } issued && now >= issued - skew;
    }

    private static long? Seconds(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long seconds)
        && seconds is >= 0 and <= 253_402_300_799 // the year 9999: beyond it, adding the skew could overflow
            ? seconds
            : null;
}
