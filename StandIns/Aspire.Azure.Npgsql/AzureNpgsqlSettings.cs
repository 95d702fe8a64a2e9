using Aspire.Npgsql;
using Azure.Core;

namespace Aspire.Azure.Npgsql;

public sealed class AzureNpgsqlSettings : NpgsqlSettings
{
    /// <summary>Signs in to the server when the connection string has no password; the default Azure credential when absent.</summary>
    public TokenCredential? Credential { get; set; }
}
