using System.Text;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Syntax;

internal sealed partial class Parser
{
    private ProgramNode ParseProgram()
    {
        int first = _itemCount;
        while (!At(TokenKind.EndOfFile))
        {
            if (Current.Kind is TokenKind.CloseBrace or TokenKind.CloseParen or TokenKind.CloseBracket)
            {
                _diagnostics.StrayCloser(Advance());
                continue;
            }

            ParseItem();
        }

        return new ProgramNode(new TextSpan(0, _text.Length), TakeItems<Statement>(first));
    }

    /// <summary>Adds a statement to the list that is being read.</summary>
    private void ParseItem()
    {
        if (TryTake(TokenKind.Semicolon))
        {
            return;
        }

        int before = _at;
        bool wasReported = _diagnostics.HasErrors;
        int reported = _diagnostics.Diagnostics.Count;
        AddItem(ParseStatement());
        bool isBroken = _diagnostics.Diagnostics.Count > reported && (_diagnostics.HasErrors || wasReported);
        isBroken |= Current.Kind == TokenKind.Bad || Previous.Kind == TokenKind.Bad;
        if (_at == before)
        {
            Advance();
        }

        EndStatement(isBroken);
    }

    private void EndStatement(bool isBroken)
    {
        if (TryTake(TokenKind.Semicolon) || At(TokenKind.CloseBrace) || At(TokenKind.EndOfFile) || Current.StartsLine
            || Previous.Kind == TokenKind.CloseBrace)
        {
            return;
        }

        if (!isBroken)
        {
            _diagnostics.ExpectedStatementEnd(Current);
        }

        SkipToNextStatement();
    }

    /// <summary>Goes to the next line that is not inside a bracket opened on the way, so that one mistake gives one message.</summary>
    private void SkipToNextStatement()
    {
        while (!At(TokenKind.EndOfFile) && !At(TokenKind.CloseBrace) && !At(TokenKind.Semicolon) && !Current.StartsLine)
        {
            _at = _closers[_at] > _at ? _closers[_at] + 1 : _at + 1;
        }

        TryTake(TokenKind.Semicolon);
    }

    private Statement ParseStatement()
    {
        if (!TryEnter())
        {
            return new ExpressionStatement(Current.Span, new MissingExpression(Current.Span));
        }

        Statement statement = ParseStatementHere();
        Leave();
        return statement;
    }

    private Statement ParseStatementHere()
    {
        switch (Current.Kind)
        {
            case TokenKind.Export:
                return ParseExport();
            case TokenKind.Let or TokenKind.Const or TokenKind.Struct or TokenKind.Enum:
            case TokenKind.Fn when Peek(1).Kind == TokenKind.Identifier:
                return ParseDeclaration(Current.Start, isExported: false);
            case TokenKind.Impl:
                return ParseImpl();
            case TokenKind.If when !IsIfExpression():
                return ParseIf();
            case TokenKind.While:
                return ParseWhile();
            case TokenKind.For:
                return ParseFor();
            case TokenKind.Return:
                return ParseReturn();
            case TokenKind.Break:
                return new BreakStatement(Advance().Span);
            case TokenKind.Continue:
                return new ContinueStatement(Advance().Span);
            case TokenKind.Throw:
                return ParseThrow();
            case TokenKind.Try:
                return ParseTry();
            case TokenKind.Import:
                return ParseImport();
            case TokenKind.OpenBrace:
                return ParseBlock();
            default:
                return TryParseWordStatement() ?? ParseExpressionStatement();
        }
    }

    /// <summary>Statements whose first word is a name elsewhere.</summary>
    private Statement? TryParseWordStatement()
    {
        if (AtWord("personality", TokenKind.OpenBrace) && !Peek(1).StartsLine)
        {
            return ParsePersonality();
        }

        if (AtWord("voice", TokenKind.OpenBrace) && !Peek(1).StartsLine)
        {
            int start = Advance().Start;
            BlockStatement body = ParseBlock();
            return new VoiceStatement(SpanFrom(start), body);
        }

        if (AtWord("test", TokenKind.String) && !Peek(1).StartsLine)
        {
            return ParseTest();
        }

        if (AtWord("from", TokenKind.Identifier) || AtWord("from", TokenKind.String))
        {
            return ParseFromImport();
        }

        return TryMendForeignKeyword() ? ParseStatementHere() : null;
    }

    /// <summary>Names the word of another language and says what it is called here; reading goes on as if that had been written.</summary>
    private bool TryMendForeignKeyword()
    {
        if (!At(TokenKind.Identifier) || Peek(1).Kind != TokenKind.Identifier || Peek(1).StartsLine)
        {
            return false;
        }

        string word = _source.Slice(Current.Span).ToString();
        TokenKind instead = word switch
        {
            "function" or "def" or "func" => TokenKind.Fn,
            "var" or "val" => TokenKind.Let,
            "foreach" => TokenKind.For,
            "class" => TokenKind.Struct,
            _ => TokenKind.Bad,
        };
        if (instead == TokenKind.Bad)
        {
            return false;
        }

        _diagnostics.FromAnotherLanguage(Current.Span, word, SyntaxFacts.Spelling(instead)!);
        _tokens[_at] = Current with { Kind = instead };
        return true;
    }

