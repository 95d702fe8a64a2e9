using Galion.NexusLang.Text;

namespace Galion.NexusLang.Syntax;

/// <summary>What a value may look like, with names for its parts. Used by <c>match</c>, <c>let</c>, <c>for</c> and comprehensions.</summary>
public abstract record Pattern(TextSpan Span) : Node(Span);

/// <summary><c>_</c></summary>
public sealed record WildcardPattern(TextSpan Span) : Pattern(Span);

/// <summary>A name: binds the value, unless the name is a case of an enum, which then must be equal.</summary>
public sealed record NamePattern(TextSpan Span, Identifier Name) : Pattern(Span);

public sealed record LiteralPattern(TextSpan Span, object? Value) : Pattern(Span);

/// <summary><c>1..10</c>, half-open; an end may be absent.</summary>
public sealed record RangePattern(TextSpan Span, object? Start, object? End) : Pattern(Span);

public sealed record TuplePattern(TextSpan Span, IReadOnlyList<Pattern> Elements) : Pattern(Span);

public sealed record ArrayPattern(TextSpan Span, IReadOnlyList<Pattern> Elements) : Pattern(Span);

/// <summary><c>*rest</c> inside a tuple or array pattern; <c>*_</c> takes without binding.</summary>
public sealed record RestPattern(TextSpan Span, Identifier Name) : Pattern(Span);

/// <summary><c>Paid(cents)</c> or <c>Event.Paid(cents)</c>.</summary>
public sealed record VariantPattern(TextSpan Span, Identifier? Enum, Identifier Variant, IReadOnlyList<Pattern>? Arguments) : Pattern(Span);

/// <summary><c>Account { owner, cents: 0..100 }</c>; without a type it matches dicts by key.</summary>
public sealed record FieldsPattern(TextSpan Span, Identifier? Type, IReadOnlyList<FieldPattern> Fields) : Pattern(Span);

public sealed record FieldPattern(TextSpan Span, Identifier Name, Pattern Pattern) : Node(Span);

/// <summary><c>a | b | c</c></summary>
public sealed record OrPattern(TextSpan Span, IReadOnlyList<Pattern> Alternatives) : Pattern(Span);

/// <summary><c>n: int</c></summary>
public sealed record TypedPattern(TextSpan Span, Pattern Inner, TypeNode Type) : Pattern(Span);
