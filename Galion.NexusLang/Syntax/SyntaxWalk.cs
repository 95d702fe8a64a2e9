namespace Galion.NexusLang.Syntax;

/// <summary>Goes through trees without knowing what every node means.</summary>
public static class SyntaxWalk
{
    /// <summary>The parts of a node, in the order in which they are written.</summary>
    public static IEnumerable<Node> ChildrenOf(Node node) => (node switch
    {
        ProgramNode program => program.Statements,
        TypeNode type => type.Arguments.Concat(type.Alternatives),
        Parameter parameter => [parameter.Type, parameter.Default],
        Argument argument => [argument.Value],
        Statement statement => ChildrenOfStatement(statement),
        Expression expression => ChildrenOfExpression(expression),
        Pattern pattern => ChildrenOfPattern(pattern),
        FieldDeclaration field => [field.Type, field.Default],
        VariantDeclaration variant => variant.Fields,
        CatchClause clause => [clause.Type, clause.Body],
        FormatPart part => [part.Value],
        DictEntry entry => [entry.Key, entry.Value],
        ComprehensionClause clause => [clause.Pattern, clause.Source, .. clause.Conditions],
        MatchArm arm => [arm.Pattern, arm.Guard, arm.Body],
        StructFieldValue field => [field.Value],
        FieldPattern field => [field.Pattern],
        _ => (IEnumerable<Node?>)[],
    }).OfType<Node>();

    private static IEnumerable<Node?> ChildrenOfStatement(Statement statement) => statement switch
    {
        BlockStatement block => block.Statements,
        ExpressionStatement expression => [expression.Expression],
        LetStatement let => [let.Pattern, let.Type, let.Value],
        FunctionStatement function => [.. function.Parameters, function.ReturnType, function.Body],
        StructStatement type => type.Fields,
        EnumStatement type => type.Variants,
        ImplStatement impl => impl.Methods,
        AssignStatement assign => [assign.Target, assign.Value],
        IfStatement branch => [branch.Condition, branch.Then, branch.Else],
        WhileStatement loop => [loop.Condition, loop.Body],
        ForStatement loop => [loop.Pattern, loop.Source, loop.Body],
        ReturnStatement result => [result.Value],
        ThrowStatement thrown => [thrown.Value],
        TryStatement attempt => [attempt.Body, .. attempt.Catches, attempt.Finally],
        ImportStatement import => import.Names ?? [],
        PersonalityStatement personality => personality.Traits,
        VoiceStatement voice => [voice.Body],
        TestStatement test => [test.Body],
        _ => [],
    };

    private static IEnumerable<Node?> ChildrenOfExpression(Expression expression) => expression switch
    {
        FormatExpression format => format.Parts,
        UnaryExpression unary => [unary.Operand],
        BinaryExpression binary => [binary.Left, binary.Right],
        RangeExpression range => [range.Start, range.End],
        ConditionalExpression conditional => [conditional.Condition, conditional.WhenTrue, conditional.WhenFalse],
        CallExpression call => [call.Callee, .. call.Arguments],
        MemberExpression member => [member.Target],
        IndexExpression index => [index.Target, index.Index],
        SliceExpression slice => [slice.Target, slice.Start, slice.End, slice.Step],
        SlicePartExpression part => [part.Start, part.End, part.Step],
        SpreadExpression spread => [spread.Value],
        ArrayExpression array => array.Elements,
        TupleExpression tuple => tuple.Elements,
        SetExpression set => set.Elements,
        DictExpression dict => dict.Entries,
        ComprehensionExpression comprehension => [comprehension.Key, comprehension.Value, .. comprehension.Clauses],
        LambdaExpression lambda => [.. lambda.Parameters, lambda.ReturnType, lambda.Body],
        MatchExpression match => [match.Subject, .. match.Arms],
        StructExpression make => [make.Type, .. make.Fields],
        SpawnExpression spawn => [spawn.Operand],
        AwaitExpression await => [await.Operand],
        _ => [],
    };

    private static IEnumerable<Node?> ChildrenOfPattern(Pattern pattern) => pattern switch
    {
        TuplePattern tuple => tuple.Elements,
        ArrayPattern array => array.Elements,
        VariantPattern variant => variant.Arguments ?? [],
        FieldsPattern fields => fields.Fields,
        OrPattern or => or.Alternatives,
        TypedPattern typed => [typed.Inner, typed.Type],
        _ => [],
    };
}
