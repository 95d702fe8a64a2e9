using System.Globalization;
using Galion.Contracts.NexusLang;

namespace Galion.Developer.Ide;

/// <summary>What a run's figures are called for people.</summary>
internal static class RunWords
{
    public static string Name(NexusRunStatus status) => status switch
    {
        NexusRunStatus.Queued => "Waiting",
        NexusRunStatus.Running => "Running",
        NexusRunStatus.Succeeded => "Finished",
        NexusRunStatus.Failed => "Failed",
        NexusRunStatus.Canceled => "Stopped",
        _ => "Never started",
    };

    /// <summary>The tone of its badge.</summary>
    public static string? Tone(NexusRunStatus status) => status switch
    {
        NexusRunStatus.Succeeded => "success",
        NexusRunStatus.Failed => "danger",
        NexusRunStatus.Queued or NexusRunStatus.Running => "accent",
        _ => null,
    };

    public static bool HasEnded(NexusRunStatus status) => status is not (NexusRunStatus.Queued or NexusRunStatus.Running);

    public static string Duration(double milliseconds) => milliseconds switch
    {
        < 1 => "under 1 ms",
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.#} s"),
    };

    public static string Megabytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_048_576:0.#} MB");

    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
