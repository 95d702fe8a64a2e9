using System.Runtime.InteropServices;

namespace Galion.NexusLang.Runner;

/// <summary>
/// What the process gives up for good before it reads the first program, with or without a sandbox around it: memory and time without end,
/// files of its own, and the system calls that start programs, reach the network or look into other processes. Only Linux has all of it.
/// </summary>
internal static unsafe partial class Confinement
{
    private const int CpuSeconds = 900;
    private const ulong OpenFiles = 96;

    // Stacks are reserved and seldom used; what is used the Worker watches.
    private const ulong MoreAddressSpace = 8UL << 30;

    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfGreaterOrEqual = 0x35;
    private const ushort JumpIfSet = 0x45;
    private const ushort Return = 0x06;
    private const uint Allow = 0x7fff0000;
    private const uint Refuse = 0x00050000 | 1; // EPERM
    private const uint Unknown = 0x00050000 | 38; // ENOSYS: the C library then does without
    private const uint TypeIntoTerminal = 0x5412; // TIOCSTI
    private const uint TypeFromConsole = 0x541C; // TIOCLINUX
    private const uint ThreadFlag = 0x10000; // CLONE_THREAD

    /// <returns>Whether the kernel refuses the calls from now on.</returns>
    internal static bool Apply()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        Limit(resource: 0, CpuSeconds);
        Limit(resource: 1, 0); // files that it writes
        Limit(resource: 4, 0); // core dumps
        Limit(resource: 7, OpenFiles);
        if (File.Exists("/proc/self/statm"))
        {
            ulong pages = ulong.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
            Limit(resource: 9, (pages * (ulong)Environment.SystemPageSize) + MoreAddressSpace);
        }

        return RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => Filter(0xC000003E, seccomp: 317, clone: 56, clone3: 435, tgkill: 234, ioctl: 16, isX64: true,
                [41, 42, 43, 49, 50, 53, 57, 58, 59, 62, 101, 105, 106, 155, 161, 165, 166, 175, 246, 248, 249, 250, 272, 298, 308, 310, 311, 313, 321, 322, 323,
                    425, 428, 429, 430, 432, 438]),
            Architecture.Arm64 => Filter(0xC00000B7, seccomp: 277, clone: 220, clone3: 435, tgkill: 131, ioctl: 29, isX64: false,
                [39, 40, 41, 51, 97, 104, 105, 117, 129, 144, 146, 198, 199, 200, 201, 202, 203, 217, 218, 219, 221, 241, 268, 270, 271, 273, 280, 281, 282,
                    425, 428, 429, 430, 432, 438]),
            _ => false,
        };
    }

    private static void Limit(int resource, ulong value)
    {
        ResourceLimit limit = new() { Current = value, Most = value };
        // It is refused only where the limit that stands is lower already.
        _ = SetResourceLimit(resource, &limit);
    }

    private static bool Filter(uint architecture, int seccomp, uint clone, uint clone3, uint tgkill, uint ioctl, bool isX64, ReadOnlySpan<uint> refused)
    {
        // The kernel shows the number of the call at 0, the architecture at 4 and the first argument at 16.
        List<Instruction> filter = [new(LoadWord, 0, 0, 4), new(JumpIfEqual, 1, 0, architecture), new(Return, 0, 0, Refuse), new(LoadWord, 0, 0, 0)];
        if (isX64)
        {
            filter.AddRange([new(JumpIfGreaterOrEqual, 0, 1, 0x40000000), new(Return, 0, 0, Refuse)]); // the x32 names of the same calls
        }

        foreach (uint call in refused)
        {
            filter.AddRange([new(JumpIfEqual, 0, 1, call), new(Return, 0, 0, Refuse)]);
        }

        // Nothing may type into a terminal on somebody's behalf; the kernel shows the second argument at 24.
        filter.AddRange(
        [
            new(JumpIfEqual, 0, 5, ioctl), new(LoadWord, 0, 0, 24), new(JumpIfEqual, 1, 0, TypeIntoTerminal), new(JumpIfEqual, 0, 1, TypeFromConsole),
            new(Return, 0, 0, Refuse), new(Return, 0, 0, Allow),
        ]);
        filter.AddRange([new(JumpIfEqual, 0, 1, clone3), new(Return, 0, 0, Unknown)]);
        // Threads yes, processes no.
        filter.AddRange([new(JumpIfEqual, 0, 4, clone), new(LoadWord, 0, 0, 16), new(JumpIfSet, 1, 0, ThreadFlag), new(Return, 0, 0, Refuse), new(Return, 0, 0, Allow)]);
        // Signals to its own threads, which the runtime needs, and to nobody else.
        filter.AddRange(
        [
            new(JumpIfEqual, 0, 3, tgkill), new(LoadWord, 0, 0, 16), new(JumpIfEqual, 1, 0, (uint)Environment.ProcessId), new(Return, 0, 0, Refuse),
            new(Return, 0, 0, Allow),
        ]);

        const int SetNoNewPrivileges = 38;
        if (ProcessControl(SetNoNewPrivileges, 1, 0, 0, 0) != 0)
        {
            return false;
        }

        Instruction[] instructions = [.. filter];
        fixed (Instruction* first = instructions)
        {
            FilterProgram program = new() { Length = (ushort)instructions.Length, First = first };
            const int SetFilter = 1;
            const int AllThreads = 1;
            return SystemCall(seccomp, SetFilter, AllThreads, (nint)(&program)) == 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetResourceLimit(int resource, ResourceLimit* limit);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint a, nint b, nint c);

    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceLimit
    {
        public ulong Current;
        public ulong Most;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Instruction(ushort code, byte ifTrue, byte ifFalse, uint value)
    {
        public readonly ushort Code = code;
        public readonly byte IfTrue = ifTrue;
        public readonly byte IfFalse = ifFalse;
        public readonly uint Value = value;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct FilterProgram
    {
        public ushort Length;
        public Instruction* First;
    }
}
