using Galion.NexusLang.Library;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binding;

internal sealed partial class Binder
{
    private BoundBlock BindBlock(BlockStatement block) => InScope(() =>
    {
        List<BoundStatement> statements = [];
        var bound = new BoundBlock(block.Span, statements);
        DeclareFunctions(block.Statements, bound);
        foreach (Statement statement in block.Statements)
        {
            BindStatementInto(statement, statements);
        }

        return bound;
    });

    private BoundBlock BindLoopBody(BlockStatement body)
    {
        _loops++;
        BoundBlock bound = BindBlock(body);
        _loops--;
        return bound;
    }

    private void BindStatementInto(Statement statement, List<BoundStatement> to)
    {
        Grow(statement.Span);
        switch (statement)
        {
            case ImportStatement when _scope.IsModule:
            case StructStatement or EnumStatement or ImplStatement when _scope.IsModule:
                break;
            case ImportStatement:
                _diagnostics.MisplacedImport(statement.Span);
                break;
            case StructStatement or EnumStatement or ImplStatement:
                string word = statement is StructStatement ? "struct" : statement is EnumStatement ? "enum" : "impl";
                _diagnostics.MisplacedDeclaration(new TextSpan(statement.Span.Start, word.Length), word);
                break;
            case FunctionStatement when _scope.IsModule:
                break;
            case FunctionStatement nested:
                BindNestedFunction(nested, to);
                break;
            case LetStatement let:
                BindLet(let, to);
                break;
            case PersonalityStatement personality:
                to.Add(new BoundExpressionStatement(personality.Span, BindPersonality(personality)));
                break;
            case TestStatement test:
                BindTest(test);
                break;
            default:
                to.Add(BindStatement(statement));
                break;
        }
    }

    private BoundStatement BindStatement(Statement statement)
    {
        switch (statement)
        {
            case BlockStatement block:
                return BindBlock(block);
            case VoiceStatement voice:
                return BindBlock(voice.Body);
            case ExpressionStatement expression:
                return new BoundExpressionStatement(statement.Span, BindExpression(expression.Expression));
            case AssignStatement assign:
                return BindAssign(assign);
            case IfStatement branch:
                BoundExpression condition = BindExpression(branch.Condition);
                BoundStatement then = BindBlock(branch.Then);
                return new BoundIf(branch.Span, condition, then, branch.Else is null ? null : BindStatement(branch.Else));
            case WhileStatement loop:
                return new BoundWhile(loop.Span, BindExpression(loop.Condition), BindLoopBody(loop.Body));
            case ForStatement loop:
                return BindFor(loop);
            case ReturnStatement result:
                return BindReturn(result);
            case BreakStatement or ContinueStatement:
                if (_loops == 0)
                {
                    _diagnostics.JumpOutsideLoop(statement.Span, statement is BreakStatement ? "break" : "continue");
                }

                return new BoundJump(statement.Span, statement is BreakStatement);
            case ThrowStatement thrown:
                return new BoundThrow(thrown.Span, BindExpression(thrown.Value));
            case TryStatement attempt:
                return BindTry(attempt);
            default:
                List<BoundStatement> statements = [];
                BindStatementInto(statement, statements);
                return new BoundBlock(statement.Span, statements);
        }
    }

    private void BindNestedFunction(FunctionStatement statement, List<BoundStatement> to)
    {
        if (_scope.Symbols.GetValueOrDefault(statement.Name.Text) is not Variable { Function: { } function } holder
            || function.Span != statement.Name.Span)
        {
            return;
        }

        BindBody(function, statement.Parameters, statement.Body);
        holder.IsDeclared = true;
        to.Add(new BoundDeclare(statement.Span, holder, new BoundLambda(statement.Span, function)));
    }

