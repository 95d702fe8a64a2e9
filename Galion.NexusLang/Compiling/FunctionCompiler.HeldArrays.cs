using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Compiling;

/// <summary>
/// A loop that calls nothing of the program and adds to no array leaves every array where it is and as long as it is. What such a loop needs
/// to reach elements is looked up once before it.
/// </summary>
internal sealed partial class FunctionCompiler
{
    /// <summary>Where the elements of an array begin and how many there are.</summary>
    private readonly record struct HeldArray(LocalBuilder First, LocalBuilder Count);

    /// <returns>What was held before, for <see cref="LetGo"/>.</returns>
    private Dictionary<Variable, HeldArray> HoldArrays(BoundStatement loop)
    {
        Dictionary<Variable, HeldArray> before = _held;
        HashSet<Variable> assigned = [];
        HashSet<Variable> indexed = [];
        if (_site is null || !IsQuiet(loop, assigned, indexed))
        {
            return before;
        }

        indexed.ExceptWith(assigned);
        foreach (Variable variable in indexed)
        {
            if (!before.ContainsKey(variable) && !variable.IsGlobal && !variable.NeedsCell)
            {
                _held = ReferenceEquals(_held, before) ? new(before) : _held;
                _held[variable] = Hold(variable);
            }
        }

        return before;
    }

    private HeldArray Hold(Variable variable)
    {
        var held = new HeldArray(Take(typeof(Value).MakeByRefType()), Take(typeof(long)));
        LoadLocal(StorageOf(variable));
        _il.Emit(OpCodes.Call, Access(nameof(ArrayAccess.First)));
        _il.Emit(OpCodes.Stloc, held.First);
        LoadLocal(StorageOf(variable));
        _il.Emit(OpCodes.Call, Access(nameof(ArrayAccess.CountOf)));
        _il.Emit(OpCodes.Stloc, held.Count);
        return held;
    }

    private void LetGo(Dictionary<Variable, HeldArray> before)
    {
        foreach ((Variable variable, HeldArray held) in _held)
        {
            if (!before.ContainsKey(variable))
            {
                Give(held.First);
                Give(held.Count);
            }
        }

        _held = before;
    }

    private bool TryHeld(BoundExpression target, out HeldArray held)
    {
        held = default;
        return target is BoundVariable { Variable: var variable } && _held.TryGetValue(variable, out held);
    }

    /// <summary>Turns an index on the stack into the element. Written out, because calls of small methods take the runtime long to compile.</summary>
    private void EmitHeldElement(Kind kind, BoundExpression index, TextSpan span, HeldArray held)
    {
        LocalBuilder at = Store(typeof(long));
        EmitHeldPlace(held, at, index, span);
        Give(at);
        switch (kind)
        {
            case Kind.Float:
                _il.Emit(OpCodes.Ldflda, Known.ValueBits);
                _il.Emit(OpCodes.Ldind_R8);
                break;
            case Kind.Long:
                _il.Emit(OpCodes.Ldfld, Known.ValueBits);
                break;
            case Kind.Bool:
                _il.Emit(OpCodes.Ldfld, Known.ValueBits);
                _il.Emit(OpCodes.Ldc_I4_0);
                _il.Emit(OpCodes.Conv_I8);
                _il.Emit(OpCodes.Cgt_Un);
                break;
            case Kind.Array or Kind.Record:
                _il.Emit(OpCodes.Ldfld, Known.ValueRef);
                break;
            default:
                _il.Emit(OpCodes.Ldobj, typeof(Value));
                break;
        }
    }

    /// <summary>Puts what is on the stack behind an index into the element.</summary>
    private void EmitSetHeldElement(Kind kind, BoundExpression index, TextSpan span, HeldArray held)
    {
        LocalBuilder value = Store(kind is Kind.Float or Kind.Long ? ProgramCompiler.TypeOf(kind) : typeof(Value));
        LocalBuilder at = Store(typeof(long));
        EmitHeldPlace(held, at, index, span);
        if (kind is Kind.Float or Kind.Long)
        {
            _il.Emit(OpCodes.Ldflda, Known.ValueBits);
            _il.Emit(OpCodes.Ldloc, value);
            _il.Emit(kind == Kind.Float ? OpCodes.Stind_R8 : OpCodes.Stind_I8);
        }
        else
        {
            _il.Emit(OpCodes.Ldloc, value);
            _il.Emit(OpCodes.Stobj, typeof(Value));
        }

        Give(at);
        Give(value);
    }

