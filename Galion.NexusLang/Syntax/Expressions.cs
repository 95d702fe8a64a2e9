using Galion.NexusLang.Text;

namespace Galion.NexusLang.Syntax;

public abstract record Expression(TextSpan Span) : Node(Span);

/// <summary>A member, element or call of the value on its left. A null before <c>?.</c> makes the whole chain null.</summary>
public abstract record ChainExpression(TextSpan Span) : Expression(Span)
{
    /// <summary>Holds <c>?.</c> and stands in parentheses of its own, behind which nothing is skipped any more.</summary>
    public bool IsGrouped { get; init; }

    /// <summary>The value on its left.</summary>
    internal abstract Expression Head { get; }

    internal bool IsOptionalHere => this is MemberExpression { IsOptional: true } or CallExpression { IsOptional: true };

    /// <summary>Whether it or what it continues holds <c>?.</c>.</summary>
    internal bool HasOptional
    {
        get
        {
            for (ChainExpression? link = this; link is not null; link = link.Head as ChainExpression is { IsGrouped: false } next ? next : null)
            {
                if (link.IsOptionalHere)
                {
                    return true;
                }
            }

            return false;
        }
    }
}

/// <summary>Stands where a value was expected and none could be read; a diagnostic has been reported.</summary>
public sealed record MissingExpression(TextSpan Span) : Expression(Span);

/// <param name="Value">A long, BigInteger, double, string, bool or null.</param>
public sealed record LiteralExpression(TextSpan Span, object? Value) : Expression(Span);

/// <summary><c>f"total {sum:0.00}"</c>.</summary>
public sealed record FormatExpression(TextSpan Span, IReadOnlyList<FormatPart> Parts) : Expression(Span);

/// <summary>Literal text, or a value with an optional format after a colon.</summary>
public sealed record FormatPart(TextSpan Span, string? Text, Expression? Value, string? Format) : Node(Span);

public sealed record NameExpression(TextSpan Span, string Name) : Expression(Span);

public sealed record UnaryExpression(TextSpan Span, TokenKind Operator, Expression Operand) : Expression(Span);

public sealed record BinaryExpression(TextSpan Span, Expression Left, TokenKind Operator, TextSpan OperatorSpan, Expression Right)
    : Expression(Span);

/// <summary><c>a..b</c>, half-open. An end may be absent inside an index.</summary>
public sealed record RangeExpression(TextSpan Span, Expression? Start, Expression? End) : Expression(Span);

/// <summary><c>c ? a : b</c> and <c>if c then a else b</c>.</summary>
public sealed record ConditionalExpression(TextSpan Span, Expression Condition, Expression WhenTrue, Expression WhenFalse) : Expression(Span);

public sealed record CallExpression(TextSpan Span, Expression Callee, IReadOnlyList<Argument> Arguments, bool IsOptional)
    : ChainExpression(Span)
{
    internal override Expression Head => Callee;
}

/// <param name="IsOptional"><c>?.</c>: null when the target is null.</param>
public sealed record MemberExpression(TextSpan Span, Expression Target, Identifier Name, bool IsOptional) : ChainExpression(Span)
{
    internal override Expression Head => Target;
}

public sealed record IndexExpression(TextSpan Span, Expression Target, Expression Index) : ChainExpression(Span)
{
    internal override Expression Head => Target;
}

/// <summary><c>a[start:end:step]</c>; each part may be absent.</summary>
public sealed record SliceExpression(TextSpan Span, Expression Target, Expression? Start, Expression? End, Expression? Step)
    : ChainExpression(Span)
{
    internal override Expression Head => Target;
}

/// <summary><c>start:end:step</c> as one of several indexes, such as <c>t[0, 1:3]</c>.</summary>
public sealed record SlicePartExpression(TextSpan Span, Expression? Start, Expression? End, Expression? Step) : Expression(Span);

/// <summary><c>*values</c> inside an array, tuple or set.</summary>
public sealed record SpreadExpression(TextSpan Span, Expression Value) : Expression(Span);

public sealed record ArrayExpression(TextSpan Span, IReadOnlyList<Expression> Elements) : Expression(Span);

public sealed record TupleExpression(TextSpan Span, IReadOnlyList<Expression> Elements) : Expression(Span);

public sealed record SetExpression(TextSpan Span, IReadOnlyList<Expression> Elements) : Expression(Span);

public sealed record DictExpression(TextSpan Span, IReadOnlyList<DictEntry> Entries) : Expression(Span);

/// <param name="Key">Null for <c>**other</c>, which takes over all entries of another dict.</param>
public sealed record DictEntry(TextSpan Span, Expression? Key, Expression Value) : Node(Span);

public enum ComprehensionKind
{
    Array,
    Set,
    Dict,
}

/// <param name="Key">Only for a dict.</param>
public sealed record ComprehensionExpression(
    TextSpan Span, ComprehensionKind Kind, Expression? Key, Expression Value, IReadOnlyList<ComprehensionClause> Clauses) : Expression(Span);

/// <summary><c>for pattern in source</c> with the conditions that follow it.</summary>
public sealed record ComprehensionClause(TextSpan Span, Pattern Pattern, Expression Source, IReadOnlyList<Expression> Conditions) : Node(Span);

/// <summary><c>x =&gt; e</c>, <c>(a, b) =&gt; { … }</c> or <c>fn(a) { … }</c>. A body that is one expression is its value.</summary>
public sealed record LambdaExpression(TextSpan Span, IReadOnlyList<Parameter> Parameters, TypeNode? ReturnType, Node Body) : Expression(Span);

public sealed record MatchExpression(TextSpan Span, Expression Subject, IReadOnlyList<MatchArm> Arms) : Expression(Span);

/// <param name="Body">An expression, or a block without a value.</param>
public sealed record MatchArm(TextSpan Span, Pattern Pattern, Expression? Guard, Node Body) : Node(Span);

/// <summary><c>Account { owner: "Ada", cents: 0 }</c>.</summary>
public sealed record StructExpression(TextSpan Span, Expression Type, IReadOnlyList<StructFieldValue> Fields) : Expression(Span);

/// <summary>A field and its value; <c>owner</c> alone means <c>owner: owner</c>.</summary>
public sealed record StructFieldValue(TextSpan Span, Identifier Name, Expression Value) : Node(Span);

/// <summary>Starts a call that runs beside its caller; its value is a task.</summary>
public sealed record SpawnExpression(TextSpan Span, Expression Operand) : Expression(Span);

public sealed record AwaitExpression(TextSpan Span, Expression Operand) : Expression(Span);
