using Galion.Engines.Options;
using Galion.Engines.TestModels;
using Galion.Engines.Writing;
using Microsoft.Extensions.AI;

namespace Galion.Engines;

/// <summary>A chat model of this library.</summary>
/// <param name="Id">Such as <c>galion/writer</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Description">What it does and what it is, for people.</param>
/// <param name="IsTest">Whether it is there to try programs against rather than for its answers.</param>
/// <param name="Create">Makes a client; clients hold no state and may be shared.</param>
public sealed record ChatModel(string Id, string Name, string Description, bool IsTest, IReadOnlyList<EngineOption> Options, Func<IChatClient> Create);

/// <summary>All chat models of this library. None needs a key, a network or a GPU.</summary>
public static class ChatModels
{
    public static IReadOnlyList<ChatModel> All { get; } =
    [
        new(WriterChatClient.ModelId, "Galion Writer",
            "Works by rules (not a neural network): summaries, key phrases, outlines, titles, rewriting, answers with quotes, texts from notes, JSON by schema, tool calls. English and Polish. It never makes up a fact.",
            IsTest: false, WriterChatClient.Options, () => new WriterChatClient()),
        Test(() => new EchoChatClient(), "Echo", "Answers with your message."),
        Test(() => new SlowChatClient(), "Slow", "Answers with your message, slowly."),
        Test(FailingChatClient.RateLimited, "Rate limited", "Always fails with 429 and the time to wait."),
        Test(FailingChatClient.Unavailable, "Unavailable", "Always fails with 503."),
        Test(() => new CutStreamChatClient(), "Cut stream", "Breaks off half-way with an I/O error."),
        Test(() => new NoUsageChatClient(), "No usage", "Answers with your message and never says its usage."),
        Test(() => new ToolCallerChatClient(), "Tool caller", "Calls the first tool with valid arguments, then answers with its result."),
    ];

    public static ChatModel? Find(string id) => All.FirstOrDefault(model => model.Id == id);

    private static ChatModel Test(Func<TestChatClient> create, string name, string description)
    {
        using var client = create();
        return new ChatModel(client.ModelId, name, description + " A test model, free.", IsTest: true, client.Options, create);
    }
}
