using System.Diagnostics;

namespace Galion.NexusLang.Running;

/// <summary>
/// Lets one thread of a run work at a time, in the order in which they asked, and measures how long none works because all that go on wait
/// for the host.
/// </summary>
/// <param name="tellWaiting">Called each time when that begins.</param>
internal sealed class Turns(Action tellWaiting)
{
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private readonly Lock _lock = new();
    private readonly Stopwatch _waited = new();
    private bool _isTaken;
    private int _atHost;

    /// <summary>How long the run has only waited for the host.</summary>
    internal TimeSpan Waited
    {
        get
        {
            lock (_lock)
            {
                return _waited.Elapsed;
            }
        }
    }

    internal void Take()
    {
        TaskCompletionSource mine;
        lock (_lock)
        {
            if (!_isTaken)
            {
                _isTaken = true;
                _waited.Stop();
                return;
            }

            mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(mine);
        }

        mine.Task.Wait();
    }

    internal void Give()
    {
        bool onlyWaits;
        lock (_lock)
        {
            if (_waiting.TryDequeue(out TaskCompletionSource? next))
            {
                next.SetResult();
            }
            else
            {
                _isTaken = false;
            }

            onlyWaits = BeginWaiting();
        }

        if (onlyWaits)
        {
            tellWaiting();
        }
    }

    /// <summary>The caller has given its turn, has asked the host, and waits for the answer from now on.</summary>
    internal void BeginAtHost()
    {
        bool onlyWaits;
        lock (_lock)
        {
            _atHost++;
            onlyWaits = BeginWaiting();
        }

        if (onlyWaits)
        {
            tellWaiting();
        }
    }

    internal void EndAtHost()
    {
        lock (_lock)
        {
            if (--_atHost == 0)
            {
                _waited.Stop();
            }
        }
    }

    private bool BeginWaiting()
    {
        if (_isTaken || _atHost == 0)
        {
            return false;
        }

        _waited.Start();
        return true;
    }
}
