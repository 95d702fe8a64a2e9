using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Formatting;
using Galion.NexusLang.Library;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

/// <summary>A remedy for a message that an editor can carry out.</summary>
/// <param name="Changes">By file, from top to bottom.</param>
/// <param name="IsPreferred">Most likely what is meant.</param>
public sealed record CodeAction(
    string Title, Diagnostic Diagnostic, IReadOnlyList<(CodeAnalysis File, IReadOnlyList<TextChange> Changes)> Changes, bool IsPreferred);

public static class CodeActions
{
    private const int MaxImports = 5;

    /// <summary>The remedies for what is wrong within a range.</summary>
    public static IReadOnlyList<CodeAction> Within(CodeAnalysis file, TextSpan range, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return [.. file.Diagnostics.Where(d => d.Span.Start <= range.End && d.Span.End >= range.Start).SelectMany(d => For(file, d, cancellation))];
    }

    private static List<CodeAction> For(CodeAnalysis file, Diagnostic diagnostic, CancellationToken cancellation)
    {
        List<CodeAction> actions = [];
        if (diagnostic.Fix is { } fix)
        {
            string title = fix.Title.EndsWith('?') ? $"Write '{fix.Replacement}' instead" : fix.Title;
            actions.Add(Here(file, diagnostic, title, [new TextChange(fix.Span, fix.Replacement)]));
        }

        switch (diagnostic.Code)
        {
            case "NX0006":
                actions.Add(Here(file, diagnostic, "Leave the backslash out", [new TextChange(new TextSpan(diagnostic.Span.Start, 1), "")]));
                break;
            case "NX0201" or "NX0204":
                string name = file.Source.Slice(diagnostic.Span).ToString();
                actions.AddRange(Imports(file, diagnostic, name, isType: diagnostic.Code == "NX0204", cancellation).Take(MaxImports));
                break;
            case "NX0202":
                actions.AddRange(MakeVariable(file, diagnostic));
                break;
            case "NX0212":
                actions.AddRange(AddArms(file, diagnostic));
                break;
            case "NX0216":
                actions.AddRange(Export(file, diagnostic));
                break;
        }

        return actions;
    }

    private static CodeAction Here(CodeAnalysis file, Diagnostic diagnostic, string title, IReadOnlyList<TextChange> changes, bool isPreferred = true) =>
        new(title, diagnostic, [(file, changes)], isPreferred);

    /// <summary>A module of this name, or modules and files that have something of this name.</summary>
    private static IEnumerable<CodeAction> Imports(CodeAnalysis file, Diagnostic diagnostic, string name, bool isType, CancellationToken cancellation)
    {
        bool isTarget = file.Names.Members.Exists(m => m.Target.Span == diagnostic.Span);
        if (!isType && LibraryDocs.FindModule(name) is { Kind: LibraryModuleKind.Module } module)
        {
            yield return Here(file, diagnostic, $"Import {module.Name}", [NewImport(file, $"import {module.Name}")], isPreferred: isTarget);
        }

        foreach (CodeAnalysis other in file.Workspace.All())
        {
            cancellation.ThrowIfCancellationRequested();
            if (other == file)
            {
                continue;
            }

            string path = $"\"{other.Path}\"";
            if (isTarget && Path.GetFileNameWithoutExtension(other.Path) == name)
            {
                yield return Here(file, diagnostic, $"Import {path}", [NewImport(file, $"import {path}")]);
            }

            if (other.Source.Content.Contains(name, StringComparison.Ordinal) && other.Names.Symbols.Exists(s => s is { IsExported: true, IsGlobal: true } && s.Name == name
                && (!isType || s.Kind is CodeSymbolKind.Struct or CodeSymbolKind.Enum)))
            {
                yield return Here(file, diagnostic, $"Import '{name}' from {path}", [ImportName(file, path, name)], diagnostic.Fix is null);
            }
        }

        foreach (LibraryModule from in isType || isTarget ? [] : LibraryDocs.Modules.Where(m => m.Kind == LibraryModuleKind.Module))
        {
            if (from.Entries.Any(e => e.Name == name))
            {
                yield return Here(file, diagnostic, $"Import '{name}' from {from.Name}", [ImportName(file, from.Name, name)], diagnostic.Fix is null);
            }
        }
    }

    /// <summary>Adds a name to an import of the same module, or a new import.</summary>
    private static TextChange ImportName(CodeAnalysis file, string module, string name)
    {
        ImportStatement? present = file.Tree.Root.Statements.OfType<ImportStatement>()
            .FirstOrDefault(i => i.Names is { Count: > 0 } && file.Source.Slice(i.ModuleSpan).Trim('\'').Trim('"').SequenceEqual(module.Trim('"')));
        return present is null ? NewImport(file, $"from {module} import {name}") : new TextChange(new TextSpan(present.Names![^1].Span.End, 0), $", {name}");
    }

    private static TextChange NewImport(CodeAnalysis file, string import) =>
        file.Tree.Root.Statements.OfType<ImportStatement>().LastOrDefault() is { } last
            ? new TextChange(new TextSpan(last.Span.End, 0), $"\n{import}")
            : new TextChange(default, $"{import}\n\n");

