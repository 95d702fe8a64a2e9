using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

public interface IDistributedApplicationBuilder
{
    ConfigurationManager Configuration { get; }

    string AppHostDirectory { get; }

    Assembly? AppHostAssembly { get; }

    IHostEnvironment Environment { get; }

    IServiceCollection Services { get; }

    DistributedApplicationExecutionContext ExecutionContext { get; }

    IResourceCollection Resources { get; }

    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;

    DistributedApplication Build();
}

public sealed class DistributedApplicationOptions
{
    public string[]? Args { get; set; }

    public string? AssemblyName { get; set; }

    public string? ProjectDirectory { get; set; }

    public bool DisableDashboard { get; set; }
}

public enum DistributedApplicationOperation
{
    Run = 0,
    Publish = 1,
}

public class DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
{
    public DistributedApplicationOperation Operation => operation;

    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;
}

public class DistributedApplicationException : Exception
{
    public DistributedApplicationException()
    {
    }

    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    public DistributedApplicationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private static readonly Dictionary<string, string> SwitchMappings = new()
    {
        ["--publisher"] = "Publishing:Publisher",
        ["--output-path"] = "Publishing:OutputPath",
        ["--operation"] = "AppHost:Operation",
    };

    private readonly HostApplicationBuilder _host;

    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args })
    {
    }

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        var interception = BuilderInterception.Current;
        interception?.Creating(options);

        AppHostAssembly = options.AssemblyName is { } name ? Assembly.Load(new AssemblyName(name)) : Assembly.GetEntryAssembly();
        AppHostDirectory = options.ProjectDirectory ?? MetadataOf(AppHostAssembly, "AppHostProjectDirectory") ?? Directory.GetCurrentDirectory();

        // "--verbose" is a switch without a value, which the command line provider would not accept.
        var args = (options.Args ?? []).Select(arg => arg == "--verbose" ? "--Galion:Verbose=true" : arg).ToArray();
        _host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = AppHostAssembly?.GetName().Name,
            ContentRootPath = AppHostDirectory,
            EnvironmentName = System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Development,
        });
        if (args.Contains("--Aspire:Store:Temporary=true"))
        {
            // A test starts its own servers, whatever servers the shell around it names.
            _host.Configuration.AddInMemoryCollection(
                _host.Configuration.GetSection("ConnectionStrings").GetChildren().Select(entry => KeyValuePair.Create<string, string?>(entry.Path, "")).ToArray());
        }

        _host.Configuration.AddCommandLine(args, SwitchMappings);
        _host.Logging.Services.Clear();

        var publishes = Configuration["Publishing:Publisher"] is not null
            || string.Equals(Configuration["AppHost:Operation"], "publish", StringComparison.OrdinalIgnoreCase);
        ExecutionContext = new(publishes ? DistributedApplicationOperation.Publish : DistributedApplicationOperation.Run);
        interception?.Created(this);
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        var interception = BuilderInterception.Current;
        interception?.Building();
        var application = new DistributedApplication(this, interception);
        interception?.Built(application);
        return application;
    }

    private static string? MetadataOf(Assembly? assembly, string key) =>
        assembly?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(metadata => metadata.Key == key)?.Value;
}
