using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

internal static partial class TensorMath
{
    internal static Tensor Reduce(ProgramState state, Reduction reduction, Tensor tensor, int axis, bool keepAxes)
    {
        int count = tensor.Shape[axis];
        if (count == 0 && reduction != Reduction.Sum)
        {
            throw new NexusException(Errors.Empty("The largest or smallest"));
        }

        int outer = Shapes.Count(tensor.Shape.AsSpan(0, axis));
        int inner = Shapes.Count(tensor.Shape.AsSpan(axis + 1));
        int[] kept = [.. tensor.Shape[..axis], 1, .. tensor.Shape[(axis + 1)..]];
        Tensor dense = Contiguous(state, tensor);
        Tensor result = Tensor.New(state, tensor.Type, keepAxes ? kept : [.. tensor.Shape[..axis], .. tensor.Shape[(axis + 1)..]]);
        if (result.Count > 0)
        {
            tensor.Type.Reduce(state, reduction, (dense.Storage, dense.Offset), outer, count, inner, result.Storage);
        }

        return reduction switch
        {
            Reduction.Sum => Gradients.Record(state, result, [dense], (s, g) => [BroadcastTo(s, Reshape(s, g, kept), tensor.Shape)]),
            Reduction.Max or Reduction.Min => Gradients.Record(state, result, [dense], (s, g) =>
                [ExtremeGradient(s, dense, Reshape(s, result.Detach(s), kept), Reshape(s, g, kept), axis)]),
            _ => result,
        };
    }

    /// <summary>Goes to the elements that were the extreme one, in equal parts when there are several.</summary>
    private static Tensor ExtremeGradient(ProgramState state, Tensor tensor, Tensor extreme, Tensor g, int axis)
    {
        Tensor isExtreme = Binary(state, BinarySign.Equal, tensor, extreme);
        Tensor share = Binary(state, BinarySign.Divide, g, Reduce(state, Reduction.Sum, isExtreme, axis, keepAxes: true));
        return Binary(state, BinarySign.Multiply, isExtreme, share);
    }

    /// <summary>Reduces some axes; none named means all.</summary>
    internal static Tensor Reduce(ProgramState state, Reduction reduction, Tensor tensor, int[]? axes, bool keepAxes)
    {
        if (axes is null)
        {
            Tensor flat = Reshape(state, tensor, [tensor.Count]);
            Tensor all = Reduce(state, reduction, flat, 0, keepAxes: false);
            return keepAxes ? Reshape(state, all, [.. tensor.Shape.Select(_ => 1)]) : all;
        }

        foreach (int axis in axes.Distinct().OrderDescending())
        {
            tensor = Reduce(state, reduction, tensor, axis, keepAxes);
        }

        return tensor;
    }

    internal static Tensor Mean(ProgramState state, Tensor tensor, int[]? axes, bool keepAxes)
    {
        int count = axes is null ? tensor.Count : axes.Distinct().Aggregate(1, (product, axis) => product * tensor.Shape[axis]);
        return count == 0
            ? throw new NexusException(Errors.Empty("The mean"))
            : Scale(state, Reduce(state, Reduction.Sum, tensor, axes, keepAxes), 1.0 / count);
    }

    /// <summary>The mean squared distance from the mean.</summary>
    internal static Tensor Variance(ProgramState state, Tensor tensor, int[]? axes, bool keepAxes)
    {
        Tensor apart = Binary(state, BinarySign.Subtract, tensor, Mean(state, tensor, axes, keepAxes: true));
        return Mean(state, Binary(state, BinarySign.Multiply, apart, apart), axes, keepAxes);
    }

    internal static Tensor Scale(ProgramState state, Tensor tensor, double factor) =>
        Binary(state, BinarySign.Multiply, tensor, Tensor.Scalar(state, tensor.Type, factor));

    internal static Tensor Softmax(ProgramState state, Tensor tensor, int axis, bool isLog)
    {
        if (axis != tensor.Axes - 1)
        {
            int[] order = [.. Enumerable.Range(0, tensor.Axes)];
            (order[axis], order[^1]) = (order[^1], order[axis]);
            return Transpose(state, Softmax(state, Transpose(state, tensor, order), tensor.Axes - 1, isLog), order);
        }

        Tensor dense = Contiguous(state, tensor);
        Tensor result = Tensor.New(state, tensor.Type, tensor.Shape);
        int columns = tensor.Shape[^1];
        int rows = columns == 0 ? 0 : tensor.Count / columns;
        tensor.Type.Softmax(state, isLog, (dense.Storage, dense.Offset), rows, columns, result.Storage);
        result.Scores = isLog ? null : (Forget(state, dense), null);
        return Gradients.Record(state, result, [dense], (s, g) =>
        {
            Tensor slope = Tensor.New(s, tensor.Type, tensor.Shape);
            tensor.Type.SoftmaxGradient(s, isLog, (result.Storage, 0), g.Dense(s), rows, columns, slope.Storage);
            return [slope];
        });
    }

