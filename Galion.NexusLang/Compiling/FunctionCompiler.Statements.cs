using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Compiling;

internal sealed partial class FunctionCompiler
{
    private void EmitStatement(BoundStatement statement)
    {
        switch (statement)
        {
            case BoundBlock block:
                EmitBlock(block);
                break;
            case BoundExpressionStatement expression:
                Emit(expression.Expression);
                _il.Emit(OpCodes.Pop);
                break;
            case BoundDeclare declare:
                EmitDeclare(declare);
                break;
            case BoundAssignVariable assign:
                EmitAssign(assign.Variable, assign.Value);
                break;
            case BoundUnpack unpack when KindInference.IsPairwise(unpack):
                EmitPairwise((PartsPattern)unpack.Pattern, (BoundSequence)unpack.Value);
                break;
            case BoundUnpack unpack:
                EmitUnpack(unpack.Pattern, unpack.Value);
                break;
            case BoundAssignPlace place:
                EmitAssignPlace(place);
                break;
            case BoundAssignSlice slice:
                EmitStateCall(slice.Parts, slice.Span, Known.Method(typeof(Indexing), nameof(Indexing.SetSlice)));
                break;
            case BoundIf branch:
                EmitIf(branch);
                break;
            case BoundWhile loop:
                EmitWhile(loop);
                break;
            case BoundForRange loop:
                EmitForRange(loop);
                break;
            case BoundForEach loop:
                EmitForEach(loop);
                break;
            case BoundReturn result:
                EmitReturn(result);
                break;
            case BoundJump jump:
                Loop target = _loops.Peek();
                _il.Emit(_tries > target.Tries ? OpCodes.Leave : OpCodes.Br, jump.IsBreak ? target.Break : target.Continue);
                break;
            case BoundThrow thrown:
                EmitAs(thrown.Value, Kind.Any);
                Mark(thrown.Span);
                _il.Emit(OpCodes.Newobj, Known.NewException);
                _il.Emit(OpCodes.Throw);
                break;
            case BoundTry attempt:
                EmitTry(attempt);
                break;
            case BoundCollect collect:
                EmitCollect(collect);
                break;
        }
    }

    private void EmitBlock(BoundBlock block)
    {
        _source = block.Source ?? _source;
        foreach (Variable holder in block.Early)
        {
            if (holder.NeedsCell && holder.Function is { IsStatic: false })
            {
                NewCell(holder);
            }
        }

        foreach (BoundStatement statement in block.Statements)
        {
            EmitStatement(statement);
        }
    }

    private void EmitDeclare(BoundDeclare declare)
    {
        Variable variable = declare.Variable;
        if (variable.Function is { IsStatic: true })
        {
            return;
        }

        if (variable.Constant is not null)
        {
            return;
        }

        if (variable.NeedsCell)
        {
            // A function that was visible from the start of its block already has its cell.
            if (variable.Function is null)
            {
                NewCell(variable);
            }

            EmitAssign(variable, declare.Value);
            return;
        }

        if (!variable.IsGlobal && !_storage.ContainsKey(variable))
        {
            _storage[variable] = new Storage(StorageKind.Local, _il.DeclareLocal(ProgramCompiler.TypeOf(variable.Kind)));
        }

        EmitAssign(variable, declare.Value);
    }

    private void EmitAssign(Variable variable, BoundExpression value)
    {
        if (value.NeedsEmptyStack)
        {
            EmitAs(value, variable.Kind);
            StoreVariable(variable);
            return;
        }

        StoreVariable(variable, () => EmitAs(value, variable.Kind));
    }

    /// <summary>Stores what is on the stack.</summary>
    private void StoreVariable(Variable variable)
    {
        LocalBuilder value = Store(ProgramCompiler.TypeOf(variable.Kind));
        StoreVariable(variable, () => _il.Emit(OpCodes.Ldloc, value));
        Give(value);
    }

    private void StoreVariable(Variable variable, Action emitValue)
    {
        if (variable.IsGlobal)
        {
            EmitState();
            emitValue();
            _il.Emit(OpCodes.Stfld, variable.Field!);
            return;
        }

        if (!_storage.TryGetValue(variable, out Storage storage))
        {
            storage = _storage[variable] = variable.NeedsCell
                ? new Storage(StorageKind.Cell, NewCell(variable))
                : new Storage(StorageKind.Local, _il.DeclareLocal(ProgramCompiler.TypeOf(variable.Kind)));
        }

        switch (storage.Kind)
        {
            case StorageKind.Cell:
                _il.Emit(OpCodes.Ldloc, storage.Local!);
                emitValue();
                _il.Emit(OpCodes.Stfld, Known.CellValue);
                break;
            case StorageKind.Argument:
                emitValue();
                _il.Emit(OpCodes.Starg, (short)storage.Argument);
                break;
            default:
                emitValue();
                _il.Emit(OpCodes.Stloc, storage.Local!);
                break;
        }
    }

