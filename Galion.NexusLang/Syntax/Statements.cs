using Galion.NexusLang.Text;

namespace Galion.NexusLang.Syntax;

public abstract record Statement(TextSpan Span) : Node(Span);

public sealed record BlockStatement(TextSpan Span, IReadOnlyList<Statement> Statements) : Statement(Span);

public sealed record ExpressionStatement(TextSpan Span, Expression Expression) : Statement(Span);

/// <param name="Documentation">The <c>///</c> lines above, without their markers.</param>
/// <param name="IsExported">Visible to programs that import this file.</param>
public abstract record Declaration(TextSpan Span, bool IsExported, string? Documentation) : Statement(Span);

public sealed record LetStatement(
    TextSpan Span, bool IsConst, Pattern Pattern, TypeNode? Type, Expression? Value, bool IsExported, string? Documentation)
    : Declaration(Span, IsExported, Documentation);

public sealed record FunctionStatement(
    TextSpan Span, Identifier Name, IReadOnlyList<Parameter> Parameters, TypeNode? ReturnType, BlockStatement Body, bool IsExported,
    string? Documentation)
    : Declaration(Span, IsExported, Documentation);

public sealed record StructStatement(
    TextSpan Span, Identifier Name, IReadOnlyList<FieldDeclaration> Fields, bool IsExported, string? Documentation)
    : Declaration(Span, IsExported, Documentation);

public sealed record FieldDeclaration(TextSpan Span, Identifier Name, TypeNode? Type, Expression? Default) : Node(Span);

public sealed record EnumStatement(
    TextSpan Span, Identifier Name, IReadOnlyList<VariantDeclaration> Variants, bool IsExported, string? Documentation)
    : Declaration(Span, IsExported, Documentation);

public sealed record VariantDeclaration(TextSpan Span, Identifier Name, IReadOnlyList<FieldDeclaration> Fields) : Node(Span);

/// <summary>Methods of a struct or enum.</summary>
public sealed record ImplStatement(TextSpan Span, Identifier Type, IReadOnlyList<FunctionStatement> Methods) : Statement(Span);

/// <param name="Operator">The operator of a compound assignment, or <see cref="TokenKind.Equals"/>.</param>
public sealed record AssignStatement(TextSpan Span, Expression Target, TokenKind Operator, Expression Value) : Statement(Span);

/// <param name="Else">A block or another if.</param>
public sealed record IfStatement(TextSpan Span, Expression Condition, BlockStatement Then, Statement? Else) : Statement(Span);

public sealed record WhileStatement(TextSpan Span, Expression Condition, BlockStatement Body) : Statement(Span);

public sealed record ForStatement(TextSpan Span, Pattern Pattern, Expression Source, BlockStatement Body) : Statement(Span);

public sealed record ReturnStatement(TextSpan Span, Expression? Value) : Statement(Span);

public sealed record BreakStatement(TextSpan Span) : Statement(Span);

public sealed record ContinueStatement(TextSpan Span) : Statement(Span);

public sealed record ThrowStatement(TextSpan Span, Expression Value) : Statement(Span);

public sealed record TryStatement(TextSpan Span, BlockStatement Body, IReadOnlyList<CatchClause> Catches, BlockStatement? Finally)
    : Statement(Span);

/// <param name="Name">Bound to what was thrown; null when it is not wanted.</param>
/// <param name="Type">Takes only values of this type; null takes anything.</param>
public sealed record CatchClause(TextSpan Span, Identifier? Name, TypeNode? Type, BlockStatement Body) : Node(Span);

/// <summary><c>import a.b as c</c>, <c>from a.b import x as y, z</c> or <c>import "file.nx"</c>.</summary>
/// <param name="Names">Null imports the module under its own name or <paramref name="Alias"/>.</param>
public sealed record ImportStatement(TextSpan Span, string Module, TextSpan ModuleSpan, Identifier? Alias, IReadOnlyList<ImportedName>? Names)
    : Statement(Span);

public sealed record ImportedName(TextSpan Span, Identifier Name, Identifier? Alias) : Node(Span);

/// <summary><c>personality { curiosity: 0.8, … }</c></summary>
public sealed record PersonalityStatement(TextSpan Span, IReadOnlyList<TraitSetting> Traits) : Statement(Span);

/// <param name="Value">0 to 1.</param>
public sealed record TraitSetting(TextSpan Span, Identifier Name, double Value) : Node(Span);

/// <summary><c>voice { … }</c></summary>
public sealed record VoiceStatement(TextSpan Span, BlockStatement Body) : Statement(Span);

/// <summary><c>test "name" { … }</c>; runs only under <c>nexus test</c>.</summary>
public sealed record TestStatement(TextSpan Span, string Name, BlockStatement Body) : Statement(Span);
