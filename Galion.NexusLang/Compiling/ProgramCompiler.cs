using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Compiling;

/// <summary>
/// Compiles a program to .NET code: a class derived from <see cref="ProgramState"/> with a field for each global variable and a static
/// method for each function, and a class for each struct and case.
/// </summary>
internal sealed class ProgramCompiler
{
    /// <summary>Ends the names of methods that only lead to another one, so that stack traces leave them out.</summary>
    internal const string EntrySuffix = "$entry";

    private const BindingFlags Internal = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;

    private readonly BoundProgram _program;
    private readonly ModuleBuilder _module;
    private readonly List<object> _constants = [];
    private readonly Dictionary<object, int> _constantIndexes = new(ReferenceEqualityComparer.Instance);
    private readonly List<Site> _sites = [];
    private readonly List<FunctionSymbol> _entries = [];
    private readonly Dictionary<string, List<RecordSymbol>> _recordsByField = [];
    private readonly Dictionary<string, List<RecordSymbol>> _recordsByMethod = [];
    private readonly Dictionary<FunctionSymbol, Guard?> _guards = [];

    private ProgramCompiler(BoundProgram program, CompilerOptions options)
    {
        _program = program;
        Options = options;
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("NexusProgram"), AssemblyBuilderAccess.RunAndCollect);
        _module = assembly.DefineDynamicModule("NexusProgram");
        Type = _module.DefineType("Program", TypeAttributes.NotPublic | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit, typeof(ProgramState));
    }

    internal TypeBuilder Type { get; }

    internal CompilerOptions Options { get; }

    /// <summary>Structs that have a field of a name, for guessing what a value may be.</summary>
    internal IReadOnlyList<RecordSymbol> RecordsWithField(string name) => _recordsByField.GetValueOrDefault(name) ?? [];

    internal IReadOnlyList<RecordSymbol> RecordsWithMethod(string name) => _recordsByMethod.GetValueOrDefault(name) ?? [];

    internal static CompiledProgram Compile(BoundProgram program, CompilerOptions options)
    {
        // Code compiled before these exist would ask at each use whether they do.
        RuntimeHelpers.RunClassConstructor(typeof(Tags).TypeHandle);
        KindInference.Run(program, options.IsSpecialized);
        return new ProgramCompiler(program, options).Compile();
    }

    private CompiledProgram Compile()
    {
        foreach (RecordSymbol record in _program.Records)
        {
            RecordCompiler.Declare(record, _module);
        }

        foreach (RecordSymbol record in _program.Records.Where(r => r.Enum is null))
        {
            AddNames(_recordsByField, record, record.Fields.Select(f => f.Name));
            AddNames(_recordsByMethod, record, record.Methods.Keys.Where(m => record.IndexOf(m) < 0));
        }

        for (int i = 0; i < _program.Globals.Count; i++)
        {
            Variable global = _program.Globals[i];
            global.Field = Type.DefineField($"{global.Name}${i}", TypeOf(global.Kind), FieldAttributes.Assembly);
        }

        for (int i = 0; i < _program.Functions.Count; i++)
        {
            DeclareMethod(_program.Functions[i], i);
        }

        foreach (FunctionSymbol function in _program.Functions)
        {
            new FunctionCompiler(this, function).Compile();
        }

        CompileTests();
        CompileEntryTable();
        Type program = Type.CreateType();
        return new CompiledProgram(program, _program.Main.Method!.Name, [.. _constants], [.. _entries.Select(e => e.Info)], [.. _sites], [.. _program.Tests.Select(t => t.Name)], _program.Records);
    }

    private static void AddNames(Dictionary<string, List<RecordSymbol>> found, RecordSymbol record, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (!found.TryGetValue(name, out List<RecordSymbol>? records))
            {
                found[name] = records = [];
            }

            records.Add(record);
        }
    }

    private void DeclareMethod(FunctionSymbol function, int index)
    {
        Type self = function.IsStatic ? typeof(ProgramState) : typeof(Closure);
        Type[] parameters = [self, typeof(int), .. function.Parameters.Select(p => TypeOf(p.Variable.Kind))];
        function.Method = Type.DefineMethod(
            $"{(function.Makes is null ? "f" : "make")}{index}", MethodAttributes.Static | MethodAttributes.Assembly, TypeOf(function.ReturnKind), parameters);
        if (function.Makes is null)
        {
            // Inlined functions would be missing from stack traces, and their places would be their callers'.
            function.Method.SetImplementationFlags(MethodImplAttributes.NoInlining);
        }

        bool needsEntry = function.Escapes && (function.IsStatic || function.Parameters.Count > Closure.MaxDirect);
        function.Entry = needsEntry ? FunctionCompiler.CompileEntry(this, function, index) : function.Method;
        if (function.Escapes && function.IsStatic)
        {
            function.Index = _entries.Count;
            _entries.Add(function);
        }
    }

    /// <summary>How a value of this kind is kept.</summary>
    internal static Type TypeOf(Kind kind) => kind switch
    {
        Kind.Long => typeof(long),
        Kind.Float => typeof(double),
        Kind.Bool => typeof(bool),
        Kind.Array => typeof(ArrayObject),
        Kind.Record or Kind.Maybe => typeof(RecordObject),
        _ => typeof(Value),
    };

    /// <summary>Whether it is what stands outside of functions, which nothing calls.</summary>
    internal bool IsTop(FunctionSymbol function) => function == _program.Main;

    /// <summary>Variables that the top of the program sets to null before anything can read them.</summary>
    internal IReadOnlyList<Variable> GlobalsToClear(FunctionSymbol function) => IsTop(function) ? _program.Globals : [];

    internal int Constant(object constant)
    {
        if (!_constantIndexes.TryGetValue(constant, out int index))
        {
            _constantIndexes[constant] = index = _constants.Count;
            _constants.Add(constant);
        }

        return index;
    }

    internal Guard? GuardOf(FunctionSymbol function)
    {
        if (!_guards.TryGetValue(function, out Guard? guard))
        {
            _guards[function] = guard = Guard.Of(function);
        }

        return guard;
    }

    internal int AddSite(Site site)
    {
        _sites.Add(site);
        return _sites.Count - 1;
    }

    private void CompileTests()
    {
        if (_program.Tests.Count == 0)
        {
            return;
        }

        ILGenerator il = Override(nameof(ProgramState.RunTest), typeof(int));
        var tests = new Label[_program.Tests.Count];
        for (int i = 0; i < tests.Length; i++)
        {
            tests[i] = il.DefineLabel();
        }

        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Switch, tests);
        il.Emit(OpCodes.Ret);
        for (int i = 0; i < tests.Length; i++)
        {
            il.MarkLabel(tests[i]);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Call, _program.Tests[i].Body.Method!);
            il.Emit(OpCodes.Pop);
            il.Emit(OpCodes.Ret);
        }
    }

    /// <summary>A method that writes down where the code of each function used as a value begins.</summary>
    private void CompileEntryTable()
    {
        if (_entries.Count == 0)
        {
            return;
        }

        MethodBuilder method = Type.DefineMethod(CompiledProgram.EntryTable, MethodAttributes.Static | MethodAttributes.Assembly, typeof(void), [typeof(nint[])]);
        ILGenerator il = method.GetILGenerator();
        foreach (FunctionSymbol function in _entries)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, function.Index);
            il.Emit(OpCodes.Ldftn, function.Entry!);
            il.Emit(OpCodes.Stelem_I);
        }

        il.Emit(OpCodes.Ret);
    }

    private ILGenerator Override(string name, params Type[] parameters)
    {
        MethodInfo inherited = typeof(ProgramState).GetMethod(name, Internal)!;
        MethodBuilder method = Type.DefineMethod(
            name, MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig, typeof(void), parameters);
        Type.DefineMethodOverride(method, inherited);
        return method.GetILGenerator();
    }
}

