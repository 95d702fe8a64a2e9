using System.Reflection.Emit;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Compiling;

/// <summary>What is rarely run, behind everything else.</summary>
internal sealed partial class FunctionCompiler
{
    private readonly List<Action> _aside = [];

    /// <summary>Emits something behind everything else, unless that would lead out of a block that may not be left so.</summary>
    private void EmitAside(Action emit)
    {
        if (_tries == 0)
        {
            (SourceText source, int blocks) = (_source, _blocks);
            _aside.Add(() =>
            {
                (_source, _blocks) = (source, blocks);
                emit();
            });
            return;
        }

        Label over = _il.DefineLabel();
        _il.Emit(OpCodes.Br, over);
        emit();
        _il.MarkLabel(over);
    }

    private void EmitWhatIsAside()
    {
        foreach (Action emit in _aside)
        {
            emit();
        }
    }

    /// <summary>Nothing comes here, but code may not run out.</summary>
    private void EmitNoWayOn()
    {
        _il.Emit(OpCodes.Ldnull);
        _il.Emit(OpCodes.Throw);
    }
}
