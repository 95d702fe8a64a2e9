using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binding;

/// <summary>A part of a program whose names have been found. <see cref="Kind"/> is worked out by <see cref="KindInference"/>.</summary>
internal abstract class BoundExpression(TextSpan span)
{
    internal TextSpan Span => span;

    internal Facts Facts { get; set; }

    internal Kind Kind => Facts.Kind;

    /// <summary>Holds statements that leave it sideways, so that nothing may wait on the evaluation stack around it.</summary>
    internal bool NeedsEmptyStack { get; set; }
}

internal sealed class BoundConstant : BoundExpression
{
    internal BoundConstant(TextSpan span, object? value)
        : base(span)
    {
        Value = value;
        Facts = KindInference.FactsOf(value);
    }

    internal object? Value { get; }
}

/// <summary>A value that exists before the program runs, such as a function of the library.</summary>
internal sealed class BoundObject(TextSpan span, Value value) : BoundExpression(span)
{
    internal Value Value => value;
}

internal sealed class BoundVariable(TextSpan span, Variable variable) : BoundExpression(span)
{
    internal Variable Variable => variable;
}

internal sealed class BoundUnary(TextSpan span, TokenKind sign, BoundExpression operand) : BoundExpression(span)
{
    internal TokenKind Operator => sign;

    internal BoundExpression Operand => operand;
}

internal sealed class BoundBinary(TextSpan span, TokenKind sign, BoundExpression left, BoundExpression right) : BoundExpression(span)
{
    internal TokenKind Operator => sign;

    internal BoundExpression Left => left;

    internal BoundExpression Right => right;
}

/// <summary><c>&amp;&amp;</c>, <c>||</c> and <c>??</c>, whose right side may not be needed.</summary>
internal sealed class BoundShortCircuit(TextSpan span, TokenKind sign, BoundExpression left, BoundExpression right) : BoundExpression(span)
{
    internal TokenKind Operator => sign;

    internal BoundExpression Left => left;

    internal BoundExpression Right => right;
}

internal sealed class BoundConditional(TextSpan span, BoundExpression condition, BoundExpression whenTrue, BoundExpression whenFalse)
    : BoundExpression(span)
{
    internal BoundExpression Condition => condition;

    internal BoundExpression WhenTrue => whenTrue;

    internal BoundExpression WhenFalse => whenFalse;
}

internal sealed record BoundArgument(string? Name, BoundExpression Value, bool IsSpread);

/// <summary>A call of a function of this program that is known: one argument for each parameter, null where none is given.</summary>
/// <param name="order">The indexes of the given arguments in the order in which they are written.</param>
internal sealed class BoundDirectCall(TextSpan span, FunctionSymbol function, BoundExpression?[] arguments, int[] order) : BoundExpression(span)
{
    internal FunctionSymbol Function => function;

    internal BoundExpression?[] Arguments => arguments;

    internal int[] Order => order;

    /// <summary>The object of a function that uses something from around it.</summary>
    internal BoundVariable? Holder { get; init; }
}

internal sealed class BoundLibraryCall(TextSpan span, Builtin function, BoundExpression?[] arguments, int[] order) : BoundExpression(span)
{
    internal Builtin Function => function;

    internal BoundExpression?[] Arguments => arguments;

    internal int[] Order => order;
}

internal sealed class BoundCall(TextSpan span, BoundExpression callee, IReadOnlyList<BoundArgument> arguments, bool isOptional)
    : BoundExpression(span)
{
    internal BoundExpression Callee => callee;

    internal IReadOnlyList<BoundArgument> Arguments => arguments;

    internal bool IsOptional => isOptional;
}

internal sealed class BoundMethodCall(
    TextSpan span, BoundExpression target, string name, IReadOnlyList<BoundArgument> arguments, bool isOptional) : BoundExpression(span)
{
    internal BoundExpression Target => target;

    internal string Name => name;

    internal IReadOnlyList<BoundArgument> Arguments => arguments;

    internal bool IsOptional => isOptional;
}

internal sealed class BoundMember(TextSpan span, BoundExpression target, string name, bool isOptional) : BoundExpression(span)
{
    internal BoundExpression Target => target;

    internal string Name => name;

    internal bool IsOptional => isOptional;
}

internal sealed class BoundIndex(TextSpan span, BoundExpression target, BoundExpression index) : BoundExpression(span)
{
    internal BoundExpression Target => target;

    internal BoundExpression Index => index;
}

internal sealed class BoundSlice(TextSpan span, BoundExpression target, BoundExpression start, BoundExpression end, BoundExpression step)
    : BoundExpression(span)
{
    internal BoundExpression[] Parts { get; } = [target, start, end, step];
}

internal sealed class BoundRange(TextSpan span, BoundExpression start, BoundExpression end) : BoundExpression(span)
{
    internal BoundExpression Start => start;

    internal BoundExpression End => end;
}

internal enum SequenceKind
{
    Array,
    Tuple,
    Set,
}

