using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Galion.Engines.TestModels;

/// <summary>Begins to answer like the echo and breaks off half-way, as when the connection to a remote model is lost. Usage never arrives.</summary>
public sealed class CutStreamChatClient() : TestChatClient(Id, [])
{
    public const string Id = "galion/cut-stream";

    /// <exception cref="IOException">Always.</exception>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await base.GetResponseAsync(messages, options, cancellationToken);
        throw Lost();
    }

    /// <exception cref="IOException">Always, after half of the answer.</exception>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(messages, options, cancellationToken);
        var half = response.Text[..(response.Text.Length / 2)];
        foreach (var piece in TextPieces.Pieces(half.Length > 0 && char.IsHighSurrogate(half[^1]) ? half[..^1] : half, 12))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece) { ModelId = Id, ResponseId = Id, MessageId = Id };
        }

        throw Lost();
    }

    private static IOException Lost() => new("The connection to galion/cut-stream was lost before the answer was complete.");
}
