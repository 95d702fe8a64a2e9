using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

public enum OutlineKind
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
    Test,
    Personality,
}

/// <summary>A declaration with those in it.</summary>
public sealed record OutlineItem(string Name, OutlineKind Kind, string? Detail, TextSpan Span, TextSpan NameSpan, IReadOnlyList<OutlineItem> Children);

public static class Outline
{
    /// <summary>The declarations of a file from top to bottom.</summary>
    public static IReadOnlyList<OutlineItem> Of(CodeAnalysis file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return [.. file.Tree.Root.Statements.SelectMany(s => Of(file, s))];
    }

    private static IEnumerable<OutlineItem> Of(CodeAnalysis file, Statement statement)
    {
        switch (statement)
        {
            case FunctionStatement function:
                return [Of(file, function, OutlineKind.Function)];
            case StructStatement type:
                return [Item(file, type.Name, OutlineKind.Struct, type.Span, type.Fields.Select(f => Item(file, f.Name, OutlineKind.Field, f.Span)))];
            case EnumStatement type:
                return [Item(file, type.Name, OutlineKind.Enum, type.Span, type.Variants.Select(v => Item(file, v.Name, OutlineKind.Case, v.Span)))];
            case ImplStatement impl:
                return
                [
                    new OutlineItem(
                        $"impl {impl.Type.Text}", OutlineKind.Struct, null, impl.Span, Within(impl.Type.Span, impl.Span),
                        [.. impl.Methods.Select(m => Of(file, m, OutlineKind.Method))]),
                ];
            case LetStatement let:
                OutlineKind kind = let.IsConst ? OutlineKind.Constant : OutlineKind.Variable;
                return NameResolver.NamesOf(let.Pattern).Where(n => n.Text.Length > 0).Select(n => Item(file, n, kind, let.Span));
            case TestStatement test:
                return [new OutlineItem($"test \"{test.Name}\"", OutlineKind.Test, null, test.Span, new TextSpan(test.Span.Start, Math.Min(4, test.Span.Length)), [])];
            case PersonalityStatement personality:
                return
                [
                    new OutlineItem(
                        "personality", OutlineKind.Personality, null, personality.Span, new TextSpan(personality.Span.Start, "personality".Length),
                        [.. personality.Traits.Where(t => t.Name.Text.Length > 0).Select(t => new OutlineItem(t.Name.Text, OutlineKind.Field, null, t.Span, Within(t.Name.Span, t.Span), []))]),
                ];
            default:
                return [];
        }
    }

    private static OutlineItem Of(CodeAnalysis file, FunctionStatement function, OutlineKind kind) =>
        Item(file, function.Name, kind, function.Span, function.Body.Statements.OfType<FunctionStatement>().Select(f => Of(file, f, OutlineKind.Function)));

    private static OutlineItem Item(CodeAnalysis file, Identifier name, OutlineKind kind, TextSpan span, IEnumerable<OutlineItem>? children = null)
    {
        CodeSymbol? symbol = file.Names.ByNameStart.GetValueOrDefault(name.Span.Start);
        string shown = name.Text.Length > 0 ? name.Text : "(no name)";
        return new OutlineItem(shown, kind, symbol is null ? null : Describe.Line(file, symbol), span, Within(name.Span, span), [.. children ?? []]);
    }

    /// <summary>Editors refuse an item whose name lies outside of it, as that of a half-written declaration may.</summary>
    private static TextSpan Within(TextSpan name, TextSpan whole) =>
        name.Start >= whole.Start && name.End <= whole.End ? name : new TextSpan(whole.Start, 0);

    /// <summary>What has a name at the top of any file and contains the letters of a query in their order.</summary>
    /// <param name="most">How many are given at most.</param>
    public static IEnumerable<(CodeAnalysis File, OutlineItem Item, string? Container)> Search(
        CodeWorkspace workspace, string query, int most = 200, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(query);
        return workspace.All().SelectMany(file =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Of(file).SelectMany(i => i.Children.Select(c => (file, c, (string?)i.Name)).Prepend((file, i, null)));
        }).Where(found => Contains(found.Item2.Name, query)).Take(most);
    }

    private static bool Contains(string name, string letters)
    {
        int next = 0;
        foreach (char c in name)
        {
            next += next < letters.Length && char.ToLowerInvariant(c) == char.ToLowerInvariant(letters[next]) ? 1 : 0;
        }

        return next == letters.Length;
    }
}
