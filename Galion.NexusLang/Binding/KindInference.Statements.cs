using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Binding;

internal sealed partial class KindInference
{
    private void Visit(BoundStatement statement)
    {
        switch (statement)
        {
            case BoundBlock block:
                foreach (BoundStatement inner in block.Statements)
                {
                    Visit(inner);
                }

                break;
            case BoundExpressionStatement expression:
                Visit(expression.Expression);
                break;
            case BoundDeclare declare:
                Widen(declare.Variable, Visit(declare.Value));
                break;
            case BoundAssignVariable assign:
                VisitAssignment(assign);
                break;
            case BoundUnpack unpack:
                VisitUnpack(unpack);
                break;
            case BoundAssignPlace place:
                VisitPlace(place);
                break;
            case BoundAssignSlice slice:
                VisitAll(slice.Parts);
                LeakAll(slice.Parts);
                break;
            case BoundIf branch:
                VisitIf(branch);
                break;
            case BoundReturn result:
                WidenReturn(result.Value is null ? Facts.Null : Visit(result.Value));
                break;
            case BoundThrow thrown:
                Leak(Visit(thrown.Value));
                break;
            case BoundCollect collect:
                VisitCollect(collect);
                break;
            case BoundTry attempt:
                VisitTry(attempt);
                break;
            default:
                VisitLoop(statement);
                break;
        }
    }

    private void VisitCollect(BoundCollect collect)
    {
        Facts value = Visit(collect.Value);
        if (collect.Key is not null)
        {
            Leak(Visit(collect.Key));
        }

        if (collect.Into.Slot.Facts is { Kind: Kind.Array, Elements: { } elements })
        {
            Widen(elements.Slot, value);
        }
        else if (collect.Into.Kind != Kind.Unset)
        {
            Leak(value);
        }
    }

    /// <summary><c>a, b = b, a</c> makes no tuple when the parts stand on both sides.</summary>
    internal static bool IsPairwise(BoundUnpack unpack) =>
        unpack is { Pattern: PartsPattern { Rest: < 0 } parts, Value: BoundSequence { Sequence: not SequenceKind.Set } sequence }
        && parts.Parts.Count == sequence.Elements.Count
        && parts.Parts.All(p => p is BindingPattern or AnythingPattern)
        && sequence.Elements.All(e => !e.IsSpread);

    private void VisitUnpack(BoundUnpack unpack)
    {
        if (IsPairwise(unpack))
        {
            IReadOnlyList<BoundArgument> values = ((BoundSequence)unpack.Value).Elements;
            IReadOnlyList<BoundPattern> parts = ((PartsPattern)unpack.Pattern).Parts;
            VisitAll(values.Select(v => v.Value));
            for (int i = 0; i < parts.Count; i++)
            {
                if (parts[i] is BindingPattern binding)
                {
                    Widen(binding.Variable, values[i].Value.Facts);
                }
            }

            return;
        }

        Leak(Visit(unpack.Value));
        Visit(unpack.Pattern);
    }

    private void VisitIf(BoundIf branch)
    {
        Visit(branch.Condition);
        Dictionary<Variable, Interval> before = new(_bounds);
        Assume(branch.Condition, isTrue: true);
        Visit(branch.Then);
        Dictionary<Variable, Interval> then = _bounds;
        _bounds = before;
        Assume(branch.Condition, isTrue: false);
        if (branch.Else is not null)
        {
            Visit(branch.Else);
        }

        if (Leaves(branch.Then))
        {
            return;
        }

        _bounds = branch.Else is not null && Leaves(branch.Else) ? then : Meet(then, _bounds);
    }

    private void VisitLoop(BoundStatement statement)
    {
        if (statement is BoundJump)
        {
            return;
        }

        _function.IsLeaf = false;
        _function.HasLoops = true;
        switch (statement)
        {
            case BoundWhile loop:
                InLoop(loop, () =>
                {
                    Visit(loop.Condition);
                    Assume(loop.Condition, isTrue: true);
                    Visit(loop.Body);
                });
                break;
            case BoundForRange loop:
                Facts start = Visit(loop.Start);
                Facts end = Visit(loop.End);
                InLoop(loop, () =>
                {
                    Widen(loop.Variable, Counter(start, end));
                    Visit(loop.Body);
                });
                break;
            case BoundForEach loop:
                Facts source = Visit(loop.Source);
                InLoop(loop, () =>
                {
                    if (source is { Kind: Kind.Array, Elements: { } elements } && loop.Pattern is BindingPattern binding)
                    {
                        Widen(binding.Variable, elements.Facts);
                    }
                    else if (source.Kind != Kind.Unset)
                    {
                        Leak(source);
                        Visit(loop.Pattern);
                    }

                    Visit(loop.Body);
                });
                break;
        }
    }

