using Galion.NexusLang.Binding;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Compiling;

/// <summary>
/// How a function begins when its first statement returns at once in the simple case: <c>if n &lt; 2 { return n }</c>. Callers decide that
/// themselves and save the call. Nothing in it can fail, so that no place of it is missed where errors say what called what.
/// </summary>
/// <param name="Otherwise">What else it returns, when that is worth writing out where the function calls itself.</param>
/// <param name="Calls">How often <paramref name="Otherwise"/> calls the function.</param>
internal sealed record Guard(BoundExpression Condition, BoundExpression Result, BoundExpression? Otherwise, int Calls)
{
    /// <summary>Calls of the function within itself, beyond which it is not written out.</summary>
    private const int MaxCalls = 3;

    internal static Guard? Of(FunctionSymbol function)
    {
        if (!function.IsStatic || function.Makes is not null || function.Body is not BoundBlock { Statements: [BoundIf { Then: var then } branch, ..] }
            || function.Parameters.Any(p => p.Default is not null || p.IsRest || p.Variable.NeedsCell || p.Variable.Type is not null))
        {
            return null;
        }

        BoundStatement first = then is BoundBlock { Statements: [var only] } ? only : then;
        HashSet<Variable> parameters = [.. function.Parameters.Select(p => p.Variable)];
        return first is BoundReturn { Value: { } result } && IsDecided(branch.Condition, parameters)
            && (IsSimple(result, parameters) || IsMade(result, parameters))
                ? new Guard(branch.Condition, result, OtherwiseOf(function, branch, parameters, out int calls), calls)
                : null;
    }

    /// <summary>How many calls deep the function is written out within itself.</summary>
    internal int Levels => Otherwise is null ? 0 : Calls > 2 || Result is BoundDirectCall ? 1 : 2;

    /// <summary>Calls that are written out within one call, and that one, if none of them is decided at once.</summary>
    internal int Bodies => Enumerable.Range(0, Levels + 1).Sum(level => (int)Math.Pow(Calls, level));

    private static BoundExpression? OtherwiseOf(FunctionSymbol function, BoundIf branch, HashSet<Variable> parameters, out int count)
    {
        int calls = 0;
        BoundExpression? found = branch.Else is null && function.Body is BoundBlock { Statements: [_, BoundReturn { Value: { } otherwise }] } && IsShort(otherwise) && calls > 0
            ? otherwise
            : null;
        count = calls;
        return found;

        bool IsShort(BoundExpression expression) => expression switch
        {
            BoundBinary { Operator: TokenKind.Plus or TokenKind.Minus or TokenKind.Star } sum =>
                sum.Kind is Kind.Long or Kind.Float or Kind.Int && IsShort(sum.Left) && IsShort(sum.Right),
            BoundDirectCall call when call.Function == function || call.Function.Makes is not null =>
                (call.Function.Makes is not null || ++calls <= MaxCalls) && call.Order.Length == call.Arguments.Length
                && call.Order.SequenceEqual(call.Order.Order()) && call.Arguments.All(a => a is { NeedsEmptyStack: false } && IsShort(a)),
            _ => IsSimple(expression, parameters),
        };
    }

    private static bool IsDecided(BoundExpression condition, HashSet<Variable> parameters) => condition switch
    {
        BoundBinary { Operator: TokenKind.Less or TokenKind.LessEquals or TokenKind.Greater or TokenKind.GreaterEquals or TokenKind.EqualsEquals or TokenKind.BangEquals } test =>
            IsNumber(test.Left) && IsNumber(test.Right) && IsSimple(test.Left, parameters) && IsSimple(test.Right, parameters),
        BoundShortCircuit { Operator: not TokenKind.QuestionQuestion } both => IsDecided(both.Left, parameters) && IsDecided(both.Right, parameters),
        BoundUnary { Operator: TokenKind.Bang } not => IsDecided(not.Operand, parameters),
        _ => condition.Kind == Kind.Bool && IsSimple(condition, parameters),
    };

    private static bool IsNumber(BoundExpression expression) => expression.Kind is Kind.Long or Kind.Float;

    private static bool IsSimple(BoundExpression expression, HashSet<Variable> parameters) => expression switch
    {
        BoundConstant => true,
        BoundVariable { Variable: var variable } => parameters.Contains(variable),
        BoundBinary { Operator: TokenKind.Plus or TokenKind.Minus or TokenKind.Star } sum =>
            IsNumber(sum) && IsNumber(sum.Left) && IsNumber(sum.Right) && IsSimple(sum.Left, parameters) && IsSimple(sum.Right, parameters),
        _ => false,
    };

    /// <summary>A struct or case made of simple values.</summary>
    private static bool IsMade(BoundExpression expression, HashSet<Variable> parameters) =>
        expression is BoundDirectCall { Function.Makes: not null } call && call.Order.SequenceEqual(call.Order.Order())
        && call.Arguments.All(a => a is not null && IsSimple(a, parameters));
}
