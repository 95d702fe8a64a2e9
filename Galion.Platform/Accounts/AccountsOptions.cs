using System.ComponentModel.DataAnnotations;

namespace Galion.Platform.Accounts;

/// <summary>Configuration section <c>Galion:Accounts</c>.</summary>
public sealed class AccountsOptions
{
    public const string SectionName = "Galion:Accounts";

    /// <summary>The <c>iss</c> of access tokens: the address under which verifiers find the API's <c>/.well-known</c> documents.</summary>
    [Required, Url]
    public string Issuer { get; set; } = "http://localhost:8000";

    /// <summary>The <c>aud</c> of access tokens.</summary>
    [Required]
    public string Audience { get; set; } = "galion";

    /// <summary>Sign-ups from one address (IPv6: one /64 network) within an hour.</summary>
    [Range(1, 1_000_000)]
    public int SignUpsPerHour { get; set; } = 60;

    /// <summary>Failed logins from one address (IPv6: one /64 network) within 15 minutes, whatever the accounts.</summary>
    [Range(1, 1_000_000)]
    public int FailedLoginsPerAddress { get; set; } = 50;
}
