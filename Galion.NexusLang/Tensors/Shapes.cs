using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>Shapes: the lengths of a tensor's axes, outermost first.</summary>
internal static class Shapes
{
    internal const int MaxAxes = 16;

    /// <summary>How many elements a tensor of this shape has; an error when no array could hold them.</summary>
    internal static int Count(ReadOnlySpan<int> shape)
    {
        if (shape.Length > MaxAxes)
        {
            throw new NexusException(Errors.BadArgument($"A tensor has at most {MaxAxes} axes, not {shape.Length}."));
        }

        long count = 1;
        foreach (int length in shape)
        {
            count = length == 0 ? 0 : Math.Min(count * length, long.MaxValue / int.MaxValue);
        }

        return count <= Array.MaxLength ? (int)count : throw new NexusException(Errors.TooLarge("This tensor"));
    }

    /// <summary>Strides of a tensor without gaps.</summary>
    internal static int[] Dense(int[] shape)
    {
        var strides = new int[shape.Length];
        for (int i = shape.Length - 1, stride = 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= Math.Max(shape[i], 1);
        }

        return strides;
    }

    internal static string Show(int[] shape) => shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";

    /// <summary>The shape of an operation between two: axes match from the last, and a length of 1 is repeated.</summary>
    internal static int[] Broadcast(string what, int[] a, int[] b)
    {
        if (a.AsSpan().SequenceEqual(b))
        {
            return a;
        }

        var shape = new int[Math.Max(a.Length, b.Length)];
        for (int i = 1; i <= shape.Length; i++)
        {
            int left = i <= a.Length ? a[^i] : 1;
            int right = i <= b.Length ? b[^i] : 1;
            shape[^i] = left == right || right == 1 ? left
                : left == 1 ? right
                : throw new NexusException(Errors.BadShapes(what, a, b));
        }

        Count(shape);
        return shape;
    }

    /// <summary>Strides with which a tensor is gone through as if it had the larger shape.</summary>
    internal static int[] Expand(Tensor tensor, int[] shape)
    {
        var strides = new int[shape.Length];
        int missing = shape.Length - tensor.Shape.Length;
        for (int i = 0; i < tensor.Shape.Length; i++)
        {
            strides[missing + i] = tensor.Shape[i] == 1 ? 0 : tensor.Strides[i];
        }

        return strides;
    }

    /// <summary>An axis that may count from the end.</summary>
    internal static int Axis(long axis, int count)
    {
        long found = axis < 0 ? axis + count : axis;
        return (ulong)found < (ulong)count
            ? (int)found
            : throw new NexusException(Errors.BadArgument(
                $"There is no axis {axis} in a tensor with {(count == 1 ? "1 axis" : $"{count} axes")}."));
    }

    /// <summary>A shape as programs write it: several integers, or one array or tuple of them. One may be -1 where <paramref name="known"/> says how many elements there are.</summary>
    internal static int[] Read(ProgramState state, Value rest, long known = -1)
    {
        Value[] parts = Iteration.ToArray(state, rest);
        if (parts.Length == 1 && parts[0].Ref is ArrayObject or TupleObject)
        {
            parts = Iteration.ToArray(state, parts[0]);
        }

        int open = -1;
        var shape = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            long length = Arg.Whole(parts[i], "shape");
            if (length == -1 && known >= 0 && open < 0)
            {
                (open, shape[i]) = (i, 1);
                continue;
            }

            shape[i] = length is >= 0 and <= int.MaxValue
                ? (int)length
                : length > 0 ? throw new NexusException(Errors.TooLarge("This tensor"))
                : throw new NexusException(Errors.BadArgument($"The length of an axis cannot be {length}."));
        }

        if (open >= 0)
        {
            int others = Count(shape);
            shape[open] = others > 0 && known % others == 0 ? (int)(known / others) : 0;
        }

        return shape;
    }

    internal static Value ToValue(int[] shape) => Value.Object(new TupleObject([.. shape.Select(s => Value.Of((long)s))]));
}
