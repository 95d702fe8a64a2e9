using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Compiling;

/// <summary>What counts steps, turns of loops and the depth of calls.</summary>
internal sealed partial class FunctionCompiler
{
    private const int StepsPerCheck = 256;

    /// <summary>Size of a frame below which no depth that goes unchecked uses up the stack.</summary>
    private const int SmallFrame = 500;

    private void EmitDepthCheck()
    {
        // What is large may use up the stack before it is deep.
        Label shallow = _il.DefineLabel();
        if (_function.Frame.Size < SmallFrame)
        {
            _il.Emit(OpCodes.Ldarg_1);
            _il.Emit(OpCodes.Ldc_I4, ProgramState.UncheckedDepth);
            _il.Emit(OpCodes.Ble, shallow);
        }

        Mark(_function.Span);
        EmitState();
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Call, Known.CheckDepth);
        _il.MarkLabel(shallow);
    }

    private void EmitSteps(int steps)
    {
        if (_program.Options.IsMetered)
        {
            EmitPayment(steps, _function.Span);
        }
    }

    /// <summary>Counts the turns of loops down in a register and pays for many at once.</summary>
    /// <param name="span">Where the program is when its steps are over here.</param>
    private void EmitTick(TextSpan span)
    {
        if (_ticks is not null)
        {
            CountDown(() => _il.Emit(OpCodes.Ldc_I4_1));
            EmitTicksCheck(span);
        }
    }

    private void CountDown(Action emitTurns)
    {
        _il.Emit(OpCodes.Ldloc, _ticks!);
        emitTurns();
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Stloc, _ticks!);
    }

    private void EmitTicksCheck(TextSpan span)
    {
        Label few = _il.DefineLabel();
        Label pay = _il.DefineLabel();
        _il.Emit(OpCodes.Ldloc, _ticks!);
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Blt, pay);
        _il.MarkLabel(few);
        EmitAside(() =>
        {
            _il.MarkLabel(pay);
            EmitPayment(StepsPerCheck, span);
            _il.Emit(OpCodes.Ldloc, _ticks!);
            _il.Emit(OpCodes.Ldc_I4, StepsPerCheck);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Stloc, _ticks!);
            _il.Emit(OpCodes.Br, few);
        });
    }

    /// <summary>Takes steps from the budget. Written out, because calls of small methods take the runtime long to compile.</summary>
    private void EmitPayment(int steps, TextSpan span)
    {
        Label enough = _il.DefineLabel();
        EmitState();
        EmitState();
        _il.Emit(OpCodes.Ldfld, Known.Fuel);
        _il.Emit(OpCodes.Ldc_I4, steps);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Stfld, Known.Fuel);
        EmitState();
        _il.Emit(OpCodes.Ldfld, Known.Fuel);
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Bge, enough);
        Mark(span);
        EmitState();
        _il.Emit(OpCodes.Call, Known.OutOfFuel);
        _il.MarkLabel(enough);
    }

    /// <summary>Parts of a loop's body up to which it has registers to spare.</summary>
    private const int SmallBody = 10;

    /// <summary>
    /// How a loop over a range pays: a small one beforehand, which takes a register and no time, and a larger one by its count from where it
    /// is known to begin.
    /// </summary>
    private Turns? TurnsOf(BoundForRange loop, LocalBuilder counter)
    {
        if (_ticks is null)
        {
            return null;
        }

        int parts = 0;
        return loop.Start is BoundConstant { Value: long start } && !IsSmall(loop.Body)
            ? new Turns(counter, start, null)
            : new Turns(counter, 0, Take(typeof(long)));

        bool IsSmall(object node) => ++parts <= SmallBody && BoundTree.PartsOf(node).All(IsSmall);
    }

    /// <summary>Begins a loop of which no turn is paid for.</summary>
    private void EmitFirstTurns(Turns? turns)
    {
        if (turns is { Paid: { } paid, Counter: var counter })
        {
            _il.Emit(OpCodes.Ldloc, counter);
            _il.Emit(OpCodes.Stloc, paid);
        }
    }

    /// <summary>
    /// Goes on with a loop whose turns have been run as far as they are paid for: the next ones, many at once, are paid for before they run,
    /// so that nothing need be counted in them.
    /// </summary>
    private void EmitNextTurns(Turns turns, LocalBuilder paid, LocalBuilder last, Label body, TextSpan span)
    {
        Label few = _il.DefineLabel();
        Label over = _il.DefineLabel();
        _il.Emit(OpCodes.Ldloc, turns.Counter);
        _il.Emit(OpCodes.Ldloc, last);
        _il.Emit(OpCodes.Bge, over);

        // The difference of the two may be beyond 64 bits, but never beyond 64 bits without a sign.
        _il.Emit(OpCodes.Ldloc, last);
        _il.Emit(OpCodes.Stloc, paid);
        _il.Emit(OpCodes.Ldloc, last);
        _il.Emit(OpCodes.Ldloc, turns.Counter);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Ldc_I4, StepsPerCheck);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Ble_Un, few);
        _il.Emit(OpCodes.Ldloc, turns.Counter);
        _il.Emit(OpCodes.Ldc_I4, StepsPerCheck);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, paid);
        _il.MarkLabel(few);
        CountDown(() => EmitUnrun(turns));
        EmitTicksCheck(span);
        _il.Emit(OpCodes.Br, body);
        _il.MarkLabel(over);
    }

    /// <summary>Settles the turns of a loop that is left: pays for those that are not paid for, or takes back what was paid for those not run.</summary>
    private void EmitLeavingTurns(Turns turns)
    {
        if (turns.Paid is null)
        {
            CountDown(() => EmitUnpaidTurns(turns));
            return;
        }

        _il.Emit(OpCodes.Ldloc, _ticks!);
        EmitUnrun(turns);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, _ticks!);
    }

    private void EmitUnrun(Turns turns)
    {
        _il.Emit(OpCodes.Ldloc, turns.Paid!);
        _il.Emit(OpCodes.Ldloc, turns.Counter);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Conv_I4);
    }

    /// <summary>Pays for many turns of a loop at once by the variable that counts them, so that nothing else need be counted in it.</summary>
    private void EmitCounterTick(Turns turns, TextSpan span)
    {
        Label few = _il.DefineLabel();
        Label pay = _il.DefineLabel();
        EmitUnpaidTurns(turns);
        _il.Emit(OpCodes.Brfalse, pay);
        _il.MarkLabel(few);
        EmitAside(() =>
        {
            _il.MarkLabel(pay);
            EmitPayment(StepsPerCheck, span);
            _il.Emit(OpCodes.Br, few);
        });
    }

    /// <summary>The turns since a loop has last paid for many.</summary>
    private void EmitUnpaidTurns(Turns turns)
    {
        _il.Emit(OpCodes.Ldloc, turns.Counter);
        if (turns.Start != 0)
        {
            _il.Emit(OpCodes.Ldc_I8, turns.Start);
            _il.Emit(OpCodes.Sub);
        }

        _il.Emit(OpCodes.Conv_I4);
        _il.Emit(OpCodes.Ldc_I4, StepsPerCheck - 1);
        _il.Emit(OpCodes.And);
    }

    private void FlushTicks()
    {
        if (_ticks is null)
        {
            return;
        }

        EmitState();
        EmitState();
        _il.Emit(OpCodes.Ldfld, Known.Fuel);
        _il.Emit(OpCodes.Ldc_I4, StepsPerCheck - 1);
        _il.Emit(OpCodes.Ldloc, _ticks);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Stfld, Known.Fuel);
    }
}