    private void BindLet(LetStatement let, List<BoundStatement> to)
    {
        TypeTest? type = BindType(let.Type);
        if (let is { IsConst: true, Value: null })
        {
            _diagnostics.ConstWithoutValue(let.Pattern.Span, _source.Slice(let.Pattern.Span).ToString());
        }

        if (let.Pattern is NamePattern { Name: var name })
        {
            // A lambda may call itself by the name that it is given.
            Variable? early = let.Value is LambdaExpression ? Declare(name, let.IsConst) : null;
            if (early is not null)
            {
                early.IsDeclared = false;
            }

            BoundExpression value = let.Value is null
                ? new BoundConstant(let.Span, null)
                : BindChecked(let.Value, type, $"'{name.Text}'");
            Variable variable = early ?? Declare(name, let.IsConst);
            variable.IsDeclared = true;
            variable.Type = let.Value is null && type is not null ? TypeTest.Either([type, TypeTest.Simple("null")!]) : type;
            variable.Constant = value as BoundConstant;
            to.Add(new BoundDeclare(let.Span, variable, value));
            return;
        }

        if (let.Value is null)
        {
            foreach (Identifier part in NamesOf(let.Pattern))
            {
                Variable empty = Declare(part, let.IsConst);
                empty.IsDeclared = true;
                to.Add(new BoundDeclare(let.Span, empty, new BoundConstant(let.Span, null)));
            }

            return;
        }

        BoundExpression source = BindChecked(let.Value, type, "The value");
        BoundPattern pattern = BindPattern(let.Pattern, NewNames(let.IsConst));
        to.Add(new BoundUnpack(let.Span, pattern, source));
    }

    private BoundReturn BindReturn(ReturnStatement statement)
    {
        if (_frame.Function is not { } function || function == _program.Main)
        {
            _diagnostics.ReturnOutsideFunction(statement.Span);
            return new BoundReturn(statement.Span, null);
        }

        if (_finally > 0)
        {
            _diagnostics.LeavesFinally(statement.Span);
        }

        BoundExpression? value = statement.Value is { } given ? BindReturned(given, function)
            : function.ReturnType is { } type && !type.Matches(Value.Null) ? Check(new BoundConstant(statement.Span, null), type, "The result")
            : null;
        return new BoundReturn(statement.Span, value);
    }

    private BoundStatement BindFor(ForStatement loop)
    {
        BoundExpression? start = null;
        BoundExpression? end = null;
        if (loop is { Pattern: NamePattern or WildcardPattern, Source: RangeExpression { Start: { } from, End: { } to } })
        {
            start = BindExpression(from);
            end = BindExpression(to);
        }
        else if (loop is { Pattern: NamePattern or WildcardPattern, Source: CallExpression { Callee: NameExpression { Name: "range" }, Arguments: var args } }
            && args.Count is 1 or 2 && args.All(a => a is { Name: null, IsSpread: false }) && Find("range") is LibrarySymbol)
        {
            start = args.Count == 2 ? BindExpression(args[0].Value) : new BoundConstant(loop.Span, 0L);
            end = BindExpression(args[^1].Value);
        }

        BoundExpression? source = start is null ? BindExpression(loop.Source) : null;
        return InScope<BoundStatement>(() =>
        {
            if (source is not null)
            {
                BoundPattern pattern = BindPattern(loop.Pattern, NewNames(isConst: false));
                return new BoundForEach(loop.Span, pattern, source, BindLoopBody(loop.Body));
            }

            Variable variable = loop.Pattern is NamePattern name
                ? Declare(name.Name, isConst: false)
                : new Variable("_", _frame) { IsDeclared = true };
            return new BoundForRange(loop.Span, variable, start!, end!, BindLoopBody(loop.Body));
        });
    }

    private BoundTry BindTry(TryStatement statement)
    {
        BoundStatement body = BindBlock(statement.Body);
        List<BoundCatch> catches = [];
        foreach (CatchClause clause in statement.Catches)
        {
            TypeTest? type = BindType(clause.Type);
            catches.Add(InScope(() =>
            {
                Variable? variable = clause.Name is { } name ? Declare(name, isConst: false) : null;
                return new BoundCatch(variable, type, BindBlock(clause.Body));
            }));
        }

        if (statement.Finally is null)
        {
            return new BoundTry(statement.Span, body, catches, null);
        }

        int loops = _loops;
        (_loops, _finally) = (0, _finally + 1);
        BoundBlock final = BindBlock(statement.Finally);
        (_loops, _finally) = (loops, _finally - 1);
        return new BoundTry(statement.Span, body, catches, final);
    }

