using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting;

/// <summary>Rows of pixels, eight at a time, also where a row ends.</summary>
internal static class Lanes
{
    /// <summary>The first eight values; 0 where there are fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(ReadOnlySpan<float> values) => values.Length >= V.Count ? Vector256.Create(values) : LoadSome(values);

    /// <summary>The values at <paramref name="x"/> and the seven places after it; before and after the row its ends repeat.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LoadWithin(ReadOnlySpan<float> row, int x) =>
        x >= 0 && x + V.Count <= row.Length ? Vector256.Create(row.Slice(x, V.Count)) : LoadClamped(row, x);

    /// <summary>As many values as there is room for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(V values, Span<float> room)
    {
        if (room.Length >= V.Count)
        {
            values.CopyTo(room);
        }
        else
        {
            StoreSome(values, room);
        }
    }

    private static V LoadSome(ReadOnlySpan<float> values)
    {
        Span<float> lanes = stackalloc float[V.Count];
        lanes.Clear();
        values.CopyTo(lanes);
        return Vector256.Create<float>(lanes);
    }

    private static V LoadClamped(ReadOnlySpan<float> row, int x)
    {
        Span<float> lanes = stackalloc float[V.Count];
        for (var n = 0; n < lanes.Length; n++)
        {
            lanes[n] = row[Math.Clamp(x + n, 0, row.Length - 1)];
        }

        return Vector256.Create<float>(lanes);
    }

    private static void StoreSome(V values, Span<float> room)
    {
        for (var n = 0; n < room.Length; n++)
        {
            room[n] = values[n];
        }
    }
}
