using Azure.Core;

namespace Aspire.Azure.Storage.Blobs;

/// <summary>
/// Read from <c>Aspire:Azure:Storage:Blobs</c> and <c>Aspire:Azure:Storage:Blobs:{connectionName}</c>;
/// <c>ConnectionStrings:{connectionName}</c> wins, either as a connection string or as the address of the service.
/// </summary>
public class AzureStorageBlobsSettings
{
    /// <summary>Overrides <see cref="ServiceUri"/> and <see cref="Credential"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Such as <c>https://{account}.blob.core.windows.net</c>, without a signature.</summary>
    public Uri? ServiceUri { get; set; }

    /// <summary>Signs requests to <see cref="ServiceUri"/>; the default Azure credential when absent.</summary>
    public TokenCredential? Credential { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }
}
