using System.Numerics;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Editing;

internal sealed partial class CodeTypes
{
    private static readonly CodeType Int = new("int");
    private static readonly CodeType Float = new("float");
    private static readonly CodeType Bool = new("bool");
    private static readonly CodeType Text = new("string");

    internal CodeType? Of(Expression? expression) => expression is null ? null : Once(expression, () => Find(expression));

    /// <summary>The type of a variable: what its annotation says, or what everything that it is given has in common.</summary>
    internal CodeType? Of(CodeSymbol symbol) => Once(symbol, () => Find(symbol));

    /// <summary>
    /// Finds the type of something once. What goes in circles, too deep or too far is not known; that is kept only for what was asked for,
    /// because from elsewhere the way may be shorter.
    /// </summary>
    private CodeType? Once(object what, Func<CodeType?> find)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(what, out CodeType? known))
            {
                return known;
            }

            _steps = _depth == 0 ? 0 : _steps + 1;
            if (_depth >= MaxDepth || _steps > MaxSteps || !_open.Add(what))
            {
                _cuts++;
                return null;
            }

            int cuts = _cuts;
            _depth++;
            CodeType? type = find();
            _depth--;
            _open.Remove(what);
            if (type is not null || _depth == 0 || _cuts == cuts)
            {
                _known[what] = type;
            }

            return type;
        }
    }

    private CodeType? Find(CodeSymbol symbol)
    {
        if (Annotated(symbol.Annotation) is { } annotated && symbol.Kind is not (CodeSymbolKind.Function or CodeSymbolKind.Method))
        {
            return annotated;
        }

        switch (symbol.Kind)
        {
            case CodeSymbolKind.Function or CodeSymbolKind.Method:
                return new CodeType("function");
            case CodeSymbolKind.Parameter when symbol is { Name: "self", Container: { Kind: CodeSymbolKind.Method, Container: { } owner } }:
                return new CodeType(owner.Name, owner, file);
            case CodeSymbolKind.Case when symbol.Parameters.Count == 0:
                return new CodeType(symbol.Container!.Name, symbol.Container, file);
            case CodeSymbolKind.Parameter when symbol.IsOpaque:
                return new CodeType("array");
        }

        if (symbol.ElementOf is { } source)
        {
            return ElementOf(Of(source));
        }

        return symbol.IsOpaque || symbol.Values.Count == 0 ? null : Join(symbol.Values.Where(v => v is not LiteralExpression { Value: null }).Select(Of));
    }

    private static CodeType? ElementOf(CodeType? type) => type?.Name switch
    {
        "array" or "set" or "dict" => type.Element,
        "string" => Text,
        "range" => Int,
        _ => null,
    };

    private static CodeType? Join(IEnumerable<CodeType?> types)
    {
        CodeType? joined = null;
        foreach (CodeType? type in types)
        {
            if (type is null || (joined is not null && joined.Name != type.Name))
            {
                return null;
            }

            joined = joined is null || joined == type ? type : new CodeType(joined.Name, joined.Symbol, joined.Home);
        }

        return joined;
    }

    private CodeType? Find(Expression expression) => expression switch
    {
        LiteralExpression literal => literal.Value switch
        {
            long or BigInteger => Int,
            double => Float,
            string => Text,
            bool => Bool,
            _ => null,
        },
        FormatExpression => Text,
        ArrayExpression array => new CodeType("array", Element: array.Elements.Any(e => e is SpreadExpression) ? null : Join(array.Elements.Select(Of))),
        SetExpression set => new CodeType("set", Element: Join(set.Elements.Select(Of))),
        TupleExpression => new CodeType("tuple"),
        DictExpression dict when dict.Entries.All(e => e.Key is not null) =>
            new CodeType("dict", Element: Join(dict.Entries.Select(e => Of(e.Key))), Value: Join(dict.Entries.Select(e => Of(e.Value)))),
        DictExpression => new CodeType("dict"),
        RangeExpression => new CodeType("range"),
        LambdaExpression => new CodeType("function"),
        ComprehensionExpression { Kind: ComprehensionKind.Array } c => new CodeType("array", Element: Of(c.Value)),
        ComprehensionExpression { Kind: ComprehensionKind.Set } c => new CodeType("set", Element: Of(c.Value)),
        ComprehensionExpression c => new CodeType("dict", Element: Of(c.Key), Value: Of(c.Value)),
        StructExpression make => TypeNamed(make.Type),
        ConditionalExpression conditional => Join([Of(conditional.WhenTrue), Of(conditional.WhenFalse)]),
        MatchExpression match => Join(match.Arms.Select(a => a.Body is Expression value ? Of(value) : null)),
        UnaryExpression { Operator: TokenKind.Bang } => Bool,
        UnaryExpression { Operator: TokenKind.Minus or TokenKind.Plus } unary => Of(unary.Operand),
        UnaryExpression => Int,
        BinaryExpression binary => OfBinary(binary),
        NameExpression name => OfName(name),
        MemberExpression member => OfMember(member),
        CallExpression call => OfCall(call.Callee),
        IndexExpression { Index: RangeExpression } slice => Of(slice.Target),
        IndexExpression index => Of(index.Target) is { } target ? target.Name == "dict" ? target.Value : ElementOf(target) : null,
        SliceExpression slice => Of(slice.Target),
        SpawnExpression => new CodeType("task"),
        AwaitExpression { Operand: SpawnExpression spawn } => Of(spawn.Operand),
        AwaitExpression { Operand: NameExpression name } when Symbol(name) is { Values: [SpawnExpression spawn] } => Of(spawn.Operand),
        _ => null,
    };

    private CodeSymbol? Symbol(NameExpression name) => file.Names.ByStart.GetValueOrDefault(name.Span.Start)?.Symbol;

    private CodeType? OfName(NameExpression name)
    {
        if (Symbol(name) is not { } symbol)
        {
            return Callee(name) is { Library: not null } ? new CodeType("function") : null;
        }

        return Follow(symbol) switch
        {
            { Symbol: { } own, Home: { } home } when home == file => Of(own),
            { Symbol: { } other, Home: { } home } => home.Types.Of(other),
            { Library: not null } => new CodeType("function"),
            _ => null,
        };
    }

    private CodeType? OfMember(MemberExpression member) => Member(member) switch
    {
        { Library: { Kind: Library.LibraryEntryKind.Constant } entry } => Written(entry.Returns),
        { Library: not null } => new CodeType("function"),
        { Symbol: { Kind: CodeSymbolKind.Case } found, Home: { } home } when found.Parameters.Count == 0 =>
            new CodeType(found.Container!.Name, found.Container, home),
        { Symbol: { } symbol, Home: { } home } => home == file ? Of(symbol) : home.Types.Of(symbol),
        _ => null,
    };

    private CodeType? OfCall(Expression callee) => Callee(callee) switch
    {
        { Library: { } entry } => Written(entry.Returns),
        { Symbol: { Kind: CodeSymbolKind.Struct } type, Home: { } home } => new CodeType(type.Name, type, home),
        { Symbol: { Kind: CodeSymbolKind.Case } found, Home: { } home } => new CodeType(found.Container!.Name, found.Container, home),
        { Symbol: { } function, Home: { } home } => home == file ? ResultOf(function) : home.Types.ResultOf(function),
        _ => null,
    };

    /// <summary>What a function of this file gives.</summary>
    internal CodeType? ResultOf(CodeSymbol function)
    {
        (TypeNode? annotation, Node? body) = function switch
        {
            { Kind: CodeSymbolKind.Function or CodeSymbolKind.Method } => (function.Annotation, function.Body),
            { Values: [LambdaExpression lambda] } => (lambda.ReturnType, lambda.Body),
            _ => (null, null),
        };
        if (annotation is not null)
        {
            return Annotated(annotation);
        }

        return body switch
        {
            null => null,
            Expression value => Of(value),
            _ => Once(body, () => Join(ReturnsIn((Statement)body).Select(Of))),
        };
    }

    private static IEnumerable<Expression?> ReturnsIn(Statement? statement) => statement switch
    {
        ReturnStatement result => [result.Value],
        BlockStatement block => block.Statements.SelectMany(ReturnsIn),
        IfStatement branch => ReturnsIn(branch.Then).Concat(ReturnsIn(branch.Else)),
        WhileStatement loop => ReturnsIn(loop.Body),
        ForStatement loop => ReturnsIn(loop.Body),
        TryStatement attempt => ReturnsIn(attempt.Body).Concat(attempt.Catches.SelectMany(c => ReturnsIn(c.Body))).Concat(ReturnsIn(attempt.Finally)),
        _ => [],
    };

    private CodeType? OfBinary(BinaryExpression binary)
    {
        switch (binary.Operator)
        {
            case TokenKind.EqualsEquals or TokenKind.BangEquals or TokenKind.Less or TokenKind.LessEquals or TokenKind.Greater
                or TokenKind.GreaterEquals or TokenKind.In or TokenKind.AmpersandAmpersand or TokenKind.PipePipe:
                return Bool;
            case TokenKind.PipeArrow:
                return binary.Right is CallExpression call ? OfCall(call.Callee) : OfCall(binary.Right);
            case TokenKind.QuestionQuestion:
                return Of(binary.Left) ?? Of(binary.Right);
            case TokenKind.Slash:
                return Float;
        }

        CodeType? left = Of(binary.Left);
        CodeType? right = Of(binary.Right);
        return (left?.Name, right?.Name) switch
        {
            ("string", _) or (_, "string") when binary.Operator == TokenKind.Plus => Text,
            ("string", "int") when binary.Operator == TokenKind.Star => Text,
            ("int", "int") => binary.Operator == TokenKind.StarStar ? null : Int,
            ("int" or "float", "int" or "float") => Float,
            ("array", "array") when binary.Operator == TokenKind.Plus => Join([left, right]),
            ("array", "int") when binary.Operator == TokenKind.Star => left,
            ("set", "set") or ("dict", "dict") or ("tuple", "tuple") => left,
            _ => null,
        };
    }
}
