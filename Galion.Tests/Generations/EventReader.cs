using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Galion.Contracts;

namespace Galion.Tests.Generations;

internal sealed record ReceivedEvent(int Id, string Name, JsonElement Data)
{
    public T Read<T>() => Data.Deserialize<T>(GalionJson.Options)!;
}

/// <summary>Reads an event stream as a browser does.</summary>
internal static class EventReader
{
    public static async Task<HttpResponseMessage> OpenEventsAsync(
        this HttpClient client, Guid generationId, CancellationToken cancellationToken, int? lastEventId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{GenerationRequests.Address}/{generationId}/events");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId.Value.ToString(CultureInfo.InvariantCulture));
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public static async IAsyncEnumerable<ReceivedEvent> ReadEventsAsync(
        this HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        int id = 0;
        string name = "";
        string data = "";
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = int.Parse(line.AsSpan(4), CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                data = line[6..];
            }
            else if (line.Length == 0 && data.Length > 0)
            {
                yield return new ReceivedEvent(id, name, JsonSerializer.Deserialize<JsonElement>(data));
                data = "";
            }
        }
    }

    /// <summary>All events until the stream ends.</summary>
    public static async Task<List<ReceivedEvent>> ReadAllEventsAsync(
        this HttpClient client, Guid generationId, CancellationToken cancellationToken, int? lastEventId = null)
    {
        using HttpResponseMessage response = await client.OpenEventsAsync(generationId, cancellationToken, lastEventId);
        return await response.ReadEventsAsync(cancellationToken).ToListAsync(cancellationToken);
    }
}