    /// <summary>Leaves the address of the element at an index, which must be there.</summary>
    private void EmitHeldPlace(HeldArray held, LocalBuilder at, BoundExpression index, TextSpan span)
    {
        LocalBuilder place = at;
        bool isSigned = index.Facts.Bounds.Low < 0;
        if (isSigned)
        {
            Label isPositive = _il.DefineLabel();
            place = Take(typeof(long));
            _il.Emit(OpCodes.Ldloc, at);
            _il.Emit(OpCodes.Stloc, place);
            _il.Emit(OpCodes.Ldloc, at);
            _il.Emit(OpCodes.Ldc_I4_0);
            _il.Emit(OpCodes.Conv_I8);
            _il.Emit(OpCodes.Bge, isPositive);
            _il.Emit(OpCodes.Ldloc, at);
            _il.Emit(OpCodes.Ldloc, held.Count);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Stloc, place);
            _il.MarkLabel(isPositive);
        }

        Label isThere = _il.DefineLabel();
        _il.Emit(OpCodes.Ldloc, place);
        _il.Emit(OpCodes.Ldloc, held.Count);
        _il.Emit(OpCodes.Blt_Un, isThere);
        _il.Emit(OpCodes.Ldloc, held.Count);
        _il.Emit(OpCodes.Ldloc, at);
        _il.Emit(OpCodes.Ldloc, _site!);
        _il.Emit(OpCodes.Ldc_I4, AddSite(span));
        _il.Emit(OpCodes.Call, Access(nameof(ArrayAccess.Fail)));
        _il.MarkLabel(isThere);
        _il.Emit(OpCodes.Ldloc, held.First);
        _il.Emit(OpCodes.Ldloc, place);
        _il.Emit(OpCodes.Ldc_I4_4);
        _il.Emit(OpCodes.Shl);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        if (isSigned)
        {
            Give(place);
        }
    }

    /// <summary>Whether nothing in it can change how long any array is.</summary>
    /// <param name="assigned">Takes the variables that are given values.</param>
    /// <param name="indexed">Takes the variables whose elements are read or written.</param>
    private bool IsQuiet(object node, HashSet<Variable> assigned, HashSet<Variable> indexed)
    {
        switch (node)
        {
            case BoundExpression { NeedsEmptyStack: true }:
                return false;
            case BoundConstant or BoundVariable or BoundShortCircuit or BoundConditional or BoundUnary:
            case BoundBinary { Operator: not (TokenKind.In or TokenKind.At) }:
            case BoundBlock or BoundExpressionStatement or BoundIf or BoundWhile or BoundReturn or BoundJump:
                break;
            case BoundIndex index when IsDirect(index.Target, index.Index):
                NoteIndexed(index.Target, indexed);
                break;
            case BoundMember { IsOptional: false, Target.Kind: Kind.Record }:
                break;
            case BoundLibraryCall call when Intrinsics.Find(call) is not null:
                return Intrinsics.ArgumentsOf(call).All(a => IsQuiet(a!, assigned, indexed));
            case BoundDeclare declare:
                assigned.Add(declare.Variable);
                break;
            case BoundAssignVariable assign:
                assigned.Add(assign.Variable);
                break;
            case BoundForRange loop:
                assigned.Add(loop.Variable);
                break;
            case BoundUnpack unpack when KindInference.IsPairwise(unpack):
                assigned.UnionWith(((PartsPattern)unpack.Pattern).Parts.OfType<BindingPattern>().Select(p => p.Variable));
                break;
            case BoundAssignPlace { Index: { } at } place when IsDirect(place.Target, at) && place.Compound != TokenKind.QuestionQuestion:
                NoteIndexed(place.Target, indexed);
                break;
            case BoundAssignPlace { Index: null, Target.Kind: Kind.Record, Compound: not TokenKind.QuestionQuestion }:
                break;
            default:
                return false;
        }

        return BoundTree.PartsOf(node).All(p => IsQuiet(p, assigned, indexed));
    }

    private static void NoteIndexed(BoundExpression target, HashSet<Variable> indexed)
    {
        if (target is BoundVariable { Variable: var variable })
        {
            indexed.Add(variable);
        }
    }
}
