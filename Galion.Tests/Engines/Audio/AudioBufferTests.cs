using Galion.Engines.Audio;

namespace Galion.Tests.Engines.Audio;

public sealed class AudioBufferTests
{
    /// <summary>Five minutes of a mix take 115 MB, which a collector would let stand beside the file made of it.</summary>
    [Fact]
    public void Long_sounds_lie_outside_the_managed_heap_and_work_like_any_other()
    {
        const int Frames = 48_000 * 60;
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var audio = AudioBuffer.AllocateUnmanaged(48_000, 2, Frames);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
        Assert.Equal((2, Frames, 60_000L), (audio.Channels, audio.Frames, audio.DurationMs));
        Assert.Equal(0, audio.Peak());
        audio[0][^1] = 0.25f;
        audio[1][0] = -0.5f;
        audio.Scale(0.5f);
        Assert.Equal((0, 0.125f, -0.25f, 0), (audio[0][0], audio[0][^1], audio[1][0], audio[1][^1]));
        Assert.Equal(0.25f, audio.Peak());
    }
}
