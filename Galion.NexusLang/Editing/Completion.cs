using Galion.NexusLang.Library;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

public enum CompletionKind
{
    Variable,
    Constant,
    Function,
    Method,
    Struct,
    Field,
    Enum,
    Case,
    Module,
    Keyword,
    Snippet,
    Type,
    Trait,
    File,
}

/// <param name="Insert">Takes the place of what has been typed of the word; a snippet has stops such as <c>${1:name}</c>.</param>
/// <param name="Detail">The declaration on one line.</param>
/// <param name="Rank">Lower ones are more likely.</param>
public sealed record CompletionItem(
    string Label, CompletionKind Kind, string Insert, string? Detail = null, string? Documentation = null, bool IsSnippet = false, int Rank = 5)
{
    /// <summary>Works out detail and documentation, which takes longer than to find the item.</summary>
    internal Func<(string? Detail, string? Documentation)>? About { get; init; }

    /// <summary>The item with its detail and its documentation.</summary>
    public CompletionItem Described()
    {
        if (About is null)
        {
            return this;
        }

        (string? detail, string? documentation) = About();
        return this with { Detail = detail, Documentation = documentation, About = null };
    }
}

/// <param name="Replace">What has been typed of the word.</param>
/// <param name="Items">The best first, at most <see cref="Completion.MaxItems"/>; <see cref="CompletionItem.Described"/> tells more about each.</param>
/// <param name="IsIncomplete">More would fit; they show when more of the word is typed.</param>
public sealed record CompletionList(TextSpan Replace, IReadOnlyList<CompletionItem> Items, bool IsIncomplete = false);

/// <summary>Says what could be written at a place.</summary>
public static partial class Completion
{
    /// <summary>More than anybody reads through.</summary>
    public const int MaxItems = 200;

    private static readonly string[] Types =
        ["int", "float", "number", "string", "bool", "array", "dict", "set", "tuple", "range", "function", "error", "any"];

    public static CompletionList At(CodeAnalysis file, int offset)
    {
        ArgumentNullException.ThrowIfNull(file);
        offset = Math.Clamp(offset, 0, file.Source.Content.Length);
        TextSpan word = file.WordAt(offset);
        var typed = TextSpan.FromBounds(word.Start, offset);
        string prefix = file.Source.Slice(typed).ToString();
        IEnumerable<CompletionItem> items = prefix.Length > 0 && char.IsAsciiDigit(prefix[0]) ? [] : Find(file, typed, prefix);
        CompletionItem[] found =
        [
            .. items.Where(i => Fits(i.Label, prefix)).DistinctBy(i => (i.Label, i.Kind == CompletionKind.Snippet))
                .OrderBy(i => DistanceOf(i.Label, prefix)).ThenBy(i => i.Rank),
        ];
        return found.Length > MaxItems ? new CompletionList(typed, found[..MaxItems], IsIncomplete: true) : new CompletionList(typed, found);
    }

    /// <summary>0 when a word begins with what was typed, 1 when it does but for capitals, else 2.</summary>
    private static int DistanceOf(string label, string typed) => label.StartsWith(typed, StringComparison.Ordinal) ? 0
        : label.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 1
        : 2;

