using System.Reflection;
using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Compiling;

internal sealed partial class FunctionCompiler
{
    private void EmitAs(BoundExpression expression, Kind kind)
    {
        Emit(expression);
        Convert(expression.Kind, kind);
    }

    /// <summary>Leaves the value on the stack in the form of its <see cref="BoundExpression.Kind"/>.</summary>
    private void Emit(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundConstant constant:
                EmitLiteral(constant.Value);
                break;
            case BoundObject known:
                EmitConstant(known.Value.Ref ?? throw new InvalidOperationException("Numbers are no objects."));
                _il.Emit(OpCodes.Ldc_I8, known.Value.Bits);
                _il.Emit(OpCodes.Newobj, Known.NewValue);
                break;
            case BoundVariable variable:
                EmitVariable(variable);
                break;
            case BoundUnary unary:
                EmitUnary(unary);
                break;
            case BoundBinary binary:
                EmitBinary(binary);
                break;
            case BoundShortCircuit { Operator: TokenKind.QuestionQuestion } coalesce:
                EmitCoalesce(coalesce);
                break;
            case BoundShortCircuit:
                EmitTruth(expression);
                break;
            case BoundConditional conditional:
                EmitConditional(conditional);
                break;
            case BoundRange range:
                EmitTogether([range.Start, range.End]);
                Mark(range.Span);
                _il.Emit(OpCodes.Call, Known.SlowOp(nameof(SlowOps.MakeRange)));
                break;
            case BoundIndex index:
                EmitIndex(index);
                break;
            case BoundSlice slice:
                EmitStateCall(slice.Parts, slice.Span, Known.Method(typeof(Indexing), nameof(Indexing.Slice)));
                Convert(Kind.Any, slice.Kind);
                break;
            case BoundMember member:
                EmitMember(member);
                break;
            case BoundCheck check:
                EmitCheck(check);
                break;
            case BoundSequence sequence:
                EmitSequence(sequence);
                Convert(Kind.Any, sequence.Kind);
                break;
            case BoundDict dict:
                EmitDict(dict);
                break;
            case BoundFormat format:
                EmitFormat(format);
                break;
            case BoundLambda lambda:
                EmitLambda(lambda);
                break;
            case BoundMatch match:
                EmitMatch(match);
                break;
            case BoundBlockExpression block:
                foreach (BoundStatement statement in block.Statements)
                {
                    EmitStatement(statement);
                }

                EmitAs(block.Result, block.Kind);
                break;
            case BoundMake make:
                EmitMake(make);
                break;
            case BoundAwait await:
                EmitStateCall([await.Operand], await.Span, Known.Method(typeof(Tasks), nameof(Tasks.Await)));
                break;
            default:
                EmitCall(expression);
                break;
        }
    }

    private void EmitLiteral(object? literal)
    {
        switch (literal)
        {
            case null:
                EmitNull();
                break;
            case long number:
                _il.Emit(OpCodes.Ldc_I8, number);
                break;
            case double number:
                _il.Emit(OpCodes.Ldc_R8, number);
                break;
            case bool truth:
                _il.Emit(truth ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);
                break;
            case string text:
                _il.Emit(OpCodes.Ldstr, text);
                _il.Emit(OpCodes.Ldc_I8, (long)Texts.CountOf(text));
                _il.Emit(OpCodes.Newobj, Known.NewValue);
                break;
            default:
                EmitConstant(literal);
                _il.Emit(OpCodes.Call, Known.OfObject);
                break;
        }
    }

    private void EmitVariable(BoundVariable expression)
    {
        Variable variable = expression.Variable;
        if (variable.Constant is { } constant)
        {
            EmitLiteral(constant.Value);
            return;
        }

        if (variable.Function is { IsStatic: true } function)
        {
            EmitFunctionValue(function);
            return;
        }

        if (variable.IsGlobal)
        {
            EmitState();
            _il.Emit(OpCodes.Ldfld, variable.Field!);
            return;
        }

        Storage storage = StorageOf(variable);
        switch (storage.Kind)
        {
            case StorageKind.Argument:
                _il.Emit(OpCodes.Ldarg, (short)storage.Argument);
                break;
            case StorageKind.Cell:
                _il.Emit(OpCodes.Ldloc, storage.Local!);
                _il.Emit(OpCodes.Ldfld, Known.CellValue);
                break;
            default:
                _il.Emit(OpCodes.Ldloc, storage.Local!);
                break;
        }
    }

    private Storage StorageOf(Variable variable)
    {
        if (!_storage.TryGetValue(variable, out Storage storage))
        {
            // Used before its declaration, where it is null.
            storage = _storage[variable] = variable.NeedsCell
                ? new Storage(StorageKind.Cell, NewCell(variable))
                : new Storage(StorageKind.Local, _il.DeclareLocal(ProgramCompiler.TypeOf(variable.Kind)));
        }

        return storage;
    }

    private void EmitFunctionValue(FunctionSymbol function)
    {
        EmitState();
        _il.Emit(OpCodes.Ldc_I4, function.Index);
        _il.Emit(OpCodes.Call, Known.FunctionAt);
        _il.Emit(OpCodes.Call, Known.OfObject);
    }

    /// <summary>Leaves several values on the stack, each as a <see cref="Value"/>, evaluated in order.</summary>
    private void EmitTogether(IReadOnlyList<BoundExpression> expressions)
    {
        if (!expressions.Skip(1).Any(e => e.NeedsEmptyStack))
        {
            foreach (BoundExpression expression in expressions)
            {
                EmitAs(expression, Kind.Any);
            }

            return;
        }

        LocalBuilder[] locals = [.. expressions.Select(EvaluateValue)];
        foreach (LocalBuilder local in locals)
        {
            _il.Emit(OpCodes.Ldloc, local);
            Give(local);
        }
    }

    /// <summary>Calls a method of the runtime that takes the state and then values.</summary>
    private void EmitStateCall(IReadOnlyList<BoundExpression> arguments, TextSpan span, MethodInfo method)
    {
        if (arguments.Any(a => a.NeedsEmptyStack))
        {
            LocalBuilder[] locals = [.. arguments.Select(EvaluateValue)];
            EmitState();
            foreach (LocalBuilder local in locals)
            {
                _il.Emit(OpCodes.Ldloc, local);
                Give(local);
            }
        }
        else
        {
            EmitState();
            EmitTogether(arguments);
        }

        Mark(span);
        _il.Emit(OpCodes.Call, method);
    }

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
            // The second of two sums need not become a text of its own.
            bool isNested = binary.Right is BoundBinary { Kind: Kind.Text, Operator: TokenKind.Plus };
            BoundExpression[] parts = isNested ? [binary.Left, ((BoundBinary)binary.Right).Left, ((BoundBinary)binary.Right).Right] : [binary.Left, binary.Right];
            EmitStateCall(parts, binary.Span, Known.Method(typeof(Texts), isNested ? nameof(Texts.JoinThree) : nameof(Texts.Join)));
            return;
        }

        bool areWhole = binary.Kind == Kind.Int;
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

    private void EmitCheck(BoundCheck check)
    {
        Kind kind = check.Kind;
        if (check.Value.Kind == kind && kind is Kind.Long or Kind.Float or Kind.Bool)
        {
            Emit(check.Value);
            return;
        }

        if (kind == Kind.Float && check.Value.Kind == Kind.Long)
        {
            EmitAs(check.Value, Kind.Float);
            return;
        }

        LocalBuilder value = EvaluateValue(check.Value);
        EmitConstant(check.Test);
        _il.Emit(OpCodes.Ldloc, value);
        _il.Emit(OpCodes.Ldstr, check.What);
        Give(value);
        Mark(check.Span);
        _il.Emit(OpCodes.Call, Known.CheckType);
        Convert(Kind.Any, kind);
    }

    private void EmitFormat(BoundFormat format)
    {
        LocalBuilder parts = Take(typeof(string[]));
        _il.Emit(OpCodes.Ldc_I4, format.Parts.Count);
        _il.Emit(OpCodes.Newarr, typeof(string));
        _il.Emit(OpCodes.Stloc, parts);
        for (int i = 0; i < format.Parts.Count; i++)
        {
            LocalBuilder? value = format.Parts[i].Value is { } expression ? EvaluateValue(expression) : null;
            _il.Emit(OpCodes.Ldloc, parts);
            _il.Emit(OpCodes.Ldc_I4, i);
            EmitPart(format.Parts[i], value);
            _il.Emit(OpCodes.Stelem_Ref);
        }

        EmitState();
        _il.Emit(OpCodes.Ldloc, parts);
        Give(parts);
        _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.Concat)));
    }

    private void EmitPart(BoundFormatPart part, LocalBuilder? value)
    {
        if (value is null)
        {
            _il.Emit(OpCodes.Ldstr, part.Text ?? "");
            return;
        }

        Mark(part.Value!.Span);
        _il.Emit(OpCodes.Ldloc, value);
        Give(value);
        if (part.Format is { Length: > 0 } picture)
        {
            _il.Emit(OpCodes.Ldstr, picture);
            _il.Emit(OpCodes.Call, Known.Method(typeof(Printing), nameof(Printing.Format)));
        }
        else
        {
            _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.Show)));
        }
    }

    private void EmitMake(BoundMake make)
    {
        if (make.Values.Any(v => v.NeedsEmptyStack))
        {
            throw new InvalidOperationException("The values of a record are its maker's parameters.");
        }

        EmitState();
        _il.Emit(OpCodes.Ldc_I4, 24 + (16 * make.Values.Count));
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Call, Known.Method(typeof(ProgramState), nameof(ProgramState.Allocate)));
        EmitConstant(make.Record.Type!);
        for (int i = 0; i < make.Values.Count; i++)
        {
            EmitAs(make.Values[i], make.Record.Fields[i].Kind);
        }

        _il.Emit(OpCodes.Newobj, make.Record.Constructor!);
    }
}
