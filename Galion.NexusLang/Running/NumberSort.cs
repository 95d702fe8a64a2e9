namespace Galion.NexusLang.Running;

/// <summary>
/// Sorting by small integers, which needs no comparison of values. Runs of the array are sorted one after the other and then merged, with
/// a look at the limits in between, because sorting a large array at once could not be stopped.
/// </summary>
internal static class NumberSort
{
    private const int RunLength = 1 << 15;

    /// <summary>Sorts in place when all items are small integers.</summary>
    internal static bool TrySort(ProgramState state, Value[] items, int count, bool isReverse)
    {
        if (KeysOf(state, items.AsSpan(0, count), isReverse) is not { } keys)
        {
            return false;
        }

        SortRuns(state, keys, null);
        for (int i = 0; i < count; i++)
        {
            items[i] = Value.Of(isReverse ? ~keys[i] : keys[i]);
        }

        return true;
    }

    /// <summary>Sorts in place by keys that are all small integers, keeping the order of items with the same key.</summary>
    internal static bool TrySortBy(ProgramState state, Value[] items, Value[] keys, bool isReverse)
    {
        if (KeysOf(state, keys, isReverse) is not { } numbers)
        {
            return false;
        }

        state.Allocate(keys.Length * 24L);
        int[] order = [.. Enumerable.Range(0, keys.Length)];
        SortRuns(state, numbers, order);
        Value[] old = items[..keys.Length];
        for (int i = 0; i < order.Length; i++)
        {
            items[i] = old[order[i]];
        }

        return true;
    }

    /// <summary>The numbers in such a form that the smallest comes first; null when there are other values.</summary>
    private static long[]? KeysOf(ProgramState state, ReadOnlySpan<Value> values, bool isReverse)
    {
        foreach (ref readonly Value value in values)
        {
            if (!value.IsInt)
            {
                return null;
            }
        }

        state.Allocate(values.Length * 16L);
        state.Charge(values.Length / 4);
        var keys = new long[values.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = isReverse ? ~values[i].Bits : values[i].Bits;
        }

        return keys;
    }

    private static void SortRuns(ProgramState state, long[] keys, int[]? order)
    {
        int count = keys.Length;
        for (int start = 0; start < count; start += RunLength)
        {
            int length = Math.Min(RunLength, count - start);
            state.Charge(length);
            if (order is null)
            {
                Array.Sort(keys, start, length);
            }
            else
            {
                Array.Sort(keys, order, start, length);
                OrderEquals(keys, order, start, start + length);
            }
        }

        if (count <= RunLength)
        {
            return;
        }

        var otherKeys = new long[count];
        int[]? otherOrder = order is null ? null : new int[count];
        (long[] fromKeys, long[] toKeys, int[]? fromOrder, int[]? toOrder) = (keys, otherKeys, order, otherOrder);
        for (long width = RunLength; width < count; width *= 2)
        {
            for (long start = 0; start < count; start += 2 * width)
            {
                int middle = (int)Math.Min(start + width, count);
                int end = (int)Math.Min(start + (2 * width), count);
                Merge(state, fromKeys, toKeys, fromOrder, toOrder, (int)start, middle, end);
            }

            (fromKeys, toKeys, fromOrder, toOrder) = (toKeys, fromKeys, toOrder, fromOrder);
        }

        if (fromKeys != keys)
        {
            fromKeys.CopyTo(keys, 0);
            fromOrder?.CopyTo(order!, 0);
        }
    }

    /// <summary>What came first stays first where keys are the same.</summary>
    private static void OrderEquals(long[] keys, int[] order, int start, int end)
    {
        for (int first = start; first < end;)
        {
            int next = first + 1;
            while (next < end && keys[next] == keys[first])
            {
                next++;
            }

            if (next - first > 1)
            {
                Array.Sort(order, first, next - first);
            }

            first = next;
        }
    }

    private static void Merge(ProgramState state, long[] keys, long[] toKeys, int[]? order, int[]? toOrder, int start, int middle, int end)
    {
        (int left, int right) = (start, middle);
        for (int at = start; at < end; at++)
        {
            if ((at & 0xFFFF) == 0)
            {
                state.Charge(0x4000);
            }

            int taken = left < middle && (right >= end || keys[left] <= keys[right]) ? left++ : right++;
            toKeys[at] = keys[taken];
            if (order is not null)
            {
                toOrder![at] = order[taken];
            }
        }
    }
}