    /// <summary>The values of a loop's counter, which stays below the end even where that is as large as it can be.</summary>
    private static Facts Counter(Facts start, Facts end)
    {
        long low = start.Kind == Kind.Long ? start.Bounds.Low : long.MinValue;
        long high = end.Kind == Kind.Long ? end.Bounds.High : long.MaxValue;
        return start.Kind == Kind.Unset || end.Kind == Kind.Unset ? Facts.Unset : Facts.Long(Math.Min(low, high - 1), Math.Max(low, high - 1));
    }

    private void VisitPlace(BoundAssignPlace place)
    {
        Facts target = Visit(place.Target);
        Facts index = place.Index is null ? Facts.Unset : Visit(place.Index);
        if (place.Old is not null)
        {
            Widen(place.Old, place.Compound == TokenKind.QuestionQuestion ? Facts.Any
                : place.Index is null ? MemberOf(target, RecordOf(place.Target), place.Name!)
                : ElementOf(target, index));
        }

        Facts value = Visit(place.Combined ?? place.Value);
        if (target.Kind == Kind.Unset)
        {
            return;
        }

        if (place.Index is null)
        {
            WidenFields(RecordOf(place.Target)?.Find(place.Name!) is { } field ? [field] : _fields[place.Name!], value);
        }
        else if (target is { Kind: Kind.Array, Elements: { } elements })
        {
            bool isElement = index.Kind is Kind.Long or Kind.Int or Kind.Unset;
            Leak(isElement ? Facts.Unset : value);
            Widen(elements.Slot, isElement ? value : Facts.Any);
        }
        else
        {
            Leak(value);
            Leak(index);
            WidenFields(
                place.Index is BoundConstant { Value: string name } ? _fields[name]
                    : index.Kind is Kind.Text or Kind.Any ? _fields.SelectMany(f => f)
                    : [],
                value);
        }
    }

    /// <summary>Fields that a value may be put into. Arrays in them are not followed.</summary>
    private void WidenFields(IEnumerable<FieldSymbol> fields, Facts value)
    {
        Leak(value);
        foreach (FieldSymbol field in fields)
        {
            Widen(field.Slot, field.Type is { } type && FactsOf(type) is { Kind: not Kind.Any } known ? known : value);
        }
    }

    private void VisitTry(BoundTry attempt)
    {
        HashSet<Variable> assigned = AssignedIn(attempt);
        Dictionary<Variable, Interval> before = new(_bounds);
        _assigned.Push(assigned);
        Visit(attempt.Body);
        foreach (BoundCatch clause in attempt.Catches)
        {
            _bounds = Without(before, assigned);
            if (clause.Variable is not null)
            {
                Widen(clause.Variable, Facts.Any);
            }

            Visit(clause.Body);
        }

        if (attempt.Finally is not null)
        {
            _bounds = Without(before, assigned);
            Visit(attempt.Finally);
        }

        _assigned.Pop();
        _bounds = Without(before, assigned);
    }

    private void Visit(BoundPattern pattern)
    {
        switch (pattern)
        {
            case BindingPattern binding:
                Widen(binding.Variable, Facts.Any);
                break;
            case PartsPattern parts:
                VisitAll(parts.Parts);
                break;
            case CasePattern found:
                VisitAll(found.Arguments ?? []);
                break;
            case MembersPattern members:
                VisitAll(members.Fields.Select(f => f.Pattern));
                break;
            case AnyOfPattern any:
                VisitAll(any.Alternatives);
                break;
            case TestedPattern tested:
                Visit(tested.Inner);
                break;
        }
    }

    private void VisitAll(IEnumerable<BoundPattern> patterns)
    {
        foreach (BoundPattern pattern in patterns)
        {
            Visit(pattern);
        }
    }

    private bool VisitAll(IEnumerable<BoundExpression?> expressions)
    {
        bool needsEmptyStack = false;
        foreach (BoundExpression? expression in expressions)
        {
            if (expression is not null)
            {
                Visit(expression);
                needsEmptyStack |= expression.NeedsEmptyStack;
            }
        }

        return needsEmptyStack;
    }
}
