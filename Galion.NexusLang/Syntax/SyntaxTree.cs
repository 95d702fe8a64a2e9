using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Syntax;

/// <summary>A file that has been read: its tree, its tokens and comments for tools, and what is wrong with its grammar.</summary>
public sealed record SyntaxTree(
    SourceText Source, ProgramNode Root, IReadOnlyList<Token> Tokens, IReadOnlyList<Comment> Comments, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(d => d.IsError);

    /// <summary>Reads a program. Always succeeds; <see cref="Diagnostics"/> says what is wrong with it.</summary>
    public static SyntaxTree Parse(string text, string name = "program.nx") => Parse(new SourceText(text, name));

    public static SyntaxTree Parse(SourceText source) => Parser.Parse(source);
}
