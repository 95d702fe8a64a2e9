using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>Operations on tensors together with their derivatives.</summary>
internal static partial class TensorMath
{
    /// <summary>The tensor itself when it lies without gaps, or else a copy that does.</summary>
    internal static Tensor Contiguous(ProgramState state, Tensor tensor) =>
        tensor.IsDense ? tensor : Gradients.Record(state, Gather(state, tensor, tensor.Type), [tensor], (_, g) => [g]);

    /// <summary>The same numbers in a storage of their own; the way back is not remembered.</summary>
    internal static Tensor Copy(ProgramState state, Tensor tensor) => Gather(state, tensor, tensor.Type);

    internal static Tensor Cast(ProgramState state, Tensor tensor, DType type) => tensor.Type == type
        ? tensor
        : Gradients.Record(state, Gather(state, tensor, type), [tensor], (s, g) => [Cast(s, g, tensor.Type)]);

    private static Tensor Gather(ProgramState state, Tensor tensor, DType type)
    {
        Tensor result = Tensor.NewUnset(state, type, tensor.Shape);
        type.Gather(state, new Strides(tensor.Shape, tensor.Strides, tensor.Offset), tensor.Storage, result.Storage, 0);
        return result;
    }

    /// <summary>Assigns in place; the source is repeated to the shape of the target.</summary>
    internal static void Assign(ProgramState state, Tensor target, Tensor source)
    {
        Tensor same = Cast(state, source, target.Type);
        if (!Shapes.Broadcast("Assigning", same.Shape, target.Shape).AsSpan().SequenceEqual(target.Shape))
        {
            throw new NexusException(Errors.BadShapes("Assigning", target.Shape, source.Shape));
        }

        // A view of the target itself would be overwritten while it is read.
        same = ReferenceEquals(same.Storage, target.Storage) ? Copy(state, same) : same;
        var both = new Strides(target.Shape, target.Strides, target.Offset, Shapes.Expand(same, target.Shape), same.Offset);
        target.Type.Scatter(state, both, same.Storage, target.Storage, adds: false);
        target.Storage.Version++;
    }

    internal static Value Operate(ProgramState state, string sign, Value left, Value right)
    {
        if (!IsOperand(left) || !IsOperand(right))
        {
            throw new NexusException(Errors.BadOperands(sign, left, right));
        }

        DType? type = (left.Ref as Tensor)?.Type;
        Tensor a = TensorData.Read(state, left, type ?? ((Tensor)right.Ref!).Type);
        Tensor b = TensorData.Read(state, right, type ?? a.Type);
        return Value.Object(sign switch
        {
            "@" => MatrixMultiply(state, a, b),
            "+" => Binary(state, BinarySign.Add, a, b),
            "-" => Binary(state, BinarySign.Subtract, a, b),
            "*" => Binary(state, BinarySign.Multiply, a, b),
            "/" => Binary(state, BinarySign.Divide, a, b),
            "**" => Binary(state, BinarySign.Power, a, b),
            "<" => Binary(state, BinarySign.Less, a, b),
            "<=" => Binary(state, BinarySign.LessOrEqual, a, b),
            ">" => Binary(state, BinarySign.Greater, a, b),
            ">=" => Binary(state, BinarySign.GreaterOrEqual, a, b),
            _ => throw new NexusException(Errors.BadOperands(sign, left, right)),
        });
    }

    private static bool IsOperand(Value value) => value.IsNumber || value.IsBool || value.Ref is Tensor or ArrayObject or TupleObject or RangeObject;

