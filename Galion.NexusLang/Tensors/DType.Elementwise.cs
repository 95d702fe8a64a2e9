using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

internal sealed partial class DType<T>
{
    internal override void Binary(ProgramState state, BinarySign sign, Strides shape, Storage a, Storage b, Storage to)
    {
        switch (sign)
        {
            case BinarySign.Add:
                Apply<Add>(state, shape, a, b, to);
                break;
            case BinarySign.Subtract:
                Apply<Subtract>(state, shape, a, b, to);
                break;
            case BinarySign.Multiply:
                Apply<Multiply>(state, shape, a, b, to);
                break;
            case BinarySign.Divide:
                Apply<Divide>(state, shape, a, b, to);
                break;
            case BinarySign.Maximum:
                Apply<Maximum>(state, shape, a, b, to);
                break;
            case BinarySign.Minimum:
                Apply<Minimum>(state, shape, a, b, to);
                break;
            case BinarySign.Power:
                Each(state, 1, shape, a, b, to, T.Pow);
                break;
            default:
                Each(state, 2, shape, a, b, to, Comparison(sign));
                break;
        }
    }

    private static Func<T, T, T> Comparison(BinarySign sign) => sign switch
    {
        BinarySign.Less => (x, y) => x < y ? T.One : T.Zero,
        BinarySign.LessOrEqual => (x, y) => x <= y ? T.One : T.Zero,
        BinarySign.Greater => (x, y) => x > y ? T.One : T.Zero,
        BinarySign.GreaterOrEqual => (x, y) => x >= y ? T.One : T.Zero,
        BinarySign.Equal => (x, y) => x == y ? T.One : T.Zero,
        _ => (x, y) => x != y ? T.One : T.Zero,
    };

    private static void Each(ProgramState state, int cost, Strides shape, Storage a, Storage b, Storage to, Func<T, T, T> function)
    {
        (T[] left, T[] right, T[] result) = (Items(a), Items(b), Items(to));
        (int stepA, int stepB) = (shape.InnerA, shape.InnerB);
        shape.Walk(state, cost, (place, x, y, count) =>
        {
            foreach (ref T target in result.AsSpan(place, count))
            {
                target = function(left[x], right[y]);
                x += stepA;
                y += stepB;
            }
        });
    }

    private static void Apply<TOperator>(ProgramState state, Strides shape, Storage a, Storage b, Storage to)
        where TOperator : IBinaryOperator
    {
        (T[] left, T[] right, T[] result) = (Items(a), Items(b), Items(to));
        (int stepA, int stepB) = (shape.InnerA, shape.InnerB);
        shape.Walk(state, 8, (place, x, y, count) => Row<TOperator>(result.AsSpan(place, count), left, x, stepA, right, y, stepB));
    }

    private static void Row<TOperator>(Span<T> to, T[] left, int x, int stepA, T[] right, int y, int stepB)
        where TOperator : IBinaryOperator
    {
        int done = 0;
        if (stepA is 0 or 1 && stepB is 0 or 1 && to.Length >= Vector256<T>.Count)
        {
            ref T target = ref MemoryMarshal.GetReference(to);
            ref T first = ref left[x];
            ref T second = ref right[y];
            (Vector256<T> repeatedA, Vector256<T> repeatedB) = (Vector256.Create(first), Vector256.Create(second));
            for (; done <= to.Length - Vector256<T>.Count; done += Vector256<T>.Count)
            {
                Vector256<T> va = stepA == 0 ? repeatedA : Vector256.LoadUnsafe(ref first, (nuint)done);
                Vector256<T> vb = stepB == 0 ? repeatedB : Vector256.LoadUnsafe(ref second, (nuint)done);
                TOperator.Apply(va, vb).StoreUnsafe(ref target, (nuint)done);
            }
        }

        (x, y) = (x + (done * stepA), y + (done * stepB));
        for (; done < to.Length; done++, x += stepA, y += stepB)
        {
            to[done] = TOperator.Apply(left[x], right[y]);
        }
    }

    private interface IBinaryOperator
    {
        static abstract T Apply(T a, T b);

        static abstract Vector256<T> Apply(Vector256<T> a, Vector256<T> b);
    }

    private readonly struct Add : IBinaryOperator
    {
        public static T Apply(T a, T b) => a + b;

        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a + b;
    }

