using System.Text.Json;
using System.Text.Json.Nodes;
using Galion.Engines.Options;
using Microsoft.Extensions.AI;

namespace Galion.Engines.TestModels;

/// <summary>Calls the first tool of the request with arguments that fit its schema, then answers with the tool's result. Without tools it echoes.</summary>
public sealed class ToolCallerChatClient() : TestChatClient(Id, [])
{
    public const string Id = "galion/tool-caller";
    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    protected override Task<ChatResponse> RespondAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? options, OptionValues values, CancellationToken cancellationToken)
    {
        var results = messages.Count > 0 ? messages[^1].Contents.OfType<FunctionResultContent>().ToList() : [];
        if (results.Count > 0)
        {
            var text = string.Join('\n', results.Select(result => result.Result is string said ? said : JsonSerializer.Serialize(result.Result, Compact)));
            return Task.FromResult(Answer(messages, options, new ChatMessage(ChatRole.Assistant, text)));
        }

        if (options?.Tools?.OfType<AIFunctionDeclaration>().FirstOrDefault() is not { } tool || options.ToolMode is NoneChatToolMode)
        {
            return base.RespondAsync(messages, options, values, cancellationToken);
        }

        var said = LastText(messages);
        var arguments = SchemaExample.Of(tool.JsonSchema, said) as JsonObject ?? [];
        var call = new FunctionCallContent("call_1", tool.Name, arguments.ToDictionary(item => item.Key, item => (object?)JsonSerializer.SerializeToElement(item.Value)));
        return Task.FromResult(Answer(messages, options, new ChatMessage(ChatRole.Assistant, [call])));
    }
}
