using Galion.NexusLang.Library;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

/// <summary>Fills a <see cref="NameMap"/> by walking over a tree once.</summary>
internal sealed partial class NameResolver(SyntaxTree tree, NameMap map, TextSpan? part)
{
    private readonly Queue<Action> _bodies = [];
    private readonly Dictionary<string, CodeSymbol> _later = [];
    private CodeScope _scope = map.Root;
    private CodeSymbol? _function;
    private bool _isInFunction;

    internal void Resolve()
    {
        IReadOnlyList<Statement> statements = tree.Root.Statements;
        foreach (ImportStatement import in statements.OfType<ImportStatement>())
        {
            DeclareImport(import);
        }

        DeclareTypes(statements);
        DeclareFunctions(statements);
        foreach (LetStatement let in statements.OfType<LetStatement>())
        {
            foreach (Identifier name in NamesOf(let.Pattern))
            {
                _later.TryAdd(name.Text, NewVariable(name, let));
            }
        }

        ResolveImpls(statements);
        foreach (Statement statement in statements)
        {
            Visit(statement);
        }

        while (_bodies.TryDequeue(out Action? resolve))
        {
            resolve();
        }
    }

    /// <summary>Resolves what stands within a range after all that is visible everywhere has been declared.</summary>
    private void Later(TextSpan span, Action resolve)
    {
        if (part is not { } wanted || (span.Start <= wanted.End && wanted.Start <= span.End))
        {
            _bodies.Enqueue(resolve);
        }
    }

    private void Note(TextSpan span, CodeSymbol symbol, bool isDeclaration = false, bool isWrite = false) =>
        Add(new CodeOccurrence(span, symbol, null, isDeclaration, isWrite));

    private void Add(CodeOccurrence occurrence)
    {
        if (occurrence.Span.Length > 0 && map.ByStart.TryAdd(occurrence.Span.Start, occurrence))
        {
            map.Occurrences.Add(occurrence);
        }
    }

    private CodeSymbol Declare(CodeSymbol symbol, int from, CodeScope? scope = null)
    {
        if (symbol.Name.Length == 0)
        {
            return symbol;
        }

        (scope ?? _scope).Declare(symbol, from);
        Register(symbol);
        return symbol;
    }

    private void Register(CodeSymbol symbol)
    {
        map.Symbols.Add(symbol);
        map.ByNameStart.TryAdd(symbol.NameSpan.Start, symbol);
        Note(symbol.NameSpan, symbol, isDeclaration: true);
    }

    private CodeSymbol? Find(string name) =>
        _scope.Find(name) ?? (_isInFunction ? _later.GetValueOrDefault(name) : null);

    private CodeSymbol? FindCase(string name)
    {
        CodeSymbol? found = null;
        foreach (CodeSymbol candidate in _cases.GetValueOrDefault(name) ?? [])
        {
            if (found is not null)
            {
                return null;
            }

            found = candidate;
        }

        return found;
    }

    private readonly Dictionary<string, List<CodeSymbol>> _cases = [];

    private void UseName(TextSpan span, string name, bool isWrite = false)
    {
        if (name.Length == 0)
        {
            return;
        }

        if ((Find(name) ?? (LibraryDocs.FindFunction(name) is null ? FindCase(name) : null)) is { } symbol)
        {
            Note(span, symbol, isWrite: isWrite);
            symbol.IsReassigned |= isWrite;
        }
        else if (LibraryDocs.FindFunction(name) is { } entry)
        {
            Add(new CodeOccurrence(span, null, entry));
        }
    }

    private void InScope(TextSpan span, Action visit, CodeSymbol? owner = null)
    {
        CodeScope outer = _scope;
        _scope = new CodeScope(outer, span, owner ?? _function);
        outer.Children.Add(_scope);
        visit();
        _scope = outer;
    }

    private void DeclareImport(ImportStatement import)
    {
        if (import.Names is null)
        {
            string name = import.Alias?.Text ?? ModuleNameOf(import.Module);
            TextSpan span = import.Alias?.Span ?? import.ModuleSpan;
            Declare(new CodeSymbol(name, CodeSymbolKind.Module, span, import.Span) { Module = import.Module, IsGlobal = true }, import.Span.End);
            return;
        }

        foreach (ImportedName imported in import.Names)
        {
            Identifier visible = imported.Alias ?? imported.Name;
            CodeSymbol symbol = Declare(
                new CodeSymbol(visible.Text, CodeSymbolKind.Import, visible.Span, imported.Span)
                {
                    Module = import.Module,
                    ImportedName = imported.Name.Text,
                    IsGlobal = true,
                },
                import.Span.End);
            if (imported.Alias is not null)
            {
                Note(imported.Name.Span, symbol);
            }
        }
    }

    /// <summary>What a module is called when the import does not say.</summary>
    internal static string ModuleNameOf(string module) =>
        module.EndsWith(".nx", StringComparison.Ordinal) || module.Contains('/')
            ? Path.GetFileNameWithoutExtension(module)
            : module[(module.LastIndexOf('.') + 1)..];