    private static IEnumerable<CodeAction> MakeVariable(CodeAnalysis file, Diagnostic diagnostic)
    {
        if (file.Names.At(diagnostic.Span.Start)?.Symbol is { Kind: CodeSymbolKind.Constant } symbol
            && file.Tree.Tokens.LastOrDefault(t => t.Start < symbol.NameSpan.Start && t.Kind == TokenKind.Const) is { Kind: TokenKind.Const } word)
        {
            yield return Here(file, diagnostic, $"Declare '{symbol.Name}' with let", [new TextChange(word.Span, "let")], isPreferred: false);
        }
    }

    /// <summary>The arms that a match lacks: its cases when the type is known, else one for everything.</summary>
    private static IEnumerable<CodeAction> AddArms(CodeAnalysis file, Diagnostic diagnostic)
    {
        MatchExpression? match = file.Names.Matches.Find(m => m.Span.Start <= diagnostic.Span.Start && diagnostic.Span.End <= m.Span.End
            && (m.Subject.Span == diagnostic.Span || m.Span == diagnostic.Span || m.Span.Start == diagnostic.Span.Start));
        if (match is null || match.Arms.Count == 0)
        {
            yield break;
        }

        HashSet<CodeSymbol> taken = [];
        foreach (MatchArm arm in match.Arms.Where(a => a.Guard is null))
        {
            foreach (Identifier name in Taken(arm.Pattern))
            {
                if (file.Names.ByStart.GetValueOrDefault(name.Span.Start)?.Symbol is { Kind: CodeSymbolKind.Case } symbol)
                {
                    taken.Add(symbol);
                }
            }
        }

        CodeSymbol? type = file.Types.Of(match.Subject)?.Symbol ?? taken.FirstOrDefault()?.Container;
        string[] missing = type is not { Kind: CodeSymbolKind.Enum } ? []
            : [.. type.Members.Where(m => m.Kind == CodeSymbolKind.Case && !taken.Contains(m))
                .Select(m => m.Parameters.Count == 0 ? m.Name : $"{m.Name}({string.Join(", ", m.Parameters.Select(p => p.Name.Text))})")];
        if (missing.Length > 0)
        {
            yield return Here(file, diagnostic, $"Add the missing {(missing.Length == 1 ? "arm" : "arms")}", Arms(file, match, missing));
        }

        yield return Here(file, diagnostic, "Add an else", Arms(file, match, ["else"]), isPreferred: missing.Length == 0);
    }

    private static IEnumerable<Identifier> Taken(Pattern pattern) => pattern switch
    {
        NamePattern name => [name.Name],
        VariantPattern variant when (variant.Arguments ?? []).All(a => a is WildcardPattern or NamePattern) => [variant.Variant],
        OrPattern or => or.Alternatives.SelectMany(Taken),
        _ => [],
    };

    private static List<TextChange> Arms(CodeAnalysis file, MatchExpression match, IEnumerable<string> patterns)
    {
        MatchArm last = match.Arms[^1];
        string text = file.Source.Content;
        int lineStart = text.LastIndexOf('\n', Math.Max(0, last.Span.Start - 1)) + 1;
        bool hasOwnLine = string.IsNullOrWhiteSpace(text[lineStart..last.Span.Start]);
        string separator = hasOwnLine ? $"\n{text[lineStart..last.Span.Start]}" : " ";
        int end = last.Span.End;
        Token next = file.Tree.Tokens.FirstOrDefault(t => t.Start >= end);
        bool hasComma = next.Kind == TokenKind.Comma || (end > 0 && text[end - 1] == ',');
        int at = next.Kind == TokenKind.Comma ? next.End : end;
        string arms = string.Join($",{separator}", patterns.Select(p => $"{p} => null"));
        return [new TextChange(new TextSpan(at, 0), $"{(hasComma ? "" : ",")}{separator}{arms}{(hasOwnLine ? "," : "")}")];
    }

    /// <summary>What another file declares for itself alone is exported from it.</summary>
    private static IEnumerable<CodeAction> Export(CodeAnalysis file, Diagnostic diagnostic)
    {
        string name = file.Source.Slice(diagnostic.Span).ToString();
        string? module = file.Tree.Root.Statements.OfType<ImportStatement>().FirstOrDefault(i => i.Span.Start <= diagnostic.Span.Start && diagnostic.Span.End <= i.Span.End)?.Module
            ?? (file.Names.Members.Find(m => m.Name.Span == diagnostic.Span) is { Target: NameExpression target }
                ? file.Names.ByStart.GetValueOrDefault(target.Span.Start)?.Symbol?.Module
                : null);
        if (module is not null && file.Workspace.FindModule(file.Path, module) is { } home
            && home.Names.Symbols.Find(s => s is { IsGlobal: true, IsExported: false, Kind: not (CodeSymbolKind.Import or CodeSymbolKind.Module) } && s.Name == name) is { } symbol)
        {
            yield return new CodeAction(
                $"Export '{name}' from \"{home.Path}\"", diagnostic, [(home, [new TextChange(new TextSpan(symbol.Span.Start, 0), "export ")])], IsPreferred: diagnostic.Fix is null);
        }
    }
}
