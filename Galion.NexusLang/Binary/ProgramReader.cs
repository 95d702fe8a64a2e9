using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binary;

/// <summary>
/// Builds the trees of a program from its instructions. It trusts nothing: what it lets through has a form that the parser could have
/// made, no deeper and no larger, so that what follows may rely on it.
/// </summary>
internal sealed partial class ProgramReader
{
    /// <summary>Of things inside things; operators and calls in a chain lean to one side and may be longer.</summary>
    private const int MaxLevel = Parser.MaxDepth + 2;
    private const int MaxChain = 16 * Parser.MaxDepth;

    /// <summary>More than the longest source makes; what they take is memory.</summary>
    private const int MaxNodes = 4_000_000;

    private readonly BinaryFile _file;
    private readonly ByteReader _code;
    private readonly List<(Node Node, int Level, int Chain)> _stack = [];
    private SourceMapReader _spans = null!;
    private int _instruction;
    private int _level;
    private int _chain;
    private int _nodes;

    private ProgramReader(BinaryFile file)
    {
        _file = file;
        _code = new ByteReader(file.Code, "the code");
    }

    /// <returns>The program first, then the files that it imports, by the name under which they are imported.</returns>
    /// <exception cref="NexusBinaryException">The code is not what a compiler writes.</exception>
    internal static IReadOnlyList<SyntaxTree> Read(BinaryFile file)
    {
        var reader = new ProgramReader(file);
        List<SyntaxTree> trees = [.. file.Modules.Select(reader.ReadModule)];
        reader._code.ExpectEnd();
        if (trees.Skip(1).DistinctBy(t => t.Source.Name).Count() != trees.Count - 1)
        {
            throw NexusBinaryException.Damaged("it holds a file twice");
        }

        return trees;
    }

    private SyntaxTree ReadModule(BinaryModule module)
    {
        _spans = new SourceMapReader(module.Spans, module.Source.Length);
        while (true)
        {
            _instruction = _code.Position;
            Node node = ReadInstruction();
            if (node is ProgramNode root)
            {
                if (_stack.Count > 0)
                {
                    throw Refuse("something is left over");
                }

                _spans.ExpectEnd();
                return new SyntaxTree(module.Source, root, [], [], []);
            }

            if (_level > MaxLevel || _chain > MaxChain)
            {
                throw Refuse("things are nested too deep");
            }

            if (++_nodes > MaxNodes)
            {
                throw NexusBinaryException.TooLarge($"it has more than {MaxNodes:N0} instructions");
            }

            _stack.Add((node, _level, _chain));
        }
    }

    private Node ReadInstruction()
    {
        (_level, _chain) = (0, 0);
        var opcode = (Opcode)_code.ReadByte();
        if (Opcodes.OperandsOf(opcode) is not { } letters)
        {
            throw Refuse($"0x{(byte)opcode:X2} is no instruction");
        }

        Operands operands = ReadOperands(letters);
        Node node = opcode switch
        {
            Opcode.Module => new ProgramNode(Span(), Take<Statement>(operands.First)),
            >= Opcode.AnyPattern and <= Opcode.TypedPattern => ReadPattern(opcode, operands),
            >= Opcode.Struct and <= Opcode.Type => ReadDeclaration(opcode, operands),
            _ => ReadExpression(opcode, operands) ?? ReadStatement(opcode, operands) ?? ReadPart(opcode, operands)
                ?? throw Refuse("an instruction has no meaning"),
        };
        bool leansOn = node is BinaryExpression or CallExpression or MemberExpression or IndexExpression or SliceExpression or StructExpression
            or RangeExpression or Argument or BlockStatement or FormatPart or Parameter or MatchArm or DictEntry or FieldPattern or CatchClause;
        _level += leansOn ? 0 : 1;
        _chain++;
        return node;
    }

    /// <summary>What follows an opcode, at most four numbers.</summary>
    private readonly record struct Operands(int First, int Second, int Third, int Fourth);

    private Operands ReadOperands(string letters)
    {
        Span<int> read = stackalloc int[4];
        for (int i = 0; i < letters.Length; i++)
        {
            int value = _code.ReadVarint();
            int limit = letters[i] switch
            {
                'c' => _file.Constants.Count,
                'C' => _file.Constants.Count + 1,
                's' => _file.Symbols.Count,
                'S' => _file.Symbols.Count + 1,
                'v' => _file.Constants.Count + 3,
                'n' => _stack.Count + 1,
                'N' => _stack.Count + 2,
                _ => 16,
            };
            read[i] = value < limit ? value : throw Refuse("it names what is not there");
        }

        return new Operands(read[0], read[1], read[2], read[3]);
    }

