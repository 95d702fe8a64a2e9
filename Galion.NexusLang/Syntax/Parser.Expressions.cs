using Galion.NexusLang.Text;

namespace Galion.NexusLang.Syntax;

internal sealed partial class Parser
{
    /// <summary>An expression, or several with commas between them, which make a tuple.</summary>
    private Expression ParseExpressionOrTuple()
    {
        int start = Current.Start;
        Expression first = ParseElement();
        if (!At(TokenKind.Comma) || _bracketDepth > 0)
        {
            return first;
        }

        List<Expression> elements = [first];
        while (TryTake(TokenKind.Comma))
        {
            if (At(TokenKind.Equals) || (Current.StartsLine && Current.Kind is TokenKind.CloseBrace or TokenKind.EndOfFile))
            {
                break;
            }

            elements.Add(ParseElement());
        }

        return new TupleExpression(SpanFrom(start), elements);
    }

    /// <summary>An element of an array, tuple or set: a value, or <c>*values</c>.</summary>
    private Expression ParseElement()
    {
        if (!At(TokenKind.Star) && !At(TokenKind.Ellipsis))
        {
            return ParseExpression();
        }

        int start = Advance().Start;
        Expression value = ParseExpression();
        return new SpreadExpression(SpanFrom(start), value);
    }

    private Expression ParseExpression()
    {
        if (!TryEnter())
        {
            return new MissingExpression(Current.Span);
        }

        Expression expression = TryParseLambda() ?? (At(TokenKind.If) ? ParseIfExpression() : ParseConditional());
        Leave();
        return expression;
    }

    private Expression ParseConditional()
    {
        Expression expression = ParseBinary(0);
        return At(TokenKind.Question) ? ParseTernary(expression) : expression;
    }

    private ConditionalExpression ParseTernary(Expression condition)
    {
        Advance();
        Expression whenTrue = ParseExpression();
        Expect(TokenKind.Colon);
        Expression whenFalse = ParseExpression();
        return new ConditionalExpression(SpanFrom(condition.Span.Start), condition, whenTrue, whenFalse);
    }

    /// <summary>Tells <c>if c then a else b</c> from the statement by looking for <c>then</c> before the brace of a block.</summary>
    private bool IsIfExpression()
    {
        for (int i = _at + 1; i < _tokens.Length; i++)
        {
            ref readonly Token token = ref _tokens[i];
            if (IsWord(token, "then"))
            {
                return true;
            }

            if (token.Kind is TokenKind.OpenBrace or TokenKind.EndOfFile or TokenKind.Semicolon or TokenKind.CloseBrace)
            {
                return false;
            }

            i = _closers[i] > i ? _closers[i] : i;
        }

        return false;
    }

    private ConditionalExpression ParseIfExpression()
    {
        int start = Advance().Start;
        Expression condition = ParseCondition();
        if (At(TokenKind.OpenBrace))
        {
            return SkipBlocks(start, condition);
        }

        if (!TryTakeWord("then"))
        {
            _diagnostics.Unexpected(Current, "'then'");
        }

        Expression whenTrue = ParseExpression();
        Expect(TokenKind.Else);
        Expression whenFalse = ParseExpression();
        return new ConditionalExpression(SpanFrom(start), condition, whenTrue, whenFalse);
    }

    /// <summary>Says what stands for blocks where a value is wanted, and reads them all the same for what else is wrong in them.</summary>
    private ConditionalExpression SkipBlocks(int start, Expression condition)
    {
        _diagnostics.BlockOfIfExpression(Current.Span);
        TextSpan missing = Current.Span;
        ParseBlock();
        while (TryTake(TokenKind.Else))
        {
            if (TryTake(TokenKind.If))
            {
                ParseCondition();
            }

            if (!At(TokenKind.OpenBrace))
            {
                ParseExpression();
                break;
            }

            ParseBlock();
        }

        return new ConditionalExpression(SpanFrom(start), condition, new MissingExpression(missing), new MissingExpression(missing));
    }

    private Expression ParseBinary(int minPrecedence)
    {
        Expression left = ParseUnary();
        int chain = 0;
        while (TryPeekBinary(minPrecedence, out TokenKind kind, out int precedence))
        {
            // A chain leans to the left, so that its length is the depth of its tree.
            if (_depth + ++chain > MaxDepth)
            {
                left = SkipTooLongChain(left);
                break;
            }

            Token sign = Advance();
            bool isNotIn = kind == TokenKind.In && sign.Kind == TokenKind.Identifier;
            TextSpan signs = isNotIn ? new TextSpan(sign.Start, Advance().End - sign.Start) : sign.Span;
            if (kind == TokenKind.DotDot && !StartsExpression(Current))
            {
                left = new RangeExpression(SpanFrom(left.Span.Start), left, null);
                continue;
            }

            Expression right = kind == TokenKind.PipeArrow && TryParseLambda() is { } lambda ? lambda : ParseBinary(precedence);
            left = kind == TokenKind.DotDot
                ? new RangeExpression(SpanFrom(left.Span.Start), left, right)
                : new BinaryExpression(SpanFrom(left.Span.Start), left, kind, signs, right);
            left = isNotIn ? new UnaryExpression(left.Span, TokenKind.Bang, left) : left;
        }

        return left;
    }

