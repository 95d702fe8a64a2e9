using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>The methods of tensors.</summary>
internal static class TensorMethods
{
    internal static readonly Builtin[] All =
    [
        Arg.Define("reshape(self, *shape)", (state, a) => Result(TensorMath.Reshape(state, Self(a), Shapes.Read(state, a[1], Self(a).Count)))),
        Arg.Define("transpose(self, *axes)", Transpose),
        Arg.Define("flatten(self, start?)", Flatten),
        Arg.Define("squeeze(self, axis?)", Squeeze),
        Arg.Define("unsqueeze(self, axis)", Unsqueeze),
        Arg.Define("broadcast_to(self, *shape)", (state, a) => Result(TensorMath.BroadcastTo(state, Self(a), Shapes.Read(state, a[1])))),
        Arg.Define("copy(self)", (state, a) => Result(Gradients.Record(state, TensorMath.Copy(state, Self(a)), [Self(a)], (_, g) => [g]))),
        Arg.Define("astype(self, dtype)", (state, a) => Result(TensorMath.Cast(state, Self(a), TensorData.Type(a[1], Self(a).Type)))),
        Reduce("sum", (state, tensor, axes, keep) => TensorMath.Reduce(state, Reduction.Sum, tensor, axes, keep)),
        Reduce("mean", TensorMath.Mean),
        Reduce("max", (state, tensor, axes, keep) => TensorMath.Reduce(state, Reduction.Max, tensor, axes, keep)),
        Reduce("min", (state, tensor, axes, keep) => TensorMath.Reduce(state, Reduction.Min, tensor, axes, keep)),
        Reduce("variance", TensorMath.Variance),
        Reduce("std", (state, tensor, axes, keep) => TensorMath.Unary(state, UnaryFunction.Sqrt, TensorMath.Variance(state, tensor, axes, keep))),
        Reduce("argmax", (state, tensor, axes, keep) => TensorMath.Reduce(state, Reduction.ArgMax, tensor, axes, keep)),
        Reduce("argmin", (state, tensor, axes, keep) => TensorMath.Reduce(state, Reduction.ArgMin, tensor, axes, keep)),
        Arg.Define("any(self)", (_, a) => Value.Of(Self(a).Elements().Any(e => e != 0))),
        Arg.Define("all(self)", (_, a) => Value.Of(Self(a).Elements().All(e => e != 0))),
        Unary("relu", UnaryFunction.Relu),
        Unary("sigmoid", UnaryFunction.Sigmoid),
        Unary("tanh", UnaryFunction.Tanh),
        Unary("gelu", UnaryFunction.Gelu),
        Unary("exp", UnaryFunction.Exp),
        Unary("log", UnaryFunction.Log),
        Unary("sqrt", UnaryFunction.Sqrt),
        Unary("abs", UnaryFunction.Abs),
        Unary("sin", UnaryFunction.Sin),
        Unary("cos", UnaryFunction.Cos),
        Unary("sign", UnaryFunction.Sign),
        Arg.Define("softmax(self, axis?)", (state, a) => Result(TensorMath.Softmax(state, Self(a), Axis(a[1], Self(a), -1), isLog: false))),
        Arg.Define("log_softmax(self, axis?)", (state, a) => Result(TensorMath.Softmax(state, Self(a), Axis(a[1], Self(a), -1), isLog: true))),
        Binary("pow", "exponent", BinarySign.Power),
        Binary("maximum", "other", BinarySign.Maximum),
        Binary("minimum", "other", BinarySign.Minimum),
        Binary("eq", "other", BinarySign.Equal),
        Binary("ne", "other", BinarySign.NotEqual),
        Arg.Define("clip(self, low, high)", (state, a) => Result(TensorMath.Binary(
            state, BinarySign.Minimum, TensorMath.Binary(state, BinarySign.Maximum, Self(a), Other(state, a, 1)), Other(state, a, 2)))),
        Arg.Define("matmul(self, other)", (state, a) => Result(TensorMath.MatrixMultiply(state, Self(a), Other(state, a, 1)))),
        Arg.Define("dot(self, other)", (state, a) => Result(TensorMath.MatrixMultiply(state, Self(a), Other(state, a, 1)))),
        Arg.Define("take(self, indexes, axis?)", (state, a) =>
        {
            int axis = Axis(a[2], Self(a), 0);
            return Result(TensorMath.Take(state, Self(a), TensorIndexing.Places(state, a[1], Self(a).Shape[axis]), axis));
        }),
        Arg.Define("item(self)", (_, a) => Value.Of(Self(a).Item())),
        Arg.Define("tolist(self)", (state, a) => TensorData.ToList(state, Self(a))),
        Arg.Define("numpy(self)", (state, a) => TensorData.ToList(state, Self(a))),
        Arg.Define("len(self)", (_, a) => Value.Of(Self(a).Length)),
        Arg.Define("backward(self, gradient?, keep?)", (state, a) =>
        {
            Tensor? start = Arg.IsGiven(a[1]) ? TensorMath.BroadcastTo(state, TensorData.Read(state, a[1], Self(a).Type), Self(a).Shape) : null;
            Gradients.Run(state, Self(a), start, Arg.Truth(a[2], missing: false));
            return Value.Null;
        }),
        Arg.Define("zero_grad(self)", (_, a) =>
        {
            Self(a).Grad = null;
            return Value.Null;
        }),
        Arg.Define("detach(self)", (state, a) => Result(Self(a).Detach(state))),
        Arg.Define("assign(self, values)", (state, a) =>
        {
            // Allowed for parameters too: it is how a program writes its own optimiser.
            TensorMath.Assign(state, Self(a), TensorData.Read(state, a[1], Self(a).Type));
            return a[0];
        }),
    ];

