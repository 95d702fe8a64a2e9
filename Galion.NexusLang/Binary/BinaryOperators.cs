using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Binary;

/// <summary>The operators of the language and the instructions that stand for them.</summary>
internal static class BinaryOperators
{
    private static readonly (TokenKind Kind, Opcode Opcode)[] Unary =
    [
        (TokenKind.Minus, Opcode.Negate), (TokenKind.Plus, Opcode.Plus), (TokenKind.Bang, Opcode.Not), (TokenKind.Tilde, Opcode.BitNot),
    ];

    private static readonly (TokenKind Kind, Opcode Opcode)[] Binary =
    [
        (TokenKind.Plus, Opcode.Add), (TokenKind.Minus, Opcode.Sub), (TokenKind.Star, Opcode.Mul), (TokenKind.Slash, Opcode.Div),
        (TokenKind.Percent, Opcode.Mod), (TokenKind.StarStar, Opcode.Pow), (TokenKind.At, Opcode.MatMul),
        (TokenKind.Ampersand, Opcode.BitAnd), (TokenKind.Pipe, Opcode.BitOr), (TokenKind.Caret, Opcode.BitXor),
        (TokenKind.ShiftLeft, Opcode.ShiftLeft), (TokenKind.ShiftRight, Opcode.ShiftRight),
        (TokenKind.EqualsEquals, Opcode.Eq), (TokenKind.BangEquals, Opcode.Ne), (TokenKind.Less, Opcode.Lt), (TokenKind.LessEquals, Opcode.Le),
        (TokenKind.Greater, Opcode.Gt), (TokenKind.GreaterEquals, Opcode.Ge), (TokenKind.In, Opcode.In),
        (TokenKind.AmpersandAmpersand, Opcode.And), (TokenKind.PipePipe, Opcode.Or), (TokenKind.QuestionQuestion, Opcode.Coalesce),
        (TokenKind.PipeArrow, Opcode.Pipe),
    ];

    /// <summary>What may stand before the <c>=</c> of an assignment; the order is part of the format.</summary>
    private static readonly TokenKind[] Assign =
    [
        TokenKind.Equals, TokenKind.Plus, TokenKind.Minus, TokenKind.Star, TokenKind.Slash, TokenKind.Percent, TokenKind.StarStar,
        TokenKind.QuestionQuestion, TokenKind.At, TokenKind.Ampersand, TokenKind.Pipe, TokenKind.Caret, TokenKind.ShiftLeft, TokenKind.ShiftRight,
    ];

    internal static Opcode UnaryOpcode(TokenKind kind) => Array.Find(Unary, o => o.Kind == kind).Opcode;

    internal static Opcode BinaryOpcode(TokenKind kind) => Array.Find(Binary, o => o.Kind == kind).Opcode;

    internal static int AssignIndexOf(TokenKind kind) => Array.IndexOf(Assign, kind);

    /// <summary>Bad when the instruction is no operator of one part.</summary>
    internal static TokenKind UnaryKind(Opcode opcode) => KindIn(Unary, opcode);

    /// <summary>Bad when the instruction is no operator of two parts.</summary>
    internal static TokenKind BinaryKind(Opcode opcode) => KindIn(Binary, opcode);

    /// <summary>Null when the number stands for none.</summary>
    internal static TokenKind? AssignKind(int index) => index < Assign.Length ? Assign[index] : null;

    private static TokenKind KindIn((TokenKind Kind, Opcode Opcode)[] table, Opcode opcode) =>
        Array.Find(table, o => o.Opcode == opcode) is { Opcode: not 0 } found ? found.Kind : TokenKind.Bad;
}
