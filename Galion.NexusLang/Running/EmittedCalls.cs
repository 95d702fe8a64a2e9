using System.Runtime.CompilerServices;
using Galion.NexusLang.Library;

namespace Galion.NexusLang.Running;

/// <summary>Small steps of compiled programs that are better said here than in code they would repeat.</summary>
internal static class EmittedCalls
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsMissing(Value value) => value.IsMissing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsNull(Value value) => value.IsNull;

    internal static bool IsTrueFloat(double value) => value != 0;

    /// <summary>The number of an integer that is known to be small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long ToLong(Value value) => value.Bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Cell AsCell(Value value) => Unsafe.As<Cell>(value.Ref!);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ArrayObject AsArray(Value value) => Unsafe.As<ArrayObject>(value.Ref!);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static RecordObject AsRecord(Value value) => Unsafe.As<RecordObject>(value.Ref!);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static RecordObject? AsRecordOrNull(Value value) => value.IsNull ? null : Unsafe.As<RecordObject>(value.Ref!);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value OfRecordOrNull(RecordObject? record) => record is null ? Value.Null : Value.Object(record);

    internal static Cell NewCell(ProgramState state)
    {
        state.Allocate(32);
        return new Cell();
    }

    internal static Closure AsClosure(Value value, string name) =>
        value.Ref as Closure ?? throw new NexusException(Errors.Unassigned(name));

    internal static Value NewClosure(ProgramState state, FunctionInfo info, nint entry, Value[] captured)
    {
        state.Allocate(88 + (captured.Length * 16));
        return Value.Object(new Closure(state, info, entry, captured));
    }

    internal static Value NewArray(ProgramState state)
    {
        state.Allocate(32);
        return Value.Object(new ArrayObject());
    }

    internal static Value NewSet(ProgramState state)
    {
        state.Allocate(48);
        return Value.Object(new SetObject());
    }

    internal static Value NewDict(ProgramState state)
    {
        state.Allocate(48);
        return Value.Object(new DictObject());
    }

    internal static Value ArrayOf(ProgramState state, Value[] items)
    {
        state.Allocate(56 + (items.Length * 16));
        return Value.Object(new ArrayObject(items));
    }

    internal static Value TupleOf(ProgramState state, Value[] items)
    {
        state.Allocate(48 + (items.Length * 16));
        return Value.Object(new TupleObject(items));
    }

    internal static Value ToTuple(Value array) => Value.Object(new TupleObject(ItemsOf(array)));

    internal static Value[] ItemsOf(Value array) => Unsafe.As<ArrayObject>(array.Ref!).Span.ToArray();

    internal static void Collect(ProgramState state, Value container, Value item)
    {
        if (container.Ref is ArrayObject array)
        {
            array.Add(state, item);
        }
        else
        {
            ((SetObject)container.Ref!).Add(state, item);
        }
    }

    internal static void CollectAll(ProgramState state, Value container, Value items)
    {
        Iterator all = Iteration.Start(state, items);
        while (all.MoveNext())
        {
            state.Charge(1);
            Collect(state, container, all.Current);
        }
    }

    internal static void CollectEntry(ProgramState state, Value container, Value key, Value value) =>
        ((DictObject)container.Ref!).Set(state, key, value);

    internal static void CollectDict(ProgramState state, Value container, Value other) => ((DictObject)container.Ref!).AddAll(
        state, other.Ref as DictObject ?? throw new NexusException(Errors.WrongType("What '**' takes over", "a dict", other)));

    internal static Value Push(ProgramState state, int depth, Value target, Value item)
    {
        if (target.Ref is ArrayObject array)
        {
            array.Add(state, item);
            return target;
        }

        return Members.Call(state, depth, target, "push", [item]);
    }

    internal static string Show(Value value) => Printing.Show(value);

    internal static Value Concat(ProgramState state, string[] parts)
    {
        long length = parts.Sum(p => (long)p.Length);
        Texts.CheckLength(length);
        state.Allocate((length * 2) + 24);
        return Value.Of(string.Concat(parts));
    }

    /// <summary>The element, or null for a key that is not there: the old value of <c>a[k] ??= v</c>.</summary>
    internal static Value IndexOrNull(ProgramState state, Value target, Value index) =>
        target.Ref is DictObject dict ? (dict.TryGet(index, out Value value) ? value : Value.Null) : Ops.Index(state, target, index);

    /// <summary>The member, or null for a key that is not there: the old value of <c>d.k ??= v</c>.</summary>
    internal static Value MemberOrNull(ProgramState state, Value target, string name) =>
        target.Ref is DictObject dict ? (dict.TryGet(Value.Of(name), out Value value) ? value : Value.Null) : Members.Get(state, target, name);

    internal static bool IsBetween(Value value, Value start, Value end)
    {
        bool isComparable = value.IsNumber
            ? (start.IsNumber || start.IsNull) && (end.IsNumber || end.IsNull)
            : value.IsText && (start.IsText || start.IsNull) && (end.IsText || end.IsNull);
        return isComparable && (start.IsNull || Ops.LessOrEqual(start, value)) && (end.IsNull || Ops.Less(value, end));
    }

    internal static bool TryMember(Value value, string name, out Value member)
    {
        member = Value.Null;
        if (value.Ref is DictObject dict)
        {
            return dict.TryGet(Value.Of(name), out member);
        }

        if (value.Ref is RecordObject record && record.Type.IndexOf(name) is >= 0 and var index)
        {
            member = record.Get(index);
            return true;
        }

        return false;
    }

    internal static void FailMember(string name) =>
        throw new NexusException(Errors.NoMember(Value.Null, name, Methods.NamesOf(Value.Null)));

    internal static void FailPattern(Value value) => throw new NexusException(Errors.NoPattern(value));

    internal static void FailMatch(Value value) => throw new NexusException(Errors.NoMatch(value));
}
