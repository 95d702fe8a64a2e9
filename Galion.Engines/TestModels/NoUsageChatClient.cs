using Galion.Engines.Options;
using Microsoft.Extensions.AI;

namespace Galion.Engines.TestModels;

/// <summary>Answers like the echo and never says how many tokens it used.</summary>
public sealed class NoUsageChatClient() : TestChatClient(Id, [])
{
    public const string Id = "galion/no-usage";

    protected override async Task<ChatResponse> RespondAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? options, OptionValues values, CancellationToken cancellationToken)
    {
        var response = await base.RespondAsync(messages, options, values, cancellationToken);
        response.Usage = null;
        return response;
    }
}
