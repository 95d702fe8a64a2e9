using System.Reflection.Emit;
using Galion.NexusLang.Running;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Compiling;

/// <summary>What counts steps, turns of loops and the depth of calls.</summary>
internal sealed partial class FunctionCompiler
{
    private const int StepsPerCheck = 256;

    private void EmitDepthCheck()
    {
        // What is large may use up the stack before it is deep.
        const int smallEnough = 500;
        Label shallow = _il.DefineLabel();
        if (_function.Frame.Size < smallEnough)
        {
            _il.Emit(OpCodes.Ldarg_1);
            _il.Emit(OpCodes.Ldc_I4, ProgramState.UncheckedDepth - _outer);
            _il.Emit(OpCodes.Ble, shallow);
        }

        Mark(_function.Span);
        EmitState();
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldc_I4, _outer);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Call, Known.CheckDepth);
        _il.MarkLabel(shallow);
    }

    private void EmitStep()
    {
        if (!_program.Options.IsMetered)
        {
            return;
        }

        Label enough = _il.DefineLabel();
        EmitState();
        EmitState();
        _il.Emit(OpCodes.Ldfld, Known.Fuel);
        _il.Emit(OpCodes.Ldc_I4_1);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Stfld, Known.Fuel);
        EmitState();
        _il.Emit(OpCodes.Ldfld, Known.Fuel);
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Bge, enough);
        Mark(_function.Span);
        EmitState();
        _il.Emit(OpCodes.Call, Known.OutOfFuel);
        _il.MarkLabel(enough);
    }

    /// <summary>Counts a step; the next call finds out whether it was one too many.</summary>
    private void EmitUncheckedStep()
    {
        if (_program.Options.IsMetered)
        {
            EmitState();
            EmitState();
            _il.Emit(OpCodes.Ldfld, Known.Fuel);
            _il.Emit(OpCodes.Ldc_I4_1);
            _il.Emit(OpCodes.Conv_I8);
            _il.Emit(OpCodes.Sub);
            _il.Emit(OpCodes.Stfld, Known.Fuel);
        }
    }

    /// <summary>Counts the turns of loops down in a register and pays for many at once.</summary>
    /// <param name="span">Where the program is when its steps are over here.</param>
    private void EmitTick(TextSpan span)
    {
        if (!_program.Options.IsMetered)
        {
            return;
        }

        CountDown(() => _il.Emit(OpCodes.Ldc_I4_1));
        EmitTicksCheck(span);
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
        _il.Emit(OpCodes.Ldloc, _ticks!);
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Bge, few);
        EmitCharge(span);
        _il.Emit(OpCodes.Ldloc, _ticks!);
        _il.Emit(OpCodes.Ldc_I4, StepsPerCheck);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, _ticks!);
        _il.MarkLabel(few);
    }

    private void EmitCharge(TextSpan span)
    {
        Mark(span);
        EmitState();
        _il.Emit(OpCodes.Ldc_I4, StepsPerCheck);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Call, Known.Charge);
    }

    /// <summary>Pays for many turns of a loop at once by the variable that counts them, so that nothing else need be counted in it.</summary>
    private void EmitCounterTick(Turns turns, TextSpan span)
    {
        Label few = _il.DefineLabel();
        EmitUnpaidTurns(turns);
        _il.Emit(OpCodes.Brtrue, few);
        EmitCharge(span);
        _il.MarkLabel(few);
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
