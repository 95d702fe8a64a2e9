using System.Collections.Concurrent;
using System.Text.Json;
using Galion.NexusLang.Editing;

namespace Galion.NexusLang.LanguageServer;

/// <summary>
/// One editor's connection. Messages that change documents are taken in their order; requests are answered beside them from the state that
/// documents had when the request came, and given up as soon as that state is old.
/// </summary>
internal sealed partial class LanguageSession(IMessageChannel channel, LanguageServerOptions options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _working = new(2);
    private readonly ConcurrentDictionary<string, PendingRequest> _pending = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _changed = new(0);
    private CodeWorkspace _workspace = new(options.Files);
    private bool _isInitialized;
    private bool _isShutDown;

    /// <param name="Uri">The document that it asks about; null for the whole project.</param>
    private sealed record PendingRequest(string? Uri, CancellationTokenSource Cancellation)
    {
        internal bool IsStale { get; set; }

        internal void Cancel()
        {
            try
            {
                Cancellation.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It has been answered meanwhile.
            }
        }
    }

    /// <summary>Serves until the editor goes.</summary>
    /// <returns>Whether it shut the server down before.</returns>
    internal async Task<bool> RunAsync(CancellationToken cancellation)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _closing.Token);
        Task publishing = PublishDiagnosticsAsync(stopping.Token);
        try
        {
            while (await NextAsync(stopping.Token))
            {
            }
        }
        catch (InvalidDataException problem)
        {
            // Where the next message begins is not known any more.
            await AnswerAsync(null, Protocol.ParseError, $"{problem.Message} The connection ends.", stopping.Token);
            throw;
        }
        finally
        {
            await stopping.CancelAsync();
            await publishing;
        }

        return _isShutDown;
    }

    /// <returns>False when the editor asks to end or has gone.</returns>
    private async Task<bool> NextAsync(CancellationToken cancellation)
    {
        try
        {
            return await channel.ReadAsync(cancellation) is { } message && await TakeAsync(message, cancellation);
        }
        catch (OversizedMessageException problem)
        {
            await AnswerAsync(null, Protocol.InvalidRequest, problem.Message, cancellation);
            return true;
        }
        catch (Exception problem) when (problem is InvalidOperationException and not ObjectDisposedException)
        {
            // JSON allows texts that are none, such as half a surrogate pair.
            await AnswerAsync(null, Protocol.InvalidRequest, "The message cannot be read.", cancellation);
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();

        // Requests that still run have been cancelled; nothing that they hold must go before they have noticed.
        while (!_pending.IsEmpty)
        {
            await Task.Delay(5);
        }

        _closing.Dispose();
        _writing.Dispose();
        _working.Dispose();
        _changed.Dispose();
    }

    /// <returns>False when the editor asks to end.</returns>
    private async Task<bool> TakeAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        JsonElement message;
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 64 });
            message = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            await AnswerAsync(null, Protocol.ParseError, "This is not JSON.", cancellation);
            return true;
        }

        if (message.ValueKind != JsonValueKind.Object)
        {
            await AnswerAsync(null, Protocol.InvalidRequest, "A message is an object.", cancellation);
            return true;
        }

        JsonElement? id = message.TryGetProperty("id", out JsonElement given) ? given : null;
        if (!message.TryGetProperty("method", out JsonElement named) || named.ValueKind != JsonValueKind.String)
        {
            // The answer to something that the server asked, which it never does; or nothing that has a meaning.
            return true;
        }

        string method = named.GetString()!;
        JsonElement parameters = message.TryGetProperty("params", out JsonElement taken) ? taken : default;
        if (method == "exit")
        {
            return false;
        }

        if (id is null)
        {
            Notice(method, parameters);
        }
        else
        {
            await TakeRequestAsync(id.Value, method, parameters, cancellation);
        }

        return true;
    }

    private void Notice(string method, JsonElement parameters)
    {
        try
        {
            switch (method)
            {
                case "$/cancelRequest" when _pending.TryGetValue(parameters.GetProperty("id").GetRawText(), out PendingRequest? request):
                    request.Cancel();
                    break;
                case "textDocument/didOpen":
                    DidOpen(parameters);
                    break;
                case "textDocument/didChange":
                    DidChange(parameters);
                    break;
                case "textDocument/didClose":
                    DidClose(parameters);
                    break;
                case "workspace/didChangeWatchedFiles":
                    _workspace.Refresh();
                    _changed.Release();
                    break;
            }
        }
        catch (Exception problem) when (problem is InvalidOperationException or KeyNotFoundException or JsonException or RequestException or FormatException or ArgumentException)
        {
            // A notification has no answer in which to say that it was malformed.
        }
    }

    private async Task TakeRequestAsync(JsonElement id, string method, JsonElement parameters, CancellationToken cancellation)
    {
        if (method is "initialize" or "shutdown")
        {
            if (method == "initialize" && _isInitialized)
            {
                await AnswerAsync(id, Protocol.InvalidRequest, "The server has been initialized before.", cancellation);
                return;
            }

            object? result = method == "initialize" ? Initialize(parameters) : null;
            _isShutDown |= method == "shutdown";
            await AnswerAsync(id, result, cancellation);
            return;
        }

        if (!_isInitialized)
        {
            await AnswerAsync(id, Protocol.ServerNotInitialized, "The server has not been initialized.", cancellation);
            return;
        }

        if (_isShutDown)
        {
            await AnswerAsync(id, Protocol.InvalidRequest, "The server has been shut down.", cancellation);
            return;
        }

        if (_pending.Count >= options.MaxPendingRequests)
        {
            await AnswerAsync(id, Protocol.ServerCancelled, "Too many requests are waiting for an answer.", cancellation);
            return;
        }

        string? uri = parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("textDocument", out JsonElement document)
            && document.ValueKind == JsonValueKind.Object && document.TryGetProperty("uri", out JsonElement value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        var request = new PendingRequest(uri, CancellationTokenSource.CreateLinkedTokenSource(cancellation));
        string key = id.GetRawText();
        if (!_pending.TryAdd(key, request))
        {
            request.Cancellation.Dispose();
            await AnswerAsync(id, Protocol.InvalidRequest, "A request with this id is still being answered.", cancellation);
            return;
        }

        // What the request is about is looked up now, before the next message changes it.
        Func<CancellationToken, object?>? answer = null;
        (int Code, string Message)? refusal = null;
        try
        {
            answer = Prepare(method, parameters);
        }
        catch (RequestException problem)
        {
            refusal = (problem.Code, problem.Message);
        }
        catch (Exception problem) when (problem is InvalidOperationException or KeyNotFoundException or JsonException or FormatException or ArgumentException)
        {
            refusal = (Protocol.InvalidParams, $"The parameters of {method} cannot be read.");
        }

        if (answer is null)
        {
            _pending.TryRemove(key, out _);
            request.Cancellation.Dispose();
            (int code, string text) = refusal ?? (Protocol.MethodNotFound, $"There is no method {method}.");
            await AnswerAsync(id, code, text, cancellation);
            return;
        }

        _ = Task.Run(() => AnswerRequestAsync(id, key, request, answer, cancellation), CancellationToken.None);
    }

    private async Task AnswerRequestAsync(
        JsonElement id, string key, PendingRequest request, Func<CancellationToken, object?> answer, CancellationToken cancellation)
    {
        try
        {
            object? result = null;
            (int Code, string Message)? failure = null;
            try
            {
                await _working.WaitAsync(request.Cancellation.Token);
                try
                {
                    result = answer(request.Cancellation.Token);
                }
                finally
                {
                    _working.Release();
                }
            }
            catch (OperationCanceledException)
            {
                failure = request.IsStale
                    ? (Protocol.ContentModified, "The document has changed since.")
                    : (Protocol.RequestCancelled, "The request was cancelled.");
            }
            catch (RequestException problem)
            {
                failure = (problem.Code, problem.Message);
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                failure = (Protocol.InternalError, $"The language server failed ({problem.GetType().Name}).");
            }

            await (failure is { } known ? AnswerAsync(id, known.Code, known.Message, cancellation) : AnswerAsync(id, result, cancellation));
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException or System.Net.WebSockets.WebSocketException or ObjectDisposedException)
        {
            // The editor has gone; there is nobody to tell.
        }
        finally
        {
            _pending.TryRemove(key, out _);
            request.Cancellation.Dispose();
        }
    }

    private Task AnswerAsync(JsonElement? id, object? result, CancellationToken cancellation) =>
        WriteAsync(
            writer =>
            {
                WriteId(writer, id);
                writer.WritePropertyName("result");
                JsonSerializer.Serialize(writer, result, Protocol.Json);
            },
            cancellation);

    private Task AnswerAsync(JsonElement? id, int code, string message, CancellationToken cancellation) =>
        WriteAsync(
            writer =>
            {
                WriteId(writer, id);
                writer.WriteStartObject("error");
                writer.WriteNumber("code", code);
                writer.WriteString("message", message);
                writer.WriteEndObject();
            },
            cancellation);

    private static void WriteId(Utf8JsonWriter writer, JsonElement? id)
    {
        writer.WritePropertyName("id");
        if (id is { ValueKind: JsonValueKind.Number or JsonValueKind.String } known)
        {
            known.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private Task NotifyAsync(string method, object parameters, CancellationToken cancellation) =>
        WriteAsync(
            writer =>
            {
                writer.WriteString("method", method);
                writer.WritePropertyName("params");
                JsonSerializer.Serialize(writer, parameters, Protocol.Json);
            },
            cancellation);

    private async Task WriteAsync(Action<Utf8JsonWriter> write, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc", "2.0");
            write(writer);
            writer.WriteEndObject();
        }

        await _writing.WaitAsync(cancellation);
        try
        {
            await channel.WriteAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }
}