    private NexusBinaryException Refuse(string why) => NexusBinaryException.BadCode(_instruction, why);

    private TextSpan Span() => _spans.Next();

    private Node Pop()
    {
        if (_stack.Count == 0)
        {
            throw Refuse("it takes what was never built");
        }

        (Node node, int level, int chain) = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        (_level, _chain) = (Math.Max(_level, level), Math.Max(_chain, chain));
        return node;
    }

    private T Pop<T>()
        where T : Node => Pop() as T ?? throw Refuse($"it takes something that is no {typeof(T).Name.ToLowerInvariant()}");

    private T? Pop<T>(bool isThere)
        where T : Node => isThere ? Pop<T>() : null;

    /// <summary>The last so many parts, in the order in which they were built.</summary>
    private T[] Take<T>(int count)
        where T : Node
    {
        if (count > _stack.Count)
        {
            throw Refuse("it takes what was never built");
        }

        var parts = new T[count];
        for (int i = count - 1; i >= 0; i--)
        {
            parts[i] = Pop<T>();
        }

        return parts;
    }

    private Identifier Name(int symbol)
    {
        string text = _file.Symbols[symbol];
        return new Identifier(text, _spans.Next());
    }

    private Identifier? OptionalName(int operand) => operand == 0 ? null : Name(operand - 1);

    private T Constant<T>(int index) => _file.Constants[index] is T value ? value : throw Refuse("a constant has another type");

    private string? OptionalText(int operand) => operand == 0 ? null : Constant<string>(operand - 1);

    private object? ValueOf(int operand) => operand switch
    {
        0 => null,
        1 => true,
        2 => false,
        _ => _file.Constants[operand - 3],
    };

    private static bool Has(int flags, int bit) => (flags & (1 << bit)) != 0;

    private Node? ReadPart(Opcode opcode, Operands operands)
    {
        switch (opcode)
        {
            case Opcode.Parameter:
                {
                    Expression? value = Pop<Expression>(Has(operands.Second, 1));
                    TypeNode? type = Pop<TypeNode>(Has(operands.Second, 0));
                    Identifier name = Name(operands.First);
                    return new Parameter(Span(), name, type, value, Has(operands.Second, 2));
                }

            case Opcode.Argument:
                {
                    Expression value = Pop<Expression>();
                    Identifier? name = OptionalName(operands.First);
                    bool isSpread = Has(operands.Second, 0);
                    return name is null || !isSpread ? new Argument(Span(), name, value, isSpread) : throw Refuse("an argument has a name and is spread");
                }

            case Opcode.FormatText:
                return new FormatPart(Span(), Constant<string>(operands.First), null, null);
            case Opcode.FormatValue:
                return new FormatPart(Span(), null, Pop<Expression>(), OptionalText(operands.First));
            case Opcode.Entry:
                {
                    Expression value = Pop<Expression>();
                    return new DictEntry(Span(), Pop<Expression>(Has(operands.First, 0)), value);
                }

            case Opcode.Loop:
                {
                    Expression[] conditions = Take<Expression>(operands.First);
                    Expression source = Pop<Expression>();
                    return new ComprehensionClause(Span(), Pop<Pattern>(), source, conditions);
                }

            case Opcode.Arm:
                {
                    Node body = Pop();
                    Expression? guard = Pop<Expression>(Has(operands.First, 0));
                    return body is Expression or BlockStatement or ReturnStatement or ThrowStatement or BreakStatement or ContinueStatement
                        ? new MatchArm(Span(), Pop<Pattern>(), guard, body)
                        : throw Refuse("an arm has no such body");
                }

            case Opcode.FieldValue:
                {
                    Expression value = Pop<Expression>();
                    Identifier name = Name(operands.First);
                    return new StructFieldValue(Span(), name, value);
                }

            case Opcode.Catch:
                {
                    BlockStatement body = Pop<BlockStatement>();
                    TypeNode? type = Pop<TypeNode>(Has(operands.Second, 0));
                    Identifier? name = OptionalName(operands.First);
                    return type is null || name is not null
                        ? new CatchClause(Span(), name, type, body)
                        : throw Refuse("a catch has a type and no name");
                }

            case Opcode.ImportName:
                {
                    Identifier name = Name(operands.First);
                    Identifier? alias = OptionalName(operands.Second);
                    return new ImportedName(Span(), name, alias);
                }

            case Opcode.Trait:
                {
                    double value = Constant<double>(operands.Second);
                    Identifier name = Name(operands.First);
                    return value is >= 0 and <= 1 ? new TraitSetting(Span(), name, value) : throw Refuse("a trait is not from 0 to 1");
                }

            default:
                return null;
        }
    }
}
