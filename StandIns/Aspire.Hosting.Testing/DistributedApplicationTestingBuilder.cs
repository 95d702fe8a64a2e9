using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}

/// <summary>
/// Runs an AppHost, or resources described by the test itself, with free ports and data of its own in a temporary folder.
/// Any number may run side by side. Disposing the application removes everything.
/// </summary>
public static class DistributedApplicationTestingBuilder
{
    public static IDistributedApplicationTestingBuilder Create(params string[] args)
    {
        var state = TestState.Create();
        var options = new DistributedApplicationOptions { Args = [.. state.Arguments, .. args], ProjectDirectory = AppContext.BaseDirectory };
        return new TestingBuilder(new DistributedApplicationBuilder(options), interception: null);
    }

    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>([], cancellationToken);

    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), args, cancellationToken);

    /// <param name="entryPoint">A type of the AppHost's assembly.</param>
    /// <returns>The builder, when the AppHost has described its resources and is about to build.</returns>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(
        Type entryPoint, string[] args, CancellationToken cancellationToken = default)
    {
        var state = TestState.Create();
        var interception = new BuilderInterception(options =>
        {
            options.AssemblyName = entryPoint.Assembly.GetName().Name;
            options.Args = [.. state.Arguments, .. args];
        });
        var main = entryPoint.Assembly.EntryPoint
            ?? throw new InvalidOperationException($"Assembly {entryPoint.Assembly} has no entry point.");
        var thread = new Thread(() => RunEntryPoint(main, interception)) { IsBackground = true, Name = "AppHost" };
        thread.Start();
        return new TestingBuilder(await interception.Builder.WaitAsync(cancellationToken), interception);
    }

    private static void RunEntryPoint(MethodInfo main, BuilderInterception interception)
    {
        BuilderInterception.Current = interception;
        try
        {
            object?[] arguments = main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
            if (main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null) is Task task)
            {
                task.GetAwaiter().GetResult();
            }

            interception.Fail(new InvalidOperationException("The AppHost ended without calling Build()."));
        }
        catch (Exception exception)
        {
            // It belongs to the test that waits for the builder; an exception on this thread would end the test run.
            interception.Fail(exception);
        }
    }

    private sealed class TestingBuilder(DistributedApplicationBuilder inner, BuilderInterception? interception) : IDistributedApplicationTestingBuilder
    {
        private DistributedApplication? _application;

        public ConfigurationManager Configuration => inner.Configuration;

        public string AppHostDirectory => inner.AppHostDirectory;

        public Assembly? AppHostAssembly => inner.AppHostAssembly;

        public IHostEnvironment Environment => inner.Environment;

        public IServiceCollection Services => inner.Services;

        public DistributedApplicationExecutionContext ExecutionContext => inner.ExecutionContext;

        public IResourceCollection Resources => inner.Resources;

        public IResourceBuilder<T> AddResource<T>(T resource)
            where T : IResource => inner.AddResource(resource);

        public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
            where T : IResource => inner.CreateResourceBuilder(resource);

        public DistributedApplication Build() => BuildAsync().GetAwaiter().GetResult();

        public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
        {
            interception?.AllowBuild();
            return _application = interception is null ? inner.Build() : await interception.Application.WaitAsync(cancellationToken);
        }

        public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

        public async ValueTask DisposeAsync()
        {
            if (_application is not null)
            {
                await _application.DisposeAsync();
            }

            interception?.Release();
        }
    }
}
