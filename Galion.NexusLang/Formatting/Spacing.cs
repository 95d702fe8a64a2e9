using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Formatting;

/// <summary>Whether a space stands between two tokens of one line.</summary>
internal static class Spacing
{
    internal static bool IsNeeded(Token before, TokenRole beforeRole, Token after, TokenRole afterRole, bool isEmptyPair)
    {
        if (isEmptyPair)
        {
            return false;
        }

        switch (after.Kind)
        {
            case TokenKind.Comma or TokenKind.Semicolon or TokenKind.Dot or TokenKind.QuestionDot or TokenKind.CloseParen or TokenKind.CloseBracket:
                return false;
            case TokenKind.Colon when afterRole != TokenRole.Ternary:
                return before.Kind == TokenKind.Comma;
            case TokenKind.Question when afterRole != TokenRole.Ternary:
                return false;
            case TokenKind.DotDot or TokenKind.Ellipsis:
                return after.Kind == TokenKind.Ellipsis ? IsWordy(before) : IsWordy(before) && !EndsValue(before);
            case TokenKind.OpenParen:
                return !(EndsValue(before) || before.Kind == TokenKind.Fn) ? NeedsSpaceAfter(before, beforeRole) : beforeRole == TokenRole.Binary;
            case TokenKind.OpenBracket:
                return !EndsValue(before) ? NeedsSpaceAfter(before, beforeRole) : beforeRole == TokenRole.Binary;
            case TokenKind.CloseBrace:
                return afterRole != TokenRole.None;
            case TokenKind.Equals when afterRole == TokenRole.NamedArgument:
                return false;
            case TokenKind.Less or TokenKind.Greater or TokenKind.ShiftRight when afterRole != TokenRole.Binary:
                // Two of them side by side would be read as one.
                return before.Kind == TokenKind.Greater && after.Start > before.End;
        }

        return NeedsSpaceAfter(before, beforeRole);
    }

    private static bool NeedsSpaceAfter(Token before, TokenRole role) => before.Kind switch
    {
        TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.Dot or TokenKind.QuestionDot or TokenKind.DotDot or TokenKind.Ellipsis => false,
        TokenKind.OpenBrace => role != TokenRole.None,
        TokenKind.Bang or TokenKind.Tilde => false,
        TokenKind.Minus or TokenKind.Plus or TokenKind.Star or TokenKind.StarStar => role == TokenRole.Binary,
        TokenKind.Less when role != TokenRole.Binary => false,
        TokenKind.Equals => role != TokenRole.NamedArgument,
        TokenKind.Colon => role != TokenRole.Slice,
        _ => true,
    };

    private static bool IsWordy(Token token) => token.Kind is TokenKind.Identifier or (>= TokenKind.Let and <= TokenKind.Null) or TokenKind.Comma
        or TokenKind.Equals or TokenKind.Colon or TokenKind.FatArrow or TokenKind.Arrow or TokenKind.Pipe or TokenKind.PipeArrow;

    /// <summary>Whether a bracket behind the token calls or indexes what the token ends.</summary>
    internal static bool EndsValue(Token token) => token.Kind is TokenKind.Identifier or TokenKind.Integer or TokenKind.Float or TokenKind.String
        or TokenKind.FormatString or TokenKind.True or TokenKind.False or TokenKind.Null or TokenKind.CloseParen or TokenKind.CloseBracket
        or TokenKind.CloseBrace;
}
