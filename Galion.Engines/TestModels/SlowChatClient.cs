using Galion.Engines.Options;
using Microsoft.Extensions.AI;

namespace Galion.Engines.TestModels;

/// <summary>Answers like the echo, but slowly: each piece of a stream, and each answer as a whole, takes <c>delay_ms</c> milliseconds.</summary>
public sealed class SlowChatClient() : TestChatClient(Id, [Delay])
{
    public const string Id = "galion/slow";
    private const int MaxDelay = 60_000;
    private static readonly EngineOption Delay = EngineOption.Whole("delay_ms", "Milliseconds before each piece.", 250, 0, MaxDelay);

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(messages, options, cancellationToken);
        await PauseAsync(OptionValues.Read(Id, [Delay], options?.AdditionalProperties), cancellationToken);
        return response;
    }

    protected override Task PauseAsync(OptionValues values, CancellationToken cancellationToken) => Task.Delay(values.Whole("delay_ms"), cancellationToken);
}
