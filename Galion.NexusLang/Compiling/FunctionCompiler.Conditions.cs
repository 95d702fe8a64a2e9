using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Compiling;

internal sealed partial class FunctionCompiler
{
    private static bool IsComparison(TokenKind sign) => sign is TokenKind.EqualsEquals or TokenKind.BangEquals or TokenKind.Less
        or TokenKind.LessEquals or TokenKind.Greater or TokenKind.GreaterEquals or TokenKind.In;

    /// <summary>Jumps when the condition has the truth asked for, and else goes on.</summary>
    private void EmitBranch(BoundExpression condition, Label target, bool when)
    {
        switch (condition)
        {
            case BoundUnary { Operator: TokenKind.Bang } not:
                EmitBranch(not.Operand, target, !when);
                return;
            case BoundShortCircuit { Operator: TokenKind.AmpersandAmpersand or TokenKind.PipePipe } both:
                bool isAnd = both.Operator == TokenKind.AmpersandAmpersand;
                if (isAnd == when)
                {
                    Label skip = _il.DefineLabel();
                    EmitBranch(both.Left, skip, !when);
                    EmitBranch(both.Right, target, when);
                    _il.MarkLabel(skip);
                }
                else
                {
                    EmitBranch(both.Left, target, when);
                    EmitBranch(both.Right, target, when);
                }

                return;
            case BoundBinary binary when IsComparison(binary.Operator):
                EmitComparison(binary);
                break;
            default:
                EmitAs(condition, Kind.Bool);
                break;
        }

        _il.Emit(when ? OpCodes.Brtrue : OpCodes.Brfalse, target);
    }

    /// <summary>Leaves the truth of a condition on the stack.</summary>
    private void EmitTruth(BoundExpression condition)
    {
        if (condition is BoundBinary binary)
        {
            EmitComparison(binary);
            return;
        }

        if (condition is BoundUnary { Operand: not BoundShortCircuit } not)
        {
            EmitAs(not.Operand, Kind.Bool);
            _il.Emit(OpCodes.Ldc_I4_0);
            _il.Emit(OpCodes.Ceq);
            return;
        }

        Label isFalse = _il.DefineLabel();
        Label end = _il.DefineLabel();
        LocalBuilder result = Take(typeof(bool));
        EmitBranch(condition, isFalse, when: false);
        _il.Emit(OpCodes.Ldc_I4_1);
        _il.Emit(OpCodes.Stloc, result);
        _il.Emit(OpCodes.Br, end);
        _il.MarkLabel(isFalse);
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Stloc, result);
        _il.MarkLabel(end);
        _il.Emit(OpCodes.Ldloc, result);
        Give(result);
    }

    private void EmitComparison(BoundBinary binary)
    {
        (Kind left, Kind right) = (binary.Left.Kind, binary.Right.Kind);
        bool needsEmptyStack = binary.Right.NeedsEmptyStack;
        if (binary.Operator == TokenKind.In)
        {
            EmitStateCall([binary.Left, binary.Right], binary.Span, Known.SlowOp(nameof(SlowOps.In)));
        }
        else if (binary.Operator is TokenKind.EqualsEquals or TokenKind.BangEquals && (left, right) is (Kind.Maybe, Kind.Null) or (Kind.Null, Kind.Maybe)
            && binary is { Left: BoundConstant } or { Right: BoundConstant })
        {
            Emit(left == Kind.Maybe ? binary.Left : binary.Right);
            _il.Emit(OpCodes.Ldnull);
            EmitCompare(binary.Operator, isFloat: false);
        }
        else if (left == Kind.Long && right == Kind.Long && !needsEmptyStack)
        {
            Emit(binary.Left);
            Emit(binary.Right);
            EmitCompare(binary.Operator, isFloat: false);
        }
        else if (AreFloats(binary.Left.Facts, binary.Right.Facts) && !needsEmptyStack)
        {
            EmitFloats(binary);
            EmitCompare(binary.Operator, isFloat: true);
        }
        else
        {
            EmitTogether([binary.Left, binary.Right]);
            Mark(binary.Span);
            _il.Emit(OpCodes.Call, Known.Op(binary.Operator switch
            {
                TokenKind.EqualsEquals or TokenKind.BangEquals => nameof(Ops.Equal),
                TokenKind.Less => nameof(Ops.Less),
                TokenKind.LessEquals => nameof(Ops.LessOrEqual),
                TokenKind.Greater => nameof(Ops.Greater),
                _ => nameof(Ops.GreaterOrEqual),
            }));
            if (binary.Operator == TokenKind.BangEquals)
            {
                EmitNot();
            }
        }
    }

    /// <summary>A float against another, or against a whole number that is small enough to become one.</summary>
    private static bool AreFloats(Facts left, Facts right) =>
        (left.Kind == Kind.Float || right.Kind == Kind.Float) && IsExact(left) && IsExact(right);

    private static bool IsExact(Facts facts) => facts.Kind == Kind.Float || (facts.Kind == Kind.Long && facts.Bounds.IsWithin(Interval.Start));

    private void EmitNot()
    {
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Ceq);
    }

    private void EmitCompare(TokenKind sign, bool isFloat)
    {
        switch (sign)
        {
            case TokenKind.EqualsEquals:
                _il.Emit(OpCodes.Ceq);
                break;
            case TokenKind.BangEquals:
                _il.Emit(OpCodes.Ceq);
                EmitNot();
                break;
            case TokenKind.Less:
                _il.Emit(OpCodes.Clt);
                break;
            case TokenKind.Greater:
                _il.Emit(OpCodes.Cgt);
                break;
            case TokenKind.LessEquals:
                _il.Emit(isFloat ? OpCodes.Cgt_Un : OpCodes.Cgt);
                EmitNot();
                break;
            default:
                _il.Emit(isFloat ? OpCodes.Clt_Un : OpCodes.Clt);
                EmitNot();
                break;
        }
    }

    private void EmitCoalesce(BoundShortCircuit coalesce)
    {
        Label end = _il.DefineLabel();
        EmitAs(coalesce.Left, Kind.Any);
        LocalBuilder value = Store(typeof(Value));
        _il.Emit(OpCodes.Ldloc, value);
        _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.IsNull)));
        _il.Emit(OpCodes.Brfalse, end);
        EmitAs(coalesce.Right, Kind.Any);
        _il.Emit(OpCodes.Stloc, value);
        _il.MarkLabel(end);
        _il.Emit(OpCodes.Ldloc, value);
        Give(value);
        Convert(Kind.Any, coalesce.Kind);
    }

    private void EmitConditional(BoundConditional conditional)
    {
        Label otherwise = _il.DefineLabel();
        Label end = _il.DefineLabel();
        LocalBuilder result = Take(ProgramCompiler.TypeOf(conditional.Kind));
        EmitBranch(conditional.Condition, otherwise, when: false);
        EmitAs(conditional.WhenTrue, conditional.Kind);
        _il.Emit(OpCodes.Stloc, result);
        _il.Emit(OpCodes.Br, end);
        _il.MarkLabel(otherwise);
        EmitAs(conditional.WhenFalse, conditional.Kind);
        _il.Emit(OpCodes.Stloc, result);
        _il.MarkLabel(end);
        _il.Emit(OpCodes.Ldloc, result);
        Give(result);
    }
}
