using System.Globalization;

namespace Aspire.Hosting.Engine;

/// <summary>Lets one AppHost at a time use a state folder. The system lets go of the lock however the process ends.</summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _processFile;

    private RunLock(FileStream stream, string processFile, bool afterCrash)
    {
        _lock = stream;
        _processFile = processFile;
        IsAfterCrash = afterCrash;
    }

    /// <summary>The run before did not end in good order, so its processes may still be on their way out.</summary>
    public bool IsAfterCrash { get; }

    /// <exception cref="DistributedApplicationException">Another AppHost holds the lock.</exception>
    public static RunLock Take(StateDirectory state)
    {
        var processFile = Path.Combine(state.Root, "run.pid");
        FileStream stream;
        try
        {
            stream = new FileStream(Path.Combine(state.Root, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (!DiskSpace.IsFull(exception))
        {
            var holder = File.Exists(processFile) ? File.ReadAllText(processFile).Trim() : "unknown";
            throw new DistributedApplicationException(
                $"Galion is already running here (process {holder}).\nStop it with Ctrl+C in its terminal, or: kill {holder}", exception);
        }

        var afterCrash = File.Exists(processFile);
        File.WriteAllText(processFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new RunLock(stream, processFile, afterCrash);
    }

    public void Dispose()
    {
        File.Delete(_processFile);
        _lock.Dispose();
    }
}