internal sealed class BoundSequence(TextSpan span, SequenceKind sequence, IReadOnlyList<BoundArgument> elements) : BoundExpression(span)
{
    internal SequenceKind Sequence => sequence;

    internal IReadOnlyList<BoundArgument> Elements => elements;
}

/// <summary>Entries without a key take over all of another dict.</summary>
internal sealed class BoundDict(TextSpan span, IReadOnlyList<(BoundExpression? Key, BoundExpression Value)> entries) : BoundExpression(span)
{
    internal IReadOnlyList<(BoundExpression? Key, BoundExpression Value)> Entries => entries;
}

internal sealed class BoundLambda(TextSpan span, FunctionSymbol function) : BoundExpression(span)
{
    internal FunctionSymbol Function => function;
}

internal sealed record BoundFormatPart(string? Text, BoundExpression? Value, string? Format);

internal sealed class BoundFormat(TextSpan span, IReadOnlyList<BoundFormatPart> parts) : BoundExpression(span)
{
    internal IReadOnlyList<BoundFormatPart> Parts => parts;
}

internal sealed record BoundArm(BoundPattern Pattern, BoundExpression? Guard, BoundExpression? Value, BoundStatement? Body);

internal sealed class BoundMatch(TextSpan span, BoundExpression subject, IReadOnlyList<BoundArm> arms) : BoundExpression(span)
{
    internal BoundExpression Subject => subject;

    internal IReadOnlyList<BoundArm> Arms => arms;
}

/// <summary>Statements and then a value: what comprehensions become.</summary>
internal sealed class BoundBlockExpression(TextSpan span, IReadOnlyList<BoundStatement> statements, BoundExpression result) : BoundExpression(span)
{
    internal IReadOnlyList<BoundStatement> Statements => statements;

    internal BoundExpression Result => result;
}

/// <summary>Adds to the container that a comprehension builds.</summary>
internal sealed class BoundCollect(TextSpan span, Variable into, BoundExpression? key, BoundExpression value) : BoundStatement(span)
{
    internal Variable Into => into;

    internal BoundExpression? Key => key;

    internal BoundExpression Value => value;
}

internal sealed class BoundSpawn(TextSpan span, BoundExpression callee, IReadOnlyList<BoundExpression> arguments) : BoundExpression(span)
{
    internal BoundExpression Callee => callee;

    internal IReadOnlyList<BoundExpression> Arguments => arguments;
}

internal sealed class BoundAwait(TextSpan span, BoundExpression operand) : BoundExpression(span)
{
    internal BoundExpression Operand => operand;
}

/// <summary>A value that an annotation says the type of.</summary>
internal sealed class BoundCheck(TextSpan span, BoundExpression value, TypeTest test, string what) : BoundExpression(span)
{
    internal BoundExpression Value => value;

    internal TypeTest Test => test;

    internal string What => what;
}

/// <summary>Makes an instance from the parameters of a maker.</summary>
internal sealed class BoundMake(TextSpan span, RecordSymbol record, IReadOnlyList<BoundExpression> values) : BoundExpression(span)
{
    internal RecordSymbol Record => record;

    internal IReadOnlyList<BoundExpression> Values => values;
}

internal abstract class BoundStatement(TextSpan span)
{
    internal TextSpan Span => span;
}

internal sealed class BoundBlock(TextSpan span, IReadOnlyList<BoundStatement> statements) : BoundStatement(span)
{
    internal IReadOnlyList<BoundStatement> Statements => statements;

    /// <summary>Named functions of the block, whose cells must exist before its first statement.</summary>
    internal List<Variable> Early { get; } = [];

    /// <summary>The file of which this is the top.</summary>
    internal SourceText? Source { get; init; }
}

internal sealed class BoundExpressionStatement(TextSpan span, BoundExpression expression) : BoundStatement(span)
{
    internal BoundExpression Expression => expression;
}

internal sealed class BoundDeclare(TextSpan span, Variable variable, BoundExpression value) : BoundStatement(span)
{
    internal Variable Variable => variable;

    internal BoundExpression Value => value;
}

/// <summary>A pattern that must fit: <c>let (a, b) = pair</c>.</summary>
internal sealed class BoundUnpack(TextSpan span, BoundPattern pattern, BoundExpression value) : BoundStatement(span)
{
    internal BoundPattern Pattern => pattern;

    internal BoundExpression Value => value;
}

internal sealed class BoundAssignVariable(TextSpan span, Variable variable, BoundExpression value) : BoundStatement(span)
{
    internal Variable Variable => variable;

    internal BoundExpression Value => value;
}

/// <summary>
/// <c>target.name = value</c> or <c>target[index] = value</c>. With an operator the old value is read from the same place, whose parts are
/// evaluated once.
/// </summary>
internal sealed class BoundAssignPlace(
    TextSpan span, BoundExpression target, BoundExpression? index, string? name, TokenKind compound, BoundExpression value) : BoundStatement(span)
{
    internal BoundExpression Target => target;

    internal BoundExpression? Index => index;

    internal string? Name => name;

    internal TokenKind Compound => compound;

    internal BoundExpression Value => value;

    /// <summary>Stands for the old value within <see cref="Combined"/>.</summary>
    internal Variable? Old { get; init; }

    internal BoundExpression? Combined { get; init; }
}

