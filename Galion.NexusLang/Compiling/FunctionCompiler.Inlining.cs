using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Compiling;

internal sealed partial class FunctionCompiler
{
    /// <summary>How many calls of the function have been written out around the code that is being written.</summary>
    private int _outer;

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

        SourceText source = _source;
        _source = function.Source;
        EmitBranch(guard.Condition, calls, when: false);
        EmitAs(guard.Result, function.ReturnKind);
        _source = source;
        _il.Emit(OpCodes.Stloc, result);
        _il.Emit(OpCodes.Br, end);
        _il.MarkLabel(calls);
        bool isInlined = _outer == 0 && function == _function && guard.Otherwise is not null;
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

    /// <summary>
    /// What a function does when it calls itself, in place of the call. It is a call all the same to the depth, the steps and the places that
    /// errors name.
    /// </summary>
    private void EmitInlined(BoundDirectCall call, BoundExpression result)
    {
        Mark(call.Span, leadsOn: true);
        _outer++;
        EmitDepthCheck();
        EmitUncheckedStep();
        EmitAs(result, _function.ReturnKind);
        _outer--;
    }
}
