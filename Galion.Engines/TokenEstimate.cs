using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Galion.Engines;

/// <summary>
/// Counts tokens where no tokenizer does: one for every four characters (UTF-16 code units) of all texts together, rounded up. The built-in chat
/// models count their usage by it.
/// </summary>
public static class TokenEstimate
{
    private const int CharactersPerToken = 4;

    public static long Count(string text) => OfCharacters(text.Length);

    /// <summary>Texts, tool calls and tool results of the messages.</summary>
    public static long Count(IEnumerable<ChatMessage> messages) => OfCharacters(messages.Sum(message => message.Contents.Sum(Characters)));

    /// <summary>What was read, the messages with the instructions and the texts among the options, and what was written.</summary>
    public static UsageDetails Usage(IEnumerable<ChatMessage> input, ChatOptions? options, ChatMessage output)
    {
        var characters = input.Sum(message => message.Contents.Sum(Characters)) + (options?.Instructions?.Length ?? 0)
            + (options?.AdditionalProperties?.Values.Sum(Characters) ?? 0);
        var (read, written) = (OfCharacters(characters), Count([output]));
        return new UsageDetails { InputTokenCount = read, OutputTokenCount = written, TotalTokenCount = read + written };
    }

    private static long OfCharacters(long characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;

    private static long Characters(object? option) => option switch
    {
        string text => text.Length,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!.Length,
        _ => 0,
    };

    private static long Characters(AIContent content) => content switch
    {
        TextContent text => text.Text.Length,
        DataContent data => data.Data.Length,
        FunctionCallContent call => call.Name.Length + (call.Arguments?.Sum(argument => (long)argument.Key.Length + (argument.Value?.ToString()?.Length ?? 0)) ?? 0),
        FunctionResultContent result => result.Result?.ToString()?.Length ?? 0,
        _ => 0,
    };
}
