using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Galion.Platform.Accounts.ApiKeys;

/// <summary>
/// The form of API keys: <c>gal_</c>, 40 random characters of [0-9A-Za-z] (238 bits) and six more that are the CRC-32 of those 40 in
/// base 62. With the checksum a secret scanner tells a leaked key from a look-alike offline, and a mistyped one costs no query.
/// </summary>
public sealed class ApiKeyCodec(PlatformSecret secret)
{
    public const string Prefix = "gal_";
    private const int RandomLength = 40;
    private const int ChecksumLength = 6;
    internal const int KeyLength = 4 + RandomLength + ChecksumLength;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> AlphabetValues = SearchValues.Create(Alphabet);

    private readonly byte[] _hashKey = secret.DeriveKey("api-key hash v1");

    internal static string Create()
    {
        string random = RandomNumberGenerator.GetString(Alphabet, RandomLength);
        return Prefix + random + Checksum(random);
    }

    internal static bool IsWellFormed(string key) =>
        key.Length == KeyLength
        && key.StartsWith(Prefix, StringComparison.Ordinal)
        && !key.AsSpan(Prefix.Length).ContainsAnyExcept(AlphabetValues)
        && key.AsSpan(Prefix.Length + RandomLength).SequenceEqual(Checksum(key.AsSpan(Prefix.Length, RandomLength)));

    /// <summary>What is stored. Keyed, so that a copy of the database cannot even be used to confirm a guess.</summary>
    internal byte[] Hash(string key) => HMACSHA256.HashData(_hashKey, Encoding.ASCII.GetBytes(key));

    private static string Checksum(ReadOnlySpan<char> random)
    {
        uint rest = Crc32(random);
        Span<char> digits = stackalloc char[ChecksumLength];
        for (int i = digits.Length - 1; i >= 0; i--)
        {
            digits[i] = Alphabet[(int)(rest % 62)];
            rest /= 62;
        }

        return new string(digits);
    }

    /// <summary>The CRC-32 of zip and PNG (reflected polynomial 0xEDB88320). Bit by bit: 40 characters need no table.</summary>
    private static uint Crc32(ReadOnlySpan<char> ascii)
    {
        uint crc = uint.MaxValue;
        foreach (char c in ascii)
        {
            crc ^= c;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }
}
