using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary><c>t[0, 1:3]</c>: integers and slices give views, an array of integers gives a copy of those places.</summary>
internal static class TensorIndexing
{
    internal static Tensor Get(ProgramState state, Tensor tensor, Value index)
    {
        Tensor view = View(state, tensor, index, out int[]? places, out int axis);
        return places is null ? view : TensorMath.Take(state, view, places, axis);
    }

    internal static void Set(ProgramState state, Tensor tensor, Value index, Value value)
    {
        if (tensor.IsTracked && state.Session.Learning.IsRecording)
        {
            throw new NexusException(Errors.BadArgument(
                "A tensor whose derivative is wanted cannot be changed in place. Change it inside no_grad(() => …), or make a new one."));
        }

        Tensor source = TensorData.Read(state, value, tensor.Type);
        Tensor view = View(state, tensor, index, out int[]? places, out int axis);
        if (places is null)
        {
            TensorMath.Assign(state, view, source);
            return;
        }

        int[] shape = [.. view.Shape];
        shape[axis] = places.Length;
        Tensor all = TensorMath.BroadcastTo(state, source, shape);
        for (int i = 0; i < places.Length; i++)
        {
            TensorMath.Assign(state, At(state, view, axis, places[i]), At(state, all, axis, i));
        }
    }

    internal static Tensor Row(ProgramState state, Tensor tensor, int row)
    {
        Tensor dense = ForViews(state, tensor);
        return Record(state, dense, At(state, dense, 0, row));
    }

    /// <summary>One place of an axis, which goes.</summary>
    private static Tensor At(ProgramState state, Tensor tensor, int axis, int place) => tensor.View(
        state, [.. tensor.Shape[..axis], .. tensor.Shape[(axis + 1)..]], [.. tensor.Strides[..axis], .. tensor.Strides[(axis + 1)..]],
        tensor.Offset + (place * tensor.Strides[axis]));

    private static Tensor View(ProgramState state, Tensor tensor, Value index, out int[]? places, out int axisOfPlaces)
    {
        Value[] parts = index.Ref is TupleObject tuple ? tuple.Items : [index];
        if (parts.Count(p => !p.IsNull) > tensor.Axes)
        {
            throw new NexusException(Errors.BadArgument(
                $"{parts.Length} indexes are too many for a tensor of the shape {Shapes.Show(tensor.Shape)}."));
        }

        tensor = ForViews(state, tensor);
        (places, axisOfPlaces) = (null, 0);
        List<int> shape = [];
        List<int> strides = [];
        (int offset, int axis) = (tensor.Offset, 0);
        foreach (Value part in parts)
        {
            if (part.IsNull)
            {
                // A new axis with one element.
                shape.Add(1);
                strides.Add(0);
                continue;
            }

            (int length, int stride) = (tensor.Shape[axis], tensor.Strides[axis]);
            axis++;
            switch (part.Ref)
            {
                case null:
                    offset += Place(part.Bits, length) * stride;
                    break;
                case SliceObject or RangeObject:
                    (int from, int count, int step) = Slice(tensor, part, length);
                    offset += count > 0 ? from * stride : 0;
                    shape.Add(count);
                    strides.Add(stride * step);
                    break;
                case ArrayObject or Tensor when places is null:
                    places = Places(state, part, length);
                    axisOfPlaces = shape.Count;
                    shape.Add(length);
                    strides.Add(stride);
                    break;
                default:
                    throw new NexusException(Errors.BadIndex(Value.Object(tensor), part));
            }
        }

        Tensor view = tensor.View(state, [.. shape, .. tensor.Shape[axis..]], [.. strides, .. tensor.Strides[axis..]], offset);
        return Record(state, tensor, view);
    }

    private static Tensor Record(ProgramState state, Tensor tensor, Tensor view) => Gradients.Record(state, view, [tensor], (s, g) =>
    {
        Tensor back = Tensor.New(s, tensor.Type, tensor.Shape);
        var both = new Strides(view.Shape, view.Strides, view.Offset - tensor.Offset, g.Strides, g.Offset);
        tensor.Type.Scatter(s, both, g.Storage, back.Storage, adds: true);
        return [back];
    });

    /// <summary>A tensor whose views lie in its derivative as they lie in itself: one without gaps, when a derivative is wanted.</summary>
    private static Tensor ForViews(ProgramState state, Tensor tensor) =>
        tensor.IsTracked && state.Session.Learning.IsRecording ? TensorMath.Contiguous(state, tensor) : tensor;

    private static int Place(long index, int length)
    {
        long place = index < 0 ? index + length : index;
        return (ulong)place < (ulong)length ? (int)place : throw new NexusException(Errors.IndexOutside(index, length));
    }

    private static (int From, int Count, int Step) Slice(Tensor tensor, Value part, int length)
    {
        (Value start, Value end, Value step) = part.Ref is SliceObject slice
            ? (slice.Start, slice.End, slice.Step)
            : (Value.Of(((RangeObject)part.Ref!).Start), Value.Of(((RangeObject)part.Ref!).End), Value.Of(((RangeObject)part.Ref!).Step));
        long stride = step.IsNull ? 1 : Arg.Whole(step, "step");
        if (stride == 0)
        {
            throw new NexusException(Errors.BadArgument("The step of a slice cannot be 0."));
        }

        stride = Math.Clamp(stride, -int.MaxValue, int.MaxValue);
        (long low, long high) = stride > 0 ? (0L, length) : (-1L, length - 1);
        long Clamp(Value value) => value.IsInt
            ? Math.Clamp(value.Bits < 0 ? value.Bits + length : value.Bits, low, high)
            : throw new NexusException(Errors.BadIndex(Value.Object(tensor), value));
        long from = start.IsNull ? (stride > 0 ? low : high) : Clamp(start);
        long to = end.IsNull ? (stride > 0 ? high : low) : Clamp(end);
        long count = new RangeObject(from, to, stride).Count;
        return ((int)from, (int)count, count > 1 ? (int)stride : 1);
    }

    internal static int[] Places(ProgramState state, Value indexes, int length)
    {
        IEnumerable<long> wanted = indexes.Ref is Tensor tensor
            ? tensor.Elements().Select(e => e == Math.Floor(e) && Math.Abs(e) < int.MaxValue
                ? (long)e
                : throw new NexusException(Errors.BadArgument($"{Printing.Show(e)} is no place in a tensor.")))
            : Iteration.ToArray(state, indexes).Select(v => Arg.Whole(v, "index"));
        int[] places = [.. wanted.Select(w => Place(w, length))];
        state.Allocate(places.Length * 4L);
        state.Charge(places.Length * 4L);
        return places;
    }
}
