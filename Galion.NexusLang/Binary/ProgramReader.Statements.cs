using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binary;

internal sealed partial class ProgramReader
{
    private Statement? ReadStatement(Opcode opcode, Operands operands)
    {
        switch (opcode)
        {
            case Opcode.Block:
                return new BlockStatement(Span(), Take<Statement>(operands.First));
            case Opcode.Drop:
                return new ExpressionStatement(Span(), Pop<Expression>());
            case Opcode.Assign:
                return ReadAssign(operands.First);
            case Opcode.Let:
                {
                    Expression? value = Pop<Expression>(Has(operands.First, 3));
                    TypeNode? type = Pop<TypeNode>(Has(operands.First, 2));
                    return new LetStatement(
                        Span(), Has(operands.First, 1), Pop<Pattern>(), type, value, Has(operands.First, 0), OptionalText(operands.Second));
                }

            case Opcode.If:
                {
                    Statement? otherwise = Pop<Statement>(Has(operands.First, 0));
                    BlockStatement then = Pop<BlockStatement>();
                    return otherwise is null or BlockStatement or IfStatement
                        ? new IfStatement(Span(), Pop<Expression>(), then, otherwise)
                        : throw Refuse("an else has no block");
                }

            case Opcode.While:
                {
                    BlockStatement body = Pop<BlockStatement>();
                    return new WhileStatement(Span(), Pop<Expression>(), body);
                }

            case Opcode.For:
                {
                    BlockStatement body = Pop<BlockStatement>();
                    Expression source = Pop<Expression>();
                    return new ForStatement(Span(), Pop<Pattern>(), source, body);
                }

            case Opcode.Return:
                return new ReturnStatement(Span(), Pop<Expression>(Has(operands.First, 0)));
            case Opcode.Break:
                return new BreakStatement(Span());
            case Opcode.Continue:
                return new ContinueStatement(Span());
            case Opcode.Throw:
                return new ThrowStatement(Span(), Pop<Expression>());
            case Opcode.Try:
                {
                    BlockStatement? final = Pop<BlockStatement>(Has(operands.Second, 0));
                    CatchClause[] catches = Take<CatchClause>(operands.First);
                    return final is not null || catches.Length > 0
                        ? new TryStatement(Span(), Pop<BlockStatement>(), catches, final)
                        : throw Refuse("a try has neither catch nor finally");
                }

            case Opcode.Import:
                return ReadImport(operands);
            case Opcode.Personality:
                return new PersonalityStatement(Span(), Take<TraitSetting>(operands.First));
            case Opcode.Voice:
                return new VoiceStatement(Span(), Pop<BlockStatement>());
            case Opcode.Test:
                return new TestStatement(Span(), Constant<string>(operands.First), Pop<BlockStatement>());
            case Opcode.DefineFunc:
                {
                    BlockStatement body = Pop<BlockStatement>();
                    TypeNode? type = Pop<TypeNode>(Has(operands.Third, 1));
                    Parameter[] parameters = CheckOrder(Take<Parameter>(operands.Second));
                    Identifier name = Name(operands.First);
                    return new FunctionStatement(Span(), name, parameters, type, body, Has(operands.Third, 0), OptionalText(operands.Fourth));
                }

            default:
                return null;
        }
    }

    private AssignStatement ReadAssign(int index)
    {
        Expression value = Pop<Expression>();
        Expression target = Pop<Expression>();
        return BinaryOperators.AssignKind(index) is { } sign && Parser.IsAssignable(target, isPlain: sign == TokenKind.Equals)
            ? new AssignStatement(Span(), target, sign, value)
            : throw Refuse("this cannot be assigned to");
    }

    private ImportStatement ReadImport(Operands operands)
    {
        string module = Constant<string>(operands.First);
        ImportedName[]? names = operands.Third == 0 ? null : Take<ImportedName>(operands.Third - 1);
        if (names is { Length: 0 } || (names is not null && operands.Second != 0))
        {
            throw Refuse("an import brings nothing");
        }

        TextSpan moduleSpan = Span();
        Identifier? alias = OptionalName(operands.Second);
        return new ImportStatement(Span(), module, moduleSpan, alias, names);
    }

