namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project of the solution.</summary>
public class ProjectResource(string name) : Resource(name),
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IComputeResource;

/// <summary>A program started as it is.</summary>
public class ExecutableResource(string name, string command, string workingDirectory) : Resource(name),
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IComputeResource
{
    public string Command => command;

    public string WorkingDirectory => workingDirectory;
}

/// <summary>What would be a container elsewhere; here the program inside it runs as a process.</summary>
public class ContainerResource(string name) : Resource(name),
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IComputeResource;
