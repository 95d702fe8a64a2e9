using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

internal sealed partial class NameResolver
{
    private void Visit(Node? node)
    {
        switch (node)
        {
            case null:
                break;
            case Statement statement:
                VisitStatement(statement);
                break;
            case Expression expression:
                VisitExpression(expression);
                break;
        }
    }

    private void VisitAll(IEnumerable<Node> nodes)
    {
        foreach (Node node in nodes)
        {
            Visit(node);
        }
    }

    private void VisitStatement(Statement statement)
    {
        switch (statement)
        {
            case BlockStatement block:
                InScope(block.Span, () =>
                {
                    DeclareFunctions(block.Statements);
                    VisitAll(block.Statements);
                });
                break;
            case VoiceStatement voice:
                Visit(voice.Body);
                break;
            case ExpressionStatement expression:
                Visit(expression.Expression);
                break;
            case LetStatement let:
                VisitLet(let);
                break;
            case FunctionStatement function when map.ByNameStart.GetValueOrDefault(function.Name.Span.Start) is { } symbol:
                if (symbol.IsGlobal)
                {
                    Later(function.Span, () => VisitFunction(symbol, function.Span, function.Parameters, function.ReturnType, function.Body));
                }
                else
                {
                    VisitFunction(symbol, function.Span, function.Parameters, function.ReturnType, function.Body);
                }

                break;
            case AssignStatement assign:
                VisitAssign(assign);
                break;
            case IfStatement branch:
                Visit(branch.Condition);
                Visit(branch.Then);
                Visit(branch.Else);
                break;
            case WhileStatement loop:
                Visit(loop.Condition);
                Visit(loop.Body);
                break;
            case ForStatement loop:
                Visit(loop.Source);
                InScope(TextSpan.FromBounds(loop.Pattern.Span.Start, loop.Span.End), () =>
                {
                    VisitPattern(loop.Pattern, loop.Pattern.Span.Start, loop.Source);
                    Visit(loop.Body);
                });
                break;
            case ReturnStatement result:
                Visit(result.Value);
                break;
            case ThrowStatement thrown:
                Visit(thrown.Value);
                break;
            case TryStatement attempt:
                VisitTry(attempt);
                break;
            case TestStatement test:
                Later(test.Span, () => VisitFunction(null, test.Span, [], null, test.Body));
                break;
        }
    }

    private void VisitTry(TryStatement attempt)
    {
        Visit(attempt.Body);
        foreach (CatchClause clause in attempt.Catches)
        {
            VisitType(clause.Type);
            InScope(clause.Span, () =>
            {
                if (clause.Name is { } name)
                {
                    Declare(
                        new CodeSymbol(name.Text, CodeSymbolKind.Variable, name.Span, name.Span)
                        {
                            Container = _function,
                            Annotation = clause.Type,
                            IsOpaque = clause.Type is null,
                        },
                        name.Span.Start);
                }

                Visit(clause.Body);
            });
        }

        Visit(attempt.Finally);
    }

    private void VisitLet(LetStatement let)
    {
        VisitType(let.Type);
        bool isFunction = let is { Value: LambdaExpression, Pattern: NamePattern };
        if (!isFunction)
        {
            Visit(let.Value);
        }

        if (let.Pattern is NamePattern { Name: var name })
        {
            DeclareVariable(name, let);
        }
        else
        {
            VisitPattern(let.Pattern, let.Span.End, source: null, name => DeclareVariable(name, let));
        }

        if (isFunction)
        {
            Visit(let.Value);
        }
    }

    private void DeclareVariable(Identifier name, LetStatement let)
    {
        bool isLambda = let.Value is LambdaExpression;
        CodeSymbol symbol = _scope.Parent is null && _later.TryGetValue(name.Text, out CodeSymbol? later) && later.NameSpan == name.Span
            ? later
            : NewVariable(name, let);
        Declare(symbol, isLambda ? name.Span.Start : let.Span.End);
    }

