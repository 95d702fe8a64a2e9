using Galion.NexusLang.Compiling;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Binding;

internal sealed partial class KindInference
{
    private Kind Visit(BoundExpression expression)
    {
        Kind kind = VisitParts(expression);
        return expression.Kind = kind == Kind.Unset && _isFinal ? Kind.Any : kind;
    }

    private Kind VisitParts(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundConstant constant:
                return KindOf(constant.Value);
            case BoundVariable { Variable: var variable }:
                return variable.Constant is { } known ? KindOf(known.Value)
                    : variable.IsGlobal || variable.NeedsCell || variable.Function is not null ? Kind.Any
                    : variable.Kind;
            case BoundUnary unary:
                Kind operand = Visit(unary.Operand);
                unary.NeedsEmptyStack = unary.Operand.NeedsEmptyStack;
                return UnaryKind(unary.Operator, operand);
            case BoundBinary binary:
                Kind left = Visit(binary.Left);
                Kind right = Visit(binary.Right);
                binary.NeedsEmptyStack = binary.Left.NeedsEmptyStack || binary.Right.NeedsEmptyStack;
                return BinaryKind(binary.Operator, left, right);
            case BoundShortCircuit both:
                Kind first = Visit(both.Left);
                Kind second = Visit(both.Right);
                both.NeedsEmptyStack = both.Left.NeedsEmptyStack || both.Right.NeedsEmptyStack;
                return both.Operator == TokenKind.QuestionQuestion ? Join(first, second) : Kind.Bool;
            case BoundConditional conditional:
                Visit(conditional.Condition);
                Kind whenTrue = Visit(conditional.WhenTrue);
                Kind whenFalse = Visit(conditional.WhenFalse);
                conditional.NeedsEmptyStack = conditional.Condition.NeedsEmptyStack || conditional.WhenTrue.NeedsEmptyStack
                    || conditional.WhenFalse.NeedsEmptyStack;
                return Join(whenTrue, whenFalse);
            case BoundCheck check:
                Visit(check.Value);
                check.NeedsEmptyStack = check.Value.NeedsEmptyStack;
                return KindOf(check.Test);
            case BoundMatch match:
                return VisitMatch(match);
            case BoundDirectCall or BoundLibraryCall or BoundCall or BoundMethodCall or BoundSpawn:
                return VisitCall(expression);
            case BoundFormat format:
                format.NeedsEmptyStack = VisitAll(format.Parts.Select(p => p.Value));
                return Kind.Text;
            default:
                expression.NeedsEmptyStack = VisitAll(PartsOf(expression));
                return Kind.Any;
        }
    }

    private IEnumerable<BoundExpression?> PartsOf(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundMember member:
                return [member.Target];
            case BoundIndex index:
                return [index.Target, index.Index];
            case BoundSlice slice:
                return slice.Parts;
            case BoundRange range:
                return [range.Start, range.End];
            case BoundSequence sequence:
                return sequence.Elements.Select(e => e.Value);
            case BoundDict dict:
                return dict.Entries.SelectMany(e => new[] { e.Key, e.Value });
            case BoundAwait await:
                _function.IsLeaf = false;
                return [await.Operand];
            case BoundMake make:
                return make.Values;
            case BoundBlockExpression block:
                foreach (BoundStatement statement in block.Statements)
                {
                    Visit(statement);
                }

                return [block.Result];
            default:
                return [];
        }
    }

    private Kind VisitMatch(BoundMatch match)
    {
        Visit(match.Subject);
        bool needsEmptyStack = match.Subject.NeedsEmptyStack;
        Kind kind = Kind.Unset;
        foreach (BoundArm arm in match.Arms)
        {
            Visit(arm.Pattern);
            needsEmptyStack |= VisitAll([arm.Guard, arm.Value]) || arm.Body is not null;
            if (arm.Body is not null)
            {
                Visit(arm.Body);
                kind = Terminates(arm.Body) ? kind : Kind.Any;
            }
            else
            {
                kind = Join(kind, arm.Value!.Kind);
            }
        }

        match.NeedsEmptyStack = needsEmptyStack;
        return kind;
    }

    private Kind VisitCall(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundDirectCall call:
                call.NeedsEmptyStack = VisitAll(call.Arguments);
                FunctionSymbol function = call.Function;
                _function.IsLeaf &= function.Makes is not null;
                for (int i = 0; i < call.Arguments.Length; i++)
                {
                    Widen(function.Parameters[i].Variable, call.Arguments[i]?.Kind ?? Kind.Any);
                }

                return function.ReturnKind;
            case BoundLibraryCall call:
                call.NeedsEmptyStack = VisitAll(call.Arguments);
                _function.IsLeaf &= Intrinsics.Find(call) is not null;
                return Intrinsics.KindOf(call);
            case BoundCall call:
                _function.IsLeaf = false;
                call.NeedsEmptyStack = VisitAll([call.Callee, .. call.Arguments.Select(a => a.Value)]);
                return Kind.Any;
            case BoundMethodCall call:
                _function.IsLeaf = false;
                call.NeedsEmptyStack = VisitAll([call.Target, .. call.Arguments.Select(a => a.Value)]);
                return Kind.Any;
            default:
                var spawn = (BoundSpawn)expression;
                _function.IsLeaf = false;
                spawn.NeedsEmptyStack = VisitAll([spawn.Callee, .. spawn.Arguments]);
                return Kind.Any;
        }
    }

    private static bool IsWhole(Kind kind) => kind is Kind.Long or Kind.Int;

    private static bool IsNumber(Kind kind) => kind is Kind.Long or Kind.Int or Kind.Float;

    private static Kind UnaryKind(TokenKind sign, Kind operand) => sign switch
    {
        TokenKind.Bang => Kind.Bool,
        _ when operand is Kind.Unset or Kind.Float => sign == TokenKind.Tilde ? Kind.Any : operand,
        TokenKind.Tilde or TokenKind.Plus => IsWhole(operand) ? operand : Kind.Any,
        _ => IsWhole(operand) ? Kind.Int : Kind.Any,
    };

    private static Kind BinaryKind(TokenKind sign, Kind left, Kind right)
    {
        switch (sign)
        {
            case TokenKind.Less or TokenKind.LessEquals or TokenKind.Greater or TokenKind.GreaterEquals:
                // Of tensors it is a tensor.
                return left == Kind.Any || right == Kind.Any ? Kind.Any : Kind.Bool;
            case TokenKind.EqualsEquals or TokenKind.BangEquals or TokenKind.In:
                return Kind.Bool;
            case TokenKind.Plus when left == Kind.Text || right == Kind.Text:
                return Kind.Text;
        }

        if (left == Kind.Unset || right == Kind.Unset)
        {
            return Kind.Unset;
        }

        bool areNumbers = IsNumber(left) && IsNumber(right);
        bool areWhole = IsWhole(left) && IsWhole(right);
        bool areLong = left == Kind.Long && right == Kind.Long;
        return sign switch
        {
            TokenKind.Plus or TokenKind.Minus or TokenKind.Star => areWhole ? Kind.Int : areNumbers ? Kind.Float : Kind.Any,
            TokenKind.Slash => areNumbers ? Kind.Float : Kind.Any,
            TokenKind.Percent => areWhole ? Kind.Int : areNumbers ? Kind.Float : Kind.Any,
            TokenKind.StarStar => areNumbers && !areWhole ? Kind.Float : Kind.Any,
            TokenKind.Ampersand or TokenKind.Pipe or TokenKind.Caret => areLong ? Kind.Long : areWhole ? Kind.Int : Kind.Any,
            TokenKind.ShiftLeft or TokenKind.ShiftRight => areWhole ? Kind.Int : Kind.Any,
            _ => Kind.Any,
        };
    }
}
