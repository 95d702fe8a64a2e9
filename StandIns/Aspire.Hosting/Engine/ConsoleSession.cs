using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Engine;

/// <summary>A run in a terminal: a table of resources as they come up, then only what needs attention, until a signal ends it.</summary>
internal sealed class ConsoleSession(IDistributedApplicationBuilder builder, Orchestrator orchestrator, ResourceNotificationService notifications)
{
    private static readonly TimeSpan PatienceWithEarlierRun = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SlowStart = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan DiskCheck = TimeSpan.FromSeconds(5);
    private readonly bool _verbose = builder.Configuration.GetValue<bool>("Galion:Verbose");
    private readonly Lock _console = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly HashSet<string> _ready = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was said to be ill, and whether it waits for something from outside, which is worth saying too.</summary>
    private readonly HashSet<(string Name, bool IsWaiting)> _ill = [];
    private int _nameWidth;
    private bool _isShortOfDisk;

    /// <returns>The exit code: 0 after an ordered stop, 1 when a resource could not start.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ask);
        void Ask(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }

        try
        {
            orchestrator.State.Create();
            using var runLock = RunLock.Take(orchestrator.State);
            await orchestrator.StartAsync(runLock.IsAfterCrash ? PatienceWithEarlierRun : TimeSpan.Zero, stop.Token);
            var failed = await WatchAsync(stop.Token);
            Say(failed ? "Stopping the others." : "Stopping.");
            await orchestrator.StopAsync(CancellationToken.None);
            Say("Stopped.");
            return failed ? 1 : 0;
        }
        catch (DistributedApplicationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (IOException exception) when (DiskSpace.IsFull(exception) && orchestrator.State.FindShortage(DiskSpace.ToStart) is { } disk)
        {
            await Console.Error.WriteLineAsync($"The disk of {disk.Folder} is full. Your data is as it was.\n{disk.Remedy}");
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
    }

    private async Task<bool> WatchAsync(CancellationToken cancellationToken)
    {
        var runners = orchestrator.Runners.ToArray();
        _nameWidth = runners.Max(runner => runner.Resource.Name.Length) + 2;
        foreach (var runner in runners)
        {
            runner.Log.Listener = (line, isError) => Show(runner, line, isError);
        }

        Say($"Galion is starting. Logs: {Path.GetRelativePath(Directory.GetCurrentDirectory(), orchestrator.State.Logs)}");
        Say($"{"resource".PadRight(_nameWidth)}{"state",-10}{"after",-8}address");
        orchestrator.Begin();
        using var slow = new Timer(_ => SayWhatIsMissing(runners), null, SlowStart, SlowStart);
        using var diskCheck = new Timer(_ => CheckDisk(), null, DiskCheck, DiskCheck);
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken))
            {
                if (IsFailure(change.Snapshot))
                {
                    Warn($"{change.Resource.Name} cannot start: {change.Snapshot.Problem}");
                    return true;
                }

                Follow(change);
                if (_ready.Count == runners.Length && slow.Change(Timeout.Infinite, Timeout.Infinite) && _ready.Add(""))
                {
                    Say($"All healthy after {Seconds()}. Ctrl+C stops everything.");
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A signal: the ordinary end.
        }

        return false;
    }

    private static bool IsFailure(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text == KnownResourceStates.FailedToStart
        || (snapshot.State?.Text == KnownResourceStates.Exited && snapshot.ExitCode is not null and not 0 && snapshot.Problem is not null);

    private void Follow(ResourceEvent change)
    {
        var name = change.Resource.Name;
        var snapshot = change.Snapshot;
        var isReady = snapshot.HealthStatus == HealthStatus.Healthy || snapshot.State?.Text == KnownResourceStates.Finished;
        if (isReady && _ready.Add(name))
        {
            var state = snapshot.State?.Text == KnownResourceStates.Finished ? "finished" : change.Resource.IsExternal() ? "external" : "healthy";
            Say($"{name.PadRight(_nameWidth)}{state,-10}{Seconds(),-8}{AddressOf(change.Resource)}");
        }
        else if (isReady && _ill.RemoveWhere(ill => ill.Name == name) > 0)
        {
            Say($"{name} is healthy again.");
        }
        else if (!isReady && _ready.Contains(name) && snapshot.Problem is not null
            && _ill.Add((name, snapshot.State?.Text == KnownResourceStates.Waiting)))
        {
            Warn($"{name}: {snapshot.Problem}");
        }
    }

    private void SayWhatIsMissing(ResourceRunner[] runners)
    {
        foreach (var runner in runners.Where(runner => !_ready.Contains(runner.Resource.Name)))
        {
            if (notifications.TryGetCurrentState(runner.Resource.Name, out var change) && change.Snapshot.Problem is { } problem)
            {
                Warn($"{runner.Resource.Name} is not healthy yet: {problem}");
            }
        }
    }

    private void CheckDisk()
    {
        DiskSpace? disk;
        try
        {
            disk = orchestrator.State.FindShortage(DiskSpace.ToGoOn);
        }
        catch (IOException)
        {
            return;
        }

        var isShort = disk is not null;
        if (isShort && !_isShortOfDisk)
        {
            Warn(
                $"The disk of {disk!.Folder} is almost full: {disk.FreeMegabytes} MB are free. When it is full, new work is refused and work under way waits; "
                + $"nothing is lost or charged twice, and everything goes on once there is space.\n{disk.Remedy}");
        }
        else if (_isShortOfDisk && !isShort)
        {
            Say("The disk has space again.");
        }

        _isShortOfDisk = isShort;
    }

    private void Show(ResourceRunner runner, string line, bool isError)
    {
        if (_verbose || (runner.Program is LaunchableProgram program && program.IsWarning(line, isError)))
        {
            Say($"{runner.Resource.Name.PadRight(_nameWidth)}{line}");
        }
    }

    private static string AddressOf(IResource resource) => string.Join(
        "  ",
        resource.IsExternal() ? ["from configuration"] : resource.Annotations.OfType<EndpointAnnotation>()
            .Select(endpoint => endpoint.AllocatedEndpoint)
            .OfType<AllocatedEndpoint>()
            .Select(allocated => allocated.UriScheme == "tcp" ? allocated.EndPointString : allocated.UriString));

    private string Seconds() => string.Create(CultureInfo.InvariantCulture, $"{_clock.Elapsed.TotalSeconds:0.0} s");

    private void Say(string text)
    {
        lock (_console)
        {
            Console.Out.WriteLine(text);
        }
    }

    private void Warn(string text)
    {
        lock (_console)
        {
            Console.Error.WriteLine(text);
        }
    }
}
