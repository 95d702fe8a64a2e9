using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Galion.Platform.Accounts.Tokens;

/// <summary>A P-256 key pair that signs access tokens. Its id is its RFC 7638 thumbprint, so a key cannot be passed off under another's id.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECParameters _parameters;
    // An ECDsa instance may be used by one thread at a time; creating one costs more than signing with it.
    private readonly ConcurrentBag<ECDsa> _idle = [];

    private SigningKey(ECParameters parameters, DateTimeOffset signsFrom)
    {
        _parameters = parameters;
        SignsFrom = signsFrom;
        X = Base64Url.EncodeToString(parameters.Q.X);
        Y = Base64Url.EncodeToString(parameters.Q.Y);
        Id = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));
    }

    public string Id { get; }

    /// <summary>From when the key signs. It is published earlier, so that every verifier knows it by then.</summary>
    public DateTimeOffset SignsFrom { get; }

    /// <summary>The public point, base64url.</summary>
    public string X { get; }

    /// <inheritdoc cref="X"/>
    public string Y { get; }

    internal static SigningKey Create(DateTimeOffset signsFrom)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new SigningKey(key.ExportParameters(includePrivateParameters: true), signsFrom);
    }

    /// <returns>Null when the bytes were not sealed for this id with this sealing key.</returns>
    internal static SigningKey? TryUnseal(string id, byte[] sealedPrivateKey, DateTimeOffset signsFrom, byte[] sealingKey)
    {
        const int nonceLength = 12;
        const int tagLength = 16;
        if (sealedPrivateKey.Length <= nonceLength + tagLength)
        {
            return null;
        }

        byte[] privateKey = new byte[sealedPrivateKey.Length - nonceLength - tagLength];
        try
        {
            using var aes = new AesGcm(sealingKey, tagLength);
            aes.Decrypt(
                sealedPrivateKey.AsSpan(0, nonceLength), sealedPrivateKey.AsSpan(nonceLength + tagLength),
                sealedPrivateKey.AsSpan(nonceLength, tagLength), privateKey, Encoding.ASCII.GetBytes(id));
            using var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(privateKey, out _);
            return new SigningKey(key.ExportParameters(includePrivateParameters: true), signsFrom);
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    /// <summary>AES-256-GCM: nonce, tag, ciphertext of the PKCS #8 form; the key's id is authenticated with it.</summary>
    internal byte[] Seal(byte[] sealingKey)
    {
        using var key = ECDsa.Create(_parameters);
        byte[] privateKey = key.ExportPkcs8PrivateKey();
        byte[] nonce = RandomNumberGenerator.GetBytes(12);
        byte[] tag = new byte[16];
        byte[] ciphertext = new byte[privateKey.Length];
        using var aes = new AesGcm(sealingKey, tag.Length);
        aes.Encrypt(nonce, privateKey, ciphertext, tag, Encoding.ASCII.GetBytes(Id));
        CryptographicOperations.ZeroMemory(privateKey);
        return [.. nonce, .. tag, .. ciphertext];
    }

    internal byte[] Sign(byte[] data)
    {
        ECDsa key = Rent();
        byte[] signature = key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _idle.Add(key);
        return signature;
    }

    internal bool Verify(byte[] data, byte[] signature)
    {
        ECDsa key = Rent();
        bool valid = key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _idle.Add(key);
        return valid;
    }

    public void Dispose()
    {
        while (_idle.TryTake(out ECDsa? key))
        {
            key.Dispose();
        }
    }

    private ECDsa Rent() => _idle.TryTake(out ECDsa? key) ? key : ECDsa.Create(_parameters);
}