    private void DeclareTypes(IReadOnlyList<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case StructStatement type:
                    CodeSymbol record = Declare(
                        new CodeSymbol(type.Name.Text, CodeSymbolKind.Struct, type.Name.Span, type.Span)
                        {
                            Documentation = type.Documentation,
                            IsExported = type.IsExported,
                            IsGlobal = true,
                            Parameters = ParametersOf(type.Fields),
                        },
                        from: 0);
                    DeclareFields(record, type.Fields);
                    break;
                case EnumStatement type:
                    CodeSymbol owner = Declare(
                        new CodeSymbol(type.Name.Text, CodeSymbolKind.Enum, type.Name.Span, type.Span)
                        {
                            Documentation = type.Documentation,
                            IsExported = type.IsExported,
                            IsGlobal = true,
                        },
                        from: 0);
                    foreach (VariantDeclaration variant in type.Variants)
                    {
                        var found = new CodeSymbol(variant.Name.Text, CodeSymbolKind.Case, variant.Name.Span, variant.Span)
                        {
                            Container = owner,
                            Parameters = ParametersOf(variant.Fields),
                        };
                        owner.Members.Add(found);
                        (_cases.TryGetValue(found.Name, out List<CodeSymbol>? same) ? same : _cases[found.Name] = []).Add(found);
                        Register(found);
                        DeclareFields(found, variant.Fields);
                    }

                    break;
            }
        }
    }

    private static Parameter[] ParametersOf(IReadOnlyList<FieldDeclaration> fields) =>
        [.. fields.Select(f => new Parameter(f.Span, f.Name, f.Type, f.Default, IsRest: false))];

    private void DeclareFields(CodeSymbol record, IReadOnlyList<FieldDeclaration> fields)
    {
        foreach (FieldDeclaration field in fields)
        {
            var symbol = new CodeSymbol(field.Name.Text, CodeSymbolKind.Field, field.Name.Span, field.Span) { Container = record, Annotation = field.Type };
            if (field.Default is not null)
            {
                symbol.Values.Add(field.Default);
                Later(field.Span, () => Visit(field.Default));
            }

            record.Members.Add(symbol);
            Register(symbol);
            Later(field.Span, () => VisitType(field.Type));
        }
    }

    private void DeclareFunctions(IReadOnlyList<Statement> statements)
    {
        foreach (FunctionStatement statement in statements.OfType<FunctionStatement>())
        {
            Declare(NewFunction(statement, CodeSymbolKind.Function, _function), _scope.Span.Start);
        }
    }

    private CodeSymbol NewFunction(FunctionStatement statement, CodeSymbolKind kind, CodeSymbol? container) =>
        new(statement.Name.Text, kind, statement.Name.Span, statement.Span)
        {
            Documentation = statement.Documentation,
            IsExported = statement.IsExported,
            IsGlobal = _scope.Parent is null && kind == CodeSymbolKind.Function,
            Container = container,
            Parameters = statement.Parameters,
            Annotation = statement.ReturnType,
            Body = statement.Body,
        };

    private void ResolveImpls(IReadOnlyList<Statement> statements)
    {
        foreach (ImplStatement impl in statements.OfType<ImplStatement>())
        {
            CodeSymbol? type = map.Root.FindHere(impl.Type.Text);
            if (type is { Kind: CodeSymbolKind.Struct or CodeSymbolKind.Enum })
            {
                Note(impl.Type.Span, type);
            }

            foreach (FunctionStatement method in impl.Methods)
            {
                CodeSymbol symbol = NewFunction(method, CodeSymbolKind.Method, type);
                type?.Members.Add(symbol);
                Register(symbol);
                Later(method.Span, () => VisitFunction(symbol, method.Span, method.Parameters, method.ReturnType, method.Body));
            }
        }
    }

    private CodeSymbol NewVariable(Identifier name, LetStatement let)
    {
        var symbol = new CodeSymbol(name.Text, let.IsConst ? CodeSymbolKind.Constant : CodeSymbolKind.Variable, name.Span, let.Span)
        {
            Documentation = let.Documentation,
            IsExported = let.IsExported,
            IsGlobal = _scope.Parent is null,
            Container = _function,
            Annotation = let.Pattern is NamePattern ? let.Type : null,
            Parameters = (let.Value as LambdaExpression)?.Parameters ?? [],
            IsOpaque = let.Pattern is not NamePattern,
        };
        if (let is { Pattern: NamePattern, Value: { } value })
        {
            symbol.Values.Add(value);
        }

        return symbol;
    }

    /// <summary>The scope of a function: its parameters, and in it the scope of its body.</summary>
    private void VisitFunction(CodeSymbol? symbol, TextSpan span, IReadOnlyList<Parameter> parameters, TypeNode? returnType, Node body)
    {
        (CodeSymbol? function, bool wasIn) = (_function, _isInFunction);
        (_function, _isInFunction) = (symbol ?? function, true);
        VisitType(returnType);
        InScope(
            span,
            () =>
            {
                foreach (Parameter parameter in parameters)
                {
                    VisitType(parameter.Type);
                    Visit(parameter.Default);
                    var declared = new CodeSymbol(parameter.Name.Text, CodeSymbolKind.Parameter, parameter.Name.Span, parameter.Span)
                    {
                        Container = symbol,
                        Annotation = parameter.Type,
                        IsOpaque = parameter.IsRest,
                    };
                    if (parameter.Default is not null)
                    {
                        declared.Values.Add(parameter.Default);
                    }

                    Declare(declared, parameter.Span.Start);
                }

                Visit(body);
            },
            symbol ?? new CodeSymbol("", CodeSymbolKind.Function, span, span));
        (_function, _isInFunction) = (function, wasIn);
    }

    private void VisitType(TypeNode? type)
    {
        if (type is null)
        {
            return;
        }

        if (map.Root.Find(type.Name.Text) is { Kind: CodeSymbolKind.Struct or CodeSymbolKind.Enum or CodeSymbolKind.Import } symbol)
        {
            Note(type.Name.Span, symbol);
        }

        foreach (TypeNode part in type.Arguments.Concat(type.Alternatives))
        {
            VisitType(part);
        }
    }

    internal static IEnumerable<Identifier> NamesOf(Pattern pattern) => pattern switch
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
}