    private void VisitAssign(AssignStatement assign)
    {
        VisitTarget(assign.Target, assign.Operator == TokenKind.Equals ? assign.Value : null);
        Visit(assign.Value);
    }

    private void VisitTarget(Expression target, Expression? value)
    {
        switch (target)
        {
            case NameExpression name:
                UseName(name.Span, name.Name, isWrite: true);
                if (Find(name.Name) is { } symbol)
                {
                    if (value is null)
                    {
                        symbol.IsOpaque |= symbol.Annotation is null && symbol.Values.Count == 0;
                    }
                    else
                    {
                        symbol.Values.Add(value);
                    }
                }

                break;
            case TupleExpression or ArrayExpression:
                foreach (Expression part in target is TupleExpression tuple ? tuple.Elements : ((ArrayExpression)target).Elements)
                {
                    VisitTarget(part is SpreadExpression spread ? spread.Value : part, null);
                    if (part is NameExpression { Name: var partName } && Find(partName) is { } opaque)
                    {
                        opaque.IsOpaque = true;
                    }
                }

                break;
            default:
                Visit(target);
                break;
        }
    }

    private void VisitExpression(Expression expression)
    {
        switch (expression)
        {
            case NameExpression name:
                UseName(name.Span, name.Name);
                break;
            case FormatExpression format:
                VisitAll(format.Parts.Select(p => p.Value).OfType<Expression>());
                break;
            case UnaryExpression unary:
                Visit(unary.Operand);
                break;
            case BinaryExpression binary:
                Visit(binary.Left);
                Visit(binary.Right);
                break;
            case RangeExpression range:
                Visit(range.Start);
                Visit(range.End);
                break;
            case ConditionalExpression conditional:
                Visit(conditional.Condition);
                Visit(conditional.WhenTrue);
                Visit(conditional.WhenFalse);
                break;
            case CallExpression call:
                map.Calls.Add(call);
                Visit(call.Callee);
                VisitAll(call.Arguments.Select(a => a.Value));
                break;
            case MemberExpression member:
                map.Members.Add(member);
                Visit(member.Target);
                break;
            case IndexExpression index:
                Visit(index.Target);
                Visit(index.Index);
                break;
            case SliceExpression slice:
                Visit(slice.Target);
                Visit(slice.Start);
                Visit(slice.End);
                Visit(slice.Step);
                break;
            case SlicePartExpression part:
                Visit(part.Start);
                Visit(part.End);
                Visit(part.Step);
                break;
            case SpreadExpression spread:
                Visit(spread.Value);
                break;
            case ArrayExpression array:
                VisitAll(array.Elements);
                break;
            case TupleExpression tuple:
                VisitAll(tuple.Elements);
                break;
            case SetExpression set:
                VisitAll(set.Elements);
                break;
            case DictExpression dict:
                foreach (DictEntry entry in dict.Entries)
                {
                    Visit(entry.Key);
                    Visit(entry.Value);
                }

                break;
            case ComprehensionExpression comprehension:
                InScope(comprehension.Span, () => VisitComprehension(comprehension));
                break;
            case LambdaExpression lambda:
                VisitFunction(null, lambda.Span, lambda.Parameters, lambda.ReturnType, lambda.Body);
                break;
            case MatchExpression match:
                VisitMatch(match);
                break;
            case StructExpression make:
                map.Structs.Add(make);
                Visit(make.Type);
                VisitAll(make.Fields.Select(f => f.Value));
                break;
            case SpawnExpression spawn:
                Visit(spawn.Operand);
                break;
            case AwaitExpression await:
                Visit(await.Operand);
                break;
        }
    }

    private void VisitComprehension(ComprehensionExpression comprehension)
    {
        foreach (ComprehensionClause part in comprehension.Clauses)
        {
            Visit(part.Source);
            VisitPattern(part.Pattern, comprehension.Span.Start, part.Source);
            VisitAll(part.Conditions);
        }

        Visit(comprehension.Key);
        Visit(comprehension.Value);
    }