    private BlockStatement ParseBlock()
    {
        bool isOpened = At(TokenKind.OpenBrace);
        Token open = Expect(TokenKind.OpenBrace);
        if (!isOpened && !Current.StartsLine)
        {
            // One statement without its braces, as other languages allow it; taking more would take the brace of the block around it.
            return new BlockStatement(SpanFrom(open.Start), At(TokenKind.EndOfFile) ? [] : [ParseStatement()]);
        }

        (bool allowedStruct, int brackets) = (_allowStructLiteral, _bracketDepth);
        (_allowStructLiteral, _bracketDepth) = (true, 0);
        int first = _itemCount;
        while (!At(TokenKind.CloseBrace) && !At(TokenKind.EndOfFile))
        {
            if (Current.Kind is TokenKind.CloseParen or TokenKind.CloseBracket)
            {
                _diagnostics.StrayCloser(Advance());
                continue;
            }

            ParseItem();
        }

        Statement[] statements = TakeItems<Statement>(first);
        (_allowStructLiteral, _bracketDepth) = (allowedStruct, brackets);
        if (isOpened || !At(TokenKind.EndOfFile))
        {
            Close(open, TokenKind.CloseBrace);
        }

        return new BlockStatement(SpanFrom(open.Start), statements);
    }

    private IfStatement ParseIf()
    {
        int start = Advance().Start;
        Expression condition = ParseCondition();
        BlockStatement then = ParseBlock();
        if (!TryMendElseIf() && !TryTake(TokenKind.Else))
        {
            return new IfStatement(SpanFrom(start), condition, then, null);
        }

        Statement otherwise = At(TokenKind.If) ? ParseStatement() : ParseBlock();
        return new IfStatement(SpanFrom(start), condition, then, otherwise);
    }

    /// <summary>Reads <c>elif</c> as the <c>else if</c> that it means.</summary>
    private bool TryMendElseIf()
    {
        if (!(AtWord("elif") || AtWord("elsif") || AtWord("elseif")) || !StartsExpression(Peek(1)) || Peek(1).StartsLine)
        {
            return false;
        }

        _diagnostics.FromAnotherLanguage(Current.Span, _source.Slice(Current.Span).ToString(), "else if");
        _tokens[_at] = Current with { Kind = TokenKind.If };
        return true;
    }

    private WhileStatement ParseWhile()
    {
        int start = Advance().Start;
        Expression condition = ParseCondition();
        BlockStatement body = ParseBlock();
        return new WhileStatement(SpanFrom(start), condition, body);
    }

    private ForStatement ParseFor()
    {
        int start = Advance().Start;
        Pattern pattern = ParseBindingPattern();
        Expect(TokenKind.In);

        // A dict or set whose own brace is followed by that of the block.
        bool isLiteral = BehindBraces() is { Kind: TokenKind.OpenBrace };
        Expression source = isLiteral ? ParsePrimary() : ParseCondition();
        BlockStatement body = ParseBlock();
        return new ForStatement(SpanFrom(start), pattern, source, body);
    }

    /// <summary>An expression that a block follows: a brace there opens the block, not a struct.</summary>
    private Expression ParseCondition()
    {
        if (At(TokenKind.OpenBrace) && BehindBraces() is not { Kind: TokenKind.Dot or TokenKind.QuestionDot or TokenKind.OpenBracket, StartsLine: false })
        {
            // The brace is the block's; reading it as a dict would hide what is missing.
            return ReportMissingExpression();
        }

        bool allowed = _allowStructLiteral;
        _allowStructLiteral = false;
        Expression condition = ParseExpression();
        _allowStructLiteral = allowed;
        return condition;
    }

    /// <summary>What stands behind the braces that open here; null when none open or they are never closed.</summary>
    private Token? BehindBraces() => At(TokenKind.OpenBrace) && _closers[_at] >= 0 ? _tokens[_closers[_at] + 1] : null;

    private ReturnStatement ParseReturn()
    {
        int start = Advance().Start;
        bool hasValue = !Current.StartsLine && Current.Kind is not (TokenKind.CloseBrace or TokenKind.Semicolon or TokenKind.EndOfFile);
        Expression? value = hasValue ? ParseExpressionOrTuple() : null;
        return new ReturnStatement(SpanFrom(start), value);
    }

    private ThrowStatement ParseThrow()
    {
        int start = Advance().Start;
        Expression value = ParseExpression();
        return new ThrowStatement(SpanFrom(start), value);
    }

    private TryStatement ParseTry()
    {
        Token keyword = Advance();
        BlockStatement body = ParseBlock();
        List<CatchClause> catches = [];
        while (At(TokenKind.Catch))
        {
            catches.Add(ParseCatch());
        }

        BlockStatement? final = TryTake(TokenKind.Finally) ? ParseBlock() : null;
        if (catches.Count == 0 && final is null)
        {
            _diagnostics.TryAlone(keyword.Span);
        }

        return new TryStatement(SpanFrom(keyword.Start), body, catches, final);
    }

