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

    private void EmitLoopBody(BoundStatement body, Label breakLabel, Label continueLabel)
    {
        _loops.Push(new Loop(breakLabel, continueLabel, _tries));
        EmitStatement(body);
        _loops.Pop();
    }

    private void EmitWhile(BoundWhile loop)
    {
        Label body = _il.DefineLabel();
        Label next = _il.DefineLabel();
        Label end = _il.DefineLabel();
        EmitBranch(loop.Condition, end, when: false);
        _il.MarkLabel(body);
        EmitLoopBody(loop.Body, end, next);
        _il.MarkLabel(next);
        EmitTick();
        EmitBranch(loop.Condition, body, when: true);
        _il.MarkLabel(end);
    }

    private void EmitForRange(BoundForRange loop)
    {
        Variable variable = loop.Variable;
        EmitRangeEnd(loop.Start);
        LocalBuilder counter = Store(typeof(long));
        EmitRangeEnd(loop.End);
        LocalBuilder last = Store(typeof(long));
        bool isCounter = variable.Kind == Kind.Long && !variable.IsReassigned && !variable.NeedsCell && !variable.IsGlobal;
        if (isCounter)
        {
            _storage[variable] = new Storage(StorageKind.Local, counter);
        }

        Label body = _il.DefineLabel();
        Label next = _il.DefineLabel();
        Label test = _il.DefineLabel();
        Label end = _il.DefineLabel();
        _il.Emit(OpCodes.Br, test);
        _il.MarkLabel(body);
        if (!isCounter)
        {
            BindVariable(variable, () =>
            {
                _il.Emit(OpCodes.Ldloc, counter);
                Convert(Kind.Long, variable.Kind);
            });
        }

        EmitLoopBody(loop.Body, end, next);
        _il.MarkLabel(next);
        EmitTick();
        _il.Emit(OpCodes.Ldloc, counter);
        _il.Emit(OpCodes.Ldc_I4_1);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, counter);
        _il.MarkLabel(test);
        _il.Emit(OpCodes.Ldloc, counter);
        _il.Emit(OpCodes.Ldloc, last);
        _il.Emit(OpCodes.Blt, body);
        _il.MarkLabel(end);
        Give(counter);
        Give(last);
    }

    private void EmitRangeEnd(BoundExpression end)
    {
        Emit(end);
        if (end.Kind != Kind.Long)
        {
            Convert(end.Kind, Kind.Any);
            Mark(end.Span);
            _il.Emit(OpCodes.Call, Known.SlowOp(nameof(SlowOps.RangeEnd)));
        }
    }

    private void EmitForEach(BoundForEach loop)
    {
        EmitAs(loop.Source, Kind.Any);
        LocalBuilder source = Store(typeof(Value));
        LocalBuilder array = Take(typeof(ArrayObject));
        LocalBuilder index = Take(typeof(int));
        LocalBuilder iterator = Take(typeof(Iterator));
        LocalBuilder item = Take(typeof(Value));
        Label isArray = _il.DefineLabel();
        Label body = _il.DefineLabel();
        Label next = _il.DefineLabel();
        Label fromArray = _il.DefineLabel();
        Label end = _il.DefineLabel();
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Stloc, index);
        _il.Emit(OpCodes.Ldnull);
        _il.Emit(OpCodes.Stloc, iterator);
        _il.Emit(OpCodes.Ldloc, source);
        _il.Emit(OpCodes.Call, Known.AsArray);
        _il.Emit(OpCodes.Stloc, array);
        _il.Emit(OpCodes.Ldloc, array);
        _il.Emit(OpCodes.Brtrue, isArray);
        Mark(loop.Source.Span);
        EmitState();
        _il.Emit(OpCodes.Ldloc, source);
        _il.Emit(OpCodes.Call, Known.StartIteration);
        _il.Emit(OpCodes.Stloc, iterator);
        _il.MarkLabel(isArray);
        Give(source);

        _il.MarkLabel(next);
        EmitTick();
        _il.Emit(OpCodes.Ldloc, array);
        _il.Emit(OpCodes.Brtrue, fromArray);
        _il.Emit(OpCodes.Ldloc, iterator);
        _il.Emit(OpCodes.Callvirt, Known.MoveNext);
        _il.Emit(OpCodes.Brfalse, end);
        _il.Emit(OpCodes.Ldloc, iterator);
        _il.Emit(OpCodes.Ldfld, Known.IteratorCurrent);
        _il.Emit(OpCodes.Stloc, item);
        _il.Emit(OpCodes.Br, body);
        _il.MarkLabel(fromArray);
        _il.Emit(OpCodes.Ldloc, index);
        _il.Emit(OpCodes.Ldloc, array);
        _il.Emit(OpCodes.Ldfld, Known.ArrayCount);
        _il.Emit(OpCodes.Bge, end);
        _il.Emit(OpCodes.Ldloc, array);
        _il.Emit(OpCodes.Ldfld, Known.ArrayItems);
        _il.Emit(OpCodes.Ldloc, index);
        _il.Emit(OpCodes.Ldelem, typeof(Value));
        _il.Emit(OpCodes.Stloc, item);
        _il.Emit(OpCodes.Ldloc, index);
        _il.Emit(OpCodes.Ldc_I4_1);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, index);
        _il.MarkLabel(body);
        EmitBinding(loop.Pattern, item);
        EmitLoopBody(loop.Body, end, next);
        _il.Emit(OpCodes.Br, next);
        _il.MarkLabel(end);
        Give(array);
        Give(index);
        Give(iterator);
        Give(item);
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
        _il.Emit(_tries > 0 ? OpCodes.Leave : OpCodes.Br, _end);
    }

    private void EmitTry(BoundTry attempt)
    {
        Label end = _il.BeginExceptionBlock();
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
            EmitStatement(attempt.Finally);
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

    private void EmitCollect(BoundCollect collect)
    {
        Storage into = _storage[collect.Into];
        LocalBuilder value = EvaluateValue(collect.Value);
        LocalBuilder? key = collect.Key is null ? null : EvaluateValue(collect.Key);
        Mark(collect.Span);
        EmitState();
        _il.Emit(OpCodes.Ldloc, into.Local!);
        if (key is not null)
        {
            _il.Emit(OpCodes.Ldloc, key);
            Give(key);
        }

        _il.Emit(OpCodes.Ldloc, value);
        Give(value);
        _il.Emit(OpCodes.Call, Known.Emitted(key is null ? nameof(EmittedCalls.Collect) : nameof(EmittedCalls.CollectEntry)));
    }

    private LocalBuilder EvaluateValue(BoundExpression expression)
    {
        EmitAs(expression, Kind.Any);
        return Store(typeof(Value));
    }

    private void EmitAssignPlace(BoundAssignPlace place)
    {
        LocalBuilder target = EvaluateValue(place.Target);
        LocalBuilder? index = place.Index is null ? null : EvaluateValue(place.Index);
        if (place.Combined is not null)
        {
            if (index is null)
            {
                EmitMember(target, (place.Target as BoundVariable)?.Variable.Record, place.Name!, place.Span);
            }
            else
            {
                Mark(place.Span);
                EmitState();
                _il.Emit(OpCodes.Ldloc, target);
                _il.Emit(OpCodes.Ldloc, index);
                bool mayBeMissing = place.Compound == TokenKind.QuestionQuestion;
                _il.Emit(OpCodes.Call, mayBeMissing ? Known.Emitted(nameof(EmittedCalls.IndexOrNull)) : Known.Op(nameof(Ops.Index)));
            }

            LocalBuilder old = Store(typeof(Value));
            StoreVariable(place.Old!, () => _il.Emit(OpCodes.Ldloc, old));
            Give(old);
        }

        LocalBuilder value = EvaluateValue(place.Combined ?? place.Value);
        if (index is null)
        {
            EmitSetMember(target, (place.Target as BoundVariable)?.Variable.Record, place.Name!, value, place.Span);
        }
        else
        {
            Mark(place.Span);
            EmitState();
            _il.Emit(OpCodes.Ldloc, target);
            _il.Emit(OpCodes.Ldloc, index);
            _il.Emit(OpCodes.Ldloc, value);
            _il.Emit(OpCodes.Call, Known.Op(nameof(Ops.SetIndex)));
            Give(index);
        }

        Give(target);
        Give(value);
    }
}
