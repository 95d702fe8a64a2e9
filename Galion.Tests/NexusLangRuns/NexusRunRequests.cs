using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.NexusLang;
using Galion.Tests.Fixtures;

namespace Galion.Tests.NexusLangRuns;

/// <summary>One API with a worker that runs, for all tests of a class: processes for programs take a while to start.</summary>
public sealed class RunningApp : IAsyncLifetime
{
    public TestApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await TestApp.StartAsync(TestContext.Current.CancellationToken);
        await App.StartWorkerAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

internal static class NexusRunRequests
{
    public const string Address = "/api/v2/nexuslang";

    public static Task<HttpResponseMessage> PostAsync(this TestUser user, string path, object body, CancellationToken cancellationToken) =>
        user.Client.PostAsJsonAsync(path, body, GalionJson.Options, cancellationToken);

    /// <summary>Queues a run and expects 202.</summary>
    public static async Task<CreatedNexusRunResponse> CreateRunAsync(this TestUser user, CreateNexusRunRequest request, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await user.PostAsync($"{Address}/runs", request, cancellationToken);
        return await ReadAsync<CreatedNexusRunResponse>(response, HttpStatusCode.Accepted, cancellationToken);
    }

    /// <summary>Runs a program and returns the run as it ended, by its events.</summary>
    public static async Task<NexusRunResponse> RunAsync(this TestUser user, CreateNexusRunRequest request, CancellationToken cancellationToken)
    {
        CreatedNexusRunResponse receipt = await user.CreateRunAsync(request, cancellationToken);
        return await user.WaitForEndAsync(receipt.Id, cancellationToken);
    }

    public static async Task<NexusRunResponse> WaitForEndAsync(this TestUser user, Guid id, CancellationToken cancellationToken) =>
        (await user.FollowAsync(id, lastEventId: 0, _ => false, cancellationToken))[^1].Data.Deserialize<NexusRunResponse>(GalionJson.Options)!;

    /// <summary>Reads events until the stream ends or <paramref name="isEnough"/> says so.</summary>
    public static async Task<List<RunEvent>> FollowAsync(
        this TestUser user, Guid id, int lastEventId, Func<RunEvent, bool> isEnough, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await user.Client.GetAsync(
            $"{Address}/runs/{id}/events?last_event_id={lastEventId}", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
        List<RunEvent> events = [];
        (int eventId, string name) = (0, "");
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                eventId = int.Parse(line[4..], System.Globalization.CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                events.Add(new RunEvent(eventId, name, JsonElement.Parse(line[6..])));
                if (isEnough(events[^1]))
                {
                    break;
                }
            }
        }

        return events;
    }

    public static async Task<NexusRunResponse> FindRunAsync(this TestUser user, Guid id, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await user.Client.GetAsync($"{Address}/runs/{id}", cancellationToken);
        return await ReadAsync<NexusRunResponse>(response, HttpStatusCode.OK, cancellationToken);
    }

    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, HttpStatusCode status, CancellationToken cancellationToken)
    {
        string body = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {body}");
        return JsonSerializer.Deserialize<T>(body, GalionJson.Options)!;
    }
}

internal sealed record RunEvent(int Id, string Name, JsonElement Data);
