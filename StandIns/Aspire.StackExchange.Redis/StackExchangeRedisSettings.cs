namespace Aspire.StackExchange.Redis;

/// <summary>
/// Read from <c>Aspire:StackExchange:Redis</c> and <c>Aspire:StackExchange:Redis:{connectionName}</c>;
/// <c>ConnectionStrings:{connectionName}</c> wins.
/// </summary>
public sealed class StackExchangeRedisSettings
{
    public string? ConnectionString { get; set; }

    public bool DisableAutoActivation { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }
}
