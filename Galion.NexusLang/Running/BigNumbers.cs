using System.Globalization;
using System.Numerics;

namespace Galion.NexusLang.Running;

/// <summary>
/// What takes long with integers of many thousand digits, in portions that are each paid for before they are done, so that a run can be
/// stopped in between.
/// </summary>
internal static class BigNumbers
{
    /// <summary>Below so many bits a text or a power takes less than a millisecond.</summary>
    private const int FewBits = 16_384;

    /// <summary>Digits that are written at once.</summary>
    private const int DigitsAtOnce = 2048;

    /// <summary>The decimal text; in parts of half the length each, whose time grows with that of dividing.</summary>
    internal static string Show(BigInteger number)
    {
        if (number.GetBitLength() < FewBits)
        {
            ProgramState.Pay(number, number);
            return number.ToString(CultureInfo.InvariantCulture);
        }

        // The powers 10 ** (DigitsAtOnce * 2 ** i), as many as the number has room for.
        var size = BigInteger.Abs(number);
        List<BigInteger> powers = [BigInteger.Pow(10, DigitsAtOnce)];
        while (powers[^1].GetBitLength() * 2 <= size.GetBitLength())
        {
            powers.Add(Square(powers[^1]));
        }

        // Digits never outnumber a third of the bits and one.
        var digits = new char[(size.GetBitLength() / 3) + 2];
        int start = Write(size, powers, powers.Count - 1, digits, digits.Length, isFirst: true);
        return (number.Sign < 0 ? "-" : "") + new string(digits, start, digits.Length - start);
    }

    /// <summary>Writes so that the last digit stands before <paramref name="end"/>.</summary>
    /// <returns>Where the first digit stands.</returns>
    private static int Write(BigInteger number, List<BigInteger> powers, int level, char[] to, int end, bool isFirst)
    {
        if (level < 0)
        {
            ProgramState.Pay(number, number);

            // The uppermost part may have a digit more.
            Span<char> room = stackalloc char[DigitsAtOnce + 1];
            number.TryFormat(room, out int written, isFirst ? default : $"D{DigitsAtOnce}", CultureInfo.InvariantCulture);
            room[..written].CopyTo(to.AsSpan(end - written));
            return end - written;
        }

        if (isFirst && number < powers[level])
        {
            return Write(number, powers, level - 1, to, end, isFirst);
        }

        ProgramState.Pay(number, powers[level]);
        var upper = BigInteger.DivRem(number, powers[level], out BigInteger lower);
        int middle = Write(lower, powers, level - 1, to, end, isFirst: false);
        return Write(upper, powers, level - 1, to, middle, isFirst);
    }

    private static BigInteger Square(BigInteger number)
    {
        ProgramState.Pay(number, number);
        return number * number;
    }

    internal static BigInteger Power(BigInteger number, int exponent)
    {
        if (number.GetBitLength() * exponent < FewBits)
        {
            return BigInteger.Pow(number, exponent);
        }

        BigInteger result = BigInteger.One;
        for (int bit = 31 - BitOperations.LeadingZeroCount((uint)exponent); bit >= 0; bit--)
        {
            result = Square(result);
            if ((exponent >> bit & 1) != 0)
            {
                ProgramState.Pay(result, number);
                result *= number;
            }
        }

        return result;
    }

    /// <summary>The longest text that is read as an integer.</summary>
    internal const int MostDigitsRead = 19_999;

    /// <summary>Pays for reading an integer from a text, whose time grows with the square of its length.</summary>
    internal static void PayForReading(int digits)
    {
        long read = Math.Min(digits, MostDigitsRead);
        ProgramState.OfThread?.Charge(read * read / 400);
    }

    /// <summary>Pays for work in proportion to the lengths, such as a sum.</summary>
    internal static void PayForSum(ProgramState state, BigInteger a, BigInteger b)
    {
        long bits = a.GetBitLength() + b.GetBitLength();
        state.Charge(bits / 128);
        state.Allocate(bits / 8);
    }
}
