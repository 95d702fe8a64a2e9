using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Galion.Platform.Accounts.Sessions;

/// <summary>
/// Writes and checks refresh tokens: <c>galr_</c> and, base64url, session id (16 bytes), number (4 bytes, big-endian) and their
/// HMAC-SHA256 together with the session's salt. The database holds the salt and the server the key: either alone makes no token.
/// </summary>
public sealed class RefreshTokenCodec(PlatformSecret secret)
{
    private const string Prefix = "galr_";
    private const int SignedLength = 20;
    private const int MacLength = 32;

    private readonly byte[] _key = secret.DeriveKey("refresh token v1");

    internal string Write(Guid sessionId, int number, byte[] salt)
    {
        Span<byte> bytes = stackalloc byte[SignedLength + MacLength];
        sessionId.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes[16..], number);
        Sign(bytes[..SignedLength], salt, bytes[SignedLength..]);
        return Prefix + Base64Url.EncodeToString(bytes);
    }

    /// <returns>Null when the text does not have the form of a refresh token.</returns>
    internal static PresentedRefreshToken? TryRead(string token)
    {
        Span<byte> bytes = stackalloc byte[SignedLength + MacLength];
        if (!token.StartsWith(Prefix, StringComparison.Ordinal)
            || token.Length != Prefix.Length + Base64Url.GetEncodedLength(bytes.Length)
            || !Base64Url.TryDecodeFromChars(token.AsSpan(Prefix.Length), bytes, out int written)
            || written != bytes.Length)
        {
            return null;
        }

        return new PresentedRefreshToken(
            new Guid(bytes[..16], bigEndian: true), BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), bytes[SignedLength..].ToArray());
    }

    internal bool IsGenuine(PresentedRefreshToken token, byte[] salt)
    {
        Span<byte> signed = stackalloc byte[SignedLength];
        token.SessionId.TryWriteBytes(signed, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(signed[16..], token.Number);
        Span<byte> expected = stackalloc byte[MacLength];
        Sign(signed, salt, expected);
        return CryptographicOperations.FixedTimeEquals(expected, token.Mac);
    }

    private void Sign(ReadOnlySpan<byte> signed, byte[] salt, Span<byte> mac)
    {
        Span<byte> message = stackalloc byte[SignedLength + Session.TokenSaltLength];
        signed.CopyTo(message);
        salt.CopyTo(message[SignedLength..]);
        HMACSHA256.HashData(_key, message, mac);
    }
}

/// <summary>A refresh token as somebody sent it; not to be trusted before <see cref="RefreshTokenCodec.IsGenuine"/>.</summary>
internal sealed record PresentedRefreshToken(Guid SessionId, int Number, byte[] Mac);