    private Expression SkipTooLongChain(Expression left)
    {
        _depth = MaxDepth;
        TryEnter();
        return left;
    }

    private bool TryPeekBinary(int minPrecedence, out TokenKind kind, out int precedence)
    {
        kind = Current.Kind;
        if (kind == TokenKind.Identifier)
        {
            kind = AtWord("and") ? TokenKind.AmpersandAmpersand
                : AtWord("or") ? TokenKind.PipePipe
                : AtWord("not") && Peek(1).Kind == TokenKind.In && (!Peek(1).StartsLine || _bracketDepth > 0) ? TokenKind.In
                : kind;
        }

        precedence = SyntaxFacts.BinaryPrecedence(kind);
        if (precedence <= minPrecedence)
        {
            return false;
        }

        // On a new line these begin a statement of their own.
        bool couldBegin = kind is TokenKind.Minus or TokenKind.Star or TokenKind.DotDot or TokenKind.In;
        return !(Current.StartsLine && couldBegin && _bracketDepth == 0);
    }

    private Expression ParseUnary()
    {
        bool isSign = Current.Kind switch
        {
            TokenKind.Minus or TokenKind.Bang or TokenKind.Tilde or TokenKind.Plus or TokenKind.Spawn or TokenKind.Await or TokenKind.DotDot => true,
            TokenKind.Identifier => AtWord("not") && StartsExpression(Peek(1)) && !Peek(1).StartsLine,
            _ => false,
        };
        if (!isSign)
        {
            return ParsePower();
        }

        Token sign = Current;

        if (!TryEnter())
        {
            return new MissingExpression(sign.Span);
        }

        Advance();
        Expression result = sign.Kind == TokenKind.DotDot ? ParseRangeEnd(sign) : ParseOperand(sign);
        Leave();
        return result;
    }

    private RangeExpression ParseRangeEnd(Token sign)
    {
        Expression? end = StartsExpression(Current) ? ParseBinary(SyntaxFacts.BinaryPrecedence(TokenKind.DotDot)) : null;
        return new RangeExpression(SpanFrom(sign.Start), null, end);
    }

    private Expression ParseOperand(Token sign)
    {
        Expression operand = ParseUnary();
        TextSpan span = SpanFrom(sign.Start);
        return sign.Kind switch
        {
            TokenKind.Spawn => new SpawnExpression(span, operand),
            TokenKind.Await => new AwaitExpression(span, operand),
            TokenKind.Identifier => new UnaryExpression(span, TokenKind.Bang, operand),
            _ => new UnaryExpression(span, sign.Kind, operand),
        };
    }

    /// <summary><c>a ** b</c> binds tighter than a sign on its left and takes one on its right: <c>-2 ** -1</c> is <c>-(2 ** (-1))</c>.</summary>
    private Expression ParsePower()
    {
        Expression power = ParsePostfix();
        if (!At(TokenKind.StarStar))
        {
            return power;
        }

        Token sign = Advance();
        Expression exponent = ParseUnary();
        return new BinaryExpression(SpanFrom(power.Span.Start), power, TokenKind.StarStar, sign.Span, exponent);
    }

    private Expression ParsePostfix()
    {
        Expression expression = ParsePrimary();
        for (int chain = 0; ; chain++)
        {
            if (_depth + chain > MaxDepth)
            {
                return SkipTooLongChain(expression);
            }

            int start = expression.Span.Start;
            switch (Current.Kind)
            {
                case TokenKind.OpenParen when !Current.StartsLine:
                    IReadOnlyList<Argument> arguments = ParseArguments();
                    expression = new CallExpression(SpanFrom(start), expression, arguments, IsOptional: false);
                    break;
                case TokenKind.OpenBracket when !Current.StartsLine:
                    expression = ParseIndex(expression);
                    break;
                case TokenKind.Dot or TokenKind.QuestionDot:
                    expression = ParseMember(expression);
                    break;
                case TokenKind.OpenBrace when IsStructLiteral(expression):
                    expression = ParseStructLiteral(expression);
                    break;
                default:
                    return expression;
            }
        }
    }

    private Expression ParseMember(Expression target)
    {
        bool isOptional = Advance().Kind == TokenKind.QuestionDot;
        if (isOptional && At(TokenKind.OpenParen))
        {
            IReadOnlyList<Argument> arguments = ParseArguments();
            return new CallExpression(SpanFrom(target.Span.Start), target, arguments, IsOptional: true);
        }

        // A tuple's element: pair.0
        if (At(TokenKind.Integer))
        {
            Token token = Advance();
            return new MemberExpression(
                SpanFrom(target.Span.Start), target, new Identifier(NameOf(token), token.Span), isOptional);
        }

        Identifier name = ExpectMemberName();
        return new MemberExpression(SpanFrom(target.Span.Start), target, name, isOptional);
    }

