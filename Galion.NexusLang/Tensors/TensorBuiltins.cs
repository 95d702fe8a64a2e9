using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>The functions about tensors and learning that every program sees.</summary>
internal static class TensorBuiltins
{
    internal static readonly Builtin[] All =
    [
        Arg.Define("tensor(data, dtype?, requires_grad?)", Make),
        Arg.Define("Tensor(data, dtype?, requires_grad?)", Make),
        Arg.Define("zeros(*shape, dtype?, requires_grad?)", (state, a) => Wanted(Tensor.Full(state, TypeOf(a), ShapeOf(state, a), 0), a[2])),
        Arg.Define("ones(*shape, dtype?, requires_grad?)", (state, a) => Wanted(Tensor.Full(state, TypeOf(a), ShapeOf(state, a), 1), a[2])),
        Arg.Define("randn(*shape, dtype?, requires_grad?)", (state, a) =>
            Wanted(TensorData.Random(state, TypeOf(a), ShapeOf(state, a), r => r.NextNormal()), a[2])),
        Arg.Define("rand(*shape, dtype?, requires_grad?)", (state, a) =>
            Wanted(TensorData.Random(state, TypeOf(a), ShapeOf(state, a), r => r.NextDouble()), a[2])),
        Arg.Define("full(shape, value, dtype?)", (state, a) => Value.Object(Tensor.Full(
            state, TensorData.Type(a[2], DType.Float32), Shapes.Read(state, Value.Object(new ArrayObject([a[0]]))), Arg.Number(a[1], "value")))),
        Arg.Define("eye(size, dtype?)", Eye),
        Arg.Define("arange(start, stop?, step?, dtype?)", Arange),
        Arg.Define("linspace(start, stop, num?, dtype?)", Linspace),
        Arg.Define("concat(tensors, axis?)", (state, a) => Join(state, a, isStack: false)),
        Arg.Define("stack(tensors, axis?)", (state, a) => Join(state, a, isStack: true)),
        Arg.Define("where(condition, x, y)", Where),
        Arg.Define("one_hot(labels, classes)", OneHot),
        Arg.Define("manual_seed(n)", (state, a) =>
        {
            state.Session.Random.Seed(Arg.Whole(a[0], "n"));
            return Value.Null;
        }),
        Arg.Define("grad(f)", (state, a) => Gradients.Of(state, a[0])),
        Arg.Define("no_grad(f)", (state, a) => Gradients.Without(state, () =>
        {
            int depth = state.Depth;
            Value result = Calls.Call0(state, depth, Value.Object(Arg.Callable(a[0], "f")));
            state.Depth = depth;
            return result;
        })),
        .. LearningBuiltins.All,
    ];

    /// <summary>The methods of the values that these functions make, by the name of their type.</summary>
    internal static readonly Dictionary<string, IReadOnlyDictionary<string, Builtin>> MethodTables = new()
    {
        ["tensor"] = TensorMethods.Table,
        ["layer"] = Layer.Table,
        ["model"] = Layer.Table,
        ["loss"] = Loss.Table,
        ["optimizer"] = Optimizer.Table,
        ["trainer"] = Trainer.Table,
        ["dataset"] = Dataset.Table,
        ["dataloader"] = DataLoader.Table,
    };

    private static DType TypeOf(Value[] a) => TensorData.Type(a[1], DType.Float32);

    private static int[] ShapeOf(ProgramState state, Value[] a) => Shapes.Read(state, a[0]);

    private static Value Wanted(Tensor tensor, Value isWanted)
    {
        tensor.RequiresGrad = Arg.Truth(isWanted, missing: false);
        return Value.Object(tensor);
    }

    private static Value Make(ProgramState state, Value[] a)
    {
        DType type = TensorData.Type(a[1], (a[0].Ref as Tensor)?.Type ?? DType.Float32);
        Tensor read = TensorData.Read(state, a[0], type);
        return Wanted(a[0].Ref is Tensor ? TensorMath.Copy(state, TensorMath.Cast(state, read, type)) : read, a[2]);
    }

