using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Galion.NexusLang.Running;

/// <summary>Arithmetic between integers of any size and floats.</summary>
internal static class Numbers
{
    /// <summary>Bits an integer may have; larger ones are no numbers anybody reads but a way to fill memory.</summary>
    internal const long MaxBits = 1_000_000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Hash(long number) => Hashing.Mix((ulong)number, 0);

    /// <summary>A float that is a whole number hashes as the integer that it equals.</summary>
    internal static int Hash(double number)
    {
        if (number != Math.Floor(number) || double.IsInfinity(number))
        {
            return double.IsNaN(number) ? 0 : Hash(BitConverter.DoubleToInt64Bits(number));
        }

        return number is >= -9.2e18 and <= 9.2e18 ? Hash((long)number) : new BigInteger(number).GetHashCode();
    }

    internal static double ToDouble(Value number) => number.Ref switch
    {
        null => number.Bits,
        BigInteger big => (double)big,
        _ => number.Double,
    };

    /// <summary>Exact, where turning the integer into a float would round it.</summary>
    internal static int Compare(long a, double b)
    {
        if (double.IsNaN(b))
        {
            return -1;
        }

        if (Math.Abs(b) < 9.0e15 || a is > -9_000_000_000_000_000 and < 9_000_000_000_000_000)
        {
            return ((double)a).CompareTo(b);
        }

        return b >= 9.3e18 ? -1 : b <= -9.3e18 ? 1 : new BigInteger(a).CompareTo(new BigInteger(b)) is not 0 and var order
            ? order
            : 0.0.CompareTo(b - Math.Floor(b));
    }

    internal static int Compare(BigInteger a, double b)
    {
        if (double.IsNaN(b))
        {
            return -1;
        }

        return double.IsInfinity(b) ? (b > 0 ? -1 : 1) : a.CompareTo(new BigInteger(b));
    }

    internal static int Compare(Value a, Value b) => (a.Ref, b.Ref) switch
    {
        (null, null) => a.Bits.CompareTo(b.Bits),
        (null, BigInteger big) => -big.Sign,
        (BigInteger big, null) => big.Sign,
        (BigInteger left, BigInteger right) => left.CompareTo(right),
        (null, _) => Compare(a.Bits, b.Double),
        (BigInteger left, _) => Compare(left, b.Double),
        (_, null) => -Compare(b.Bits, a.Double),
        (_, BigInteger right) => -Compare(right, a.Double),
        _ => a.Double.CompareTo(b.Double),
    };

    internal static Value Multiply(ProgramState state, BigInteger a, BigInteger b)
    {
        long bits = a.GetBitLength() + b.GetBitLength();
        CheckSize(bits);
        state.Charge(a.GetBitLength() * b.GetBitLength() / 16384);
        state.Allocate(bits / 8);
        return Value.Of(a * b);
    }

    internal static void CheckSize(long bits)
    {
        if (bits > MaxBits)
        {
            throw new NexusException(Errors.TooLarge("This integer"));
        }
    }

    /// <summary>The remainder with the sign of the divisor.</summary>
    internal static long Modulo(long a, long b)
    {
        if (b == -1)
        {
            return 0;
        }

        long rest = a % b;
        return rest != 0 && (rest ^ b) < 0 ? rest + b : rest;
    }

    internal static BigInteger Modulo(BigInteger a, BigInteger b)
    {
        BigInteger rest = BigInteger.Remainder(a, b);
        return !rest.IsZero && (rest.Sign < 0) != (b.Sign < 0) ? rest + b : rest;
    }

    internal static Value Modulo(ProgramState state, BigInteger a, BigInteger b)
    {
        state.Charge(a.GetBitLength() * b.GetBitLength() / 16384);
        state.Allocate(b.GetBitLength() / 8);
        return Value.Of(Modulo(a, b));
    }

    internal static double Modulo(double a, double b)
    {
        double rest = a % b;
        return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
    }

