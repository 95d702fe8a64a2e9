using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Galion.NexusLang.Running;

/// <summary>
/// Hashes that nobody can foresee: each process draws numbers of its own, so that no program can be written whose keys all fall into one
/// bucket. Nothing that a program sees depends on them.
/// </summary>
internal static class Hashing
{
    /// <summary>Texts of so many characters are two words of 64 bits at most, which are read at once.</summary>
    private const int ShortText = 8;

    private static readonly ulong First = Draw();

    /// <summary>Odd, so that different numbers stay different in the lower half of the product.</summary>
    private static readonly ulong Second = Draw() | 1;

    private static ulong Draw() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Mix(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a ^ First, b ^ Second, out ulong low);
        ulong both = high ^ low;
        return (int)(both ^ (both >> 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Of(string text)
    {
        int length = text.Length;
        if (length > ShortText)
        {
            return text.GetHashCode();
        }

        ref byte bytes = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(text.AsSpan()));
        (ulong a, ulong b) = length >= 4
            ? (Unsafe.ReadUnaligned<ulong>(ref bytes), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, (length - 4) * sizeof(char))))
            : length >= 2
            ? (Unsafe.ReadUnaligned<uint>(ref bytes), Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, (length - 2) * sizeof(char))))
            : (length == 1 ? text[0] : 0UL, 0UL);
        return Mix(a ^ ((ulong)length << 56), b);
    }
}
