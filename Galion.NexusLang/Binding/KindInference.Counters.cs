using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Binding;

/// <summary>
/// Counters: variables that begin somewhere within the exact floats and otherwise only grow or shrink by small steps, such as
/// <c>count += 1</c> or <c>sum += n % 7</c>. Bounds alone would let them leave 64 bits, but no run lives to see that: 2^62 in steps of
/// <see cref="LargestStep"/> take half a year even at one step in each nanosecond.
/// </summary>
internal sealed partial class KindInference
{
    private const long LargestStep = 256;

    private static bool IsStep(BoundAssignVariable assign) =>
        assign.Value is BoundBinary { Operator: TokenKind.Plus or TokenKind.Minus, Left: BoundVariable from, Right.Facts: { Kind: Kind.Long, Bounds: var step } }
        && from.Variable == assign.Variable && step.IsWithin(new Interval(-LargestStep, LargestStep));

    private void VisitAssignment(BoundAssignVariable assign)
    {
        Facts value = Visit(assign.Value);
        bool isStep = IsStep(assign);
        Widen(assign.Variable, isStep ? Counted(assign.Variable.Slot, value) : value, isStep);
    }

    /// <summary>What a counter is after a step.</summary>
    private static Facts Counted(Slot counter, Facts next) => next.Kind == Kind.Long && !counter.IsFar
        ? Facts.Long(next.Bounds.And(Interval.Counter) is { IsEmpty: false } bounds ? bounds : Interval.Counter)
        : next;
}
