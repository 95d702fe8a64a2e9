using Galion.Worker.Generations;
using Galion.Worker.Jobs;

namespace Galion.Worker;

/// <summary>Every job that runs by the clock.</summary>
internal static class Schedules
{
    internal static IReadOnlyList<JobSchedule> All { get; } =
    [
        JobSchedule.Repeat("sweep_storage", TimeSpan.FromHours(1), new SweepStorageJob()),
    ];
}
