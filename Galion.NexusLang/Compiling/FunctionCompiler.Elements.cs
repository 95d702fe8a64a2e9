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

        Kind held = index.Target.Facts.Elements!.Facts.Kind;
        EmitPair(index.Target, index.Index);
        EmitElement(held, index.Index, index.Span);
        Convert(held, index.Kind);
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

    /// <summary>Turns an array and an index on the stack into the element.</summary>
    /// <param name="index">Null for one that is certainly there.</param>
    private void EmitElement(Kind held, BoundExpression? index, TextSpan span)
    {
        EmitPlace(index, span);
        _il.Emit(OpCodes.Call, Access(held switch
        {
            Kind.Float => nameof(ArrayAccess.FloatAt),
            Kind.Long => nameof(ArrayAccess.LongAt),
            Kind.Bool => nameof(ArrayAccess.BoolAt),
            Kind.Array => nameof(ArrayAccess.ArrayAt),
            Kind.Record => nameof(ArrayAccess.RecordAt),
            _ => nameof(ArrayAccess.ValueAt),
        }));
    }

    /// <summary>Puts what is on the stack behind an array and an index into the element.</summary>
    private void EmitSetElement(Kind held, BoundExpression index, TextSpan span)
    {
        if (held is not (Kind.Float or Kind.Long))
        {
            Convert(held, Kind.Any);
        }

        EmitPlace(index, span);
        _il.Emit(OpCodes.Call, Access(held switch
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
        _il.Emit(OpCodes.Ldc_I4, _program.AddSite(new Site(_source, span, _function.Name)));
        _il.Emit(index?.Facts.Bounds.Low < 0 ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);
    }

    private static MethodInfo Access(string name) => Known.Method(typeof(ArrayAccess), name);
}
