using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Compiling;

internal sealed partial class FunctionCompiler
{
    /// <summary>How many structs are tried one after the other before a member is looked up by its name.</summary>
    private const int MaxGuesses = 3;

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

        if (!member.IsOptional && member.Target is { Kind: Kind.Maybe, Facts.Record: { } maybe } && maybe.Find(member.Name) is not null)
        {
            EmitMemberUnlessNull(member, maybe);
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

    private void EmitMemberUnlessNull(BoundMember member, RecordSymbol record)
    {
        Label isThere = _il.DefineLabel();
        Emit(member.Target);
        LocalBuilder target = Store(typeof(RecordObject));
        _il.Emit(OpCodes.Ldloc, target);
        _il.Emit(OpCodes.Brtrue, isThere);
        Mark(member.Span);
        _il.Emit(OpCodes.Ldstr, member.Name);
        _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.FailMember)));
        _il.MarkLabel(isThere);
        _il.Emit(OpCodes.Ldloc, target);
        Give(target);
        _il.Emit(OpCodes.Ldfld, record.FieldBuilders[record.IndexOf(member.Name)]);
        Convert(record.Find(member.Name)!.Kind, member.Kind);
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

    private LocalBuilder EmitBound(BoundMember member)
    {
        EmitMember(member);
        return Store(typeof(Value));
    }
}
