using System.Reflection;
using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Compiling;

/// <summary>Writes the code of one function. Its first argument is the program's state or its own closure, its second the depth of calls.</summary>
internal sealed partial class FunctionCompiler
{
    private readonly ProgramCompiler _program;
    private readonly FunctionSymbol _function;
    private readonly ILGenerator _il;
    private readonly Dictionary<Variable, Storage> _storage = [];
    private readonly Stack<Loop> _loops = [];
    private readonly Dictionary<Type, Stack<LocalBuilder>> _free = [];
    private SourceText _source;
    private LocalBuilder? _state;
    private LocalBuilder? _site;
    private LocalBuilder? _ticks;
    private LocalBuilder? _result;
    private Dictionary<Variable, HeldArray> _held = [];
    private Label _end;
    private int _tries;
    private int _blocks;

    internal FunctionCompiler(ProgramCompiler program, FunctionSymbol function)
    {
        _program = program;
        _function = function;
        _source = function.Source;
        _il = function.Method!.GetILGenerator();
    }

    /// <summary>Where this function finds a variable.</summary>
    private readonly record struct Storage(StorageKind Kind, LocalBuilder? Local = null, int Argument = 0);

    private enum StorageKind
    {
        Local,
        Argument,

        /// <summary>A local that holds a <see cref="Cell"/>.</summary>
        Cell,
    }

    /// <param name="Turns">Of a loop that counts its turns anyway.</param>
    private readonly record struct Loop(Label Break, Label Continue, int Tries, Turns? Turns);

    /// <summary>What counts the turns of a loop.</summary>
    /// <param name="Start">The number from which it begins, where <paramref name="Paid"/> is null.</param>
    /// <param name="Paid">The count at which the turns that are paid for end; null for a loop that pays for turns after it has run them.</param>
    private readonly record struct Turns(LocalBuilder Counter, long Start, LocalBuilder? Paid);

    internal void Compile()
    {
        _end = _il.DefineLabel();
        if (_function.Makes is null || _function.HasLoops || !_function.IsLeaf)
        {
            CompilePrologue();
        }

        foreach (Variable global in _program.GlobalsToClear(_function))
        {
            if (IsValue(global.Kind))
            {
                StoreVariable(global, EmitNull);
            }
        }

        CompileParameters();
        EmitStatement(_function.Body);
        if (!KindInference.Terminates(_function.Body))
        {
            EmitNull();
            Convert(Kind.Any, _function.ReturnKind);
            EmitReturn();
        }

        _il.MarkLabel(_end);
        if (_result is not null)
        {
            FlushTicks();
            _il.Emit(OpCodes.Ldloc, _result);
            _il.Emit(OpCodes.Ret);
        }
        else
        {
            EmitNoWayOn();
        }

        EmitWhatIsAside();
    }

