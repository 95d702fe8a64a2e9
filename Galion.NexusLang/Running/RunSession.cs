using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Galion.NexusLang.Hosting;

namespace Galion.NexusLang.Running;

/// <summary>Holds a run to its limits, and keeps what belongs to it besides the program's own variables.</summary>
internal sealed unsafe class RunSession : IDisposable
{
    private const long MinMemoryStep = 4L << 20;
    private const int OutputChunk = 4096;
    private const int MaxAssets = 100;
    private const long MaxAssetBytes = 64L << 20;

    /// <summary>
    /// Bytes of the stack that calls leave free. A handler runs on top of what has thrown, and each throw takes some 20 KB more, so that
    /// handlers that call on need room where calls have used up theirs.
    /// </summary>
    private const nint HandlerReserve = 4 << 20;

    /// <summary>Bytes below which not even handlers may go on: one call may need as much.</summary>
    private const nint LastReserve = 2 << 20;

    /// <summary>What the runtime itself takes from both ends of a stack, with room to spare.</summary>
    private const nint StackOverhead = 128 << 10;

    [ThreadStatic]
    private static nint _stackEnd;

    private readonly StringBuilder _output = new();
    private readonly long _memoryAtStart = GC.GetTotalMemory(false);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _writing = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Timer _watch;
    private long _outputLeft;
    private int _assets;
    private long _assetBytes;
    private volatile LimitKind _stop;

    internal RunSession(INexusHost host, RunLimits limits, CancellationToken cancellation)
    {
        Host = host;
        Limits = limits;
        Cancellation = cancellation;
        _outputLeft = limits.OutputCharacters;
        Turns = new Turns(host.TellWaiting);
        _watch = new Timer(_ => Watch(), null, 5, 5);
    }

    internal INexusHost Host { get; }

    internal RunLimits Limits { get; }

    internal CancellationToken Cancellation { get; }

    internal ProgramState State { get; private set; } = null!;

    internal Turns Turns { get; }

    /// <summary>Without the time in which the program only waited for the host.</summary>
    internal TimeSpan Elapsed => _clock.Elapsed - Turns.Waited;

    internal long OutputCharacters => Limits.OutputCharacters - _outputLeft;

    internal Personality Personality => field ??= new();

    internal RandomSource Random => field ??= new();

    internal Tensors.LearningState Learning => field ??= new();

    internal Dictionary<string, object> Library { get; } = [];

    /// <summary>What calls of the host have cost.</summary>
    internal long Credits { get; set; }

    /// <summary>Cancelled when the run has to end, whoever wants it.</summary>
    internal CancellationToken Stopping => _stopping.Token;

    internal void Attach(ProgramState state)
    {
        State = state;
        state.Session = this;
        state.Fuel = Limits.Steps;
        state.AllocationBudget = Math.Max(Limits.MemoryBytes, MinMemoryStep);
        state.Sites = NewSites();
    }

    /// <summary>Room for the places of one thread's calls, also of those that are not counted yet.</summary>
    internal int* NewSites() => (int*)NativeMemory.AllocZeroed((nuint)Math.Max(Limits.CallDepth, ProgramState.UncheckedDepth) + 8, sizeof(int));

    internal static void Free(int* sites) => NativeMemory.Free(sites);

    /// <summary>Ends the run at its next step, whatever it is doing.</summary>
    private void Watch()
    {
        if (_stop == LimitKind.None)
        {
            _stop = Cancellation.IsCancellationRequested ? LimitKind.Stopped
                : Elapsed > Limits.WallTime - Limits.TimeBefore ? LimitKind.Time
                : Turns.Waited > Limits.WaitTime ? LimitKind.Waiting
                : LimitKind.None;
        }

        if (_stop != LimitKind.None && State is { } state)
        {
            _stopping.Cancel();

            // The program counts down at the same time without a lock and may overwrite this once; the timer comes again.
            Volatile.Write(ref state.Fuel, long.MinValue / 2);
            state.AllocationBudget = Math.Min(state.AllocationBudget, 0);
        }

        // A host that is slow to take output holds up whoever writes to it, and must not hold up the watch.
        if (_writing.TryEnter())
        {
            try
            {
                FlushOutput();
            }
            finally
            {
                _writing.Exit();
            }
        }
    }

