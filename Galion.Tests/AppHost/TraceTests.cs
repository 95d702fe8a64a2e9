using System.Net;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Tests.Fixtures;

namespace Galion.Tests.AppHost;

/// <summary>The way of one request through all processes, as a collector sees it.</summary>
public sealed partial class TraceTests
{
    [Fact]
    public async Task One_trace_runs_from_the_button_through_api_queue_and_worker_to_the_blob()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromMinutes(3));
        await using var collector = await OtlpReceiver.StartAsync(timeout.Token);
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Galion_AppHost>(timeout.Token);
        foreach (var (key, value) in collector.Configuration)
        {
            builder.Configuration[key] = value;
        }

        await using var app = await builder.BuildAsync(timeout.Token);
        await app.StartAsync(timeout.Token);
        await app.ResourceNotifications.WaitForResourceHealthyAsync(ResourceNames.Worker, timeout.Token);
        await app.ResourceNotifications.WaitForResourceHealthyAsync(ResourceNames.Studio, timeout.Token);

        using var browser = new FormBrowser(app.GetEndpoint(ResourceNames.Studio));
        await browser.SubmitAsync(
            "/register", "register", timeout.Token, ("Form.Email", "painter@example.com"), ("Form.Username", "painter"), ("Form.Password", "sails over quiet harbours"));
        await browser.SubmitAsync(
            "/create", "create", timeout.Token, ("Form.Prompt", "A quiet harbour"), ("Form.Ratio", "1:1"), ("Form.Width", "1024"),
            ("Form.Height", "1024"), ("Form.Count", "1"), ("Form.Detail", ImageOptions.DefaultDetail));

        var way = await collector.WaitForAsync(FindWayOfABlob, timeout.Token);
        Assert.Equal([ResourceNames.Worker, ResourceNames.Api, ResourceNames.Studio], way.Select(span => span.Service).Distinct());
        Assert.Contains(way, span => span is { Service: ResourceNames.Worker, Scope: "Galion.Jobs" });
        Assert.Equal("POST /create", way[^1].Name);
    }

    /// <summary>From an upload of the worker up to the request that began it all, once every span of it has arrived.</summary>
    private static List<OtlpSpan>? FindWayOfABlob(OtlpReceiver collector) =>
        collector.Spans.Where(span => span.Service == ResourceNames.Worker && span.Scope.StartsWith("Azure.Storage.Blobs", StringComparison.Ordinal))
            .Select(upload => FindWay(collector, upload))
            .FirstOrDefault(way => way?[^1].Service == ResourceNames.Studio);

    private static List<OtlpSpan>? FindWay(OtlpReceiver collector, OtlpSpan leaf)
    {
        var way = new List<OtlpSpan> { leaf };
        while (way[^1].ParentSpanId is { } parent)
        {
            if (collector.Spans.FirstOrDefault(span => span.SpanId == parent && span.TraceId == leaf.TraceId) is not { } span)
            {
                return null;
            }

            way.Add(span);
        }

        return way;
    }

    /// <summary>A browser without script, which takes no part in traces and keeps cookies whatever the scheme.</summary>
    private sealed partial class FormBrowser(Uri address) : IDisposable
    {
        private readonly Dictionary<string, string> _cookies = [];
        private readonly HttpClient _client = new(
            new SocketsHttpHandler { ActivityHeadersPropagator = null, AllowAutoRedirect = false, UseCookies = false })
        { BaseAddress = address };

        public async Task SubmitAsync(string path, string form, CancellationToken cancellationToken, params (string Name, string Value)[] fields)
        {
            using var page = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
            var html = await page.Content.ReadAsStringAsync(cancellationToken);
            var markup = html.Split("<form").Single(part => part.Contains($"name=\"_handler\" value=\"{form}\"", StringComparison.Ordinal));

            var values = HiddenInput().Matches(markup).Select(input => KeyValuePair.Create(input.Groups[1].Value, WebUtility.HtmlDecode(input.Groups[2].Value)))
                .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            using var answer = await SendAsync(
                new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(values) }, cancellationToken);
            Assert.True(
                answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther,
                $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }

        public void Dispose() => _client.Dispose();

        [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)""")]
        private static partial Regex HiddenInput();

        private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            var response = await _client.SendAsync(request, cancellationToken);
            foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                var pair = cookie.Split(';')[0].Split('=', 2);
                _cookies[pair[0]] = pair[1];
            }

            return response;
        }
    }
}
