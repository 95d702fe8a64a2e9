using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Engine;

/// <summary>Runs all resources of an application: gives out ports, starts each when its dependencies are ready, stops them in reverse.</summary>
internal sealed class Orchestrator(IDistributedApplicationBuilder builder, ResourceNotificationService notifications) : IAsyncDisposable
{
    private readonly Dictionary<string, ResourceRunner> _runners = new(StringComparer.OrdinalIgnoreCase);
    private readonly StateDirectory _state = StateDirectory.Of(builder);
    private Task? _stopping;

    public IEnumerable<ResourceRunner> Runners => _runners.Values;

    public StateDirectory State => _state;

    /// <param name="patience">How long to wait for a fixed port that an earlier run may be about to leave.</param>
    public async Task StartAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        _state.Create();
        var running = builder.Resources.Where(resource => !resource.IsReplaced(builder.Resources) || resource.IsExternal()).ToArray();
        RejectCycles(running);
        Ports.Allocate(running, builder.Configuration.GetValue<bool>("DcpPublisher:RandomizePorts"));
        foreach (var resource in running)
        {
            if (ResourceProgram.For(resource, builder, _state) is { } program)
            {
                var log = new ResourceLog(Path.Combine(_state.Logs, $"{resource.Name}.log"));
                _runners.Add(resource.Name, new ResourceRunner(resource, program, log, notifications, _state));
            }
        }

        foreach (var (resource, endpoint) in running.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => (resource, endpoint))))
        {
            try
            {
                await Ports.EnsureFreeAsync(endpoint, patience, cancellationToken);
            }
            catch (ResourceStartException exception)
            {
                throw new DistributedApplicationException($"{resource.Name} cannot start: {exception.Message}", exception);
            }
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await StartAsync(TimeSpan.Zero, cancellationToken);
        Begin();
    }

    public void Begin()
    {
        foreach (var runner in _runners.Values)
        {
            runner.Start();
        }
    }

    /// <summary>Stops each resource once everything that waits for it is gone.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping ??= StopAllAsync();
        return _stopping.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        foreach (var runner in _runners.Values)
        {
            runner.Dispose();
        }

        if (_state.IsTemporary && Directory.Exists(_state.Root))
        {
            RemoveTemporaryState();
        }
    }

    private static IEnumerable<string> DependenciesOf(IResource resource)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name);
        return resource is IResourceWithParent child && !resource.IsExternal() ? waits.Append(child.Parent.Name) : waits;
    }

    private static void RejectCycles(IReadOnlyCollection<IResource> resources)
    {
        var byName = resources.ToDictionary(resource => resource.Name, StringComparer.OrdinalIgnoreCase);
        var done = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var resource in resources)
        {
            Visit(resource, []);
        }

        void Visit(IResource resource, List<string> path)
        {
            if (path.Contains(resource.Name, StringComparer.OrdinalIgnoreCase))
            {
                throw new DistributedApplicationException($"Resources wait for each other: {string.Join(" → ", [.. path, resource.Name])}");
            }

            if (done.Contains(resource.Name))
            {
                return;
            }

            path.Add(resource.Name);
            foreach (var name in DependenciesOf(resource))
            {
                if (byName.TryGetValue(name, out var dependency))
                {
                    Visit(dependency, path);
                }
            }

            path.RemoveAt(path.Count - 1);
            done.Add(resource.Name);
        }
    }

    private async Task StopAllAsync()
    {
        var stops = new Dictionary<ResourceRunner, Task>();
        await Task.WhenAll(_runners.Values.Select(Stop));

        Task Stop(ResourceRunner runner)
        {
            if (!stops.TryGetValue(runner, out var stop))
            {
                var dependents = _runners.Values
                    .Where(other => DependenciesOf(other.Resource).Contains(runner.Resource.Name, StringComparer.OrdinalIgnoreCase))
                    .Select(Stop)
                    .ToArray();
                stops[runner] = stop = StopAfterAsync(runner, dependents);
            }

            return stop;
        }

        static async Task StopAfterAsync(ResourceRunner runner, Task[] dependents)
        {
            await Task.WhenAll(dependents);
            await runner.StopAsync();
        }
    }

    private void RemoveTemporaryState()
    {
        foreach (var link in Directory.EnumerateDirectories(_state.Root).Select(path => new DirectoryInfo(path)))
        {
            if (link.LinkTarget is { } target && Directory.Exists(target))
            {
                Directory.Delete(target, recursive: true);
            }
        }

        Directory.Delete(_state.Root, recursive: true);
    }
}
