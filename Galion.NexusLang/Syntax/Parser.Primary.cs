using Galion.NexusLang.Text;

namespace Galion.NexusLang.Syntax;

internal sealed partial class Parser
{
    private Expression ParsePrimary()
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.Integer or TokenKind.Float:
                Advance();
                return new LiteralExpression(token.Span, ReadNumberValue(token));
            case TokenKind.String:
                Advance();
                return new LiteralExpression(token.Span, ReadStringValue(token));
            case TokenKind.FormatString:
                Advance();
                return ParseFormatString(token);
            case TokenKind.True or TokenKind.False:
                Advance();
                return new LiteralExpression(token.Span, token.Kind == TokenKind.True ? True : False);
            case TokenKind.Null:
                Advance();
                return new LiteralExpression(token.Span, null);
            case TokenKind.Identifier:
                Advance();
                return new NameExpression(token.Span, NameOf(token));
            case TokenKind.OpenParen:
                return ParseParenthesized();
            case TokenKind.OpenBracket:
                return ParseArray();
            case TokenKind.OpenBrace:
                return ParseDictOrSet();
            case TokenKind.Match:
                return ParseMatch();
            case TokenKind.Fn:
                return ParseFunctionValue();
            default:
                return ReportMissingExpression();
        }
    }

    private MissingExpression ReportMissingExpression()
    {
        Token token = Current;
        if (token.Kind == TokenKind.Bad)
        {
            // The lexer has reported it.
            Advance();
        }
        else
        {
            _diagnostics.ExpectedExpression(token);
        }

        return new MissingExpression(new TextSpan(token.Start, 0));
    }

    /// <summary><c>(e)</c>, <c>(a, b)</c>, <c>(a,)</c> or <c>()</c>.</summary>
    private Expression ParseParenthesized()
    {
        Token open = Advance();
        EnterBrackets(out (bool, int) outer);
        int first = _itemCount;
        bool hasComma = false;
        while (!At(TokenKind.CloseParen) && !At(TokenKind.EndOfFile))
        {
            AddItem(ParseElement());
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }

            hasComma = true;
        }

        LeaveBrackets(outer);
        Close(open, TokenKind.CloseParen);
        if (_itemCount == first + 1 && !hasComma && _items[first] is Expression single and not SpreadExpression)
        {
            _itemCount = first;
            return single is ChainExpression { HasOptional: true } chain ? chain with { IsGrouped = true } : single;
        }

        return new TupleExpression(SpanFrom(open.Start), TakeItems<Expression>(first));
    }

    private Expression ParseArray()
    {
        Token open = Advance();
        EnterBrackets(out (bool, int) outer);
        int first = _itemCount;
        IReadOnlyList<ComprehensionClause>? clauses = null;
        while (!At(TokenKind.CloseBracket) && !At(TokenKind.EndOfFile))
        {
            AddItem(ParseElement());
            if (_itemCount == first + 1 && At(TokenKind.For))
            {
                clauses = ParseComprehensionClauses();
                break;
            }

            if (!TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        LeaveBrackets(outer);
        Close(open, TokenKind.CloseBracket);
        TextSpan span = SpanFrom(open.Start);
        Expression[] elements = TakeItems<Expression>(first);
        return clauses is null
            ? new ArrayExpression(span, elements)
            : new ComprehensionExpression(span, ComprehensionKind.Array, null, elements[0], clauses);
    }

    /// <summary><c>{}</c> and <c>{k: v}</c> are dicts, <c>{a, b}</c> is a set.</summary>
    private Expression ParseDictOrSet()
    {
        Token open = Advance();
        EnterBrackets(out (bool, int) outer);
        Expression result;
        if (At(TokenKind.CloseBrace))
        {
            result = new DictExpression(open.Span, []);
        }
        else if (At(TokenKind.StarStar))
        {
            result = ParseDict(open, key: null);
        }
        else
        {
            Expression first = ParseElement();
            result = At(TokenKind.Colon) ? ParseDict(open, first) : ParseSet(open, first);
        }

        LeaveBrackets(outer);
        Close(open, TokenKind.CloseBrace);
        return result with { Span = SpanFrom(open.Start) };
    }

    private Expression ParseDict(Token open, Expression? key)
    {
        List<DictEntry> entries = [ParseDictEntry(key)];
        if (key is not null && At(TokenKind.For))
        {
            return new ComprehensionExpression(
                open.Span, ComprehensionKind.Dict, key, entries[0].Value, ParseComprehensionClauses());
        }

        while (TryTake(TokenKind.Comma) && !At(TokenKind.CloseBrace))
        {
            entries.Add(ParseDictEntry(At(TokenKind.StarStar) ? null : ParseExpression()));
        }

        return new DictExpression(open.Span, entries);
    }

    private DictEntry ParseDictEntry(Expression? key)
    {
        int start = key?.Span.Start ?? Current.Start;
        Expect(key is null ? TokenKind.StarStar : TokenKind.Colon);
        Expression value = ParseExpression();
        return new DictEntry(SpanFrom(start), key, value);
    }

    private Expression ParseSet(Token open, Expression first)
    {
        if (At(TokenKind.For))
        {
            return new ComprehensionExpression(open.Span, ComprehensionKind.Set, null, first, ParseComprehensionClauses());
        }

        List<Expression> elements = [first];
        while (TryTake(TokenKind.Comma) && !At(TokenKind.CloseBrace))
        {
            elements.Add(ParseElement());
        }

        return new SetExpression(open.Span, elements);
    }

    private List<ComprehensionClause> ParseComprehensionClauses()
    {
        List<ComprehensionClause> clauses = [];
        while (At(TokenKind.For))
        {
            int start = Advance().Start;
            Pattern pattern = ParseBindingPattern();
            Expect(TokenKind.In);
            Expression source = ParseBinary(0);
            List<Expression> conditions = [];
            while (TryTake(TokenKind.If))
            {
                conditions.Add(ParseBinary(0));
            }

            clauses.Add(new ComprehensionClause(SpanFrom(start), pattern, source, conditions));
        }

        return clauses;
    }

    /// <summary>A lambda when the tokens ahead can be nothing else: a name or a list in parentheses, then <c>=&gt;</c>.</summary>
    private LambdaExpression? TryParseLambda()
    {
        int start = Current.Start;
        if (At(TokenKind.Identifier) && Peek(1).Kind == TokenKind.FatArrow)
        {
            Identifier name = ExpectName("a parameter's name");
            return FinishLambda(start, [new Parameter(name.Span, name, null, null, IsRest: false)]);
        }

        bool isList = At(TokenKind.OpenParen) && _closers[_at] > _at && _tokens[_closers[_at] + 1].Kind == TokenKind.FatArrow;
        return isList ? FinishLambda(start, ParseParameters()) : null;
    }

    private LambdaExpression FinishLambda(int start, IReadOnlyList<Parameter> parameters)
    {
        Expect(TokenKind.FatArrow);
        Node body = At(TokenKind.OpenBrace) ? ParseBlock() : ParseExpression();
        return new LambdaExpression(SpanFrom(start), parameters, null, body);
    }

    /// <summary><c>fn(x) { … }</c> or <c>fn(x) =&gt; e</c></summary>
    private LambdaExpression ParseFunctionValue()
    {
        int start = Advance().Start;
        IReadOnlyList<Parameter> parameters = ParseParameters();
        TypeNode? returnType = TryTake(TokenKind.Arrow) ? ParseType() : null;
        Node body = TryTake(TokenKind.FatArrow) && !At(TokenKind.OpenBrace) ? ParseExpression() : ParseBlock();
        return new LambdaExpression(SpanFrom(start), parameters, returnType, body);
    }

    private MatchExpression ParseMatch()
    {
        int start = Advance().Start;
        Expression subject = ParseCondition();
        Token open = Expect(TokenKind.OpenBrace);
        EnterBrackets(out (bool, int) outer);
        List<MatchArm> arms = [];
        while (!At(TokenKind.CloseBrace) && !At(TokenKind.EndOfFile))
        {
            int armStart = Current.Start;
            arms.Add(ParseMatchArm());
            if (!IsNextItem(armStart))
            {
                break;
            }
        }

        LeaveBrackets(outer);
        Close(open, TokenKind.CloseBrace);
        return new MatchExpression(SpanFrom(start), subject, arms);
    }

    private MatchArm ParseMatchArm()
    {
        int start = Current.Start;

        // "else" is another way to write the arm that takes everything.
        Pattern pattern = At(TokenKind.Else) ? new WildcardPattern(Advance().Span) : ParsePattern();
        Expression? guard = TryTake(TokenKind.If) ? ParseBinary(0) : null;
        Expect(TokenKind.FatArrow);
        int brackets = _bracketDepth;
        _bracketDepth = 0;
        Node body = Current.Kind switch
        {
            TokenKind.OpenBrace when !IsDictAhead() => ParseBlock(),
            TokenKind.Return or TokenKind.Throw or TokenKind.Break or TokenKind.Continue => ParseStatement(),
            _ => ParseExpression(),
        };
        _bracketDepth = brackets;
        return new MatchArm(SpanFrom(start), pattern, guard, body);
    }

    /// <summary>Whether the brace here opens a dict: <c>{}</c>, or a text, number or name before a colon.</summary>
    private bool IsDictAhead() => Peek(1).Kind == TokenKind.CloseBrace
        || (Peek(1).Kind is TokenKind.String or TokenKind.Integer or TokenKind.Identifier && Peek(2).Kind == TokenKind.Colon);

    private TypeNode ParseType()
    {
        int start = Current.Start;
        Identifier name;
        IReadOnlyList<TypeNode> arguments = [];
        if (TryTake(TokenKind.OpenBracket))
        {
            // [int] is another way to write array<int>.
            arguments = [ParseType()];
            Expect(TokenKind.CloseBracket);
            name = new Identifier("array", SpanFrom(start));
        }
        else if (At(TokenKind.Fn) || At(TokenKind.Null))
        {
            Token token = Advance();
            name = new Identifier(NameOf(token), token.Span);
        }
        else
        {
            name = ExpectName("a type");
            arguments = ParseTypeArguments();
        }

        bool isOptional = At(TokenKind.Question) && !Current.StartsLine;
        if (isOptional)
        {
            Advance();
        }

        int first = _itemCount;
        while (TryTake(TokenKind.Pipe))
        {
            AddItem(ParseType());
        }

        return new TypeNode(SpanFrom(start), name, arguments, isOptional, TakeItems<TypeNode>(first));
    }

    private TypeNode[] ParseTypeArguments()
    {
        if (!At(TokenKind.Less) || Current.StartsLine || !TryEnter())
        {
            return [];
        }

        Advance();
        int first = _itemCount;
        do
        {
            AddItem(ParseType());
        }
        while (TryTake(TokenKind.Comma));

        CloseTypeArguments();
        Leave();
        return TakeItems<TypeNode>(first);
    }

    /// <summary><c>array&lt;array&lt;int&gt;&gt;</c> ends in a shift: half of it closes the inner list, half the outer one.</summary>
    private void CloseTypeArguments()
    {
        if (At(TokenKind.ShiftRight))
        {
            _tokens[_at] = new Token(TokenKind.Greater, Current.Start + 1, 1, StartsLine: false);
            return;
        }

        // So does an assignment right behind: array<int>=[1].
        if (Current.Kind is TokenKind.GreaterEquals or TokenKind.ShiftRightEquals)
        {
            TokenKind rest = At(TokenKind.GreaterEquals) ? TokenKind.Equals : TokenKind.GreaterEquals;
            _tokens[_at] = new Token(rest, Current.Start + 1, Current.Length - 1, StartsLine: false);
            return;
        }

        Expect(TokenKind.Greater);
    }
}