    internal static Tensor Binary(ProgramState state, BinarySign sign, Tensor a, Tensor b)
    {
        if (a.Type != b.Type)
        {
            a = Cast(state, a, DType.Float64);
            b = Cast(state, b, DType.Float64);
        }

        int[] shape = Shapes.Broadcast($"'{SignOf(sign)}'", a.Shape, b.Shape);
        Tensor result = Tensor.NewUnset(state, a.Type, shape);
        var both = new Strides(shape, Shapes.Expand(a, shape), a.Offset, Shapes.Expand(b, shape), b.Offset);
        a.Type.Binary(state, sign, both, a.Storage, b.Storage, result.Storage);
        return sign >= BinarySign.Less ? result : Gradients.Record(state, result, [a, b], (s, g) => BinaryGradient(s, sign, a, b, result, g));
    }

    private static Tensor?[] BinaryGradient(ProgramState state, BinarySign sign, Tensor a, Tensor b, Tensor result, Tensor g)
    {
        Tensor? left = null;
        Tensor? right = null;
        if (a.IsTracked)
        {
            left = SumTo(state, sign switch
            {
                BinarySign.Multiply => Binary(state, BinarySign.Multiply, g, b),
                BinarySign.Divide => Binary(state, BinarySign.Divide, g, b),
                BinarySign.Power => Binary(state, BinarySign.Multiply, g, PowerSlope(state, a, b)),
                BinarySign.Maximum => Binary(state, BinarySign.Multiply, g, Binary(state, BinarySign.GreaterOrEqual, a, b)),
                BinarySign.Minimum => Binary(state, BinarySign.Multiply, g, Binary(state, BinarySign.LessOrEqual, a, b)),
                _ => g,
            }, a.Shape);
        }

        if (b.IsTracked)
        {
            right = SumTo(state, sign switch
            {
                BinarySign.Subtract => Unary(state, UnaryFunction.Negate, g),
                BinarySign.Multiply => Binary(state, BinarySign.Multiply, g, a),
                BinarySign.Divide => Unary(state, UnaryFunction.Negate, Binary(
                    state, BinarySign.Divide, Binary(state, BinarySign.Multiply, g, result), b)),
                BinarySign.Power => Binary(state, BinarySign.Multiply, g, Binary(state, BinarySign.Multiply, result, Unary(state, UnaryFunction.Log, a))),
                BinarySign.Maximum => Binary(state, BinarySign.Multiply, g, Binary(state, BinarySign.Less, a, b)),
                BinarySign.Minimum => Binary(state, BinarySign.Multiply, g, Binary(state, BinarySign.Greater, a, b)),
                _ => g,
            }, b.Shape);
        }

        return [left, right];
    }

    private static Tensor PowerSlope(ProgramState state, Tensor a, Tensor b) => Binary(
        state, BinarySign.Multiply, b, Binary(state, BinarySign.Power, a, Binary(state, BinarySign.Subtract, b, Tensor.Scalar(state, b.Type, 1))));

    private static string SignOf(BinarySign sign) => sign switch
    {
        BinarySign.Add => "+",
        BinarySign.Subtract => "-",
        BinarySign.Multiply => "*",
        BinarySign.Divide => "/",
        BinarySign.Power => "**",
        BinarySign.Less => "<",
        BinarySign.LessOrEqual => "<=",
        BinarySign.Greater => ">",
        BinarySign.GreaterOrEqual => ">=",
        _ => sign.ToString().ToLowerInvariant(),
    };

    /// <summary>Without what it was made from itself when no derivative is wanted, so that long chains do not pile up.</summary>
    private static Tensor Forget(ProgramState state, Tensor tensor) => tensor.IsTracked ? tensor : tensor.Detach(state);

    internal static Tensor Unary(ProgramState state, UnaryFunction function, Tensor x)
    {
        Tensor dense = Contiguous(state, x);
        Tensor result = Tensor.NewUnset(state, x.Type, x.Shape);
        x.Type.Unary(state, function, dense.Storage, dense.Offset, result.Storage, x.Count);
        result.Scores = function == UnaryFunction.Sigmoid ? (Forget(state, dense), function) : null;
        return Gradients.Record(state, result, [dense], (s, g) =>
        {
            Tensor slope = Tensor.NewUnset(s, x.Type, x.Shape);
            x.Type.UnaryGradient(s, function, (dense.Storage, dense.Offset), (result.Storage, 0), g.Dense(s), slope.Storage, x.Count);
            return [slope];
        });
    }

