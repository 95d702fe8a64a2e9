using System.Runtime.CompilerServices;

namespace Galion.NexusLang.Running;

internal sealed class ArrayObject
{
    internal Value[] Items;
    internal int Count;

    internal ArrayObject(int capacity = 0) => Items = capacity == 0 ? [] : new Value[capacity];

    internal ArrayObject(Value[] items)
    {
        Items = items;
        Count = items.Length;
    }

    internal ReadOnlySpan<Value> Span => Items.AsSpan(0, Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(ProgramState state, Value value)
    {
        if ((uint)Count >= (uint)Items.Length)
        {
            Grow(state, Count + 1);
        }

        Items[Count++] = value;
    }

    internal void Grow(ProgramState state, int needed)
    {
        int capacity = Math.Max(needed, Items.Length == 0 ? 4 : (int)Math.Min((long)Items.Length * 2, Array.MaxLength));
        state.Allocate((long)capacity * 16);
        Array.Resize(ref Items, capacity);
    }

    internal static Value From(IEnumerable<Value> values)
    {
        List<Value> items = values.TryGetNonEnumeratedCount(out int count) ? new(count) : [];
        foreach (Value value in values)
        {
            ProgramState.PayMany(items.Count);
            items.Add(value);
        }

        return Value.Object(new ArrayObject([.. items]));
    }
}

internal sealed class TupleObject(Value[] items)
{
    internal readonly Value[] Items = items;
}

/// <summary>Half-open; <see cref="Step"/> is never 0.</summary>
internal sealed class RangeObject(long start, long end, long step = 1)
{
    internal readonly long Start = start;
    internal readonly long End = end;
    internal readonly long Step = step;

    internal long Count
    {
        get
        {
            if (Step > 0 ? Start >= End : Start <= End)
            {
                return 0;
            }

            Int128 distance = Step > 0 ? (Int128)End - Start : (Int128)Start - End;
            Int128 stride = Int128.Abs(Step);
            return (long)Int128.Min((distance + stride - 1) / stride, long.MaxValue);
        }
    }

    internal bool Contains(long number) =>
        (Step > 0 ? number >= Start && number < End : number <= Start && number > End) && ((Int128)number - Start) % Step == 0;
}

/// <summary>What the runtime raises itself, and what <c>error("…")</c> makes: a message for people with a stable code.</summary>
internal sealed class ErrorObject(string code, string message)
{
    internal readonly string Code = code;
    internal readonly string Message = message;

    /// <summary>Whatever the program attached to it.</summary>
    internal Value Data = Value.Null;
}

/// <summary>A struct, or a case of an enum: what instances look like and how they are called.</summary>
internal sealed class RecordType(string name, string? enumName, string[] fields, TypeTest?[] tests)
{
    internal string Name => name;

    internal string? EnumName => enumName;

    internal string[] Fields => fields;

    /// <summary>Shared by all cases of an enum.</summary>
    internal Dictionary<string, Function> Methods { get; } = [];

    /// <summary>Functions that belong to the type and not to its values, for messages.</summary>
    internal string[] Functions { get; init; } = [];

    internal bool IsVariant => enumName is not null;

    internal string TypeName => enumName ?? name;

    internal int IndexOf(string field) => Array.IndexOf(fields, field);

    internal RecordType ForAnotherRun() => new(name, enumName, fields, tests) { Functions = Functions };

    /// <summary>Assigns a field by its index, whose type must fit when one is written down.</summary>
    internal void SetField(RecordObject record, int index, Value value) =>
        record.Set(index, tests[index] is { } test ? Types.Check(test, value, $"The field '{fields[index]}'") : value);
}

/// <summary>An instance of a struct or enum case. Its fields are members of a class made for its type, so that reading one is one load.</summary>
internal abstract class RecordObject(RecordType type)
{
    internal readonly RecordType Type = type;

    public abstract Value Get(int index);

    public abstract void Set(int index, Value value);
}

/// <summary>Names with values, such as an enum, a module or the result of a library function that is not a dict.</summary>
internal sealed class NamespaceObject(string kind, string name)
{
    internal string Kind => kind;

    internal string Name => name;

    internal Dictionary<string, Value> Members { get; } = [];

    /// <summary>Each use of an enum or module makes a value of its own; all of them are the same.</summary>
    public override bool Equals(object? obj) =>
        obj is NamespaceObject other && other.Kind == kind && other.Name == name && other.Members.Count == Members.Count
        && Members.All(m => other.Members.TryGetValue(m.Key, out Value value) && Equality.AreEqual(m.Value, value));

    public override int GetHashCode() => HashCode.Combine(kind, name);
}

/// <summary>Goes over the elements of a value.</summary>
internal abstract class Iterator
{
    internal Value Current;

    internal abstract bool MoveNext();
}
