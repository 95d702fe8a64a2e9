using System.Numerics;
using System.Runtime.CompilerServices;

namespace Galion.NexusLang.Running;

/// <summary>
/// The operators as the compiled code calls them. What is here is the short way for small integers and floats and gets inlined;
/// <see cref="SlowOps"/> knows the rest.
/// </summary>
internal static class Ops
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Add(ProgramState state, Value a, Value b)
    {
        if (a.Ref is null && b.Ref is null)
        {
            long sum = a.Bits + b.Bits;
            if (((a.Bits ^ sum) & (b.Bits ^ sum)) >= 0)
            {
                return new Value(null, sum);
            }
        }
        else if (a.Ref == Tags.Float && b.Ref == Tags.Float)
        {
            return Value.Of(a.Double + b.Double);
        }

        return SlowOps.Add(state, a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Subtract(ProgramState state, Value a, Value b)
    {
        if (a.Ref is null && b.Ref is null)
        {
            long difference = a.Bits - b.Bits;
            if (((a.Bits ^ b.Bits) & (a.Bits ^ difference)) >= 0)
            {
                return new Value(null, difference);
            }
        }
        else if (a.Ref == Tags.Float && b.Ref == Tags.Float)
        {
            return Value.Of(a.Double - b.Double);
        }

        return SlowOps.Subtract(state, a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Multiply(ProgramState state, Value a, Value b)
    {
        if (a.Ref is null && b.Ref is null)
        {
            long high = Math.BigMul(a.Bits, b.Bits, out long low);
            if (high == low >> 63)
            {
                return new Value(null, low);
            }
        }
        else if (a.Ref == Tags.Float && b.Ref == Tags.Float)
        {
            return Value.Of(a.Double * b.Double);
        }

        return SlowOps.Multiply(state, a, b);
    }

    /// <summary><see cref="Add"/> of two integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value AddWhole(ProgramState state, Value a, Value b)
    {
        long sum = a.Bits + b.Bits;
        return a.Ref is null && b.Ref is null && ((a.Bits ^ sum) & (b.Bits ^ sum)) >= 0 ? new Value(null, sum) : SlowOps.Add(state, a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value SubtractWhole(ProgramState state, Value a, Value b)
    {
        long difference = a.Bits - b.Bits;
        return a.Ref is null && b.Ref is null && ((a.Bits ^ b.Bits) & (a.Bits ^ difference)) >= 0
            ? new Value(null, difference)
            : SlowOps.Subtract(state, a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value MultiplyWhole(ProgramState state, Value a, Value b)
    {
        if (a.Ref is null && b.Ref is null)
        {
            long high = Math.BigMul(a.Bits, b.Bits, out long low);
            if (high == low >> 63)
            {
                return new Value(null, low);
            }
        }

        return SlowOps.Multiply(state, a, b);
    }

    /// <summary>For a divisor above 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long ModuloLongs(long a, long b)
    {
        long rest = a % b;
        return rest < 0 ? rest + b : rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Divide(ProgramState state, Value a, Value b) =>
        a.Ref == Tags.Float && b.Ref == Tags.Float && b.Double != 0 ? Value.Of(a.Double / b.Double)
        : a.Ref is null && b.Ref is null && b.Bits != 0 ? Value.Of((double)a.Bits / b.Bits)
        : SlowOps.Divide(state, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Modulo(ProgramState state, Value a, Value b)
    {
        if (a.Ref is null && b.Ref is null && b.Bits > 0)
        {
            long rest = (a.Bits | b.Bits) >>> 32 == 0 ? (uint)a.Bits % (uint)b.Bits : a.Bits % b.Bits;
            return new Value(null, rest < 0 ? rest + b.Bits : rest);
        }

        return SlowOps.Modulo(state, a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double DivideFloats(double a, double b) => b != 0 ? a / b : SlowOps.FailDivision();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double ModuloFloats(double a, double b) => b != 0 ? Numbers.Modulo(a, b) : SlowOps.FailDivision();

    internal static double PowerFloats(double a, double b) => a == 0 && b < 0 ? SlowOps.FailDivision() : b == 2 ? a * a : Math.Pow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Negate(ProgramState state, Value a) =>
        a.Ref is null && a.Bits != long.MinValue ? new Value(null, -a.Bits)
        : a.Ref == Tags.Float ? Value.Of(-a.Double)
        : SlowOps.Negate(state, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Equal(Value a, Value b) =>
        a.Ref is null && b.Ref is null ? a.Bits == b.Bits : SlowOps.Equal(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Less(Value a, Value b) =>
        a.Ref is null && b.Ref is null ? a.Bits < b.Bits
        : a.Ref == Tags.Float && b.Ref == Tags.Float ? a.Double < b.Double
        : SlowOps.Less(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool LessOrEqual(Value a, Value b) =>
        a.Ref is null && b.Ref is null ? a.Bits <= b.Bits
        : a.Ref == Tags.Float && b.Ref == Tags.Float ? a.Double <= b.Double
        : SlowOps.LessOrEqual(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Greater(Value a, Value b) => Less(b, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool GreaterOrEqual(Value a, Value b) => LessOrEqual(b, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsTruthy(Value a) => a.Ref is null || a.Ref == Tags.Bool ? a.Bits != 0 : Types.IsTruthy(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value And(ProgramState state, Value a, Value b) =>
        a.Ref is null && b.Ref is null ? new Value(null, a.Bits & b.Bits) : SlowOps.Bitwise(state, '&', a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Or(ProgramState state, Value a, Value b) =>
        a.Ref is null && b.Ref is null ? new Value(null, a.Bits | b.Bits) : SlowOps.Bitwise(state, '|', a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Xor(ProgramState state, Value a, Value b) =>
        a.Ref is null && b.Ref is null ? new Value(null, a.Bits ^ b.Bits) : SlowOps.Bitwise(state, '^', a, b);

    internal static Value Complement(ProgramState state, Value a) => SlowOps.Complement(a);

    internal static Value ShiftLeft(ProgramState state, Value a, Value b) => SlowOps.Shift(state, "<<", a, b);

    internal static Value ShiftRight(ProgramState state, Value a, Value b) =>
        a.Ref is null && b.Ref is null && (ulong)b.Bits < 64 ? new Value(null, a.Bits >> (int)b.Bits) : SlowOps.Shift(state, ">>", a, b);

    internal static Value Power(ProgramState state, Value a, Value b) => SlowOps.Power(state, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Index(ProgramState state, Value target, Value index) =>
        index.Ref is null && target.Ref is ArrayObject array && (ulong)index.Bits < (ulong)array.Count
            ? array.Items[index.Bits]
            : Indexing.Get(state, target, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SetIndex(ProgramState state, Value target, Value index, Value value)
    {
        if (index.Ref is null && target.Ref is ArrayObject array && (ulong)index.Bits < (ulong)array.Count)
        {
            array.Items[index.Bits] = value;
        }
        else
        {
            Indexing.Set(state, target, index, value);
        }
    }

    /// <summary>The number as a float, for the short ways of expressions that are known to be floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double ToFloat(Value number) => number.Ref is null ? number.Bits : number.Ref == Tags.Float ? number.Double : Numbers.ToDouble(number);
}

/// <summary>The operators where they are not between two small integers or two floats.</summary>
internal static class SlowOps
{
    internal static double FailDivision() => throw new NexusException(Errors.DivisionByZero());

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Value Add(ProgramState state, Value a, Value b)
    {
        if (a.IsNumber && b.IsNumber)
        {
            return a.IsInteger && b.IsInteger ? Sum(state, a.Big, b.Big) : Value.Of(Numbers.ToDouble(a) + Numbers.ToDouble(b));
        }

        if (a.IsText || b.IsText)
        {
            return Texts.Join(state, a, b);
        }

        return (a.Ref, b.Ref) switch
        {
            (ArrayObject left, ArrayObject right) => Join(state, left.Span, right.Span),
            (TupleObject left, TupleObject right) => Value.Object(new TupleObject([.. left.Items, .. right.Items])),
            _ => LibraryObject.Operate(state, "+", a, b),
        };
    }

    private static Value Sum(ProgramState state, BigInteger a, BigInteger b)
    {
        BigNumbers.PayForSum(state, a, b);
        return Value.Of(a + b);
    }

    private static Value Difference(ProgramState state, BigInteger a, BigInteger b)
    {
        BigNumbers.PayForSum(state, a, b);
        return Value.Of(a - b);
    }

    private static Value Join(ProgramState state, ReadOnlySpan<Value> left, ReadOnlySpan<Value> right)
    {
        state.Allocate(((long)left.Length + right.Length) * 16);
        state.Charge((left.Length + right.Length) / 8);
        return Value.Object(new ArrayObject([.. left, .. right]));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Value Subtract(ProgramState state, Value a, Value b)
    {
        if (a.IsNumber && b.IsNumber)
        {
            return a.IsInteger && b.IsInteger ? Difference(state, a.Big, b.Big) : Value.Of(Numbers.ToDouble(a) - Numbers.ToDouble(b));
        }

        return a.Ref is SetObject left && b.Ref is SetObject right
            ? Collections.Except(state, left, right)
            : LibraryObject.Operate(state, "-", a, b);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Value Multiply(ProgramState state, Value a, Value b)
    {
        if (a.IsNumber && b.IsNumber)
        {
            return a.IsInteger && b.IsInteger
                ? Numbers.Multiply(state, a.Big, b.Big)
                : Value.Of(Numbers.ToDouble(a) * Numbers.ToDouble(b));
        }

        if (a.IsInteger)
        {
            (a, b) = (b, a);
        }

        return a.IsText && b.IsInteger ? Texts.Repeat(state, a.Text, b)
            : a.Ref is ArrayObject array && b.IsInteger ? Collections.Repeat(state, array, b)
            : LibraryObject.Operate(state, "*", a, b);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Value Divide(ProgramState state, Value a, Value b)
    {
        if (!a.IsNumber || !b.IsNumber)
        {
            return LibraryObject.Operate(state, "/", a, b);
        }

        double divisor = Numbers.ToDouble(b);
        if (divisor == 0)
        {
            throw new NexusException(Errors.DivisionByZero());
        }

        return Value.Of((a.IsBig || b.IsBig) && a.IsInteger && b.IsInteger ? Numbers.Divide(a.Big, b.Big) : Numbers.ToDouble(a) / divisor);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Value Modulo(ProgramState state, Value a, Value b)
    {
        if (!a.IsNumber || !b.IsNumber)
        {
            return LibraryObject.Operate(state, "%", a, b);
        }

        if (Numbers.ToDouble(b) == 0)
        {
            throw new NexusException(Errors.DivisionByZero());
        }

        return a.IsInt && b.IsInt ? Value.Of(Numbers.Modulo(a.Bits, b.Bits))
            : a.IsInteger && b.IsInteger ? Numbers.Modulo(state, a.Big, b.Big)
            : Value.Of(Numbers.Modulo(Numbers.ToDouble(a), Numbers.ToDouble(b)));
    }

    internal static Value Power(ProgramState state, Value a, Value b) => a.IsNumber && b.IsNumber
        ? Numbers.Power(state, a, b)
        : LibraryObject.Operate(state, "**", a, b);

    internal static Value MatrixMultiply(ProgramState state, Value a, Value b) => LibraryObject.Operate(state, "@", a, b);

    /// <summary>A comparison whose value is wanted rather than a decision: of tensors it is one for each element.</summary>
    internal static Value CompareLess(ProgramState state, Value a, Value b) =>
        a.Ref is LibraryObject || b.Ref is LibraryObject ? LibraryObject.Operate(state, "<", a, b) : Value.Of(Ops.Less(a, b));

    internal static Value CompareLessOrEqual(ProgramState state, Value a, Value b) =>
        a.Ref is LibraryObject || b.Ref is LibraryObject ? LibraryObject.Operate(state, "<=", a, b) : Value.Of(Ops.LessOrEqual(a, b));

    internal static Value CompareGreater(ProgramState state, Value a, Value b) =>
        a.Ref is LibraryObject || b.Ref is LibraryObject ? LibraryObject.Operate(state, ">", a, b) : Value.Of(Ops.Greater(a, b));

    internal static Value CompareGreaterOrEqual(ProgramState state, Value a, Value b) =>
        a.Ref is LibraryObject || b.Ref is LibraryObject ? LibraryObject.Operate(state, ">=", a, b) : Value.Of(Ops.GreaterOrEqual(a, b));

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Value Negate(ProgramState state, Value a) => a.IsInteger ? Value.Of(-a.Big)
        : a.IsFloat ? Value.Of(-a.Double)
        : (a.Ref as LibraryObject)?.Negate(state) ?? throw new NexusException(Errors.BadOperand("-", a));

    internal static Value Plus(ProgramState state, Value a) => a.IsNumber ? a : throw new NexusException(Errors.BadOperand("+", a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool Equal(Value a, Value b) => a.Ref is string left && b.Ref is string right ? left == right : Equality.AreEqual(a, b);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool Less(Value a, Value b) => !HasNan(a, b) && Equality.Compare(a, b) < 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool LessOrEqual(Value a, Value b) => !HasNan(a, b) && Equality.Compare(a, b) <= 0;

    private static bool HasNan(Value a, Value b) => (a.IsFloat && double.IsNaN(a.Double)) || (b.IsFloat && double.IsNaN(b.Double));

    internal static Value Bitwise(ProgramState state, char sign, Value a, Value b)
    {
        if (a.IsInteger && b.IsInteger)
        {
            BigNumbers.PayForSum(state, a.Big, b.Big);
            return Value.Of(sign switch
            {
                '&' => a.Big & b.Big,
                '|' => a.Big | b.Big,
                _ => a.Big ^ b.Big,
            });
        }

        return (a.Ref, b.Ref) switch
        {
            (SetObject left, SetObject right) when sign == '|' => Collections.Union(state, left, right),
            (SetObject left, SetObject right) when sign == '&' => Collections.Intersect(state, left, right),
            (SetObject left, SetObject right) => Collections.Union(
                state, (SetObject)Collections.Except(state, left, right).Ref!, (SetObject)Collections.Except(state, right, left).Ref!),
            (DictObject left, DictObject right) when sign == '|' => Collections.Merge(state, left, right),
            _ when a.IsBool && b.IsBool => Value.Of(sign switch { '&' => a.Bool & b.Bool, '|' => a.Bool | b.Bool, _ => a.Bool ^ b.Bool }),
            _ => throw new NexusException(Errors.BadOperands(sign.ToString(), a, b)),
        };
    }

    internal static Value Complement(Value a) => a.IsInt ? Value.Of(~a.Bits)
        : a.IsInteger ? Value.Of(-a.Big - 1)
        : throw new NexusException(Errors.BadOperand("~", a));

    internal static Value Shift(ProgramState state, string sign, Value a, Value b)
    {
        if (!a.IsInteger || !b.IsInteger)
        {
            throw new NexusException(Errors.BadOperands(sign, a, b));
        }

        if (!b.IsInt || b.Bits < 0)
        {
            throw new NexusException(b.Big.Sign < 0
                ? Errors.BadArgument("A shift by a negative number has no meaning.")
                : Errors.TooLarge("This integer"));
        }

        BigNumbers.PayForSum(state, a.Big, a.Big);
        if (sign == ">>")
        {
            return b.Bits > Numbers.MaxBits ? Value.Of(a.Big.Sign < 0 ? -1 : 0) : Value.Of(a.Big >> (int)b.Bits);
        }

        Numbers.CheckSize(a.Big.IsZero ? 0 : a.Big.GetBitLength() + b.Bits);
        state.Charge(b.Bits / 128);
        state.Allocate(b.Bits / 8);
        return Value.Of(a.Big << (int)Math.Min(b.Bits, Numbers.MaxBits));
    }

    /// <summary>Whether something is an element, a key, a part of a text or within a range.</summary>
    internal static bool In(ProgramState state, Value item, Value container)
    {
        if (container.Ref is DictObject dict)
        {
            return dict.Contains(item);
        }

        switch (container.Ref)
        {
            case ArrayObject array:
                state.Charge(array.Count / 4);
                return Collections.IndexOf(array.Span, item) >= 0;
            case TupleObject tuple:
                return Collections.IndexOf(tuple.Items, item) >= 0;
            case TableObject table:
                return table.Contains(item);
            case RangeObject range:
                return item.IsInt && range.Contains(item.Bits);
            case string or Rope when item.IsText:
                state.Charge(container.Text.Length / 16);
                return container.Text.Contains(item.Text, StringComparison.Ordinal);
            default:
                throw new NexusException(Errors.BadOperands("in", item, container));
        }
    }

    internal static Value MakeRange(Value start, Value end)
    {
        if (!start.IsInt || !end.IsInt)
        {
            throw new NexusException(Errors.RangeOfIntegers(start.IsInt ? end : start));
        }

        return Value.Object(new RangeObject(start.Bits, end.Bits));
    }

    /// <summary>An end of a range that a loop counts through.</summary>
    internal static long RangeEnd(Value end) => end.IsInt ? end.Bits : throw new NexusException(Errors.RangeOfIntegers(end));
}
