using System.Globalization;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>
/// Numbers in as many axes as one likes. A view shares its storage with the tensor it was taken from and says by its strides where the
/// elements lie. A tensor that takes part in a derivative remembers in <see cref="Node"/> how it was made.
/// </summary>
internal sealed class Tensor : LibraryObject
{
    internal const int OverheadBytes = 240;

    internal readonly DType Type;
    internal readonly Storage Storage;
    internal readonly int[] Shape;
    internal readonly int[] Strides;
    internal readonly int Offset;
    internal readonly int Count;

    internal Tensor(DType type, Storage storage, int[] shape, int[] strides, int offset)
    {
        (Type, Storage, Shape, Strides, Offset) = (type, storage, shape, strides, offset);
        Count = Shapes.Count(shape);
    }

    /// <summary>Set by the program: the derivative by this tensor is wanted.</summary>
    internal bool RequiresGrad { get; set; }

    /// <summary>The derivative that <c>backward()</c> has left here.</summary>
    internal Tensor? Grad { get; set; }

    internal GradNode? Node { get; set; }

    /// <summary>What a softmax (null) or sigmoid was taken of to make this, for losses that work better from there.</summary>
    internal (Tensor Tensor, UnaryFunction? Function)? Scores { get; set; }

    internal bool IsTracked => RequiresGrad || Node is not null;

    internal int Axes => Shape.Length;

    internal bool IsDense => Count == 0 || new ReadOnlySpan<int>(Strides).SequenceEqual(Shapes.Dense(Shape)) || HasOnlyDenseAxes();

    /// <summary>Strides of axes with one element say nothing.</summary>
    private bool HasOnlyDenseAxes()
    {
        int stride = 1;
        for (int i = Shape.Length - 1; i >= 0; i--)
        {
            if (Shape[i] != 1 && Strides[i] != stride)
            {
                return false;
            }

            stride *= Shape[i];
        }

        return true;
    }

    /// <summary>Where the elements are, for loops that take no strides.</summary>
    internal (Storage Items, int At) Dense(ProgramState state)
    {
        Tensor dense = TensorMath.Contiguous(state, this);
        return (dense.Storage, dense.Offset);
    }

    /// <summary>The only element; an error when there are several.</summary>
    internal double Item() => Count == 1
        ? Storage[Offset]
        : throw new NexusException(Errors.BadArgument($"Only a tensor with one element is a number; this one has the shape {Shapes.Show(Shape)}."));

    internal static Tensor New(ProgramState state, DType type, int[] shape)
    {
        PayFor(state, type, shape);
        return new Tensor(type, type.New(Shapes.Count(shape)), shape, Shapes.Dense(shape), 0);
    }

    /// <summary>A new tensor whose elements are all about to be written.</summary>
    internal static Tensor NewUnset(ProgramState state, DType type, int[] shape)
    {
        PayFor(state, type, shape);
        return new Tensor(type, type.NewUnset(Shapes.Count(shape)), shape, Shapes.Dense(shape), 0);
    }

    private static void PayFor(ProgramState state, DType type, int[] shape)
    {
        int count = Shapes.Count(shape);
        state.Allocate(((long)count * type.Bytes) + OverheadBytes);
        state.Charge((count / 16) + 20);
    }

    internal static Tensor Full(ProgramState state, DType type, int[] shape, double value)
    {
        Tensor tensor = New(state, type, shape);
        if (value != 0)
        {
            type.Fill(state, tensor.Storage, 0, tensor.Count, value);
        }

        return tensor;
    }

    internal static Tensor Scalar(ProgramState state, DType type, double value) => Full(state, type, [], value);

    /// <summary>The same elements in another arrangement.</summary>
    internal Tensor View(ProgramState state, int[] shape, int[] strides, int offset)
    {
        state.Allocate(OverheadBytes);
        state.Charge(20);
        return new Tensor(Type, Storage, shape, strides, offset);
    }

    /// <summary>The same elements without the memory of how they were made.</summary>
    internal Tensor Detach(ProgramState state) => View(state, Shape, Strides, Offset);

    internal override string TypeName => "tensor";

    internal override IReadOnlyDictionary<string, Builtin> Methods => TensorMethods.Table;

    internal override IEnumerable<string> PropertyNames => ["shape", "dtype", "ndim", "size", "T", "grad", "requires_grad"];

    internal override bool IsHashable => false;

    internal override bool IsTrue => Item() != 0;

    internal override double? Order => Item();

    internal override long Length => Axes > 0
        ? Shape[0]
        : throw new NexusException(Errors.BadArgument("A tensor without axes is a single number and has no length."));

    internal override Value? Property(ProgramState state, string name) => name switch
    {
        "shape" => Shapes.ToValue(Shape),
        "dtype" => Value.Of(Type.Name),
        "ndim" => Value.Of((long)Axes),
        "size" or "length" => Value.Of((long)Count),
        "T" => Value.Object(TensorMath.Transpose(state, this, [.. Enumerable.Range(0, Axes).Reverse()])),
        "grad" => Grad is null ? Value.Null : Value.Object(Grad),
        "requires_grad" => Value.Of(IsTracked),
        _ => null,
    };

