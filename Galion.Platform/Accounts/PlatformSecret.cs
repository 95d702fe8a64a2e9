using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Galion.Platform.Accounts;

/// <summary>Configuration <c>Galion:Secret</c>: the one secret that every instance shares and that is never stored beside the data.</summary>
public sealed class PlatformSecretOptions
{
    [Required, MinLength(32, ErrorMessage = "Galion:Secret must have at least 32 characters.")]
    public string Secret { get; set; } = "";
}

/// <summary>Derives an independent 256-bit key for each purpose, so that no two uses share key material.</summary>
public sealed class PlatformSecret(IOptions<PlatformSecretOptions> options)
{
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(options.Value.Secret);

    /// <param name="purpose">Names the use and its version, for example <c>api-key hash v1</c>. Changing it orphans what was protected.</param>
    public byte[] DeriveKey(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, outputLength: 32, salt: null, info: Encoding.UTF8.GetBytes($"galion {purpose}"));
}
