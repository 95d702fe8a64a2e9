using System.Diagnostics.CodeAnalysis;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binary;

/// <summary>Writes the trees of a checked program as instructions: the parts of each thing first, then what it is.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A memory stream holds nothing that needs releasing.")]
internal sealed partial class ProgramWriter
{
    private readonly MemoryStream _code = new();
    private readonly ConstantPool _constants = new();
    private readonly Dictionary<string, int> _symbols = [];
    private readonly bool _keepsSource;
    private SourceMapWriter _spans = new();

    private ProgramWriter(bool keepsSource) => _keepsSource = keepsSource;

    /// <param name="trees">The program itself first, then the files that it imports.</param>
    /// <param name="keepsSource">Whether the text goes along, for excerpts in messages, and with it what documents declarations.</param>
    internal static BinaryFile Write(IReadOnlyList<SyntaxTree> trees, DateTimeOffset compiled, bool keepsSource)
    {
        var writer = new ProgramWriter(keepsSource);
        List<BinaryModule> modules = [];
        foreach (SyntaxTree tree in trees)
        {
            writer._spans = new SourceMapWriter();
            writer.WriteModule(tree.Root);
            SourceText source = tree.Source;
            SourceText kept = keepsSource
                ? source
                : SourceText.WithoutContent(source.Name, source.Length, [.. Enumerable.Range(1, source.LineCount).Select(source.LineStart)]);
            modules.Add(new BinaryModule(kept, writer._spans.ToBytes()));
        }

        return new BinaryFile(compiled, writer._code.ToArray(), writer._constants, [.. writer._symbols.Keys], modules);
    }

    private void WriteModule(ProgramNode root)
    {
        All(root.Statements);
        Emit(Opcode.Module, root.Span, root.Statements.Count);
    }

    private void Emit(Opcode opcode, TextSpan span, params ReadOnlySpan<int> operands)
    {
        _code.WriteByte((byte)opcode);
        foreach (int operand in operands)
        {
            ByteReader.WriteVarint(_code, operand);
        }

        _spans.Add(span);
    }

    private void All<T>(IEnumerable<T> nodes)
        where T : Node
    {
        foreach (T node in nodes)
        {
            Write(node);
        }
    }

    private void Optional(Node? node)
    {
        if (node is not null)
        {
            Write(node);
        }
    }

    private int Symbol(string name)
    {
        if (!_symbols.TryGetValue(name, out int index))
        {
            _symbols[name] = index = _symbols.Count;
        }

        return index;
    }

    /// <summary>A name that has a place of its own.</summary>
    private int Symbol(Identifier name)
    {
        _spans.Add(name.Span);
        return Symbol(name.Text);
    }

    private int OptionalSymbol(Identifier? name) => name is { } given ? Symbol(given) + 1 : 0;

    private int OptionalConstant(string? text) => text is null ? 0 : _constants.Add(text) + 1;

    private int Documentation(string? text) => OptionalConstant(_keepsSource ? text : null);

    /// <summary>0 to 2 stand for null, true and false.</summary>
    private int ValueOperand(object? value) => value switch
    {
        null => 0,
        bool truth => truth ? 1 : 2,
        _ => _constants.Add(value) + 3,
    };

    private static int Flags(bool first, bool second = false, bool third = false, bool fourth = false) =>
        (first ? 1 : 0) | (second ? 2 : 0) | (third ? 4 : 0) | (fourth ? 8 : 0);

    private void Write(Node node)
    {
        switch (node)
        {
            case Expression expression:
                WriteExpression(expression);
                break;
            case Statement statement:
                WriteStatement(statement);
                break;
            case Pattern pattern:
                WritePattern(pattern);
                break;
            default:
                WritePart(node);
                break;
        }
    }

    /// <summary>What is part of something else and nothing by itself.</summary>
    private void WritePart(Node node)
    {
        TextSpan span = node.Span;
        switch (node)
        {
            case TypeNode type:
                All(type.Arguments);
                All(type.Alternatives);
                Emit(Opcode.Type, span, Symbol(type.Name), type.Arguments.Count, type.Alternatives.Count, Flags(type.IsOptional));
                break;
            case Parameter parameter:
                Optional(parameter.Type);
                Optional(parameter.Default);
                Emit(
                    Opcode.Parameter, span, Symbol(parameter.Name), Flags(parameter.Type is not null, parameter.Default is not null, parameter.IsRest));
                break;
            case Argument argument:
                Write(argument.Value);
                Emit(Opcode.Argument, span, OptionalSymbol(argument.Name), Flags(argument.IsSpread));
                break;
            case FormatPart { Value: { } value } part:
                Write(value);
                Emit(Opcode.FormatValue, span, OptionalConstant(part.Format));
                break;
            case FormatPart part:
                Emit(Opcode.FormatText, span, _constants.Add(part.Text ?? ""));
                break;
            case DictEntry entry:
                Optional(entry.Key);
                Write(entry.Value);
                Emit(Opcode.Entry, span, Flags(entry.Key is not null));
                break;
            case ComprehensionClause clause:
                Write(clause.Pattern);
                Write(clause.Source);
                All(clause.Conditions);
                Emit(Opcode.Loop, span, clause.Conditions.Count);
                break;
            case MatchArm arm:
                Write(arm.Pattern);
                Optional(arm.Guard);
                Write(arm.Body);
                Emit(Opcode.Arm, span, Flags(arm.Guard is not null));
                break;
            case StructFieldValue field:
                Write(field.Value);
                Emit(Opcode.FieldValue, span, Symbol(field.Name));
                break;
            case FieldPattern field:
                Write(field.Pattern);
                _spans.Add(field.Name.Span);
                Emit(Opcode.FieldPattern, span, _constants.Add(field.Name.Text));
                break;
            case FieldDeclaration field:
                Optional(field.Type);
                Optional(field.Default);
                Emit(Opcode.Field, span, Symbol(field.Name), Flags(field.Type is not null, field.Default is not null));
                break;
            case VariantDeclaration variant:
                All(variant.Fields);
                Emit(Opcode.Variant, span, Symbol(variant.Name), variant.Fields.Count);
                break;
            case CatchClause clause:
                Optional(clause.Type);
                Write(clause.Body);
                Emit(Opcode.Catch, span, OptionalSymbol(clause.Name), Flags(clause.Type is not null));
                break;
            case ImportedName name:
                Emit(Opcode.ImportName, span, Symbol(name.Name), OptionalSymbol(name.Alias));
                break;
            case TraitSetting trait:
                Emit(Opcode.Trait, span, Symbol(trait.Name), _constants.Add(trait.Value));
                break;
            default:
                throw new InvalidOperationException($"No instruction stands for {node.GetType().Name}.");
        }
    }
}
