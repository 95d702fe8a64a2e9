using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Galion.NexusLang.Running;

/// <summary>
/// Elements of arrays whose kind is known, at an index that is a small integer. Where all elements are floats, or all small integers, only
/// their bits are read and written: what says their kind is there already. The count of an array never exceeds its storage, so that one
/// check is enough.
/// </summary>
internal static unsafe class ArrayAccess
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value ValueAt(ArrayObject array, long index, int* site, int place, bool isSigned) => At(array, index, site, place, isSigned);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double FloatAt(ArrayObject array, long index, int* site, int place, bool isSigned) => At(array, index, site, place, isSigned).Double;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long LongAt(ArrayObject array, long index, int* site, int place, bool isSigned) => At(array, index, site, place, isSigned).Bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool BoolAt(ArrayObject array, long index, int* site, int place, bool isSigned) => At(array, index, site, place, isSigned).Bool;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ArrayObject ArrayAt(ArrayObject array, long index, int* site, int place, bool isSigned) =>
        Unsafe.As<ArrayObject>(At(array, index, site, place, isSigned).Ref!);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static RecordObject RecordAt(ArrayObject array, long index, int* site, int place, bool isSigned) =>
        Unsafe.As<RecordObject>(At(array, index, site, place, isSigned).Ref!);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SetValue(ArrayObject array, long index, Value value, int* site, int place, bool isSigned) => At(array, index, site, place, isSigned) = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SetFloat(ArrayObject array, long index, double value, int* site, int place, bool isSigned) =>
        Unsafe.AsRef(in At(array, index, site, place, isSigned).Bits) = BitConverter.DoubleToInt64Bits(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SetLong(ArrayObject array, long index, long value, int* site, int place, bool isSigned) =>
        Unsafe.AsRef(in At(array, index, site, place, isSigned).Bits) = value;

    /// <summary>The first element of an array that does not grow while this is held.</summary>
    internal static ref Value First(ArrayObject? array) =>
        ref array is null ? ref Unsafe.NullRef<Value>() : ref MemoryMarshal.GetArrayDataReference(array.Items);

    internal static long CountOf(ArrayObject? array) => array?.Count ?? 0;

    /// <param name="site">Where the place is to be noted when this fails.</param>
    /// <param name="isSigned">Whether the index may be negative and then counts from the end.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Value At(ArrayObject array, long index, int* site, int place, bool isSigned)
    {
        // No call but one that never returns, so that floats stay in their registers.
        long position = index;
        if (isSigned && index < 0)
        {
            position += array.Count;
        }

        if ((ulong)position >= (ulong)array.Count)
        {
            Fail(array.Count, index, site, place);
        }

        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)position);
    }

    internal static void Fail(long count, long index, int* site, int place)
    {
        *site = place;
        throw new NexusException(Errors.IndexOutside(index, count));
    }
}