    private void CompilePrologue()
    {
        if (!_function.IsStatic)
        {
            _state = _il.DeclareLocal(typeof(ProgramState));
            _il.Emit(OpCodes.Ldarg_0);
            _il.Emit(OpCodes.Ldfld, Known.ClosureState);
            _il.Emit(OpCodes.Stloc, _state);
        }

        _site = _il.DeclareLocal(typeof(int*));
        EmitState();
        _il.Emit(OpCodes.Ldfld, Known.Sites);
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Ldc_I4_4);
        _il.Emit(OpCodes.Mul);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, _site);
        if (_function.HasLoops && _program.Options.IsMetered)
        {
            _ticks = _il.DeclareLocal(typeof(int));
            _il.Emit(OpCodes.Ldc_I4, StepsPerCheck - 1);
            _il.Emit(OpCodes.Stloc, _ticks);
        }

        if (!_function.IsLeaf)
        {
            EmitWrittenOut();
            EmitDepthCheck();
            EmitSteps(1);
        }
    }

    private void CompileParameters()
    {
        for (int i = 0; i < _function.Parameters.Count; i++)
        {
            (Variable variable, BoundExpression? missing, bool isRest) = _function.Parameters[i];
            _storage[variable] = new Storage(StorageKind.Argument, Argument: i + 2);
            if (missing is not null)
            {
                EmitDefault(i + 2, missing);
            }

            if (variable.Type is { } type && !isRest && _function.Escapes)
            {
                EmitConstant(type);
                _il.Emit(OpCodes.Ldarg, (short)(i + 2));
                _il.Emit(OpCodes.Ldstr, $"'{variable.Name}'");
                _il.Emit(OpCodes.Call, Known.CheckType);
                _il.Emit(OpCodes.Starg, (short)(i + 2));
            }

            if (variable.NeedsCell)
            {
                LocalBuilder cell = NewCell(variable);
                _il.Emit(OpCodes.Ldloc, cell);
                _il.Emit(OpCodes.Ldarg, (short)(i + 2));
                _il.Emit(OpCodes.Stfld, Known.CellValue);
            }
        }

        for (int i = 0; i < _function.Frame.Captures.Count && !_function.IsStatic; i++)
        {
            LoadCaptured(_function.Frame.Captures[i], i);
        }
    }

    private void EmitDefault(int argument, BoundExpression missing)
    {
        Label given = _il.DefineLabel();
        _il.Emit(OpCodes.Ldarg, (short)argument);
        _il.Emit(OpCodes.Call, Known.IsMissing);
        _il.Emit(OpCodes.Brfalse, given);
        EmitAs(missing, Kind.Any);
        _il.Emit(OpCodes.Starg, (short)argument);
        _il.MarkLabel(given);
    }

    private void LoadCaptured(Variable variable, int index)
    {
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldfld, Known.ClosureCaptured);
        _il.Emit(OpCodes.Ldc_I4, index);
        _il.Emit(OpCodes.Ldelem, typeof(Value));
        if (variable.NeedsCell)
        {
            LocalBuilder cell = _il.DeclareLocal(typeof(Cell));
            _il.Emit(OpCodes.Call, Known.AsCell);
            _il.Emit(OpCodes.Stloc, cell);
            _storage[variable] = new Storage(StorageKind.Cell, cell);
        }
        else
        {
            LocalBuilder local = _il.DeclareLocal(ProgramCompiler.TypeOf(variable.Kind));
            Convert(Kind.Any, variable.Kind);
            _il.Emit(OpCodes.Stloc, local);
            _storage[variable] = new Storage(StorageKind.Local, local);
        }
    }

    /// <summary>Leads from the form in which functions are called as values to the function itself.</summary>
    internal static MethodBuilder CompileEntry(ProgramCompiler program, FunctionSymbol function, int index)
    {
        int count = function.Parameters.Count;
        bool isWide = count > Closure.MaxDirect;
        Type[] parameters = isWide
            ? [typeof(Closure), typeof(int), typeof(Value[])]
            : [typeof(Closure), typeof(int), .. Enumerable.Repeat(typeof(Value), count)];
        MethodBuilder entry = program.Type.DefineMethod(
            $"f{index}{ProgramCompiler.EntrySuffix}", MethodAttributes.Static | MethodAttributes.Assembly, typeof(Value), parameters);
        ILGenerator il = entry.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        if (function.IsStatic)
        {
            il.Emit(OpCodes.Ldfld, Known.ClosureState);
        }

        il.Emit(OpCodes.Ldarg_1);
        for (int i = 0; i < count; i++)
        {
            il.Emit(OpCodes.Ldarg, (short)(isWide ? 2 : i + 2));
            if (isWide)
            {
                il.Emit(OpCodes.Ldc_I4, i);
                il.Emit(OpCodes.Ldelem, typeof(Value));
            }
        }

        il.Emit(OpCodes.Call, function.Method!);
        Convert(il, function.ReturnKind, Kind.Any);
        il.Emit(OpCodes.Ret);
        return entry;
    }

    private void EmitState()
    {
        if (_state is null)
        {
            _il.Emit(OpCodes.Ldarg_0);
        }
        else
        {
            _il.Emit(OpCodes.Ldloc, _state);
        }
    }

    private void EmitInnerDepth()
    {
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldc_I4, _outer + 1);
        _il.Emit(OpCodes.Add);
    }

    /// <summary>Notes the place that is about to be executed, for the message when it fails.</summary>
    private void Mark(TextSpan span, bool leadsOn = false)
    {
        if (_site is not null)
        {
            _il.Emit(OpCodes.Ldloc, _site);
            if (_outer > 0)
            {
                _il.Emit(OpCodes.Ldc_I4, _outer * sizeof(int));
                _il.Emit(OpCodes.Add);
            }

            _il.Emit(OpCodes.Ldc_I4, AddSite(span, leadsOn));
            _il.Emit(OpCodes.Stind_I4);
        }
    }

    private int AddSite(TextSpan span, bool leadsOn = false) => _program.AddSite(new Site(_source, span, _function.Name, leadsOn, _blocks));

    private void EmitConstant(object constant)
    {
        EmitState();
        _il.Emit(OpCodes.Ldfld, Known.Constants);
        _il.Emit(OpCodes.Ldc_I4, _program.Constant(constant));
        _il.Emit(OpCodes.Ldelem_Ref);
    }

    private void EmitNull() => _il.Emit(OpCodes.Call, Known.Null);

    private LocalBuilder NewCell(Variable variable)
    {
        LocalBuilder cell = _storage.TryGetValue(variable, out Storage storage) && storage.Kind == StorageKind.Cell
            ? storage.Local!
            : _il.DeclareLocal(typeof(Cell));
        EmitState();
        _il.Emit(OpCodes.Call, Known.NewCell);
        _il.Emit(OpCodes.Stloc, cell);
        _storage[variable] = new Storage(StorageKind.Cell, cell);
        return cell;
    }

    private LocalBuilder Take(Type type) =>
        _free.TryGetValue(type, out Stack<LocalBuilder>? free) && free.TryPop(out LocalBuilder? local) ? local : _il.DeclareLocal(type);

    private void Give(LocalBuilder local)
    {
        if (!_free.TryGetValue(local.LocalType, out Stack<LocalBuilder>? free))
        {
            _free[local.LocalType] = free = [];
        }

        free.Push(local);
    }

    private LocalBuilder Store(Type type)
    {
        LocalBuilder local = Take(type);
        _il.Emit(OpCodes.Stloc, local);
        return local;
    }

    private static bool IsValue(Kind kind) => kind is not (Kind.Long or Kind.Float or Kind.Bool or Kind.Array or Kind.Record or Kind.Maybe);

    private void Convert(Kind from, Kind to) => Convert(_il, from, to);

    /// <summary>Turns what is on the stack into the form of another kind, which it is known to fit.</summary>
    internal static void Convert(ILGenerator il, Kind from, Kind to)
    {
        if (from == to || (IsValue(from) && IsValue(to)))
        {
            return;
        }

        switch (from, to)
        {
            case (Kind.Long, Kind.Float):
                il.Emit(OpCodes.Conv_R8);
                break;
            case (_, Kind.Float) when IsValue(from):
                il.Emit(OpCodes.Call, Known.ToFloat);
                break;
            case (_, Kind.Long) when IsValue(from):
                il.Emit(OpCodes.Call, Known.ToLong);
                break;
            case (_, Kind.Array) when IsValue(from):
                il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.AsArray)));
                break;
            case (_, Kind.Record) when IsValue(from):
                il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.AsRecord)));
                break;
            case (Kind.Record, Kind.Maybe):
                break;
            case (_, Kind.Maybe):
                il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.AsRecordOrNull)));
                break;
            case (Kind.Maybe, _):
                il.Emit(OpCodes.Call, Known.Emitted(nameof(EmittedCalls.OfRecordOrNull)));
                Convert(il, Kind.Any, to);
                break;
            case (Kind.Array or Kind.Record, Kind.Bool):
                il.Emit(OpCodes.Call, Known.OfObject);
                il.Emit(OpCodes.Call, Known.IsTruthy);
                break;
            case (Kind.Array or Kind.Record, _):
                il.Emit(OpCodes.Call, Known.OfObject);
                break;
            case (_, Kind.Bool) when IsValue(from):
                il.Emit(OpCodes.Call, Known.IsTruthy);
                break;
            case (Kind.Long, Kind.Bool):
                il.Emit(OpCodes.Ldc_I4_0);
                il.Emit(OpCodes.Conv_I8);
                il.Emit(OpCodes.Cgt_Un);
                break;
            case (Kind.Float, Kind.Bool):
                il.Emit(OpCodes.Call, Known.IsTrueFloat);
                break;
            case (Kind.Long, _):
                il.Emit(OpCodes.Newobj, Known.OfLong);
                break;
            case (Kind.Float, _):
                il.Emit(OpCodes.Call, Known.OfDouble);
                break;
            case (Kind.Bool, _):
                il.Emit(OpCodes.Call, Known.OfBool);
                break;
        }
    }
}
