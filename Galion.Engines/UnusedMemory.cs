namespace Galion.Engines;

/// <summary>
/// Memory that was let go and is kept by the process all the same. A collector that sees a machine with much of it lets what one request leaves
/// stand beside the next one's pictures and sounds.
/// </summary>
internal static class UnusedMemory
{
    /// <summary>Gives it back to the system. Takes some tens of milliseconds: for before and after what is large.</summary>
    // Aggressive gives the memory back as well; otherwise what is free but kept counts beside what comes next.
    public static void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
