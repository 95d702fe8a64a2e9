using System.Numerics;
using System.Runtime.CompilerServices;

namespace Galion.NexusLang.Running;

/// <summary>
/// Any value of a program in 16 bytes. <see cref="Ref"/> says what it is: null for an integer, one of <see cref="Tags"/> for a float, a
/// bool, null and a missing argument, or else the object itself. <see cref="Bits"/> holds the number; for a plain text it is the count of
/// its code points, or -1 when nobody has counted them yet, and for a <see cref="Rope"/> the length of the part that the value is.
/// </summary>
internal readonly struct Value
{
    internal readonly object? Ref;
    internal readonly long Bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Value(object? reference, long bits)
    {
        Ref = reference;
        Bits = bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Value(long number)
    {
        Bits = number;
    }

    internal static Value Null
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Tags.Null, 0);
    }

    /// <summary>Stands for an argument that was not given, so that the parameter takes its default.</summary>
    internal static Value Missing
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Tags.Missing, 0);
    }

    internal bool IsInt => Ref is null;

    internal bool IsFloat => Ref == Tags.Float;

    internal bool IsBool => Ref == Tags.Bool;

    internal bool IsNull => Ref == Tags.Null;

    internal bool IsMissing => Ref == Tags.Missing;

    internal bool IsText => Ref is string or Rope;

    internal bool IsBig => Ref is BigInteger;

    internal bool IsInteger => Ref is null or BigInteger;

    internal bool IsNumber => Ref is null || Ref == Tags.Float || Ref is BigInteger;

    internal double Double
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitConverter.Int64BitsToDouble(Bits);
    }

    internal bool Bool => Bits != 0;

    /// <summary>The integer of any size; only for <see cref="IsInteger"/>.</summary>
    internal BigInteger Big => Ref is BigInteger big ? big : Bits;

    /// <summary>The text; only for <see cref="IsText"/>.</summary>
    internal string Text => Ref as string ?? Unsafe.As<Rope>(Ref!).ToString((int)Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Of(long number) => new(number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Of(double number) => new(Tags.Float, BitConverter.DoubleToInt64Bits(number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Of(bool truth) => new(Tags.Bool, truth ? 1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Of(string text) => new(text, -1);

    /// <summary>An integer of any size, kept small when it fits.</summary>
    internal static Value Of(BigInteger number) =>
        number >= long.MinValue && number <= long.MaxValue ? new Value(null, (long)number) : new Value(number, 0);

    /// <summary>A value that is an object and needs no bits of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Object(object reference) => new(reference, 0);

    internal static Value OfText(string? text) => text is null ? Null : Of(text);

    /// <summary>The value of a literal as the parser reads it.</summary>
    internal static Value OfLiteral(object? literal) => literal switch
    {
        null => Null,
        long number => Of(number),
        double number => Of(number),
        bool truth => Of(truth),
        string text => Of(text),
        BigInteger number => Of(number),
        _ => throw new ArgumentException($"No literal has the type {literal.GetType()}.", nameof(literal)),
    };

    public override string ToString() => Printing.Show(this);
}

/// <summary>The singletons that mark values which are not objects. They hold no references, so the runtime may treat them as constants.</summary>
internal sealed class Tag(byte code)
{
    internal byte Code => code;
}

internal static class Tags
{
    internal static readonly Tag Float = new(1);
    internal static readonly Tag Bool = new(2);
    internal static readonly Tag Null = new(3);
    internal static readonly Tag Missing = new(4);
}

/// <summary>A variable that outlives its block because a closure uses it.</summary>
internal sealed class Cell
{
    internal Value Value = Value.Null;
}
