using System.Diagnostics;
using Galion.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace Galion.Tests.ServiceDefaults;

public sealed class TelemetryTests
{
    private static readonly ActivitySource Source = new("Galion.TelemetryTests");

    [Fact]
    public async Task One_trace_runs_through_two_services_with_their_logs_and_metrics()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var collector = await OtlpReceiver.StartAsync(cancellationToken);
        await using var back = await TestService.StartAsync(app => app.MapGet("/things/{id}", (int id) =>
        {
            using var work = Source.StartActivity("find thing");
            return id;
        }));
        await using var front = await TestService.StartAsync(
            app => app.MapGet("/orders/{id}", (IHttpClientFactory clients, ILogger<TelemetryTests> log) =>
            {
                log.LogWarning("Looking for thing {Id}", 7);
                return clients.CreateClient().GetStringAsync("https+http://back/things/7");
            }),
            configuration: With(collector, "front", ("services:back:http:0", back.Address)));

        Assert.Equal("7", await front.Client.GetStringAsync("/orders/1", cancellationToken));

        var work = await collector.WaitForAsync(c => c.Spans.FirstOrDefault(span => span.Name == "find thing"), cancellationToken);
        var chain = await collector.WaitForAsync(c => FindChain(c, work), cancellationToken);
        Assert.Equal(["Galion.TelemetryTests", "Microsoft.AspNetCore", "System.Net.Http", "Microsoft.AspNetCore"], chain.Select(span => span.Scope));
        Assert.Equal(
            ("GET /orders/{id}", "/orders/{id}", "200"),
            (chain[^1].Name, chain[^1].Attributes["http.route"], chain[^1].Attributes["http.response.status_code"]));

        var log = await collector.WaitForAsync(
            c => c.Logs.FirstOrDefault(entry => entry.Body.Contains("Looking for thing", StringComparison.Ordinal)), cancellationToken);
        Assert.Equal(("front", work.TraceId), (log.Service, log.TraceId));
        await collector.WaitForAsync(c => c.Metrics.FirstOrDefault(metric => metric.Name == "http.server.request.duration"), cancellationToken);
    }

    [Fact]
    public async Task Probes_and_polling_leave_no_spans()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var collector = await OtlpReceiver.StartAsync(cancellationToken);
        await using var service = await TestService.StartAsync(app => app.MapGet("/", () => "hello"), configuration: With(collector, "probed", ("OTEL_TRACES_SAMPLER", "always_on")));

        await service.Client.GetStringAsync("/health", cancellationToken);
        await service.Client.GetStringAsync("/alive", cancellationToken);
        using (Source.StartActivity("poll", ActivityKind.Client, parentContext: default))
        {
        }

        await service.Client.GetStringAsync("/", cancellationToken);
        await collector.WaitForAsync(c => c.Spans.FirstOrDefault(span => span.Attributes.GetValueOrDefault("url.path") == "/"), cancellationToken);

        Assert.DoesNotContain(collector.Spans, span => span.Name == "poll" || span.Attributes.GetValueOrDefault("url.path") is "/health" or "/alive");
    }

    [Fact]
    public async Task Without_an_endpoint_no_provider_is_built()
    {
        await using var service = await TestService.StartAsync(_ => { });

        Assert.Null(service.Services.GetService<TracerProvider>());
    }

    private static List<OtlpSpan>? FindChain(OtlpReceiver collector, OtlpSpan leaf)
    {
        var chain = new List<OtlpSpan> { leaf };
        while (chain[^1].ParentSpanId is { } parent)
        {
            if (collector.Spans.FirstOrDefault(span => span.SpanId == parent && span.TraceId == leaf.TraceId) is not { } span)
            {
                return null;
            }

            chain.Add(span);
        }

        return chain;
    }

    private static Dictionary<string, string?> With(OtlpReceiver collector, string name, params (string Key, string Value)[] more)
    {
        var configuration = new Dictionary<string, string?>(collector.Configuration) { ["OTEL_SERVICE_NAME"] = name };
        foreach (var (key, value) in more)
        {
            configuration[key] = value;
        }

        return configuration;
    }
}
