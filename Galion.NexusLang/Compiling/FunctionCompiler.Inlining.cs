using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Compiling;

internal sealed partial class FunctionCompiler
{
    /// <summary>How many calls of the function have been written out around the code that is being written.</summary>
    private int _outer;

    /// <summary>How many calls of the function are to be written out within each other.</summary>
    private int _levels;

    /// <summary>Whether the function has been written out within itself, for calls that are not deep.</summary>
    private bool _isForDeep;

    /// <summary>
    /// What the function does, with its calls of itself written out, where it is certain that none of these is too deep. They are calls all
    /// the same to the steps and the places that errors name; their steps are paid for together and beforehand, also for those that are
    /// decided at once. Deeper calls go on behind it.
    /// </summary>
    private void EmitWrittenOut()
    {
        if (_program.GuardOf(_function) is not { Levels: > 0 and var levels } guard || _function.Frame.Size >= SmallFrame)
        {
            return;
        }

        Label deep = _il.DefineLabel();
        EmitIfDeeper(levels, deep);
        EmitSteps(guard.Bodies);
        _levels = levels;
        for (int i = 0; i < _function.Parameters.Count; i++)
        {
            _storage[_function.Parameters[i].Variable] = new Storage(StorageKind.Argument, Argument: i + 2);
        }

        EmitStatement(_function.Body);
        _levels = 0;
        _isForDeep = true;
        _il.MarkLabel(deep);
    }

    /// <summary>Jumps where calls so many levels further down, and those that they decide, might be too deep.</summary>
    private void EmitIfDeeper(int levels, Label target)
    {
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldc_I4, ProgramState.UncheckedDepth - levels - 1);
        _il.Emit(OpCodes.Bgt, target);
    }

    /// <summary>Calls only when the function does not return at once.</summary>
    private void EmitGuardedCall(BoundDirectCall call, Guard guard)
    {
        FunctionSymbol function = call.Function;
        LocalBuilder[] locals =
        [
            .. call.Arguments.Select((a, i) =>
            {
                EmitAs(a!, function.Parameters[i].Variable.Kind);
                return Store(ProgramCompiler.TypeOf(function.Parameters[i].Variable.Kind));
            }),
        ];
        LocalBuilder result = Take(ProgramCompiler.TypeOf(function.ReturnKind));
        Label calls = _il.DefineLabel();
        Label end = _il.DefineLabel();

        // The function may be the one being written, whose own parameters have the same names.
        Storage?[] own = [.. function.Parameters.Select(p => _storage.TryGetValue(p.Variable, out Storage storage) ? storage : (Storage?)null)];
        for (int i = 0; i < locals.Length; i++)
        {
            _storage[function.Parameters[i].Variable] = new Storage(StorageKind.Local, locals[i]);
        }

        if (_levels == 0 && !_program.IsTop(_function))
        {
            EmitIfDeeper(0, calls);
        }

        SourceText source = _source;
        _source = function.Source;
        EmitBranch(guard.Condition, calls, when: false);
        EmitAs(guard.Result, function.ReturnKind);
        _source = source;
        _il.Emit(OpCodes.Stloc, result);
        _il.Emit(OpCodes.Br, end);
        _il.MarkLabel(calls);
        bool isInlined = _outer < _levels && function == _function;
        if (isInlined)
        {
            EmitInlined(call, guard.Otherwise!);
            _il.Emit(OpCodes.Stloc, result);
        }

        for (int i = 0; i < locals.Length; i++)
        {
            if (own[i] is { } storage)
            {
                _storage[function.Parameters[i].Variable] = storage;
            }
            else
            {
                _storage.Remove(function.Parameters[i].Variable);
            }
        }

        if (!isInlined)
        {
            EmitCallWith(call, locals);
            _il.Emit(OpCodes.Stloc, result);
        }

        _il.MarkLabel(end);
        _il.Emit(OpCodes.Ldloc, result);
        Give(result);
        foreach (LocalBuilder local in locals)
        {
            Give(local);
        }
    }

    private void EmitCallWith(BoundDirectCall call, LocalBuilder[] arguments)
    {
        EmitState();
        EmitInnerDepth();
        foreach (LocalBuilder argument in arguments)
        {
            _il.Emit(OpCodes.Ldloc, argument);
        }

        Mark(call.Span);
        _il.Emit(OpCodes.Call, call.Function.Method!);
    }

    /// <summary>What a function does when it calls itself, in place of the call.</summary>
    private void EmitInlined(BoundDirectCall call, BoundExpression result)
    {
        Mark(call.Span, leadsOn: true);
        _outer++;
        EmitAs(result, _function.ReturnKind);
        _outer--;
    }
}
