using System.Reflection;
using System.Reflection.Emit;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binding;

/// <summary>A name and what it stands for.</summary>
internal abstract class Symbol(string name)
{
    internal string Name => name;
}

/// <summary>A variable, parameter or named function.</summary>
internal sealed class Variable(string name, Frame frame) : Symbol(name)
{
    internal Frame Frame => frame;

    internal bool IsConst { get; init; }

    /// <summary>Declared at the top of a module: lives as long as the program, and functions reach it without capturing.</summary>
    internal bool IsGlobal { get; set; }

    internal bool IsParameter { get; init; }

    /// <summary>Assigned again after its declaration.</summary>
    internal bool IsReassigned { get; set; }

    internal bool IsCaptured { get; set; }

    /// <summary>Captured before its declaration has given it a value, as by a function that calls itself.</summary>
    internal bool IsCapturedEarly { get; set; }

    internal bool IsDeclared { get; set; }

    internal bool IsExported { get; init; }

    internal Slot Slot { get; } = new();

    internal Kind Kind => Slot.Facts.Kind;

    /// <summary>A global that certainly has its value before anything reads it.</summary>
    internal bool IsSetFirst { get; set; }

    internal TypeTest? Type { get; set; }

    /// <summary>The function, when the name can never mean another one.</summary>
    internal FunctionSymbol? Function { get; set; }

    /// <summary>The type of which its value certainly is: <c>self</c> in a method.</summary>
    internal RecordSymbol? Record { get; init; }

    /// <summary>The value of a name that always means the same number, text or bool.</summary>
    internal BoundConstant? Constant { get; set; }

    internal bool NeedsCell => IsCaptured && !IsGlobal && (IsReassigned || IsCapturedEarly);

    // Where compiled code finds it; set while its function is compiled.
    internal LocalBuilder? Local { get; set; }

    internal FieldBuilder? Field { get; set; }

    internal int Argument { get; set; } = -1;
}

/// <summary>The body of a function while it is bound: what it uses from around it.</summary>
internal sealed class Frame(Frame? parent, FunctionSymbol? function)
{
    internal Frame? Parent => parent;

    internal FunctionSymbol? Function => function;

    internal List<Variable> Captures { get; } = [];

    /// <summary>How many expressions, statements and patterns it holds.</summary>
    internal int Size { get; set; }
}

internal sealed class FunctionSymbol(string name, TextSpan span, SourceText source)
{
    internal string Name => name;

    internal TextSpan Span => span;

    internal SourceText Source => source;

    internal Frame Frame { get; set; } = null!;

    internal List<BoundParameter> Parameters { get; } = [];

    internal FunctionInfo Info { get; set; } = null!;

    internal BoundStatement Body { get; set; } = null!;

    internal TypeTest? ReturnType { get; set; }

    /// <summary>The variable that a nested function is kept in.</summary>
    internal Variable? Holder { get; set; }

    /// <summary>Needs nothing from around it but globals, so that it is called without an object.</summary>
    internal bool IsStatic { get; set; } = true;

    /// <summary>Used as a value, so that its callers are not known.</summary>
    internal bool Escapes { get; set; }

    internal Slot Returns { get; } = new();

    internal Kind ReturnKind => Returns.Facts.Kind;

    /// <summary>Calls nothing of the program and has no loop, so that its caller's steps cover it.</summary>
    internal bool IsLeaf { get; set; }

    internal bool HasLoops { get; set; }

    internal int Index { get; set; } = -1;

    internal MethodBuilder? Method { get; set; }

    internal MethodBuilder? Entry { get; set; }

    /// <summary>What it constructs, when it is the maker of a struct or case.</summary>
    internal RecordSymbol? Makes { get; init; }
}

internal sealed record BoundParameter(Variable Variable, BoundExpression? Default, bool IsRest);

/// <summary>A struct or a case of an enum.</summary>
internal sealed class RecordSymbol(string name, EnumSymbol? owner) : Symbol(name)
{
    internal EnumSymbol? Enum => owner;

    internal TextSpan Span { get; init; }

    internal List<FieldSymbol> Fields { get; } = [];

    internal Dictionary<string, FunctionSymbol> Methods { get; init; } = [];

    /// <summary>Functions that belong to the type rather than to its values: <c>Account.open("Ada")</c>.</summary>
    internal Dictionary<string, Variable> Functions { get; init; } = [];

    internal FunctionSymbol Maker { get; set; } = null!;

    /// <summary>Holds the one instance of a case without fields.</summary>
    internal Variable? Single { get; set; }

    internal RecordType? Type { get; set; }

    internal TypeBuilder? Builder { get; set; }

    internal ConstructorBuilder? Constructor { get; set; }

    internal List<FieldBuilder> FieldBuilders { get; } = [];

    internal int IndexOf(string field) => Fields.FindIndex(f => f.Name == field);

    internal FieldSymbol? Find(string field) => Fields.Find(f => f.Name == field);

    internal string TypeName => Enum?.Name ?? Name;
}

internal sealed record FieldSymbol(string Name, TypeTest? Type)
{
    internal Slot Slot { get; } = new();

    internal Kind Kind => Slot.Facts.Kind;
}

internal sealed class EnumSymbol(string name) : Symbol(name)
{
    internal TextSpan Span { get; init; }

    internal List<RecordSymbol> Variants { get; } = [];

    internal Dictionary<string, FunctionSymbol> Methods { get; } = [];

    internal Dictionary<string, Variable> Functions { get; } = [];
}

/// <summary>A function or constant of the library.</summary>
internal sealed class LibrarySymbol(string name, Value value) : Symbol(name)
{
    internal Value Value => value;
}

/// <summary>Another file of the project, under the name it was imported by.</summary>
internal sealed class ModuleSymbol(string name, IReadOnlyDictionary<string, Symbol> exports) : Symbol(name)
{
    internal IReadOnlyDictionary<string, Symbol> Exports => exports;
}

/// <summary>Names that are visible in a block.</summary>
internal sealed class Scope(Scope? parent, Frame frame)
{
    private readonly Dictionary<string, Symbol> _symbols = [];

    internal Scope? Parent => parent;

    internal Frame Frame => frame;

    internal bool IsModule { get; init; }

    internal IReadOnlyDictionary<string, Symbol> Symbols => _symbols;

    internal Symbol? Find(string name)
    {
        for (Scope? scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._symbols.TryGetValue(name, out Symbol? symbol))
            {
                return symbol;
            }
        }

        return null;
    }

    internal bool TryDeclare(Symbol symbol) => _symbols.TryAdd(symbol.Name, symbol);

    internal void Declare(Symbol symbol) => _symbols[symbol.Name] = symbol;

    internal IEnumerable<string> AllNames()
    {
        for (Scope? scope = this; scope is not null; scope = scope.Parent)
        {
            foreach (string name in scope._symbols.Keys)
            {
                yield return name;
            }
        }
    }
}
