using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Binding;

/// <summary>What conditions say about integers in the code that they guard: after <c>if n &lt; 2 { return n }</c> it is 2 or more.</summary>
internal sealed partial class KindInference
{
    /// <summary>For each loop and try the variables that it assigns, as far as they have been seen.</summary>
    private readonly Dictionary<object, HashSet<Variable>> _assignedIn = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<HashSet<Variable>> _assigned = [];

    /// <summary>Tighter bounds that hold at the place being visited.</summary>
    private Dictionary<Variable, Interval> _bounds = [];

    private HashSet<Variable> AssignedIn(object statement)
    {
        if (!_assignedIn.TryGetValue(statement, out HashSet<Variable>? assigned))
        {
            _assignedIn[statement] = assigned = [];
        }

        return assigned;
    }

    private static Dictionary<Variable, Interval> Without(Dictionary<Variable, Interval> bounds, HashSet<Variable> assigned) =>
        new(bounds.Where(b => !assigned.Contains(b.Key)));

    /// <summary>What holds whichever of two ways was taken.</summary>
    private static Dictionary<Variable, Interval> Meet(Dictionary<Variable, Interval> a, Dictionary<Variable, Interval> b) =>
        new(a.Where(p => b.ContainsKey(p.Key)).Select(p => KeyValuePair.Create(p.Key, p.Value.Or(b[p.Key]))));

    /// <summary>Visits what runs any number of times: only what it does not assign itself is known throughout.</summary>
    private void InLoop(object statement, Action visit)
    {
        HashSet<Variable> assigned = AssignedIn(statement);
        Dictionary<Variable, Interval> before = Without(_bounds, assigned);
        _bounds = new(before);
        _assigned.Push(assigned);
        visit();
        _assigned.Pop();
        _bounds = Without(before, assigned);
    }

    /// <summary>Visits what runs once or not at all.</summary>
    private Facts InBranch(BoundExpression condition, bool isTrue, BoundExpression branch)
    {
        Dictionary<Variable, Interval> before = new(_bounds);
        HashSet<Variable> assigned = AssignedIn(branch);
        _assigned.Push(assigned);
        Assume(condition, isTrue);
        Facts facts = Visit(branch);
        _assigned.Pop();
        _bounds = Without(before, assigned);
        return facts;
    }

    /// <summary>Whether what stands behind a statement is never reached through it.</summary>
    private static bool Leaves(BoundStatement statement) => statement switch
    {
        BoundReturn or BoundThrow or BoundJump => true,
        BoundBlock block => block.Statements.Any(Leaves),
        BoundIf { Else: { } otherwise } branch => Leaves(branch.Then) && Leaves(otherwise),
        _ => false,
    };

    private void Assume(BoundExpression condition, bool isTrue)
    {
        switch (condition)
        {
            case BoundUnary { Operator: TokenKind.Bang } not:
                Assume(not.Operand, !isTrue);
                break;
            case BoundShortCircuit { Operator: TokenKind.AmpersandAmpersand } both when isTrue:
                Assume(both.Left, true);
                Assume(both.Right, true);
                break;
            case BoundShortCircuit { Operator: TokenKind.PipePipe } either when !isTrue:
                Assume(either.Left, false);
                Assume(either.Right, false);
                break;
            case BoundBinary { Left.Kind: Kind.Long, Right.Kind: Kind.Long } comparison:
                TokenKind? sign = isTrue ? comparison.Operator : Opposite(comparison.Operator);
                Assume(comparison.Left, sign, comparison.Right.Facts.Bounds);
                Assume(comparison.Right, Mirrored(sign), comparison.Left.Facts.Bounds);
                break;
        }
    }

    private void Assume(BoundExpression expression, TokenKind? sign, Interval other)
    {
        if (expression is not BoundVariable { Variable: { Constant: null } variable, Facts: { Kind: Kind.Long, Bounds: var own } }
            || (variable.IsGlobal && variable.IsReassigned))
        {
            return;
        }

        Interval narrowed = sign switch
        {
            TokenKind.Less when other.High > long.MinValue => own with { High = Math.Min(own.High, other.High - 1) },
            TokenKind.LessEquals => own with { High = Math.Min(own.High, other.High) },
            TokenKind.Greater when other.Low < long.MaxValue => own with { Low = Math.Max(own.Low, other.Low + 1) },
            TokenKind.GreaterEquals => own with { Low = Math.Max(own.Low, other.Low) },
            TokenKind.EqualsEquals => own.And(other),
            TokenKind.BangEquals when other.Low == other.High => new Interval(
                own.Low == other.Low && own.Low < long.MaxValue ? own.Low + 1 : own.Low,
                own.High == other.High && own.High > long.MinValue ? own.High - 1 : own.High),
            _ => own,
        };
        if (!narrowed.IsEmpty)
        {
            _bounds[variable] = narrowed;
        }
    }

    private static TokenKind? Opposite(TokenKind sign) => sign switch
    {
        TokenKind.Less => TokenKind.GreaterEquals,
        TokenKind.LessEquals => TokenKind.Greater,
        TokenKind.Greater => TokenKind.LessEquals,
        TokenKind.GreaterEquals => TokenKind.Less,
        TokenKind.EqualsEquals => TokenKind.BangEquals,
        TokenKind.BangEquals => TokenKind.EqualsEquals,
        _ => null,
    };

    private static TokenKind? Mirrored(TokenKind? sign) => sign switch
    {
        TokenKind.Less => TokenKind.Greater,
        TokenKind.LessEquals => TokenKind.GreaterEquals,
        TokenKind.Greater => TokenKind.Less,
        TokenKind.GreaterEquals => TokenKind.LessEquals,
        _ => sign,
    };
}
