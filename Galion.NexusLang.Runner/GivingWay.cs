using System.Globalization;
using System.Runtime.InteropServices;

namespace Galion.NexusLang.Runner;

/// <summary>
/// Has a program that takes long give way to those that have just begun, in this runner's neighbours: from a certain processor time on, its threads
/// have the kernel prefer others. They end with the program, so that nothing has to be raised again, which the kernel allows to few. Only Linux ranks
/// threads; elsewhere programs share the processors evenly.
/// </summary>
internal sealed partial class GivingWay : IDisposable
{
    // Most programs that people wait for take less, from their text to their last line.
    private const int QuickMs = 40;
    private const int LookMs = 10;

    // Threads that begin are as their makers are; only those that began while this looked are missed.
    private const int LooksBetween = 20;

    // A thirtieth of what a new program gets. With less, long ones would hardly go on beside work that is not theirs, such as the making of films.
    private const int Niceness = 15;

    // Whoever wakes up and wants less at a time does not wait for the end of it; kernels before 6.12 take no notice.
    private const ulong SliceNanoseconds = 20_000_000;

    private readonly TimeSpan _before = Environment.CpuUsage.TotalTime;
    private readonly Timer? _watch;
    private int _looks;

    internal GivingWay()
    {
        if (OperatingSystem.IsLinux())
        {
            _watch = new Timer(_ => Look(), null, LookMs, LookMs);
        }
    }

    public void Dispose() => _watch?.Dispose();

    /// <summary>Lowers all threads of programs that this process has now.</summary>
    internal static void LowerAll()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            foreach (string thread in Directory.EnumerateDirectories("/proc/self/task"))
            {
                Lower(thread);
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Without it the program is only less polite.
        }
    }

    private static void Lower(string thread)
    {
        try
        {
            if (File.ReadAllText($"{thread}/comm").TrimEnd() == NexusProgram.ThreadName)
            {
                LowerOne(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture));
            }
        }
        catch (IOException)
        {
            // It has ended meanwhile.
        }
    }

    private static unsafe void LowerOne(int thread)
    {
        int call = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 314,
            Architecture.Arm64 => 274,
            _ => 0,
        };
        SchedulerAttributes attributes = new() { Size = (uint)sizeof(SchedulerAttributes), Nice = Niceness, Runtime = SliceNanoseconds };
        if (call == 0 || SystemCall(call, thread, (nint)(&attributes), 0) != 0)
        {
            const int OneThread = 0;
            _ = SetPriority(OneThread, thread, Niceness);
        }
    }

    private void Look()
    {
        if ((Environment.CpuUsage.TotalTime - _before).TotalMilliseconds > QuickMs && _looks++ % LooksBetween == 0)
        {
            LowerAll();
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint a, nint b, nint c);

    [StructLayout(LayoutKind.Sequential)]
    private struct SchedulerAttributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }
}
