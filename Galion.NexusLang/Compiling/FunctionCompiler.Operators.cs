using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Compiling;

internal sealed partial class FunctionCompiler
{
    private void EmitUnary(BoundUnary unary)
    {
        BoundExpression operand = unary.Operand;
        switch (unary.Operator)
        {
            case TokenKind.Bang:
                EmitTruth(unary);
                break;
            case TokenKind.Minus when operand.Kind == Kind.Float || unary.Kind == Kind.Long:
                Emit(operand);
                _il.Emit(OpCodes.Neg);
                break;
            case TokenKind.Minus:
                EmitStateCall([operand], unary.Span, Known.Op(nameof(Ops.Negate)));
                break;
            case TokenKind.Plus when operand.Kind is Kind.Long or Kind.Float:
                Emit(operand);
                break;
            case TokenKind.Plus:
                EmitStateCall([operand], unary.Span, Known.SlowOp(nameof(SlowOps.Plus)));
                break;
            case TokenKind.Tilde when operand.Kind == Kind.Long:
                Emit(operand);
                _il.Emit(OpCodes.Not);
                break;
            default:
                EmitStateCall([operand], unary.Span, Known.Op(nameof(Ops.Complement)));
                Convert(Kind.Any, unary.Kind);
                break;
        }
    }

    private void EmitBinary(BoundBinary binary)
    {
        if (IsComparison(binary.Operator) && binary.Kind == Kind.Bool)
        {
            EmitTruth(binary);
            return;
        }

        // Integers beyond the floats have a quotient all the same.
        bool mayBeLarge = binary.Operator == TokenKind.Slash && binary.Left.Kind is (Kind.Int or Kind.Long)
            && binary.Right.Kind is (Kind.Int or Kind.Long) && (binary.Left.Kind, binary.Right.Kind) != (Kind.Long, Kind.Long);
        if (binary.Kind == Kind.Float && binary.Operator != TokenKind.StarStar && !mayBeLarge)
        {
            EmitFloats(binary);
            switch (binary.Operator)
            {
                case TokenKind.Plus:
                    _il.Emit(OpCodes.Add);
                    break;
                case TokenKind.Minus:
                    _il.Emit(OpCodes.Sub);
                    break;
                case TokenKind.Star:
                    _il.Emit(OpCodes.Mul);
                    break;
                default:
                    Mark(binary.Span);
                    _il.Emit(OpCodes.Call, Known.Op(binary.Operator == TokenKind.Slash ? nameof(Ops.DivideFloats) : nameof(Ops.ModuloFloats)));
                    break;
            }

            return;
        }

        if (binary.Kind == Kind.Float && !mayBeLarge)
        {
            EmitFloats(binary);
            Mark(binary.Span);
            _il.Emit(OpCodes.Call, Known.Op(nameof(Ops.PowerFloats)));
            return;
        }

        if (binary.Kind == Kind.Long)
        {
            EmitLong(binary);
            return;
        }

        if (binary is { Kind: Kind.Text, Operator: TokenKind.Plus })
        {
            // The first or the second of two sums need not become a text of its own, and neither need a number between texts.
            BoundExpression[] parts = binary.Right is BoundBinary { Kind: Kind.Text, Operator: TokenKind.Plus } right
                ? [binary.Left, right.Left, right.Right]
                : binary.Left is BoundBinary { Kind: Kind.Text, Operator: TokenKind.Plus } left ? [left.Left, left.Right, binary.Right]
                : [binary.Left, binary.Right];
            EmitStateCall(
                [.. parts.Select(NumberOf)], binary.Span, Known.Method(typeof(Texts), parts.Length == 3 ? nameof(Texts.JoinThree) : nameof(Texts.Join)));
            return;
        }

        bool areWhole = binary.Kind == Kind.Int;
        if (areWhole && binary.Operator is TokenKind.Plus or TokenKind.Minus && AreIntegers(binary.Left, binary.Right))
        {
            EmitSum(binary);
            return;
        }

        EmitStateCall([binary.Left, binary.Right], binary.Span, binary.Operator switch
        {
            TokenKind.Plus => Known.Op(areWhole ? nameof(Ops.AddWhole) : nameof(Ops.Add)),
            TokenKind.Minus => Known.Op(areWhole ? nameof(Ops.SubtractWhole) : nameof(Ops.Subtract)),
            TokenKind.Star => Known.Op(areWhole ? nameof(Ops.MultiplyWhole) : nameof(Ops.Multiply)),
            TokenKind.Slash => Known.Op(nameof(Ops.Divide)),
            TokenKind.Percent => Known.Op(nameof(Ops.Modulo)),
            TokenKind.StarStar => Known.Op(nameof(Ops.Power)),
            TokenKind.At => Known.SlowOp(nameof(SlowOps.MatrixMultiply)),
            TokenKind.Ampersand => Known.Op(nameof(Ops.And)),
            TokenKind.Pipe => Known.Op(nameof(Ops.Or)),
            TokenKind.Caret => Known.Op(nameof(Ops.Xor)),
            TokenKind.ShiftLeft => Known.Op(nameof(Ops.ShiftLeft)),
            TokenKind.ShiftRight => Known.Op(nameof(Ops.ShiftRight)),
            TokenKind.Less => Known.SlowOp(nameof(SlowOps.CompareLess)),
            TokenKind.LessEquals => Known.SlowOp(nameof(SlowOps.CompareLessOrEqual)),
            TokenKind.Greater => Known.SlowOp(nameof(SlowOps.CompareGreater)),
            TokenKind.GreaterEquals => Known.SlowOp(nameof(SlowOps.CompareGreaterOrEqual)),
            _ => throw new InvalidOperationException($"{binary.Operator} is no operator."),
        });
        Convert(Kind.Any, binary.Kind);
    }