    private Node ReadDeclaration(Opcode opcode, Operands operands)
    {
        switch (opcode)
        {
            case Opcode.Struct:
                {
                    FieldDeclaration[] fields = Take<FieldDeclaration>(operands.Second);
                    Identifier name = Name(operands.First);
                    return new StructStatement(Span(), name, fields, Has(operands.Third, 0), OptionalText(operands.Fourth));
                }

            case Opcode.Enum:
                {
                    VariantDeclaration[] variants = Take<VariantDeclaration>(operands.Second);
                    Identifier name = Name(operands.First);
                    return new EnumStatement(Span(), name, variants, Has(operands.Third, 0), OptionalText(operands.Fourth));
                }

            case Opcode.Variant:
                {
                    FieldDeclaration[] fields = Take<FieldDeclaration>(operands.Second);
                    Identifier name = Name(operands.First);
                    return new VariantDeclaration(Span(), name, fields);
                }

            case Opcode.Field:
                {
                    Expression? value = Pop<Expression>(Has(operands.Second, 1));
                    TypeNode? type = Pop<TypeNode>(Has(operands.Second, 0));
                    Identifier name = Name(operands.First);
                    return new FieldDeclaration(Span(), name, type, value);
                }

            case Opcode.Impl:
                {
                    FunctionStatement[] methods = Take<FunctionStatement>(operands.Second);
                    Identifier name = Name(operands.First);
                    return new ImplStatement(Span(), name, methods);
                }

            default:
                {
                    TypeNode[] alternatives = Take<TypeNode>(operands.Third);
                    TypeNode[] arguments = Take<TypeNode>(operands.Second);
                    Identifier name = Name(operands.First);
                    return new TypeNode(Span(), name, arguments, Has(operands.Fourth, 0), alternatives);
                }
        }
    }

    private Node ReadPattern(Opcode opcode, Operands operands)
    {
        switch (opcode)
        {
            case Opcode.AnyPattern:
                return new WildcardPattern(Span());
            case Opcode.NamePattern:
                {
                    Identifier name = Name(operands.First);
                    return new NamePattern(Span(), name);
                }

            case Opcode.ValuePattern:
                return new LiteralPattern(Span(), ValueOf(operands.First));
            case Opcode.RangePattern:
                return new RangePattern(Span(), ValueOf(operands.First), ValueOf(operands.Second));
            case Opcode.TuplePattern:
                return new TuplePattern(Span(), CheckRests(Take<Pattern>(operands.First)));
            case Opcode.ArrayPattern:
                return new ArrayPattern(Span(), CheckRests(Take<Pattern>(operands.First)));
            case Opcode.RestPattern:
                {
                    Identifier name = Name(operands.First);
                    return new RestPattern(Span(), name);
                }

            case Opcode.CasePattern:
                {
                    Pattern[]? arguments = operands.Third == 0 ? null : CheckRests(Take<Pattern>(operands.Third - 1));
                    Identifier? owner = OptionalName(operands.First);
                    Identifier name = Name(operands.Second);
                    return new VariantPattern(Span(), owner, name, arguments);
                }

            case Opcode.FieldsPattern:
                {
                    FieldPattern[] fields = Take<FieldPattern>(operands.Second);
                    Identifier? type = OptionalName(operands.First);
                    return new FieldsPattern(Span(), type, fields);
                }

            case Opcode.FieldPattern:
                {
                    Pattern pattern = Pop<Pattern>();
                    var name = new Identifier(Constant<string>(operands.First), Span());
                    return new FieldPattern(Span(), name, pattern);
                }

            case Opcode.OrPattern:
                return operands.First > 1 ? new OrPattern(Span(), Take<Pattern>(operands.First)) : throw Refuse("there is nothing to choose from");
            default:
                {
                    TypeNode type = Pop<TypeNode>();
                    return new TypedPattern(Span(), Pop<Pattern>(), type);
                }
        }
    }

    private Pattern[] CheckRests(Pattern[] elements) =>
        elements.Count(e => e is RestPattern) <= 1 ? elements : throw Refuse("two parts take the rest");
}
