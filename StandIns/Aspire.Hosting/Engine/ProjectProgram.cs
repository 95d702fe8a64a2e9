using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine;

/// <summary>Runs the built assembly of a project.</summary>
internal sealed class ProjectProgram(ProjectResource project, IDistributedApplicationBuilder builder) : LaunchableProgram
{
    private readonly HttpProbe _probe = new(project);
    private bool _insideWarning;

    public override async Task<LaunchPlan> PrepareAsync(CancellationToken cancellationToken)
    {
        var metadata = project.Annotations.OfType<IProjectMetadata>().Single();
        if (metadata.TargetPath is not { } assembly || !File.Exists(assembly))
        {
            throw new ResourceStartException(
                $"{metadata.ProjectPath} is not built.", "Build it: dotnet build Galion.sln -c Release");
        }

        var arguments = await ResourceValues.ArgumentsAsync(project, cancellationToken);
        return new LaunchPlan(
            Dotnet(),
            [assembly, .. arguments],
            Path.GetDirectoryName(metadata.ProjectPath)!,
            await ResourceValues.EnvironmentAsync(project, builder.ExecutionContext, cancellationToken));
    }

    public override Task<string?> FindProblemAsync(CancellationToken cancellationToken) => _probe.FindProblemAsync(cancellationToken);

    /// <summary>
    /// Reads the levels that the console logger writes; the indented lines after a warning belong to it. Where an exception came from is
    /// left to the log file, and health is left out because this engine reports it itself, once.
    /// </summary>
    public override bool IsWarning(string line, bool isError)
    {
        if (isError)
        {
            return true;
        }

        if (line.Length > 0 && !char.IsWhiteSpace(line[0]))
        {
            _insideWarning = (line.StartsWith("warn:", StringComparison.Ordinal)
                || line.StartsWith("fail:", StringComparison.Ordinal)
                || line.StartsWith("crit:", StringComparison.Ordinal))
                && !line.Contains(": Microsoft.Extensions.Diagnostics.HealthChecks.", StringComparison.Ordinal);
        }

        var text = line.AsSpan().TrimStart();
        return _insideWarning && text.Length > 0
            && !text.StartsWith("at ", StringComparison.Ordinal) && !text.StartsWith("--- ", StringComparison.Ordinal);
    }

    private static string Dotnet()
    {
        var self = Environment.ProcessPath;
        return self is not null && Path.GetFileNameWithoutExtension(self) == "dotnet"
            ? self
            : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Tools.Require("dotnet", "dotnet-sdk-10.0", "dotnet");
    }
}
