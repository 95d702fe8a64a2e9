using System.Diagnostics;
using System.Runtime.CompilerServices;
using Galion.NexusLang.Hosting;

namespace Galion.NexusLang.Running;

/// <summary>
/// One run of a program: its budgets, its host and its constants. Compiled programs derive from it and add a field for each global
/// variable. Only the thread that holds <see cref="Turn"/> may touch it.
/// </summary>
internal abstract unsafe class ProgramState
{
    /// <summary>From this depth on the compiled code asks <see cref="CheckDepth"/> at each call.</summary>
    internal const int UncheckedDepth = 100;

    /// <summary>Steps left; below 0 the run ends, which is also how others stop it.</summary>
    internal long Fuel;

    /// <summary>Bytes that may be allocated before memory is looked at again.</summary>
    internal long AllocationBudget;

    /// <summary>A limit was broken: nothing of the program runs any more, not even what stands in <c>finally</c>.</summary>
    internal bool IsEnding;

    /// <summary>The depth of the compiled code that has called the library last.</summary>
    internal int Depth;

    /// <summary>For each depth the place that its function has reached, an index into the program's sites. Native memory.</summary>
    internal int* Sites;

    internal object[] Constants = [];
    internal Closure?[] Functions = [];
    internal nint[] Entries = [];
    internal FunctionInfo[] FunctionInfos = [];
    internal RunSession Session = null!;

    /// <summary>The run that this thread works for, where what is called cannot be told; null on threads that run no program.</summary>
    [field: ThreadStatic]
    internal static ProgramState? OfThread { get; set; }

    internal INexusHost Host => Session.Host;

    /// <summary>Runs one of the test blocks; generated where there are any.</summary>
    public virtual void RunTest(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Allocate(long bytes)
    {
        if ((AllocationBudget -= bytes) < 0)
        {
            Session.CheckMemory(bytes);
        }
    }

    /// <summary>Pays for work of the library; <paramref name="steps"/> is about a nanosecond each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Charge(long steps)
    {
        if ((Fuel -= steps) < 0)
        {
            Session.OutOfFuel();
        }
    }

    /// <summary>Charges for one of many pieces of work that take <paramref name="steps"/> each, a thousand at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void ChargeMany(int index, int steps)
    {
        const int together = 1024;
        if ((index & (together - 1)) == together - 1)
        {
            Charge(steps * together);
        }
    }

    /// <summary>Charges the run of this thread for work on values that hold others, of which there may be more than memory could hold apart.</summary>
    internal static void Pay(int values) => OfThread?.Charge(4L + values);

    /// <summary>Charges the run of this thread for going through so many characters.</summary>
    internal static void PayFor(int characters, int charactersPerStep)
    {
        if (characters > charactersPerStep)
        {
            OfThread?.Charge(characters / charactersPerStep);
        }
    }

    /// <summary>Charges the run of this thread for one of many elements that something is done with, a thousand at a time.</summary>
    internal static void PayMany(int index)
    {
        const int steps = 8;
        const int together = 1024;
        if ((index & (together - 1)) == together - 1)
        {
            OfThread?.Charge(steps * together);
        }
    }

    /// <summary>Charges the run of this thread for work whose time grows with the product of the sizes of two integers.</summary>
    internal static void Pay(System.Numerics.BigInteger a, System.Numerics.BigInteger b) =>
        OfThread?.Charge(a.GetBitLength() * b.GetBitLength() / 16384);

    /// <summary>Never returns, which the runtime sees from its having no way out.</summary>
    public void OutOfFuel()
    {
        Session.OutOfFuel();
        throw new UnreachableException();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void CheckDepth(int depth) => Session.CheckDepth(depth);

    /// <summary>The value of a top-level function; always the same one, so that it equals itself.</summary>
    internal Closure FunctionAt(int index) =>
        Functions[index] ??= new Closure(this, FunctionInfos[index], Entries[index], []);
}