/// <summary>Compiled code, of which each run makes an instance of its own.</summary>
/// <param name="main">The method of what stands outside of functions.</param>
internal sealed unsafe class CompiledProgram(
    Type type, string main, object[] constants, FunctionInfo[] functions, Site[] sites, string[] tests, IReadOnlyList<RecordSymbol> records)
{
    /// <summary>The name of the method that writes down where the code of functions begins.</summary>
    internal const string EntryTable = "FillEntries";

    private readonly nint _main = MethodOf(type, main).MethodHandle.GetFunctionPointer();

    internal Site[] Sites => sites;

    internal string[] Tests => tests;

    internal Module Module => type.Module;

    private static MethodInfo MethodOf(Type type, string name) => type.GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>Runs the statements of the program.</summary>
    internal void Start(ProgramState state) => ((delegate*<ProgramState, int, Value>)_main)(state, 0);

    internal ProgramState NewState()
    {
        // What a constructor would set is set here, and the runtime has one method less to compile.
        var state = (ProgramState)RuntimeHelpers.GetUninitializedObject(type);
        state.Constants = [.. constants];
        state.FunctionInfos = functions;
        state.Functions = new Closure?[functions.Length];
        state.Entries = new nint[functions.Length];
        if (functions.Length > 0)
        {
            MethodOf(type, EntryTable).Invoke(null, [state.Entries]);
        }

        for (int i = 0; i < constants.Length; i++)
        {
            // Methods belong to a run, and so do the types that lead to them.
            if (constants[i] is RecordType declared)
            {
                RecordType type = declared.ForAnotherRun();
                state.Constants[i] = type;
                foreach ((string name, FunctionSymbol method) in records.First(r => r.Type == declared).Methods)
                {
                    type.Methods[name] = state.FunctionAt(method.Index);
                }
            }
        }

        return state;
    }
}
