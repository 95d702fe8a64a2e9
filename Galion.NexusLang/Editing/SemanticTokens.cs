using Galion.NexusLang.Library;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

/// <summary>What a piece of text is, in the names and the order of <see cref="SemanticTokens.Types"/>.</summary>
public enum SemanticType
{
    Namespace,
    Type,
    Struct,
    Enum,
    EnumMember,
    Function,
    Method,
    Property,
    Parameter,
    Variable,
    Keyword,
    Comment,
    String,
    Number,
}

/// <param name="IsDefault">Of the library.</param>
public readonly record struct SemanticToken(TextSpan Span, SemanticType Type, bool IsDeclaration = false, bool IsReadOnly = false, bool IsDefault = false);

public static class SemanticTokens
{
    /// <summary>The names of <see cref="SemanticType"/> in the Language Server Protocol.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "namespace", "type", "struct", "enum", "enumMember", "function", "method", "property", "parameter", "variable", "keyword", "comment",
        "string", "number",
    ];

    /// <summary>From top to bottom, none over another, each on one line.</summary>
    public static IReadOnlyList<SemanticToken> Of(CodeAnalysis file)
    {
        ArgumentNullException.ThrowIfNull(file);
        Dictionary<int, SemanticToken> found = [];
        foreach (CodeOccurrence occurrence in file.Names.Occurrences)
        {
            found[occurrence.Span.Start] = Of(file, occurrence);
        }

        foreach (MemberExpression member in file.Names.Members)
        {
            SemanticToken token = file.Types.Member(member) is { } target ? Of(target, member.Name.Span) : new SemanticToken(member.Name.Span, SemanticType.Property);
            found.TryAdd(member.Name.Span.Start, token);
        }

        foreach (CallExpression call in file.Names.Calls)
        {
            foreach (Argument argument in call.Arguments)
            {
                if (argument.Name is { } name)
                {
                    found.TryAdd(name.Span.Start, new SemanticToken(name.Span, SemanticType.Parameter));
                }
            }
        }

        foreach (StructFieldValue field in file.Names.Structs.SelectMany(s => s.Fields))
        {
            found.TryAdd(field.Name.Span.Start, new SemanticToken(field.Name.Span, SemanticType.Property));
        }

        AddFromTree(file, file.Tree.Root, found);
        AddLexical(file, found);
        return [.. found.Values.Where(t => t.Span.Length > 0).OrderBy(t => t.Span.Start).SelectMany(t => Lines(file.Source, t))];
    }

    private static SemanticToken Of(CodeAnalysis file, CodeOccurrence occurrence)
    {
        if (occurrence.Symbol is not { } symbol)
        {
            return new SemanticToken(occurrence.Span, SemanticType.Function, IsDefault: true);
        }

        if (file.Source.Content[occurrence.Span.Start] is '"' or '\'')
        {
            // The path of a file that gives a module its name.
            return new SemanticToken(occurrence.Span, SemanticType.String);
        }

        SemanticToken token = Of(file.Types.Follow(symbol), occurrence.Span);
        return token with { IsDeclaration = occurrence.IsDeclaration };
    }

    private static SemanticToken Of(CodeTarget target, TextSpan span)
    {
        if (target.Library is { } entry)
        {
            SemanticType type = entry.Kind switch
            {
                LibraryEntryKind.Method => SemanticType.Method,
                LibraryEntryKind.Constant => SemanticType.Property,
                _ => SemanticType.Function,
            };
            return new SemanticToken(span, type, IsReadOnly: entry.Kind == LibraryEntryKind.Constant, IsDefault: true);
        }

        CodeSymbol symbol = target.Symbol!;
        SemanticType kind = symbol.Kind switch
        {
            CodeSymbolKind.Parameter => SemanticType.Parameter,
            CodeSymbolKind.Function => SemanticType.Function,
            CodeSymbolKind.Method => SemanticType.Method,
            CodeSymbolKind.Struct => SemanticType.Struct,
            CodeSymbolKind.Field => SemanticType.Property,
            CodeSymbolKind.Enum => SemanticType.Enum,
            CodeSymbolKind.Case => SemanticType.EnumMember,
            CodeSymbolKind.Module => SemanticType.Namespace,
            _ => SemanticType.Variable,
        };
        return new SemanticToken(span, kind, IsReadOnly: symbol.Kind is CodeSymbolKind.Constant or CodeSymbolKind.Case);
    }

    /// <summary>Names of types and traits, and the text around the holes of format strings.</summary>
    private static void AddFromTree(CodeAnalysis file, Node node, Dictionary<int, SemanticToken> found)
    {
        switch (node)
        {
            case TypeNode type:
                found.TryAdd(type.Name.Span.Start, new SemanticToken(type.Name.Span, SemanticType.Type, IsDefault: true));
                break;
            case TraitSetting trait:
                found.TryAdd(trait.Name.Span.Start, new SemanticToken(trait.Name.Span, SemanticType.Property, IsDeclaration: true));
                break;
            case FormatExpression format:
                int start = format.Span.Start;
                foreach (FormatPart part in format.Parts.Where(p => p.Value is not null))
                {
                    AddText(start, part.Span.Start);
                    start = part.Span.End;
                }

                AddText(start, format.Span.End);
                break;
        }

        foreach (Node child in SyntaxWalk.ChildrenOf(node))
        {
            AddFromTree(file, child, found);
        }

        void AddText(int from, int to) => found.TryAdd(from, new SemanticToken(TextSpan.FromBounds(from, Math.Max(from, to)), SemanticType.String));
    }

    private static void AddLexical(CodeAnalysis file, Dictionary<int, SemanticToken> found)
    {
        foreach (Comment comment in file.Tree.Comments)
        {
            found.TryAdd(comment.Span.Start, new SemanticToken(comment.Span, SemanticType.Comment));
        }

        foreach (Token token in file.Tree.Tokens)
        {
            SemanticType? type = token.Kind switch
            {
                TokenKind.Integer or TokenKind.Float => SemanticType.Number,
                TokenKind.String => SemanticType.String,
                >= TokenKind.Let and <= TokenKind.Null => SemanticType.Keyword,
                TokenKind.Identifier when file.Source.Slice(token.Span) is "personality" or "voice" or "test" or "from" or "as" or "and" or "or" or "not" or "then" => SemanticType.Keyword,
                _ => null,
            };
            if (type is { } known)
            {
                found.TryAdd(token.Start, new SemanticToken(token.Span, known));
            }
        }
    }

    private static IEnumerable<SemanticToken> Lines(SourceText source, SemanticToken token)
    {
        int start = token.Span.Start;
        while (start < token.Span.End)
        {
            int lineEnd = source.Content.IndexOf('\n', start, token.Span.End - start);
            int end = lineEnd < 0 ? token.Span.End : lineEnd;
            int length = source.Content.AsSpan(start, end - start).TrimEnd('\r').Length;
            if (length > 0)
            {
                yield return token with { Span = new TextSpan(start, length) };
            }

            start = end + 1;
        }
    }
}
