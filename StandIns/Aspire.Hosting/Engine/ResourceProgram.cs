using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Azure;

namespace Aspire.Hosting.Engine;

/// <summary>What the engine knows about one kind of resource: whether it is healthy, and how to start it.</summary>
internal abstract class ResourceProgram
{
    /// <summary>Asks the running resource for its health.</summary>
    /// <returns>Null when it is healthy, else why not.</returns>
    /// <exception cref="ResourceStartException">It will never be healthy.</exception>
    public abstract Task<string?> FindProblemAsync(CancellationToken cancellationToken);

    public static ResourceProgram? For(IResource resource, IDistributedApplicationBuilder builder, StateDirectory state) => resource switch
    {
        ProjectResource project => new ProjectProgram(project, builder),
        ExecutableResource executable => new ExecutableProgram(executable, builder),
        PostgresServerResource server => new PostgresProgram(server, state),
        PostgresDatabaseResource database => new PostgresDatabaseProgram(database),
        RedisResource redis => new RedisProgram(redis, state),
        AzureStorageEmulatorResource emulator => new AzuriteProgram(emulator, builder, state),
        AzureBlobStorageResource blobs => new BlobServiceProgram(blobs),
        _ => null,
    };
}

/// <summary>A resource that runs as a process of its own.</summary>
internal abstract class LaunchableProgram : ResourceProgram
{
    /// <summary>Makes everything ready for the start.</summary>
    /// <exception cref="ResourceStartException">A tool is missing, or the data cannot be used.</exception>
    public abstract Task<LaunchPlan> PrepareAsync(CancellationToken cancellationToken);

    /// <summary>True when a line of output belongs on the console, not only in the log file.</summary>
    public virtual bool IsWarning(string line, bool isError) => false;
}
