using System.ComponentModel.DataAnnotations;

namespace Galion.Api.Http;

/// <summary>Section <c>Limits</c>: how many requests the API takes, counted over any 60 seconds and all instances.</summary>
public sealed class LimitsOptions
{
    public const string SectionName = "Limits";

    /// <summary>Of one account, whichever of its tokens and keys are used.</summary>
    [Range(1, 10_000_000)]
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Of one network address without a valid token or key; an address may stand for a whole office.</summary>
    [Range(1, 10_000_000)]
    public int AnonymousRequestsPerMinute { get; set; } = 600;
}