    /// <summary>The number of <c>str(number)</c>, which joins to a text as that does.</summary>
    private static BoundExpression NumberOf(BoundExpression part) =>
        part is BoundLibraryCall { Function.Info.Name: "str" } call && Intrinsics.ArgumentsOf(call) is [{ Kind: Kind.Long } number] ? number : part;

    private static bool AreIntegers(BoundExpression left, BoundExpression right) =>
        left.Kind is Kind.Int or Kind.Long && right.Kind is Kind.Int or Kind.Long && !left.NeedsEmptyStack && !right.NeedsEmptyStack;

    /// <summary>
    /// A sum or difference that almost always fits 64 bits. Written out, because calls of small methods take the runtime long to compile, and
    /// so that its place is only noted where it becomes large.
    /// </summary>
    private void EmitSum(BoundBinary binary)
    {
        bool isSum = binary.Operator == TokenKind.Plus;
        Label slow = _il.DefineLabel();
        Label end = _il.DefineLabel();
        Emit(binary.Left);
        LocalBuilder left = Store(ProgramCompiler.TypeOf(binary.Left.Kind));
        Emit(binary.Right);
        LocalBuilder right = Store(ProgramCompiler.TypeOf(binary.Right.Kind));
        LocalBuilder sum = Take(typeof(long));
        LocalBuilder result = Take(typeof(Value));
        EmitBranchIfLarge(left, slow);
        EmitBranchIfLarge(right, slow);
        LoadBits(left);
        LoadBits(right);
        _il.Emit(isSum ? OpCodes.Add : OpCodes.Sub);
        _il.Emit(OpCodes.Stloc, sum);

        // It has left 64 bits when its sign is neither that of the first nor what the second asks for.
        LoadBits(left);
        LoadBits(isSum ? sum : right);
        _il.Emit(OpCodes.Xor);
        LoadBits(isSum ? right : left);
        _il.Emit(OpCodes.Ldloc, sum);
        _il.Emit(OpCodes.Xor);
        _il.Emit(OpCodes.And);
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Blt, slow);
        _il.Emit(OpCodes.Ldloca, result);
        _il.Emit(OpCodes.Ldnull);
        _il.Emit(OpCodes.Stfld, Known.ValueRef);
        _il.Emit(OpCodes.Ldloca, result);
        _il.Emit(OpCodes.Ldloc, sum);
        _il.Emit(OpCodes.Stfld, Known.ValueBits);
        _il.Emit(OpCodes.Br, end);
        _il.MarkLabel(slow);
        Mark(binary.Span);
        EmitState();
        LoadWhole(left);
        LoadWhole(right);
        _il.Emit(OpCodes.Call, Known.SlowOp(isSum ? nameof(SlowOps.Add) : nameof(SlowOps.Subtract)));
        _il.Emit(OpCodes.Stloc, result);
        _il.MarkLabel(end);
        _il.Emit(OpCodes.Ldloc, result);
        Give(left);
        Give(right);
        Give(sum);
        Give(result);
    }

    private void EmitBranchIfLarge(LocalBuilder integer, Label target)
    {
        if (integer.LocalType == typeof(Value))
        {
            _il.Emit(OpCodes.Ldloc, integer);
            _il.Emit(OpCodes.Ldfld, Known.ValueRef);
            _il.Emit(OpCodes.Brtrue, target);
        }
    }

    private void LoadBits(LocalBuilder integer)
    {
        _il.Emit(OpCodes.Ldloc, integer);
        if (integer.LocalType == typeof(Value))
        {
            _il.Emit(OpCodes.Ldfld, Known.ValueBits);
        }
    }

    private void LoadWhole(LocalBuilder integer)
    {
        _il.Emit(OpCodes.Ldloc, integer);
        if (integer.LocalType == typeof(long))
        {
            _il.Emit(OpCodes.Newobj, Known.OfLong);
        }
    }

    /// <summary>Arithmetic whose result certainly fits 64 bits.</summary>
    private void EmitLong(BoundBinary binary)
    {
        if (binary.Operator == TokenKind.Percent)
        {
            EmitModulo(binary);
            return;
        }

        EmitPair(binary.Left, binary.Right);
        switch (binary.Operator)
        {
            case TokenKind.ShiftLeft:
                _il.Emit(OpCodes.Conv_I4);
                _il.Emit(OpCodes.Shl);
                break;
            case TokenKind.ShiftRight:
                _il.Emit(OpCodes.Conv_I4);
                _il.Emit(OpCodes.Shr);
                break;
            default:
                _il.Emit(binary.Operator switch
                {
                    TokenKind.Plus => OpCodes.Add,
                    TokenKind.Minus => OpCodes.Sub,
                    TokenKind.Star => OpCodes.Mul,
                    TokenKind.Ampersand => OpCodes.And,
                    TokenKind.Pipe => OpCodes.Or,
                    _ => OpCodes.Xor,
                });
                break;
        }
    }

    private void EmitModulo(BoundBinary binary)
    {
        (Facts left, Facts right) = (binary.Left.Facts, binary.Right.Facts);
        if (left.Kind == Kind.Long && left.Bounds.Low >= 0 && right.Bounds.Low > 0)
        {
            // Unsigned and, where both fit, in 32 bits, which the processor divides several times faster.
            EmitPair(binary.Left, binary.Right);
            bool areSmall = left.Bounds.High <= uint.MaxValue && right.Bounds.High <= uint.MaxValue;
            if (areSmall)
            {
                LocalBuilder divisor = Store(typeof(long));
                _il.Emit(OpCodes.Conv_U4);
                _il.Emit(OpCodes.Ldloc, divisor);
                _il.Emit(OpCodes.Conv_U4);
                Give(divisor);
            }

            _il.Emit(OpCodes.Rem_Un);
            if (areSmall)
            {
                _il.Emit(OpCodes.Conv_U8);
            }

            return;
        }

        if (left.Kind == Kind.Long && right.Bounds.Low > 0)
        {
            EmitPair(binary.Left, binary.Right);
            _il.Emit(OpCodes.Call, Known.Op(nameof(Ops.ModuloLongs)));
            return;
        }

        EmitStateCall([binary.Left, binary.Right], binary.Span, Known.Op(nameof(Ops.Modulo)));
        Convert(Kind.Any, Kind.Long);
    }

    /// <summary>Both sides as floats; whole numbers among them become floats.</summary>
    private void EmitFloats(BoundBinary binary)
    {
        if (binary.Right.NeedsEmptyStack)
        {
            EmitAs(binary.Left, Kind.Float);
            LocalBuilder left = Store(typeof(double));
            EmitAs(binary.Right, Kind.Float);
            LocalBuilder right = Store(typeof(double));
            _il.Emit(OpCodes.Ldloc, left);
            _il.Emit(OpCodes.Ldloc, right);
            Give(left);
            Give(right);
            return;
        }

        EmitAs(binary.Left, Kind.Float);
        EmitAs(binary.Right, Kind.Float);
    }
}