    private void VisitMatch(MatchExpression match)
    {
        map.Matches.Add(match);
        Visit(match.Subject);
        foreach (MatchArm arm in match.Arms)
        {
            InScope(arm.Span, () =>
            {
                VisitPattern(arm.Pattern, arm.Span.Start, source: null);
                Visit(arm.Guard);
                Visit(arm.Body);
            });
        }
    }

    /// <param name="source">What a loop goes through, when the pattern is one name that takes its elements.</param>
    private void VisitPattern(Pattern pattern, int from, Expression? source, Action<Identifier>? bind = null)
    {
        switch (pattern)
        {
            case NamePattern name when Find(name.Name.Text) is null && FindCase(name.Name.Text) is { Parameters.Count: 0 } found:
                Note(name.Span, found);
                break;
            case NamePattern name:
                Bind(name.Name);
                break;
            case RestPattern rest when rest.Name.Text != "_":
                Bind(rest.Name);
                break;
            case TuplePattern tuple:
                VisitPatterns(tuple.Elements, from, bind);
                break;
            case ArrayPattern array:
                VisitPatterns(array.Elements, from, bind);
                break;
            case OrPattern or:
                VisitAlternatives(or, from);
                break;
            case TypedPattern typed:
                VisitType(typed.Type);
                VisitPattern(typed.Inner, from, source: null, bind ?? (name => Bind(name, typed.Type)));
                break;
            case VariantPattern variant:
                VisitCase(variant);
                VisitPatterns(variant.Arguments ?? [], from, bind);
                break;
            case FieldsPattern fields:
                map.FieldPatterns.Add(fields);
                if (fields.Type is { } type)
                {
                    UseName(type.Span, type.Text);
                }

                VisitPatterns([.. fields.Fields.Select(f => f.Pattern)], from, bind);
                break;
        }

        void Bind(Identifier name, TypeNode? type = null)
        {
            if (bind is not null && type is null)
            {
                bind(name);
                return;
            }

            Declare(
                new CodeSymbol(name.Text, CodeSymbolKind.Variable, name.Span, name.Span)
                {
                    Container = _function,
                    ElementOf = source,
                    Annotation = type,
                    IsOpaque = source is null && type is null,
                },
                from);
        }
    }

    private void VisitPatterns(IReadOnlyList<Pattern> patterns, int from, Action<Identifier>? bind)
    {
        foreach (Pattern pattern in patterns)
        {
            VisitPattern(pattern, from, source: null, bind);
        }
    }

    /// <summary>Each alternative binds the same names, which are one variable.</summary>
    private void VisitAlternatives(OrPattern or, int from)
    {
        Dictionary<string, CodeSymbol> shared = [];
        foreach (Pattern alternative in or.Alternatives)
        {
            VisitPattern(alternative, from, source: null, name =>
            {
                if (shared.TryGetValue(name.Text, out CodeSymbol? symbol))
                {
                    Note(name.Span, symbol);
                    return;
                }

                shared[name.Text] = Declare(
                    new CodeSymbol(name.Text, CodeSymbolKind.Variable, name.Span, name.Span) { Container = _function, IsOpaque = true }, from);
            });
        }
    }

    private void VisitCase(VariantPattern variant)
    {
        if (variant.Enum is { } name)
        {
            UseName(name.Span, name.Text);
            if (Find(name.Text)?.Members.Find(m => m.Name == variant.Variant.Text && m.Kind == CodeSymbolKind.Case) is { } found)
            {
                Note(variant.Variant.Span, found);
            }
        }
        else if ((FindCase(variant.Variant.Text) ?? Find(variant.Variant.Text)) is { } symbol)
        {
            Note(variant.Variant.Span, symbol);
        }
    }
}