    internal bool IsStopping => _stop != LimitKind.None;

    internal void OutOfFuel()
    {
        LimitKind kind = _stop == LimitKind.None ? LimitKind.Steps : _stop;
        _stop = kind;
        State.IsEnding = true;
        throw new LimitException(kind, Messages.Limit(kind, Limits));
    }

    internal void CheckStop()
    {
        if (_stop != LimitKind.None)
        {
            OutOfFuel();
        }
    }

    internal void CheckDepth(int depth)
    {
        byte here;
        nint left = (nint)(&here) - _stackEnd;
        if (left < LastReserve)
        {
            State.IsEnding = true;
            throw new StackException();
        }

        if (depth >= Limits.CallDepth || left < HandlerReserve)
        {
            throw new NexusException(Errors.TooDeep(Math.Min(depth, Limits.CallDepth)));
        }
    }

    /// <summary>Notes how far the stack of this thread reaches, before it runs anything of the program.</summary>
    internal static void EnterThread(int stackBytes)
    {
        byte here;
        _stackEnd = (nint)(&here) - stackBytes + StackOverhead;
    }

    internal void CheckMemory(long requested)
    {
        CheckStop();
        long held = Held(false) + requested;
        if (held > Limits.MemoryBytes)
        {
            held = Held(true) + requested;
        }

        if (held > Limits.MemoryBytes)
        {
            _stop = LimitKind.Memory;
            State.IsEnding = true;
            throw new LimitException(LimitKind.Memory, Messages.Limit(LimitKind.Memory, Limits));
        }

        State.AllocationBudget = Math.Max((Limits.MemoryBytes - held) / 2, MinMemoryStep);
    }

    /// <summary>What the process has taken since the run began; less is possible when others have let go of something.</summary>
    private long Held(bool collect) => Math.Max(GC.GetTotalMemory(collect) - _memoryAtStart, 0);

    internal void Write(string text)
    {
        bool isOver = text.Length > _outputLeft;
        string shown = isOver ? text[..(int)Math.Max(_outputLeft, 0)] : text;
        _outputLeft -= shown.Length;
        lock (_writing)
        {
            _output.Append(shown);
        }

        if (isOver)
        {
            State.IsEnding = true;
            throw new LimitException(LimitKind.Output, Messages.Limit(LimitKind.Output, Limits));
        }

        if (_output.Length > OutputChunk)
        {
            FlushOutput();
        }
    }

    /// <summary>Hands the host something to show, after all that was printed before it.</summary>
    internal void Show(OutputAsset asset)
    {
        _assetBytes += asset.Data.Length;
        if (++_assets > MaxAssets || _assetBytes > MaxAssetBytes)
        {
            throw new NexusException(Errors.BadArgument(
                $"A run can show {MaxAssets} pictures and sounds of together {MaxAssetBytes >> 20} MB, and this would be more."));
        }

        FlushOutput();
        try
        {
            Host.Show(asset);
        }
        catch (NexusHostException refusal)
        {
            throw new NexusException(Errors.HostRefused(refusal.Message));
        }
    }

    internal void FlushOutput()
    {
        lock (_writing)
        {
            if (_output.Length > 0)
            {
                Host.Write(_output.ToString());
                _output.Clear();
            }
        }
    }

    public void Dispose()
    {
        _watch.Dispose();
        _stopping.Cancel();
        FlushOutput();
        if (State is { Sites: not null } state)
        {
            Free(state.Sites);
            state.Sites = null;
        }
    }
}
