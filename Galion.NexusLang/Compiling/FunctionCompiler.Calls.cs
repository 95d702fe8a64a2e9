using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Compiling;

internal sealed partial class FunctionCompiler
{
    /// <summary>How many structs are tried one after the other before a member is looked up by its name.</summary>
    private const int MaxGuesses = 3;

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
        if (isInOrder && call.Order.Length == call.Arguments.Length && _program.GuardOf(function) is { } guard)
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

        _il.MarkLabel(calls);
        EmitState();
        EmitInnerDepth();
        foreach (LocalBuilder local in locals)
        {
            _il.Emit(OpCodes.Ldloc, local);
            Give(local);
        }

        Mark(call.Span);
        _il.Emit(OpCodes.Call, function.Method!);
        _il.Emit(OpCodes.Stloc, result);
        _il.MarkLabel(end);
        _il.Emit(OpCodes.Ldloc, result);
        Give(result);
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

    /// <summary>Skips to <paramref name="end"/> with null when the value is null.</summary>
    private LocalBuilder EmitNullSkip(LocalBuilder value, Label end)
    {
        LocalBuilder result = Take(typeof(Value));
        EmitNull();
        _il.Emit(OpCodes.Stloc, result);
        _il.Emit(OpCodes.Ldloc, value);
        _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.IsNull)));
        _il.Emit(OpCodes.Brtrue, end);
        return result;
    }

    private void FinishOptional(LocalBuilder? result, Label end)
    {
        if (result is not null)
        {
            _il.Emit(OpCodes.Stloc, result);
            _il.MarkLabel(end);
            _il.Emit(OpCodes.Ldloc, result);
            Give(result);
        }
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

    /// <summary>The object in a local that holds a value or a record.</summary>
    private void EmitRef(LocalBuilder value)
    {
        _il.Emit(OpCodes.Ldloc, value);
        if (value.LocalType == typeof(Value))
        {
            _il.Emit(OpCodes.Ldfld, Known.ValueRef);
        }
    }

    private void EmitMember(BoundMember member)
    {
        RecordSymbol? known = KindInference.RecordOf(member.Target);
        if (!member.IsOptional && known?.Find(member.Name) is { } field)
        {
            Emit(member.Target);
            Convert(member.Target.Kind, Kind.Record);
            _il.Emit(OpCodes.Ldfld, known.FieldBuilders[known.IndexOf(member.Name)]);
            Convert(field.Kind, member.Kind);
            return;
        }

        if (member is { IsOptional: false, Target.Kind: Kind.Array, Name: "length" })
        {
            Emit(member.Target);
            _il.Emit(OpCodes.Ldfld, Known.ArrayCount);
            _il.Emit(OpCodes.Conv_I8);
            return;
        }

        Label end = _il.DefineLabel();
        LocalBuilder target = EvaluateValue(member.Target);
        LocalBuilder? result = member.IsOptional ? EmitNullSkip(target, end) : null;
        if (member.IsOptional)
        {
            EmitState();
            _il.Emit(OpCodes.Ldloc, target);
            _il.Emit(OpCodes.Ldstr, member.Name);
            Mark(member.Span);
            _il.Emit(OpCodes.Call, Known.Method(typeof(Members), nameof(Members.GetOptional)));
        }
        else
        {
            EmitMember(target, known, member.Name, member.Span, Kind.Any);
        }

        Give(target);
        FinishOptional(result, end);
        Convert(Kind.Any, member.Kind);
    }

    private void EmitMember(LocalBuilder target, RecordSymbol? known, string name, TextSpan span, Kind kind)
    {
        if (known?.Find(name) is { } field)
        {
            EmitRef(target);
            _il.Emit(OpCodes.Ldfld, known.FieldBuilders[known.IndexOf(name)]);
            Convert(field.Kind, kind);
            return;
        }

        Label end = _il.DefineLabel();
        LocalBuilder result = Take(typeof(Value));
        RecordSymbol[] guesses = [.. _program.RecordsWithField(name).Take(MaxGuesses)];
        foreach (RecordSymbol record in guesses)
        {
            Label other = _il.DefineLabel();
            EmitRef(target);
            _il.Emit(OpCodes.Isinst, record.Builder!);
            _il.Emit(OpCodes.Brfalse, other);
            EmitRef(target);
            _il.Emit(OpCodes.Ldfld, record.FieldBuilders[record.IndexOf(name)]);
            Convert(record.Find(name)!.Kind, Kind.Any);
            _il.Emit(OpCodes.Stloc, result);
            _il.Emit(OpCodes.Br, end);
            _il.MarkLabel(other);
        }

        EmitState();
        EmitLocal(target);
        _il.Emit(OpCodes.Ldstr, name);
        Mark(span);
        _il.Emit(OpCodes.Call, Known.Method(typeof(Members), nameof(Members.Get)));
        if (guesses.Length > 0)
        {
            _il.Emit(OpCodes.Stloc, result);
            _il.MarkLabel(end);
            _il.Emit(OpCodes.Ldloc, result);
        }

        Give(result);
        Convert(Kind.Any, kind);
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

    private LocalBuilder EmitBound(BoundMember member)
    {
        EmitMember(member);
        return Store(typeof(Value));
    }
}
