using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Galion.NexusLang.Hosting;

namespace Galion.NexusLang.Runner;

/// <summary>The host of a program in the sandbox: all that it asks for goes through the pipe to the Worker, which decides.</summary>
internal sealed class PipeHost(RunnerPipe pipe, IReadOnlyDictionary<string, string> files) : INexusHost
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement?>> _waiting = new();
    private int _lastCall;
    private int _answers;

    public void Write(string text) => pipe.Send(FrameKind.Output, Encoding.UTF8.GetBytes(text));

    public async ValueTask<string?> ReadLineAsync(string prompt, CancellationToken cancellation) =>
        (await CallAsync<TextArgument, TextArgument>("input", new TextArgument(prompt), cancellation))?.Text;

    public async ValueTask<IReadOnlyList<KnowledgeEntry>> SearchKnowledgeAsync(KnowledgeQuery query, CancellationToken cancellation) =>
        await CallAsync<KnowledgeQuery, KnowledgeEntry[]>("knowledge", query, cancellation) ?? [];

    public async ValueTask<IReadOnlyList<string>> RelatedTopicsAsync(string topic, CancellationToken cancellation) =>
        await CallAsync<TextArgument, string[]>("related", new TextArgument(topic), cancellation) ?? [];

    public async ValueTask<KnowledgeEntry?> FindKnowledgeAsync(string id, CancellationToken cancellation) =>
        await CallAsync<TextArgument, KnowledgeEntry>("entry", new TextArgument(id), cancellation);

    public ValueTask<HostAnswer> SayAsync(SpeechRequest request, CancellationToken cancellation) => AskAsync("say", request, cancellation);

    public ValueTask<HostAnswer> ListenAsync(ListenRequest request, CancellationToken cancellation) => AskAsync("listen", request, cancellation);

    public ValueTask<HostAnswer> AskAsync(AskRequest request, CancellationToken cancellation) => AskAsync("ask", request, cancellation);

    public ValueTask<HostAnswer> GenerateAsync(GenerationRequest request, CancellationToken cancellation) => AskAsync(
        "generate",
        new GenerateArguments(request.Kind, request.Prompt, request.Options.ToDictionary(option => option.Key, option => ToJson(option.Value))),
        cancellation);

    public string? ReadModule(string path) => files.GetValueOrDefault(path) ?? files.GetValueOrDefault(Normalize(path));

    public void Show(OutputAsset asset) =>
        CallAsync<BytesArgument, TextArgument>("show", new BytesArgument(asset.Name, asset.Data.ToArray(), asset.MediaType), CancellationToken.None)
            .AsTask().GetAwaiter().GetResult();

    public async ValueTask<byte[]?> LoadModelAsync(string name, CancellationToken cancellation) =>
        await CallAsync<TextArgument, byte[]>("load_model", new TextArgument(name), cancellation);

    public async ValueTask SaveModelAsync(string name, byte[] data, CancellationToken cancellation) =>
        await CallAsync<BytesArgument, TextArgument>("save_model", new BytesArgument(name, data), cancellation);

    public void TellWaiting()
    {
        var answers = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(answers, Volatile.Read(ref _answers));
        pipe.Send(FrameKind.Waiting, answers);
    }

    /// <summary>Hands an answer to the call that waits for it; one that nobody waits for any more is dropped.</summary>
    internal void Take(CallAnswer answer)
    {
        Interlocked.Increment(ref _answers);
        if (_waiting.TryRemove(answer.Id, out TaskCompletionSource<JsonElement?>? call))
        {
            if (answer.Refusal is null)
            {
                call.TrySetResult(answer.Value);
            }
            else
            {
                call.TrySetException(new NexusHostException(answer.Refusal));
            }
        }
    }

    private async ValueTask<HostAnswer> AskAsync<TRequest>(string kind, TRequest request, CancellationToken cancellation) =>
        await CallAsync<TRequest, AnswerValue>(kind, request, cancellation) is { } answer
            ? new HostAnswer(answer.Text, answer.Credits)
            : default;

    private async ValueTask<TResponse?> CallAsync<TRequest, TResponse>(string kind, TRequest request, CancellationToken cancellation)
        where TResponse : class
    {
        int id = Interlocked.Increment(ref _lastCall);
        var call = new TaskCompletionSource<JsonElement?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = call;
        var arguments = JsonSerializer.SerializeToElement(request, typeof(TRequest), WireJson.Default);
        try
        {
            byte[] content = Frames.ToJson(new HostCall(id, kind, arguments));
            if (content.Length > Frames.MaxBytes)
            {
                throw new NexusHostException("This is more than one call can carry: 32 MB.");
            }

            pipe.Send(FrameKind.Call, content);
            JsonElement? answer = await call.Task.WaitAsync(cancellation);
            return answer is { ValueKind: not JsonValueKind.Null } value
                ? (TResponse?)value.Deserialize(typeof(TResponse), WireJson.Default)
                : null;
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Named arguments are plain values of .NET; what is none of those is written as text.</summary>
    private static JsonElement ToJson(object? value)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            WriteValue(writer, value);
        }

        return JsonElement.Parse(bytes.ToArray());
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case long or int:
                writer.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case IEnumerable<KeyValuePair<string, object?>> pairs:
                writer.WriteStartObject();
                foreach ((string name, object? item) in pairs)
                {
                    writer.WritePropertyName(name);
                    WriteValue(writer, item);
                }

                writer.WriteEndObject();
                break;
            case System.Collections.IEnumerable items:
                writer.WriteStartArray();
                foreach (object? item in items)
                {
                    WriteValue(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    private static string Normalize(string path)
    {
        List<string> parts = [];
        foreach (string part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or ""))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
