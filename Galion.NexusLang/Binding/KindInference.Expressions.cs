using Galion.NexusLang.Compiling;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Binding;

internal sealed partial class KindInference
{
    private Facts Visit(BoundExpression expression)
    {
        Facts facts = VisitParts(expression);
        return expression.Facts = facts.Kind == Kind.Unset && _isFinal ? Facts.Any : facts;
    }

    private Facts VisitParts(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundConstant constant:
                return FactsOf(constant.Value);
            case BoundVariable { Variable: var variable }:
                return VisitVariable(variable);
            case BoundUnary unary:
                Facts operand = Visit(unary.Operand);
                unary.NeedsEmptyStack = unary.Operand.NeedsEmptyStack;
                return UnaryFacts(unary.Operator, operand);
            case BoundBinary binary:
                Facts left = Visit(binary.Left);
                Facts right = Visit(binary.Right);
                binary.NeedsEmptyStack = binary.Left.NeedsEmptyStack || binary.Right.NeedsEmptyStack;
                return BinaryFacts(binary.Operator, left, right);
            case BoundShortCircuit { Operator: TokenKind.QuestionQuestion } coalesce:
                Facts first = Visit(coalesce.Left);
                Facts second = Visit(coalesce.Right);
                coalesce.NeedsEmptyStack = coalesce.Left.NeedsEmptyStack || coalesce.Right.NeedsEmptyStack;
                return Join(first, second);
            case BoundShortCircuit both:
                Visit(both.Left);
                InBranch(both.Left, both.Operator == TokenKind.AmpersandAmpersand, both.Right);
                both.NeedsEmptyStack = both.Left.NeedsEmptyStack || both.Right.NeedsEmptyStack;
                return Facts.Bool;
            case BoundConditional conditional:
                Visit(conditional.Condition);
                Facts whenTrue = InBranch(conditional.Condition, true, conditional.WhenTrue);
                Facts whenFalse = InBranch(conditional.Condition, false, conditional.WhenFalse);
                conditional.NeedsEmptyStack = conditional.Condition.NeedsEmptyStack || conditional.WhenTrue.NeedsEmptyStack
                    || conditional.WhenFalse.NeedsEmptyStack;
                return Join(whenTrue, whenFalse);
            case BoundCheck check:
                Facts value = Visit(check.Value);
                check.NeedsEmptyStack = check.Value.NeedsEmptyStack;
                return CheckedFacts(check, value);
            case BoundIndex index:
                index.NeedsEmptyStack = VisitAll([index.Target, index.Index]);
                return ElementOf(index.Target.Facts, index.Index.Facts);
            case BoundMember member:
                Facts target = Visit(member.Target);
                member.NeedsEmptyStack = member.Target.NeedsEmptyStack;
                if (member.IsOptional)
                {
                    Leak(target);
                    return Facts.Any;
                }

                return MemberOf(target, RecordOf(member.Target), member.Name);
            case BoundSequence { Sequence: SequenceKind.Array } sequence:
                return VisitArray(sequence);
            case BoundBlockExpression block:
                foreach (BoundStatement statement in block.Statements)
                {
                    Visit(statement);
                }

                Facts result = Visit(block.Result);
                block.NeedsEmptyStack = block.Result.NeedsEmptyStack;
                return result;
            case BoundMake make:
                make.NeedsEmptyStack = VisitAll(make.Values);
                for (int i = 0; i < make.Values.Count; i++)
                {
                    WidenFields([make.Record.Fields[i]], make.Values[i].Facts);
                }

                return new Facts(Kind.Record, Record: make.Record);
            case BoundMatch match:
                return VisitMatch(match);
            case BoundFormat format:
                format.NeedsEmptyStack = VisitAll(format.Parts.Select(p => p.Value));
                return Facts.Text;
            case BoundSlice slice:
                slice.NeedsEmptyStack = VisitAll(slice.Parts);
                LeakAll(slice.Parts.Skip(1));
                return slice.Parts[0].Facts is { Kind: Kind.Array or Kind.Text or Kind.Unset } sliced ? sliced : Facts.Any;
            case BoundDirectCall or BoundLibraryCall or BoundCall or BoundMethodCall or BoundSpawn:
                return VisitCall(expression);
            default:
                BoundExpression?[] parts = [.. PartsOf(expression)];
                expression.NeedsEmptyStack = VisitAll(parts);
                LeakAll(parts);
                return Facts.Any;
        }
    }

    private Facts VisitVariable(Variable variable)
    {
        if (variable.Constant is { } known)
        {
            return FactsOf(known.Value);
        }

        if ((variable.IsGlobal && !variable.IsSetFirst) || variable.NeedsCell || variable.Function is not null)
        {
            return Facts.Any;
        }

        Facts facts = variable.Slot.Facts;
        return facts.Kind == Kind.Long && _bounds.TryGetValue(variable, out Interval narrowed) && facts.Bounds.And(narrowed) is { IsEmpty: false } both
            ? Facts.Long(both)
            : facts;
    }

    private IEnumerable<BoundExpression?> PartsOf(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundRange range:
                return [range.Start, range.End];
            case BoundSequence sequence:
                return sequence.Elements.Select(e => e.Value);
            case BoundDict dict:
                return dict.Entries.SelectMany(e => new[] { e.Key, e.Value });
            case BoundAwait await:
                _function.IsLeaf = false;
                return [await.Operand];
            default:
                return [];
        }
    }

    private Facts VisitArray(BoundSequence sequence)
    {
        sequence.NeedsEmptyStack = VisitAll(sequence.Elements.Select(e => e.Value));
        Facts array = ArrayOf(sequence);
        foreach (BoundArgument element in sequence.Elements)
        {
            Facts facts = element.Value.Facts;
            if (!element.IsSpread)
            {
                Widen(array.Elements!.Slot, facts);
            }
            else if (facts is { Kind: Kind.Array, Elements: { } elements })
            {
                Widen(array.Elements!.Slot, elements.Facts);
            }
            else if (facts.Kind != Kind.Unset)
            {
                Widen(array.Elements!.Slot, Facts.Any);
            }
        }

        return array;
    }

    private Facts VisitMatch(BoundMatch match)
    {
        Leak(Visit(match.Subject));
        bool needsEmptyStack = match.Subject.NeedsEmptyStack;
        Facts result = Facts.Unset;
        HashSet<Variable> assigned = AssignedIn(match);
        Dictionary<Variable, Interval> before = Without(_bounds, assigned);
        _assigned.Push(assigned);
        foreach (BoundArm arm in match.Arms)
        {
            _bounds = new(before);
            Visit(arm.Pattern);
            if (arm.Guard is not null)
            {
                Visit(arm.Guard);
                needsEmptyStack |= arm.Guard.NeedsEmptyStack;
            }

            if (arm.Body is not null)
            {
                needsEmptyStack = true;
                Visit(arm.Body);
                result = Terminates(arm.Body) ? result : Join(result, Facts.Any);
            }
            else
            {
                result = Join(result, Visit(arm.Value!));
                needsEmptyStack |= arm.Value!.NeedsEmptyStack;
            }
        }

        _assigned.Pop();
        _bounds = before;
        match.NeedsEmptyStack = needsEmptyStack;
        return result;
    }

    /// <summary>A value that has passed a test: as the test says, or as it was known before.</summary>
    private Facts CheckedFacts(BoundCheck check, Facts value)
    {
        Facts tested = FactsOf(check.Test);
        switch (tested.Kind)
        {
            case Kind.Int when value.Kind is Kind.Long or Kind.Unset:
                return value;
            case Kind.Any when value.Kind is Kind.Array or Kind.Record or Kind.Maybe or Kind.Unset:
                return value;
            default:
                Leak(value);
                return tested;
        }
    }

    /// <summary>What <c>target[index]</c> gives.</summary>
    private Facts ElementOf(Facts target, Facts index)
    {
        switch (target.Kind)
        {
            case Kind.Unset:
                return Facts.Unset;
            case Kind.Array when index.Kind is Kind.Long or Kind.Int:
                return target.Elements!.Facts;
            case Kind.Array when index.Kind == Kind.Unset:
                return Facts.Unset;
            case Kind.Text when index.Kind is Kind.Long or Kind.Int:
                return Facts.Text;
            default:
                // An index may be a range, so that this is another array.
                Leak(target);
                Leak(index);
                return Facts.Any;
        }
    }

    /// <summary>The struct that a value certainly is one of.</summary>
    internal static RecordSymbol? RecordOf(BoundExpression expression) =>
        expression.Kind == Kind.Maybe ? null : expression.Facts.Record ?? (expression as BoundVariable)?.Variable.Record;

    private Facts MemberOf(Facts target, RecordSymbol? record, string name)
    {
        if (record?.Find(name) is { } field)
        {
            return field.Slot.Facts;
        }

        switch (target.Kind)
        {
            case Kind.Unset:
                return Facts.Unset;
            case Kind.Maybe when target.Record!.Find(name) is { } found:
                return found.Slot.Facts;
            case Kind.Array when name == "length":
                return Facts.Long(Interval.Length);
            default:
                Leak(target);
                return Facts.Any;
        }
    }

    private static bool IsWhole(Kind kind) => kind is Kind.Long or Kind.Int;

    private static bool IsNumber(Kind kind) => kind is Kind.Long or Kind.Int or Kind.Float;

    private Facts UnaryFacts(TokenKind sign, Facts operand)
    {
        if (sign == TokenKind.Bang)
        {
            return Facts.Bool;
        }

        switch (operand.Kind)
        {
            case Kind.Unset:
                return Facts.Unset;
            case Kind.Float when sign != TokenKind.Tilde:
                return Facts.Float;
            case Kind.Long when sign == TokenKind.Plus:
                return operand;
            case Kind.Long when sign == TokenKind.Tilde:
                return Facts.Long(~operand.Bounds.High, ~operand.Bounds.Low);
            case Kind.Long:
                return LongOrInt(Interval.Negate(operand.Bounds));
            case Kind.Int:
                return Facts.Int;
            default:
                Leak(operand);
                return Facts.Any;
        }
    }

    private static Facts LongOrInt(Interval? bounds) => bounds is { } known ? Facts.Long(known) : Facts.Int;

    private Facts BinaryFacts(TokenKind sign, Facts left, Facts right)
    {
        (Kind a, Kind b) = (left.Kind, right.Kind);
        switch (sign)
        {
            case TokenKind.Less or TokenKind.LessEquals or TokenKind.Greater or TokenKind.GreaterEquals:
                // Of tensors it is a tensor.
                return a == Kind.Any || b == Kind.Any ? Facts.Any : Facts.Bool;
            case TokenKind.EqualsEquals or TokenKind.BangEquals or TokenKind.In:
                return Facts.Bool;
            case TokenKind.Plus when a == Kind.Text || b == Kind.Text:
                return Facts.Text;
        }

        if (a == Kind.Unset || b == Kind.Unset)
        {
            return Facts.Unset;
        }

        if (a == Kind.Long && b == Kind.Long && sign is not (TokenKind.Slash or TokenKind.StarStar or TokenKind.At))
        {
            return LongFacts(sign, left.Bounds, right.Bounds);
        }

        if (IsNumber(a) && IsNumber(b))
        {
            return NumberFacts(sign, left, right);
        }

        if (a == Kind.Array && b == Kind.Array && sign == TokenKind.Plus)
        {
            return Join(left, right);
        }

        if (sign == TokenKind.Star && ((a == Kind.Array && IsWhole(b)) || (b == Kind.Array && IsWhole(a))))
        {
            return a == Kind.Array ? left : right;
        }

        Leak(left);
        Leak(right);
        return Facts.Any;
    }

    private static Facts LongFacts(TokenKind sign, Interval left, Interval right) => sign switch
    {
        TokenKind.Plus => LongOrInt(Interval.Add(left, right)),
        TokenKind.Minus => LongOrInt(Interval.Subtract(left, right)),
        TokenKind.Star => LongOrInt(Interval.Multiply(left, right)),
        TokenKind.Percent => Facts.Long(Interval.Modulo(left, right)),
        TokenKind.Ampersand => Facts.Long(Interval.Mask(left, right)),
        TokenKind.Pipe or TokenKind.Caret => Facts.Long(Interval.Mix(left, right)),
        TokenKind.ShiftLeft => LongOrInt(Interval.ShiftLeft(left, right)),
        TokenKind.ShiftRight => LongOrInt(Interval.ShiftRight(left, right)),
        _ => Facts.Any,
    };

    private static Facts NumberFacts(TokenKind sign, Facts left, Facts right)
    {
        bool areWhole = IsWhole(left.Kind) && IsWhole(right.Kind);
        return sign switch
        {
            TokenKind.Plus or TokenKind.Minus or TokenKind.Star => areWhole ? Facts.Int : Facts.Float,
            TokenKind.Slash => Facts.Float,
            TokenKind.Percent when areWhole && right is { Kind: Kind.Long, Bounds.Low: > 0 } => Facts.Long(Interval.Modulo(null, right.Bounds)),
            TokenKind.Percent => areWhole ? Facts.Int : Facts.Float,
            TokenKind.StarStar when areWhole => right is { Kind: Kind.Long, Bounds.Low: >= 0 } ? Facts.Int : Facts.Any,
            TokenKind.StarStar => Facts.Float,
            TokenKind.Ampersand or TokenKind.Pipe or TokenKind.Caret or TokenKind.ShiftLeft or TokenKind.ShiftRight => areWhole ? Facts.Int : Facts.Any,
            _ => Facts.Any,
        };
    }
}
