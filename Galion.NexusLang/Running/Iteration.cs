using System.Runtime.CompilerServices;

namespace Galion.NexusLang.Running;

/// <summary>Going through arrays, texts, dicts (by key), sets, tuples and ranges.</summary>
internal static class Iteration
{
    internal static Iterator Start(ProgramState state, Value source) => source.Ref switch
    {
        ArrayObject array => new ArrayIterator(array),
        TupleObject tuple => new TupleIterator(tuple.Items),
        RangeObject range => new RangeIterator(range),
        TableObject table => new TableIterator(table),
        string or Rope => new TextIterator(source.Text),
        LibraryObject thing => thing.Iterate(state),
        _ => throw new NexusException(Errors.NotIterable(source)),
    };

    /// <summary>All elements, in an array of their own.</summary>
    internal static Value[] ToArray(ProgramState state, Value source)
    {
        if (source.Ref is ArrayObject array)
        {
            state.Allocate(array.Count * 16L);
            state.Charge(array.Count / 8);
            return array.Span.ToArray();
        }

        if (source.Ref is TupleObject tuple)
        {
            return [.. tuple.Items];
        }

        if (source.Ref is RangeObject range && range.Count > 100_000_000)
        {
            throw new NexusException(Errors.TooLarge("This array"));
        }

        var all = new ArrayObject(source.Ref is RangeObject { Count: var count } ? (int)count : 0);
        state.Allocate(all.Items.Length * 16L);
        Iterator items = Start(state, source);
        while (items.MoveNext())
        {
            state.Charge(1);
            all.Add(state, items.Current);
        }

        return all.Span.ToArray();
    }

    private sealed class ArrayIterator(ArrayObject array) : Iterator
    {
        private int _at;

        internal override bool MoveNext()
        {
            if (_at >= array.Count)
            {
                return false;
            }

            Current = array.Items[_at++];
            return true;
        }
    }

    private sealed class TupleIterator(Value[] items) : Iterator
    {
        private int _at;

        internal override bool MoveNext()
        {
            if (_at >= items.Length)
            {
                return false;
            }

            Current = items[_at++];
            return true;
        }
    }

    private sealed class RangeIterator(RangeObject range) : Iterator
    {
        private readonly long _count = range.Count;
        private long _at;

        internal override bool MoveNext()
        {
            if (_at >= _count)
            {
                return false;
            }

            Current = Value.Of(range.Start + (_at++ * range.Step));
            return true;
        }
    }

    private sealed class TableIterator(TableObject table) : Iterator
    {
        private int _place;

        internal override bool MoveNext()
        {
            while (_place < table.Used)
            {
                if (table.TryEntry(_place++, out Current, out _))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private sealed class TextIterator(string text) : Iterator
    {
        private int _at;

        internal override bool MoveNext()
        {
            if (_at >= text.Length)
            {
                return false;
            }

            Current = Texts.CharacterAt(text, _at);
            _at += Texts.WidthAt(text, _at);
            return true;
        }
    }

    /// <summary>The parts of a value for <c>let a, b = value</c>.</summary>
    /// <param name="count">How many parts must be there.</param>
    /// <param name="rest">The index of the part that takes the rest, or -1.</param>
    internal static Value[] Unpack(ProgramState state, Value value, int count, int rest)
    {
        if (value.Ref is not (ArrayObject or TupleObject or TableObject or RangeObject or LibraryObject) && !value.IsText)
        {
            throw new NexusException(Errors.CannotUnpack(value, count, rest >= 0));
        }

        Value[] items = value.Ref is TupleObject tuple ? tuple.Items : ToArray(state, value);
        if (rest < 0)
        {
            return items.Length == count ? items : throw new NexusException(Errors.CannotUnpack(value, count, atLeast: false));
        }

        if (items.Length < count)
        {
            throw new NexusException(Errors.CannotUnpack(value, count, atLeast: true));
        }

        int middle = items.Length - count;
        return
        [
            .. items.AsSpan(0, rest),
            Value.Object(new ArrayObject(items.AsSpan(rest, middle).ToArray())),
            .. items.AsSpan(rest + middle),
        ];
    }

    /// <summary>Whether a value has the parts that a pattern names, without an error when it has not.</summary>
    internal static Value[]? TryUnpack(ProgramState state, Value value, bool isArray, int count, int rest)
    {
        int length = isArray
            ? (value.Ref as ArrayObject)?.Count ?? -1
            : (value.Ref as TupleObject)?.Items.Length ?? -1;
        return length < 0 || (rest < 0 ? length != count : length < count) ? null : Unpack(state, value, count, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ArrayObject? AsArray(Value source) => source.Ref as ArrayObject;
}
