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

    /// <summary>Turns an array, unless it is held, and an index on the stack into the element.</summary>
    /// <param name="index">Null for one that is certainly there.</param>
    private void EmitElement(Kind kind, BoundExpression? index, TextSpan span, HeldArray? held = null)
    {
        if (held is { } known)
        {
            EmitHeldElement(kind, index!, span, known);
        }
        else
        {
            EmitPlace(index, span);
            _il.Emit(OpCodes.Call, Access(kind switch
            {
                Kind.Float => nameof(ArrayAccess.FloatAt),
                Kind.Long => nameof(ArrayAccess.LongAt),
                Kind.Bool => nameof(ArrayAccess.BoolAt),
                Kind.Array => nameof(ArrayAccess.ArrayAt),
                Kind.Record => nameof(ArrayAccess.RecordAt),
                _ => nameof(ArrayAccess.ValueAt),
            }));
        }

        if (kind == Kind.Maybe)
        {
            Convert(Kind.Any, Kind.Maybe);
        }
    }

    /// <summary>Puts what is on the stack behind an index, and behind an array unless that is held, into the element.</summary>
    private void EmitSetElement(Kind kind, BoundExpression index, TextSpan span, HeldArray? held)
    {
        if (kind is not (Kind.Float or Kind.Long))
        {
            Convert(kind, Kind.Any);
        }

        if (held is { } known)
        {
            EmitSetHeldElement(kind, index, span, known);
            return;
        }

        EmitPlace(index, span);
        _il.Emit(OpCodes.Call, Access(kind switch
        {
            Kind.Float => nameof(ArrayAccess.SetFloat),
            Kind.Long => nameof(ArrayAccess.SetLong),
            _ => nameof(ArrayAccess.SetValue),
        }));
    }

    /// <summary>Where a failure is to be noted and as what, and whether the index may be negative.</summary>
    private void EmitPlace(BoundExpression? index, TextSpan span)
    {
        _il.Emit(OpCodes.Ldloc, _site!);
        _il.Emit(OpCodes.Ldc_I4, AddSite(span));
        _il.Emit(index?.Facts.Bounds.Low < 0 ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);
    }

    private static MethodInfo Access(string name) => Known.Method(typeof(ArrayAccess), name);
}
