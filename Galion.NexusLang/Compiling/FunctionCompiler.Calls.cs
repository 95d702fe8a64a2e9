using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Compiling;

internal sealed partial class FunctionCompiler
{
    private void EmitCall(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundDirectCall call:
                EmitDirectCall(call);
                break;
            case BoundLibraryCall call:
                EmitLibraryCall(call);
                break;
            case BoundCall call:
                EmitUnknownCall(call);
                break;
            case BoundMethodCall call:
                EmitMethodCall(call);
                break;
            case BoundSpawn spawn:
                EmitSpawn(spawn);
                break;
            default:
                throw new InvalidOperationException($"No code is known for {expression.GetType().Name}.");
        }
    }

    private void EmitDirectCall(BoundDirectCall call)
    {
        FunctionSymbol function = call.Function;
        bool isInOrder = call.Order.SequenceEqual(call.Order.Order()) && !call.Arguments.Any(a => a is { NeedsEmptyStack: true });
        if (isInOrder && !(_isForDeep && function == _function) && call.Order.Length == call.Arguments.Length && _program.GuardOf(function) is { } guard)
        {
            EmitGuardedCall(call, guard);
            return;
        }

        var locals = new LocalBuilder?[call.Arguments.Length];
        if (!isInOrder)
        {
            foreach (int index in call.Order)
            {
                Kind kind = function.Parameters[index].Variable.Kind;
                EmitAs(call.Arguments[index]!, kind);
                locals[index] = Store(ProgramCompiler.TypeOf(kind));
            }
        }

        if (function.IsStatic)
        {
            EmitState();
        }
        else
        {
            EmitVariable(call.Holder!);
            _il.Emit(OpCodes.Ldstr, function.Name);
            _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.AsClosure)));
        }

        EmitInnerDepth();
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            if (locals[i] is { } local)
            {
                _il.Emit(OpCodes.Ldloc, local);
                Give(local);
            }
            else if (call.Arguments[i] is { } argument)
            {
                EmitAs(argument, function.Parameters[i].Variable.Kind);
            }
            else
            {
                _il.Emit(OpCodes.Call, Known.Missing);
            }
        }

        Mark(call.Span);
        _il.Emit(OpCodes.Call, function.Method!);
    }

    private void EmitLibraryCall(BoundLibraryCall call)
    {
        if (Intrinsics.Find(call) is { } intrinsic && !call.NeedsEmptyStack)
        {
            BoundExpression?[] arguments = Intrinsics.ArgumentsOf(call);
            for (int i = 0; i < arguments.Length; i++)
            {
                EmitAs(arguments[i]!, intrinsic.Parameters[i]);
            }

            Mark(call.Span);
            _il.Emit(OpCodes.Call, intrinsic.Method);
            return;
        }

        LocalBuilder values = EmitArray(call.Arguments, call.Order);
        EmitConstant(call.Function);
        EmitState();
        EmitInnerDepth();
        _il.Emit(OpCodes.Ldloc, values);
        Give(values);
        Mark(call.Span);
        _il.Emit(OpCodes.Call, Known.Method(typeof(Builtin), nameof(Builtin.InvokeAll)));
        Convert(Kind.Any, call.Kind);
    }

    /// <summary>Puts arguments into an array; what is not given is marked as missing.</summary>
    private LocalBuilder EmitArray(IReadOnlyList<BoundExpression?> arguments, IReadOnlyList<int> order)
    {
        LocalBuilder array = Take(typeof(Value[]));
        _il.Emit(OpCodes.Ldc_I4, arguments.Count);
        _il.Emit(OpCodes.Newarr, typeof(Value));
        _il.Emit(OpCodes.Stloc, array);
        foreach (int index in order)
        {
            LocalBuilder value = EvaluateValue(arguments[index]!);
            EmitStore(array, index, () => _il.Emit(OpCodes.Ldloc, value));
            Give(value);
        }

        for (int i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is null)
            {
                EmitStore(array, i, () => _il.Emit(OpCodes.Call, Known.Missing));
            }
        }

        return array;
    }

    private void EmitStore(LocalBuilder array, int index, Action emitValue)
    {
        _il.Emit(OpCodes.Ldloc, array);
        _il.Emit(OpCodes.Ldc_I4, index);
        emitValue();
        _il.Emit(OpCodes.Stelem, typeof(Value));
    }

    private void EmitUnknownCall(BoundCall call)
    {
        Label end = _il.DefineLabel();
        LocalBuilder callee = EvaluateValue(call.Callee);
        LocalBuilder? result = call.IsOptional ? EmitNullSkip(callee, end) : null;
        EmitArgumentsAndCall(call.Arguments, call.Span, () => _il.Emit(OpCodes.Ldloc, callee));
        Give(callee);
        FinishOptional(result, end);
    }

    private static bool IsPlain(IReadOnlyList<BoundArgument> arguments) => arguments.All(a => a is { Name: null, IsSpread: false });

    private void EmitArgumentsAndCall(IReadOnlyList<BoundArgument> arguments, TextSpan span, Action emitCallee)
    {
        if (IsPlain(arguments) && arguments.Count <= 3)
        {
            LocalBuilder[] locals = [.. arguments.Select(a => EvaluateValue(a.Value))];
            EmitState();
            EmitInnerDepth();
            emitCallee();
            foreach (LocalBuilder local in locals)
            {
                _il.Emit(OpCodes.Ldloc, local);
                Give(local);
            }

            Mark(span);
            _il.Emit(OpCodes.Call, Known.Method(typeof(Calls), $"Call{arguments.Count}"));
            return;
        }

        (LocalBuilder values, LocalBuilder? names, LocalBuilder? named) = EmitSorted(arguments);
        EmitState();
        EmitInnerDepth();
        emitCallee();
        LoadSorted(values, names, named);
        Mark(span);
        _il.Emit(OpCodes.Call, Known.Method(typeof(Calls), names is null ? nameof(Calls.CallMany) : nameof(Calls.CallNamed)));
    }

    /// <summary>Evaluates arguments into an array of the positional ones and, when there are any, names with their values.</summary>
    private (LocalBuilder Values, LocalBuilder? Names, LocalBuilder? Named) EmitSorted(IReadOnlyList<BoundArgument> arguments)
    {
        LocalBuilder values;
        BoundArgument[] positional = [.. arguments.Where(a => a.Name is null)];
        if (positional.Any(a => a.IsSpread))
        {
            EmitElements(positional, nameof(EmittedCalls.NewArray), Known.Emitted(nameof(EmittedCalls.Collect)));
            _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.ItemsOf)));
            values = Store(typeof(Value[]));
        }
        else
        {
            values = EmitArray([.. positional.Select(a => a.Value)], [.. Enumerable.Range(0, positional.Length)]);
        }

        BoundArgument[] named = [.. arguments.Where(a => a.Name is not null)];
        if (named.Length == 0)
        {
            return (values, null, null);
        }

        LocalBuilder namedValues = EmitArray([.. named.Select(a => a.Value)], [.. Enumerable.Range(0, named.Length)]);
        EmitConstant(named.Select(a => a.Name!).ToArray());
        return (values, Store(typeof(string[])), namedValues);
    }

    private void LoadSorted(LocalBuilder values, LocalBuilder? names, LocalBuilder? named)
    {
        _il.Emit(OpCodes.Ldloc, values);
        Give(values);
        if (names is not null)
        {
            _il.Emit(OpCodes.Ldloc, names);
            _il.Emit(OpCodes.Ldloc, named!);
            Give(names);
            Give(named!);
        }
    }

    private void EmitSpawn(BoundSpawn spawn)
    {
        LocalBuilder callee = spawn.Callee is BoundMember member ? EmitBound(member) : EvaluateValue(spawn.Callee);
        LocalBuilder arguments = EmitArray(spawn.Arguments, [.. Enumerable.Range(0, spawn.Arguments.Count)]);
        EmitState();
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldloc, callee);
        _il.Emit(OpCodes.Ldloc, arguments);
        Give(callee);
        Give(arguments);
        Mark(spawn.Span);
        _il.Emit(OpCodes.Call, Known.Method(typeof(Tasks), nameof(Tasks.Spawn)));
    }
}