    private void BindTest(TestStatement test)
    {
        FunctionSymbol function = NewFunction($"test {test.Name}", test.Span);
        function.Info = new FunctionInfo(function.Name, []);
        _program.Tests.Add((test.Name, function));
        _bodies.Enqueue(() => BindBody(function, [], test.Body));
    }

    private BoundLibraryCall BindPersonality(PersonalityStatement statement)
    {
        List<(BoundExpression? Key, BoundExpression Value)> traits = [];
        foreach (TraitSetting trait in statement.Traits)
        {
            if (!Personality.IsTrait(trait.Name.Text))
            {
                _diagnostics.UnknownTrait(trait.Name.Span, trait.Name.Text, Suggestions.Nearest(trait.Name.Text, Personality.TraitNames));
            }

            traits.Add((new BoundConstant(trait.Name.Span, trait.Name.Text), new BoundConstant(trait.Span, trait.Value)));
        }

        return new BoundLibraryCall(statement.Span, Builtins.SetPersonality, [new BoundDict(statement.Span, traits)], [0]);
    }

    private BoundStatement BindAssign(AssignStatement assign)
    {
        switch (assign.Target)
        {
            case NameExpression name:
                return BindAssignName(assign, name);
            case MemberExpression member:
                return BindAssignPlace(assign, BindExpression(member.Target), null, member.Name.Text);
            case IndexExpression index when index.Index is not RangeExpression || assign.Operator != TokenKind.Equals:
                return BindAssignPlace(assign, BindExpression(index.Target), BindExpression(index.Index), null);
            case IndexExpression { Index: RangeExpression range } index:
                return new BoundAssignSlice(
                    assign.Span, BindExpression(index.Target), BindOrNull(range.Start, range.Span), BindOrNull(range.End, range.Span),
                    BindExpression(assign.Value));
            case SliceExpression slice:
                return new BoundAssignSlice(
                    assign.Span, BindExpression(slice.Target), BindOrNull(slice.Start, slice.Span), BindOrNull(slice.End, slice.Span),
                    BindExpression(assign.Value));
            case TupleExpression or ArrayExpression:
                return BindAssignParts(assign);
            default:
                return new BoundExpressionStatement(assign.Span, BindExpression(assign.Value));
        }
    }

    private BoundStatement BindAssignName(AssignStatement assign, NameExpression name)
    {
        if (IsDropped(name) && assign.Operator == TokenKind.Equals)
        {
            return new BoundExpressionStatement(assign.Span, BindExpression(assign.Value));
        }

        if (FindAssignable(name) is not { } variable)
        {
            return new BoundExpressionStatement(assign.Span, BindExpression(assign.Value));
        }

        BoundVariable old = Use(name.Span, variable);
        BoundExpression value = BindExpression(assign.Value);
        if (assign.Operator != TokenKind.Equals)
        {
            value = Combine(assign.Span, assign.Operator, old, value);
        }

        return new BoundAssignVariable(assign.Span, variable, Check(value, variable.Type, $"'{variable.Name}'"));
    }

    /// <summary>Whether a value is assigned to <c>_</c> to say that nobody wants it.</summary>
    private bool IsDropped(NameExpression name) => name.Name == "_" && Find("_") is null;

