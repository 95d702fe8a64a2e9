using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

public enum WaitType
{
    WaitUntilHealthy = 0,
    WaitForCompletion = 1,
    WaitUntilStarted = 2,
}

public enum WaitBehavior
{
    WaitOnResourceUnavailable = 0,
    StopOnResourceUnavailable = 1,
}

/// <summary>Holds a resource back until another one is healthy, has started or has finished.</summary>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    public IResource Resource => resource;

    public WaitType WaitType => waitType;

    public int ExitCode => exitCode;

    public WaitBehavior? WaitBehavior { get; init; }
}

/// <summary>Sets environment variables when the resource starts, or when its manifest is written.</summary>
public class EnvironmentCallbackAnnotation(Func<EnvironmentCallbackContext, Task> callback) : IResourceAnnotation
{
    public EnvironmentCallbackAnnotation(Action<EnvironmentCallbackContext> callback)
        : this(context =>
        {
            callback(context);
            return Task.CompletedTask;
        })
    {
    }

    public Func<EnvironmentCallbackContext, Task> Callback => callback;
}

public class EnvironmentCallbackContext(
    DistributedApplicationExecutionContext executionContext,
    IResource resource,
    Dictionary<string, object>? environmentVariables = null,
    CancellationToken cancellationToken = default)
{
    public DistributedApplicationExecutionContext ExecutionContext => executionContext;

    public IResource Resource => resource;

    public Dictionary<string, object> EnvironmentVariables { get; } = environmentVariables ?? [];

    public ILogger Logger { get; set; } = NullLogger.Instance;

    public CancellationToken CancellationToken => cancellationToken;
}

public class CommandLineArgsCallbackAnnotation(Func<CommandLineArgsCallbackContext, Task> callback) : IResourceAnnotation
{
    public Func<CommandLineArgsCallbackContext, Task> Callback => callback;
}

public sealed class CommandLineArgsCallbackContext(
    IList<object> args, IResource resource, CancellationToken cancellationToken = default)
{
    public IList<object> Args => args;

    public IResource Resource => resource;

    public CancellationToken CancellationToken => cancellationToken;
}

/// <summary>Keeps a resource out of manifests.</summary>
public sealed class ManifestPublishingCallbackAnnotation : IResourceAnnotation
{
    public static readonly ManifestPublishingCallbackAnnotation Ignore = new();
}

/// <summary>A named folder that outlives the process which uses it.</summary>
public sealed class ContainerMountAnnotation(string source, string target) : IResourceAnnotation
{
    public string Source => source;

    public string Target => target;
}

public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    public required string Registry { get; set; }

    public required string Image { get; set; }

    public required string Tag { get; set; }
}

/// <summary>Readiness asked over HTTP: the resource is healthy when <paramref name="path"/> answers the expected status.</summary>
internal sealed class HttpHealthCheckAnnotation(string endpointName, string path, int statusCode) : IResourceAnnotation
{
    public string EndpointName => endpointName;

    public string Path => path;

    public int StatusCode => statusCode;
}

/// <summary>Marks a resource that runs once and ends, rather than a service that is restarted.</summary>
internal sealed class RunsToCompletionAnnotation : IResourceAnnotation;

/// <summary>A connection string from configuration: the resource exists elsewhere and is not started.</summary>
internal sealed class ExternalConnectionStringAnnotation(string connectionString) : IResourceAnnotation
{
    public string ConnectionString => connectionString;
}
