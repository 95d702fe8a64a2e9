namespace Galion.NexusLang.Syntax;

internal sealed partial class Parser
{
    private Statement ParseExport()
    {
        Token export = Advance();
        if (Current.Kind is TokenKind.Let or TokenKind.Const or TokenKind.Fn or TokenKind.Struct or TokenKind.Enum)
        {
            return ParseDeclaration(export.Start, isExported: true);
        }

        _diagnostics.ExportOfNothing(export.Span);
        return ParseStatementHere();
    }

    private Declaration ParseDeclaration(int start, bool isExported)
    {
        string? documentation = DocumentationBefore(start);
        return Current.Kind switch
        {
            TokenKind.Fn => ParseFunction(start, isExported, documentation),
            TokenKind.Struct => ParseStruct(start, isExported, documentation),
            TokenKind.Enum => ParseEnum(start, isExported, documentation),
            _ => ParseLet(start, isExported, documentation),
        };
    }

    private LetStatement ParseLet(int start, bool isExported, string? documentation)
    {
        bool isConst = Advance().Kind == TokenKind.Const;
        if (AtWord("mut", TokenKind.Identifier))
        {
            Advance();
        }

        Pattern pattern = ParseBindingPattern();
        TypeNode? type = TryTake(TokenKind.Colon) ? ParseType() : null;
        Expression? value = TryTake(TokenKind.Equals) ? ParseExpressionOrTuple() : null;
        return new LetStatement(SpanFrom(start), isConst, pattern, type, value, isExported, documentation);
    }

    private FunctionStatement ParseFunction(int start, bool isExported, string? documentation)
    {
        Expect(TokenKind.Fn);
        Identifier name = ExpectName("the function's name");
        IReadOnlyList<Parameter> parameters = ParseParameters();
        TypeNode? returnType = TryTake(TokenKind.Arrow) ? ParseType() : null;
        BlockStatement body = ParseBlock();
        return new FunctionStatement(SpanFrom(start), name, parameters, returnType, body, isExported, documentation);
    }

    private Parameter[] ParseParameters()
    {
        Token open = Expect(TokenKind.OpenParen);
        int first = _itemCount;
        Parameter? before = null;
        bool hasDefault = false;
        while (!At(TokenKind.CloseParen) && !At(TokenKind.EndOfFile))
        {
            Parameter parameter = ParseParameter();
            if (before is { IsRest: true })
            {
                _diagnostics.RestNotLast(before.Span);
            }

            if (hasDefault && parameter.Default is null && !parameter.IsRest)
            {
                _diagnostics.RequiredAfterOptional(parameter.Span, parameter.Name.Text);
            }

            hasDefault |= parameter.Default is not null;
            AddItem(parameter);
            before = parameter;
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        Close(open, TokenKind.CloseParen);
        return TakeItems<Parameter>(first);
    }

    private Parameter ParseParameter()
    {
        int start = Current.Start;
        bool isRest = TryTake(TokenKind.Star) || TryTake(TokenKind.Ellipsis);
        Identifier name = ExpectName("a parameter's name");
        TypeNode? type = TryTake(TokenKind.Colon) ? ParseType() : null;
        Expression? value = TryTake(TokenKind.Equals) ? ParseExpression() : null;
        return new Parameter(SpanFrom(start), name, type, value, isRest);
    }

    private StructStatement ParseStruct(int start, bool isExported, string? documentation)
    {
        Advance();
        Identifier name = ExpectName("the struct's name");
        IReadOnlyList<FieldDeclaration> fields = ParseFields(TokenKind.OpenBrace, TokenKind.CloseBrace);
        return new StructStatement(SpanFrom(start), name, fields, isExported, documentation);
    }

    private List<FieldDeclaration> ParseFields(TokenKind opening, TokenKind closing)
    {
        Token open = Expect(opening);
        List<FieldDeclaration> fields = [];
        while (!At(closing) && !At(TokenKind.EndOfFile))
        {
            int start = Current.Start;
            Identifier name = ExpectName("a field's name");
            TypeNode? type = TryTake(TokenKind.Colon) ? ParseType() : null;
            Expression? value = TryTake(TokenKind.Equals) ? ParseExpression() : null;
            fields.Add(new FieldDeclaration(SpanFrom(start), name, type, value));
            if (!(closing == TokenKind.CloseBrace ? IsNextItem(start) : TryTake(TokenKind.Comma) || TryTake(TokenKind.Semicolon)))
            {
                break;
            }
        }

        Close(open, closing);
        return fields;
    }

    private EnumStatement ParseEnum(int start, bool isExported, string? documentation)
    {
        Advance();
        Identifier name = ExpectName("the enum's name");
        Token open = Expect(TokenKind.OpenBrace);
        List<VariantDeclaration> variants = [];
        while (!At(TokenKind.CloseBrace) && !At(TokenKind.EndOfFile))
        {
            int variantStart = Current.Start;
            Identifier variant = ExpectName("the name of a case");
            IReadOnlyList<FieldDeclaration> fields = At(TokenKind.OpenParen) ? ParseFields(TokenKind.OpenParen, TokenKind.CloseParen) : [];
            variants.Add(new VariantDeclaration(SpanFrom(variantStart), variant, fields));
            if (!IsNextItem(variantStart))
            {
                break;
            }
        }

        Close(open, TokenKind.CloseBrace);
        return new EnumStatement(SpanFrom(start), name, variants, isExported, documentation);
    }

    private ImplStatement ParseImpl()
    {
        int start = Advance().Start;
        Identifier type = ExpectName("the name of a struct or enum");
        Token open = Expect(TokenKind.OpenBrace);
        List<FunctionStatement> methods = [];
        while (At(TokenKind.Fn))
        {
            methods.Add(ParseFunction(Current.Start, isExported: false, DocumentationBefore(Current.Start)));
            TryTake(TokenKind.Semicolon);
        }

        Close(open, TokenKind.CloseBrace);
        return new ImplStatement(SpanFrom(start), type, methods);
    }

    /// <summary>The <c>///</c> lines that end directly above an offset.</summary>
    private string? DocumentationBefore(int offset)
    {
        int last = FindCommentBefore(offset);
        if (last < 0 || !_comments[last].IsDoc)
        {
            return null;
        }

        List<string> lines = [];
        int expectedEnd = offset;
        for (int i = last; i >= 0 && _comments[i].IsDoc && IsOnlySpaceBetween(_comments[i].Span.End, expectedEnd); i--)
        {
            lines.Add(_source.Slice(_comments[i].Span)[3..].Trim().ToString());
            expectedEnd = _comments[i].Span.Start;
        }

        lines.Reverse();
        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    private int FindCommentBefore(int offset)
    {
        (int low, int high) = (0, _comments.Count - 1);
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (_comments[middle].Span.Start < offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }

    private bool IsOnlySpaceBetween(int start, int end) => _source.Content.AsSpan(start, end - start).IsWhiteSpace();
}