    private Variable? FindAssignable(NameExpression name)
    {
        switch (Find(name.Name))
        {
            case Variable { Function: not null }:
                _diagnostics.AssignToDeclared(name.Span, name.Name, "a function");
                return null;
            case Variable { IsConst: true }:
                _diagnostics.AssignToConst(name.Span, name.Name);
                return null;
            case Variable variable:
                variable.IsReassigned = true;
                Use(name.Span, variable);
                return variable;
            case RecordSymbol or EnumSymbol:
                _diagnostics.AssignToDeclared(name.Span, name.Name, "a type");
                return null;
            case ModuleSymbol:
                _diagnostics.AssignToDeclared(name.Span, name.Name, "a module");
                return null;
            case LibrarySymbol:
                _diagnostics.AssignToDeclared(name.Span, name.Name, "part of the library");
                return null;
            default:
                ReportUnknown(name.Span, name.Name);
                return null;
        }
    }

    private static BoundExpression Combine(TextSpan span, TokenKind sign, BoundExpression old, BoundExpression value) =>
        sign == TokenKind.QuestionQuestion ? new BoundShortCircuit(span, sign, old, value) : new BoundBinary(span, sign, old, value);

    private BoundAssignPlace BindAssignPlace(AssignStatement assign, BoundExpression target, BoundExpression? index, string? name)
    {
        BoundExpression value = BindExpression(assign.Value);
        if (assign.Operator == TokenKind.Equals)
        {
            return new BoundAssignPlace(assign.Span, target, index, name, TokenKind.Equals, value);
        }

        var old = new Variable("", _frame) { IsDeclared = true, IsReassigned = true };
        BoundExpression combined = Combine(assign.Span, assign.Operator, new BoundVariable(assign.Span, old), value);
        return new BoundAssignPlace(assign.Span, target, index, name, assign.Operator, value) { Old = old, Combined = combined };
    }

    /// <summary><c>a, b = b, a</c>: all parts are taken before the first is assigned.</summary>
    private BoundBlock BindAssignParts(AssignStatement assign)
    {
        IReadOnlyList<Expression> targets = assign.Target is TupleExpression tuple ? tuple.Elements : ((ArrayExpression)assign.Target).Elements;
        BoundExpression value = BindExpression(assign.Value);
        List<BoundPattern> parts = [];
        List<BoundStatement> assignments = [];
        int rest = -1;
        for (int i = 0; i < targets.Count; i++)
        {
            if (targets[i] is SpreadExpression)
            {
                rest = i;
            }

            Expression target = targets[i] is SpreadExpression spread ? spread.Value : targets[i];
            var part = new Variable("", _frame) { IsDeclared = true };
            parts.Add(new BindingPattern(target.Span, part));
            assignments.Add(AssignPart(target, new BoundVariable(target.Span, part)));
        }

        return new BoundBlock(
            assign.Span, [new BoundUnpack(assign.Span, new PartsPattern(assign.Span, isArray: true, parts, rest), value), .. assignments]);
    }

    private BoundStatement AssignPart(Expression target, BoundVariable value)
    {
        switch (target)
        {
            case NameExpression name when IsDropped(name):
                return new BoundBlock(target.Span, []);
            case NameExpression name when FindAssignable(name) is { } variable:
                return new BoundAssignVariable(target.Span, variable, Check(value, variable.Type, $"'{variable.Name}'"));
            case MemberExpression member:
                return new BoundAssignPlace(target.Span, BindExpression(member.Target), null, member.Name.Text, TokenKind.Equals, value);
            case IndexExpression index:
                return new BoundAssignPlace(
                    target.Span, BindExpression(index.Target), BindExpression(index.Index), null, TokenKind.Equals, value);
            case TupleExpression or ArrayExpression:
                var part = new AssignStatement(target.Span, target, TokenKind.Equals, new MissingExpression(target.Span));
                BoundBlock nested = BindAssignParts(part);
                var unpack = (BoundUnpack)nested.Statements[0];
                return new BoundBlock(target.Span, [new BoundUnpack(target.Span, unpack.Pattern, value), .. nested.Statements.Skip(1)]);
            default:
                return new BoundBlock(target.Span, []);
        }
    }

    private BoundExpression BindOrNull(Expression? expression, TextSpan span) =>
        expression is null ? new BoundConstant(span, null) : BindExpression(expression);
}
