using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Compiling;

internal sealed partial class FunctionCompiler
{
    private void EmitMethodCall(BoundMethodCall call)
    {
        Label end = _il.DefineLabel();
        if (call is { Target.Kind: Kind.Array, Name: "push" or "append", IsOptional: false, Arguments: [{ Name: null, IsSpread: false }] })
        {
            EmitPush(call);
            return;
        }

        LocalBuilder target = EvaluateValue(call.Target);
        LocalBuilder? result = call.IsOptional ? EmitNullSkip(target, end) : null;
        if (call is { IsOptional: false, Kind: not Kind.Any } && KindInference.DirectMethod(call) is { } direct)
        {
            EmitDirectMethodCall(call, target, direct);
            Give(target);
            return;
        }

        if (!IsPlain(call.Arguments))
        {
            (LocalBuilder values, LocalBuilder? names, LocalBuilder? named) = EmitSorted(call.Arguments);
            EmitState();
            EmitInnerDepth();
            _il.Emit(OpCodes.Ldloc, target);
            _il.Emit(OpCodes.Ldstr, call.Name);
            LoadSorted(values, names, named);
            Mark(call.Span);
            _il.Emit(OpCodes.Call, Known.Method(typeof(Members), names is null ? nameof(Members.Call) : nameof(Members.CallNamed)));
        }
        else
        {
            EmitPlainMethodCall(call, target);
        }

        Give(target);
        FinishOptional(result, end);
        Convert(Kind.Any, call.Kind);
    }

    private void EmitPush(BoundMethodCall call)
    {
        BoundExpression item = call.Arguments[0].Value;
        Emit(call.Target);
        LocalBuilder array = Store(typeof(ArrayObject));
        if (item.NeedsEmptyStack)
        {
            LocalBuilder value = EvaluateValue(item);
            _il.Emit(OpCodes.Ldloc, array);
            EmitState();
            _il.Emit(OpCodes.Ldloc, value);
            Give(value);
        }
        else
        {
            _il.Emit(OpCodes.Ldloc, array);
            EmitState();
            EmitAs(item, Kind.Any);
        }

        _il.Emit(OpCodes.Call, Known.Method(typeof(ArrayObject), nameof(ArrayObject.Add)));
        _il.Emit(OpCodes.Ldloc, array);
        Convert(Kind.Array, call.Kind);
        Give(array);
    }

    private void EmitDirectMethodCall(BoundMethodCall call, LocalBuilder target, FunctionSymbol method)
    {
        LocalBuilder[] arguments = [.. call.Arguments.Select(a => EvaluateValue(a.Value))];
        EmitState();
        EmitInnerDepth();
        _il.Emit(OpCodes.Ldloc, target);
        foreach (LocalBuilder argument in arguments)
        {
            _il.Emit(OpCodes.Ldloc, argument);
            Give(argument);
        }

        Mark(call.Span);
        _il.Emit(OpCodes.Call, method.Method!);
        Convert(method.ReturnKind, call.Kind);
    }

    private void EmitPlainMethodCall(BoundMethodCall call, LocalBuilder target)
    {
        LocalBuilder[] arguments = [.. call.Arguments.Select(a => EvaluateValue(a.Value))];
        LocalBuilder result = Take(typeof(Value));
        Label end = _il.DefineLabel();
        RecordSymbol[] guesses =
        [
            .. _program.RecordsWithMethod(call.Name).Where(r => Fits(r.Methods[call.Name], arguments.Length)).Take(MaxGuesses),
        ];
        foreach (RecordSymbol record in guesses)
        {
            Label other = _il.DefineLabel();
            EmitRef(target);
            _il.Emit(OpCodes.Isinst, record.Builder!);
            _il.Emit(OpCodes.Brfalse, other);
            EmitState();
            EmitInnerDepth();
            _il.Emit(OpCodes.Ldloc, target);
            foreach (LocalBuilder argument in arguments)
            {
                _il.Emit(OpCodes.Ldloc, argument);
            }

            FunctionSymbol method = record.Methods[call.Name];
            Mark(call.Span);
            _il.Emit(OpCodes.Call, method.Method!);
            Convert(method.ReturnKind, Kind.Any);
            _il.Emit(OpCodes.Stloc, result);
            _il.Emit(OpCodes.Br, end);
            _il.MarkLabel(other);
        }

        EmitState();
        EmitInnerDepth();
        _il.Emit(OpCodes.Ldloc, target);
        if (call.Name == "push" && arguments.Length == 1)
        {
            _il.Emit(OpCodes.Ldloc, arguments[0]);
            Mark(call.Span);
            _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.Push)));
        }
        else if (call.Name == "get" && arguments.Length is 1 or 2)
        {
            _il.Emit(OpCodes.Ldloc, arguments[0]);
            if (arguments.Length == 2)
            {
                _il.Emit(OpCodes.Ldloc, arguments[1]);
            }
            else
            {
                _il.Emit(OpCodes.Call, Known.Missing);
            }

            Mark(call.Span);
            _il.Emit(OpCodes.Call, Known.Method(typeof(Members), nameof(Members.GetOr)));
        }
        else if (call.Name == "has" && arguments.Length == 1)
        {
            _il.Emit(OpCodes.Ldloc, arguments[0]);
            Mark(call.Span);
            _il.Emit(OpCodes.Call, Known.Method(typeof(Members), nameof(Members.Has)));
        }
        else
        {
            EmitMethodByName(call, arguments);
        }

        if (guesses.Length > 0)
        {
            _il.Emit(OpCodes.Stloc, result);
            _il.MarkLabel(end);
            _il.Emit(OpCodes.Ldloc, result);
        }

        Give(result);
        foreach (LocalBuilder argument in arguments)
        {
            Give(argument);
        }
    }

    private void EmitMethodByName(BoundMethodCall call, LocalBuilder[] arguments)
    {
        _il.Emit(OpCodes.Ldstr, call.Name);
        _il.Emit(OpCodes.Ldc_I4, arguments.Length);
        _il.Emit(OpCodes.Newarr, typeof(Value));
        for (int i = 0; i < arguments.Length; i++)
        {
            _il.Emit(OpCodes.Dup);
            _il.Emit(OpCodes.Ldc_I4, i);
            _il.Emit(OpCodes.Ldloc, arguments[i]);
            _il.Emit(OpCodes.Stelem, typeof(Value));
        }

        Mark(call.Span);
        _il.Emit(OpCodes.Call, Known.Method(typeof(Members), nameof(Members.Call)));
    }

    private static bool Fits(FunctionSymbol method, int arguments) => method.Info.IsPlain && method.Parameters.Count == arguments + 1;
}
