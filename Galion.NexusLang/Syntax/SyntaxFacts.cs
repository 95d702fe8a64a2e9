namespace Galion.NexusLang.Syntax;

/// <summary>The fixed spellings of the language.</summary>
public static class SyntaxFacts
{
    /// <summary>The reserved words, for completion and suggestions.</summary>
    public static IReadOnlyCollection<string> Keywords => field ??=
        [.. Enum.GetValues<TokenKind>().Where(k => k is >= TokenKind.Let and <= TokenKind.Null).Select(k => Spelling(k)!)];

    public static TokenKind KeywordOrIdentifier(ReadOnlySpan<char> word) => word switch
    {
        "let" => TokenKind.Let,
        "const" => TokenKind.Const,
        "fn" => TokenKind.Fn,
        "return" => TokenKind.Return,
        "if" => TokenKind.If,
        "else" => TokenKind.Else,
        "while" => TokenKind.While,
        "for" => TokenKind.For,
        "in" => TokenKind.In,
        "match" => TokenKind.Match,
        "struct" => TokenKind.Struct,
        "enum" => TokenKind.Enum,
        "impl" => TokenKind.Impl,
        "import" => TokenKind.Import,
        "export" => TokenKind.Export,
        "break" => TokenKind.Break,
        "continue" => TokenKind.Continue,
        "try" => TokenKind.Try,
        "catch" => TokenKind.Catch,
        "finally" => TokenKind.Finally,
        "throw" => TokenKind.Throw,
        "spawn" => TokenKind.Spawn,
        "await" => TokenKind.Await,
        "true" => TokenKind.True,
        "false" => TokenKind.False,
        "null" => TokenKind.Null,
        _ => TokenKind.Identifier,
    };

    /// <summary>
    /// How tightly a binary operator binds; 0 for other tokens. From loose to tight: pipeline, coalesce, or, and, comparison of equality,
    /// order, bit or, bit xor, bit and, range, shift, sum, product. Power is handled apart because it binds to the right.
    /// </summary>
    public static int BinaryPrecedence(TokenKind kind) => Precedences[(int)kind];

    private static readonly byte[] Precedences = [.. Enum.GetValues<TokenKind>().Select(PrecedenceOf)];

    private static byte PrecedenceOf(TokenKind kind) => kind switch
    {
        TokenKind.PipeArrow => 1,
        TokenKind.QuestionQuestion => 2,
        TokenKind.PipePipe => 3,
        TokenKind.AmpersandAmpersand => 4,
        TokenKind.EqualsEquals or TokenKind.BangEquals => 5,
        TokenKind.Less or TokenKind.LessEquals or TokenKind.Greater or TokenKind.GreaterEquals or TokenKind.In => 6,
        TokenKind.Pipe => 7,
        TokenKind.Caret => 8,
        TokenKind.Ampersand => 9,
        TokenKind.DotDot => 10,
        TokenKind.ShiftLeft or TokenKind.ShiftRight => 11,
        TokenKind.Plus or TokenKind.Minus => 12,
        TokenKind.Star or TokenKind.Slash or TokenKind.Percent or TokenKind.At => 13,
        _ => 0,
    };

    /// <summary>The binary operator inside a compound assignment, or <see cref="TokenKind.Bad"/> for other tokens.</summary>
    public static TokenKind CompoundOperator(TokenKind kind) => kind switch
    {
        TokenKind.PlusEquals => TokenKind.Plus,
        TokenKind.MinusEquals => TokenKind.Minus,
        TokenKind.StarEquals => TokenKind.Star,
        TokenKind.SlashEquals => TokenKind.Slash,
        TokenKind.PercentEquals => TokenKind.Percent,
        TokenKind.StarStarEquals => TokenKind.StarStar,
        TokenKind.QuestionQuestionEquals => TokenKind.QuestionQuestion,
        TokenKind.AtEquals => TokenKind.At,
        TokenKind.AmpersandEquals => TokenKind.Ampersand,
        TokenKind.PipeEquals => TokenKind.Pipe,
        TokenKind.CaretEquals => TokenKind.Caret,
        TokenKind.ShiftLeftEquals => TokenKind.ShiftLeft,
        TokenKind.ShiftRightEquals => TokenKind.ShiftRight,
        _ => TokenKind.Bad,
    };

    /// <summary>How a token with a fixed spelling is written, or null.</summary>
    public static string? Spelling(TokenKind kind) => kind switch
    {
        TokenKind.EndOfFile => "end of file",
        TokenKind.OpenParen => "(",
        TokenKind.CloseParen => ")",
        TokenKind.OpenBracket => "[",
        TokenKind.CloseBracket => "]",
        TokenKind.OpenBrace => "{",
        TokenKind.CloseBrace => "}",
        TokenKind.Comma => ",",
        TokenKind.Colon => ":",
        TokenKind.Semicolon => ";",
        TokenKind.Dot => ".",
        TokenKind.QuestionDot => "?.",
        TokenKind.DotDot => "..",
        TokenKind.Ellipsis => "...",
        TokenKind.Arrow => "->",
        TokenKind.FatArrow => "=>",
        TokenKind.Question => "?",
        TokenKind.Plus => "+",
        TokenKind.Minus => "-",
        TokenKind.Star => "*",
        TokenKind.Slash => "/",
        TokenKind.Percent => "%",
        TokenKind.StarStar => "**",
        TokenKind.At => "@",
        TokenKind.Bang => "!",
        TokenKind.Ampersand => "&",
        TokenKind.Pipe => "|",
        TokenKind.Caret => "^",
        TokenKind.Tilde => "~",
        TokenKind.ShiftLeft => "<<",
        TokenKind.ShiftRight => ">>",
        TokenKind.AmpersandAmpersand => "&&",
        TokenKind.PipePipe => "||",
        TokenKind.QuestionQuestion => "??",
        TokenKind.PipeArrow => "|>",
        TokenKind.EqualsEquals => "==",
        TokenKind.BangEquals => "!=",
        TokenKind.Less => "<",
        TokenKind.LessEquals => "<=",
        TokenKind.Greater => ">",
        TokenKind.GreaterEquals => ">=",
        TokenKind.Equals => "=",
        TokenKind.PlusEquals => "+=",
        TokenKind.MinusEquals => "-=",
        TokenKind.StarEquals => "*=",
        TokenKind.SlashEquals => "/=",
        TokenKind.PercentEquals => "%=",
        TokenKind.StarStarEquals => "**=",
        TokenKind.QuestionQuestionEquals => "??=",
        TokenKind.AtEquals => "@=",
        TokenKind.AmpersandEquals => "&=",
        TokenKind.PipeEquals => "|=",
        TokenKind.CaretEquals => "^=",
        TokenKind.ShiftLeftEquals => "<<=",
        TokenKind.ShiftRightEquals => ">>=",
        >= TokenKind.Let and <= TokenKind.Null => kind.ToString().ToLowerInvariant(),
        _ => null,
    };
}
