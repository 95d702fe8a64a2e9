using Galion.NexusLang.Text;

namespace Galion.NexusLang.Syntax;

internal sealed partial class Parser
{
    /// <summary>The pattern of a <c>let</c> or <c>for</c>, where <c>a, b</c> needs no parentheses.</summary>
    private Pattern ParseBindingPattern()
    {
        int start = Current.Start;
        Pattern first = ParsePrimaryPattern();
        if (!At(TokenKind.Comma))
        {
            return first;
        }

        List<Pattern> elements = [first];
        while (TryTake(TokenKind.Comma))
        {
            elements.Add(ParsePrimaryPattern());
        }

        CheckRests(elements);
        return new TuplePattern(SpanFrom(start), elements);
    }

    private Pattern ParsePattern()
    {
        int start = Current.Start;
        Pattern pattern = ParseTypedPattern();
        if (!At(TokenKind.Pipe) && !AtWord("or"))
        {
            return pattern;
        }

        List<Pattern> alternatives = [pattern];
        while (TryTake(TokenKind.Pipe) || TryTakeWord("or"))
        {
            alternatives.Add(ParseTypedPattern());
        }

        return new OrPattern(SpanFrom(start), alternatives);
    }

    private Pattern ParseTypedPattern()
    {
        Pattern pattern = ParsePrimaryPattern();
        if (!TryTake(TokenKind.Colon))
        {
            return pattern;
        }

        TypeNode type = ParseType();
        return new TypedPattern(SpanFrom(pattern.Span.Start), pattern, type);
    }

    private Pattern ParsePrimaryPattern()
    {
        if (!TryEnter())
        {
            return new WildcardPattern(Current.Span);
        }

        Pattern pattern = Current.Kind switch
        {
            TokenKind.Identifier => ParseNamePattern(),
            TokenKind.Star or TokenKind.Ellipsis => ParseRestPattern(),
            TokenKind.OpenParen => ParseTuplePattern(),
            TokenKind.OpenBracket => ParseArrayPattern(),
            TokenKind.OpenBrace => ParseFieldsPattern(Current.Start, type: null),
            _ => ParseLiteralPattern(),
        };
        Leave();
        return pattern;
    }

    private Pattern ParseNamePattern()
    {
        Identifier name = ExpectName("a name");
        int start = name.Span.Start;
        if (name.Text == "_")
        {
            return new WildcardPattern(name.Span);
        }

        if (TryTake(TokenKind.Dot))
        {
            Identifier variant = ExpectMemberName();
            IReadOnlyList<Pattern>? arguments = At(TokenKind.OpenParen) ? ParsePatternList(TokenKind.CloseParen) : null;
            return new VariantPattern(SpanFrom(start), name, variant, arguments);
        }

        if (At(TokenKind.OpenParen) && !Current.StartsLine)
        {
            IReadOnlyList<Pattern> arguments = ParsePatternList(TokenKind.CloseParen);
            return new VariantPattern(SpanFrom(start), null, name, arguments);
        }

        return At(TokenKind.OpenBrace) && _allowStructLiteral && !Current.StartsLine
            ? ParseFieldsPattern(start, name)
            : new NamePattern(name.Span, name);
    }

    private RestPattern ParseRestPattern()
    {
        int start = Advance().Start;
        Identifier name = ExpectName("a name for the rest");
        return new RestPattern(SpanFrom(start), name);
    }

    private Pattern ParseTuplePattern()
    {
        int start = Current.Start;
        bool hasComma = false;
        List<Pattern> elements = ParsePatternList(TokenKind.CloseParen, ref hasComma);
        return elements is [not RestPattern] && !hasComma ? elements[0] : new TuplePattern(SpanFrom(start), elements);
    }

    private ArrayPattern ParseArrayPattern()
    {
        int start = Current.Start;
        IReadOnlyList<Pattern> elements = ParsePatternList(TokenKind.CloseBracket);
        return new ArrayPattern(SpanFrom(start), elements);
    }

    private List<Pattern> ParsePatternList(TokenKind closing)
    {
        bool hasComma = false;
        return ParsePatternList(closing, ref hasComma);
    }

    private List<Pattern> ParsePatternList(TokenKind closing, ref bool hasComma)
    {
        Token open = Advance();
        EnterBrackets(out (bool, int) outer);
        List<Pattern> elements = [];
        while (!At(closing) && !At(TokenKind.EndOfFile))
        {
            elements.Add(ParsePattern());
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }

            hasComma = true;
        }

        LeaveBrackets(outer);
        Close(open, closing);
        CheckRests(elements);
        return elements;
    }

    private FieldsPattern ParseFieldsPattern(int start, Identifier? type)
    {
        Token open = Advance();
        List<FieldPattern> fields = [];
        while (!At(TokenKind.CloseBrace) && !At(TokenKind.EndOfFile))
        {
            int fieldStart = Current.Start;
            Identifier name = At(TokenKind.String)
                ? new Identifier(ReadStringValue(Current), Advance().Span)
                : ExpectName("a field's name");
            Pattern pattern = TryTake(TokenKind.Colon) ? ParsePattern() : new NamePattern(name.Span, name);
            fields.Add(new FieldPattern(SpanFrom(fieldStart), name, pattern));
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        Close(open, TokenKind.CloseBrace);
        return new FieldsPattern(SpanFrom(start), type, fields);
    }

    /// <summary>A literal, or a range of literals.</summary>
    private Pattern ParseLiteralPattern()
    {
        int start = Current.Start;
        object? first = null;
        if (!At(TokenKind.DotDot) && !TryReadPatternLiteral(out first))
        {
            _diagnostics.Unexpected(Current, "a name or a pattern");
            return new WildcardPattern(new TextSpan(start, 0));
        }

        if (!TryTake(TokenKind.DotDot))
        {
            return new LiteralPattern(SpanFrom(start), first);
        }

        TryReadPatternLiteral(out object? end);
        return new RangePattern(SpanFrom(start), first, end);
    }

    private bool TryReadPatternLiteral(out object? value)
    {
        bool isNegative = At(TokenKind.Minus) && Peek(1).Kind is TokenKind.Integer or TokenKind.Float;
        if (isNegative)
        {
            Advance();
        }

        Token token = Current;
        value = token.Kind switch
        {
            TokenKind.Integer or TokenKind.Float => ReadNumberValue(token),
            TokenKind.String => ReadStringValue(token),
            TokenKind.True => true,
            TokenKind.False => false,
            _ => null,
        };
        if (value is null && token.Kind != TokenKind.Null)
        {
            return false;
        }

        value = isNegative ? Negate(value!) : value;
        Advance();
        return true;
    }

    private void CheckRests(List<Pattern> elements)
    {
        if (elements.OfType<RestPattern>().Skip(1).FirstOrDefault() is { } second)
        {
            _diagnostics.TwoRests(second.Span);
        }
    }
}
