using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binary;

internal sealed partial class ProgramWriter
{
    private void WriteStatement(Statement statement)
    {
        TextSpan span = statement.Span;
        switch (statement)
        {
            case BlockStatement block:
                All(block.Statements);
                Emit(Opcode.Block, span, block.Statements.Count);
                break;
            case ExpressionStatement expression:
                Write(expression.Expression);
                Emit(Opcode.Drop, span);
                break;
            case AssignStatement assign:
                Write(assign.Target);
                Write(assign.Value);
                Emit(Opcode.Assign, span, BinaryOperators.AssignIndexOf(assign.Operator));
                break;
            case IfStatement branch:
                Write(branch.Condition);
                Write(branch.Then);
                Optional(branch.Else);
                Emit(Opcode.If, span, Flags(branch.Else is not null));
                break;
            case WhileStatement loop:
                Write(loop.Condition);
                Write(loop.Body);
                Emit(Opcode.While, span);
                break;
            case ForStatement loop:
                Write(loop.Pattern);
                Write(loop.Source);
                Write(loop.Body);
                Emit(Opcode.For, span);
                break;
            case ReturnStatement result:
                Optional(result.Value);
                Emit(Opcode.Return, span, Flags(result.Value is not null));
                break;
            case BreakStatement:
                Emit(Opcode.Break, span);
                break;
            case ContinueStatement:
                Emit(Opcode.Continue, span);
                break;
            case ThrowStatement thrown:
                Write(thrown.Value);
                Emit(Opcode.Throw, span);
                break;
            case TryStatement attempt:
                Write(attempt.Body);
                All(attempt.Catches);
                Optional(attempt.Finally);
                Emit(Opcode.Try, span, attempt.Catches.Count, Flags(attempt.Finally is not null));
                break;
            case ImportStatement import:
                All(import.Names ?? []);
                _spans.Add(import.ModuleSpan);
                Emit(
                    Opcode.Import, span, _constants.Add(import.Module), OptionalSymbol(import.Alias), import.Names is null ? 0 : import.Names.Count + 1);
                break;
            case PersonalityStatement personality:
                All(personality.Traits);
                Emit(Opcode.Personality, span, personality.Traits.Count);
                break;
            case VoiceStatement voice:
                Write(voice.Body);
                Emit(Opcode.Voice, span);
                break;
            case TestStatement test:
                Write(test.Body);
                Emit(Opcode.Test, span, _constants.Add(test.Name));
                break;
            case ImplStatement impl:
                All(impl.Methods);
                Emit(Opcode.Impl, span, Symbol(impl.Type), impl.Methods.Count);
                break;
            default:
                WriteDeclaration((Declaration)statement);
                break;
        }
    }

    private void WriteDeclaration(Declaration declaration)
    {
        TextSpan span = declaration.Span;
        int documentation = Documentation(declaration.Documentation);
        switch (declaration)
        {
            case LetStatement let:
                Write(let.Pattern);
                Optional(let.Type);
                Optional(let.Value);
                Emit(Opcode.Let, span, Flags(let.IsExported, let.IsConst, let.Type is not null, let.Value is not null), documentation);
                break;
            case FunctionStatement function:
                All(function.Parameters);
                Optional(function.ReturnType);
                Write(function.Body);
                Emit(
                    Opcode.DefineFunc, span, Symbol(function.Name), function.Parameters.Count,
                    Flags(function.IsExported, function.ReturnType is not null), documentation);
                break;
            case StructStatement type:
                All(type.Fields);
                Emit(Opcode.Struct, span, Symbol(type.Name), type.Fields.Count, Flags(type.IsExported), documentation);
                break;
            case EnumStatement type:
                All(type.Variants);
                Emit(Opcode.Enum, span, Symbol(type.Name), type.Variants.Count, Flags(type.IsExported), documentation);
                break;
            default:
                throw new InvalidOperationException($"No instruction stands for {declaration.GetType().Name}.");
        }
    }

    private void WritePattern(Pattern pattern)
    {
        TextSpan span = pattern.Span;
        switch (pattern)
        {
            case WildcardPattern:
                Emit(Opcode.AnyPattern, span);
                break;
            case NamePattern name:
                Emit(Opcode.NamePattern, span, Symbol(name.Name));
                break;
            case LiteralPattern literal:
                Emit(Opcode.ValuePattern, span, ValueOperand(literal.Value));
                break;
            case RangePattern range:
                Emit(Opcode.RangePattern, span, ValueOperand(range.Start), ValueOperand(range.End));
                break;
            case TuplePattern tuple:
                All(tuple.Elements);
                Emit(Opcode.TuplePattern, span, tuple.Elements.Count);
                break;
            case ArrayPattern array:
                All(array.Elements);
                Emit(Opcode.ArrayPattern, span, array.Elements.Count);
                break;
            case RestPattern rest:
                Emit(Opcode.RestPattern, span, Symbol(rest.Name));
                break;
            case VariantPattern variant:
                All(variant.Arguments ?? []);
                Emit(
                    Opcode.CasePattern, span, OptionalSymbol(variant.Enum), Symbol(variant.Variant),
                    variant.Arguments is null ? 0 : variant.Arguments.Count + 1);
                break;
            case FieldsPattern fields:
                All(fields.Fields);
                Emit(Opcode.FieldsPattern, span, OptionalSymbol(fields.Type), fields.Fields.Count);
                break;
            case OrPattern or:
                All(or.Alternatives);
                Emit(Opcode.OrPattern, span, or.Alternatives.Count);
                break;
            case TypedPattern typed:
                Write(typed.Inner);
                Write(typed.Type);
                Emit(Opcode.TypedPattern, span);
                break;
            default:
                throw new InvalidOperationException($"No instruction stands for {pattern.GetType().Name}.");
        }
    }
}
