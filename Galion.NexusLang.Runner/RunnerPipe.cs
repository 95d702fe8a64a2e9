namespace Galion.NexusLang.Runner;

/// <summary>The way to the Worker. Frames of all threads go out whole, one after another.</summary>
internal sealed class RunnerPipe(Stream output)
{
    private readonly Lock _lock = new();

    /// <summary>Blocks while the Worker is slow to read, and so holds back a program that prints faster than anybody takes it.</summary>
    internal void Send(FrameKind kind, byte[] content)
    {
        lock (_lock)
        {
            // On this thread: a write that needed another one of the pool could wait for threads that wait for this lock.
            Frames.Write(output, kind, content);
        }
    }
}
