using System.Numerics;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>The numbers of a tensor, which its views share.</summary>
internal abstract class Storage
{
    /// <summary>Counts changes in place, so that a gradient is never worked out from numbers that are no longer there.</summary>
    internal int Version;

    internal abstract int Length { get; }

    internal abstract double this[int index] { get; set; }
}

internal sealed class Storage<T>(T[] items) : Storage
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal T[] Items => items;

    internal override int Length => items.Length;

    internal override double this[int index]
    {
        get => double.CreateTruncating(items[index]);
        set => items[index] = T.CreateTruncating(value);
    }
}

internal enum BinarySign
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Maximum,
    Minimum,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

internal enum UnaryFunction
{
    Negate,
    Abs,
    Exp,
    Log,
    Sqrt,
    Sin,
    Cos,
    Relu,
    Sigmoid,
    Tanh,
    Gelu,
    Sign,
}

internal enum Reduction
{
    Sum,
    Max,
    Min,
    ArgMax,
    ArgMin,
}

/// <summary>
/// What the elements of a tensor are, and the loops over them. Sources and results lie without gaps in their storage unless a method takes
/// strides. Every loop pays for its work in portions of a few microseconds, so that a run can be stopped in the midst of it.
/// </summary>
internal abstract partial class DType(string name, int bytes)
{
    internal static readonly DType Float32 = new DType<float>("float32", 4);
    internal static readonly DType Float64 = new DType<double>("float64", 8);

    internal string Name => name;

    internal int Bytes => bytes;

    internal static DType? Find(string name) => name switch
    {
        "float32" or "f32" or "float" => Float32,
        "float64" or "f64" or "double" => Float64,
        _ => null,
    };

    internal abstract Storage New(int length);

    /// <summary>Holds anything until every element has been written.</summary>
    internal abstract Storage NewUnset(int length);

    internal abstract void Fill(ProgramState state, Storage to, int at, int count, double value);

    /// <summary>Copies elements that lie as the strides say, also from the other type.</summary>
    internal abstract void Gather(ProgramState state, Strides shape, Storage from, Storage to, int at);

    /// <summary>Copies elements to where the strides say.</summary>
    internal abstract void Scatter(ProgramState state, Strides shape, Storage from, Storage to, bool adds);

    /// <summary>One result for each place of the shape; <paramref name="shape"/> has the strides of both sides.</summary>
    internal abstract void Binary(ProgramState state, BinarySign sign, Strides shape, Storage a, Storage b, Storage to);

    internal abstract void Unary(ProgramState state, UnaryFunction function, Storage from, int at, Storage to, int count);

    /// <summary>What reached the result times the derivative where it was taken.</summary>
    internal abstract void UnaryGradient(
        ProgramState state, UnaryFunction function, (Storage Items, int At) x, (Storage Items, int At) y, (Storage Items, int At) gradient, Storage to, int count);

    /// <summary>Reduces the middle of three axes.</summary>
    internal abstract void Reduce(ProgramState state, Reduction reduction, (Storage Items, int At) from, int outer, int count, int inner, Storage to);

    internal abstract void Softmax(ProgramState state, bool isLog, (Storage Items, int At) from, int rows, int columns, Storage to);

    internal abstract void SoftmaxGradient(
        ProgramState state, bool isLog, (Storage Items, int At) y, (Storage Items, int At) gradient, int rows, int columns, Storage to);

    /// <summary><c>to[rows, columns] = a[rows, inner] @ b[inner, columns]</c>, added to what is there when asked for.</summary>
    internal abstract void MatrixMultiply(
        ProgramState state, (Storage Items, int At) a, (Storage Items, int At) b, (Storage Items, int At) to, int rows, int inner, int columns, bool adds);

    /// <summary><c>to[rows] = a[rows, inner] @ b[inner]</c>, where the elements of <paramref name="a"/> lie column behind column.</summary>
    internal abstract void MatrixMultiplyTurned(ProgramState state, (Storage Items, int At) a, (Storage Items, int At) b, Storage to, int rows, int inner);

