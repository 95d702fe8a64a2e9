namespace Galion.ServiceDefaults.Telemetry;

/// <summary>What the platform listens to. Features name their own sources and meters <c>Galion.{Feature}</c>.</summary>
internal static class TelemetrySources
{
    public const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static readonly string[] Activities = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Azure.*", "Experimental.Microsoft.Extensions.AI", "Galion.*"];

    public static readonly string[] Meters =
        ["Microsoft.AspNetCore.*", "System.Net.Http", "System.Net.NameResolution", "System.Runtime", "Npgsql", "Experimental.Microsoft.Extensions.AI", "Galion.*"];
}