    /// <summary>The quotient rounded down.</summary>
    internal static Value FloorDivide(Value a, Value b)
    {
        if (a.IsInt && b.IsInt && !(a.Bits == long.MinValue && b.Bits == -1))
        {
            long quotient = a.Bits / b.Bits;
            return Value.Of(a.Bits % b.Bits != 0 && (a.Bits ^ b.Bits) < 0 ? quotient - 1 : quotient);
        }

        ProgramState.Pay(a.Big, b.Big);
        BigInteger whole = BigInteger.DivRem(a.Big, b.Big, out BigInteger rest);
        return Value.Of(!rest.IsZero && (rest.Sign < 0) != (b.Big.Sign < 0) ? whole - 1 : whole);
    }

    /// <summary>True division of integers, rounded once.</summary>
    internal static double Divide(BigInteger a, BigInteger b)
    {
        ProgramState.Pay(a, b);
        int shift = 66 - (int)(a.GetBitLength() - b.GetBitLength());
        BigInteger quotient = BigInteger.DivRem(shift > 0 ? a << shift : a, shift < 0 ? b << -shift : b, out BigInteger rest);
        bool isNegative = (a.Sign < 0) != (b.Sign < 0);
        quotient = BigInteger.Abs(quotient);

        // What is left over decides between two floats only when the quotient lies in the middle of them.
        ulong top = (ulong)(quotient >> 4) | (rest.IsZero && (quotient & 15).IsZero ? 0u : 1u);
        double size = Math.ScaleB(top, 4 - shift);
        return isNegative ? -size : size;
    }

    internal static Value Power(ProgramState state, Value a, Value b)
    {
        if (a.IsInteger && b is { IsInt: true, Bits: >= 0 })
        {
            if (a.IsInt && a.Bits is 0 or 1 or -1)
            {
                return Value.Of(b.Bits == 0 ? 1 : a.Bits == -1 ? (b.Bits % 2 == 0 ? 1 : -1) : a.Bits);
            }

            BigInteger @base = a.Big;
            CheckSize(b.Bits > MaxBits ? long.MaxValue : (@base.GetBitLength() - 1) * b.Bits);
            long bits = @base.GetBitLength() * b.Bits;
            state.Charge(1);
            state.Allocate(bits / 4);
            return Value.Of(BigNumbers.Power(@base, (int)b.Bits));
        }

        double x = ToDouble(a);
        double y = ToDouble(b);
        if (x == 0 && y < 0)
        {
            throw new NexusException(Errors.DivisionByZero());
        }

        return Value.Of(Math.Pow(x, y));
    }

    /// <summary>The integer that a float is when its fraction is dropped.</summary>
    /// <summary>
    /// Rounds to decimals, or before the point when they are negative, halves away from zero. What is a half is told from the shortest text
    /// of the number, so that 2.675 is not rounded by the digits behind the ones it shows.
    /// </summary>
    internal static double Round(double number, long digits)
    {
        // Larger ones have nothing behind the point.
        const double largestParted = 1e16;
        const int mostDecimals = 28;
        CultureInfo plain = CultureInfo.InvariantCulture;
        if (digits >= 0)
        {
            return digits > mostDecimals || !(Math.Abs(number) < largestParted)
                ? number
                : double.Parse(
                    Math.Round(decimal.Parse(number.ToString("R", plain), NumberStyles.Float, plain), (int)digits, MidpointRounding.AwayFromZero).ToString(plain),
                    plain);
        }

        if (!double.IsFinite(number) || digits < -308)
        {
            return double.IsFinite(number) ? 0 : number;
        }

        double unit = Math.Pow(10, -digits);
        return Math.Round(number / unit, MidpointRounding.AwayFromZero) * unit;
    }

    /// <summary>The same before the point of an integer.</summary>
    internal static Value Round(Value number, long digits)
    {
        if (digits >= 0 || digits < -20_000)
        {
            return digits >= 0 ? number : Value.Of(0);
        }

        BigInteger unit = BigNumbers.Power(10, (int)-digits);
        ProgramState.Pay(number.Big, unit);
        ProgramState.Pay(number.Big, unit);
        BigInteger half = (BigInteger.Abs(number.Big) + (unit / 2)) / unit * unit;
        return Value.Of(number.Big.Sign < 0 ? -half : half);
    }

    internal static Value Truncate(double number)
    {
        if (!double.IsFinite(number))
        {
            throw new NexusException(Errors.NotConvertible(Value.Of(number), "an integer"));
        }

        return number is > -9.2e18 and < 9.2e18 ? Value.Of((long)number) : Value.Of(new BigInteger(number));
    }
}
