using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Binding;

/// <summary>
/// Counters: variables that begin somewhere within the exact floats and otherwise only grow or shrink by small steps, such as
/// <c>count += 1</c>. Bounds alone would let them leave 64 bits, but no run lives to see that: 2^62 in steps of <see cref="LargestStep"/> take
/// years even at one step in each nanosecond.
/// </summary>
internal sealed partial class KindInference
{
    private const long LargestStep = 16;

    private static bool IsStep(BoundAssignVariable assign) =>
        assign.Value is BoundBinary { Operator: TokenKind.Plus or TokenKind.Minus, Left: BoundVariable from, Right: BoundConstant { Value: long and >= -LargestStep and <= LargestStep } }
        && from.Variable == assign.Variable;

    /// <summary>What a counter is after a step.</summary>
    private static Facts Counted(Slot counter, Facts next) => next.Kind == Kind.Long && !counter.IsFar
        ? Facts.Long(next.Bounds.And(Interval.Counter) is { IsEmpty: false } bounds ? bounds : Interval.Counter)
        : next;
}
