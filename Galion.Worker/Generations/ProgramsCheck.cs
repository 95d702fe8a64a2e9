using Galion.Engines.Programs;

namespace Galion.Worker.Generations;

/// <summary>Says at start which programs the built-in engines miss, so that nobody learns it first from a failed generation.</summary>
internal sealed class ProgramsCheck(ILogger<ProgramsCheck> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (ExternalProgram program in ExternalProgram.Needed.Where(program => !program.IsInstalled))
        {
            log.ProgramMissing(program.Name, program.Purpose, program.InstallCommand);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