    /// <summary>Binds a variable anew, as each turn of a loop and each match does.</summary>
    private void BindVariable(Variable variable, Action emitValue)
    {
        if (variable.NeedsCell)
        {
            NewCell(variable);
        }

        StoreVariable(variable, emitValue);
    }

    private void EmitIf(BoundIf branch)
    {
        Label otherwise = _il.DefineLabel();
        Label end = _il.DefineLabel();
        EmitBranch(branch.Condition, otherwise, when: false);
        EmitStatement(branch.Then);
        if (branch.Else is not null)
        {
            _il.Emit(OpCodes.Br, end);
        }

        _il.MarkLabel(otherwise);
        if (branch.Else is not null)
        {
            EmitStatement(branch.Else);
        }

        _il.MarkLabel(end);
    }

    private void EmitReturn(BoundReturn result)
    {
        if (result.Value is null)
        {
            EmitNull();
            Convert(Kind.Any, _function.ReturnKind);
        }
        else
        {
            EmitAs(result.Value, _function.ReturnKind);
        }

        EmitReturn();
    }

    /// <summary>Returns what is on the stack.</summary>
    private void EmitReturn()
    {
        if (_tries == 0 && _ticks is null)
        {
            _il.Emit(OpCodes.Ret);
            return;
        }

        _result ??= _il.DeclareLocal(ProgramCompiler.TypeOf(_function.ReturnKind));
        _il.Emit(OpCodes.Stloc, _result);
        foreach (Turns turns in _loops.Select(l => l.Turns).OfType<Turns>())
        {
            EmitLeavingTurns(turns);
        }

        _il.Emit(_tries > 0 ? OpCodes.Leave : OpCodes.Br, _end);
    }

    private void EmitTry(BoundTry attempt)
    {
        Label end = _il.BeginExceptionBlock();

        // The runtime's compiler dies of two blocks that begin at the same instruction and are never reached.
        _il.Emit(OpCodes.Nop);
        _tries++;
        if (attempt is { Finally: not null, Catches.Count: > 0 })
        {
            EmitTry(new BoundTry(attempt.Span, attempt.Body, attempt.Catches, null));
        }
        else
        {
            EmitStatement(attempt.Body);
        }

        if (attempt.Finally is not null)
        {
            _il.BeginFinallyBlock();
            Label over = _il.DefineLabel();
            EmitState();
            _il.Emit(OpCodes.Ldfld, Known.IsEnding);
            _il.Emit(OpCodes.Brtrue, over);
            _blocks++;
            EmitStatement(attempt.Finally);
            _blocks--;
            _il.MarkLabel(over);
        }
        else
        {
            EmitCatches(attempt, end);
        }

        _tries--;
        _il.EndExceptionBlock();
    }

    private void EmitCatches(BoundTry attempt, Label end)
    {
        _il.BeginCatchBlock(typeof(NexusException));
        _il.Emit(OpCodes.Call, Known.Thrown);
        LocalBuilder thrown = Store(typeof(Value));
        foreach (BoundCatch clause in attempt.Catches)
        {
            Label other = _il.DefineLabel();
            if (clause.Type is { } type)
            {
                EmitConstant(type);
                _il.Emit(OpCodes.Ldloc, thrown);
                _il.Emit(OpCodes.Call, Known.Method(typeof(TypeTest), nameof(TypeTest.Matches)));
                _il.Emit(OpCodes.Brfalse, other);
            }

            if (clause.Variable is not null)
            {
                BindVariable(clause.Variable, () => _il.Emit(OpCodes.Ldloc, thrown));
            }

            EmitStatement(clause.Body);
            _il.Emit(OpCodes.Leave, end);
            _il.MarkLabel(other);
        }

        _il.Emit(OpCodes.Rethrow);
        Give(thrown);
    }

    private LocalBuilder EvaluateValue(BoundExpression expression)
    {
        EmitAs(expression, Kind.Any);
        return Store(typeof(Value));
    }
}
