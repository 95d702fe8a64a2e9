using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Azure;

namespace Aspire.Hosting.Engine;

/// <summary>Runs the blob service of Azurite from the repository's npm packages.</summary>
internal sealed class AzuriteProgram(AzureStorageEmulatorResource emulator, IDistributedApplicationBuilder builder, StateDirectory state)
    : LaunchableProgram
{
    public override Task<LaunchPlan> PrepareAsync(CancellationToken cancellationToken)
    {
        var node = Tools.Require("node", "nodejs", "node");
        var script = Tools.FindUpwards(builder.AppHostDirectory, "node_modules/azurite/dist/src/blob/main.js")
            ?? throw new ResourceStartException(
                "Azurite is not installed.", $"Install the repository's packages: npm ci --prefix '{Path.GetFullPath(Path.Combine(builder.AppHostDirectory, ".."))}'");
        var folder = state.Data(emulator.Name);
        Directory.CreateDirectory(folder);
        IReadOnlyList<string> arguments =
        [
            script, "--location", folder, "--blobHost", "127.0.0.1",
            "--blobPort", emulator.BlobEndpoint.Port.ToString(CultureInfo.InvariantCulture),
            "--skipApiVersionCheck", "--disableTelemetry", "--silent",
        ];
        return Task.FromResult(new LaunchPlan(node, arguments, folder, new Dictionary<string, string>()));
    }

    public override Task<string?> FindProblemAsync(CancellationToken cancellationToken) =>
        HttpProbe.FindSilenceAsync(emulator.BlobEndpoint.Url, cancellationToken);

    public override bool IsWarning(string line, bool isError) => isError;
}

/// <summary>The blob service of a storage account, here or elsewhere.</summary>
internal sealed class BlobServiceProgram(AzureBlobStorageResource blobs) : ResourceProgram
{
    public override async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        var connectionString = await ((IResourceWithConnectionString)blobs).GetConnectionStringAsync(cancellationToken) ?? "";
        var parts = connectionString.Split(';').Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var address = parts.GetValueOrDefault("BlobEndpoint")
            ?? (Uri.IsWellFormedUriString(connectionString, UriKind.Absolute)
                ? connectionString
                : $"{parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{parts.GetValueOrDefault("AccountName")}.blob.{parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}");
        return await HttpProbe.FindSilenceAsync(address, cancellationToken);
    }
}