    /// <summary><c>catch { }</c>, <c>catch e { }</c>, <c>catch e: Type { }</c>, with or without parentheses.</summary>
    private CatchClause ParseCatch()
    {
        int start = Advance().Start;
        bool hasParens = TryTake(TokenKind.OpenParen);
        Identifier? name = At(TokenKind.Identifier) ? ExpectName("a name for what was thrown") : null;
        TypeNode? type = name is not null && TryTake(TokenKind.Colon) ? ParseType() : null;
        if (hasParens)
        {
            Expect(TokenKind.CloseParen);
        }

        BlockStatement body = ParseBlock();
        return new CatchClause(SpanFrom(start), name, type, body);
    }

    private ImportStatement ParseImport()
    {
        int start = Advance().Start;
        (string module, TextSpan span) = ParseModuleName();
        Identifier? alias = TryTakeWord("as") ? ExpectName("the module's name here") : null;
        return new ImportStatement(SpanFrom(start), module, span, alias, Names: null);
    }

    private ImportStatement ParseFromImport()
    {
        int start = Advance().Start;
        (string module, TextSpan span) = ParseModuleName();
        Expect(TokenKind.Import);
        List<ImportedName> names = [];
        do
        {
            int nameStart = Current.Start;
            Identifier name = ExpectName("the name of an export");
            Identifier? alias = TryTakeWord("as") ? ExpectName("its name here") : null;
            names.Add(new ImportedName(SpanFrom(nameStart), name, alias));
        }
        while (TryTake(TokenKind.Comma));
        return new ImportStatement(SpanFrom(start), module, span, Alias: null, names);
    }

    private (string Module, TextSpan Span) ParseModuleName()
    {
        int start = Current.Start;
        if (At(TokenKind.String))
        {
            Token token = Advance();
            return (ReadStringValue(token), token.Span);
        }

        var module = new StringBuilder(ExpectName("a module's name").Text);
        while (TryTake(TokenKind.Dot))
        {
            module.Append('.').Append(ExpectMemberName().Text);
        }

        return (module.ToString(), SpanFrom(start));
    }

    private PersonalityStatement ParsePersonality()
    {
        int start = Advance().Start;
        Token open = Expect(TokenKind.OpenBrace);
        List<TraitSetting> traits = [];
        HashSet<string> seen = [];
        while (!At(TokenKind.CloseBrace) && !At(TokenKind.EndOfFile))
        {
            int traitStart = Current.Start;
            TraitSetting trait = ParseTrait();
            if (!seen.Add(trait.Name.Text))
            {
                _diagnostics.DuplicateTrait(trait.Name.Span, trait.Name.Text);
            }

            traits.Add(trait);
            if (!IsNextItem(traitStart))
            {
                break;
            }
        }

        Close(open, TokenKind.CloseBrace);
        return new PersonalityStatement(SpanFrom(start), traits);
    }

    private TraitSetting ParseTrait()
    {
        int start = Current.Start;
        Identifier name = ExpectName("a trait's name");
        Expect(TokenKind.Colon);
        int valueStart = Current.Start;
        bool isNegative = TryTake(TokenKind.Minus);
        double value = ParsePrimary() is LiteralExpression literal && TryToDouble(literal.Value, out double number) ? number : double.NaN;
        if (isNegative || !(value is >= 0 and <= 1))
        {
            _diagnostics.TraitOutOfRange(SpanFrom(valueStart), name.Text);
            value = 0;
        }

        return new TraitSetting(SpanFrom(start), name, value);
    }

    private TestStatement ParseTest()
    {
        int start = Advance().Start;
        string name = ReadStringValue(Advance());
        BlockStatement body = ParseBlock();
        return new TestStatement(SpanFrom(start), name, body);
    }

    private Statement ParseExpressionStatement()
    {
        int start = Current.Start;
        Expression expression = ParseExpressionOrTuple();
        if (At(TokenKind.Equals) || SyntaxFacts.CompoundOperator(Current.Kind) != TokenKind.Bad)
        {
            Token sign = Advance();
            TokenKind compound = SyntaxFacts.CompoundOperator(sign.Kind);
            if (!IsAssignable(expression, isPlain: compound == TokenKind.Bad))
            {
                _diagnostics.CannotAssign(expression.Span);
            }

            Expression value = ParseExpressionOrTuple();
            return new AssignStatement(SpanFrom(start), expression, compound == TokenKind.Bad ? TokenKind.Equals : compound, value);
        }

        return new ExpressionStatement(SpanFrom(start), expression);
    }

    internal static bool IsAssignable(Expression target, bool isPlain) => target switch
    {
        NameExpression or MissingExpression => true,
        IndexExpression or SliceExpression or MemberExpression => target is ChainExpression { HasOptional: false },
        TupleExpression tuple => isPlain && tuple.Elements.All(e => IsAssignable(e is SpreadExpression s ? s.Value : e, isPlain)),
        ArrayExpression array => isPlain && array.Elements.All(e => IsAssignable(e is SpreadExpression s ? s.Value : e, isPlain)),
        _ => false,
    };
}
