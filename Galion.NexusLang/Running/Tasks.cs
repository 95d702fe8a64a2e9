namespace Galion.NexusLang.Running;

/// <summary>What <c>spawn</c> gives: a call that runs beside its caller.</summary>
internal sealed class TaskObject
{
    internal const int MaxAtOnce = 256;

    internal TaskCompletionSource<Value> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal bool IsAwaited { get; set; }

    public override string ToString() => Completion.Task.IsCompleted ? "<task done>" : "<task>";
}

/// <summary>
/// Threads of the program take turns: only one runs compiled code at a time, and the turn passes on when it waits for the host, for a
/// task or ends. So calls of the host overlap, and no two threads change a value at the same time.
/// </summary>
internal static unsafe class Tasks
{
    private const int StackBytes = 16 << 20;

    internal static Value Spawn(ProgramState state, int depth, Value callee, Value[] arguments)
    {
        state.CheckDepth(depth + 1);
        var task = new TaskObject();
        List<TaskObject> running = RunningTasks(state);
        running.RemoveAll(t => t.Completion.Task.IsCompleted && t.IsAwaited);
        if (running.Count(t => !t.Completion.Task.IsCompleted) >= TaskObject.MaxAtOnce)
        {
            throw new NexusException(Errors.BadArgument($"No more than {TaskObject.MaxAtOnce} tasks can run at a time."));
        }

        state.Allocate(4096);
        running.Add(task);
        var thread = new Thread(() => Work(state, depth + 1, task, callee, arguments), StackBytes) { IsBackground = true, Name = NexusProgram.ThreadName };
        thread.Start();
        return Value.Object(task);
    }

    private static void Work(ProgramState state, int depth, TaskObject task, Value callee, Value[] arguments)
    {
        RunSession.EnterThread(StackBytes);
        state.Session.Turns.Take();
        int* sites = state.Session.NewSites();
        state.Sites = sites;
        ProgramState.OfThread = state;
        try
        {
            task.Completion.SetResult(Calls.CallMany(state, depth, callee, arguments));
        }
        catch (Exception failure)
        {
            task.Completion.SetException(failure);
        }
        finally
        {
            RunSession.Free(sites);
            state.Session.Turns.Give();
        }
    }

    internal static Value Await(ProgramState state, Value value)
    {
        if (value.Ref is not ArrayObject array)
        {
            return AwaitOne(state, value);
        }

        state.Charge(array.Count);
        state.Allocate(array.Count * 16L);
        return Value.Object(new ArrayObject([.. array.Span.ToArray().Select(item => AwaitOne(state, item))]));
    }

    private static Value AwaitOne(ProgramState state, Value value)
    {
        if (value.Ref is not TaskObject task)
        {
            return value;
        }

        task.IsAwaited = true;
        Task<Value> result = task.Completion.Task;
        return result.IsCompleted ? result.GetAwaiter().GetResult() : Outside(state, _ => result);
    }

    /// <summary>Lets the program's other threads run while this one waits for something outside.</summary>
    /// <param name="begin">Begins it; its token is cancelled when the run has to end.</param>
    /// <param name="isHost">Whether it is the host that is waited for, which is no time of the program's own.</param>
    internal static T Outside<T>(ProgramState state, Func<CancellationToken, Task<T>> begin, bool isHost = false)
    {
        RunSession session = state.Session;
        session.FlushOutput();
        int* sites = state.Sites;
        int depth = state.Depth;
        session.Turns.Give();
        Task<T>? task = null;
        try
        {
            // Compiled code cannot leave its stack and come back to it, so the thread blocks. It may: it belongs to this run alone, and
            // none of the pool, on which what is waited for goes on, is ever held.
            task = begin(session.Stopping);
            WaitFor(session, task, isHost);
        }
        catch (Exception failure)
        {
            // The task's own failure is thrown where its result is asked for.
            task ??= Task.FromException<T>(failure);
        }
        finally
        {
            session.Turns.Take();
            state.Sites = sites;
            state.Depth = depth;
        }

        session.CheckStop();
        return task.GetAwaiter().GetResult();
    }

    private static void WaitFor(RunSession session, Task task, bool isHost)
    {
        if (!isHost)
        {
            task.Wait(session.Stopping);
            return;
        }

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

    /// <summary>Waits for tasks that nobody has awaited, so that their work and their errors are not lost.</summary>
    internal static void WaitForAll(ProgramState state)
    {
        List<TaskObject> running = RunningTasks(state);
        for (int i = 0; i < running.Count; i++)
        {
            if (!running[i].IsAwaited)
            {
                Await(state, Value.Object(running[i]));
            }
        }
    }

    private static List<TaskObject> RunningTasks(ProgramState state)
    {
        if (!state.Session.Library.TryGetValue("tasks", out object? tasks))
        {
            state.Session.Library["tasks"] = tasks = new List<TaskObject>();
        }

        return (List<TaskObject>)tasks;
    }
}
