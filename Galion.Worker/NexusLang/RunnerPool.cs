using Galion.Platform.NexusLang;
using Microsoft.Extensions.Options;

namespace Galion.Worker.NexusLang;

/// <summary>
/// Keeps runners warm. A runner serves one person: after a run it waits a while for the next of the same person and is then ended; one that
/// broke a limit is ended at once. New ones are warmed meanwhile, so that nobody waits for that.
/// </summary>
internal sealed class RunnerPool(IOptions<NexusLangOptions> options, ILogger<RunnerPool> log) : BackgroundService
{
    private const int MostRuns = 100;
    private const int MostIdleOwned = 8;
    private const int HeapMbBesideProgram = 192;
    private static readonly TimeSpan MostIdle = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly List<RunnerProcess> _idle = [];
    private readonly Dictionary<Guid, int> _rented = [];
    private readonly SemaphoreSlim _wanted = new(1, 1);
    private readonly SemaphoreSlim _choosing = new(1, 1);
    private Sandbox? _sandbox;

    /// <summary>Whether runners are isolated; null before the first was started.</summary>
    internal bool? IsIsolated => _sandbox?.IsIsolated;

    /// <summary>Gives the caller a runner that nobody else's program has run in.</summary>
    /// <exception cref="IOException">None could be started.</exception>
    internal async Task<RunnerProcess> RentAsync(Guid owner, CancellationToken cancellationToken)
    {
        RunnerProcess? runner;
        lock (_lock)
        {
            _idle.RemoveAll(r => r.HasExited);
            int others = _rented.GetValueOrDefault(owner);
            // Whoever has programs under way, and perhaps ends a runner with each, leaves the last warm ones to people who have none.
            bool mayHaveFresh = others == 0 || _idle.Count(r => r.Owner is null) > options.Value.WarmRunners / 2;
            runner = _idle.Find(r => r.Owner == owner) ?? (mayHaveFresh ? _idle.Find(r => r.Owner is null) : null);
            if (runner is not null)
            {
                _idle.Remove(runner);
            }

            _rented[owner] = others + 1;
        }

        WakeWarmer();
        try
        {
            runner ??= await StartRunnerAsync(cancellationToken);
        }
        catch
        {
            EndRent(owner);
            throw;
        }

        runner.Owner = owner;
        runner.Runs++;
        return runner;
    }

    /// <param name="runner">No program runs in it any more.</param>
    /// <param name="isSound">Whether its last run ended by itself and broke no limit.</param>
    internal async Task ReturnAsync(RunnerProcess runner, bool isSound)
    {
        EndRent(runner.Owner!.Value);
        RunnerProcess? surplus = runner;
        if (isSound && !runner.HasExited && runner.Runs < MostRuns)
        {
            runner.IdleSince = DateTimeOffset.UtcNow;
            lock (_lock)
            {
                _idle.Add(runner);
                RunnerProcess[] owned = [.. _idle.Where(r => r.Owner is not null)];
                surplus = owned.Length > MostIdleOwned ? owned[0] : null;
                if (surplus is not null)
                {
                    _idle.Remove(surplus);
                }
            }
        }

        if (surplus is not null)
        {
            await surplus.DisposeAsync();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await EndIdleAsync();
                while (CountFresh() < options.Value.WarmRunners)
                {
                    RunnerProcess runner = await StartRunnerAsync(stoppingToken);
                    lock (_lock)
                    {
                        _idle.Add(runner);
                    }
                }

                await _wanted.WaitAsync(MostIdle / 4, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception) when (exception is IOException or InvalidOperationException or System.ComponentModel.Win32Exception or OperationCanceledException)
            {
                log.RunnerNotStarted(exception);
                await Task.Delay(TimeSpan.FromSeconds(10), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        RunnerProcess[] all;
        lock (_lock)
        {
            all = [.. _idle];
            _idle.Clear();
        }

        foreach (RunnerProcess runner in all)
        {
            await runner.DisposeAsync();
        }
    }

    public override void Dispose()
    {
        // Tests use a pool without starting it.
        foreach (RunnerProcess runner in _idle)
        {
            runner.Kill();
        }

        _wanted.Dispose();
        _choosing.Dispose();
        base.Dispose();
    }

    private void EndRent(Guid owner)
    {
        lock (_lock)
        {
            if (--_rented[owner] == 0)
            {
                _rented.Remove(owner);
            }
        }
    }

    private int CountFresh()
    {
        lock (_lock)
        {
            return _idle.Count(r => r.Owner is null && !r.HasExited);
        }
    }

    private async Task EndIdleAsync()
    {
        List<RunnerProcess> old;
        lock (_lock)
        {
            old = _idle.FindAll(r => r.HasExited || (r.Owner is not null && r.IdleSince < DateTimeOffset.UtcNow - MostIdle));
            _idle.RemoveAll(old.Contains);
        }

        foreach (RunnerProcess runner in old)
        {
            await runner.DisposeAsync();
        }
    }

    private void WakeWarmer()
    {
        if (_wanted.CurrentCount == 0)
        {
            try
            {
                _wanted.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another rent was faster.
            }
        }
    }

    private async Task<RunnerProcess> StartRunnerAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartWithin);
        return (_sandbox is null ? await ChooseAsync(deadline.Token) : null) ?? await RunnerProcess.StartAsync(_sandbox!, deadline.Token);
    }

    /// <summary>Whether bubblewrap works here is only known by trying: containers often forbid what it needs.</summary>
    /// <returns>The runner of the trial, when it went well.</returns>
    private async Task<RunnerProcess?> ChooseAsync(CancellationToken cancellationToken)
    {
        await _choosing.WaitAsync(cancellationToken);
        try
        {
            if (_sandbox is not null)
            {
                return null;
            }

            int heapMb = options.Value.LargestMemoryMb + HeapMbBesideProgram;
            string? bubblewrap = options.Value.Sandbox ? Sandbox.FindBubblewrap() : null;
            if (bubblewrap is null)
            {
                log.SandboxMissing();
            }
            else
            {
                var isolated = new Sandbox(bubblewrap, heapMb);
                try
                {
                    RunnerProcess trial = await RunnerProcess.StartAsync(isolated, cancellationToken);
                    _sandbox = isolated;
                    return trial;
                }
                catch (Exception exception) when (exception is IOException or InvalidDataException)
                {
                    log.SandboxUnusable(exception.Message);
                }
            }

            _sandbox = new Sandbox(bubblewrap: null, heapMb);
            return null;
        }
        finally
        {
            _choosing.Release();
        }
    }
}