internal sealed class BoundAssignSlice(TextSpan span, BoundExpression target, BoundExpression start, BoundExpression end, BoundExpression value)
    : BoundStatement(span)
{
    internal BoundExpression[] Parts { get; } = [target, start, end, value];
}

internal sealed class BoundIf(TextSpan span, BoundExpression condition, BoundStatement then, BoundStatement? otherwise) : BoundStatement(span)
{
    internal BoundExpression Condition => condition;

    internal BoundStatement Then => then;

    internal BoundStatement? Else => otherwise;
}

internal sealed class BoundWhile(TextSpan span, BoundExpression condition, BoundStatement body) : BoundStatement(span)
{
    internal BoundExpression Condition => condition;

    internal BoundStatement Body => body;
}

internal sealed class BoundForRange(TextSpan span, Variable variable, BoundExpression start, BoundExpression end, BoundStatement body)
    : BoundStatement(span)
{
    internal Variable Variable => variable;

    internal BoundExpression Start => start;

    internal BoundExpression End => end;

    internal BoundStatement Body => body;
}

internal sealed class BoundForEach(TextSpan span, BoundPattern pattern, BoundExpression source, BoundStatement body) : BoundStatement(span)
{
    internal BoundPattern Pattern => pattern;

    internal BoundExpression Source => source;

    internal BoundStatement Body => body;
}

internal sealed class BoundReturn(TextSpan span, BoundExpression? value) : BoundStatement(span)
{
    internal BoundExpression? Value => value;
}

/// <summary><c>break</c> or <c>continue</c>.</summary>
internal sealed class BoundJump(TextSpan span, bool isBreak) : BoundStatement(span)
{
    internal bool IsBreak => isBreak;
}

internal sealed class BoundThrow(TextSpan span, BoundExpression value) : BoundStatement(span)
{
    internal BoundExpression Value => value;
}

internal sealed record BoundCatch(Variable? Variable, TypeTest? Type, BoundStatement Body);

internal sealed class BoundTry(TextSpan span, BoundStatement body, IReadOnlyList<BoundCatch> catches, BoundStatement? final) : BoundStatement(span)
{
    internal BoundStatement Body => body;

    internal IReadOnlyList<BoundCatch> Catches => catches;

    internal BoundStatement? Finally => final;
}

internal abstract class BoundPattern(TextSpan span)
{
    internal TextSpan Span => span;
}

internal sealed class AnythingPattern(TextSpan span) : BoundPattern(span);

internal sealed class BindingPattern(TextSpan span, Variable variable) : BoundPattern(span)
{
    internal Variable Variable => variable;
}

internal sealed class ConstantPattern(TextSpan span, BoundConstant value) : BoundPattern(span)
{
    internal BoundConstant Value => value;
}

internal sealed class BetweenPattern(TextSpan span, BoundConstant? start, BoundConstant? end) : BoundPattern(span)
{
    internal BoundConstant? Start => start;

    internal BoundConstant? End => end;
}

/// <summary>Parts of an array or tuple; in a <c>let</c> or <c>for</c> of anything that can be gone through.</summary>
internal sealed class PartsPattern(TextSpan span, bool isArray, IReadOnlyList<BoundPattern> parts, int rest) : BoundPattern(span)
{
    internal bool IsArray => isArray;

    internal IReadOnlyList<BoundPattern> Parts => parts;

    internal int Rest => rest;
}

internal sealed class CasePattern(TextSpan span, RecordSymbol record, IReadOnlyList<BoundPattern>? arguments) : BoundPattern(span)
{
    internal RecordSymbol Record => record;

    internal IReadOnlyList<BoundPattern>? Arguments => arguments;
}

internal sealed class MembersPattern(TextSpan span, RecordSymbol? record, IReadOnlyList<(string Name, BoundPattern Pattern)> fields)
    : BoundPattern(span)
{
    internal RecordSymbol? Record => record;

    internal IReadOnlyList<(string Name, BoundPattern Pattern)> Fields => fields;
}

internal sealed class AnyOfPattern(TextSpan span, IReadOnlyList<BoundPattern> alternatives) : BoundPattern(span)
{
    internal IReadOnlyList<BoundPattern> Alternatives => alternatives;
}

internal sealed class TestedPattern(TextSpan span, BoundPattern inner, TypeTest test) : BoundPattern(span)
{
    internal BoundPattern Inner => inner;

    internal TypeTest Test => test;
}

/// <summary>A whole program with its modules, ready to be compiled.</summary>
internal sealed record BoundProgram(
    IReadOnlyList<FunctionSymbol> Functions, IReadOnlyList<RecordSymbol> Records, IReadOnlyList<Variable> Globals, FunctionSymbol Main,
    IReadOnlyList<(string Name, FunctionSymbol Body)> Tests);
