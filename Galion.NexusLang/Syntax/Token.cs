using System.Runtime.InteropServices;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Syntax;

/// <summary>A token by its place in the text; its text and value are read from the source when they are needed.</summary>
/// <param name="StartsLine">Whether a line break lies between this token and the one before.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Token(TokenKind Kind, int Start, int Length, bool StartsLine)
{
    public TextSpan Span => new(Start, Length);

    public int End => Start + Length;
}

/// <summary>A comment, kept apart from the tokens for documentation and formatting.</summary>
/// <param name="IsDoc">Written with <c>///</c>, so that it documents what follows.</param>
public readonly record struct Comment(TextSpan Span, bool IsDoc);
