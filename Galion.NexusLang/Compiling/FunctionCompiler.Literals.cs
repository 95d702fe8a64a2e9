using System.Reflection;
using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Compiling;

internal sealed partial class FunctionCompiler
{
    private void EmitSequence(BoundSequence sequence)
    {
        if (sequence.Sequence == SequenceKind.Set || sequence.Elements.Any(e => e.IsSpread))
        {
            bool isSet = sequence.Sequence == SequenceKind.Set;
            EmitElements(
                sequence.Elements, isSet ? nameof(EmittedCalls.NewSet) : nameof(EmittedCalls.NewArray), Known.Emitted(nameof(EmittedCalls.Collect)));
            if (sequence.Sequence == SequenceKind.Tuple)
            {
                _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.ToTuple)));
            }

            return;
        }

        LocalBuilder items = EmitArray([.. sequence.Elements.Select(e => e.Value)], [.. Enumerable.Range(0, sequence.Elements.Count)]);
        EmitState();
        _il.Emit(OpCodes.Ldloc, items);
        Give(items);
        _il.Emit(OpCodes.Call, Known.Emitted(
            sequence.Sequence == SequenceKind.Array ? nameof(EmittedCalls.ArrayOf) : nameof(EmittedCalls.TupleOf)));
    }

    /// <summary>Makes a container, adds elements and whole other containers to it, and leaves it on the stack.</summary>
    private void EmitElements(IReadOnlyList<BoundArgument> elements, string create, MethodInfo add)
    {
        EmitState();
        _il.Emit(OpCodes.Call, Known.Emitted(create));
        LocalBuilder container = Store(typeof(Value));
        foreach (BoundArgument element in elements)
        {
            LocalBuilder value = EvaluateValue(element.Value);
            EmitState();
            _il.Emit(OpCodes.Ldloc, container);
            _il.Emit(OpCodes.Ldloc, value);
            Give(value);
            Mark(element.Value.Span);
            _il.Emit(OpCodes.Call, element.IsSpread ? Known.Emitted(nameof(EmittedCalls.CollectAll)) : add);
        }

        _il.Emit(OpCodes.Ldloc, container);
        Give(container);
    }

    private void EmitDict(BoundDict dict)
    {
        EmitState();
        _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.NewDict)));
        LocalBuilder container = Store(typeof(Value));
        foreach ((BoundExpression? key, BoundExpression value) in dict.Entries)
        {
            LocalBuilder? keyLocal = key is null ? null : EvaluateValue(key);
            LocalBuilder valueLocal = EvaluateValue(value);
            EmitState();
            _il.Emit(OpCodes.Ldloc, container);
            if (keyLocal is not null)
            {
                _il.Emit(OpCodes.Ldloc, keyLocal);
                Give(keyLocal);
            }

            _il.Emit(OpCodes.Ldloc, valueLocal);
            Give(valueLocal);
            Mark(value.Span);
            _il.Emit(OpCodes.Call, Known.Emitted(keyLocal is null ? nameof(EmittedCalls.CollectDict) : nameof(EmittedCalls.CollectEntry)));
        }

        _il.Emit(OpCodes.Ldloc, container);
        Give(container);
    }

    private void EmitLambda(BoundLambda lambda)
    {
        FunctionSymbol function = lambda.Function;
        if (function.IsStatic)
        {
            EmitFunctionValue(function);
            return;
        }

        List<Variable> captures = function.Frame.Captures;
        _il.Emit(OpCodes.Ldc_I4, captures.Count);
        _il.Emit(OpCodes.Newarr, typeof(Value));
        LocalBuilder captured = Store(typeof(Value[]));
        for (int i = 0; i < captures.Count; i++)
        {
            _il.Emit(OpCodes.Ldloc, captured);
            _il.Emit(OpCodes.Ldc_I4, i);
            if (captures[i].NeedsCell)
            {
                _il.Emit(OpCodes.Ldloc, StorageOf(captures[i]).Local!);
                _il.Emit(OpCodes.Call, Known.OfObject);
            }
            else if (captures[i].Constant is { } constant)
            {
                EmitAs(constant, Kind.Any);
            }
            else
            {
                EmitVariable(new BoundVariable(lambda.Span, captures[i]));
                Convert(captures[i].Kind, Kind.Any);
            }

            _il.Emit(OpCodes.Stelem, typeof(Value));
        }

        EmitState();
        EmitConstant(function.Info);
        _il.Emit(OpCodes.Ldftn, function.Entry!);
        _il.Emit(OpCodes.Ldloc, captured);
        Give(captured);
        _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.NewClosure)));
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
}
