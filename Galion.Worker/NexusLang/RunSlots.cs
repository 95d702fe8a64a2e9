using Galion.Platform.NexusLang;
using Microsoft.Extensions.Options;

namespace Galion.Worker.NexusLang;

/// <summary>
/// Room for programs that compute. One that waits for its person or for an AI call leaves its place to others meanwhile. Nobody gets all places:
/// whoever fills his own, with programs that never end, keeps nobody else waiting. Of those who wait, he comes first who has the fewest.
/// </summary>
internal sealed class RunSlots(IOptions<NexusLangOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, int> _held = [];
    private readonly List<(Guid Owner, TaskCompletionSource Entered)> _waiting = [];
    private readonly int _most = options.Value.ComputingPrograms;
    private int _taken;

    /// <summary>How many one person may have at once.</summary>
    private int MostOfOne => Math.Max(1, _most - Math.Max(1, _most / 4));

    /// <summary>Waits for a place. The caller disposes it.</summary>
    internal async Task<RunSlot> EnterAsync(Guid owner, CancellationToken cancellationToken)
    {
        var slot = new RunSlot(this, owner);
        await slot.ComeBackAsync(cancellationToken);
        return slot;
    }

    internal async Task TakeAsync(Guid owner, CancellationToken cancellationToken)
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((owner, entered));
            LetIn();
        }

        try
        {
            await entered.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            bool isLate;
            lock (_lock)
            {
                isLate = _waiting.RemoveAll(w => w.Entered == entered) == 0;
            }

            if (isLate)
            {
                Give(owner);
            }

            throw;
        }
    }

    internal void Give(Guid owner)
    {
        lock (_lock)
        {
            _taken--;
            if (--_held[owner] == 0)
            {
                _held.Remove(owner);
            }

            LetIn();
        }
    }

    private void LetIn()
    {
        while (_taken < _most)
        {
            int next = -1;
            for (int i = 0; i < _waiting.Count; i++)
            {
                int held = _held.GetValueOrDefault(_waiting[i].Owner);
                if (held < MostOfOne && (next < 0 || held < _held.GetValueOrDefault(_waiting[next].Owner)))
                {
                    next = i;
                }
            }

            if (next < 0)
            {
                return;
            }

            (Guid owner, TaskCompletionSource entered) = _waiting[next];
            _waiting.RemoveAt(next);
            _taken++;
            _held[owner] = _held.GetValueOrDefault(owner) + 1;
            entered.SetResult();
        }
    }
}

/// <summary>The place of one program. Its callers see to it that leaving and coming back take turns.</summary>
internal sealed class RunSlot(RunSlots slots, Guid owner) : IDisposable
{
    private bool _isHeld;

    internal void Leave()
    {
        if (_isHeld)
        {
            _isHeld = false;
            slots.Give(owner);
        }
    }

    internal async Task ComeBackAsync(CancellationToken cancellationToken)
    {
        if (!_isHeld)
        {
            await slots.TakeAsync(owner, cancellationToken);
            _isHeld = true;
        }
    }

    public void Dispose() => Leave();
}
