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
