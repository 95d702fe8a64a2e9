using System.Text;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.NexusLang;
using Galion.Platform.Data;
using Galion.Platform.Generations;
using Npgsql;

namespace Galion.Worker.NexusLang;

/// <summary>
/// Writes what a run prints and does to its event log, in order. Output is gathered for a moment: twenty entries a second are as good as
/// a thousand. What is not written when the run ends goes with its end, in one transaction.
/// </summary>
internal sealed class RunEventWriter : IAsyncDisposable
{
    // A program that ends within this moment costs no write of its own.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(40);

    private readonly Guid _runId;
    private readonly long _fence;
    private readonly NpgsqlDataSource _database;
    private readonly GenerationSignals _signals;
    private readonly StringBuilder _output = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _loop;

    internal RunEventWriter(Guid runId, long fence, NpgsqlDataSource database, GenerationSignals signals)
    {
        (_runId, _fence, _database, _signals) = (runId, fence, database, signals);
        _loop = Task.Run(WriteOutputAsync);
    }

    /// <summary>Fires when the run is no longer this attempt's.</summary>
    internal CancellationToken Lost => _lost.Token;

    /// <summary>All characters that were printed.</summary>
    internal long Characters { get; private set; }

    /// <summary>Takes printed text. PostgreSQL stores no NUL, which is shown as what it is: a character that cannot be shown.</summary>
    internal void Print(string text)
    {
        lock (_output)
        {
            _output.Append(text.Replace('\0', '\uFFFD'));
            Characters += text.Length;
            if (_arrived.CurrentCount == 0)
            {
                _arrived.Release();
            }
        }
    }

    /// <summary>Writes an event after all that was printed before.</summary>
    internal async Task WriteAsync<T>(string name, T data, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await FlushAsync(cancellationToken);
            await AppendAsync(name, JsonSerializer.Serialize(data, GalionJson.Options), cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Ends the writing.</summary>
    /// <returns>What was printed and is not written.</returns>
    internal async Task<string> TakeRestAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        lock (_output)
        {
            string rest = _output.ToString();
            _output.Clear();
            return rest;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await TakeRestAsync();
        _stopping.Dispose();
        _lost.Dispose();
        _writing.Dispose();
        _arrived.Dispose();
    }

    private async Task WriteOutputAsync()
    {
        try
        {
            while (true)
            {
                await _arrived.WaitAsync(_stopping.Token);
                await Task.Delay(Gather, _stopping.Token);
                await _writing.WaitAsync(_stopping.Token);
                try
                {
                    await FlushAsync(CancellationToken.None);
                }
                catch (NpgsqlException)
                {
                    // The text is still here: it goes with the next, or with the end.
                    await Task.Delay(TimeSpan.FromSeconds(1), _stopping.Token);
                    lock (_output)
                    {
                        if (_arrived.CurrentCount == 0)
                        {
                            _arrived.Release();
                        }
                    }
                }
                finally
                {
                    _writing.Release();
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        string text;
        lock (_output)
        {
            text = _output.ToString();
        }

        if (text.Length == 0)
        {
            return;
        }

        await AppendAsync(NexusRunEvents.Output, JsonSerializer.Serialize(new NexusRunOutput(text), GalionJson.Options), cancellationToken);
        lock (_output)
        {
            _output.Remove(0, text.Length);
        }
    }

    private async Task AppendAsync(string name, string json, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = _database.CreateCommand("SELECT append_nexus_run_event($1, $2, $3, $4::jsonb)");
        command.Parameters.AddAll([_runId, _fence, name, json]);
        if (await command.ExecuteScalarAsync(cancellationToken) is not int)
        {
            await _lost.CancelAsync();
            return;
        }

        _signals.Publish(_runId);
    }
}
