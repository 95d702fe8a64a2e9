using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Engine;

/// <summary>Takes one resource through its life: wait, start, watch, restart, stop.</summary>
internal sealed class ResourceRunner(
    IResource resource, ResourceProgram program, ResourceLog log, ResourceNotificationService notifications, StateDirectory state) : IDisposable
{
    private const int MaxFailedStarts = 3;
    private static readonly TimeSpan PollWhileStarting = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PollWhileIll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PollWhileHealthy = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollForDisk = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(30);

    /// <summary>A resource that stayed healthy this long starts its backoff anew when it dies.</summary>
    private static readonly TimeSpan StableAfter = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _life = Task.CompletedTask;

    public IResource Resource => resource;

    public ResourceProgram Program => program;

    public ResourceLog Log => log;

    /// <summary>Runs once and ends, rather than being restarted.</summary>
    private bool IsJob => resource.Annotations.OfType<RunsToCompletionAnnotation>().Any();

    public void Start() => _life = Task.Run(LiveAsync);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _life;
    }

    public void Dispose()
    {
        _stop.Dispose();
        log.Dispose();
    }

    private async Task LiveAsync()
    {
        try
        {
            await WaitForDependenciesAsync();
            if (program is LaunchableProgram launchable && !resource.IsExternal())
            {
                await RunProcessAsync(launchable);
            }
            else
            {
                Publish(snapshot => snapshot with { State = KnownResourceStates.Running, StartTimeStamp = DateTime.UtcNow });
                await WatchHealthAsync(becameHealthy: static () => { }, _stop.Token);
            }

            Publish(snapshot => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text)
                ? snapshot
                : snapshot with { State = KnownResourceStates.Exited, HealthStatus = null });
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            Publish(snapshot => snapshot with { State = KnownResourceStates.Exited, HealthStatus = null });
        }
        catch (ResourceStartException exception)
        {
            Fail(exception.Message);
        }
        catch (Exception exception)
        {
            // Whatever goes wrong here belongs to this resource, and is shown with its name.
            Fail($"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private async Task WaitForDependenciesAsync()
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().ToList();
        if (resource is IResourceWithParent child && !resource.IsExternal())
        {
            waits.Add(new WaitAnnotation(child.Parent, WaitType.WaitUntilHealthy));
        }

        if (waits.Count > 0)
        {
            Publish(snapshot => snapshot with { State = KnownResourceStates.Waiting });
        }

        await Task.WhenAll(waits.Select(WaitForAsync));
    }

    private async Task WaitForAsync(WaitAnnotation wait)
    {
        var reached = await notifications.WaitForResourceAsync(
            wait.Resource.Name,
            change => IsTerminal(change) || wait.WaitType switch
            {
                WaitType.WaitUntilHealthy => change.Snapshot.HealthStatus == HealthStatus.Healthy,
                WaitType.WaitUntilStarted => change.Snapshot.State?.Text == KnownResourceStates.Running,
                _ => false,
            },
            _stop.Token);
        var satisfied = wait.WaitType == WaitType.WaitForCompletion
            ? reached.Snapshot.ExitCode == wait.ExitCode
            : !IsTerminal(reached);
        if (!satisfied)
        {
            throw new ResourceStartException($"it waits for {wait.Resource.Name}, which did not start.", $"Mend {wait.Resource.Name} first.");
        }

        static bool IsTerminal(ResourceEvent change) => KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text);
    }

    private async Task RunProcessAsync(LaunchableProgram launchable)
    {
        var failedStarts = 0;
        var everHealthy = false;
        var backoff = FirstBackoff;
        while (true)
        {
            if (everHealthy)
            {
                await WaitForDiskAsync();
            }

            Publish(snapshot => snapshot with { State = KnownResourceStates.Starting, HealthStatus = null });
            var plan = await launchable.PrepareAsync(_stop.Token);
            var uptime = Stopwatch.StartNew();
            var wasHealthy = false;
            int exitCode;
            await using (var process = GuardedProcess.Start(plan, log.Write))
            {
                Publish(snapshot => snapshot with { State = KnownResourceStates.Running, ProcessId = process.ProcessId, StartTimeStamp = DateTime.UtcNow });
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                var exit = process.WaitForExitAsync();
                var health = IsJob ? Task.Delay(Timeout.Infinite, ended.Token) : WatchHealthAsync(() => wasHealthy = true, ended.Token);
                await Task.WhenAny(exit, health);
                await ended.CancelAsync();
                await health.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (health.Exception?.InnerException is ResourceStartException never)
                {
                    throw never;
                }

                if (_stop.IsCancellationRequested)
                {
                    Publish(snapshot => snapshot with { State = KnownResourceStates.Stopping });
                    await process.StopAsync();
                }

                exitCode = await exit;
            }

            if (_stop.IsCancellationRequested)
            {
                Publish(snapshot => snapshot with { State = KnownResourceStates.Exited, ExitCode = exitCode, HealthStatus = null, StopTimeStamp = DateTime.UtcNow });
                return;
            }

            if (IsJob)
            {
                EndJob(exitCode);
                return;
            }

            everHealthy |= wasHealthy;
            var disk = state.FindShortage(DiskSpace.ToRecover);
            failedStarts = wasHealthy || (everHealthy && disk is not null) ? 0 : failedStarts + 1;
            if (failedStarts == MaxFailedStarts)
            {
                throw new ResourceStartException(
                    $"it ended with exit code {exitCode} before it was healthy, {MaxFailedStarts} times in a row. Its last lines:\n{log.Tail}",
                    disk is null
                        ? "Mend what they say, then start again."
                        : $"The disk of {disk.Folder} is full ({disk.FreeMegabytes} MB are free). {disk.Remedy}");
            }

            backoff = uptime.Elapsed > StableAfter ? FirstBackoff : backoff;
            Publish(snapshot => snapshot with
            {
                State = KnownResourceStates.Starting,
                HealthStatus = null,
                ExitCode = exitCode,
                Restarts = snapshot.Restarts + 1,
                Problem = $"ended with exit code {exitCode}; starting again in {backoff.TotalSeconds:0.#} s",
            });
            await Task.Delay(backoff, _stop.Token);
            backoff = backoff * 2 > LongestBackoff ? LongestBackoff : backoff * 2;
        }
    }

    /// <summary>What died of a full disk comes back by itself when there is space, and would only die again before.</summary>
    private async Task WaitForDiskAsync()
    {
        while (state.FindShortage(DiskSpace.ToRecover) is { } disk)
        {
            Publish(snapshot => snapshot with
            {
                State = KnownResourceStates.Waiting,
                HealthStatus = null,
                Problem = $"waits for space: {disk.FreeMegabytes} MB are free on the disk of {disk.Folder}",
            });
            await Task.Delay(PollForDisk, _stop.Token);
        }
    }

    private async Task WatchHealthAsync(Action becameHealthy, CancellationToken cancellationToken)
    {
        var poll = PollWhileStarting;
        while (true)
        {
            var problem = await ProbeAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (problem is null)
            {
                becameHealthy();
                poll = PollWhileIll;
            }

            Publish(snapshot => snapshot with
            {
                HealthStatus = problem is null ? HealthStatus.Healthy : HealthStatus.Unhealthy,
                Problem = problem,
            });
            await Task.Delay(problem is null ? PollWhileHealthy : poll, cancellationToken);
        }
    }

    private async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(ProbeTimeout);
        try
        {
            return await program.FindProblemAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {ProbeTimeout.TotalSeconds:0} s";
        }
        catch (Npgsql.NpgsqlException exception)
        {
            return exception.Message;
        }
    }

    private void EndJob(int exitCode)
    {
        if (exitCode == 0)
        {
            Publish(snapshot => snapshot with { State = KnownResourceStates.Finished, ExitCode = 0, StopTimeStamp = DateTime.UtcNow });
            return;
        }

        Publish(snapshot => snapshot with
        {
            State = KnownResourceStates.Exited,
            ExitCode = exitCode,
            StopTimeStamp = DateTime.UtcNow,
            Problem = $"ended with exit code {exitCode}. Its last lines:\n{log.Tail}\nMend what they say, then start again.",
        });
    }

    private void Fail(string problem) => Publish(snapshot => snapshot with
    {
        State = KnownResourceStates.FailedToStart,
        HealthStatus = null,
        Problem = problem,
        StopTimeStamp = DateTime.UtcNow,
    });

    private void Publish(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => notifications.PublishUpdateAsync(resource, change);
}