    private readonly struct Subtract : IBinaryOperator
    {
        public static T Apply(T a, T b) => a - b;

        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a - b;
    }

    private readonly struct Multiply : IBinaryOperator
    {
        public static T Apply(T a, T b) => a * b;

        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a * b;
    }

    private readonly struct Divide : IBinaryOperator
    {
        public static T Apply(T a, T b) => a / b;

        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a / b;
    }

    private readonly struct Maximum : IBinaryOperator
    {
        public static T Apply(T a, T b) => T.Max(a, b);

        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => Vector256.Max(a, b);
    }

    private readonly struct Minimum : IBinaryOperator
    {
        public static T Apply(T a, T b) => T.Min(a, b);

        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => Vector256.Min(a, b);
    }

    internal override void Unary(ProgramState state, UnaryFunction function, Storage from, int at, Storage to, int count)
    {
        for (int done = 0; done < count; done += Portion)
        {
            int part = Math.Min(Portion, count - done);
            Span<T> source = Items(from).AsSpan(at + done, part);
            Span<T> target = Items(to).AsSpan(done, part);
            switch (function)
            {
                case UnaryFunction.Relu:
                    state.Charge((part / 8) + 1);
                    for (int i = 0; i < source.Length; i++)
                    {
                        target[i] = source[i] > T.Zero || T.IsNaN(source[i]) ? source[i] : T.Zero;
                    }

                    break;
                case UnaryFunction.Exp or UnaryFunction.Sigmoid:
                    state.Charge(part + 1);
                    Exponential(source, target, function == UnaryFunction.Sigmoid);
                    break;
                default:
                    state.Charge((part * 4) + 1);
                    Func<T, T> each = FunctionOf(function);
                    for (int i = 0; i < source.Length; i++)
                    {
                        target[i] = each(source[i]);
                    }

                    break;
            }
        }
    }

    private static void Exponential(ReadOnlySpan<T> source, Span<T> target, bool isSigmoid)
    {
        int done = 0;
        ref T from = ref MemoryMarshal.GetReference(source);
        ref T to = ref MemoryMarshal.GetReference(target);
        for (; done <= source.Length - Vector256<T>.Count; done += Vector256<T>.Count)
        {
            var x = Vector256.LoadUnsafe(ref from, (nuint)done);
            Vector256<T> y = isSigmoid ? Vector256<T>.One / (Vector256<T>.One + Exp(-x)) : Exp(x);
            y.StoreUnsafe(ref to, (nuint)done);
        }

        for (; done < source.Length; done++)
        {
            target[done] = isSigmoid ? T.One / (T.One + T.Exp(-source[done])) : T.Exp(source[done]);
        }
    }

    private static Vector256<T> Exp(Vector256<T> x) => typeof(T) == typeof(float)
        ? Vector256.Exp(x.AsSingle()).As<float, T>()
        : Vector256.Exp(x.AsDouble()).As<double, T>();

    private static Func<T, T> FunctionOf(UnaryFunction function) => function switch
    {
        UnaryFunction.Negate => x => -x,
        UnaryFunction.Abs => T.Abs,
        UnaryFunction.Log => T.Log,
        UnaryFunction.Sqrt => T.Sqrt,
        UnaryFunction.Sin => T.Sin,
        UnaryFunction.Cos => T.Cos,
        UnaryFunction.Tanh => T.Tanh,
        UnaryFunction.Sign => x => T.IsNaN(x) ? x : T.CreateTruncating(T.Sign(x)),
        _ => Gelu,
    };

    private static readonly T Half = T.CreateTruncating(0.5);
    private static readonly T GeluScale = T.CreateTruncating(Math.Sqrt(2 / Math.PI));
    private static readonly T GeluCubic = T.CreateTruncating(0.044715);

    /// <summary>The form with tanh of Hendrycks and Gimpel (2016).</summary>
    private static T Gelu(T x) => Half * x * (T.One + T.Tanh(GeluScale * (x + (GeluCubic * x * x * x))));

    private static T GeluDerivative(T x)
    {
        T tanh = T.Tanh(GeluScale * (x + (GeluCubic * x * x * x)));
        T inner = GeluScale * (T.One + (T.CreateTruncating(3) * GeluCubic * x * x));
        return (Half * (T.One + tanh)) + (Half * x * (T.One - (tanh * tanh)) * inner);
    }

