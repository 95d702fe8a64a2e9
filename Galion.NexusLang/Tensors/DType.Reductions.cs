using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

internal sealed partial class DType<T>
{
    /// <summary>Elements that are summed in the precision of the tensor before they are added to a sum in double precision.</summary>
    private const int SummedAtOnce = 2048;

    internal override void Reduce(ProgramState state, Reduction reduction, (Storage Items, int At) from, int outer, int count, int inner, Storage to)
    {
        Span<T> source = Part(from, outer * count * inner);
        Span<T> target = Items(to);
        for (int i = 0; i < outer; i++)
        {
            Span<T> block = source.Slice(i * count * inner, count * inner);
            Span<T> result = target.Slice(i * inner, inner);
            if (reduction == Reduction.Sum)
            {
                SumBlock(state, block, count, inner, result);
            }
            else
            {
                Extreme(state, reduction, block, count, inner, result);
            }
        }
    }

    private static void SumBlock(ProgramState state, ReadOnlySpan<T> block, int count, int inner, Span<T> result)
    {
        if (inner == 1)
        {
            double sum = 0;
            for (int done = 0; done < count; done += SummedAtOnce)
            {
                ReadOnlySpan<T> part = block.Slice(done, Math.Min(SummedAtOnce, count - done));
                state.Charge((part.Length / 8) + 1);
                sum += double.CreateTruncating(SumOf(part));
            }

            result[0] = T.CreateTruncating(sum);
            return;
        }

        for (int row = 0; row < count; row++)
        {
            for (int done = 0; done < inner; done += Portion)
            {
                int part = Math.Min(Portion, inner - done);
                state.Charge((part / 4) + 1);
                AddTo(block.Slice((row * inner) + done, part), result.Slice(done, part));
            }
        }
    }

    private static T SumOf(ReadOnlySpan<T> part)
    {
        int done = 0;
        T sum = T.Zero;
        if (part.Length >= Vector256<T>.Count)
        {
            ref T from = ref MemoryMarshal.GetReference(part);
            Vector256<T> sums = Vector256<T>.Zero;
            for (; done <= part.Length - Vector256<T>.Count; done += Vector256<T>.Count)
            {
                sums += Vector256.LoadUnsafe(ref from, (nuint)done);
            }

            sum = Vector256.Sum(sums);
        }

        for (; done < part.Length; done++)
        {
            sum += part[done];
        }

        return sum;
    }

    private static void AddTo(ReadOnlySpan<T> source, Span<T> target)
    {
        int done = 0;
        ref T from = ref MemoryMarshal.GetReference(source);
        ref T to = ref MemoryMarshal.GetReference(target);
        for (; done <= source.Length - Vector256<T>.Count; done += Vector256<T>.Count)
        {
            (Vector256.LoadUnsafe(ref to, (nuint)done) + Vector256.LoadUnsafe(ref from, (nuint)done)).StoreUnsafe(ref to, (nuint)done);
        }

        for (; done < source.Length; done++)
        {
            target[done] += source[done];
        }
    }

    /// <summary>The first of the largest or smallest; what is not a number counts as both, so that it shows.</summary>
    private static void Extreme(ProgramState state, Reduction reduction, ReadOnlySpan<T> block, int count, int inner, Span<T> result)
    {
        bool isMax = reduction is Reduction.Max or Reduction.ArgMax;
        bool wantsPlace = reduction is Reduction.ArgMax or Reduction.ArgMin;
        for (int column = 0; column < inner; column++)
        {
            int best = 0;
            T extreme = block[column];
            for (int done = 0; done < count; done += Portion)
            {
                int end = Math.Min(done + Portion, count);
                state.Charge(end - done);
                for (int row = done; row < end; row++)
                {
                    T value = block[(row * inner) + column];
                    if (!T.IsNaN(extreme) && (T.IsNaN(value) || (isMax ? value > extreme : value < extreme)))
                    {
                        (extreme, best) = (value, row);
                    }
                }
            }

            result[column] = wantsPlace ? T.CreateTruncating(best) : extreme;
        }
    }

    internal override void Softmax(ProgramState state, bool isLog, (Storage Items, int At) from, int rows, int columns, Storage to)
    {
        for (int row = 0; row < rows; row++)
        {
            state.Charge((columns * 3) + 1);
            ReadOnlySpan<T> source = Part((from.Items, from.At + (row * columns)), columns);
            Span<T> target = Items(to).AsSpan(row * columns, columns);
            T largest = source[0];
            foreach (T value in source)
            {
                largest = T.Max(largest, value);
            }

            // Taking the largest away first keeps the exponentials from overflowing and changes nothing else.
            for (int i = 0; i < columns; i++)
            {
                target[i] = source[i] - largest;
            }

            if (!isLog)
            {
                Exponential(target, target, isSigmoid: false);
                T sum = SumOf(target);
                foreach (ref T value in target)
                {
                    value /= sum;
                }

                continue;
            }

            T total = T.Zero;
            foreach (T value in target)
            {
                total += T.Exp(value);
            }

            T logarithm = T.Log(total);
            foreach (ref T value in target)
            {
                value -= logarithm;
            }
        }
    }

    internal override void SoftmaxGradient(
        ProgramState state, bool isLog, (Storage Items, int At) y, (Storage Items, int At) gradient, int rows, int columns, Storage to)
    {
        for (int row = 0; row < rows; row++)
        {
            state.Charge((columns * 3) + 1);
            ReadOnlySpan<T> values = Part((y.Items, y.At + (row * columns)), columns);
            ReadOnlySpan<T> reached = Part((gradient.Items, gradient.At + (row * columns)), columns);
            Span<T> target = Items(to).AsSpan(row * columns, columns);
            T sum = T.Zero;
            for (int i = 0; i < columns; i++)
            {
                sum += isLog ? reached[i] : reached[i] * values[i];
            }

            for (int i = 0; i < columns; i++)
            {
                target[i] = isLog ? reached[i] - (T.Exp(values[i]) * sum) : values[i] * (reached[i] - sum);
            }
        }
    }
}
