using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Compiling;

internal sealed partial class FunctionCompiler
{
    private void EmitUnpack(BoundPattern pattern, BoundExpression value)
    {
        LocalBuilder source = EvaluateValue(value);
        EmitBinding(pattern, source);
        Give(source);
    }

    /// <summary>All values are taken before the first name is bound.</summary>
    private void EmitPairwise(PartsPattern pattern, BoundSequence values)
    {
        LocalBuilder[] locals =
        [
            .. values.Elements.Select(e =>
            {
                Emit(e.Value);
                return Store(ProgramCompiler.TypeOf(e.Value.Kind));
            }),
        ];
        for (int i = 0; i < locals.Length; i++)
        {
            LocalBuilder local = locals[i];
            if (pattern.Parts[i] is BindingPattern binding)
            {
                Kind kind = values.Elements[i].Value.Kind;
                BindVariable(binding.Variable, () =>
                {
                    _il.Emit(OpCodes.Ldloc, local);
                    Convert(kind, binding.Variable.Kind);
                });
            }

            Give(local);
        }
    }

    /// <summary>Takes a value apart where the pattern must fit, as in <c>let</c> and <c>for</c>.</summary>
    private void EmitBinding(BoundPattern pattern, LocalBuilder value)
    {
        switch (pattern)
        {
            case AnythingPattern:
                break;
            case BindingPattern binding:
                BindVariable(binding.Variable, () =>
                {
                    _il.Emit(OpCodes.Ldloc, value);
                    Convert(Kind.Any, binding.Variable.Kind);
                });
                break;
            case PartsPattern parts:
                Mark(parts.Span);
                EmitState();
                _il.Emit(OpCodes.Ldloc, value);
                _il.Emit(OpCodes.Ldc_I4, parts.Parts.Count - (parts.Rest >= 0 ? 1 : 0));
                _il.Emit(OpCodes.Ldc_I4, parts.Rest);
                _il.Emit(OpCodes.Call, Known.Method(typeof(Iteration), nameof(Iteration.Unpack)));
                LocalBuilder items = Store(typeof(Value[]));
                EmitParts(parts.Parts, items, EmitBinding);
                Give(items);
                break;
            default:
                Label fails = _il.DefineLabel();
                Label fits = _il.DefineLabel();
                EmitTest(pattern, value, fails);
                _il.Emit(OpCodes.Br, fits);
                _il.MarkLabel(fails);
                Mark(pattern.Span);
                _il.Emit(OpCodes.Ldloc, value);
                _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.FailPattern)));
                _il.MarkLabel(fits);
                break;
        }
    }

    private void EmitParts(IReadOnlyList<BoundPattern> parts, LocalBuilder items, Action<BoundPattern, LocalBuilder> emit)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            if (parts[i] is AnythingPattern)
            {
                continue;
            }

            _il.Emit(OpCodes.Ldloc, items);
            _il.Emit(OpCodes.Ldc_I4, i);
            _il.Emit(OpCodes.Ldelem, typeof(Value));
            LocalBuilder item = Store(typeof(Value));
            emit(parts[i], item);
            Give(item);
        }
    }

    /// <summary>Tests whether a value fits, binds its parts, and jumps when it does not.</summary>
    private void EmitTest(BoundPattern pattern, LocalBuilder value, Label fails)
    {
        switch (pattern)
        {
            case AnythingPattern or BindingPattern:
                EmitBinding(pattern, value);
                break;
            case ConstantPattern constant:
                _il.Emit(OpCodes.Ldloc, value);
                EmitAs(constant.Value, Kind.Any);
                _il.Emit(OpCodes.Call, Known.Op(nameof(Ops.Equal)));
                _il.Emit(OpCodes.Brfalse, fails);
                break;
            case BetweenPattern between:
                _il.Emit(OpCodes.Ldloc, value);
                EmitAs(between.Start ?? new BoundConstant(pattern.Span, null), Kind.Any);
                EmitAs(between.End ?? new BoundConstant(pattern.Span, null), Kind.Any);
                _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.IsBetween)));
                _il.Emit(OpCodes.Brfalse, fails);
                break;
            case PartsPattern parts:
                EmitPartsTest(parts, value, fails);
                break;
            case CasePattern found:
                EmitCaseTest(found, value, fails);
                break;
            case MembersPattern members:
                EmitMembersTest(members, value, fails);
                break;
            case AnyOfPattern any:
                EmitAnyOf(any, value, fails);
                break;
            case TestedPattern tested:
                EmitConstant(tested.Test);
                _il.Emit(OpCodes.Ldloc, value);
                _il.Emit(OpCodes.Call, Known.Method(typeof(TypeTest), nameof(TypeTest.Matches)));
                _il.Emit(OpCodes.Brfalse, fails);
                EmitTest(tested.Inner, value, fails);
                break;
        }
    }

    private void EmitPartsTest(PartsPattern parts, LocalBuilder value, Label fails)
    {
        EmitState();
        _il.Emit(OpCodes.Ldloc, value);
        _il.Emit(parts.IsArray ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Ldc_I4, parts.Parts.Count - (parts.Rest >= 0 ? 1 : 0));
        _il.Emit(OpCodes.Ldc_I4, parts.Rest);
        _il.Emit(OpCodes.Call, Known.Method(typeof(Iteration), nameof(Iteration.TryUnpack)));
        LocalBuilder items = Store(typeof(Value[]));
        _il.Emit(OpCodes.Ldloc, items);
        _il.Emit(OpCodes.Brfalse, fails);
        EmitParts(parts.Parts, items, (part, item) => EmitTest(part, item, fails));
        Give(items);
    }

    private void EmitCaseTest(CasePattern pattern, LocalBuilder value, Label fails)
    {
        EmitRef(value);
        _il.Emit(OpCodes.Isinst, pattern.Record.Builder!);
        _il.Emit(OpCodes.Brfalse, fails);
        for (int i = 0; i < (pattern.Arguments?.Count ?? 0); i++)
        {
            EmitFieldTest(pattern.Record, i, pattern.Arguments![i], value, fails);
        }
    }

    private void EmitFieldTest(RecordSymbol record, int field, BoundPattern pattern, LocalBuilder value, Label fails)
    {
        if (pattern is AnythingPattern)
        {
            return;
        }

        EmitRef(value);
        _il.Emit(OpCodes.Ldfld, record.FieldBuilders[field]);
        Convert(record.Fields[field].Kind, Kind.Any);
        LocalBuilder part = Store(typeof(Value));
        EmitTest(pattern, part, fails);
        Give(part);
    }

    private void EmitMembersTest(MembersPattern pattern, LocalBuilder value, Label fails)
    {
        if (pattern.Record is { } record)
        {
            EmitRef(value);
            _il.Emit(OpCodes.Isinst, record.Builder!);
            _il.Emit(OpCodes.Brfalse, fails);
        }

        foreach ((string name, BoundPattern part) in pattern.Fields)
        {
            if (pattern.Record is { } known && known.IndexOf(name) is >= 0 and var index)
            {
                EmitFieldTest(known, index, part, value, fails);
                continue;
            }

            LocalBuilder member = Take(typeof(Value));
            _il.Emit(OpCodes.Ldloc, value);
            _il.Emit(OpCodes.Ldstr, name);
            _il.Emit(OpCodes.Ldloca, member);
            _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.TryMember)));
            _il.Emit(OpCodes.Brfalse, fails);
            EmitTest(part, member, fails);
            Give(member);
        }
    }

    private void EmitAnyOf(AnyOfPattern pattern, LocalBuilder value, Label fails)
    {
        Label fits = _il.DefineLabel();
        for (int i = 0; i < pattern.Alternatives.Count; i++)
        {
            bool isLast = i == pattern.Alternatives.Count - 1;
            Label next = isLast ? fails : _il.DefineLabel();
            EmitTest(pattern.Alternatives[i], value, next);
            _il.Emit(OpCodes.Br, fits);
            if (!isLast)
            {
                _il.MarkLabel(next);
            }
        }

        _il.MarkLabel(fits);
    }

    private void EmitMatch(BoundMatch match)
    {
        LocalBuilder subject = EvaluateValue(match.Subject);
        LocalBuilder result = _il.DeclareLocal(ProgramCompiler.TypeOf(match.Kind));
        Label end = _il.DefineLabel();
        foreach (BoundArm arm in match.Arms)
        {
            Label next = _il.DefineLabel();
            EmitTest(arm.Pattern, subject, next);
            if (arm.Guard is not null)
            {
                EmitBranch(arm.Guard, next, when: false);
            }

            if (arm.Value is not null)
            {
                EmitAs(arm.Value, match.Kind);
                _il.Emit(OpCodes.Stloc, result);
            }
            else
            {
                EmitStatement(arm.Body!);
                if (!KindInference.Terminates(arm.Body!))
                {
                    EmitNull();
                    Convert(Kind.Any, match.Kind);
                    _il.Emit(OpCodes.Stloc, result);
                }
            }

            _il.Emit(OpCodes.Br, end);
            _il.MarkLabel(next);
        }

        Mark(match.Span);
        _il.Emit(OpCodes.Ldloc, subject);
        _il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.FailMatch)));
        _il.MarkLabel(end);
        _il.Emit(OpCodes.Ldloc, result);
        Give(subject);
    }
}
