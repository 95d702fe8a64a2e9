namespace Aspire.Hosting.Engine;

/// <summary>
/// How a test gets hold of an AppHost whose entry point it runs: the builder made on that thread is handed over before
/// <c>Build()</c>, the application after it, and <c>Run()</c> waits until the test is done.
/// </summary>
internal sealed class BuilderInterception(Action<DistributedApplicationOptions> creating)
{
    private static readonly AsyncLocal<BuilderInterception?> CurrentOfFlow = new();
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _allowBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DistributedApplicationBuilder? _created;

    public static BuilderInterception? Current
    {
        get => CurrentOfFlow.Value;
        set => CurrentOfFlow.Value = value;
    }

    /// <summary>The builder, once the entry point has described all resources and calls <c>Build()</c>.</summary>
    public Task<DistributedApplicationBuilder> Builder => _builder.Task;

    public Task<DistributedApplication> Application => _application.Task;

    /// <summary>Completes when the test has disposed the application.</summary>
    public Task Released => _released.Task;

    public void Creating(DistributedApplicationOptions options) => creating(options);

    public void Created(DistributedApplicationBuilder builder) => _created = builder;

    public void Building()
    {
        _builder.TrySetResult(_created!);
        _allowBuild.Task.GetAwaiter().GetResult();
    }

    public void AllowBuild() => _allowBuild.TrySetResult();

    public void Built(DistributedApplication application) => _application.TrySetResult(application);

    public void Fail(Exception exception)
    {
        _builder.TrySetException(exception);
        _application.TrySetException(exception);
    }

    /// <summary>Lets the entry point end, built or not.</summary>
    public void Release()
    {
        _allowBuild.TrySetCanceled();
        _released.TrySetResult();
    }
}
