using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Library;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binding;

/// <summary>
/// Finds what every name means, in a program and the files that it imports, and says what is wrong with them. Functions, structs and enums
/// of a file are visible in all of it; a variable from its declaration on, and in functions everywhere.
/// </summary>
internal sealed partial class Binder
{
    internal const int MaxFields = 250;
    private const int MaxSize = 50_000;

    private readonly Compilation _program;
    private readonly DiagnosticBag _diagnostics;
    private readonly SourceText _source;
    private readonly Queue<Action> _bodies = [];
    private readonly Dictionary<string, Variable> _later = [];
    private Scope _scope;
    private Frame _frame;
    private int _loops;
    private int _finally;

    private Binder(Compilation program, SourceText source)
    {
        _program = program;
        _source = source;
        _diagnostics = new DiagnosticBag(source);
        _frame = program.Main.Frame;
        _scope = new Scope(Builtins.Scope(program.Main.Frame), _frame) { IsModule = true };
    }

    /// <summary>What all files of a program share.</summary>
    private sealed class Compilation(Func<string, SyntaxTree?> find)
    {
        /// <summary>Reads a file of the project; null when there is none.</summary>
        internal Func<string, SyntaxTree?> FindFile => find;

        internal FunctionSymbol Main { get; } = NewMain();

        internal List<FunctionSymbol> Functions { get; } = [];

        internal List<RecordSymbol> Records { get; } = [];

        internal List<Variable> Variables { get; } = [];

        internal List<(string Name, FunctionSymbol Body)> Tests { get; } = [];

        internal List<BoundStatement> Statements { get; } = [];

        internal List<Diagnostic> Diagnostics { get; } = [];

        /// <summary>The program, then the files that it imports, in the order in which they were met.</summary>
        internal List<SyntaxTree> Trees { get; } = [];

        /// <summary>Files by path; null while one is being bound.</summary>
        internal Dictionary<string, Dictionary<string, Symbol>?> Modules { get; } = [];

        private static FunctionSymbol NewMain()
        {
            var main = new FunctionSymbol("", default, new SourceText("")) { Info = new FunctionInfo("", []) };
            main.Frame = new Frame(null, main);
            return main;
        }
    }

    /// <param name="readModule">Gives the text of an imported file, or null when there is none.</param>
    internal static BindingResult Bind(SyntaxTree tree, Func<string, string?>? readModule, IReadOnlyList<int>? entryEnds = null) =>
        BindTrees(tree, path => readModule?.Invoke(path) is { } text ? SyntaxTree.Parse(text, path) : null, entryEnds);

    /// <param name="find">Gives an imported file that has been read, or null when there is none.</param>
    internal static BindingResult BindTrees(SyntaxTree tree, Func<string, SyntaxTree?> find, IReadOnlyList<int>? entryEnds = null)
    {
        var program = new Compilation(find);
        BindModule(program, tree);
        if (entryEnds is not null)
        {
            EchoLast(program, tree, entryEnds);
        }

        program.Main.Body = new BoundBlock(default, program.Statements);
        foreach (Variable variable in program.Variables)
        {
            // Nothing but the main program uses it, so that it can be kept where loops are fast.
            variable.IsGlobal &= variable.IsCaptured;
            variable.Constant = variable.IsReassigned ? null : variable.Constant;
        }

        program.Functions.Add(program.Main);
        var bound = new BoundProgram(
            program.Functions, program.Records, [.. program.Variables.Where(v => v.IsGlobal)], program.Main, program.Tests);
        return new BindingResult(bound, program.Diagnostics, program.Trees);
    }

    /// <summary>Prints what the last statement of each entry of a session is worth.</summary>
    private static void EchoLast(Compilation program, SyntaxTree tree, IReadOnlyList<int> entryEnds)
    {
        program.Statements.Insert(0, new BoundExpressionStatement(
            default, new BoundLibraryCall(default, (Builtin)Modules.Find("random")!["seed"].Ref!, [new BoundConstant(default, 1L)], [0])));
        HashSet<TextSpan> last = [];
        foreach (int end in entryEnds)
        {
            if (tree.Root.Statements.LastOrDefault(s => s.Span.Start < end) is ExpressionStatement statement)
            {
                last.Add(statement.Span);
            }
        }

        var body = (BoundBlock)program.Statements[^1];
        program.Statements[^1] = new BoundBlock(
            body.Span,
            [
                .. body.Statements.Select(s => s is BoundExpressionStatement echoed && last.Contains(s.Span)
                    ? new BoundExpressionStatement(s.Span, new BoundLibraryCall(s.Span, Builtins.Echo, [echoed.Expression], [0]))
                    : s),
            ])
        {
            Source = body.Source,
        };
    }

