using System.Runtime.InteropServices;

namespace Galion.Engines;

/// <summary>
/// Memory that was let go and is kept by the process all the same. A collector that sees a machine with much of it lets what one request leaves
/// stand beside the next one's pictures and sounds.
/// </summary>
internal static partial class UnusedMemory
{
    /// <summary>Gives it back to the system. Takes some tens of milliseconds: before or after what is large.</summary>
    public static void GiveBack()
    {
        // Aggressive gives the memory back as well; otherwise what is free but kept counts beside what comes next.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GiveBackUnmanaged();
    }

    /// <summary>
    /// The same for memory outside the managed heap alone, in a millisecond. The C library keeps blocks of less than 32 MB that were freed, in a pool for
    /// each of many threads.
    /// </summary>
    public static void GiveBackUnmanaged()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = Trim(0);
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library, with other ways.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint kept);
}
