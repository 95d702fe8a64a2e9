using System.Numerics;
using System.Runtime.CompilerServices;

namespace Galion.NexusLang.Running;

/// <summary>When values are equal, what comes first, and their hashes.</summary>
internal static class Equality
{
    /// <summary>Values may hold values this deep when they are compared or hashed; beyond lies the end of the stack.</summary>
    private const int MaxDepth = 200;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool AreEqual(Value a, Value b) =>
        a.Ref is null && b.Ref is null ? a.Bits == b.Bits : AreEqualSlow(a, b, 0);

    /// <summary>Equality of keys: as <c>==</c>, except that a float that is not a number equals itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool AreSame(Value a, Value b)
    {
        if (a.Ref is null && b.Ref is null)
        {
            return a.Bits == b.Bits;
        }

        return (ReferenceEquals(a.Ref, b.Ref) && (a.Ref is string || a.Bits == b.Bits))
            || (a.Ref is string left && b.Ref is string right ? left == right : AreEqualSlow(a, b, 0));
    }

    private static bool AreEqualSlow(Value a, Value b, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new NexusException(Errors.NestedTooDeep());
        }

        if (ReferenceEquals(a.Ref, b.Ref) && a.Ref is not (null or Tag))
        {
            // Also what holds itself is equal to itself. Parts of one growing text begin the same.
            return a.Ref is not Rope || a.Bits == b.Bits;
        }

