using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>Between tensors and the numbers, arrays and ranges of programs.</summary>
internal static class TensorData
{
    /// <summary>A tensor as it is, or made from a number or nested arrays; null takes single precision for what is new and leaves tensors as they are.</summary>
    internal static Tensor Read(ProgramState state, Value value, DType? type)
    {
        if (value.Ref is Tensor tensor)
        {
            return tensor;
        }

        DType wanted = type ?? DType.Float32;
        if (value.IsNumber || value.IsBool)
        {
            return Tensor.Scalar(state, wanted, NumberOf(value));
        }

        List<int> shape = [];
        Measure(state, value, shape);
        Tensor result = Tensor.New(state, wanted, [.. shape]);
        int at = 0;
        Write(state, value, result, 0, ref at);
        return result;
    }

    private static double NumberOf(Value value) => value.IsBool ? (value.Bool ? 1 : 0) : Arg.Number(value, "data");

    /// <summary>The shape that the first elements show; the rest is held to it while it is written.</summary>
    private static void Measure(ProgramState state, Value value, List<int> shape)
    {
        while (!value.IsNumber && !value.IsBool)
        {
            if (shape.Count > Shapes.MaxAxes)
            {
                throw new NexusException(Errors.BadArgument($"A tensor has at most {Shapes.MaxAxes} axes."));
            }

            if (value.Ref is Tensor tensor)
            {
                shape.AddRange(tensor.Shape);
                return;
            }

            long length = LengthOf(value);
            shape.Add((int)Math.Min(length, int.MaxValue));
            Shapes.Count([.. shape]);
            if (length == 0)
            {
                return;
            }

            value = value.Ref switch
            {
                ArrayObject array => array.Items[0],
                TupleObject tuple => tuple.Items[0],
                _ => Value.Of(0),
            };
        }
    }

    private static long LengthOf(Value value) => value.Ref switch
    {
        ArrayObject array => array.Count,
        TupleObject tuple => tuple.Items.Length,
        RangeObject range => range.Count,
        _ => throw Arg.Wrong("data", "numbers, or arrays of them", value),
    };

    private static void Write(ProgramState state, Value value, Tensor to, int axis, ref int at)
    {
        if (value.IsNumber || value.IsBool)
        {
            to.Storage[at++] = axis == to.Axes ? NumberOf(value) : throw Ragged();
            return;
        }

        if (axis >= to.Axes)
        {
            throw Ragged();
        }

        if (value.Ref is Tensor tensor)
        {
            if (!tensor.Shape.AsSpan().SequenceEqual(to.Shape.AsSpan(axis)))
            {
                throw Ragged();
            }

            to.Type.Gather(state, new Strides(tensor.Shape, tensor.Strides, tensor.Offset), tensor.Storage, to.Storage, at);
            at += tensor.Count;
            return;
        }

        if (LengthOf(value) != to.Shape[axis])
        {
            throw Ragged();
        }

        state.Charge(to.Shape[axis] * 2L);
        if (value.Ref is RangeObject range)
        {
            for (int i = 0; i < to.Shape[axis]; i++)
            {
                to.Storage[at++] = range.Start + (i * (double)range.Step);
            }

            return;
        }

        foreach (Value item in value.Ref is ArrayObject array ? array.Span : ((TupleObject)value.Ref!).Items)
        {
            Write(state, item, to, axis + 1, ref at);
        }
    }

    private static NexusException Ragged() => new(Errors.BadArgument("The rows of a tensor must be equally long."));

    internal static DType Type(Value value, DType missing) => !Arg.IsGiven(value)
        ? missing
        : DType.Find(Arg.Text(value, "dtype")) ?? throw new NexusException(Errors.BadArgument(
            $"There is no dtype '{value.Text}': it is float32 or float64."));

    /// <summary>Nested arrays of floats, or one float for a tensor without axes.</summary>
    internal static Value ToList(ProgramState state, Tensor tensor)
    {
        state.Allocate(tensor.Count * 24L);
        state.Charge(tensor.Count * 8L);
        return ToList(tensor, 0, tensor.Offset);
    }

    private static Value ToList(Tensor tensor, int axis, int at)
    {
        if (axis == tensor.Axes)
        {
            return Value.Of(tensor.Storage[at]);
        }

        var items = new Value[tensor.Shape[axis]];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = ToList(tensor, axis + 1, at + (i * tensor.Strides[axis]));
        }

        return Value.Object(new ArrayObject(items));
    }

    /// <summary>Random numbers, one drawn for each element in order.</summary>
    internal static Tensor Random(ProgramState state, DType type, int[] shape, Func<RandomSource, double> draw)
    {
        Tensor result = Tensor.New(state, type, shape);
        RandomSource random = state.Session.Random;
        for (int i = 0; i < result.Count; i++)
        {
            if (i % 256 == 0)
            {
                state.Charge(256 * 20);
            }

            result.Storage[i] = draw(random);
        }

        return result;
    }
}
