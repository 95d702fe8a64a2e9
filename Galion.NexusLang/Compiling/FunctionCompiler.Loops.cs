using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Compiling;

internal sealed partial class FunctionCompiler
{
    private void EmitLoopBody(BoundStatement body, Label breakLabel, Label continueLabel, Turns? turns = null)
    {
        _loops.Push(new Loop(breakLabel, continueLabel, _tries, turns));
        EmitStatement(body);
        _loops.Pop();
    }

    private void EmitWhile(BoundWhile loop)
    {
        Label body = _il.DefineLabel();
        Label next = _il.DefineLabel();
        Label end = _il.DefineLabel();
        Dictionary<Variable, HeldArray> before = HoldArrays(loop);
        EmitBranch(loop.Condition, end, when: false);
        _il.MarkLabel(body);
        EmitLoopBody(loop.Body, end, next);
        _il.MarkLabel(next);
        EmitTick(loop.Condition.Span);
        EmitBranch(loop.Condition, body, when: true);
        _il.MarkLabel(end);
        LetGo(before);
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
        Dictionary<Variable, HeldArray> before = HoldArrays(loop);
        Turns? turns = TurnsOf(loop, counter);
        EmitFirstTurns(turns);
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

        EmitLoopBody(loop.Body, end, next, turns);
        _il.MarkLabel(next);
        _il.Emit(OpCodes.Ldloc, counter);
        _il.Emit(OpCodes.Ldc_I4_1);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, counter);
        if (turns is { Paid: null } counted)
        {
            EmitCounterTick(counted, loop.End.Span);
        }

        _il.MarkLabel(test);
        _il.Emit(OpCodes.Ldloc, counter);
        _il.Emit(OpCodes.Ldloc, turns?.Paid ?? last);
        _il.Emit(OpCodes.Blt, body);
        if (turns is { Paid: { } paid } more)
        {
            EmitNextTurns(more, paid, last, body, loop.End.Span);
        }

        _il.MarkLabel(end);
        if (turns is { } rest)
        {
            EmitLeavingTurns(rest);
            if (rest.Paid is null)
            {
                EmitTicksCheck(loop.End.Span);
            }
            else
            {
                Give(rest.Paid);
            }
        }

        LetGo(before);
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

    private void EmitForArray(BoundForEach loop, Facts held)
    {
        Emit(loop.Source);
        LocalBuilder array = Store(typeof(ArrayObject));
        LocalBuilder index = Take(typeof(long));
        LocalBuilder item = Take(ProgramCompiler.TypeOf(held.Kind));
        Label body = _il.DefineLabel();
        Label next = _il.DefineLabel();
        Label test = _il.DefineLabel();
        Label end = _il.DefineLabel();
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Stloc, index);
        _il.Emit(OpCodes.Br, test);
        _il.MarkLabel(body);
        _il.Emit(OpCodes.Ldloc, array);
        _il.Emit(OpCodes.Ldloc, index);
        EmitElement(held.Kind, null, loop.Source.Span);
        _il.Emit(OpCodes.Stloc, item);
        _il.Emit(OpCodes.Ldloc, index);
        _il.Emit(OpCodes.Ldc_I4_1);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, index);
        if (loop.Pattern is BindingPattern { Variable: var variable })
        {
            BindVariable(variable, () =>
            {
                _il.Emit(OpCodes.Ldloc, item);
                Convert(held.Kind, variable.Kind);
            });
        }
        else
        {
            // Elements that are taken apart are values: the inference has given them up.
            LocalBuilder whole = Take(typeof(Value));
            _il.Emit(OpCodes.Ldloc, item);
            Convert(held.Kind, Kind.Any);
            _il.Emit(OpCodes.Stloc, whole);
            EmitBinding(loop.Pattern, whole);
            Give(whole);
        }

        EmitLoopBody(loop.Body, end, next);
        _il.MarkLabel(next);
        EmitTick(loop.Source.Span);
        _il.MarkLabel(test);
        _il.Emit(OpCodes.Ldloc, index);
        _il.Emit(OpCodes.Ldloc, array);
        _il.Emit(OpCodes.Ldfld, Known.ArrayCount);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Blt, body);
        _il.MarkLabel(end);
        Give(array);
        Give(index);
        Give(item);
    }

    private void EmitForEach(BoundForEach loop)
    {
        if (loop.Source.Facts is { Kind: Kind.Array, Elements: { } elements })
        {
            EmitForArray(loop, elements.Facts);
            return;
        }

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
        EmitTick(loop.Source.Span);
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
}
