using Galion.NexusLang.Library;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

public enum CodeSymbolKind
{
    Variable,
    Constant,
    Parameter,
    Function,
    Method,
    Struct,
    Field,
    Enum,
    Case,

    /// <summary>A whole module under the name it was imported by.</summary>
    Module,

    /// <summary>A name that was imported from a module.</summary>
    Import,
}

/// <summary>Something that a program gives a name to, for tools that edit programs.</summary>
/// <param name="nameSpan">Where the name stands in its declaration.</param>
/// <param name="span">The whole declaration.</param>
public sealed class CodeSymbol(string name, CodeSymbolKind kind, TextSpan nameSpan, TextSpan span)
{
    public string Name => name;

    public CodeSymbolKind Kind => kind;

    public TextSpan NameSpan => nameSpan;

    public TextSpan Span => span;

    public string? Documentation { get; init; }

    public bool IsExported { get; init; }

    /// <summary>Declared at the top of a file.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>The struct or enum of a member, the function of what is declared in it; null at the top.</summary>
    public CodeSymbol? Container { get; init; }

    /// <summary>The fields, cases and methods of a type.</summary>
    public List<CodeSymbol> Members { get; } = [];

    /// <summary>For functions, methods, structs and cases.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>A function of an <c>impl</c> without <c>self</c>, which belongs to the type.</summary>
    internal bool IsOfType => kind == CodeSymbolKind.Method && Parameters is not [{ Name.Text: "self" }, ..];

    /// <summary>The module as the import writes it.</summary>
    public string? Module { get; init; }

    /// <summary>The name within the module, for <see cref="CodeSymbolKind.Import"/>.</summary>
    public string? ImportedName { get; init; }

    internal TypeNode? Annotation { get; init; }

    /// <summary>The body of a function: a block, or the expression that is its value.</summary>
    internal Node? Body { get; init; }

    /// <summary>What it is given where it is declared, and everything that is assigned to it later.</summary>
    internal List<Expression> Values { get; } = [];

    /// <summary>What a loop takes it from, one element after the other.</summary>
    internal Expression? ElementOf { get; init; }

    /// <summary>Given in parts, by an index or whole from somewhere, so that its type is not known.</summary>
    internal bool IsOpaque { get; set; }

    internal bool IsReassigned { get; set; }

    public override string ToString() => $"{kind} {name}";
}

/// <summary>A place in a file where a name stands.</summary>
/// <param name="Symbol">What the program itself declares; null for the library.</param>
/// <param name="Library">The function of the library that is meant; null for the program's own names.</param>
/// <param name="IsWrite">Assigned here.</param>
public sealed record CodeOccurrence(TextSpan Span, CodeSymbol? Symbol, LibraryEntry? Library, bool IsDeclaration = false, bool IsWrite = false);

/// <summary>A range of a file with the names that are declared in it.</summary>
internal sealed class CodeScope(CodeScope? parent, TextSpan span, CodeSymbol? owner)
{
    private readonly Dictionary<string, CodeSymbol> _latest = [];

    internal CodeScope? Parent => parent;

    internal TextSpan Span => span;

    internal CodeSymbol? Owner => owner;

    internal List<CodeScope> Children { get; } = [];

    /// <summary>Symbols with the offset from which on they are visible.</summary>
    internal List<(CodeSymbol Symbol, int From)> Symbols { get; } = [];

    internal void Declare(CodeSymbol symbol, int from)
    {
        _latest[symbol.Name] = symbol;
        Symbols.Add((symbol, from));
    }

    internal CodeSymbol? FindHere(string name) => _latest.GetValueOrDefault(name);

    internal CodeSymbol? Find(string name)
    {
        for (CodeScope? scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._latest.TryGetValue(name, out CodeSymbol? symbol))
            {
                return symbol;
            }
        }

        return null;
    }

    internal CodeScope Innermost(int offset)
    {
        CodeScope scope = this;
        while (scope.Children.Find(c => c.Span.Start <= offset && offset <= c.Span.End) is { } inner)
        {
            scope = inner;
        }

        return scope;
    }
}
