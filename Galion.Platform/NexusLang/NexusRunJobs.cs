using Galion.Platform.Jobs;

namespace Galion.Platform.NexusLang;

/// <summary>Asks the Worker for one run.</summary>
public interface INexusRunJob : IJob
{
    Guid RunId { get; }
}

public sealed record RunNexusProgramJob(Guid RunId) : INexusRunJob
{
    public static string Kind => "run_nexus_program";
}

/// <summary>Compiles or analyses, which is quick and does not wait behind programs that run.</summary>
public sealed record CheckNexusProgramJob(Guid RunId) : INexusRunJob
{
    public static string Kind => "check_nexus_program";
}