    internal static readonly Dictionary<string, Builtin> Table = All.ToDictionary(m => m.Info.Name);

    private static Tensor Self(Value[] a) => (Tensor)a[0].Ref!;

    private static Tensor Other(ProgramState state, Value[] a, int index) => TensorData.Read(state, a[index], Self(a).Type);

    private static Value Result(Tensor tensor) => Value.Object(tensor);

    private static Builtin Unary(string name, UnaryFunction function) =>
        Arg.Define($"{name}(self)", (state, a) => Result(TensorMath.Unary(state, function, Self(a))));

    private static Builtin Binary(string name, string parameter, BinarySign sign) =>
        Arg.Define($"{name}(self, {parameter})", (state, a) => Result(TensorMath.Binary(state, sign, Self(a), Other(state, a, 1))));

    private static Builtin Reduce(string name, Func<ProgramState, Tensor, int[]?, bool, Tensor> reduce) =>
        Arg.Define($"{name}(self, axis?, keepdims?)", (state, a) =>
            Result(reduce(state, Self(a), Axes(state, a[1], Self(a)), Arg.Truth(a[2], missing: false))));

    private static int Axis(Value value, Tensor tensor, long missing) => Shapes.Axis(Arg.Whole(value, "axis", missing), tensor.Axes);

    private static int[]? Axes(ProgramState state, Value value, Tensor tensor) => !Arg.IsGiven(value) ? null
        : value.IsInt ? [Axis(value, tensor, 0)]
        : [.. Iteration.ToArray(state, value).Select(v => Axis(v, tensor, 0))];

    private static Value Transpose(ProgramState state, Value[] a)
    {
        Tensor self = Self(a);
        Value[] given = Iteration.ToArray(state, a[1]);
        given = given is [{ Ref: ArrayObject or TupleObject } list] ? Iteration.ToArray(state, list) : given;
        int[] order = given.Length == 0
            ? [.. Enumerable.Range(0, self.Axes).Reverse()]
            : [.. given.Select(v => Axis(v, self, 0))];
        return order.Length == self.Axes && order.Distinct().Count() == order.Length
            ? Result(TensorMath.Transpose(state, self, order))
            : throw new NexusException(Errors.BadArgument($"transpose() takes each of the {self.Axes} axes once."));
    }

    private static Value Flatten(ProgramState state, Value[] a)
    {
        Tensor self = Self(a);
        int start = self.Axes == 0 ? 0 : Axis(a[1], self, 0);
        return Result(TensorMath.Reshape(state, self, [.. self.Shape[..start], Shapes.Count(self.Shape.AsSpan(start))]));
    }

    private static Value Squeeze(ProgramState state, Value[] a)
    {
        Tensor self = Self(a);
        int only = Arg.IsGiven(a[1]) ? Axis(a[1], self, 0) : -1;
        return Result(TensorMath.Reshape(state, self, [.. self.Shape.Where((s, i) => s != 1 || (only >= 0 && i != only))]));
    }

    private static Value Unsqueeze(ProgramState state, Value[] a)
    {
        int axis = Shapes.Axis(Arg.Whole(a[1], "axis"), Self(a).Axes + 1);
        return Result(TensorMath.Reshape(state, Self(a), [.. Self(a).Shape[..axis], 1, .. Self(a).Shape[axis..]]));
    }
}
