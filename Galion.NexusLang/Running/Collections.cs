namespace Galion.NexusLang.Running;

/// <summary>What the operators and the library do with whole containers.</summary>
internal static class Collections
{
    internal static int IndexOf(ReadOnlySpan<Value> items, Value item)
    {
        for (int i = 0; i < items.Length; i++)
        {
            if (Equality.AreEqual(items[i], item))
            {
                return i;
            }
        }

        return -1;
    }

    internal static Value Repeat(ProgramState state, ArrayObject array, Value times)
    {
        long count = times.IsInt ? Math.Max(times.Bits, 0) : long.MaxValue;
        if (array.Count > 0 && count > 50_000_000 / array.Count)
        {
            throw new NexusException(Errors.TooLarge("This array"));
        }

        long length = array.Count * (array.Count == 0 ? 0 : count);
        state.Allocate(length * 16);
        var items = new Value[length];
        Texts.FillWith(state, items, array.Span, charactersPerStep: 4);

        return Value.Object(new ArrayObject(items));
    }

    internal static Value Union(ProgramState state, SetObject left, SetObject right)
    {
        var result = new SetObject();
        result.AddAll(state, left);
        result.AddAll(state, right);
        return Value.Object(result);
    }

    internal static Value Intersect(ProgramState state, SetObject left, SetObject right)
    {
        var result = new SetObject();
        foreach (Value item in left.Keys())
        {
            if (right.Contains(item))
            {
                result.Add(state, item);
            }
        }

        return Value.Object(result);
    }

    internal static Value Except(ProgramState state, SetObject left, SetObject right)
    {
        var result = new SetObject();
        foreach (Value item in left.Keys())
        {
            if (!right.Contains(item))
            {
                result.Add(state, item);
            }
        }

        return Value.Object(result);
    }

    internal static Value Merge(ProgramState state, DictObject left, DictObject right)
    {
        var result = new DictObject();
        result.AddAll(state, left);
        result.AddAll(state, right);
        return Value.Object(result);
    }

    internal static Value Pair(Value first, Value second) => Value.Object(new TupleObject([first, second]));

    /// <summary>Sorts in place and keeps the order of equals; <paramref name="compare"/> may be code of the program.</summary>
    internal static void Sort(ProgramState state, Value[] items, int count, Comparison<Value> compare)
    {
        state.Allocate(count * 16L);
        state.Charge(count);
        var other = new Value[count];
        MergeSort(state, items, other, 0, count, compare);
    }

    private static void MergeSort(ProgramState state, Value[] items, Value[] other, int start, int end, Comparison<Value> compare)
    {
        if (end - start <= 12)
        {
            for (int i = start + 1; i < end; i++)
            {
                Value item = items[i];
                int at = i;
                for (; at > start && compare(items[at - 1], item) > 0; at--)
                {
                    items[at] = items[at - 1];
                }

                items[at] = item;
            }

            return;
        }

        int middle = (start + end) / 2;
        MergeSort(state, items, other, start, middle, compare);
        MergeSort(state, items, other, middle, end, compare);
        state.Charge(end - start);
        if (compare(items[middle - 1], items[middle]) <= 0)
        {
            return;
        }

        Array.Copy(items, start, other, start, middle - start);
        int left = start;
        int right = middle;
        for (int at = start; left < middle; at++)
        {
            items[at] = right < end && compare(other[left], items[right]) > 0 ? items[right++] : other[left++];
        }
    }
}
