namespace Aspire.Hosting.Engine;

/// <summary>How much room is left on the disk of a folder.</summary>
/// <param name="Folder">The folder that was asked about.</param>
/// <param name="MountPoint">Where its disk begins.</param>
/// <param name="FreeBytes">What an ordinary user may still write.</param>
internal sealed record DiskSpace(string Folder, string MountPoint, long FreeBytes)
{
    /// <summary>A new database and the first pictures fit.</summary>
    public const long ToStart = 200 << 20;

    /// <summary>There is time left to act.</summary>
    public const long ToGoOn = 100 << 20;

    /// <summary>PostgreSQL's next piece of log is 16 MB: below this no server can be expected to start.</summary>
    public const long ToRecover = 24 << 20;

    /// <summary>ENOSPC, on Linux and macOS alike; .NET passes it on as it is.</summary>
    private const int NoSpaceLeft = 28;

    public long FreeMegabytes => FreeBytes >> 20;

    public string Remedy => $"See what takes the space: du -xh '{MountPoint}' | sort -h | tail";

    public static DiskSpace Of(string folder)
    {
        var mountPoint = DriveInfo.GetDrives()
            .Select(drive => drive.Name)
            .Where(name => name == "/" || folder == name || folder.StartsWith(name.TrimEnd('/') + '/', StringComparison.Ordinal))
            .MaxBy(name => name.Length) ?? "/";
        return new DiskSpace(folder, mountPoint, new DriveInfo(folder).AvailableFreeSpace);
    }

    public static bool IsFull(Exception exception) => exception is IOException { HResult: NoSpaceLeft };
}
