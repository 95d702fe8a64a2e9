using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Galion.Platform.Accounts.Tokens;

/// <summary>
/// A JSON Web Token (RFC 7519) in compact form, of the one kind that we issue: header <c>{"alg":"ES256","typ":"at+jwt","kid":…}</c>.
/// Reading is strict: the algorithm is never chosen by the token, and a header member beyond these three (<c>jwk</c>, <c>jku</c>,
/// <c>x5u</c>, <c>crit</c>…) refuses it, so that a token can never bring or point to its own key.
/// </summary>
/// <param name="KeyId">Which of our keys is said to have signed it.</param>
/// <param name="SignedPart">Header and payload as they were signed.</param>
/// <param name="Signature">64 bytes: r and s.</param>
/// <param name="Payload">The claims, not to be trusted before the signature is verified.</param>
internal sealed record Es256Jwt(string KeyId, byte[] SignedPart, byte[] Signature, byte[] Payload)
{
    /// <summary>Ours have about 500 characters; whoever sends more wants us to parse something else.</summary>
    internal const int MaxLength = 2_048;

    private const int SignatureLength = 64;
    private const string Algorithm = "ES256";
    // RFC 9068: an access token says so, and an id token of the same issuer can never pass for one.
    private const string Type = "at+jwt";

    private static readonly SearchValues<char> Base64UrlCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private static readonly JsonDocumentOptions StrictJson = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    internal static string Write(SigningKey key, ReadOnlySpan<byte> payload)
    {
        string header = $$"""{"alg":"{{Algorithm}}","typ":"{{Type}}","kid":"{{key.Id}}"}""";
        string signedPart = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(payload)}";
        return $"{signedPart}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signedPart)))}";
    }

    /// <returns>Null when the text is not a token of our kind. The signature is not looked at.</returns>
    internal static Es256Jwt? TryRead(string token)
    {
        if (token.Length > MaxLength)
        {
            return null;
        }

        string[] parts = token.Split('.');
        if (parts.Length != 3
            || Decode(parts[0]) is not { } header
            || Decode(parts[1]) is not { } payload
            || Decode(parts[2]) is not { Length: SignatureLength } signature
            || ReadKeyId(header) is not { } keyId)
        {
            return null;
        }

        return new Es256Jwt(keyId, Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]), signature, payload);
    }

    /// <summary>Parses JSON that comes from outside; null when it is malformed or names a member twice.</summary>
    internal static JsonDocument? TryParse(byte[] json)
    {
        try
        {
            return JsonDocument.Parse(json, StrictJson);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Decode(string part)
    {
        // Base64Url itself lets white space and padding pass, which would give one token many spellings.
        if (part.Length == 0 || part.AsSpan().ContainsAnyExcept(Base64UrlCharacters) || !Base64Url.IsValid(part))
        {
            return null;
        }

        byte[] bytes = Base64Url.DecodeFromChars(part);
        return Base64Url.EncodeToString(bytes) == part ? bytes : null;
    }

    private static string? ReadKeyId(byte[] header)
    {
        using JsonDocument? document = TryParse(header);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root
            || root.GetPropertyCount() != 3
            || StringMember(root, "alg") != Algorithm
            || StringMember(root, "typ") != Type)
        {
            return null;
        }

        return StringMember(root, "kid");
    }

    internal static string? StringMember(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