    /// <summary>Puts tensors behind each other along an axis.</summary>
    internal static Tensor Concat(ProgramState state, Tensor[] parts, int axis)
    {
        int[] shape = [.. parts[0].Shape];
        DType type = parts.Any(p => p.Type == DType.Float64) ? DType.Float64 : parts[0].Type;
        long length = 0;
        foreach (Tensor part in parts)
        {
            bool fits = part.Axes == shape.Length && part.Shape.Where((s, i) => i != axis).SequenceEqual(shape.Where((s, i) => i != axis));
            length += fits ? part.Shape[axis] : throw new NexusException(Errors.BadShapes("Putting together", parts[0].Shape, part.Shape));
        }

        shape[axis] = length <= int.MaxValue ? (int)length : throw new NexusException(Errors.TooLarge("This tensor"));
        Tensor result = Tensor.New(state, type, shape);
        Tensor[] sources = [.. parts.Select(p => Cast(state, p, type))];
        int[] starts = new int[parts.Length];
        for (int i = 0, start = 0; i < parts.Length; start += parts[i++].Shape[axis])
        {
            starts[i] = start;
            Tensor target = result.View(state, sources[i].Shape, result.Strides, start * result.Strides[axis]);
            var both = new Strides(target.Shape, target.Strides, target.Offset, sources[i].Strides, sources[i].Offset);
            type.Scatter(state, both, sources[i].Storage, result.Storage, adds: false);
        }

        return Gradients.Record(state, result, sources, (s, g) =>
            [.. sources.Select((p, i) => g.View(s, p.Shape, g.Strides, g.Offset + (starts[i] * g.Strides[axis])))]);
    }

    /// <summary>Some of the elements along an axis, in the order and as often as asked for.</summary>
    internal static Tensor Take(ProgramState state, Tensor tensor, int[] places, int axis)
    {
        int[] shape = [.. tensor.Shape];
        shape[axis] = places.Length;
        Tensor result = Tensor.New(state, tensor.Type, shape);
        int[] row = [.. tensor.Shape];
        row[axis] = 1;
        for (int i = 0; i < places.Length; i++)
        {
            var both = new Strides(
                row, result.Strides, i * result.Strides[axis], tensor.Strides, tensor.Offset + (places[i] * tensor.Strides[axis]));
            tensor.Type.Scatter(state, both, tensor.Storage, result.Storage, adds: false);
        }

        return Gradients.Record(state, result, [tensor], (s, g) =>
        {
            Tensor back = Tensor.New(s, tensor.Type, tensor.Shape);
            for (int i = 0; i < places.Length; i++)
            {
                var both = new Strides(row, back.Strides, places[i] * back.Strides[axis], g.Strides, g.Offset + (i * g.Strides[axis]));
                back.Type.Scatter(s, both, g.Storage, back.Storage, adds: true);
            }

            return [back];
        });
    }

    /// <summary>A convolution of pictures <c>[batch, channels, height, width]</c> with kernels <c>[out, channels, height, width]</c>.</summary>
    internal static Tensor Convolve(ProgramState state, Tensor pictures, Tensor kernels, int stride, int padding)
    {
        Tensor source = Contiguous(state, pictures);
        Tensor weights = Contiguous(state, kernels);
        var window = new Window(
            source.Shape[1], source.Shape[2], source.Shape[3], weights.Shape[2], weights.Shape[3], stride, padding);
        if (window.Height + (2L * padding) < window.KernelHeight || window.Width + (2L * padding) < window.KernelWidth)
        {
            throw new NexusException(Errors.BadShapes("A convolution", pictures.Shape, kernels.Shape));
        }

        (int batch, int filters, int size) = (source.Shape[0], weights.Shape[0], source.Shape[1] * source.Shape[2] * source.Shape[3]);
        Tensor result = Tensor.New(state, source.Type, [batch, filters, window.OutHeight, window.OutWidth]);
        Tensor columns = Tensor.New(state, source.Type, [window.Rows, window.Columns]);
        for (int i = 0; i < batch; i++)
        {
            source.Type.Unfold(state, window, (source.Storage, source.Offset + (i * size)), columns.Storage);
            source.Type.MatrixMultiply(
                state, (weights.Storage, weights.Offset), (columns.Storage, 0), (result.Storage, i * filters * window.Columns), filters, window.Rows, window.Columns, adds: false);
        }

        return Gradients.Record(state, result, [source, weights], (s, g) => ConvolveBack(s, source, weights, window, g));
    }

    private static Tensor?[] ConvolveBack(ProgramState state, Tensor source, Tensor weights, Window window, Tensor g)
    {
        (int batch, int filters, int size) = (source.Shape[0], weights.Shape[0], source.Shape[1] * source.Shape[2] * source.Shape[3]);
        (Storage reached, int at) = g.Dense(state);
        Tensor? toSource = source.IsTracked ? Tensor.New(state, source.Type, source.Shape) : null;
        Tensor? toWeights = weights.IsTracked ? Tensor.New(state, weights.Type, weights.Shape) : null;
        Tensor columns = Tensor.New(state, source.Type, [window.Rows, window.Columns]);
        Tensor flipped = Contiguous(state, SwapLast(state, Reshape(state, weights.Detach(state), [filters, window.Rows])));
        for (int i = 0; i < batch; i++)
        {
            (Storage, int) mine = (reached, at + (i * filters * window.Columns));
            if (toWeights is not null)
            {
                source.Type.Unfold(state, window, (source.Storage, source.Offset + (i * size)), columns.Storage);
                Tensor across = Contiguous(state, SwapLast(state, columns));
                source.Type.MatrixMultiply(state, mine, (across.Storage, across.Offset), (toWeights.Storage, 0), filters, window.Columns, window.Rows, adds: true);
            }

            if (toSource is not null)
            {
                source.Type.MatrixMultiply(state, (flipped.Storage, flipped.Offset), mine, (columns.Storage, 0), window.Rows, filters, window.Columns, adds: false);
                source.Type.Fold(state, window, columns.Storage, (toSource.Storage, i * size));
            }
        }

        return [toSource, toWeights];
    }
}