    private static Dictionary<string, Symbol> BindModule(Compilation program, SyntaxTree tree)
    {
        program.Trees.Add(tree);
        program.Diagnostics.AddRange(tree.Diagnostics);
        var binder = new Binder(program, tree.Source);
        BoundBlock body = binder.BindModuleBody(tree.Root);
        program.Statements.Add(body);
        program.Diagnostics.AddRange(binder._diagnostics.Diagnostics);
        HashSet<string> exported = [.. tree.Root.Statements.OfType<Declaration>().Where(d => d.IsExported).SelectMany(NamesOf)];
        return exported.Count == 0 ? [] : binder._scope.Symbols.Where(s => exported.Contains(s.Key)).ToDictionary();
    }

    private static IEnumerable<string> NamesOf(Declaration declaration) => declaration switch
    {
        FunctionStatement function => [function.Name.Text],
        StructStatement type => [type.Name.Text],
        EnumStatement type => [type.Name.Text],
        LetStatement let => NamesOf(let.Pattern).Select(n => n.Text),
        _ => [],
    };

    private static IEnumerable<Identifier> NamesOf(Pattern pattern) => pattern switch
    {
        NamePattern name => [name.Name],
        RestPattern rest => [rest.Name],
        TuplePattern tuple => tuple.Elements.SelectMany(NamesOf),
        ArrayPattern array => array.Elements.SelectMany(NamesOf),
        FieldsPattern fields => fields.Fields.SelectMany(f => NamesOf(f.Pattern)),
        VariantPattern variant => (variant.Arguments ?? []).SelectMany(NamesOf),
        OrPattern or => or.Alternatives.SelectMany(NamesOf),
        TypedPattern typed => NamesOf(typed.Inner),
        _ => [],
    };

    private BoundBlock BindModuleBody(ProgramNode root)
    {
        foreach (ImportStatement import in root.Statements.OfType<ImportStatement>())
        {
            BindImport(import);
        }

        DeclareTypes(root.Statements);
        foreach (LetStatement let in root.Statements.OfType<LetStatement>())
        {
            foreach (Identifier name in NamesOf(let.Pattern))
            {
                _later.TryAdd(name.Text, NewVariable(name.Text, let.IsConst, let.IsExported));
            }
        }

        List<BoundStatement> statements = [];
        var block = new BoundBlock(root.Span, statements) { Source = _source };
        DeclareFunctions(root.Statements, block);
        BindDefaultsOfRecords(root.Statements);
        foreach (Statement statement in root.Statements)
        {
            BindStatementInto(statement, statements);
        }

        while (_bodies.TryDequeue(out Action? bind))
        {
            bind();
        }

        return block;
    }

    private Variable NewVariable(string name, bool isConst, bool isExported = false)
    {
        var variable = new Variable(name, _frame)
        {
            IsConst = isConst,
            IsExported = isExported,
            IsGlobal = _scope.IsModule,
        };
        _program.Variables.Add(variable);
        return variable;
    }

    /// <summary>Makes a name visible from here on. At the top of a file it may have been used by a function already.</summary>
    private Variable Declare(Identifier name, bool isConst)
    {
        Variable variable = _scope.IsModule && _later.Remove(name.Text, out Variable? later) ? later : NewVariable(name.Text, isConst);
        if (_scope.Symbols.TryGetValue(name.Text, out Symbol? existing) && existing is not LibrarySymbol
            && existing is not Variable { Function: null } and not ModuleSymbol)
        {
            _diagnostics.AlreadyDeclared(name.Span, name.Text);
        }

        variable.IsDeclared = true;
        _scope.Declare(variable);
        return variable;
    }

