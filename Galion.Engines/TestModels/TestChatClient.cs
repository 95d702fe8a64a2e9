using System.Runtime.CompilerServices;
using Galion.Engines.Options;
using Microsoft.Extensions.AI;

namespace Galion.Engines.TestModels;

/// <summary>
/// What the test models share: they are free, deterministic and need nothing, and show one behaviour of remote models each, so that programs can be
/// tried against it.
/// </summary>
/// <param name="modelId">Such as <c>galion/echo</c>.</param>
/// <param name="options">What the model takes.</param>
public abstract class TestChatClient(string modelId, IReadOnlyList<EngineOption> options) : IChatClient
{
    private const int PieceLength = 12;
    private readonly ChatClientMetadata _metadata = new("galion", defaultModelId: modelId);

    /// <summary>Grows whenever the same request gives another answer.</summary>
    public const int EngineVersion = 1;

    public string ModelId => modelId;

    public IReadOnlyList<EngineOption> Options => options;

    /// <exception cref="ArgumentException">There is no message from the user, or an option is wrong.</exception>
    public virtual async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await RespondAsync([.. messages], options, Read(options), cancellationToken);
    }

    /// <inheritdoc cref="GetResponseAsync"/>
    public virtual async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var values = Read(options);
        var response = await RespondAsync([.. messages], options, values, cancellationToken);
        foreach (var update in TextPieces.Updates(response, PieceLength))
        {
            await PauseAsync(values, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    protected virtual Task<ChatResponse> RespondAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? options, OptionValues values, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(messages, options, new ChatMessage(ChatRole.Assistant, LastText(messages))));

    /// <summary>What passes before each piece of a stream.</summary>
    protected virtual Task PauseAsync(OptionValues values, CancellationToken cancellationToken) => Task.CompletedTask;

    protected ChatResponse Answer(IReadOnlyList<ChatMessage> messages, ChatOptions? options, ChatMessage answer)
    {
        var reason = answer.Contents.Any(content => content is FunctionCallContent) ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
        if (answer.Contents is [TextContent text])
        {
            (text.Text, reason) = TextPieces.Limit(text.Text, options, isJson: false);
        }

        return new ChatResponse(answer) { ModelId = modelId, ResponseId = modelId, FinishReason = reason, Usage = TokenEstimate.Usage(messages, options, answer) };
    }

    /// <exception cref="ArgumentException">There is none.</exception>
    protected static string LastText(IReadOnlyList<ChatMessage> messages) => messages.LastOrDefault(message => message.Role == ChatRole.User)?.Text
        ?? throw new ArgumentException("The model needs a message from the user. Nothing was written.");

    private OptionValues Read(ChatOptions? given) => OptionValues.Read(modelId, options, given?.AdditionalProperties);
}
