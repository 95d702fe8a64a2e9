using System.Globalization;
using System.Reflection;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Compiling;

/// <summary>
/// Functions of the library that compiled code calls directly, with numbers in registers. Each does exactly what the function of the same
/// name in the library does.
/// </summary>
internal static class Intrinsics
{
    /// <param name="TakesState">Whether the method's first parameter is the program's state.</param>
    internal sealed record Intrinsic(MethodInfo Method, Kind[] Parameters, Kind Result, bool TakesState);

    private static readonly Dictionary<string, Intrinsic[]> Table = new()
    {
        ["len"] = [Of(nameof(Count), Kind.Long, Kind.Array), Of(nameof(Len), Kind.Long, Kind.Any)],
        ["sqrt"] = [Of(nameof(Sqrt), Kind.Float, Kind.Float), Of(nameof(SqrtOf), Kind.Float, Kind.Any)],
        ["abs"] = [Of(nameof(AbsOfFloat), Kind.Float, Kind.Float)],
        ["float"] = [Of(nameof(Same), Kind.Float, Kind.Float), Of(nameof(FloatOfLong), Kind.Float, Kind.Long)],
        ["min"] = [Of(nameof(MinOfFloats), Kind.Float, Kind.Float, Kind.Float), Of(nameof(MinOfLongs), Kind.Long, Kind.Long, Kind.Long)],
        ["max"] = [Of(nameof(MaxOfFloats), Kind.Float, Kind.Float, Kind.Float), Of(nameof(MaxOfLongs), Kind.Long, Kind.Long, Kind.Long)],
        ["str"] = [Of(nameof(TextOfLong), Kind.Text, Kind.Long), Of(nameof(TextOf), Kind.Text, Kind.Any)],
        ["sin"] = [Of(nameof(Sin), Kind.Float, Kind.Float)],
        ["cos"] = [Of(nameof(Cos), Kind.Float, Kind.Float)],
    };

    internal static Intrinsic? Find(BoundLibraryCall call)
    {
        if (!Table.TryGetValue(call.Function.Info.Name, out Intrinsic[]? candidates))
        {
            return null;
        }

        BoundExpression?[] arguments = ArgumentsOf(call);
        return Array.Find(candidates, c => c.Parameters.Length == arguments.Length
            && c.Parameters.Zip(arguments).All(p => p.Second is not null && Fits(p.Second.Kind, p.First)));
    }

    /// <summary>The arguments one by one where the function takes a rest of them, such as <c>min(a, b)</c>.</summary>
    internal static BoundExpression?[] ArgumentsOf(BoundLibraryCall call) =>
        call.Function.Info.RestIndex == 0 && call.Arguments[0] is BoundSequence rest && call.Arguments.Skip(1).All(a => a is null)
            ? [.. rest.Elements.Select(e => e.Value)]
            : call.Arguments;

    internal static Facts FactsOf(BoundLibraryCall call)
    {
        if (Find(call) is { } intrinsic)
        {
            return intrinsic.Result == Kind.Long ? Facts.Long(BoundsOf(call)) : new Facts(intrinsic.Result);
        }

        return call.Function.Info.Name switch
        {
            "str" => Facts.Text,
            "int" or "floor" or "ceil" => Facts.Int,
            _ => Facts.Any,
        };
    }

    private static Interval BoundsOf(BoundLibraryCall call)
    {
        Interval[] bounds = [.. ArgumentsOf(call).Select(a => a!.Facts.Bounds)];
        return call.Function.Info.Name switch
        {
            "min" => new(Math.Min(bounds[0].Low, bounds[1].Low), Math.Min(bounds[0].High, bounds[1].High)),
            "max" => new(Math.Max(bounds[0].Low, bounds[1].Low), Math.Max(bounds[0].High, bounds[1].High)),
            _ => Interval.All,
        };
    }

    private static bool Fits(Kind argument, Kind parameter) => parameter == Kind.Any || argument == parameter;

    private static Intrinsic Of(string method, Kind result, params Kind[] parameters)
    {
        MethodInfo found = typeof(Intrinsics).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!;
        return new Intrinsic(found, parameters, result, found.GetParameters()[0].ParameterType == typeof(ProgramState));
    }

    internal static long Count(ArrayObject array) => array.Count;

    internal static long Len(Value value) => value.Ref is ArrayObject array ? array.Count : Methods.Length(value);

    internal static Value TextOfLong(long number) => Value.Of(number.ToString(CultureInfo.InvariantCulture));

    internal static Value TextOf(Value value) => value.IsText ? value : Value.Of(Printing.Show(value));

    internal static double Sqrt(double x) => x >= 0 ? Math.Sqrt(x) : FailSqrt(x);

    internal static double SqrtOf(Value x) => x.IsNumber
        ? Sqrt(Numbers.ToDouble(x))
        : throw new NexusException(Errors.WrongType("'x'", "a number", x));

    private static double FailSqrt(double x) => double.IsNaN(x)
        ? x
        : throw new NexusException(Errors.BadArgument("The square root of a negative number is not a real number."));

    internal static double AbsOfFloat(double x) => Math.Abs(x);

    internal static double Same(double x) => x;

    internal static double FloatOfLong(long x) => x;

    internal static double MinOfFloats(double a, double b) => b < a ? b : a;

    internal static double MaxOfFloats(double a, double b) => b > a ? b : a;

    internal static long MinOfLongs(long a, long b) => Math.Min(a, b);

    internal static long MaxOfLongs(long a, long b) => Math.Max(a, b);

    internal static double Sin(double x) => Math.Sin(x);

    internal static double Cos(double x) => Math.Cos(x);
}