    private Argument[] ParseArguments()
    {
        Token open = Advance();
        EnterBrackets(out (bool, int) outer);
        int first = _itemCount;
        bool hasNamed = false;
        while (!At(TokenKind.CloseParen) && !At(TokenKind.EndOfFile))
        {
            int start = Current.Start;
            bool isSpread = TryTake(TokenKind.Star) || TryTake(TokenKind.Ellipsis);
            Identifier? name = null;
            if (!isSpread && At(TokenKind.Identifier) && Peek(1).Kind == TokenKind.Equals)
            {
                name = ExpectName("an argument's name");
                Advance();
            }

            Expression value = ParseExpression();
            if (hasNamed && name is null && !isSpread)
            {
                _diagnostics.PositionalAfterNamed(value.Span);
            }

            hasNamed |= name is not null;
            AddItem(new Argument(SpanFrom(start), name, value, isSpread));
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        LeaveBrackets(outer);
        Close(open, TokenKind.CloseParen);
        return TakeItems<Argument>(first);
    }

    /// <summary><c>a[i]</c>, <c>a[1..3]</c>, <c>a[1:9:2]</c>, or several such with commas between them, which make a tuple.</summary>
    private Expression ParseIndex(Expression target)
    {
        Token open = Advance();
        EnterBrackets(out (bool, int) outer);
        int start = Current.Start;
        int first = _itemCount;
        Expression single = ParseIndexPart();
        if (At(TokenKind.Comma))
        {
            AddItem(single);
        }

        while (TryTake(TokenKind.Comma) && !At(TokenKind.CloseBracket))
        {
            AddItem(ParseIndexPart());
        }

        TextSpan index = SpanFrom(start);
        LeaveBrackets(outer);
        Close(open, TokenKind.CloseBracket);
        TextSpan span = SpanFrom(target.Span.Start);
        if (_itemCount - first > 1)
        {
            return new IndexExpression(span, target, new TupleExpression(index, TakeItems<Expression>(first)));
        }

        _itemCount = first;
        return single is SlicePartExpression slice
            ? new SliceExpression(span, target, slice.Start, slice.End, slice.Step)
            : new IndexExpression(span, target, single);
    }

    private Expression ParseIndexPart()
    {
        int start = Current.Start;
        Expression? first = At(TokenKind.Colon) ? null : ParseExpression();
        if (!TryTake(TokenKind.Colon))
        {
            return first!;
        }

        Expression? end = IsAtPartEnd() ? null : ParseExpression();
        Expression? step = TryTake(TokenKind.Colon) && !IsAtPartEnd() ? ParseExpression() : null;
        return new SlicePartExpression(SpanFrom(start), first, end, step);
    }

    private bool IsAtPartEnd() => Current.Kind is TokenKind.Colon or TokenKind.CloseBracket or TokenKind.Comma;

    /// <summary>A name directly followed by <c>{ }</c> or <c>{ name: …</c> or <c>{ name, …</c> makes a struct.</summary>
    private bool IsStructLiteral(Expression type)
    {
        if (!_allowStructLiteral || Current.StartsLine || type is not (NameExpression or MemberExpression))
        {
            return false;
        }

        return Peek(1).Kind == TokenKind.CloseBrace
            || (Peek(1).Kind == TokenKind.Identifier && Peek(2).Kind is TokenKind.Colon or TokenKind.Comma or TokenKind.CloseBrace);
    }

    private StructExpression ParseStructLiteral(Expression type)
    {
        Token open = Advance();
        EnterBrackets(out (bool, int) outer);
        List<StructFieldValue> fields = [];
        while (!At(TokenKind.CloseBrace) && !At(TokenKind.EndOfFile))
        {
            int start = Current.Start;
            Identifier name = ExpectName("a field's name");
            Expression value = TryTake(TokenKind.Colon) ? ParseExpression() : new NameExpression(name.Span, name.Text);
            fields.Add(new StructFieldValue(SpanFrom(start), name, value));
            if (!IsNextItem(start))
            {
                break;
            }
        }

        LeaveBrackets(outer);
        Close(open, TokenKind.CloseBrace);
        return new StructExpression(SpanFrom(type.Span.Start), type, fields);
    }

    private void EnterBrackets(out (bool AllowStruct, int Brackets) outer)
    {
        outer = (_allowStructLiteral, _bracketDepth);
        _allowStructLiteral = true;
        _bracketDepth++;
    }

    private void LeaveBrackets((bool AllowStruct, int Brackets) outer) => (_allowStructLiteral, _bracketDepth) = outer;

    private static bool StartsExpression(in Token token) => token.Kind is TokenKind.Identifier or TokenKind.Integer or TokenKind.Float
        or TokenKind.String or TokenKind.FormatString or TokenKind.True or TokenKind.False or TokenKind.Null or TokenKind.OpenParen
        or TokenKind.OpenBracket or TokenKind.OpenBrace or TokenKind.Minus or TokenKind.Bang or TokenKind.Tilde or TokenKind.Fn or TokenKind.If
        or TokenKind.Match or TokenKind.Spawn or TokenKind.Await;
}
