using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine;

internal sealed class ExecutableProgram(ExecutableResource executable, IDistributedApplicationBuilder builder) : LaunchableProgram
{
    private readonly HttpProbe _probe = new(executable);

    public override async Task<LaunchPlan> PrepareAsync(CancellationToken cancellationToken)
    {
        var command = executable.Command.Contains('/')
            ? Path.GetFullPath(Path.Combine(executable.WorkingDirectory, executable.Command))
            : executable.Command == "node"
                ? Tools.Require("node", "nodejs", "node")
                : Tools.Require(executable.Command, executable.Command, executable.Command);
        var arguments = await ResourceValues.ArgumentsAsync(executable, cancellationToken);
        if (executable.Command == "node" && arguments is [var script, ..] && !Path.Exists(Path.Combine(executable.WorkingDirectory, script)))
        {
            throw new ResourceStartException($"{script} is not installed.", $"Install the repository's packages: npm ci --prefix '{executable.WorkingDirectory}'");
        }

        if (!File.Exists(command))
        {
            throw new ResourceStartException($"{command} does not exist.", "Install it, or correct the AppHost.");
        }

        return new LaunchPlan(
            command,
            arguments,
            executable.WorkingDirectory,
            await ResourceValues.EnvironmentAsync(executable, builder.ExecutionContext, cancellationToken));
    }

    public override Task<string?> FindProblemAsync(CancellationToken cancellationToken) => _probe.FindProblemAsync(cancellationToken);

    public override bool IsWarning(string line, bool isError) => isError;
}
