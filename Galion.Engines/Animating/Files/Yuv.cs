using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Galion.Engines.Animating.Files;

/// <summary>
/// From sRGB bytes to the planes of video: BT.709 in the narrow range, colour at half the size in each direction. Done here in whole numbers,
/// because converters choose their rounding by the machine they run on. Sixteen pixels at once; what is left of a row one by one, with the
/// same result.
/// </summary>
internal static class Yuv
{
    private const int Step = 16;

    /// <summary>Where each byte of sixteen pixels of three bytes lies in its colour: one mask for each colour and each third of the bytes.</summary>
    private static readonly Vector128<byte>[] Places = [.. Enumerable.Range(0, 9).Select(n => Mask(n / 3, n % 3))];

    /// <param name="planes">Y, then U and V at half the size: width × height × 3 / 2 bytes. Both sides are even.</param>
    public static void FromRgb(byte[] rgb, int width, int height, byte[] planes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rgb.Length, width * height * 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(planes.Length, width * height * 3 / 2);
        for (var row = 0; row < height / 2; row++)
        {
            var x = Vector128.IsHardwareAccelerated ? FromRgbWide(rgb, width, height, row, planes) : 0;
            FromRgb(rgb, width, height, row, x, planes);
        }
    }

    /// <summary>Two rows, from a column on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FromRgb(byte[] rgb, int width, int height, int row, int from, byte[] planes)
    {
        var (u, v) = (width * height, width * height * 5 / 4);
        for (var x = from; x < width; x += 2)
        {
            var (r, g, b) = (0, 0, 0);
            for (var n = 0; n < 4; n++)
            {
                var place = (row * 2 + (n >> 1)) * width + x + (n & 1);
                var (pr, pg, pb) = (rgb[place * 3], rgb[place * 3 + 1], rgb[place * 3 + 2]);
                planes[place] = (byte)(((11_966 * pr + 40_254 * pg + 4_064 * pb + 32_768) >> 16) + 16);
                (r, g, b) = (r + pr, g + pg, b + pb);
            }

            var half = row * (width / 2) + x / 2;
            planes[u + half] = (byte)(((-6_596 * r - 22_189 * g + 28_784 * b + 131_072) >> 18) + 128);
            planes[v + half] = (byte)(((28_784 * r - 26_145 * g - 2_639 * b + 131_072) >> 18) + 128);
        }
    }

    /// <returns>The column at which fewer than sixteen are left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FromRgbWide(byte[] rgb, int width, int height, int row, byte[] planes)
    {
        ref var source = ref MemoryMarshal.GetArrayDataReference(rgb);
        ref var target = ref MemoryMarshal.GetArrayDataReference(planes);
        var (u, v) = (width * height, width * height * 5 / 4);
        var x = 0;
        for (; x + Step <= width; x += Step)
        {
            var (above, below) = (row * 2 * width + x, (row * 2 + 1) * width + x);
            var (r, g, b) = Split(ref source, above * 3);
            var (r2, g2, b2) = Split(ref source, below * 3);
            Luma(r, g, b).StoreUnsafe(ref target, (nuint)above);
            Luma(r2, g2, b2).StoreUnsafe(ref target, (nuint)below);
            var ((redLeft, redRight), (greenLeft, greenRight), (blueLeft, blueRight)) = (Fours(r, r2), Fours(g, g2), Fours(b, b2));
            var half = row * (width / 2) + x / 2;
            Store(Chroma(redLeft, greenLeft, blueLeft, -6_596, -22_189, 28_784), Chroma(redRight, greenRight, blueRight, -6_596, -22_189, 28_784), ref target, u + half);
            Store(Chroma(redLeft, greenLeft, blueLeft, 28_784, -26_145, -2_639), Chroma(redRight, greenRight, blueRight, 28_784, -26_145, -2_639), ref target, v + half);
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<byte> R, Vector128<byte> G, Vector128<byte> B) Split(ref byte source, int at)
    {
        var (first, second, third) = (
            Vector128.LoadUnsafe(ref source, (nuint)at), Vector128.LoadUnsafe(ref source, (nuint)(at + Step)), Vector128.LoadUnsafe(ref source, (nuint)(at + 2 * Step)));
        ref var places = ref MemoryMarshal.GetArrayDataReference(Places);
        return (Pick(ref places), Pick(ref Unsafe.Add(ref places, 3)), Pick(ref Unsafe.Add(ref places, 6)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector128<byte> Pick(ref Vector128<byte> mask) =>
            Vector128.Shuffle(first, mask) | Vector128.Shuffle(second, Unsafe.Add(ref mask, 1)) | Vector128.Shuffle(third, Unsafe.Add(ref mask, 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Luma(Vector128<byte> r, Vector128<byte> g, Vector128<byte> b)
    {
        var ((rl, rh), (gl, gh), (bl, bh)) = (Vector128.Widen(r), Vector128.Widen(g), Vector128.Widen(b));
        return Vector128.Narrow(Eight(rl, gl, bl), Eight(rh, gh, bh));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector128<ushort> Eight(Vector128<ushort> r, Vector128<ushort> g, Vector128<ushort> b)
        {
            var ((rl, rh), (gl, gh), (bl, bh)) = (Vector128.Widen(r), Vector128.Widen(g), Vector128.Widen(b));
            return Vector128.Narrow(Four(rl, gl, bl), Four(rh, gh, bh));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector128<uint> Four(Vector128<uint> r, Vector128<uint> g, Vector128<uint> b) =>
            ((r * 11_966u + g * 40_254u + b * 4_064u + Vector128.Create(32_768u)) >> 16) + Vector128.Create(16u);
    }

    /// <summary>The sums of two by two pixels, eight from left to right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<int> Left, Vector128<int> Right) Fours(Vector128<byte> above, Vector128<byte> below)
    {
        var ((al, ah), (bl, bh)) = (Vector128.Widen(above), Vector128.Widen(below));
        return (Pairs((al + bl).AsUInt32()), Pairs((ah + bh).AsUInt32()));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector128<int> Pairs(Vector128<uint> sums) => ((sums & Vector128.Create(0xFFFFu)) + (sums >> 16)).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Chroma(Vector128<int> r, Vector128<int> g, Vector128<int> b, int red, int green, int blue) =>
        ((r * red + g * green + b * blue + Vector128.Create(131_072)) >> 18) + Vector128.Create(128);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<int> left, Vector128<int> right, ref byte target, int at)
    {
        var words = Vector128.Narrow(left.AsUInt32(), right.AsUInt32());
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, at), Vector128.Narrow(words, words).AsUInt64().ToScalar());
    }

    private static Vector128<byte> Mask(int color, int third)
    {
        var bytes = new byte[Step];
        for (var n = 0; n < Step; n++)
        {
            var place = n * 3 + color - third * Step;
            bytes[n] = place is >= 0 and < Step ? (byte)place : byte.MaxValue;
        }

        return Vector128.Create(bytes);
    }
}
