using Galion.Platform.NexusLang;
using Microsoft.Extensions.Options;

namespace Galion.Worker.NexusLang;

/// <summary>
/// Room for programs: each holds a runner with its memory while it is under way, and a place to compute while it computes. One that waits for its
/// person or for an AI call leaves the latter to others meanwhile. Of those who wait, he comes first who has the fewest, and who has some already gets
/// another only while more are free: several people who fill all that they can get, with programs that never end, keep nobody else waiting.
/// </summary>
internal sealed class RunSlots(IOptions<NexusLangOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Places _underWay = new(options.Value.ProgramsUnderWay, options.Value.ProgramsUnderWay / 8);
    private readonly Places _computing = new(options.Value.ComputingPrograms, options.Value.ComputingPrograms / 4);
    private readonly List<Waiter> _waiting = [];

    /// <summary>Waits for a place. The caller disposes it.</summary>
    internal async Task<RunSlot> EnterAsync(Guid owner, CancellationToken cancellationToken)
    {
        await TakeAsync(owner, isNew: true, cancellationToken);
        return new RunSlot(this, owner);
    }

    /// <summary>Ends a program, or lets it wait.</summary>
    /// <param name="computes">Whether it held a place to compute.</param>
    internal void Give(Guid owner, bool computes, bool ends)
    {
        lock (_lock)
        {
            if (computes)
            {
                _computing.Give(owner);
            }

            if (ends)
            {
                _underWay.Give(owner);
            }

            LetIn();
        }
    }

    /// <param name="isNew">Whether it is not under way yet.</param>
    internal async Task TakeAsync(Guid owner, bool isNew, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(owner, isNew);
        lock (_lock)
        {
            _waiting.Add(waiter);
            LetIn();
        }

        try
        {
            await waiter.Entered.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            bool isLate;
            lock (_lock)
            {
                isLate = !_waiting.Remove(waiter);
            }

            if (isLate)
            {
                Give(owner, computes: true, ends: isNew);
            }

            throw;
        }
    }

    private void LetIn()
    {
        while (_waiting.Where(MayEnter).MinBy(w => _computing.HeldBy(w.Owner)) is { } next)
        {
            _waiting.Remove(next);
            _computing.Take(next.Owner);
            if (next.IsNew)
            {
                _underWay.Take(next.Owner);
            }

            next.Entered.SetResult();
        }
    }

    private bool MayEnter(Waiter waiter) => _computing.HasRoomFor(waiter.Owner) && (!waiter.IsNew || _underWay.HasRoomFor(waiter.Owner));

    private sealed class Waiter(Guid owner, bool isNew)
    {
        internal Guid Owner => owner;

        internal bool IsNew => isNew;

        internal TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <param name="count">How many there are.</param>
    /// <param name="more">How many more must be free for each that one has already.</param>
    private sealed class Places(int count, int more)
    {
        private readonly Dictionary<Guid, int> _held = [];
        private int _taken;

        internal int HeldBy(Guid owner) => _held.GetValueOrDefault(owner);

        internal bool HasRoomFor(Guid owner) => _taken + (more * HeldBy(owner)) < count;

        internal void Take(Guid owner)
        {
            _taken++;
            _held[owner] = HeldBy(owner) + 1;
        }

        internal void Give(Guid owner)
        {
            _taken--;
            if (--_held[owner] == 0)
            {
                _held.Remove(owner);
            }
        }
    }
}

/// <summary>The place of one program. Its callers see to it that leaving and coming back take turns.</summary>
internal sealed class RunSlot(RunSlots slots, Guid owner) : IDisposable
{
    private bool _computes = true;

    internal void Leave()
    {
        if (_computes)
        {
            _computes = false;
            slots.Give(owner, computes: true, ends: false);
        }
    }

    internal async Task ComeBackAsync(CancellationToken cancellationToken)
    {
        if (!_computes)
        {
            await slots.TakeAsync(owner, isNew: false, cancellationToken);
            _computes = true;
        }
    }

    public void Dispose() => slots.Give(owner, _computes, ends: true);
}
