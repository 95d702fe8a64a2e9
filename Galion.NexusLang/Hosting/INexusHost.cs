namespace Galion.NexusLang.Hosting;

/// <summary>
/// The only way out of a program: what it prints and reads, and what it asks of AI. Calls come from the run's own threads, one at a time
/// for output and input, several at a time for the rest when the program spawns them. A refusal is a <see cref="NexusHostException"/>,
/// which the program may catch.
/// </summary>
public interface INexusHost
{
    /// <summary>Takes what was printed, in order; several prints may come as one text.</summary>
    void Write(string text);

    /// <summary>One line of input without its end, or null when there is no more.</summary>
    ValueTask<string?> ReadLineAsync(string prompt, CancellationToken cancellation);

    ValueTask<IReadOnlyList<KnowledgeEntry>> SearchKnowledgeAsync(KnowledgeQuery query, CancellationToken cancellation);

    ValueTask<IReadOnlyList<string>> RelatedTopicsAsync(string topic, CancellationToken cancellation);

    /// <returns>Null when nothing has this id.</returns>
    ValueTask<KnowledgeEntry?> FindKnowledgeAsync(string id, CancellationToken cancellation);

    ValueTask<HostAnswer> SayAsync(SpeechRequest request, CancellationToken cancellation);

    /// <summary>What was heard, or null when nothing was.</summary>
    ValueTask<HostAnswer> ListenAsync(ListenRequest request, CancellationToken cancellation);

    ValueTask<HostAnswer> AskAsync(AskRequest request, CancellationToken cancellation);

    /// <summary>Makes a picture, video, music or voice; the answer is the name or address of the asset.</summary>
    ValueTask<HostAnswer> GenerateAsync(GenerationRequest request, CancellationToken cancellation);

    /// <summary>
    /// Says that from now on the program does nothing but wait for the answers that it has asked for, so that others may use the processor. Comes
    /// after the calls, on any thread, and may be late.
    /// </summary>
    void TellWaiting()
    {
    }

    /// <summary>The text of a file that the program imports, or null when there is none of this name. The path is as written.</summary>
    string? ReadModule(string path);

    /// <summary>Takes a picture, sound or table that the run has made; a later one of the same name takes its place.</summary>
    void Show(OutputAsset asset);

    /// <summary>The bytes that <see cref="SaveModelAsync"/> has kept under this name, or null when there is no such model.</summary>
    ValueTask<byte[]?> LoadModelAsync(string name, CancellationToken cancellation);

    /// <summary>Keeps a trained model for later runs; an older one of the same name is replaced.</summary>
    ValueTask SaveModelAsync(string name, byte[] data, CancellationToken cancellation);
}

/// <summary>Something to look at or listen to beside the text that a run prints.</summary>
/// <param name="Name">A plain file name with an extension, never a path: see <see cref="AssetNames"/>.</param>
/// <param name="MediaType">Such as <c>image/svg+xml</c>.</param>
public sealed record OutputAsset(string Name, string MediaType, ReadOnlyMemory<byte> Data);

/// <param name="Verified">Null takes verified and other entries alike.</param>
/// <param name="Limit">At least 1.</param>
public sealed record KnowledgeQuery(string Text, bool? Verified, int Limit, IReadOnlyList<string> Tags);

/// <param name="Confidence">0 to 1.</param>
public sealed record KnowledgeEntry(string Id, string Title, string Summary, double Confidence, bool Verified, IReadOnlyList<string> Tags);

/// <param name="Speed">0.5 to 2; 1 is normal.</param>
public sealed record SpeechRequest(string Text, string? Emotion, string? VoiceId, double Speed);

/// <param name="TimeoutSeconds">How long to wait for speech; null leaves it to the host.</param>
public sealed record ListenRequest(double? TimeoutSeconds, string? Language);

/// <param name="Schema">A JSON schema that the answer must follow, as JSON; null for free text.</param>
/// <param name="Personality">How the program wants to be spoken to, in words; empty when it has said nothing.</param>
public sealed record AskRequest(string Prompt, string? Model, string? Schema, string Personality);

/// <param name="Kind"><c>image</c>, <c>video</c>, <c>music</c> or <c>voice</c>.</param>
/// <param name="Options">Further named arguments as the program gave them.</param>
public sealed record GenerationRequest(string Kind, string Prompt, IReadOnlyDictionary<string, object?> Options);

/// <param name="Text">The answer itself, or null for none.</param>
/// <param name="Credits">What the call cost, in the smallest unit.</param>
public readonly record struct HostAnswer(string? Text, long Credits = 0);

/// <summary>The host will not or cannot do what was asked; the message is for the people who run the program.</summary>
public sealed class NexusHostException : Exception
{
    public NexusHostException()
    {
    }

    public NexusHostException(string message)
        : base(message)
    {
    }

    public NexusHostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
