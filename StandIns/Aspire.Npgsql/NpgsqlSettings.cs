namespace Aspire.Npgsql;

/// <summary>Read from <c>Aspire:Npgsql</c> and <c>Aspire:Npgsql:{connectionName}</c>; <c>ConnectionStrings:{connectionName}</c> wins.</summary>
public class NpgsqlSettings
{
    public string? ConnectionString { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableMetrics { get; set; }

    public bool DisableTracing { get; set; }
}
