using System.Reflection;
using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Compiling;

internal sealed partial class FunctionCompiler
{
    /// <summary>Whether an element is found without asking what the parts are.</summary>
    private bool IsDirect(BoundExpression target, BoundExpression index) =>
        target.Kind == Kind.Array && index.Kind == Kind.Long && _site is not null;

    private void EmitIndex(BoundIndex index)
    {
        if (!IsDirect(index.Target, index.Index))
        {
            EmitStateCall([index.Target, index.Index], index.Span, Known.Op(nameof(Ops.Index)));
            Convert(Kind.Any, index.Kind);
            return;
        }

        Kind kind = index.Target.Facts.Elements!.Facts.Kind;
        HeldArray? held = EmitElementPlace(index.Target, index.Index);
        EmitElement(kind, index.Index, index.Span, held);
        Convert(kind, index.Kind);
    }

    /// <summary>Leaves an index on the stack, and before it the array unless that is held.</summary>
    private HeldArray? EmitElementPlace(BoundExpression array, BoundExpression index)
    {
        if (TryHeld(array, out HeldArray held))
        {
            Emit(index);
            return held;
        }

        EmitPair(array, index);
        return null;
    }

    /// <summary>Leaves two values on the stack in their own kinds, evaluated in order.</summary>
    private void EmitPair(BoundExpression first, BoundExpression second)
    {
        Emit(first);
        if (!second.NeedsEmptyStack)
        {
            Emit(second);
            return;
        }

        LocalBuilder left = Store(ProgramCompiler.TypeOf(first.Kind));
        Emit(second);
        LocalBuilder right = Store(ProgramCompiler.TypeOf(second.Kind));
        _il.Emit(OpCodes.Ldloc, left);
        _il.Emit(OpCodes.Ldloc, right);
        Give(left);
        Give(right);
    }

    /// <summary>
    /// Turns an array, unless it is held, and an index on the stack into the element. Written out, because calls of small methods take the
    /// runtime long to compile.
    /// </summary>
    /// <param name="index">Null for one that is certainly there.</param>
    private void EmitElement(Kind kind, BoundExpression? index, TextSpan span, HeldArray? held = null)
    {
        LocalBuilder at = Store(typeof(long));
        EmitPlace(at, index, span, held);
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

        if (kind == Kind.Maybe)
        {
            Convert(Kind.Any, Kind.Maybe);
        }
    }

    /// <summary>Puts what is on the stack behind an index, and behind an array unless that is held, into the element.</summary>
    private void EmitSetElement(Kind kind, BoundExpression index, TextSpan span, HeldArray? held)
    {
        bool isNumber = kind is Kind.Float or Kind.Long;
        if (!isNumber)
        {
            Convert(kind, Kind.Any);
        }

        LocalBuilder value = Store(isNumber ? ProgramCompiler.TypeOf(kind) : typeof(Value));
        LocalBuilder at = Store(typeof(long));
        EmitPlace(at, index, span, held);
        if (isNumber)
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

    /// <summary>Leaves the address of the element at an index, which must be there, of an array that is held or else on the stack.</summary>
    private void EmitPlace(LocalBuilder at, BoundExpression? index, TextSpan span, HeldArray? held)
    {
        HeldArray array = held ?? new HeldArray(Store(typeof(ArrayObject)), null);
        LocalBuilder place = at;
        if (index?.Facts.Bounds.Low < 0)
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
            LoadCount(array);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Stloc, place);
            _il.MarkLabel(isPositive);
        }

        if (index is not null)
        {
            Label isThere = _il.DefineLabel();
            _il.Emit(OpCodes.Ldloc, place);
            LoadCount(array);
            _il.Emit(OpCodes.Blt_Un, isThere);
            LoadCount(array);
            _il.Emit(OpCodes.Ldloc, at);
            _il.Emit(OpCodes.Ldloc, _site!);
            _il.Emit(OpCodes.Ldc_I4, AddSite(span));
            _il.Emit(OpCodes.Call, Access(nameof(ArrayAccess.Fail)));
            _il.MarkLabel(isThere);
        }

        LoadFirst(array);
        _il.Emit(OpCodes.Ldloc, place);
        _il.Emit(OpCodes.Ldc_I4_4);
        _il.Emit(OpCodes.Shl);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        if (place != at)
        {
            Give(place);
        }

        if (held is null)
        {
            Give(array.First);
        }
    }

    private void LoadCount(HeldArray array)
    {
        if (array.Count is not null)
        {
            _il.Emit(OpCodes.Ldloc, array.Count);
            return;
        }

        _il.Emit(OpCodes.Ldloc, array.First);
        _il.Emit(OpCodes.Ldfld, Known.ArrayCount);
        _il.Emit(OpCodes.Conv_I8);
    }

    private void LoadFirst(HeldArray array)
    {
        _il.Emit(OpCodes.Ldloc, array.First);
        if (array.Count is null)
        {
            _il.Emit(OpCodes.Ldfld, Known.ArrayItems);
            _il.Emit(OpCodes.Call, Known.FirstOfItems);
        }
    }

    private static MethodInfo Access(string name) => Known.Method(typeof(ArrayAccess), name);
}
