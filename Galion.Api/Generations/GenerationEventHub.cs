using System.Threading.Channels;
using Galion.Platform.Generations;
using Npgsql;

namespace Galion.Api.Generations;

/// <summary>
/// Wakes the event streams of this process, of generations and of runs: their ids never meet. All of them share one Redis subscription and, for when Redis is silent, one query a second,
/// so that a thousand open tabs cost little more than one.
/// </summary>
internal sealed class GenerationEventHub(NpgsqlDataSource database, GenerationSignals signals, ILogger<GenerationEventHub> log) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SubscribeAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, List<Listener>> _listeners = [];

    /// <summary>Listen before the first read of the events: what is committed after that read then wakes the listener.</summary>
    public Listener Listen(Guid generationId)
    {
        var listener = new Listener(this, generationId);
        lock (_lock)
        {
            if (!_listeners.TryGetValue(generationId, out List<Listener>? listeners))
            {
                _listeners[generationId] = listeners = [];
            }

            listeners.Add(listener);
        }

        return listener;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(SubscribeAsync(stoppingToken), PollAsync(stoppingToken));

    private async Task SubscribeAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signals.SubscribeAsync(generationId => Wake(generationId, lastEventId: int.MaxValue), stoppingToken);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.SignalsUnavailable(exception.GetType().Name);
                await Task.Delay(SubscribeAgainAfter, stoppingToken);
            }
        }
    }

    private async Task PollAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PollInterval);
        bool failing = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Guid[] listenedTo;
            lock (_lock)
            {
                listenedTo = [.. _listeners.Keys];
            }

            if (listenedTo.Length == 0)
            {
                continue;
            }

            try
            {
                await using NpgsqlCommand command = database.CreateCommand("""
                    SELECT id, last_event_id FROM generations WHERE id = ANY($1)
                    UNION ALL SELECT id, last_event_id FROM nexus_runs WHERE id = ANY($1)
                    """);
                command.Parameters.AddWithValue(listenedTo);
                await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(stoppingToken);
                while (await reader.ReadAsync(stoppingToken))
                {
                    Wake(reader.GetGuid(0), reader.GetInt32(1));
                }

                failing = false;
            }
            catch (NpgsqlException exception)
            {
                if (!failing)
                {
                    log.PollFailed(exception);
                }

                failing = true;
            }
        }
    }

    private void Wake(Guid generationId, int lastEventId)
    {
        lock (_lock)
        {
            foreach (Listener listener in _listeners.GetValueOrDefault(generationId) ?? [])
            {
                if (listener.LastSentId < lastEventId)
                {
                    listener.Wake();
                }
            }
        }
    }

    private void Remove(Listener listener)
    {
        lock (_lock)
        {
            List<Listener> listeners = _listeners[listener.GenerationId];
            listeners.Remove(listener);
            if (listeners.Count == 0)
            {
                _listeners.Remove(listener.GenerationId);
            }
        }
    }

    /// <summary>One open stream. Signals that arrive while it reads are kept as one.</summary>
    internal sealed class Listener(GenerationEventHub hub, Guid generationId) : IDisposable
    {
        private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

        private volatile int _lastSentId;

        public Guid GenerationId => generationId;

        /// <summary>The last event that the stream has sent, so that the poll wakes only those that miss one.</summary>
        public int LastSentId
        {
            get => _lastSentId;
            set => _lastSentId = value;
        }

        public void Wake() => _signals.Writer.TryWrite(true);

        /// <returns>False when nothing happened within <paramref name="timeout"/>.</returns>
        public async Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(timeout);
            try
            {
                await _signals.Reader.ReadAsync(deadline.Token);
                return true;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }

        public void Dispose() => hub.Remove(this);
    }
}
