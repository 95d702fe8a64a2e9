using System.Runtime.CompilerServices;

namespace Galion.NexusLang.Running;

/// <summary><c>a[i]</c>, <c>a[i] = v</c> and slices. Negative indexes count from the end.</summary>
internal static class Indexing
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Value Get(ProgramState state, Value target, Value index)
    {
        if (target.Ref is DictObject dict)
        {
            return dict.TryGet(index, out Value value) ? value : throw new NexusException(Errors.NoKey(index));
        }

        if (target.Ref is LibraryObject thing)
        {
            return thing.Index(state, index);
        }

        if (index.Ref is RangeObject range)
        {
            return Slice(state, target, Value.Of(range.Start), Value.Of(range.End), Value.Of(range.Step));
        }

        switch (target.Ref)
        {
            case ArrayObject array:
                return array.Items[Position(target, index, array.Count)];
            case TupleObject tuple:
                return tuple.Items[Position(target, index, tuple.Items.Length)];
            case string or Rope:
                return index.IsInt ? Texts.Index(state, target, index.Bits) : throw new NexusException(Errors.BadIndex(target, index));
            case RangeObject all:
                return Value.Of(all.Start + (Position(target, index, all.Count) * all.Step));
            case RecordObject record when index.IsText && record.Type.IndexOf(index.Text) is >= 0 and var field:
                return record.Get(field);
            default:
                throw new NexusException(Errors.CannotIndex(target));
        }
    }

    private static long Position(Value target, Value index, long count)
    {
        if (!index.IsInt)
        {
            throw new NexusException(index.IsBig ? Errors.IndexOutside(long.MaxValue, count) : Errors.BadIndex(target, index));
        }

        long position = index.Bits < 0 ? index.Bits + count : index.Bits;
        return (ulong)position < (ulong)count ? position : throw new NexusException(Errors.IndexOutside(index.Bits, count));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Set(ProgramState state, Value target, Value index, Value value)
    {
        switch (target.Ref)
        {
            case DictObject dict:
                dict.Set(state, index, value);
                break;
            case LibraryObject thing:
                thing.SetIndex(state, index, value);
                break;
            case ArrayObject array when index.Ref is RangeObject range:
                SetSlice(state, target, Value.Of(range.Start), Value.Of(range.End), value);
                break;
            case ArrayObject array:
                array.Items[Position(target, index, array.Count)] = value;
                break;
            case RecordObject record when index.IsText && record.Type.IndexOf(index.Text) is >= 0 and var field:
                record.Type.SetField(record, field, value);
                break;
            default:
                throw new NexusException(target.Ref is TupleObject or RangeObject || target.IsText
                    ? Errors.Unchangeable(target)
                    : Errors.CannotIndex(target));
        }
    }

    /// <summary><c>a[start:end:step]</c>; a part that is null was left out. Ends outside are moved in.</summary>
    internal static Value Slice(ProgramState state, Value target, Value start, Value end, Value step)
    {
        if (target.Ref is LibraryObject thing)
        {
            return thing.Index(state, Value.Object(new SliceObject(start, end, step)));
        }

        long stride = step.IsNull ? 1 : Whole(target, step);
        if (stride == 0)
        {
            throw new NexusException(Errors.BadArgument("The step of a slice cannot be 0."));
        }

        long count = target.Ref switch
        {
            ArrayObject array => array.Count,
            TupleObject tuple => tuple.Items.Length,
            string or Rope => Texts.Length(target),
            RangeObject range => range.Count,
            _ => throw new NexusException(Errors.CannotIndex(target)),
        };
        (long low, long high) = stride > 0 ? (0L, count) : (-1L, count - 1);
        long from = start.IsNull ? (stride > 0 ? low : high) : Clamp(Whole(target, start), count, low, high);
        long to = end.IsNull ? (stride > 0 ? high : low) : Clamp(Whole(target, end), count, low, high);
        if (target.IsText)
        {
            return SliceText(state, target.Text, from, to, stride);
        }

        if (target.Ref is RangeObject all)
        {
            return Value.Object(new RangeObject(all.Start + (from * all.Step), all.Start + (to * all.Step), all.Step * stride));
        }

        Value[] items = target.Ref is ArrayObject source ? source.Items : ((TupleObject)target.Ref!).Items;
        long length = new RangeObject(from, to, stride).Count;
        state.Allocate(length * 16);
        state.Charge(length / 8);
        var part = new Value[length];
        for (long i = 0, at = from; i < length; i++, at += stride)
        {
            part[i] = items[at];
        }

        return target.Ref is ArrayObject ? Value.Object(new ArrayObject(part)) : Value.Object(new TupleObject(part));
    }

    private static Value SliceText(ProgramState state, string text, long from, long to, long stride)
    {
        state.Allocate(Math.Abs(to - from) * 2);
        state.Charge(text.Length / 16);
        if (stride == 1)
        {
            return Value.Of(Texts.Slice(text, from, to));
        }

        // Where each character begins, or nothing when all of them are one unit wide.
        int count = Texts.CountOf(text);
        int[] starts = count == text.Length ? [] : new int[count];
        state.Allocate(starts.Length * 4L);
        for (int i = 0, place = 0; i < starts.Length; i++)
        {
            state.ChargeMany(i, 2);
            starts[i] = place;
            place += Texts.WidthAt(text, place);
        }

        var part = new System.Text.StringBuilder();
        int length = (int)new RangeObject(from, to, stride).Count;
        long at = from;
        for (int i = 0; i < length; i++, at += stride)
        {
            state.ChargeMany(i, 4);
            int place = starts.Length == 0 ? (int)at : starts[at];
            part.Append(text, place, Texts.WidthAt(text, place));
        }

        return Value.Of(part.ToString());
    }

    internal static void SetSlice(ProgramState state, Value target, Value start, Value end, Value value)
    {
        if (target.Ref is LibraryObject thing)
        {
            thing.SetIndex(state, Value.Object(new SliceObject(start, end, Value.Null)), value);
            return;
        }

        if (target.Ref is not ArrayObject array)
        {
            throw new NexusException(Errors.Unchangeable(target));
        }

        int from = (int)(start.IsNull ? 0 : Clamp(Whole(target, start), array.Count, 0, array.Count));
        int to = (int)Math.Max(from, end.IsNull ? array.Count : Clamp(Whole(target, end), array.Count, 0, array.Count));
        Value[] middle = Iteration.ToArray(state, value);
        state.Allocate((array.Count + middle.Length) * 16L);
        Value[] items = [.. array.Items.AsSpan(0, from), .. middle, .. array.Items.AsSpan(to, array.Count - to)];
        (array.Items, array.Count) = (items, items.Length);
    }

    private static long Whole(Value target, Value index) => index.IsInt ? index.Bits
        : index.IsBig ? (index.Big.Sign < 0 ? long.MinValue / 2 : long.MaxValue / 2)
        : throw new NexusException(Errors.BadIndex(target, index));

    private static long Clamp(long index, long count, long low, long high) => Math.Clamp(index < 0 ? index + count : index, low, high);
}
