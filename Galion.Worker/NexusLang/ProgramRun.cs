using System.Buffers.Binary;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Galion.NexusLang.Runner;

namespace Galion.Worker.NexusLang;

/// <summary>How the work in a runner ended.</summary>
/// <param name="Report">What the runner says; null when it had to be killed or died.</param>
/// <param name="Breach">Why it was killed, or that it died.</param>
/// <param name="Elapsed">Without what it waited.</param>
/// <param name="Waited">How long it only waited for answers.</param>
/// <param name="PeakBytes">The most that its process held, looked at 40 times a second.</param>
internal sealed record ProgramRunResult(WorkReport? Report, Breach Breach, long? PeakBytes, TimeSpan Elapsed, TimeSpan Waited, string Detail);

internal enum Breach
{
    None,
    Time,
    Waiting,
    Memory,
    Output,

    /// <summary>Its stack was used up, which ends a process at once.</summary>
    Depth,

    /// <summary>It did not stop when it was told to.</summary>
    Stopped,

    /// <summary>It died, or broke the rules of the pipe.</summary>
    Lost,
}

/// <summary>
/// Drives one program in a runner and holds it to its limits from outside: the language keeps them itself and explains them better, but what
/// runs here is not trusted with that. Nothing that comes out of the pipe is believed beyond its size and its form.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "An object drives one run and releases what it holds at its end.")]
internal sealed class ProgramRun(RunnerProcess runner, WorkOrder order, RunEventWriter events, NexusRunHost host, RunSlot? slot = null)
{
    private const int MostCalls = 300;
    private const long RuntimeBytes = 400L << 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan TimeGrace = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(150);

    // What a runtime does while its program does nothing: it looks at clocks and collects garbage.
    private const double IdleShare = 0.1;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, Task> _calls = [];
    private readonly Stopwatch _waited = new();
    private int _open;
    private int _answers;
    private bool _waits;
    private TimeSpan _busyWhileWaiting;
    private readonly CancellationTokenSource _ending = new();
    private long? _peak;
    private Breach _breach;

    /// <param name="stop">Ends the program; what it printed until then is kept.</param>
    internal async Task<ProgramRunResult> RunAsync(CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        string detail = "";
        WorkReport? report = null;
        try
        {
            await runner.SendAsync(FrameKind.Start, Frames.ToJson(order), stop);
            Task<WorkReport?> reading = Task.Run(ReadAsync, CancellationToken.None);
            await WatchAsync(reading, clock, stop);
            report = await reading;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or JsonException or InvalidOperationException or OperationCanceledException)
        {
            detail = exception.Message;
        }

        TimeSpan elapsed = clock.Elapsed;
        LookAtMemory();
        await _ending.CancelAsync();
        Task[] calls;
        lock (_lock)
        {
            calls = [.. _calls.Values];
        }

        await Task.WhenAll(calls);
        _ending.Dispose();
        if (report is null)
        {
            runner.Kill();
            // What was killed here has no last words to wait for.
            bool isKilled = _breach != Breach.None || stop.IsCancellationRequested;
            string errors = isKilled ? "" : await runner.ReadErrorsAsync();
            detail = $"{detail} {errors}".Trim();
            _breach = _breach != Breach.None ? _breach
                : stop.IsCancellationRequested ? Breach.Stopped
                // What the runtime says when it gives up.
                : errors.StartsWith("Stack overflow", StringComparison.Ordinal) ? Breach.Depth
                : errors.StartsWith("Out of memory", StringComparison.Ordinal) ? Breach.Memory
                : Breach.Lost;
        }

        // Who was there knows best; it is for people to read and decides nothing.
        TimeSpan waited = report is null ? Waited : TimeSpan.FromMilliseconds(Math.Clamp(report.WaitedMs, 0, elapsed.TotalMilliseconds));
        return new ProgramRunResult(report, report is null ? _breach : Breach.None, _peak, elapsed - waited, waited, detail);
    }

    private TimeSpan Waited
    {
        get
        {
            lock (_lock)
            {
                return _waited.Elapsed;
            }
        }
    }

