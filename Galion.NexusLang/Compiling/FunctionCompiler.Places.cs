using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Compiling;

internal sealed partial class FunctionCompiler
{
    private void EmitAssignPlace(BoundAssignPlace place)
    {
        if (place.Index is null)
        {
            EmitAssignMember(place);
        }
        else if (IsDirect(place.Target, place.Index) && place.Compound != TokenKind.QuestionQuestion)
        {
            EmitAssignElement(place, place.Index);
        }
        else
        {
            EmitAssignIndex(place, place.Index);
        }
    }

    private void EmitAssignElement(BoundAssignPlace place, BoundExpression index)
    {
        Kind held = place.Target.Facts.Elements!.Facts.Kind;
        BoundExpression value = place.Combined ?? place.Value;
        if (place.Combined is null && !value.NeedsEmptyStack)
        {
            HeldArray? known = EmitElementPlace(place.Target, index);
            EmitAs(value, held);
            EmitSetElement(held, index, place.Span, known);
            return;
        }

        LocalBuilder? array = null;
        HeldArray? kept = TryHeld(place.Target, out HeldArray found) ? found : null;
        if (kept is null)
        {
            Emit(place.Target);
            array = Store(typeof(ArrayObject));
        }

        Emit(index);
        LocalBuilder at = Store(typeof(long));
        if (place.Combined is not null)
        {
            StoreVariable(place.Old!, () =>
            {
                LoadPlace();
                EmitElement(held, index, place.Span, kept);
                Convert(held, place.Old!.Kind);
            });
        }

        EmitAs(value, held);
        LocalBuilder result = Store(ProgramCompiler.TypeOf(held));
        LoadPlace();
        _il.Emit(OpCodes.Ldloc, result);
        EmitSetElement(held, index, place.Span, kept);
        Give(at);
        Give(result);
        if (array is not null)
        {
            Give(array);
        }

        void LoadPlace()
        {
            if (array is not null)
            {
                _il.Emit(OpCodes.Ldloc, array);
            }

            _il.Emit(OpCodes.Ldloc, at);
        }
    }

    private void EmitAssignIndex(BoundAssignPlace place, BoundExpression index)
    {
        LocalBuilder target = EvaluateValue(place.Target);
        LocalBuilder at = EvaluateValue(index);
        if (place.Combined is not null)
        {
            Mark(place.Span);
            EmitState();
            _il.Emit(OpCodes.Ldloc, target);
            _il.Emit(OpCodes.Ldloc, at);
            bool mayBeMissing = place.Compound == TokenKind.QuestionQuestion;
            _il.Emit(OpCodes.Call, mayBeMissing ? Known.Emitted(nameof(EmittedCalls.IndexOrNull)) : Known.Op(nameof(Ops.Index)));
            StoreOld(place.Old!);
        }

        LocalBuilder value = EvaluateValue(place.Combined ?? place.Value);
        Mark(place.Span);
        EmitState();
        _il.Emit(OpCodes.Ldloc, target);
        _il.Emit(OpCodes.Ldloc, at);
        _il.Emit(OpCodes.Ldloc, value);
        _il.Emit(OpCodes.Call, Known.Op(nameof(Ops.SetIndex)));
        Give(at);
        Give(target);
        Give(value);
    }

    /// <summary>Keeps the value on the stack as the old one of a place.</summary>
    private void StoreOld(Variable variable)
    {
        Convert(Kind.Any, variable.Kind);
        StoreVariable(variable);
    }