    internal override bool SetProperty(ProgramState state, string name, Value value)
    {
        switch (name)
        {
            case "requires_grad" when Node is null:
                RequiresGrad = Types.IsTruthy(value);
                return true;
            case "grad" when value.IsNull:
                Grad = null;
                return true;
            case "grad" when value.Ref is Tensor gradient && gradient.Shape.AsSpan().SequenceEqual(Shape):
                Grad = gradient;
                return true;
            default:
                return false;
        }
    }

    internal override Value Index(ProgramState state, Value index) => Value.Object(TensorIndexing.Get(state, this, index));

    internal override void SetIndex(ProgramState state, Value index, Value value) => TensorIndexing.Set(state, this, index, value);

    internal override Iterator Iterate(ProgramState state) => new Rows(state, this, (int)Length);

    internal override Value? Binary(ProgramState state, string sign, Value left, Value right) => TensorMath.Operate(state, sign, left, right);

    internal override Value? Negate(ProgramState state) => Value.Object(TensorMath.Unary(state, UnaryFunction.Negate, this));

    public override bool Equals(object? obj) =>
        ReferenceEquals(this, obj) || (obj is Tensor other && Shape.AsSpan().SequenceEqual(other.Shape) && HasSameElements(other));

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private bool HasSameElements(Tensor other)
    {
        using IEnumerator<double> mine = Elements().GetEnumerator();
        using IEnumerator<double> theirs = other.Elements().GetEnumerator();
        while (mine.MoveNext() && theirs.MoveNext())
        {
            if (mine.Current != theirs.Current)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>All elements in order. For printing and the like; the loops of arithmetic are in <see cref="DType"/>.</summary>
    internal IEnumerable<double> Elements()
    {
        var at = new int[Axes];
        int place = Offset;
        for (int i = 0; i < Count; i++)
        {
            yield return Storage[place];
            for (int axis = Axes - 1; axis >= 0; axis--)
            {
                place += Strides[axis];
                if (++at[axis] < Shape[axis])
                {
                    break;
                }

                place -= Strides[axis] * Shape[axis];
                at[axis] = 0;
            }
        }
    }

    public override string ToString() => TensorText.Show(this);

    private sealed class Rows(ProgramState state, Tensor tensor, int count) : Iterator
    {
        private int _at;

        internal override bool MoveNext()
        {
            if (_at >= count)
            {
                return false;
            }

            Current = Value.Object(TensorIndexing.Row(state, tensor, _at++));
            return true;
        }
    }
}

/// <summary>How tensors look: <c>Tensor([1 2 3 4])</c>, columns aligned, the middle of long axes left out.</summary>
internal static class TensorText
{
    private const int MaxShown = 1000;
    private const int ShownAtEnds = 3;

    internal static string Show(Tensor tensor)
    {
        bool isCut = tensor.Count > MaxShown;
        List<(double Value, string Text)> shown = [];
        Collect(tensor, 0, tensor.Offset, isCut, shown);
        bool isWhole = shown.TrueForAll(s => s.Value == Math.Floor(s.Value) && Math.Abs(s.Value) < 1e15);
        Queue<string> texts = new(shown.Select(s => isWhole ? s.Value.ToString("0", CultureInfo.InvariantCulture) : Show(s.Value)));
        int width = tensor.Axes > 1 && texts.Count > 0 ? texts.Max(t => t.Length) : 0;
        var text = new System.Text.StringBuilder("Tensor(");
        Append(text, tensor, 0, texts, width, isCut);
        return text.Append(')').ToString();
    }

    /// <summary>Six digits that matter, which is what single precision holds.</summary>
    internal static string Show(double number) => double.IsFinite(number)
        ? Printing.Show(double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
        : Printing.Show(number);

    private static IEnumerable<int> Places(int length, bool isCut) => isCut && length > 2 * ShownAtEnds
        ? [.. Enumerable.Range(0, ShownAtEnds), -1, .. Enumerable.Range(length - ShownAtEnds, ShownAtEnds)]
        : Enumerable.Range(0, length);

    private static void Collect(Tensor tensor, int axis, int place, bool isCut, List<(double, string)> to)
    {
        if (axis == tensor.Axes)
        {
            to.Add((tensor.Storage[place], ""));
            return;
        }

        foreach (int i in Places(tensor.Shape[axis], isCut).Where(i => i >= 0))
        {
            Collect(tensor, axis + 1, place + (i * tensor.Strides[axis]), isCut, to);
        }
    }

    private static void Append(System.Text.StringBuilder to, Tensor tensor, int axis, Queue<string> texts, int width, bool isCut)
    {
        if (axis == tensor.Axes)
        {
            to.Append(texts.Dequeue().PadLeft(width));
            return;
        }

        bool isRow = axis == tensor.Axes - 1;
        string between = isRow ? " " : new string('\n', tensor.Axes - 1 - axis) + new string(' ', "Tensor(".Length + axis + 1);
        to.Append('[');
        bool isFirst = true;
        foreach (int i in Places(tensor.Shape[axis], isCut))
        {
            to.Append(isFirst ? "" : between);
            isFirst = false;
            if (i < 0)
            {
                to.Append('…');
            }
            else
            {
                Append(to, tensor, axis + 1, texts, width, isCut);
            }
        }

        to.Append(']');
    }
}
