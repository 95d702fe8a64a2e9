using Galion.NexusLang.Text;

namespace Galion.NexusLang.Syntax;

/// <summary>A part of a program. Nodes are immutable and know their place in the text, nothing else.</summary>
public abstract record Node(TextSpan Span);

/// <summary>A whole file.</summary>
public sealed record ProgramNode(TextSpan Span, IReadOnlyList<Statement> Statements) : Node(Span);

/// <summary>A name together with where it stands.</summary>
public readonly record struct Identifier(string Text, TextSpan Span)
{
    public override string ToString() => Text;
}

/// <summary>A type as written: <c>int</c>, <c>array&lt;int&gt;</c>, <c>string?</c>, <c>int | float</c>.</summary>
/// <param name="Arguments">Between angle brackets; empty for most.</param>
/// <param name="Alternatives">Further types after <c>|</c>.</param>
public sealed record TypeNode(
    TextSpan Span, Identifier Name, IReadOnlyList<TypeNode> Arguments, bool IsOptional, IReadOnlyList<TypeNode> Alternatives) : Node(Span);

/// <param name="IsRest"><c>*name</c>: takes all further positional arguments as an array.</param>
public sealed record Parameter(TextSpan Span, Identifier Name, TypeNode? Type, Expression? Default, bool IsRest) : Node(Span);

/// <param name="Name">Null for a positional argument.</param>
/// <param name="IsSpread"><c>*values</c>: each element becomes an argument.</param>
public sealed record Argument(TextSpan Span, Identifier? Name, Expression Value, bool IsSpread) : Node(Span);
