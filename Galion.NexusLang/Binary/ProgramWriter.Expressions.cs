using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binary;

internal sealed partial class ProgramWriter
{
    private void WriteExpression(Expression expression)
    {
        TextSpan span = expression.Span;
        switch (expression)
        {
            case LiteralExpression literal:
                WriteLiteral(literal);
                break;
            case FormatExpression format:
                All(format.Parts);
                Emit(Opcode.Format, span, format.Parts.Count);
                break;
            case NameExpression name:
                Emit(Opcode.LoadVar, span, Symbol(name.Name));
                break;
            case UnaryExpression unary:
                Write(unary.Operand);
                Emit(BinaryOperators.UnaryOpcode(unary.Operator), span);
                break;
            case BinaryExpression binary:
                Write(binary.Left);
                Write(binary.Right);
                _spans.Add(binary.OperatorSpan);
                Emit(BinaryOperators.BinaryOpcode(binary.Operator), span);
                break;
            case RangeExpression range:
                Optional(range.Start);
                Optional(range.End);
                Emit(Opcode.Range, span, Flags(range.Start is not null, range.End is not null));
                break;
            case ConditionalExpression choice:
                Write(choice.Condition);
                Write(choice.WhenTrue);
                Write(choice.WhenFalse);
                Emit(Opcode.Choose, span);
                break;
            case CallExpression call:
                Write(call.Callee);
                All(call.Arguments);
                Emit(Opcode.CallFunc, span, call.Arguments.Count, Flags(call.IsOptional));
                break;
            case MemberExpression member:
                Write(member.Target);
                Emit(Opcode.Attr, span, Symbol(member.Name), Flags(member.IsOptional));
                break;
            case IndexExpression index:
                Write(index.Target);
                Write(index.Index);
                Emit(Opcode.Index, span);
                break;
            case SliceExpression slice:
                Write(slice.Target);
                Optional(slice.Start);
                Optional(slice.End);
                Optional(slice.Step);
                Emit(Opcode.Slice, span, Flags(slice.Start is not null, slice.End is not null, slice.Step is not null));
                break;
            case SlicePartExpression part:
                Optional(part.Start);
                Optional(part.End);
                Optional(part.Step);
                Emit(Opcode.SlicePart, span, Flags(part.Start is not null, part.End is not null, part.Step is not null));
                break;
            default:
                WriteComposed(expression);
                break;
        }

        if (expression is ChainExpression { IsGrouped: true })
        {
            Emit(Opcode.Group, span);
        }
    }

    private void WriteLiteral(LiteralExpression literal)
    {
        switch (literal.Value)
        {
            case null:
                Emit(Opcode.LoadNull, literal.Span);
                break;
            case bool truth:
                Emit(truth ? Opcode.LoadTrue : Opcode.LoadFalse, literal.Span);
                break;
            case { } value:
                Opcode opcode = value switch
                {
                    long => Opcode.LoadInt,
                    double => Opcode.LoadFloat,
                    string => Opcode.LoadString,
                    _ => Opcode.LoadBig,
                };
                Emit(opcode, literal.Span, _constants.Add(value));
                break;
        }
    }

    private void WriteComposed(Expression expression)
    {
        TextSpan span = expression.Span;
        switch (expression)
        {
            case SpreadExpression spread:
                Write(spread.Value);
                Emit(Opcode.Spread, span);
                break;
            case ArrayExpression array:
                All(array.Elements);
                Emit(Opcode.BuildArray, span, array.Elements.Count);
                break;
            case TupleExpression tuple:
                All(tuple.Elements);
                Emit(Opcode.BuildTuple, span, tuple.Elements.Count);
                break;
            case SetExpression set:
                All(set.Elements);
                Emit(Opcode.BuildSet, span, set.Elements.Count);
                break;
            case DictExpression dict:
                All(dict.Entries);
                Emit(Opcode.BuildDict, span, dict.Entries.Count);
                break;
            case ComprehensionExpression all:
                Optional(all.Key);
                Write(all.Value);
                All(all.Clauses);
                Opcode kind = all.Kind switch
                {
                    ComprehensionKind.Array => Opcode.ArrayOf,
                    ComprehensionKind.Set => Opcode.SetOf,
                    _ => Opcode.DictOf,
                };
                Emit(kind, span, all.Clauses.Count);
                break;
            case LambdaExpression lambda:
                All(lambda.Parameters);
                Optional(lambda.ReturnType);
                Write(lambda.Body);
                Emit(Opcode.Lambda, span, lambda.Parameters.Count, Flags(lambda.ReturnType is not null));
                break;
            case MatchExpression match:
                Write(match.Subject);
                All(match.Arms);
                Emit(Opcode.Match, span, match.Arms.Count);
                break;
            case StructExpression make:
                Write(make.Type);
                All(make.Fields);
                Emit(Opcode.MakeStruct, span, make.Fields.Count);
                break;
            case SpawnExpression spawn:
                Write(spawn.Operand);
                Emit(Opcode.Spawn, span);
                break;
            case AwaitExpression await:
                Write(await.Operand);
                Emit(Opcode.Await, span);
                break;
            default:
                throw new InvalidOperationException($"No instruction stands for {expression.GetType().Name}.");
        }
    }
}
