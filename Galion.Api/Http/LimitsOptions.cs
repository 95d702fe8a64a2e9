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

    /// <summary>Generations of one account that may wait or run at the same time.</summary>
    [Range(1, 100_000)]
    public int ConcurrentGenerations { get; set; } = 100;

    /// <summary>How long an event stream stays silent before a comment keeps the proxies on its way from cutting it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan PingAfter { get; set; } = TimeSpan.FromSeconds(15);
}
