namespace Galion.Platform.Ide;

/// <summary>Why nothing was done.</summary>
public abstract record IdeRefusal
{
    private IdeRefusal()
    {
    }

    /// <summary>It does not exist, or is somebody else's.</summary>
    public sealed record NotFound(string What) : IdeRefusal;

    /// <summary>The file is in the trash, where nothing is written.</summary>
    public sealed record InTrash : IdeRefusal;

    /// <summary>It would be removed for good, and lies where it is used.</summary>
    public sealed record NotInTrash(string What) : IdeRefusal;

    /// <summary>A file has this path, or lies in a folder of this name, or is what would have to be a folder.</summary>
    public sealed record PathTaken(string Path) : IdeRefusal;

    /// <summary>The file was saved since.</summary>
    public sealed record VersionConflict(ProjectFile Current) : IdeRefusal;

    public sealed record LimitReached(IdeLimit Limit, long Most) : IdeRefusal;
}

/// <summary>What an account can run out of.</summary>
public enum IdeLimit
{
    Projects,
    TrashedProjects,
    Files,
    TrashedFiles,
    ProjectBytes,
    AccountBytes,
    Checkpoints,
    Shares,
}

/// <summary>What came of it, or why nothing was done.</summary>
public readonly record struct IdeResult<T>(T? Value, IdeRefusal? Refusal)
    where T : class
{
    public static implicit operator IdeResult<T>(T value) => new(value, null);

    public static implicit operator IdeResult<T>(IdeRefusal refusal) => new(null, refusal);
}