    private void EmitAssignMember(BoundAssignPlace place)
    {
        string name = place.Name!;
        RecordSymbol? known = KindInference.RecordOf(place.Target);
        known = known is { Enum: null } && known.Find(name) is not null ? known : null;
        Emit(place.Target);
        Convert(place.Target.Kind, place.Target.Kind == Kind.Record ? Kind.Record : Kind.Any);
        LocalBuilder target = Store(place.Target.Kind == Kind.Record ? typeof(RecordObject) : typeof(Value));
        if (place.Combined is not null && place.Compound == TokenKind.QuestionQuestion && known is null)
        {
            EmitState();
            EmitLocal(target);
            _il.Emit(OpCodes.Ldstr, name);
            Mark(place.Span);
            _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.MemberOrNull)));
            StoreOld(place.Old!);
        }
        else if (place.Combined is not null)
        {
            EmitMember(target, known, name, place.Span, place.Old!.Kind);
            StoreVariable(place.Old);
        }

        // What an annotation has still to look at, and what may go to one of several structs, is a value of any kind.
        Kind kind = known?.Find(name) is { Type: null } field ? field.Kind : Kind.Any;
        EmitAs(place.Combined ?? place.Value, kind);
        LocalBuilder value = Store(ProgramCompiler.TypeOf(kind));
        EmitSetMember(target, known, name, value, kind, place.Span);
        Give(target);
        Give(value);
    }

    private void EmitSetMember(LocalBuilder target, RecordSymbol? known, string name, LocalBuilder value, Kind kind, TextSpan span)
    {
        if (known is not null && target.LocalType == typeof(RecordObject))
        {
            EmitSetField(known.Find(name)!, known.FieldBuilders[known.IndexOf(name)], target, value, kind, span);
            return;
        }

        Label end = _il.DefineLabel();
        IEnumerable<RecordSymbol> guesses = known is not null ? [known] : _program.RecordsWithField(name).Take(MaxGuesses);
        foreach (RecordSymbol record in guesses)
        {
            Label other = _il.DefineLabel();
            EmitRef(target);
            _il.Emit(OpCodes.Isinst, record.Builder!);
            _il.Emit(OpCodes.Brfalse, other);
            EmitSetField(record.Find(name)!, record.FieldBuilders[record.IndexOf(name)], target, value, kind, span);
            _il.Emit(OpCodes.Br, end);
            _il.MarkLabel(other);
        }

        EmitState();
        EmitLocal(target);
        _il.Emit(OpCodes.Ldstr, name);
        _il.Emit(OpCodes.Ldloc, value);
        Convert(kind, Kind.Any);
        Mark(span);
        _il.Emit(OpCodes.Call, Known.Method(typeof(Members), nameof(Members.Set)));
        _il.MarkLabel(end);
    }

    private void EmitSetField(FieldSymbol field, FieldBuilder storage, LocalBuilder target, LocalBuilder value, Kind kind, TextSpan span)
    {
        EmitRef(target);
        if (field.Type is { } type)
        {
            EmitConstant(type);
            _il.Emit(OpCodes.Ldloc, value);
            Convert(kind, Kind.Any);
            _il.Emit(OpCodes.Ldstr, $"The field '{field.Name}'");
            Mark(span);
            _il.Emit(OpCodes.Call, Known.CheckType);
            Convert(Kind.Any, field.Kind);
        }
        else
        {
            _il.Emit(OpCodes.Ldloc, value);
            Convert(kind, field.Kind);
        }

        _il.Emit(OpCodes.Stfld, storage);
    }

    /// <summary>A local that holds a value or a record, as a value.</summary>
    private void EmitLocal(LocalBuilder local)
    {
        _il.Emit(OpCodes.Ldloc, local);
        if (local.LocalType != typeof(Value))
        {
            _il.Emit(OpCodes.Call, Known.OfObject);
        }
    }

    private void EmitCollect(BoundCollect collect)
    {
        Storage into = _storage[collect.Into];
        bool isArray = collect.Into.Kind == Kind.Array;
        if (isArray && !collect.Value.NeedsEmptyStack)
        {
            _il.Emit(OpCodes.Ldloc, into.Local!);
            EmitState();
            EmitAs(collect.Value, Kind.Any);
            _il.Emit(OpCodes.Call, Known.Method(typeof(ArrayObject), nameof(ArrayObject.Add)));
            return;
        }

        LocalBuilder value = EvaluateValue(collect.Value);
        LocalBuilder? key = collect.Key is null ? null : EvaluateValue(collect.Key);
        Mark(collect.Span);
        EmitState();
        EmitLocal(into.Local!);
        if (key is not null)
        {
            _il.Emit(OpCodes.Ldloc, key);
            Give(key);
        }

        _il.Emit(OpCodes.Ldloc, value);
        Give(value);
        _il.Emit(OpCodes.Call, Known.Emitted(key is null ? nameof(EmittedCalls.Collect) : nameof(EmittedCalls.CollectEntry)));
    }
}
