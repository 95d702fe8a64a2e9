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
        if (kind == Kind.Maybe && expression is BoundConstant)
        {
            _il.Emit(OpCodes.Ldnull);
            return;
        }

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

        LoadLocal(StorageOf(variable));
    }

    private void LoadLocal(Storage storage)
    {
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

    private void EmitMake(BoundMake make)
    {
        if (make.Values.Any(v => v.NeedsEmptyStack))
        {
            throw new InvalidOperationException("The values of a record are its maker's parameters.");
        }

        EmitState();
        _il.Emit(OpCodes.Ldc_I4, 24 + make.Record.Fields.Sum(f => IsValue(f.Kind) ? 16 : 8));
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
