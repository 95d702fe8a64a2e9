using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary>Asks the host while the program's other threads go on.</summary>
internal static class HostCalls
{
    /// <param name="isHost">False for what the program waits for by its own wish, which is part of its time.</param>
    internal static T Wait<T>(ProgramState state, Func<CancellationToken, ValueTask<T>> ask, bool isHost = true)
    {
        try
        {
            return Tasks.Outside(state, stopping => ask(stopping).AsTask(), isHost);
        }
        catch (NexusHostException refusal)
        {
            throw new NexusException(Errors.HostRefused(refusal.Message));
        }
        catch (OperationCanceledException)
        {
            state.Session.CheckStop();
            throw new NexusException(Errors.HostRefused("The host gave up before it had an answer."));
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
