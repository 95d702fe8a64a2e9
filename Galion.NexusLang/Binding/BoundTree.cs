namespace Galion.NexusLang.Binding;

/// <summary>Going through all of a bound program.</summary>
internal static class BoundTree
{
    /// <summary>The expressions, statements and patterns right within one; not the bodies of functions.</summary>
    internal static IEnumerable<object> PartsOf(object node) => node switch
    {
        BoundExpression expression => PartsOf(expression),
        BoundStatement statement => PartsOf(statement),
        _ => [],
    };

    private static IEnumerable<object> PartsOf(BoundExpression expression)
    {
        IEnumerable<object?> parts = expression switch
        {
            BoundUnary unary => [unary.Operand],
            BoundBinary binary => [binary.Left, binary.Right],
            BoundShortCircuit both => [both.Left, both.Right],
            BoundConditional conditional => [conditional.Condition, conditional.WhenTrue, conditional.WhenFalse],
            BoundDirectCall call => [call.Holder, .. call.Arguments],
            BoundLibraryCall call => call.Arguments,
            BoundCall call => [call.Callee, .. call.Arguments.Select(a => a.Value)],
            BoundMethodCall call => [call.Target, .. call.Arguments.Select(a => a.Value)],
            BoundMember member => [member.Target],
            BoundIndex index => [index.Target, index.Index],
            BoundSlice slice => slice.Parts,
            BoundRange range => [range.Start, range.End],
            BoundSequence sequence => sequence.Elements.Select(e => e.Value),
            BoundDict dict => dict.Entries.SelectMany(e => new[] { e.Key, e.Value }),
            BoundFormat format => format.Parts.Select(p => p.Value),
            BoundMatch match => [match.Subject, .. match.Arms.SelectMany(a => new object?[] { a.Guard, a.Value, a.Body })],
            BoundBlockExpression block => [.. block.Statements, block.Result],
            BoundSpawn spawn => [spawn.Callee, .. spawn.Arguments],
            BoundAwait await => [await.Operand],
            BoundCheck check => [check.Value],
            BoundMake make => make.Values,
            BoundConstant or BoundObject or BoundVariable or BoundLambda => [],
            _ => throw new InvalidOperationException($"The parts of {expression.GetType().Name} are not known."),
        };
        return parts.OfType<object>();
    }

    private static IEnumerable<object> PartsOf(BoundStatement statement)
    {
        IEnumerable<object?> parts = statement switch
        {
            BoundBlock block => block.Statements,
            BoundExpressionStatement expression => [expression.Expression],
            BoundDeclare declare => [declare.Value],
            BoundUnpack unpack => [unpack.Value],
            BoundAssignVariable assign => [assign.Value],
            BoundAssignPlace place => [place.Target, place.Index, place.Value, place.Combined],
            BoundAssignSlice slice => slice.Parts,
            BoundIf branch => [branch.Condition, branch.Then, branch.Else],
            BoundWhile loop => [loop.Condition, loop.Body],
            BoundForRange loop => [loop.Start, loop.End, loop.Body],
            BoundForEach loop => [loop.Source, loop.Body],
            BoundReturn result => [result.Value],
            BoundThrow thrown => [thrown.Value],
            BoundTry attempt => [attempt.Body, .. attempt.Catches.Select(c => c.Body), attempt.Finally],
            BoundCollect collect => [collect.Key, collect.Value],
            BoundJump => [],
            _ => throw new InvalidOperationException($"The parts of {statement.GetType().Name} are not known."),
        };
        return parts.OfType<object>();
    }
}