    private async Task WatchAsync(Task<WorkReport?> reading, Stopwatch clock, CancellationToken stop)
    {
        TimeSpan latest = TimeSpan.FromMilliseconds(order.WallMs) + TimeGrace;
        TimeSpan longestWait = TimeSpan.FromMilliseconds(order.WaitMs) + TimeGrace;
        TimeSpan? stoppedAt = null;
        (TimeSpan At, TimeSpan Used)? before = null;
        while (await Task.WhenAny(reading, Task.Delay(Look, CancellationToken.None)) != reading)
        {
            LookAtMemory();
            before = LookAtWork(clock.Elapsed, before);
            TimeSpan waited = Waited;
            if (_breach == Breach.None && clock.Elapsed - waited + _busyWhileWaiting > latest)
            {
                _breach = Breach.Time;
            }
            else if (_breach == Breach.None && waited > longestWait)
            {
                _breach = Breach.Waiting;
            }
            else if (_breach == Breach.None && _peak > order.MemoryBytes + RuntimeBytes)
            {
                _breach = Breach.Memory;
            }
            else if (stop.IsCancellationRequested && stoppedAt is null)
            {
                stoppedAt = clock.Elapsed;
                // Not waited for: a runner that does not read must not hold this up.
                _ = runner.SendAsync(FrameKind.Stop, [], CancellationToken.None).ContinueWith(
                    static sent => _ = sent.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            else if (_breach == Breach.None && clock.Elapsed - stoppedAt > StopGrace)
            {
                _breach = Breach.Stopped;
            }

            if (_breach != Breach.None)
            {
                runner.Kill();
            }
        }
    }

    private void LookAtMemory()
    {
        if (runner.ReadMemoryBytes() is { } bytes)
        {
            _peak = Math.Max(_peak ?? 0, bytes);
        }
    }

    /// <summary>That it only waits is what the runner says; the processor time of one that works all the same counts as its time.</summary>
    private (TimeSpan At, TimeSpan Used)? LookAtWork(TimeSpan now, (TimeSpan At, TimeSpan Used)? before)
    {
        bool waits;
        lock (_lock)
        {
            waits = _waits;
        }

        if (!waits || runner.ReadProcessorTime() is not { } used)
        {
            return null;
        }

        if (before is var (at, usedBefore) && used - usedBefore - (IdleShare * (now - at)) is { Ticks: > 0 } busy)
        {
            _busyWhileWaiting += busy;
        }

        return (now, used);
    }

    /// <returns>Null when the runner ended.</returns>
    private async Task<WorkReport?> ReadAsync()
    {
        // One character may arrive in two pieces.
        Decoder decoder = Encoding.UTF8.GetDecoder();
        while (await runner.ReadAsync(CancellationToken.None) is var (kind, content))
        {
            switch (kind)
            {
                case FrameKind.Output:
                    Print(decoder, content);
                    break;
                case FrameKind.Call:
                    Take(Frames.FromJson<HostCall>(content));
                    break;
                case FrameKind.Waiting:
                    LetWait(content);
                    break;
                case FrameKind.Ended:
                    return Frames.FromJson<WorkReport>(content);
                default:
                    throw new InvalidDataException($"A runner does not send {kind}.");
            }

            if (_breach == Breach.Output)
            {
                runner.Kill();
                return null;
            }
        }

        return null;
    }

    private void Print(Decoder decoder, byte[] content)
    {
        var text = new char[decoder.GetCharCount(content, flush: false)];
        decoder.GetChars(content, text, flush: false);
        // The language counts exactly; say() prints beside its count.
        long left = (2 * order.OutputCharacters) - events.Characters;
        if (text.Length > left)
        {
            _breach = Breach.Output;
            text = text[..(int)Math.Max(left, 0)];
        }

        events.Print(new string(text));
    }

    private void LetWait(byte[] content)
    {
        if (content.Length != sizeof(int))
        {
            throw new InvalidDataException("A runner that waits says how many answers it has had.");
        }

        lock (_lock)
        {
            // With an answer on its way, the program has gone on by the time it arrives.
            if (!_waits && _open > 0 && BinaryPrimitives.ReadInt32LittleEndian(content) == _answers)
            {
                _waits = true;
                _waited.Start();
                slot?.Leave();
            }
        }
    }

    private void Take(HostCall call)
    {
        lock (_lock)
        {
            if (_calls.Count >= MostCalls)
            {
                throw new InvalidDataException("Too many calls at once.");
            }

            if (!_calls.TryAdd(call.Id, Task.CompletedTask))
            {
                throw new InvalidDataException("Two calls have the same number.");
            }

            _open++;
            _calls[call.Id] = Task.Run(() => AnswerAsync(call));
        }
    }

    private async Task AnswerAsync(HostCall call)
    {
        try
        {
            CallAnswer answer = await host.AnswerAsync(call, _ending.Token);
            await GoOnAsync();
            await runner.SendAsync(FrameKind.Answer, Frames.ToJson(answer), _ending.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The program has ended meanwhile.
        }
        finally
        {
            lock (_lock)
            {
                _calls.Remove(call.Id);
            }
        }
    }

    /// <summary>An answer is there: a program that only waited needs its place back before it goes on.</summary>
    private async Task GoOnAsync()
    {
        bool waited;
        lock (_lock)
        {
            _open--;
            _answers++;
            waited = _waits;
            _waits = false;
        }

        if (!waited)
        {
            return;
        }

        try
        {
            if (slot is not null)
            {
                await slot.ComeBackAsync(_ending.Token);
            }
        }
        finally
        {
            lock (_lock)
            {
                _waited.Stop();
            }
        }
    }
}
