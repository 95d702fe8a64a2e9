using System.Diagnostics;

namespace Galion.Worker.Generations;

/// <summary>
/// A test hook: when <c>Galion:CrashPoint</c> names a point, the process kills itself there as <c>kill -9</c> would, without unwinding,
/// flushing or handing anything back. Not configured, it does nothing.
/// </summary>
public sealed class CrashPoints(IConfiguration configuration)
{
    /// <summary>The job is claimed, and nothing is recorded yet.</summary>
    public const string AfterClaim = "after_claim";

    /// <summary>A picture exists in memory only.</summary>
    public const string AfterPaint = "after_paint";

    /// <summary>The files of a picture are stored, and no row knows of them.</summary>
    public const string AfterBlobUpload = "after_blob_upload";

    /// <summary>One picture of several is recorded, and the others are not made yet.</summary>
    public const string AfterKeep = "after_keep";

    /// <summary>Result, charge and job are written and not committed.</summary>
    public const string BeforeCommit = "before_commit";

    /// <summary>Everything is committed, and nobody was told.</summary>
    public const string AfterCommit = "after_commit";

    private readonly string? _configured = configuration["Galion:CrashPoint"];

    public void Reach(string point)
    {
        if (_configured == point)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
