using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

internal sealed partial class DType<T>
{
    /// <summary>Rows of the left matrix that are worked on together, so that what is loaded of the right one serves them all.</summary>
    private const int RowsAtOnce = 4;

    /// <summary>The part of the inner axis whose panel of the right matrix stays in the nearest cache.</summary>
    private const int InnerAtOnce = 256;

    /// <summary>Below so many products packing costs more than it saves.</summary>
    private const int TooSmallToPack = 2048;

    private static int PanelWidth => 2 * Vector256<T>.Count;

    internal override void MatrixMultiply(
        ProgramState state, (Storage Items, int At) a, (Storage Items, int At) b, (Storage Items, int At) to, int rows, int inner, int columns, bool adds)
    {
        Span<T> left = Part(a, rows * inner);
        Span<T> right = Part(b, inner * columns);
        Span<T> result = Part(to, rows * columns);
        if (!adds)
        {
            result.Clear();
        }

        if ((long)rows * inner * columns <= TooSmallToPack)
        {
            state.Charge((rows * inner * columns / 2) + 8);
            Small(left, right, result, rows, inner, columns);
            return;
        }

        int width = PanelWidth;
        T[] panel = ArrayPool<T>.Shared.Rent(InnerAtOnce * width);
        T[] edge = ArrayPool<T>.Shared.Rent(RowsAtOnce * width);
        try
        {
            for (int k = 0; k < inner; k += InnerAtOnce)
            {
                int depth = Math.Min(InnerAtOnce, inner - k);
                for (int j = 0; j < columns; j += width)
                {
                    int used = Math.Min(width, columns - j);
                    Pack(right, columns, k, depth, j, used, panel);
                    MultiplyPanel(state, left, inner, k, depth, panel, edge, result, rows, columns, j, used);
                }
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(panel);
            ArrayPool<T>.Shared.Return(edge);
        }
    }

    internal override void MatrixMultiplyTurned(ProgramState state, (Storage Items, int At) a, (Storage Items, int At) b, Storage to, int rows, int inner)
    {
        Span<T> left = Part(a, rows * inner);
        Span<T> right = Part(b, inner);
        Span<T> result = Items(to).AsSpan(0, rows);
        result.Clear();
        for (int k = 0; k < inner; k++)
        {
            state.Charge((rows / 4) + 1);
            AddScaled(right[k], left.Slice(k * rows, rows), result);
        }
    }

    /// <summary>Adds a multiple of one row to another.</summary>
    private static void AddScaled(T factor, ReadOnlySpan<T> source, Span<T> target)
    {
        int done = 0;
        ref T from = ref MemoryMarshal.GetReference(source);
        ref T to = ref MemoryMarshal.GetReference(target);
        var factors = Vector256.Create(factor);
        for (; done <= target.Length - Vector256<T>.Count; done += Vector256<T>.Count)
        {
            MultiplyAdd(factors, Vector256.LoadUnsafe(ref from, (nuint)done), Vector256.LoadUnsafe(ref to, (nuint)done)).StoreUnsafe(ref to, (nuint)done);
        }

        for (; done < target.Length; done++)
        {
            target[done] += factor * source[done];
        }
    }

    private static void Small(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> result, int rows, int inner, int columns)
    {
        for (int i = 0; i < rows; i++)
        {
            Span<T> row = result.Slice(i * columns, columns);
            for (int k = 0; k < inner; k++)
            {
                T factor = left[(i * inner) + k];
                ReadOnlySpan<T> other = right.Slice(k * columns, columns);
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] += factor * other[j];
                }
            }
        }
    }

    /// <summary>Copies some columns so that they lie row behind row, filled up with zeros to the width of a panel.</summary>
    private static void Pack(ReadOnlySpan<T> right, int columns, int k, int depth, int j, int used, T[] panel)
    {
        int width = PanelWidth;
        for (int row = 0; row < depth; row++)
        {
            Span<T> target = panel.AsSpan(row * width, width);
            right.Slice(((k + row) * columns) + j, used).CopyTo(target);
            target[used..].Clear();
        }
    }

    private static void MultiplyPanel(
        ProgramState state, ReadOnlySpan<T> left, int inner, int k, int depth, T[] panel, T[] edge, Span<T> result, int rows, int columns, int j, int used)
    {
        int width = PanelWidth;
        for (int i = 0; i < rows; i += RowsAtOnce)
        {
            int height = Math.Min(RowsAtOnce, rows - i);
            state.Charge((depth / 2) + 4);
            ref T first = ref MemoryMarshal.GetReference(left.Slice((i * inner) + k, ((height - 1) * inner) + depth));
            if (used == width)
            {
                ref T target = ref MemoryMarshal.GetReference(result.Slice((i * columns) + j, ((height - 1) * columns) + width));
                MultiplyRows(ref first, inner, height, depth, ref panel[0], ref target, columns);
                continue;
            }

            edge.AsSpan(0, RowsAtOnce * width).Clear();
            MultiplyRows(ref first, inner, height, depth, ref panel[0], ref edge[0], width);
            for (int row = 0; row < height; row++)
            {
                AddTo(edge.AsSpan(row * width, used), result.Slice(((i + row) * columns) + j, used));
            }
        }
    }

    /// <summary>Adds the product of up to four rows with a panel; the sums stay in registers for the whole length.</summary>
    private static void MultiplyRows(ref T left, int inner, int height, int depth, ref T panel, ref T target, int columns)
    {
        nuint half = (nuint)Vector256<T>.Count;
        if (height < RowsAtOnce)
        {
            for (int row = 0; row < height; row++)
            {
                nuint from = (nuint)(row * inner);
                nuint at = (nuint)(row * columns);
                var low = Vector256.LoadUnsafe(ref target, at);
                var high = Vector256.LoadUnsafe(ref target, at + half);
                for (nuint k = 0; k < (nuint)depth; k++)
                {
                    Vector256<T> factor = Vector256.Create(System.Runtime.CompilerServices.Unsafe.Add(ref left, from + k));
                    low = MultiplyAdd(factor, Vector256.LoadUnsafe(ref panel, k * 2 * half), low);
                    high = MultiplyAdd(factor, Vector256.LoadUnsafe(ref panel, (k * 2 * half) + half), high);
                }

                low.StoreUnsafe(ref target, at);
                high.StoreUnsafe(ref target, at + half);
            }

            return;
        }

        nuint row1 = (nuint)inner;
        nuint row2 = 2 * row1;
        nuint row3 = 3 * row1;
        nuint at1 = (nuint)columns;
        nuint at2 = 2 * at1;
        nuint at3 = 3 * at1;
        var c00 = Vector256.LoadUnsafe(ref target);
        var c01 = Vector256.LoadUnsafe(ref target, half);
        var c10 = Vector256.LoadUnsafe(ref target, at1);
        var c11 = Vector256.LoadUnsafe(ref target, at1 + half);
        var c20 = Vector256.LoadUnsafe(ref target, at2);
        var c21 = Vector256.LoadUnsafe(ref target, at2 + half);
        var c30 = Vector256.LoadUnsafe(ref target, at3);
        var c31 = Vector256.LoadUnsafe(ref target, at3 + half);
        for (nuint k = 0; k < (nuint)depth; k++)
        {
            var b0 = Vector256.LoadUnsafe(ref panel, k * 2 * half);
            var b1 = Vector256.LoadUnsafe(ref panel, (k * 2 * half) + half);
            ref T a = ref System.Runtime.CompilerServices.Unsafe.Add(ref left, k);
            Vector256<T> factor = Vector256.Create(a);
            c00 = MultiplyAdd(factor, b0, c00);
            c01 = MultiplyAdd(factor, b1, c01);
            factor = Vector256.Create(System.Runtime.CompilerServices.Unsafe.Add(ref a, row1));
            c10 = MultiplyAdd(factor, b0, c10);
            c11 = MultiplyAdd(factor, b1, c11);
            factor = Vector256.Create(System.Runtime.CompilerServices.Unsafe.Add(ref a, row2));
            c20 = MultiplyAdd(factor, b0, c20);
            c21 = MultiplyAdd(factor, b1, c21);
            factor = Vector256.Create(System.Runtime.CompilerServices.Unsafe.Add(ref a, row3));
            c30 = MultiplyAdd(factor, b0, c30);
            c31 = MultiplyAdd(factor, b1, c31);
        }

        c00.StoreUnsafe(ref target);
        c01.StoreUnsafe(ref target, half);
        c10.StoreUnsafe(ref target, at1);
        c11.StoreUnsafe(ref target, at1 + half);
        c20.StoreUnsafe(ref target, at2);
        c21.StoreUnsafe(ref target, at2 + half);
        c30.StoreUnsafe(ref target, at3);
        c31.StoreUnsafe(ref target, at3 + half);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> sum) => typeof(T) == typeof(float)
        ? Vector256.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), sum.AsSingle()).As<float, T>()
        : Vector256.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), sum.AsDouble()).As<double, T>();

    internal override void Unfold(ProgramState state, Window window, (Storage Items, int At) picture, Storage columns)
    {
        ReadOnlySpan<T> source = Part(picture, window.Channels * window.Height * window.Width);
        Span<T> target = Items(columns);
        int at = 0;
        foreach ((int channel, int y, int x) in Offsets(window))
        {
            state.Charge((window.Columns / 2) + 1);
            for (int row = 0; row < window.OutHeight; row++)
            {
                int line = (row * window.Stride) + y;
                for (int column = 0; column < window.OutWidth; column++)
                {
                    int place = (column * window.Stride) + x;
                    bool isInside = (uint)line < (uint)window.Height && (uint)place < (uint)window.Width;
                    target[at++] = isInside ? source[(((channel * window.Height) + line) * window.Width) + place] : T.Zero;
                }
            }
        }
    }

    internal override void Fold(ProgramState state, Window window, Storage columns, (Storage Items, int At) picture)
    {
        ReadOnlySpan<T> source = Items(columns);
        Span<T> target = Part(picture, window.Channels * window.Height * window.Width);
        int at = 0;
        foreach ((int channel, int y, int x) in Offsets(window))
        {
            state.Charge((window.Columns / 2) + 1);
            for (int row = 0; row < window.OutHeight; row++)
            {
                int line = (row * window.Stride) + y;
                for (int column = 0; column < window.OutWidth; column++, at++)
                {
                    int place = (column * window.Stride) + x;
                    if ((uint)line < (uint)window.Height && (uint)place < (uint)window.Width)
                    {
                        target[(((channel * window.Height) + line) * window.Width) + place] += source[at];
                    }
                }
            }
        }
    }

    /// <summary>Where each row of the columns begins to read: channel, line and place, padding taken away.</summary>
    private static IEnumerable<(int Channel, int Y, int X)> Offsets(Window window)
    {
        for (int channel = 0; channel < window.Channels; channel++)
        {
            for (int y = 0; y < window.KernelHeight; y++)
            {
                for (int x = 0; x < window.KernelWidth; x++)
                {
                    yield return (channel, y - window.Padding, x - window.Padding);
                }
            }
        }
    }
}