    /// <summary>Whether the typed letters occur in the word in their order, the first of them at the start of a part.</summary>
    private static bool Fits(string label, string typed)
    {
        if (typed.Length == 0)
        {
            return true;
        }

        for (int start = 0; start < label.Length; start++)
        {
            if (char.ToLowerInvariant(label[start]) != char.ToLowerInvariant(typed[0]) || (start > 0 && label[start - 1] != '_' && !char.IsUpper(label[start])))
            {
                continue;
            }

            int next = 1;
            for (int i = start + 1; i < label.Length && next < typed.Length; i++)
            {
                next += char.ToLowerInvariant(label[i]) == char.ToLowerInvariant(typed[next]) ? 1 : 0;
            }

            if (next == typed.Length)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<CompletionItem> Find(CodeAnalysis file, TextSpan typed, string prefix)
    {
        IReadOnlyList<Token> tokens = file.Tree.Tokens;
        int before = LastTokenBefore(tokens, typed.Start);
        if (IsInComment(file, typed.Start))
        {
            return [];
        }

        Token last = before >= 0 ? tokens[before] : default;
        var place = TextSpan.FromBounds(Math.Min(last.Start, typed.Start), typed.End);
        NameMap? around = null;
        NameMap Around() => around ??= file.NamesAround(place);
        Token Back(int count) => before - count >= 0 ? tokens[before - count] : default;
        bool isInToken = before >= 0 && last.End > typed.Start;
        if (isInToken && last.Kind != TokenKind.FormatString)
        {
            return last.Kind == TokenKind.String && Back(1).Kind == TokenKind.Import ? Files(file) : [];
        }

        if (isInToken)
        {
            return IsInHole(file, last, typed.Start) ? AfterDot(file, typed) ?? Names(file, Around(), typed.Start, prefix, isStatement: false) : [];
        }

        if (AfterDot(file, typed) is { } members)
        {
            return members;
        }

        switch (last.Kind)
        {
            case TokenKind.Import when IsWord(file, Back(2), "from"):
                return Exports(file, Back(1));
            case TokenKind.Import:
                return ModuleNames();
            case TokenKind.Let or TokenKind.Const or TokenKind.Struct or TokenKind.Enum or TokenKind.Fn:
                return [];
            case TokenKind.Impl:
                return Symbols(file, Around(), typed.Start, prefix).Where(i => i.Kind is CompletionKind.Struct or CompletionKind.Enum);
            case TokenKind.Identifier when IsWord(file, last, "from") && last.StartsLine:
                return ModuleNames();
            case TokenKind.Comma when ImportStart(file, tokens, before) is { } module:
                return Exports(file, module);
            case TokenKind.Arrow:
            case TokenKind.Colon when IsTypePlace(tokens, before):
                return TypeNames(file, Around(), typed.Start, prefix);
        }

        if (EnclosingBrace(file, Around(), tokens, before) is { } inner)
        {
            return inner;
        }

        bool isStatement = before < 0 || last.Kind is TokenKind.OpenBrace or TokenKind.CloseBrace or TokenKind.Semicolon
            || file.Source.PositionOf(last.Start).Line < file.Source.PositionOf(typed.Start).Line;
        return Arguments(file, Around(), typed.Start).Concat(Names(file, Around(), typed.Start, prefix, isStatement));
    }

    private static bool IsWord(CodeAnalysis file, Token token, string word) =>
        token.Kind == TokenKind.Identifier && file.Source.Slice(token.Span).SequenceEqual(word);

    /// <summary>The index of the last token that begins before an offset, or -1.</summary>
    internal static int LastTokenBefore(IReadOnlyList<Token> tokens, int offset)
    {
        (int low, int high) = (0, tokens.Count - 1);
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (tokens[middle].Start < offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }

    private static bool IsInComment(CodeAnalysis file, int offset)
    {
        foreach (Comment comment in file.Tree.Comments)
        {
            bool isLine = file.Source.Content[comment.Span.Start + 1] == '/';
            if (comment.Span.Start < offset && (offset < comment.Span.End || (isLine && offset == comment.Span.End)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an offset within a format string lies between braces.</summary>
    private static bool IsInHole(CodeAnalysis file, Token token, int offset)
    {
        ReadOnlySpan<char> text = file.Source.Content.AsSpan(token.Start, offset - token.Start);
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '{' && depth == 0 && i + 1 < text.Length && text[i + 1] == '{')
            {
                i++;
            }
            else
            {
                depth = Math.Max(0, depth + (text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0));
            }
        }

        return depth > 0;
    }

    /// <summary>What stands behind a dot, or null when there is no dot before the word.</summary>
    private static IEnumerable<CompletionItem>? AfterDot(CodeAnalysis file, TextSpan typed)
    {
        string text = file.Source.Content;
        int dot = typed.Start - 1;
        while (dot >= 0 && char.IsWhiteSpace(text[dot]))
        {
            dot--;
        }

        if (dot < 1 || text[dot] != '.' || text[dot - 1] == '.')
        {
            return null;
        }

        MemberExpression? member = null;
        foreach (MemberExpression candidate in file.Names.Members)
        {
            if (candidate.Target.Span.End <= dot && candidate.Name.Span.End > dot && (member is null || candidate.Target.Span.Start >= member.Target.Span.Start)
                && candidate.Span.Start <= dot && (member is null || candidate.Target.Span.End >= member.Target.Span.End))
            {
                member = candidate;
            }
        }

        return member is null ? [] : file.Types.MembersOf(member.Target).Select(ItemOf);
    }

    private static CompletionItem ItemOf(CodeTarget target) => target.Library is { } entry ? ItemOf(entry) : ItemOf(target.Home!, target.Symbol!);

    private static CompletionItem ItemOf(LibraryEntry entry) => new(
        entry.Name,
        entry.Kind switch
        {
            LibraryEntryKind.Method => CompletionKind.Method,
            LibraryEntryKind.Constant => CompletionKind.Constant,
            _ => CompletionKind.Function,
        },
        entry.Name,
        Rank: 6)
    {
        About = () => (Describe.Line(entry), Describe.LibraryText(entry)),
    };

    private static CompletionItem ItemOf(CodeAnalysis home, CodeSymbol symbol) => new(
        symbol.Name,
        symbol.Kind switch
        {
            CodeSymbolKind.Function => CompletionKind.Function,
            CodeSymbolKind.Method => CompletionKind.Method,
            CodeSymbolKind.Struct => CompletionKind.Struct,
            CodeSymbolKind.Enum => CompletionKind.Enum,
            CodeSymbolKind.Case => CompletionKind.Case,
            CodeSymbolKind.Field => CompletionKind.Field,
            CodeSymbolKind.Module => CompletionKind.Module,
            CodeSymbolKind.Constant => CompletionKind.Constant,
            _ => CompletionKind.Variable,
        },
        symbol.Name,
        Rank: symbol.IsGlobal ? 3 : 2)
    {
        About = () => (Describe.Line(home, Whole(home, symbol)), symbol.Documentation),
    };

    /// <summary>The same symbol with all that the whole file says about it.</summary>
    private static CodeSymbol Whole(CodeAnalysis home, CodeSymbol symbol) =>
        home.Names.ByNameStart.GetValueOrDefault(symbol.NameSpan.Start) is { } whole && whole.Name == symbol.Name && whole.Kind == symbol.Kind ? whole : symbol;

    private static IEnumerable<CompletionItem> Symbols(CodeAnalysis file, NameMap names, int offset, string prefix) => names.VisibleAt(offset).Where(s => Fits(s.Name, prefix)).Select(s =>
        file.Types.Follow(s) is { Symbol: { } symbol, Home: { } home } && symbol != s ? ItemOf(home, symbol) with { Label = s.Name, Insert = s.Name } : ItemOf(file, s));

    private static IEnumerable<CompletionItem> Names(CodeAnalysis file, NameMap names, int offset, string prefix, bool isStatement)
    {
        IEnumerable<CompletionItem> cases = names.Symbols.Where(s => s.Kind == CodeSymbolKind.Case && Fits(s.Name, prefix))
            .Select(s => ItemOf(file, s) with { Rank = 4 });
        IEnumerable<CompletionItem> library = LibraryDocs.Modules.Where(m => m.Kind == LibraryModuleKind.Builtin).SelectMany(m => m.Entries).Where(e => Fits(e.Name, prefix)).Select(ItemOf);
        IEnumerable<CompletionItem> keywords = SyntaxFacts.Keywords.Select(k => new CompletionItem(k, CompletionKind.Keyword, k, Rank: 7));
        return Symbols(file, names, offset, prefix).Concat(cases).Concat(library).Concat(isStatement ? Snippets : []).Concat(keywords);
    }

    private static IEnumerable<CompletionItem> TypeNames(CodeAnalysis file, NameMap names, int offset, string prefix) =>
        Symbols(file, names, offset, prefix).Where(i => i.Kind is CompletionKind.Struct or CompletionKind.Enum)
            .Concat(Types.Select(t => new CompletionItem(t, CompletionKind.Type, t)));

    private static IEnumerable<CompletionItem> ModuleNames() =>
        Modules.Names.Select(n => new CompletionItem(n, CompletionKind.Module, n, $"import {n}", LibraryDocs.FindModule(n)?.Summary));

    private static IEnumerable<CompletionItem> Files(CodeAnalysis file) => file.Workspace.All().Where(f => f != file)
        .Select(f => new CompletionItem(f.Path, CompletionKind.File, f.Path));

    private static IEnumerable<CompletionItem> Exports(CodeAnalysis file, Token module)
    {
        string name = file.Source.Slice(module.Span).Trim("\"'").ToString();
        if (file.Workspace.FindModule(file.Path, name) is { } home)
        {
            return home.Names.Symbols.Where(s => s.IsExported && s.IsGlobal).Select(s => ItemOf(home, s));
        }

        return LibraryDocs.FindModule(name)?.Entries.Select(ItemOf) ?? [];
    }

    private static readonly CompletionItem[] Snippets =
    [
        Snippet("fn", "fn ${1:name}(${2:parameters}) {\n    $0\n}", "a function"),
        Snippet("for", "for ${1:item} in ${2:items} {\n    $0\n}", "a loop over items"),
        Snippet("while", "while ${1:condition} {\n    $0\n}", "a loop while something holds"),
        Snippet("if", "if ${1:condition} {\n    $0\n}", "a branch"),
        Snippet("if else", "if ${1:condition} {\n    $2\n} else {\n    $0\n}", "a branch with another"),
        Snippet("match", "match ${1:value} {\n    ${2:pattern} => ${3:result},\n    else => $0,\n}", "a choice by patterns"),
        Snippet("struct", "struct ${1:Name} {\n    ${2:field}: ${3:type},\n}", "a type with fields"),
        Snippet("impl", "impl ${1:Name} {\n    fn ${2:method}(self) {\n        $0\n    }\n}", "methods of a type"),
        Snippet("enum", "enum ${1:Name} {\n    ${2:First},\n    ${3:Second}(${4:value}),\n}", "a type of cases"),
        Snippet("try", "try {\n    $1\n} catch ${2:problem} {\n    $0\n}", "an attempt that may fail"),
        Snippet("test", "test \"${1:what it does}\" {\n    assert_equal(${2:actual}, ${3:expected})\n}", "a test"),
        Snippet("personality", "personality {\n    ${1:curiosity}: ${2:0.8},\n}", "how the AI answers"),
    ];

    private static CompletionItem Snippet(string label, string body, string detail) => new(label, CompletionKind.Snippet, body, detail, IsSnippet: true, Rank: 6);

    private static IEnumerable<CompletionItem> Traits() =>
        Personality.TraitNames.Select(t => new CompletionItem(t, CompletionKind.Trait, $"{t}: ", "a trait from 0 to 1"));
}
