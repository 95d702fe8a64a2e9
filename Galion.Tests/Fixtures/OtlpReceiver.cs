using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Galion.Tests.Fixtures;

/// <summary>An OTLP/HTTP collector on the loopback interface, which keeps what it is sent.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly ConcurrentQueue<OtlpMetric> _metrics = new();
    private readonly ConcurrentQueue<OtlpLog> _logs = new();

    private OtlpReceiver(WebApplication server)
    {
        _server = server;
    }

    /// <summary>The value of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, with protocol <c>http/protobuf</c>.</summary>
    public string Endpoint => _server.Urls.First();

    public IReadOnlyCollection<OtlpSpan> Spans => _spans;

    public IReadOnlyCollection<OtlpMetric> Metrics => _metrics;

    public IReadOnlyCollection<OtlpLog> Logs => _logs;

    /// <summary>The configuration that makes a service report here, with short intervals.</summary>
    public IReadOnlyDictionary<string, string?> Configuration => new Dictionary<string, string?>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Endpoint,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "250",
    };

    public static async Task<OtlpReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        // Requests to the receiver, traced by a service of the same process, would cause the next request to it, for ever.
        builder.Services.AddSingleton(new ActivitySource(nameof(OtlpReceiver)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new OtlpReceiver(builder.Build());
        receiver.Map("/v1/traces", receiver._spans, OtlpMessages.ReadSpans);
        receiver.Map("/v1/metrics", receiver._metrics, OtlpMessages.ReadMetrics);
        receiver.Map("/v1/logs", receiver._logs, OtlpMessages.ReadLogs);
        await receiver._server.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>Waits until the receiver holds what <paramref name="find"/> looks for.</summary>
    /// <exception cref="TimeoutException">After 60 seconds, naming what arrived last.</exception>
    public async Task<T> WaitForAsync<T>(Func<OtlpReceiver, T?> find, CancellationToken cancellationToken)
        where T : class
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(60); DateTime.UtcNow < deadline; await Task.Delay(50, cancellationToken))
        {
            if (find(this) is { } found)
            {
                return found;
            }
        }

        throw new TimeoutException(
            "What was waited for never arrived. Spans: " + string.Join(", ", _spans.TakeLast(50).Select(span => $"{span.Service}/{span.Scope}/{span.Name}")));
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private void Map<T>(string path, ConcurrentQueue<T> queue, Func<ReadOnlyMemory<byte>, IEnumerable<T>> read) =>
        _server.MapPost(path, async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            foreach (var item in read(body.ToArray()))
            {
                queue.Enqueue(item);
            }

            return Results.Bytes([], "application/x-protobuf");
        });
}
