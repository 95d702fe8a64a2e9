namespace Galion.Engines.Animating;

/// <summary>The planes of a painting are garbage once it is done; left to itself the collector lets them pile up beside the next ones.</summary>
internal static class Sweeping
{
    private const long LargePixels = 500_000;

    /// <summary>Gives back what a painting of this size leaves. A small one is not worth the time.</summary>
    public static void After(int width, int height)
    {
        if ((long)width * height >= LargePixels)
        {
            UnusedMemory.GiveBack();
        }
    }
}
