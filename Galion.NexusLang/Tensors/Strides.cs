using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>
/// A way through one or two tensors at once: the axes of the result, outermost first, and how far each side moves along them; 0 where a side
/// is repeated. Neighbouring axes that both sides pass through without a jump are made one, so that the rows are as long as can be.
/// </summary>
internal sealed class Strides
{
    private const int LongestRow = 1 << 14;

    private readonly int[] _shape;
    private readonly int[] _a;
    private readonly int[] _b;
    private readonly int _startA;
    private readonly int _startB;

    internal Strides(int[] shape, int[] a, int startA, int[]? b = null, int startB = 0)
    {
        (_startA, _startB) = (startA, startB);
        b ??= new int[shape.Length];
        List<int> axes = [];
        List<int> movesA = [];
        List<int> movesB = [];
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] == 1)
            {
                continue;
            }

            if (axes.Count > 0 && movesA[^1] == a[i] * shape[i] && movesB[^1] == b[i] * shape[i])
            {
                axes[^1] *= shape[i];
                (movesA[^1], movesB[^1]) = (a[i], b[i]);
            }
            else
            {
                axes.Add(shape[i]);
                movesA.Add(a[i]);
                movesB.Add(b[i]);
            }
        }

        if (axes.Count == 0)
        {
            axes.Add(1);
            movesA.Add(0);
            movesB.Add(0);
        }

        (_shape, _a, _b) = ([.. axes], [.. movesA], [.. movesB]);
    }

    /// <summary>How far the first side moves inside a row.</summary>
    internal int InnerA => _a[^1];

    internal int InnerB => _b[^1];

    /// <summary>Calls for each row with its place in the result, the places in both sides and its length.</summary>
    /// <param name="cost">Elements that are done in about a nanosecond.</param>
    internal void Walk(ProgramState state, int cost, Action<int, int, int, int> row)
    {
        int length = _shape[^1];
        if (Array.IndexOf(_shape, 0) >= 0)
        {
            return;
        }

        int[] at = new int[_shape.Length - 1];
        (int to, int a, int b, int owed) = (0, _startA, _startB, 0);
        while (true)
        {
            for (int done = 0; done < length; done += LongestRow)
            {
                int count = Math.Min(LongestRow, length - done);
                owed += count + 16;
                if (owed >= LongestRow)
                {
                    state.Charge((owed / cost) + 1);
                    owed = 0;
                }

                row(to + done, a + (done * _a[^1]), b + (done * _b[^1]), count);
            }

            to += length;
            int axis = at.Length - 1;
            while (axis >= 0)
            {
                a += _a[axis];
                b += _b[axis];
                if (++at[axis] < _shape[axis])
                {
                    break;
                }

                a -= _a[axis] * _shape[axis];
                b -= _b[axis] * _shape[axis];
                at[axis--] = 0;
            }

            if (axis < 0)
            {
                state.Charge((owed / cost) + 1);
                return;
            }
        }
    }
}
