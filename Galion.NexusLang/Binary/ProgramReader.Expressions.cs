using System.Numerics;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binary;

internal sealed partial class ProgramReader
{
    private Expression? ReadExpression(Opcode opcode, Operands operands)
    {
        switch (opcode)
        {
            case Opcode.LoadInt:
                return new LiteralExpression(Span(), Constant<long>(operands.First));
            case Opcode.LoadFloat:
                return new LiteralExpression(Span(), Constant<double>(operands.First));
            case Opcode.LoadString:
                return new LiteralExpression(Span(), Constant<string>(operands.First));
            case Opcode.LoadBig:
                return new LiteralExpression(Span(), Constant<BigInteger>(operands.First));
            case Opcode.LoadTrue or Opcode.LoadFalse:
                return new LiteralExpression(Span(), opcode == Opcode.LoadTrue);
            case Opcode.LoadNull:
                return new LiteralExpression(Span(), null);
            case Opcode.LoadVar:
                return new NameExpression(Span(), _file.Symbols[operands.First]);
            case Opcode.Format:
                return new FormatExpression(Span(), Take<FormatPart>(operands.First));
            case Opcode.Choose:
                {
                    Expression whenFalse = Pop<Expression>();
                    Expression whenTrue = Pop<Expression>();
                    return new ConditionalExpression(Span(), Pop<Expression>(), whenTrue, whenFalse);
                }

            case Opcode.Range:
                {
                    Expression? end = Pop<Expression>(Has(operands.First, 1));
                    return new RangeExpression(Span(), Pop<Expression>(Has(operands.First, 0)), end);
                }

            case Opcode.Spawn:
                return new SpawnExpression(Span(), Pop<Expression>());
            case Opcode.Await:
                return new AwaitExpression(Span(), Pop<Expression>());
            case Opcode.CallFunc:
                Argument[] arguments = Take<Argument>(operands.First);
                return new CallExpression(Span(), Pop<Expression>(), CheckOrder(arguments), Has(operands.Second, 0));
            case Opcode.Attr:
                {
                    Expression target = Pop<Expression>();
                    Identifier name = Name(operands.First);
                    return new MemberExpression(Span(), target, name, Has(operands.Second, 0));
                }

            case Opcode.Group:
                Span();
                return Pop<Expression>() is ChainExpression { HasOptional: true } chain
                    ? chain with { IsGrouped = true }
                    : throw Refuse("nothing is skipped in these parentheses");
            default:
                return ReadOperator(opcode) ?? ReadComposed(opcode, operands);
        }
    }

    private Expression? ReadOperator(Opcode opcode)
    {
        if (BinaryOperators.UnaryKind(opcode) is var unary and not TokenKind.Bad)
        {
            return new UnaryExpression(Span(), unary, Pop<Expression>());
        }

        if (BinaryOperators.BinaryKind(opcode) is var binary and not TokenKind.Bad)
        {
            Expression right = Pop<Expression>();
            Expression left = Pop<Expression>();
            TextSpan sign = Span();
            return new BinaryExpression(Span(), left, binary, sign, right);
        }

        return null;
    }

    private Expression? ReadComposed(Opcode opcode, Operands operands)
    {
        switch (opcode)
        {
            case Opcode.Index:
                {
                    Expression index = Pop<Expression>();
                    return new IndexExpression(Span(), Pop<Expression>(), index);
                }

            case Opcode.Slice or Opcode.SlicePart:
                {
                    Expression? step = Pop<Expression>(Has(operands.First, 2));
                    Expression? end = Pop<Expression>(Has(operands.First, 1));
                    Expression? start = Pop<Expression>(Has(operands.First, 0));
                    return opcode == Opcode.Slice
                        ? new SliceExpression(Span(), Pop<Expression>(), start, end, step)
                        : new SlicePartExpression(Span(), start, end, step);
                }

            case Opcode.Spread:
                return new SpreadExpression(Span(), Pop<Expression>());
            case Opcode.BuildArray:
                return new ArrayExpression(Span(), Take<Expression>(operands.First));
            case Opcode.BuildTuple:
                return new TupleExpression(Span(), Take<Expression>(operands.First));
            case Opcode.BuildSet:
                return operands.First > 0 ? new SetExpression(Span(), Take<Expression>(operands.First)) : throw Refuse("a set has nothing in it");
            case Opcode.BuildDict:
                return new DictExpression(Span(), Take<DictEntry>(operands.First));
            case Opcode.ArrayOf or Opcode.SetOf or Opcode.DictOf:
                return ReadComprehension(opcode, operands.First);
            case Opcode.Lambda:
                {
                    Node body = Pop();
                    TypeNode? type = Pop<TypeNode>(Has(operands.Second, 0));
                    Parameter[] parameters = CheckOrder(Take<Parameter>(operands.First));
                    return body is Expression or BlockStatement
                        ? new LambdaExpression(Span(), parameters, type, body)
                        : throw Refuse("a function has no such body");
                }

            case Opcode.Match:
                {
                    MatchArm[] arms = Take<MatchArm>(operands.First);
                    return new MatchExpression(Span(), Pop<Expression>(), arms);
                }

            case Opcode.MakeStruct:
                {
                    StructFieldValue[] fields = Take<StructFieldValue>(operands.First);
                    return Pop<Expression>() is var type and (NameExpression or MemberExpression)
                        ? new StructExpression(Span(), type, fields)
                        : throw Refuse("a struct has no name");
                }

            default:
                return null;
        }
    }

    private ComprehensionExpression ReadComprehension(Opcode opcode, int count)
    {
        ComprehensionClause[] clauses = Take<ComprehensionClause>(count);
        if (count == 0)
        {
            throw Refuse("a comprehension goes through nothing");
        }

        Expression value = Pop<Expression>();
        Expression? key = Pop<Expression>(opcode == Opcode.DictOf);
        ComprehensionKind kind = opcode switch
        {
            Opcode.ArrayOf => ComprehensionKind.Array,
            Opcode.SetOf => ComprehensionKind.Set,
            _ => ComprehensionKind.Dict,
        };
        return new ComprehensionExpression(Span(), kind, key, value, clauses);
    }

    private Argument[] CheckOrder(Argument[] arguments)
    {
        bool hasNamed = false;
        foreach (Argument argument in arguments)
        {
            hasNamed |= argument.Name is not null;
            if (hasNamed && argument is { Name: null, IsSpread: false })
            {
                throw Refuse("a positional argument follows a named one");
            }
        }

        return arguments;
    }

    private Parameter[] CheckOrder(Parameter[] parameters)
    {
        bool hasDefault = false;
        for (int i = 0; i < parameters.Length; i++)
        {
            bool isWrong = (parameters[i].IsRest && i < parameters.Length - 1)
                || (hasDefault && parameters[i] is { Default: null, IsRest: false });
            hasDefault |= parameters[i].Default is not null;
            if (isWrong)
            {
                throw Refuse("parameters stand in the wrong order");
            }
        }

        return parameters;
    }
}
