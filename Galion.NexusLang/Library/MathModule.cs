using System.Numerics;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary><c>import math</c></summary>
internal static class MathModule
{
    internal static Dictionary<string, Value> Members()
    {
        Dictionary<string, Value> members = Modules.Functions(
        [
            Of("sin", Math.Sin), Of("cos", Math.Cos), Of("tan", Math.Tan), Of("atan", Math.Atan), Of("sinh", Math.Sinh), Of("cosh", Math.Cosh),
            Of("tanh", Math.Tanh), Of("exp", Math.Exp), Of("cbrt", Math.Cbrt),
            Of("sqrt", Compiling.Intrinsics.Sqrt),
            Of("asin", x => Within(x, "asin", x is >= -1 and <= 1, Math.Asin)),
            Of("acos", x => Within(x, "acos", x is >= -1 and <= 1, Math.Acos)),
            Of("log2", x => Within(x, "log2", x > 0, Math.Log2)),
            Of("log10", x => Within(x, "log10", x > 0, Math.Log10)),
            Of("degrees", x => x * 180 / Math.PI), Of("radians", x => x * Math.PI / 180),
            Arg.Define("log(x, base?)", Log),
            Arg.Define("atan2(y, x)", (_, a) => Value.Of(Math.Atan2(Arg.Number(a[0], "y"), Arg.Number(a[1], "x")))),
            Arg.Define("hypot(x, y)", (_, a) => Value.Of(double.Hypot(Arg.Number(a[0], "x"), Arg.Number(a[1], "y")))),
            Arg.Define("pow(x, y)", (state, a) => SlowOps.Power(state, a[0], a[1])),
            Arg.Define("floor(x)", (_, a) => a[0].IsInteger ? a[0] : Numbers.Truncate(Math.Floor(Arg.Number(a[0], "x")))),
            Arg.Define("ceil(x)", (_, a) => a[0].IsInteger ? a[0] : Numbers.Truncate(Math.Ceiling(Arg.Number(a[0], "x")))),
            Arg.Define("trunc(x)", (_, a) => a[0].IsInteger ? a[0] : Numbers.Truncate(Arg.Number(a[0], "x"))),
            Arg.Define("sign(x)", (_, a) => Value.Of((long)Numbers.Compare(Number(a[0]), Value.Of(0)) switch { < 0 => -1, > 0 => 1, _ => 0 })),
            Arg.Define("clamp(x, low, high)", (_, a) => Equality.Compare(a[0], a[1]) < 0 ? a[1] : Equality.Compare(a[0], a[2]) > 0 ? a[2] : a[0]),
            Arg.Define("gcd(a, b)", (_, a) => Value.Of(CommonDivisor(Builtins.Integer(a[0]), Builtins.Integer(a[1])))),
            Arg.Define("lcm(a, b)", Lcm),
            Arg.Define("factorial(n)", Factorial),
            Arg.Define("is_prime(n)", (state, a) => Value.Of(IsPrime(state, Arg.Whole(a[0], "n")))),
            Arg.Define("isqrt(n)", IntegerRoot),
            Arg.Define("is_nan(x)", (_, a) => Value.Of(double.IsNaN(Arg.Number(a[0], "x")))),
            Arg.Define("is_finite(x)", (_, a) => Value.Of(double.IsFinite(Arg.Number(a[0], "x")))),
            Arg.Define("mean(items)", (state, a) => Value.Of(Numbers1(state, a[0], "The mean").Average())),
            Arg.Define("median(items)", (state, a) => Value.Of(Median(Numbers1(state, a[0], "The median")))),
            Arg.Define("stdev(items)", (state, a) => Value.Of(Deviation(Numbers1(state, a[0], "The deviation")))),
        ]);
        members["pi"] = Value.Of(Math.PI);
        members["tau"] = Value.Of(Math.Tau);
        members["e"] = Value.Of(Math.E);
        members["inf"] = Value.Of(double.PositiveInfinity);
        members["nan"] = Value.Of(double.NaN);
        return members;
    }

    private static Builtin Of(string name, Func<double, double> function) =>
        Arg.Define($"{name}(x)", (_, a) => Value.Of(function(Arg.Number(a[0], "x"))));

    private static Value Number(Value value) => value.IsNumber ? value : throw Arg.Wrong("x", "a number", value);

