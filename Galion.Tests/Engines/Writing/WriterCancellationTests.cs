using Galion.Engines.Writing;
using Galion.Tests.Painting;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Writing;

/// <summary>Every task over a large text stops within 200 ms of processor time.</summary>
public sealed class WriterCancellationTests
{
    private static readonly string Large = string.Concat(
        Enumerable.Range(0, 9_000).Select(n => $"Station {n} near village{n % 701} measured {n % 97} mm of rain in the {(n % 2 == 0 ? "spring" : "autumn")} of place{n % 353}, and keeper{n % 499} wrote it down. {(n % 9 == 8 ? "\n\n" : "")}"));

    public static TheoryData<string> Tasks => [.. WriterOptions.Tasks];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Every_task_stops_soon(string task)
    {
        var options = new ChatOptions
        {
            AdditionalProperties = new()
            {
                ["task"] = task, ["document"] = Large, ["notes"] = Large[..90_000], ["style"] = task == WriterOptions.Rewrite ? "simpler" : null, ["template"] = task == WriterOptions.Write ? "article" : null,
                ["schema"] = task == WriterOptions.Extract ? """{"type":"object","properties":{"village":{"type":"string"},"rain":{"type":"number"},"keepers":{"type":"array","items":{"type":"string"}}}}""" : null,
            },
        };
        ChatMessage[] messages = [new(ChatRole.User, "Which station measured the most rain in spring?")];

        Stopping.Assert(token => WriterChatClient.Respond(messages, options, token), 15, 60, 200, 600);
    }
}