        switch (a.Ref)
        {
            case null:
                return b.Ref is null ? a.Bits == b.Bits : b.IsFloat && Numbers.Compare(a.Bits, b.Double) == 0;
            case Tag tag when tag == Tags.Float:
                return b.IsFloat ? a.Double == b.Double
                    : b.Ref is null ? Numbers.Compare(b.Bits, a.Double) == 0
                    : b.Ref is BigInteger other && Numbers.Compare(other, a.Double) == 0;
            case Tag tag:
                return b.Ref == tag && a.Bits == b.Bits;
            case string or Rope:
                return b.IsText && a.Text == b.Text;
            case BigInteger big:
                return b.Ref is BigInteger otherBig ? big == otherBig : b.IsFloat && Numbers.Compare(big, b.Double) == 0;
            case ArrayObject array:
                return b.Ref is ArrayObject otherArray && AreEqual(array.Span, otherArray.Span, depth);
            case TupleObject tuple:
                return b.Ref is TupleObject otherTuple && AreEqual(tuple.Items, otherTuple.Items, depth);
            case RangeObject range:
                return b.Ref is RangeObject o && range.Count == o.Count
                    && (range.Count == 0 || (range.Start == o.Start && (range.Count == 1 || range.Step == o.Step)));
            case DictObject dict:
                return b.Ref is DictObject otherDict && AreEqual(dict, otherDict, depth);
            case SetObject set:
                return b.Ref is SetObject otherSet && set.Count == otherSet.Count && set.Keys().All(otherSet.Contains);
            case RecordObject record:
                return b.Ref is RecordObject otherRecord && AreEqual(record, otherRecord, depth);
            case ErrorObject error:
                return b.Ref is ErrorObject otherError && error.Code == otherError.Code && error.Message == otherError.Message;
            default:
                return ReferenceEquals(a.Ref, b.Ref) || a.Ref.Equals(b.Ref);
        }
    }

    private static bool AreEqual(ReadOnlySpan<Value> a, ReadOnlySpan<Value> b, int depth)
    {
        if (a.Length != b.Length)
        {
            return false;
        }

        ProgramState.Pay(a.Length);

        for (int i = 0; i < a.Length; i++)
        {
            if (!AreEqualSlow(a[i], b[i], depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(DictObject a, DictObject b, int depth)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        ProgramState.Pay(a.Count);

        foreach ((Value key, Value value) in a.Pairs())
        {
            if (!b.TryGet(key, out Value other) || !AreEqualSlow(value, other, depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(RecordObject a, RecordObject b, int depth)
    {
        if (a.Type != b.Type)
        {
            return false;
        }

        ProgramState.Pay(a.Type.Fields.Length);

        for (int i = 0; i < a.Type.Fields.Length; i++)
        {
            if (!AreEqualSlow(a.Get(i), b.Get(i), depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int HashKey(Value key) =>
        key.Ref is null ? Numbers.Hash(key.Bits) : key.Ref is string text ? Hashing.Of(text) : HashSlow(key, 0);

    private static int HashSlow(Value key, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new NexusException(Errors.NestedTooDeep());
        }

        return key.Ref switch
        {
            null => Numbers.Hash(key.Bits),
            string or Rope => Hashing.Of(key.Text),
            BigInteger big => big.GetHashCode(),
            Tag tag when tag == Tags.Float => Numbers.Hash(key.Double),
            Tag tag => (tag.Code * 31) + (int)key.Bits,
            TupleObject tuple => HashAll(tuple.Items, depth),
            RangeObject range => HashCode.Combine(range.Start, range.End, range.Step),
            RecordObject { Type.IsVariant: true } record => HashRecord(record, depth),
            ArrayObject or DictObject or SetObject or RecordObject or LibraryObject { IsHashable: false } => throw new NexusException(Errors.NotHashable(key)),
            _ => RuntimeHelpers.GetHashCode(key.Ref),
        };
    }

    private static int HashAll(ReadOnlySpan<Value> items, int depth)
    {
        ProgramState.Pay(items.Length);
        var hash = default(HashCode);
        foreach (Value item in items)
        {
            hash.Add(HashSlow(item, depth + 1));
        }

        return hash.ToHashCode();
    }

    private static int HashRecord(RecordObject record, int depth)
    {
        ProgramState.Pay(record.Type.Fields.Length);
        var hash = default(HashCode);
        hash.Add(record.Type.Name);
        for (int i = 0; i < record.Type.Fields.Length; i++)
        {
            hash.Add(HashSlow(record.Get(i), depth + 1));
        }

        return hash.ToHashCode();
    }

    /// <summary>Negative when <paramref name="a"/> comes first. Numbers, texts, bools, and arrays or tuples of those have an order.</summary>
    internal static int Compare(Value a, Value b) => Compare(a, b, 0);

    private static int Compare(Value a, Value b, int depth)
    {
        if (a.Ref is null && b.Ref is null)
        {
            return a.Bits.CompareTo(b.Bits);
        }

        if (a.IsNumber && b.IsNumber)
        {
            return Numbers.Compare(a, b);
        }

        if (a.IsText && b.IsText)
        {
            return CompareText(a.Text, b.Text);
        }

        if (depth > MaxDepth)
        {
            throw new NexusException(Errors.NestedTooDeep());
        }

        return (a.Ref, b.Ref) switch
        {
            (ArrayObject left, ArrayObject right) => Compare(left.Span, right.Span, depth),
            (TupleObject left, TupleObject right) => Compare(left.Items, right.Items, depth),
            _ when a.IsBool && b.IsBool => a.Bits.CompareTo(b.Bits),
            _ when OrderOf(a) is { } left && OrderOf(b) is { } right => left.CompareTo(right),
            _ => throw new NexusException(Errors.CannotCompare(a, b)),
        };
    }

    private static double? OrderOf(Value value) => value.IsNumber ? Numbers.ToDouble(value) : (value.Ref as LibraryObject)?.Order;

    private static int Compare(ReadOnlySpan<Value> a, ReadOnlySpan<Value> b, int depth)
    {
        ProgramState.Pay(Math.Min(a.Length, b.Length));
        for (int i = 0; i < a.Length && i < b.Length; i++)
        {
            int order = AreEqualSlow(a[i], b[i], depth + 1) ? 0 : Compare(a[i], b[i], depth + 1);
            if (order != 0)
            {
                return order;
            }
        }

        return a.Length.CompareTo(b.Length);
    }

    /// <summary>By code point, where UTF-16 alone would put what lies beyond the first plane before the end of it.</summary>
    internal static int CompareText(string a, string b)
    {
        int at = a.AsSpan().CommonPrefixLength(b);
        if (at == a.Length || at == b.Length)
        {
            return a.Length.CompareTo(b.Length);
        }

        (char left, char right) = (a[at], b[at]);
        return char.IsSurrogate(left) != char.IsSurrogate(right)
            ? char.IsSurrogate(left) ? 1 : -1
            : left.CompareTo(right);
    }
}