    /// <summary>Elements of one tensor where a condition is not 0, and of another elsewhere.</summary>
    internal static Tensor Choose(ProgramState state, Tensor condition, Tensor x, Tensor y)
    {
        int[] shape = Shapes.Broadcast("where()", Shapes.Broadcast("where()", x.Shape, y.Shape), condition.Shape);
        Tensor mask = Contiguous(state, BroadcastTo(state, condition.Detach(state), shape));
        Tensor first = Contiguous(state, BroadcastTo(state, Cast(state, x, condition.Type), shape));
        Tensor second = Contiguous(state, BroadcastTo(state, Cast(state, y, condition.Type), shape));
        Tensor result = Tensor.New(state, condition.Type, shape);
        state.Charge(result.Count * 8L);
        for (int i = 0; i < result.Count; i++)
        {
            result.Storage[i] = mask.Storage[mask.Offset + i] != 0 ? first.Storage[first.Offset + i] : second.Storage[second.Offset + i];
        }

        return Gradients.Record(state, result, [first, second], (s, g) =>
        {
            Tensor none = Tensor.Scalar(s, g.Type, 0);
            return [Choose(s, mask, g, none), Choose(s, mask, none, g)];
        });
    }

    /// <summary>Adds up along axes that were repeated, which is the way back from repeating.</summary>
    internal static Tensor SumTo(ProgramState state, Tensor tensor, int[] shape)
    {
        while (tensor.Axes > shape.Length)
        {
            tensor = Reduce(state, Reduction.Sum, tensor, 0, keepAxes: false);
        }

        for (int axis = 0; axis < shape.Length; axis++)
        {
            if (shape[axis] == 1 && tensor.Shape[axis] != 1)
            {
                tensor = Reduce(state, Reduction.Sum, tensor, axis, keepAxes: true);
            }
        }

        return tensor;
    }

    /// <summary>Repeats to a larger shape without copying.</summary>
    internal static Tensor BroadcastTo(ProgramState state, Tensor tensor, int[] shape)
    {
        if (!Shapes.Broadcast("Repeating", tensor.Shape, shape).AsSpan().SequenceEqual(shape))
        {
            throw new NexusException(Errors.BadShapes("Repeating", tensor.Shape, shape));
        }

        Tensor view = tensor.View(state, shape, Shapes.Expand(tensor, shape), tensor.Offset);
        return Gradients.Record(state, view, [tensor], (s, g) => [SumTo(s, g, tensor.Shape)]);
    }

    internal static Tensor Reshape(ProgramState state, Tensor tensor, int[] shape)
    {
        if (Shapes.Count(shape) != tensor.Count)
        {
            throw new NexusException(Errors.BadArgument(
                $"{tensor.Count:N0} elements of the shape {Shapes.Show(tensor.Shape)} do not fill the shape {Shapes.Show(shape)}."));
        }

        Tensor dense = Contiguous(state, tensor);
        Tensor view = dense.View(state, shape, Shapes.Dense(shape), dense.Offset);
        return Gradients.Record(state, view, [dense], (s, g) => [Reshape(s, g, tensor.Shape)]);
    }

    internal static Tensor Transpose(ProgramState state, Tensor tensor, int[] order)
    {
        Tensor view = tensor.View(
            state, [.. order.Select(i => tensor.Shape[i])], [.. order.Select(i => tensor.Strides[i])], tensor.Offset);
        return Gradients.Record(state, view, [tensor], (s, g) =>
        {
            var back = new int[order.Length];
            for (int i = 0; i < order.Length; i++)
            {
                back[order[i]] = i;
            }

            return [Transpose(s, g, back)];
        });
    }

