using Galion.NexusLang.Library;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

/// <summary>What a value is, as far as it is plain from the program's text.</summary>
/// <param name="Name">As <c>type(x)</c> says it, or the name of a struct or enum, or of a module.</param>
/// <param name="Element">What a container holds; for dicts their keys.</param>
/// <param name="Value">What a dict holds.</param>
internal sealed record CodeType(string Name, CodeSymbol? Symbol = null, CodeAnalysis? Home = null, CodeType? Element = null, CodeType? Value = null)
{
    public override string ToString() => (Element, Value) switch
    {
        ({ } key, { } value) => $"{Name}<{key}, {value}>",
        ({ } element, null) when Name is "array" or "set" => $"{Name}<{element}>",
        _ => Name,
    };
}

/// <summary>Follows values through one file and those it imports, to say what they are and what their members mean.</summary>
internal sealed partial class CodeTypes(CodeAnalysis file, int generation)
{
    private const int MaxDepth = 60;

    /// <summary>For one question: values that hang together in many ways would take forever otherwise.</summary>
    private const int MaxSteps = 2_000;

    private readonly Dictionary<object, CodeType?> _known = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);
    private readonly Lock _gate = file.Workspace.TypesGate;
    private int _depth;
    private int _steps;
    private int _cuts;
    private Dictionary<int, MemberExpression>? _members;

    internal int Generation => generation;

    /// <summary>Goes from an imported name to what it means in its own file.</summary>
    internal CodeTarget Follow(CodeSymbol symbol)
    {
        if (symbol is { Kind: CodeSymbolKind.Import, Module: { } module, ImportedName: { } name })
        {
            if (file.Workspace.FindModule(file.Path, module) is { } home)
            {
                return ExportOf(home, name) is { } export ? new CodeTarget(home, export, null) : new CodeTarget(file, symbol, null);
            }

            if (LibraryDocs.FindMember(module, name) is { } entry)
            {
                return new CodeTarget(null, null, entry);
            }
        }

        return new CodeTarget(file, symbol, null);
    }

    /// <summary>Written behind the type itself: cases, and functions without <c>self</c>.</summary>
    private static bool IsOfType(CodeSymbol member) => member.Kind == CodeSymbolKind.Case || member.IsOfType;

    private static CodeSymbol? ExportOf(CodeAnalysis home, string name) =>
        home.Names.Symbols.FindLast(s => s.IsExported && s.IsGlobal && s.Name == name);

    /// <summary>What can be written behind a dot.</summary>
    internal IEnumerable<CodeTarget> MembersOf(Expression target)
    {
        if (ModuleOf(target) is { } module)
        {
            if (file.Workspace.FindModule(file.Path, module) is { } home)
            {
                return home.Names.Symbols.Where(s => s.IsExported && s.IsGlobal).Select(s => new CodeTarget(home, s, null));
            }

            return LibraryDocs.FindModule(module.StartsWith("nexus.", StringComparison.Ordinal) ? module[6..] : module)?.Entries
                .Select(e => new CodeTarget(null, null, e)) ?? [];
        }

        if (TypeNamed(target) is { Symbol: not null } owner)
        {
            return owner.Symbol.Members.Where(IsOfType).Select(m => new CodeTarget(owner.Home, m, null));
        }

        return Of(target) is not { } type ? []
            : type.Symbol is { } symbol
                ? symbol.Members.Where(m => !IsOfType(m)).Select(m => new CodeTarget(type.Home, m, null))
                : LibraryDocs.MethodsOf(type.Name).Select(e => new CodeTarget(null, null, e));
    }

    /// <summary>What a member means, or null when its value is not known.</summary>
    internal CodeTarget? Member(MemberExpression member)
    {
        string name = member.Name.Text;
        if (ModuleOf(member.Target) is { } module)
        {
            return file.Workspace.FindModule(file.Path, module) is { } home
                ? ExportOf(home, name) is { } export ? new CodeTarget(home, export, null, member.Name.Span) : null
                : LibraryDocs.FindMember(module, name) is { } entry ? new CodeTarget(null, null, entry, member.Name.Span) : null;
        }

        if (TypeNamed(member.Target) is { Symbol: not null } owner)
        {
            return owner.Symbol.Members.Find(m => IsOfType(m) && m.Name == name) is { } found
                ? new CodeTarget(owner.Home, found, null, member.Name.Span)
                : null;
        }

        if (Of(member.Target) is not { } type)
        {
            return null;
        }

        return type.Symbol is { } symbol
            ? symbol.Members.Find(m => !IsOfType(m) && m.Name == name) is { } own ? new CodeTarget(type.Home, own, null, member.Name.Span) : null
            : LibraryDocs.FindMethod(type.Name, name) is { } method ? new CodeTarget(null, null, method, member.Name.Span) : null;
    }

    /// <summary>What the name behind a dot, of a field in <c>Type { field: … }</c> or of an argument at an offset means.</summary>
    internal CodeTarget? MemberAt(int offset)
    {
        _members ??= BuildMembers();
        TextSpan word = file.WordAt(offset);
        if (_members.TryGetValue(word.Start, out MemberExpression? member))
        {
            return Member(member);
        }

        return FieldUses().Concat(ArgumentUses()).FirstOrDefault(f => f.At.Start == word.Start);
    }

    private Dictionary<int, MemberExpression> BuildMembers()
    {
        Dictionary<int, MemberExpression> members = [];
        foreach (MemberExpression member in file.Names.Members)
        {
            members.TryAdd(member.Name.Span.Start, member);
        }

        return members;
    }

    /// <summary>The names of fields where structs are made or taken apart.</summary>
    internal IEnumerable<CodeTarget> FieldUses()
    {
        foreach (StructExpression make in file.Names.Structs)
        {
            if (TypeNamed(make.Type) is { Symbol: { } type } named)
            {
                foreach (StructFieldValue value in make.Fields)
                {
                    if (type.Members.Find(m => m.Kind == CodeSymbolKind.Field && m.Name == value.Name.Text) is { } field)
                    {
                        yield return new CodeTarget(named.Home, field, null, value.Name.Span);
                    }
                }
            }
        }

        foreach (FieldsPattern pattern in file.Names.FieldPatterns)
        {
            if (pattern.Type is { } name && TypeNamed(new NameExpression(name.Span, name.Text)) is { Symbol: { } type } named)
            {
                foreach (FieldPattern part in pattern.Fields)
                {
                    if (type.Members.Find(m => m.Kind == CodeSymbolKind.Field && m.Name == part.Name.Text) is { } field)
                    {
                        yield return new CodeTarget(named.Home, field, null, part.Name.Span);
                    }
                }
            }
        }
    }

    /// <summary>The names before arguments: each means a parameter, or a field of what is made.</summary>
    internal IEnumerable<CodeTarget> ArgumentUses()
    {
        foreach (CallExpression call in file.Names.NamingCalls)
        {
            if (Callee(call.Callee) is not { Symbol: { } callee, Home: { } home })
            {
                continue;
            }

            foreach (Argument argument in call.Arguments)
            {
                if (argument.Name is { } name && callee.Parameters.FirstOrDefault(p => p.Name.Text == name.Text) is { } parameter
                    && home.Names.ByNameStart.TryGetValue(parameter.Name.Span.Start, out CodeSymbol? symbol))
                {
                    yield return new CodeTarget(home, symbol, null, name.Span);
                }
            }
        }
    }

    /// <summary>What is called, for signatures and the types of results.</summary>
    internal CodeTarget? Callee(Expression callee) => callee switch
    {
        NameExpression name => file.Names.ByStart.GetValueOrDefault(name.Span.Start) switch
        {
            { Symbol: { } symbol } => Follow(symbol),
            { Library: { } entry } => new CodeTarget(null, null, entry, name.Span),
            _ => null,
        },
        MemberExpression member => Member(member),
        _ => null,
    };

    private string? ModuleOf(Expression target) =>
        target is NameExpression name && file.Names.ByStart.GetValueOrDefault(name.Span.Start)?.Symbol is { Kind: CodeSymbolKind.Module } module
            ? module.Module
            : null;

    /// <summary>The struct or enum that an expression names, not the type of its value.</summary>
    internal CodeType? TypeNamed(Expression target) =>
        Callee(target) is { Symbol: { Kind: CodeSymbolKind.Struct or CodeSymbolKind.Enum } symbol, Home: { } home }
            ? new CodeType(symbol.Name, symbol, home)
            : null;

    /// <summary>The type that an annotation says, when it is one.</summary>
    internal CodeType? Annotated(TypeNode? node)
    {
        if (node is null || node.Alternatives.Count > 0)
        {
            return null;
        }

        string name = node.Name.Text;
        if (file.Names.ByStart.GetValueOrDefault(node.Name.Span.Start)?.Symbol is { } symbol && Follow(symbol) is { Symbol: { } type, Home: { } home })
        {
            return new CodeType(name, type, home);
        }

        CodeType? first = node.Arguments.Count > 0 ? Annotated(node.Arguments[0]) : null;
        return name switch
        {
            "any" or "number" or "null" or "" => null,
            "fn" => new CodeType("function"),
            "dict" => new CodeType("dict", Element: first, Value: node.Arguments.Count > 1 ? Annotated(node.Arguments[1]) : null),
            _ => new CodeType(name, Element: first),
        };
    }

    /// <summary>A type as the documentation of the library writes it.</summary>
    internal static CodeType? Written(string? type)
    {
        if (string.IsNullOrEmpty(type) || type is "any" or "number" or "null" || type.Contains('|'))
        {
            return null;
        }

        type = type.TrimEnd('?');
        int open = type.IndexOf('<', StringComparison.Ordinal);
        if (open < 0)
        {
            return type is "any" or "number" ? null : new CodeType(type);
        }

        string[] parts = type[(open + 1)..^1].Split(", ", 2);
        return new CodeType(type[..open], Element: Written(parts[0]), Value: parts.Length > 1 ? Written(parts[1]) : null);
    }
}