    /// <summary>The derivative from the argument and the value that the function had there.</summary>
    private static Func<T, T, T> DerivativeOf(UnaryFunction function) => function switch
    {
        UnaryFunction.Negate => (_, _) => -T.One,
        UnaryFunction.Abs => (x, _) => T.CreateTruncating(T.Sign(x)),
        UnaryFunction.Exp => (_, y) => y,
        UnaryFunction.Log => (x, _) => T.One / x,
        UnaryFunction.Sqrt => (_, y) => Half / y,
        UnaryFunction.Sin => (x, _) => T.Cos(x),
        UnaryFunction.Cos => (x, _) => -T.Sin(x),
        UnaryFunction.Relu => (x, _) => x > T.Zero ? T.One : T.Zero,
        UnaryFunction.Sigmoid => (_, y) => y * (T.One - y),
        UnaryFunction.Tanh => (_, y) => T.One - (y * y),
        UnaryFunction.Gelu => (x, _) => GeluDerivative(x),
        _ => (_, _) => T.Zero,
    };

    internal override void UnaryGradient(
        ProgramState state, UnaryFunction function, (Storage Items, int At) x, (Storage Items, int At) y, (Storage Items, int At) gradient, Storage to, int count)
    {
        Func<T, T, T> derivative = DerivativeOf(function);
        for (int done = 0; done < count; done += Portion)
        {
            int part = Math.Min(Portion, count - done);
            state.Charge((part * (function == UnaryFunction.Gelu ? 8 : 2)) + 1);
            Span<T> arguments = Part((x.Items, x.At + done), part);
            Span<T> values = Part((y.Items, y.At + done), part);
            Span<T> reached = Part((gradient.Items, gradient.At + done), part);
            Span<T> target = Items(to).AsSpan(done, part);
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = reached[i] * derivative(arguments[i], values[i]);
            }
        }
    }

    internal override void Momentum(
        ProgramState state, (Storage Items, int At) parameter, (Storage Items, int At) gradient, Storage? velocity, int count, double rate, double momentum, double decay)
    {
        (T step, T keep, T shrink) = (T.CreateTruncating(rate), T.CreateTruncating(momentum), T.CreateTruncating(decay));
        for (int done = 0; done < count; done += Portion)
        {
            int part = Math.Min(Portion, count - done);
            state.Charge((part / 2) + 1);
            Span<T> weights = Part((parameter.Items, parameter.At + done), part);
            Span<T> slopes = Part((gradient.Items, gradient.At + done), part);
            Span<T> speeds = velocity is null ? default : Items(velocity).AsSpan(done, part);
            for (int i = 0; i < weights.Length; i++)
            {
                T slope = slopes[i] + (shrink * weights[i]);
                if (!speeds.IsEmpty)
                {
                    slope = speeds[i] = (keep * speeds[i]) + slope;
                }

                weights[i] -= step * slope;
            }
        }
    }

    /// <summary>Kingma and Ba (2015), algorithm 1.</summary>
    internal override void Adam(
        ProgramState state, (Storage Items, int At) parameter, (Storage Items, int At) gradient, Storage first, Storage second, int count, in AdamStep step)
    {
        (T beta1, T beta2, T epsilon) = (T.CreateTruncating(step.Beta1), T.CreateTruncating(step.Beta2), T.CreateTruncating(step.Epsilon));
        T rate = T.CreateTruncating(step.Rate / step.Correction1);
        T correction = T.CreateTruncating(1 / step.Correction2);
        T shrink = T.CreateTruncating(step.Decay);
        for (int done = 0; done < count; done += Portion)
        {
            int part = Math.Min(Portion, count - done);
            state.Charge((part * 2) + 1);
            Span<T> weights = Part((parameter.Items, parameter.At + done), part);
            Span<T> slopes = Part((gradient.Items, gradient.At + done), part);
            Span<T> means = Items(first).AsSpan(done, part);
            Span<T> squares = Items(second).AsSpan(done, part);
            for (int i = 0; i < weights.Length; i++)
            {
                T slope = slopes[i] + (shrink * weights[i]);
                means[i] = (beta1 * means[i]) + ((T.One - beta1) * slope);
                squares[i] = (beta2 * squares[i]) + ((T.One - beta2) * slope * slope);
                weights[i] -= rate * means[i] / (T.Sqrt(squares[i] * correction) + epsilon);
            }
        }
    }
}
