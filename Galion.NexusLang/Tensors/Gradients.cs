using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>From what reached a result to what reaches each of the tensors it was made from; null where nothing does.</summary>
internal delegate Tensor?[] Backward(ProgramState state, Tensor gradient);

/// <summary>How a tensor was made, for going back.</summary>
internal sealed class GradNode(Tensor[] parents, Backward backward)
{
    private static long _last;

    private readonly int _stamp = parents.Sum(p => p.Storage.Version);

    /// <summary>Larger than that of everything it was made from, so that going down by it visits results before what made them.</summary>
    internal long Order { get; } = Interlocked.Increment(ref _last);

    internal Tensor[] Parents { get; private set; } = parents;

    private Backward? Step { get; set; } = backward;

    internal Tensor?[] Run(ProgramState state, Tensor gradient)
    {
        if (Step is not { } step)
        {
            throw new NexusException(Errors.BadArgument(
                "The way back was given up by an earlier backward(); use backward(keep=true) there to go it twice."));
        }

        return Parents.Sum(p => p.Storage.Version) == _stamp
            ? step(state, gradient)
            : throw new NexusException(Errors.BadArgument(
                "A tensor was changed in place after it was used; its derivative can no longer be worked out. Make a new tensor instead."));
    }

    internal void Release() => (Parents, Step) = ([], null);
}

/// <summary>Reverse-mode automatic differentiation. Nothing here calls itself, so that graphs of any depth fit the stack.</summary>
internal static class Gradients
{
    /// <summary>Remembers how a result was made, unless no derivative is wanted.</summary>
    internal static Tensor Record(ProgramState state, Tensor result, Tensor[] parents, Backward backward)
    {
        if (state.Session.Learning.IsRecording && Array.Exists(parents, p => p.IsTracked))
        {
            state.Allocate(160);
            result.Node = new GradNode(parents, backward);
        }

        return result;
    }

    /// <summary>Adds the derivative of a tensor by each of its leaves to their <see cref="Tensor.Grad"/>.</summary>
    internal static void Run(ProgramState state, Tensor root, Tensor? start, bool keep)
    {
        if (!root.IsTracked)
        {
            throw new NexusException(Errors.BadArgument(
                "This tensor was made from nothing that requires a gradient. Make some with requires_grad=true."));
        }

        if (start is null && root.Count != 1)
        {
            throw new NexusException(Errors.BadArgument(
                $"backward() starts from a single number, but this tensor has the shape {Shapes.Show(root.Shape)}. Take its sum() or mean()."));
        }

        bool wasRecording = state.Session.Learning.IsRecording;
        state.Session.Learning.IsRecording = false;
        try
        {
            Propagate(state, root, start ?? Tensor.Full(state, root.Type, root.Shape, 1), keep);
        }
        finally
        {
            state.Session.Learning.IsRecording = wasRecording;
        }
    }

    private static void Propagate(ProgramState state, Tensor root, Tensor start, bool keep)
    {
        Dictionary<GradNode, Tensor> reached = [];
        PriorityQueue<GradNode, long> open = new();
        Reach(state, root, start, reached, open);
        List<GradNode> passed = [];
        while (open.TryDequeue(out GradNode? node, out _))
        {
            state.Charge(50);
            reached.Remove(node, out Tensor? gradient);
            Tensor[] parents = node.Parents;
            Tensor?[] parts = node.Run(state, gradient!);
            for (int i = 0; i < parents.Length; i++)
            {
                if (parts[i] is { } part)
                {
                    Reach(state, parents[i], part, reached, open);
                }
            }

            passed.Add(node);
        }

        if (!keep)
        {
            passed.ForEach(n => n.Release());
        }
    }

    private static void Reach(ProgramState state, Tensor tensor, Tensor gradient, Dictionary<GradNode, Tensor> reached, PriorityQueue<GradNode, long> open)
    {
        if (tensor.Node is { } node)
        {
            if (reached.TryGetValue(node, out Tensor? before))
            {
                reached[node] = TensorMath.Binary(state, BinarySign.Add, before, gradient);
            }
            else
            {
                reached[node] = gradient;
                open.Enqueue(node, -node.Order);
            }
        }
        else if (tensor.RequiresGrad)
        {
            // What reaches here may be shared with another leaf, so it is added to and never changed.
            tensor.Grad = tensor.Grad is null ? gradient : TensorMath.Binary(state, BinarySign.Add, tensor.Grad, gradient);
        }
    }

    /// <summary>Works without remembering how results are made.</summary>
    internal static T Without<T>(ProgramState state, Func<T> work)
    {
        bool wasRecording = state.Session.Learning.IsRecording;
        state.Session.Learning.IsRecording = false;
        try
        {
            return work();
        }
        finally
        {
            state.Session.Learning.IsRecording = wasRecording;
        }
    }

    /// <summary><c>grad(f)</c>: a function that gives the derivative of f by its first argument, or a tuple of those by all of several.</summary>
    internal static Value Of(ProgramState state, Value function)
    {
        Function f = Arg.Callable(function, "f");
        return Value.Object(Arg.Define("gradient(*values)", (inner, a) =>
        {
            Value[] given = Iteration.ToArray(inner, a[0]);
            Tensor[] leaves = [.. given.Select(v => TensorMath.Copy(inner, TensorData.Read(inner, v, null)))];
            Array.ForEach(leaves, l => l.RequiresGrad = true);
            int depth = inner.Depth;
            Value result = Calls.CallMany(inner, depth, Value.Object(f), [.. leaves.Select(Value.Object)]);
            inner.Depth = depth;
            if (result.Ref is not Tensor answer)
            {
                throw Arg.Wrong("The result of the function", "a tensor", result);
            }

            Run(inner, answer, null, keep: false);
            Value[] gradients = [.. leaves.Select(l => Value.Object(l.Grad ?? Tensor.Full(inner, l.Type, l.Shape, 0)))];
            return gradients.Length == 1 ? gradients[0] : Value.Object(new TupleObject(gradients));
        }));
    }
}

/// <summary>What a run keeps for learning.</summary>
internal sealed class LearningState
{
    /// <summary>Whether results remember how they were made.</summary>
    internal bool IsRecording { get; set; } = true;

    /// <summary>Counts plots, whose names follow from it.</summary>
    internal int Plots { get; set; }
}
