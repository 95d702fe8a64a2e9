using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Galion.NexusLang.Running;

/// <summary>
/// What compiled code needs beside its own to reach elements of arrays whose kind is known, at an index that is a small integer. Where all
/// elements are floats, or all small integers, it reads and writes only their bits: what says their kind is there already. The count of an
/// array never exceeds its storage, so that one check is enough.
/// </summary>
internal static unsafe class ArrayAccess
{
    /// <summary>The first element of an array that does not grow while this is held.</summary>
    internal static ref Value First(ArrayObject? array) =>
        ref array is null ? ref Unsafe.NullRef<Value>() : ref MemoryMarshal.GetArrayDataReference(array.Items);

    internal static long CountOf(ArrayObject? array) => array?.Count ?? 0;

    /// <param name="site">Where the place is to be noted.</param>
    internal static void Fail(long count, long index, int* site, int place)
    {
        *site = place;
        throw new NexusException(Errors.IndexOutside(index, count));
    }
}
