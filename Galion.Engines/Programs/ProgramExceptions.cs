namespace Galion.Engines.Programs;

/// <summary>A program that this request needs is not installed. The message says how to install it.</summary>
public sealed class MissingProgramException(ExternalProgram program)
    : Exception($"{program.Name} is not installed, and {program.Purpose} needs it. Install it: {program.InstallCommand}")
{
    public ExternalProgram Program { get; } = program;
}

/// <summary>A program ended with an error.</summary>
/// <param name="lastWords">The end of what it wrote to its standard error; for logs, because it may name files.</param>
public sealed class ProgramFailedException(ExternalProgram program, int exitCode, string lastWords)
    : Exception($"{program.Name} ended with exit code {exitCode}.")
{
    /// <summary>As the program gave it; above 128 when a signal ended it, -1 when it is not known.</summary>
    public int ExitCode { get; } = exitCode;

    public string LastWords { get; } = lastWords;
}
