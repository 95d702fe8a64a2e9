using System.Diagnostics;
using System.Text.Json;
using Galion.Contracts.NexusLang;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Runner;
using Galion.Platform.Data;
using Galion.Platform.NexusLang;
using Npgsql;

namespace Galion.Worker.NexusLang;

/// <summary>Makes the host of each run.</summary>
internal sealed class NexusRunHostFactory(IServiceScopeFactory scopes, NpgsqlDataSource database, ILogger<NexusRunHost> log)
{
    internal NexusRunHost Create(NexusRun run, long fence, RunEventWriter events) =>
        new(run, events, new RunInput(run, database), new RunCalls(run, fence, scopes, events), new RunFiles(run, fence, scopes), log);
}

/// <summary>
/// Answers what a program in the sandbox asks the platform for. Each call comes from a stranger's program: its form is checked, its price is
/// held against the run's budget, and a refusal is a sentence that the program may catch.
/// </summary>
internal sealed class NexusRunHost(
    NexusRun run, RunEventWriter events, RunInput input, RunCalls calls, RunFiles files, ILogger<NexusRunHost> log) : IAsyncDisposable
{
    private readonly OfflineHost _knowledge = new(TextWriter.Null, TextReader.Null);
    private readonly SemaphoreSlim _asking = new(1, 1);
    private bool _knowledgeNoticed;

    internal async Task<CallAnswer> AnswerAsync(HostCall call, CancellationToken cancellationToken)
    {
        try
        {
            return new CallAnswer(call.Id, await DoAsync(call, cancellationToken), Refusal: null);
        }
        catch (NexusHostException refusal)
        {
            return new CallAnswer(call.Id, Value: null, refusal.Message);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return new CallAnswer(call.Id, Value: null, "The platform does not understand this call.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.CallFailed(exception, run.Id);
            return new CallAnswer(call.Id, Value: null, "The platform could not do this now. Nothing was charged for it. Try again later.");
        }
    }

    public ValueTask DisposeAsync()
    {
        _asking.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement?> DoAsync(HostCall call, CancellationToken cancellationToken)
    {
        switch (call.Kind)
        {
            case "input":
                return ToJson(new TextArgument(await ReadLineAsync(Read<TextArgument>(call).Text ?? "", cancellationToken)));
            case "listen":
                return ToJson(new AnswerValue(await ReadLineAsync("", cancellationToken), 0));
            case "knowledge":
                await NoticeKnowledgeAsync(cancellationToken);
                return ToJson<KnowledgeEntry[]>([.. await _knowledge.SearchKnowledgeAsync(Read<KnowledgeQuery>(call), cancellationToken)]);
            case "related":
                await NoticeKnowledgeAsync(cancellationToken);
                return ToJson<string[]>([.. await _knowledge.RelatedTopicsAsync(Read<TextArgument>(call).Text ?? "", cancellationToken)]);
            case "entry":
                KnowledgeEntry? entry = await _knowledge.FindKnowledgeAsync(Read<TextArgument>(call).Text ?? "", cancellationToken);
                return entry is null ? null : ToJson(entry);
            case "say":
                return ToJson(await calls.SayAsync(Read<SpeechRequest>(call), cancellationToken));
            case "ask":
                return ToJson(await calls.AskAsync(Read<AskRequest>(call), cancellationToken));
            case "generate":
                return ToJson(await calls.GenerateAsync(Read<GenerateArguments>(call), cancellationToken));
            case "show":
                NexusRunAsset shown = await files.ShowAsync(Read<BytesArgument>(call), cancellationToken);
                await events.WriteAsync(NexusRunEvents.Asset, shown, cancellationToken);
                return null;
            case "load_model":
                return await files.LoadModelAsync(Read<TextArgument>(call).Text ?? "", cancellationToken) is { } model ? ToJson(model) : null;
            case "save_model":
                await files.SaveModelAsync(Read<BytesArgument>(call), cancellationToken);
                return null;
            default:
                throw new NexusHostException("The platform has no such call.");
        }
    }

    private async Task<string?> ReadLineAsync(string prompt, CancellationToken cancellationToken)
    {
        // One reader at a time, in the order in which they ask.
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (input.TryRead(out string? line))
            {
                return line;
            }

            await events.WriteAsync(NexusRunEvents.Input, new NexusRunPrompt(prompt.Replace('\0', '\uFFFD')), cancellationToken);
            return await input.WaitAsync(cancellationToken);
        }
        finally
        {
            _asking.Release();
        }
    }

    private async Task NoticeKnowledgeAsync(CancellationToken cancellationToken)
    {
        if (!_knowledgeNoticed)
        {
            _knowledgeNoticed = true;
            await events.WriteAsync(
                NexusRunEvents.Notice,
                new NexusRunOutput("knowledge() answers from a few built-in entries, the same as offline: this installation has no encyclopedia yet."),
                cancellationToken);
        }
    }

    private static T Read<T>(HostCall call)
        where T : class => (T?)call.Arguments.Deserialize(typeof(T), WireJson.Default) ?? throw new JsonException("No arguments.");

    private static JsonElement ToJson<T>(T value) => JsonSerializer.SerializeToElement(value, typeof(T), WireJson.Default);
}

/// <summary>The lines that a run reads: those it came with, and those that arrive while it is interactive.</summary>
internal sealed class RunInput(NexusRun run, NpgsqlDataSource database)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private string _text = run.Stdin;
    private bool _isClosed = run.StdinClosed;
    private int _read;

    /// <param name="line">The next line, or null at the end of the input.</param>
    /// <returns>False when more may come, and has not.</returns>
    internal bool TryRead(out string? line)
    {
        int end = _text.IndexOf('\n', _read);
        if (end < 0 && !_isClosed)
        {
            line = null;
            return false;
        }

        if (end < 0)
        {
            // The last line may lack its end.
            line = _read < _text.Length ? _text[_read..] : null;
            _read = _text.Length;
        }
        else
        {
            line = _text[_read..end];
            _read = end + 1;
        }

        line = line?.TrimEnd('\r');
        return true;
    }

    internal async Task<string?> WaitAsync(CancellationToken cancellationToken)
    {
        await MarkAsync(waits: true, cancellationToken);
        try
        {
            while (true)
            {
                await using (NpgsqlCommand command = database.CreateCommand("SELECT stdin, stdin_closed FROM nexus_runs WHERE id = $1"))
                {
                    command.Parameters.AddWithValue(run.Id);
                    await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
                    if (!await reader.ReadAsync(cancellationToken))
                    {
                        return null;
                    }

                    (_text, _isClosed) = (reader.GetString(0), reader.GetBoolean(1));
                }

                if (TryRead(out string? line))
                {
                    return line;
                }

                await Task.Delay(Look, cancellationToken);
            }
        }
        finally
        {
            await MarkAsync(waits: false, CancellationToken.None);
        }
    }

    private async Task MarkAsync(bool waits, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand("UPDATE nexus_runs SET waits_for_input = $2 WHERE id = $1 AND finished_at IS NULL");
        command.Parameters.AddAll([run.Id, waits]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
