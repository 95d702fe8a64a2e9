using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Compiling;

/// <summary>
/// A loop that calls nothing of the program and adds to no array leaves every array where it is and as long as it is. What such a loop needs
/// to reach elements is looked up once before it.
/// </summary>
internal sealed partial class FunctionCompiler
{
    /// <summary>Where the elements of an array begin and how many there are.</summary>
    /// <param name="Count">Null for an array that is not held: then <paramref name="First"/> has the array itself.</param>
    private readonly record struct HeldArray(LocalBuilder First, LocalBuilder? Count);

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
        LoadLocal(StorageOf(variable));
        _il.Emit(OpCodes.Call, Access(nameof(ArrayAccess.First)));
        LocalBuilder first = Store(typeof(Value).MakeByRefType());
        LoadLocal(StorageOf(variable));
        _il.Emit(OpCodes.Call, Access(nameof(ArrayAccess.CountOf)));
        return new HeldArray(first, Store(typeof(long)));
    }

    private void LetGo(Dictionary<Variable, HeldArray> before)
    {
        foreach ((Variable variable, HeldArray held) in _held)
        {
            if (!before.ContainsKey(variable))
            {
                Give(held.First);
                Give(held.Count!);
            }
        }

        _held = before;
    }

    private bool TryHeld(BoundExpression target, out HeldArray held)
    {
        held = default;
        return target is BoundVariable { Variable: var variable } && _held.TryGetValue(variable, out held);
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
            case BoundBlock or BoundExpressionStatement or BoundIf or BoundWhile or BoundReturn or BoundJump or BoundSequence:
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