    private static double Within(double x, string name, bool isDefined, Func<double, double> function) => isDefined || double.IsNaN(x)
        ? function(x)
        : throw new NexusException(Errors.BadArgument($"{name}({Printing.Show(x)}) is not a real number."));

    private static Value Log(ProgramState state, Value[] a)
    {
        if (a[0].IsBig && a[0].Big.Sign > 0)
        {
            return Value.Of(BigInteger.Log(a[0].Big) / (Arg.IsGiven(a[1]) ? Math.Log(Arg.Number(a[1], "base")) : 1));
        }

        double x = Arg.Number(a[0], "x");
        double log = Within(x, "log", x > 0, Math.Log);
        return Value.Of(Arg.IsGiven(a[1]) ? log / Math.Log(Arg.Number(a[1], "base")) : log);
    }

    private static BigInteger CommonDivisor(BigInteger x, BigInteger y)
    {
        // Nearly a division for each of their digits.
        const int divisions = 16;
        for (int i = 0; i < divisions; i++)
        {
            ProgramState.Pay(x, y);
        }

        return BigInteger.GreatestCommonDivisor(x, y);
    }

    private static Value Lcm(ProgramState state, Value[] a)
    {
        (BigInteger x, BigInteger y) = (Builtins.Integer(a[0]), Builtins.Integer(a[1]));
        ProgramState.Pay(x, y);
        return x.IsZero || y.IsZero ? Value.Of(0) : Numbers.Multiply(state, BigInteger.Abs(x / CommonDivisor(x, y)), BigInteger.Abs(y));
    }

    private static Value Factorial(ProgramState state, Value[] a)
    {
        long n = Arg.Whole(a[0], "n");
        if (n is < 0 or > 20_000)
        {
            throw new NexusException(Errors.BadArgument($"'n' must be from 0 to 20,000, but is {n}."));
        }

        BigInteger product = 1;
        for (long i = 2; i <= n; i++)
        {
            state.Charge(1 + (i / 8));
            product *= i;
        }

        return Value.Of(product);
    }

    private static bool IsPrime(ProgramState state, long n)
    {
        if (n < 4)
        {
            return n > 1;
        }

        if (n % 2 == 0)
        {
            return false;
        }

        // These bases decide every 64-bit number.
        (long odd, int twos) = (n - 1, 0);
        for (; odd % 2 == 0; odd /= 2)
        {
            twos++;
        }

        foreach (long witness in (long[])[2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37])
        {
            state.Charge(200);
            if (n % witness == 0)
            {
                return n == witness;
            }

            UInt128 x = (UInt128)(ulong)BigInteger.ModPow(witness, odd, n);
            bool isComposite = x != 1 && x != (UInt128)(n - 1);
            for (int i = 1; i < twos && isComposite; i++)
            {
                x = x * x % (UInt128)n;
                isComposite = x != (UInt128)(n - 1);
            }

            if (isComposite)
            {
                return false;
            }
        }

        return true;
    }

    private static Value IntegerRoot(ProgramState state, Value[] a)
    {
        BigInteger n = Builtins.Integer(a[0]);
        if (n.Sign < 0)
        {
            throw new NexusException(Errors.BadArgument("The square root of a negative number is not a real number."));
        }

        state.Charge(n.GetBitLength());
        BigInteger root = n.IsZero ? 0 : BigInteger.One << (int)((n.GetBitLength() + 1) / 2);
        while (root * root > n)
        {
            state.Charge(1);
            ProgramState.Pay(n, root);
            ProgramState.Pay(root, root);
            root = (root + (n / root)) >> 1;
        }

        return Value.Of(root);
    }

    private static double[] Numbers1(ProgramState state, Value items, string what)
    {
        double[] numbers = [.. Iteration.ToArray(state, items).Select(v => Arg.Number(v, "items"))];
        return numbers.Length > 0 ? numbers : throw new NexusException(Errors.Empty(what));
    }

    private static double Median(double[] numbers)
    {
        Array.Sort(numbers);
        int middle = numbers.Length / 2;
        return numbers.Length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
    }

    /// <summary>The sample standard deviation; 0 for a single number.</summary>
    private static double Deviation(double[] numbers)
    {
        double mean = numbers.Average();
        return numbers.Length < 2 ? 0 : Math.Sqrt(numbers.Sum(x => (x - mean) * (x - mean)) / (numbers.Length - 1));
    }
}