    /// <summary>Counts what a function holds. The stack holds a place for nearly all of it, and .NET has its own limits for one function.</summary>
    private void Grow(TextSpan span)
    {
        if (++_frame.Size == MaxSize + 1)
        {
            _diagnostics.TooLarge(span, MaxSize);
        }
    }

    private T InScope<T>(Func<T> bind)
    {
        Scope outer = _scope;
        _scope = new Scope(outer, _frame);
        T result = bind();
        _scope = outer;
        return result;
    }

    private void BindImport(ImportStatement import)
    {
        string[] parts = import.Module.Split('.');
        string name = parts[^1];
        bool isFile = import.Module.EndsWith(".nx", StringComparison.Ordinal) || import.Module.Contains('/');
        IReadOnlyDictionary<string, Symbol>? exports = null;
        if (!isFile && Modules.Find(import.Module) is { } library)
        {
            exports = library.ToDictionary(m => m.Key, m => (Symbol)new LibrarySymbol(m.Key, m.Value));
        }
        else
        {
            exports = BindFile(import, isFile ? import.Module : string.Join('/', parts) + ".nx");
            name = isFile ? Path.GetFileNameWithoutExtension(import.Module) : name;
        }

        if (exports is null)
        {
            return;
        }

        if (import.Names is null)
        {
            string visible = import.Alias?.Text ?? name;
            _scope.Declare(new ModuleSymbol(visible, exports));
            return;
        }

        foreach (ImportedName imported in import.Names)
        {
            if (!exports.TryGetValue(imported.Name.Text, out Symbol? symbol))
            {
                _diagnostics.UnknownExport(
                    imported.Name.Span, import.Module, imported.Name.Text, Suggestions.Nearest(imported.Name.Text, exports.Keys));
                continue;
            }

            _scope.Declare(new AliasSymbol(imported.Alias?.Text ?? imported.Name.Text, symbol));
        }
    }

    private Dictionary<string, Symbol>? BindFile(ImportStatement import, string path)
    {
        if (_program.Modules.TryGetValue(path, out Dictionary<string, Symbol>? known))
        {
            if (known is null)
            {
                _diagnostics.ImportCycle(import.ModuleSpan, import.Module);
            }

            return known;
        }

        if (_program.FindFile(path) is not { } tree)
        {
            _diagnostics.UnknownModule(import.ModuleSpan, import.Module, Suggestions.Nearest(import.Module, Modules.Names));
            return null;
        }

        _program.Modules[path] = null;
        int before = _program.Diagnostics.Count;
        Dictionary<string, Symbol> exports = BindModule(_program, tree);
        if (_program.Diagnostics.Skip(before).Any(d => d.IsError))
        {
            _diagnostics.BrokenModule(import.ModuleSpan, import.Module);
        }

        _program.Modules[path] = exports;
        return exports;
    }

    /// <summary>A symbol under another name, or in another file.</summary>
    private sealed class AliasSymbol(string name, Symbol target) : Symbol(name)
    {
        internal Symbol Target => target;
    }

    private Symbol? Find(string name) => _scope.Find(name) switch
    {
        AliasSymbol alias => alias.Target,
        null when _frame != _program.Main.Frame => _later.GetValueOrDefault(name),
        var symbol => symbol,
    };

    /// <summary>Notes that this function uses a variable, so that it is brought along from where it lives.</summary>
    private BoundVariable Use(TextSpan span, Variable variable)
    {
        if (variable.Frame == _frame)
        {
            return new BoundVariable(span, variable);
        }

        variable.IsCaptured = true;
        variable.IsCapturedEarly |= !variable.IsDeclared;
        if (!variable.IsGlobal)
        {
            for (Frame? frame = _frame; frame is not null && frame != variable.Frame; frame = frame.Parent)
            {
                if (!frame.Captures.Contains(variable))
                {
                    frame.Captures.Add(variable);
                }
            }
        }

        return new BoundVariable(span, variable);
    }
}

/// <param name="Trees">The program and the files that it imports.</param>
internal sealed record BindingResult(BoundProgram Program, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<SyntaxTree> Trees);