    /// <summary>Lays out every window of a picture as a column, so that a convolution is a matrix product.</summary>
    internal abstract void Unfold(ProgramState state, Window window, (Storage Items, int At) picture, Storage columns);

    /// <summary>Adds columns back to the places of the picture that they came from.</summary>
    internal abstract void Fold(ProgramState state, Window window, Storage columns, (Storage Items, int At) picture);

    /// <summary>One step of an optimiser over all elements of a parameter.</summary>
    internal abstract void Momentum(ProgramState state, (Storage Items, int At) parameter, (Storage Items, int At) gradient, Storage? velocity, int count, double rate, double momentum, double decay);

    internal abstract void Adam(
        ProgramState state, (Storage Items, int At) parameter, (Storage Items, int At) gradient, Storage first, Storage second, int count, in AdamStep step);

    public override string ToString() => name;
}

/// <param name="Rate">The learning rate.</param>
/// <param name="Correction1">What the first moment is divided by because it began at 0.</param>
/// <param name="Correction2">The same for the second.</param>
internal readonly record struct AdamStep(double Rate, double Beta1, double Beta2, double Epsilon, double Correction1, double Correction2, double Decay);

/// <summary>The windows that a convolution looks through.</summary>
internal readonly record struct Window(int Channels, int Height, int Width, int KernelHeight, int KernelWidth, int Stride, int Padding)
{
    internal int OutHeight => ((Height + (2 * Padding) - KernelHeight) / Stride) + 1;

    internal int OutWidth => ((Width + (2 * Padding) - KernelWidth) / Stride) + 1;

    internal int Rows => Channels * KernelHeight * KernelWidth;

    internal int Columns => OutHeight * OutWidth;
}

internal sealed partial class DType<T>(string name, int bytes) : DType(name, bytes)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements between two looks at the budget.</summary>
    private const int Portion = 1 << 14;

    internal override Storage New(int length) => new Storage<T>(new T[length]);

    internal override Storage NewUnset(int length) => new Storage<T>(GC.AllocateUninitializedArray<T>(length));

    private static T[] Items(Storage storage) => ((Storage<T>)storage).Items;

    private static Span<T> Part((Storage Items, int At) of, int count) => ((Storage<T>)of.Items).Items.AsSpan(of.At, count);

    internal override void Fill(ProgramState state, Storage to, int at, int count, double value)
    {
        var number = T.CreateTruncating(value);
        for (int done = 0; done < count; done += Portion)
        {
            int part = Math.Min(Portion, count - done);
            state.Charge((part / 8) + 1);
            Items(to).AsSpan(at + done, part).Fill(number);
        }
    }

    internal override void Gather(ProgramState state, Strides shape, Storage from, Storage to, int at)
    {
        if (from is Storage<T> same)
        {
            Gather(state, shape, same.Items, Items(to), at);
        }
        else if (from is Storage<float> narrow)
        {
            Gather(state, shape, narrow.Items, Items(to), at);
        }
        else
        {
            Gather(state, shape, ((Storage<double>)from).Items, Items(to), at);
        }
    }

    private static void Gather<TFrom>(ProgramState state, Strides shape, TFrom[] from, T[] to, int at)
        where TFrom : unmanaged, IBinaryFloatingPointIeee754<TFrom>
    {
        int stride = shape.InnerA;
        shape.Walk(state, 4, (place, a, _, count) =>
        {
            Span<T> target = to.AsSpan(at + place, count);
            if (typeof(TFrom) == typeof(T) && stride == 1)
            {
                ((T[])(object)from).AsSpan(a, count).CopyTo(target);
                return;
            }

            for (int i = 0; i < target.Length; i++, a += stride)
            {
                target[i] = T.CreateTruncating(from[a]);
            }
        });
    }

    internal override void Scatter(ProgramState state, Strides shape, Storage from, Storage to, bool adds)
    {
        T[] source = Items(from);
        T[] target = Items(to);
        (int stride, int step) = (shape.InnerA, shape.InnerB);
        shape.Walk(state, 4, (_, a, b, count) =>
        {
            for (int i = 0; i < count; i++, a += stride, b += step)
            {
                target[a] = adds ? target[a] + source[b] : source[b];
            }
        });
    }
}
