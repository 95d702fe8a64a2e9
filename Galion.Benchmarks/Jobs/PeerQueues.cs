using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Galion.Benchmarks.Jobs;

/// <summary>Runs the scripts under <c>peers</c>, which measure other queues in the same way.</summary>
internal sealed class PeerQueues
{
    private readonly string _folder;
    private readonly string _node;

    private PeerQueues(string folder)
    {
        _folder = folder;

        // graphile-worker and pg-boss ask for Node 22, which their lock file brings along.
        string own = Path.Combine(folder, "node_modules", "node", "bin", "node");
        _node = File.Exists(own) ? own : "node";
    }

    /// <returns>Null when the peers are not installed.</returns>
    internal static PeerQueues? Find([CallerFilePath] string here = "")
    {
        string folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "peers"));
        return Directory.Exists(Path.Combine(folder, "node_modules")) ? new PeerQueues(folder) : null;
    }

    internal async Task<QueueFigures> RunAsync(
        BenchmarkServer server, string database, string script, int jobs, int slots, int latencySamples, int batchSize = 1)
    {
        await server.CreateDatabaseAsync(database);
        string url = $"postgres://postgres@127.0.0.1:{server.Port}/{database}";
        string output = await Measurements.RunAsync(
            _node, _folder, script, url, $"{jobs}", $"{slots}", $"{latencySamples}", $"{batchSize}", $"{server.ProcessId}");
        string line = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        PeerOutput peer = JsonSerializer.Deserialize<PeerOutput>(line, JsonSerializerOptions.Web)!;
        return new QueueFigures(peer.JobsPerSecond, peer.CpuMs / jobs, peer.Latencies);
    }

    private sealed record PeerOutput(double JobsPerSecond, double CpuMs, double[] Latencies);
}
