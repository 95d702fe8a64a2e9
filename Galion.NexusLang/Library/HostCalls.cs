using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary>Asks the host while the program's other threads go on.</summary>
internal static class HostCalls
{
    /// <param name="isHost">False for what the program waits for by its own wish, which is part of its time.</param>
    internal static T Wait<T>(ProgramState state, Func<CancellationToken, ValueTask<T>> ask, bool isHost = true)
    {
        Task<T>? task = null;
        RunSession session = state.Session;
        Tasks.Outside(state, () =>
        {
            try
            {
                task = ask(session.Stopping).AsTask();
                if (isHost)
                {
                    WaitAtHost(session, task);
                }
                else
                {
                    task.Wait(session.Stopping);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException and not AggregateException)
            {
                task = Task.FromException<T>(failure);
            }
        });
        try
        {
            return task!.GetAwaiter().GetResult();
        }
        catch (NexusHostException refusal)
        {
            throw new NexusException(Errors.HostRefused(refusal.Message));
        }
        catch (OperationCanceledException)
        {
            session.CheckStop();
            throw new NexusException(Errors.HostRefused("The host gave up before it had an answer."));
        }
    }

    private static void WaitAtHost(RunSession session, Task task)
    {
        session.Turns.BeginAtHost();
        try
        {
            task.Wait(session.Stopping);
        }
        finally
        {
            session.Turns.EndAtHost();
        }
    }

    /// <summary>A call that may cost something; what it cost is added to the run's bill.</summary>
    internal static Value Answer(ProgramState state, Func<CancellationToken, ValueTask<HostAnswer>> ask)
    {
        HostAnswer answer = Wait(state, ask);
        state.Session.Credits += answer.Credits;
        return Value.OfText(answer.Text);
    }
}