    internal static Tensor SwapLast(ProgramState state, Tensor tensor) =>
        Transpose(state, tensor, [.. Enumerable.Range(0, tensor.Axes - 2), tensor.Axes - 1, tensor.Axes - 2]);

    internal static Tensor MatrixMultiply(ProgramState state, Tensor a, Tensor b)
    {
        if (a.Type != b.Type)
        {
            a = Cast(state, a, DType.Float64);
            b = Cast(state, b, DType.Float64);
        }

        if (a.Axes == 0 || b.Axes == 0)
        {
            throw new NexusException(Errors.BadArgument("'@' multiplies vectors and matrices; use '*' with a single number."));
        }

        // A vector stands for a row on the left and for a column on the right, and its axis is taken away again.
        Tensor left = a.Axes == 1 ? Reshape(state, a, [1, a.Shape[0]]) : a;
        Tensor right = b.Axes == 1 ? Reshape(state, b, [b.Shape[0], 1]) : b;
        if (left.Shape[^1] != right.Shape[^2])
        {
            throw new NexusException(Errors.BadShapes("'@'", a.Shape, b.Shape));
        }

        Tensor product = Multiply(state, left, right);
        if (a.Axes > 1 && b.Axes > 1)
        {
            return product;
        }

        int[] shape = [.. product.Shape[..^2], .. a.Axes == 1 ? (int[])[] : [product.Shape[^2]], .. b.Axes == 1 ? (int[])[] : [product.Shape[^1]]];
        return Reshape(state, product, shape);
    }

    private static Tensor Multiply(ProgramState state, Tensor a, Tensor b)
    {
        Tensor right = Contiguous(state, b);
        bool isTurned = right.Shape[^1] == 1 && a.Axes == 2 && right.Axes == 2 && a.Strides[0] == 1 && a.Strides[1] == a.Shape[0];
        Tensor left = isTurned ? a : Contiguous(state, a);
        (int rows, int inner, int columns) = (left.Shape[^2], left.Shape[^1], right.Shape[^1]);
        int[] batch = Shapes.Broadcast("'@'", left.Shape[..^2], right.Shape[..^2]);
        Tensor result = Tensor.NewUnset(state, a.Type, [.. batch, rows, columns]);
        int[] placesA = Places(left, batch, rows * inner);
        int[] placesB = Places(right, batch, inner * columns);
        if (isTurned)
        {
            // What lies in columns is added up column by column, and need not be laid out in rows first.
            a.Type.MatrixMultiplyTurned(state, (left.Storage, left.Offset), (right.Storage, right.Offset), result.Storage, rows, inner);
            placesA = [];
        }

        for (int i = 0; i < placesA.Length; i++)
        {
            a.Type.MatrixMultiply(
                state, (left.Storage, placesA[i]), (right.Storage, placesB[i]), (result.Storage, i * rows * columns), rows, inner, columns, adds: false);
        }

        return Gradients.Record(state, result, [left, right], (s, g) =>
        [
            left.IsTracked ? SumTo(s, Multiply(s, g, SwapLast(s, right)), left.Shape) : null,
            right.IsTracked ? SumTo(s, Multiply(s, SwapLast(s, left), g), right.Shape) : null,
        ]);
    }

    /// <summary>Where each matrix of a batch begins, those of a smaller batch repeated.</summary>
    private static int[] Places(Tensor tensor, int[] batch, int size)
    {
        var places = new int[Shapes.Count(batch)];
        int[] own = tensor.Shape[..^2];
        int[] strides = Shapes.Dense(own);
        int missing = batch.Length - own.Length;
        for (int i = 0; i < places.Length; i++)
        {
            int rest = i;
            for (int axis = batch.Length - 1; axis >= 0; axis--)
            {
                int at = rest % batch[axis];
                rest /= batch[axis];
                places[i] += axis >= missing && own[axis - missing] != 1 ? at * strides[axis - missing] * size : 0;
            }

            places[i] += tensor.Offset;
        }

        return places;
    }
}
