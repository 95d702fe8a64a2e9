using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of every resource, to be watched and waited for.</summary>
public class ResourceNotificationService : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ResourceEvent> _current = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Channel<ResourceEvent>> _watchers = [];
    private readonly CancellationTokenSource _disposed = new();

    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        lock (_gate)
        {
            var before = _current.GetValueOrDefault(resource.Name)?.Snapshot
                ?? new CustomResourceSnapshot { ResourceType = resource.GetType().Name };
            var after = stateFactory(before);
            if (after == before)
            {
                return Task.CompletedTask;
            }

            var change = new ResourceEvent(resource, resource.Name, after);
            _current[resource.Name] = change;
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(change);
            }
        }

        return Task.CompletedTask;
    }

    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        lock (_gate)
        {
            return _current.TryGetValue(resourceId, out resourceEvent);
        }
    }

    /// <summary>The current state of every resource, then every change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        var channel = Channel.CreateUnbounded<ResourceEvent>();
        lock (_gate)
        {
            foreach (var known in _current.Values)
            {
                channel.Writer.TryWrite(known);
            }

            _watchers.Add(channel);
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(stop.Token))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(channel);
            }
        }
    }

    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        await foreach (var change in WatchAsync(cancellationToken))
        {
            if (string.Equals(change.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase) && predicate(change))
            {
                return change;
            }
        }

        throw new OperationCanceledException($"The application ended before resource '{resourceName}' reached the expected state.");
    }

    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    public async Task<string> WaitForResourceAsync(
        string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var wanted = targetStates.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reached = await WaitForResourceAsync(
            resourceName, change => change.Snapshot.State is { } state && wanted.Contains(state.Text), cancellationToken);
        return reached.Snapshot.State!.Text;
    }

    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, WaitBehavior.StopOnResourceUnavailable, cancellationToken);

    /// <exception cref="DistributedApplicationException">The resource cannot start, and <paramref name="waitBehavior"/> says not to wait for a change.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var change = await WaitForResourceAsync(
            resourceName,
            change => change.Snapshot.HealthStatus == HealthStatus.Healthy
                || (waitBehavior == WaitBehavior.StopOnResourceUnavailable
                    && change.Snapshot.State is { } state
                    && KnownResourceStates.TerminalStates.Contains(state.Text)),
            cancellationToken);
        return change.Snapshot.HealthStatus == HealthStatus.Healthy
            ? change
            : throw new DistributedApplicationException(
                change.Snapshot.Problem ?? $"Resource '{resourceName}' ended in state '{change.Snapshot.State?.Text}' before it was healthy.");
    }

    public void Dispose()
    {
        _disposed.Cancel();
        GC.SuppressFinalize(this);
    }
}
