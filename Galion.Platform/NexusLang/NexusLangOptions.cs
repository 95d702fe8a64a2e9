using System.ComponentModel.DataAnnotations;

namespace Galion.Platform.NexusLang;

/// <summary>Section <c>Galion:NexusLang</c>: what people may run, and how the worker runs it.</summary>
public sealed class NexusLangOptions
{
    public const string SectionName = "Galion:NexusLang";

    /// <summary>Runners that wait warm in each worker.</summary>
    [Range(0, 64)]
    public int WarmRunners { get; set; } = 4;

    /// <summary>Programs that compute at once in each worker; 0 for four for each processor.</summary>
    [Range(0, 256)]
    public int ConcurrentRunners { get; set; }

    /// <summary>Further programs in each worker that wait for input, for AI calls or for a place to compute; 0 for half as many as compute.</summary>
    [Range(0, 1_024)]
    public int WaitingRunners { get; set; }

    /// <summary>Whether runners go into bubblewrap where it works. Without it they keep to their resource limits and system calls alone.</summary>
    public bool Sandbox { get; set; } = true;

    public NexusPlan Standard { get; set; } = new();

    public NexusPlan Guest { get; set; } = new()
    {
        WallMs = 5_000,
        WaitMs = 60_000,
        MemoryMb = 128,
        OutputCharacters = 50_000,
        MaxBudgetCredits = 0,
        ConcurrentRuns = 1,
        Projects = 0,
        FilesPerProject = 20,
        FileBytes = 64 << 10,
        ProjectBytes = 256 << 10,
        AccountBytes = 2 << 20,
        Shares = 5,
    };

    /// <summary>Guest sessions that one network may start within an hour.</summary>
    [Range(1, 1_000_000)]
    public int GuestsPerHour { get; set; } = 20;

    public int ComputingPrograms => ConcurrentRunners > 0 ? ConcurrentRunners : 4 * Environment.ProcessorCount;

    /// <summary>Those that wait included.</summary>
    public int ProgramsUnderWay => ComputingPrograms + (WaitingRunners > 0 ? WaitingRunners : (ComputingPrograms + 1) / 2);

    /// <summary>The largest memory of any plan, which each runner's heap is made for.</summary>
    public int LargestMemoryMb => Math.Max(Standard.MemoryMb, Guest.MemoryMb);

    public NexusPlan PlanOf(bool isGuest) => isGuest ? Guest : Standard;
}

/// <summary>What one plan allows. A run that asks for more is refused, and one that asks for nothing gets this.</summary>
public sealed class NexusPlan
{
    [Range(1, 600_000)]
    public int WallMs { get; set; } = 10_000;

    /// <summary>What one run may wait for input and for AI calls, beside the time that it runs.</summary>
    [Range(1, 600_000)]
    public int WaitMs { get; set; } = 300_000;

    [Range(16, 65_536)]
    public int MemoryMb { get; set; } = 256;

    [Range(1, 10_000_000)]
    public int OutputCharacters { get; set; } = 100_000;

    [Range(10, 100_000)]
    public int CallDepth { get; set; } = 2_000;

    /// <summary>The largest budget of one run's AI calls.</summary>
    [Range(0, 1_000_000)]
    public int MaxBudgetCredits { get; set; } = 1_000;

    /// <summary>Runs of one account that may wait or run at the same time.</summary>
    [Range(1, 10_000)]
    public int ConcurrentRuns { get; set; } = 10;

    /// <summary>0 for guests, whose work would go with them.</summary>
    [Range(0, 10_000)]
    public int Projects { get; set; } = 200;

    [Range(1, 10_000)]
    public int FilesPerProject { get; set; } = 500;

    [Range(1_024, 1_000_000)]
    public int FileBytes { get; set; } = 512 << 10;

    [Range(1_024, 100_000_000)]
    public int ProjectBytes { get; set; } = 4 << 20;

    /// <summary>All files of one account with their history and trash, and what its checkpoints and links keep.</summary>
    [Range(1_024, 100_000_000_000)]
    public long AccountBytes { get; set; } = 256L << 20;

    /// <summary>Of one project.</summary>
    [Range(1, 10_000)]
    public int Checkpoints { get; set; } = 100;

    /// <summary>Links of one account that work.</summary>
    [Range(1, 100_000)]
    public int Shares { get; set; } = 500;
}
