using System.Net.Mime;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace Galion.Platform.Storage;

/// <param name="LastModified">When it was written last.</param>
public sealed record StoredBlob(string Name, DateTimeOffset LastModified);

/// <summary>The files that generations made. The container is private: people reach a file by a signed link only.</summary>
/// <param name="service">The storage account.</param>
/// <param name="containerName">One per database: what no row of this database refers to is swept away.</param>
/// <param name="time">Dates the links.</param>
public sealed class BlobStore(BlobServiceClient service, string containerName, TimeProvider time) : IDisposable
{
    public const string DefaultContainerName = "assets";

    /// <summary>How long a signed link works.</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromMinutes(15);

    // Links are dated back a little for machines whose clock is slow; the signature covers both ends.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DelegationKeyLifetime = TimeSpan.FromHours(6);

    private readonly BlobContainerClient _container = service.GetBlobContainerClient(containerName);
    private readonly SemaphoreSlim _delegationKeyLock = new(1, 1);
    private UserDelegationKey? _delegationKey;

    public async Task EnsureContainerAsync(CancellationToken cancellationToken) =>
        await _container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken);

    /// <summary>Writes the blob whole or not at all, over whatever had its name. Makes the container on a new storage account.</summary>
    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        BlobClient blob = _container.GetBlobClient(name);
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType } };
        try
        {
            await blob.UploadAsync(BinaryData.FromBytes(content), options, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await EnsureContainerAsync(cancellationToken);
            await blob.UploadAsync(BinaryData.FromBytes(content), options, cancellationToken);
        }
    }

    /// <exception cref="RequestFailedException">Status 404 when there is no such blob.</exception>
    public async Task<byte[]> ReadAsync(string name, CancellationToken cancellationToken) =>
        (await _container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToArray();

    /// <summary>For files that need not lie in memory whole.</summary>
    /// <exception cref="RequestFailedException">Status 404 when there is no such blob.</exception>
    public async Task<Stream> OpenAsync(string name, CancellationToken cancellationToken) =>
        (await _container.GetBlobClient(name).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value.Content;

    public async Task DeleteIfExistsAsync(string name, CancellationToken cancellationToken) =>
        await _container.GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);

    /// <summary>Lists in pages of at most <paramref name="pageSize"/> (1 to 5,000), in the order of names.</summary>
    public async IAsyncEnumerable<IReadOnlyList<StoredBlob>> ListPagesAsync(
        string prefix, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AsyncPageable<BlobItem> blobs = _container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken);
        await foreach (Page<BlobItem> page in blobs.AsPages(pageSizeHint: pageSize).WithCancellation(cancellationToken))
        {
            yield return [.. page.Values.Select(blob => new StoredBlob(blob.Name, blob.Properties.LastModified ?? DateTimeOffset.MaxValue))];
        }
    }

    /// <summary>A link that reads this one blob and ends after <see cref="LinkLifetime"/>.</summary>
    /// <param name="name">The blob.</param>
    /// <param name="downloadAs">When set, browsers save the file under this name in place of showing it.</param>
    /// <param name="cancellationToken">Stops the signing.</param>
    public async Task<Uri> SignReadLinkAsync(string name, string? downloadAs, CancellationToken cancellationToken)
    {
        BlobClient blob = _container.GetBlobClient(name);
        DateTimeOffset now = time.GetUtcNow();
        var link = new BlobSasBuilder(BlobSasPermissions.Read, now + LinkLifetime)
        {
            BlobContainerName = containerName,
            BlobName = name,
            Resource = "b",
            StartsOn = now - ClockSkew,
            Protocol = blob.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
            CacheControl = "private, max-age=86400, immutable",
        };
        if (downloadAs is not null)
        {
            link.ContentDisposition = new ContentDisposition(DispositionTypeNames.Attachment) { FileName = downloadAs }.ToString();
        }

        if (blob.CanGenerateSasUri)
        {
            return blob.GenerateSasUri(link);
        }

        // A service that signs in with an identity has no account key: it signs with a key that the storage account lends it.
        UserDelegationKey key = await FindDelegationKeyAsync(now, cancellationToken);
        return new BlobUriBuilder(blob.Uri) { Sas = link.ToSasQueryParameters(key, service.AccountName) }.ToUri();
    }

    public void Dispose() => _delegationKeyLock.Dispose();

    private async Task<UserDelegationKey> FindDelegationKeyAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _delegationKeyLock.WaitAsync(cancellationToken);
        try
        {
            if (_delegationKey is null || _delegationKey.SignedExpiresOn < now + LinkLifetime + ClockSkew)
            {
                _delegationKey = await service.GetUserDelegationKeyAsync(now - ClockSkew, now + DelegationKeyLifetime, cancellationToken);
            }

            return _delegationKey;
        }
        finally
        {
            _delegationKeyLock.Release();
        }
    }
}