    private static Value Eye(ProgramState state, Value[] a)
    {
        int size = Arg.Count(a[0], "size");
        Tensor result = Tensor.Full(state, TensorData.Type(a[1], DType.Float32), [size, size], 0);
        for (int i = 0; i < size; i++)
        {
            result.Storage[i * (size + 1)] = 1;
        }

        return Value.Object(result);
    }

    private static Value Arange(ProgramState state, Value[] a)
    {
        double start = Arg.IsGiven(a[1]) ? Arg.Number(a[0], "start") : 0;
        double stop = Arg.Number(Arg.IsGiven(a[1]) ? a[1] : a[0], "stop");
        double step = Arg.Number(a[2], "step", 1);
        double count = Math.Ceiling((stop - start) / step);
        return step == 0 || !double.IsFinite(count)
            ? throw new NexusException(Errors.BadArgument("arange() needs finite ends and a step other than 0."))
            : Steps(state, TensorData.Type(a[3], DType.Float32), count, start, step);
    }

    private static Value Linspace(ProgramState state, Value[] a)
    {
        (double start, double stop) = (Arg.Number(a[0], "start"), Arg.Number(a[1], "stop"));
        long count = Arg.Whole(a[2], "num", 50);
        Value result = Steps(state, TensorData.Type(a[3], DType.Float32), count, start, count > 1 ? (stop - start) / (count - 1) : 0);
        if (count > 1)
        {
            ((Tensor)result.Ref!).Storage[(int)count - 1] = stop;
        }

        return result;
    }

    private static Value Steps(ProgramState state, DType type, double count, double start, double step)
    {
        int length = count <= Array.MaxLength ? (int)Math.Max(count, 0) : throw new NexusException(Errors.TooLarge("This tensor"));
        Tensor result = Tensor.New(state, type, [length]);
        for (int i = 0; i < length; i++)
        {
            if (i % 1024 == 0)
            {
                state.Charge(2048);
            }

            result.Storage[i] = start + (i * step);
        }

        return Value.Object(result);
    }

    private static Value Join(ProgramState state, Value[] a, bool isStack)
    {
        Tensor[] parts = [.. Iteration.ToArray(state, a[0]).Select(v => TensorData.Read(state, v, null))];
        if (parts.Length == 0)
        {
            throw new NexusException(Errors.Empty("A tensor put together"));
        }

        int axis = Shapes.Axis(Arg.Whole(a[1], "axis", 0), parts[0].Axes + (isStack ? 1 : 0));
        if (isStack)
        {
            parts = [.. parts.Select(p => axis <= p.Axes
                ? TensorMath.Reshape(state, p, [.. p.Shape[..axis], 1, .. p.Shape[axis..]])
                : throw new NexusException(Errors.BadShapes("Stacking", parts[0].Shape, p.Shape)))];
        }

        return Value.Object(TensorMath.Concat(state, parts, axis));
    }

    /// <summary><c>condition * x + (1 - condition) * y</c>, where what is not chosen does not count even if it is not a number.</summary>
    private static Value Where(ProgramState state, Value[] a)
    {
        Tensor x = TensorData.Read(state, a[1], null);
        Tensor y = TensorData.Read(state, a[2], x.Type);
        Tensor condition = TensorMath.Binary(
            state, BinarySign.NotEqual, TensorData.Read(state, a[0], x.Type), Tensor.Scalar(state, x.Type, 0));
        return Value.Object(TensorMath.Choose(state, condition, x, y));
    }

    private static Value OneHot(ProgramState state, Value[] a)
    {
        int classes = Arg.Count(a[1], "classes");
        Tensor labels = TensorData.Read(state, a[0], null);
        int[] places = TensorIndexing.Places(state, Value.Object(labels), classes);
        Tensor result = Tensor.Full(state, labels.Type, [.. labels.Shape, classes], 0);
        for (int i = 0; i < places.Length; i++)
        {
            result.Storage[(i * classes) + places[i]] = 1;
        }

        return Value.Object(result);
    }
}
