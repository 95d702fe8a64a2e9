using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

internal sealed partial class DType<T>
{
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
                case UnaryFunction.Tanh:
                    state.Charge(part + 1);
                    Tanh(source, target);
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

    /// <summary>
    /// Near 0 the quotient of polynomials of the Cephes library, elsewhere from the exponential function; within a few units in the last place.
    /// </summary>
    private static void Tanh(ReadOnlySpan<T> source, Span<T> target)
    {
        int done = 0;
        ref T from = ref MemoryMarshal.GetReference(source);
        ref T to = ref MemoryMarshal.GetReference(target);
        for (; done <= source.Length - Vector256<T>.Count; done += Vector256<T>.Count)
        {
            Tanh(Vector256.LoadUnsafe(ref from, (nuint)done)).StoreUnsafe(ref to, (nuint)done);
        }

        for (; done < source.Length; done++)
        {
            target[done] = T.Tanh(source[done]);
        }
    }

    private static Vector256<T> Tanh(Vector256<T> x)
    {
        var size = Vector256.Abs(x);
        Vector256<T> z = x * x;
        Vector256<T> above = Number(-0.964399179425052238628);
        above = (above * z) + Number(-99.2877231001918586564);
        above = (above * z) + Number(-1614.68768441708447952);
        Vector256<T> below = z + Number(112.811678491632931402);
        below = (below * z) + Number(2235.48839060100448583);
        below = (below * z) + Number(4844.06305325125486048);

        // Both ways are a number and a quotient, of which only one is worked out.
        Vector256<T> isNear = Vector256.LessThan(size, Number(0.625));
        Vector256<T> upper = Vector256.ConditionalSelect(isNear, size * z * above, Number(-2));
        Vector256<T> lower = Vector256.ConditionalSelect(isNear, below, Exp(size + size) + Vector256<T>.One);
        return Vector256.CopySign(Vector256.ConditionalSelect(isNear, size, Vector256<T>.One) + (upper / lower), x);

        static Vector256<T> Number(double number) => Vector256.Create(T.CreateTruncating(number));
    }

    private delegate void Slopes(ProgramState state, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> gradient, Span<T> to);

    /// <summary>How the derivatives of the functions that networks use most are worked out many at once.</summary>
    private static Slopes? SlopesOf(UnaryFunction function) => function switch
    {
        UnaryFunction.Relu => Slope<ReluSlope>,
        UnaryFunction.Sigmoid => Slope<SigmoidSlope>,
        UnaryFunction.Tanh => Slope<TanhSlope>,
        UnaryFunction.Exp => Slope<ExpSlope>,
        _ => null,
    };

    private static void Slope<TSlope>(ProgramState state, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> gradient, Span<T> to)
        where TSlope : ISlope
    {
        for (int done = 0; done < to.Length; done += Portion)
        {
            int end = Math.Min(done + Portion, to.Length);
            state.Charge(((end - done) / 4) + 1);
            int i = done;
            for (; i <= end - Vector256<T>.Count; i += Vector256<T>.Count)
            {
                Vector256<T> slope = TSlope.Of(Vector256.Create(x[i..]), Vector256.Create(y[i..]));
                (slope * Vector256.Create(gradient[i..])).CopyTo(to[i..]);
            }

            for (; i < end; i++)
            {
                to[i] = TSlope.Of(Vector256.Create(x[i]), Vector256.Create(y[i]))[0] * gradient[i];
            }
        }
    }

    private interface ISlope
    {
        static abstract Vector256<T> Of(Vector256<T> x, Vector256<T> y);
    }

    private readonly struct ReluSlope : ISlope
    {
        public static Vector256<T> Of(Vector256<T> x, Vector256<T> y) =>
            Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<T>.Zero), Vector256<T>.One, Vector256<T>.Zero);
    }

    private readonly struct SigmoidSlope : ISlope
    {
        public static Vector256<T> Of(Vector256<T> x, Vector256<T> y) => y * (Vector256<T>.One - y);
    }

    private readonly struct TanhSlope : ISlope
    {
        public static Vector256<T> Of(Vector256<T> x, Vector256<T> y) => Vector256<T>.One - (y * y);
    }

    private readonly struct ExpSlope : ISlope
    {
        public static Vector256<T> Of(Vector256<T> x, Vector256<T> y) => y;
    }

    private static Func<T, T> FunctionOf(UnaryFunction function) => function switch
    {
        UnaryFunction.Negate => x => -x,
        UnaryFunction.Abs => T.Abs,
        UnaryFunction.Log => T.Log,
        UnaryFunction.Sqrt => T.Sqrt,
        UnaryFunction.Sin => T.Sin,
        UnaryFunction.Cos => T.Cos,
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
        UnaryFunction.Log => (x, _) => T.One / x,
        UnaryFunction.Sqrt => (_, y) => Half / y,
        UnaryFunction.Sin => (x, _) => T.Cos(x),
        UnaryFunction.Cos => (x, _) => -T.Sin(x),
        UnaryFunction.Gelu => (x, _) => GeluDerivative(x),
        _ => (_, _) => T.Zero,
    };

    internal override void UnaryGradient(
        ProgramState state, UnaryFunction function, (Storage Items, int At) x, (Storage Items, int At) y, (Storage Items, int At) gradient, Storage to, int count)
    {
        if (SlopesOf(function) is { } slopes)
        {
            slopes(state, Part(x, count), Part(y, count), Part(gradient, count), Items(to).AsSpan(0, count));
            return;
        }

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
}
