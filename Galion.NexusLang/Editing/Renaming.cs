using Galion.NexusLang.Formatting;
using Galion.NexusLang.Library;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

/// <param name="Refusal">Why nothing is renamed; null when it is.</param>
/// <param name="Changes">By file, from top to bottom.</param>
public sealed record RenameResult(string? Refusal, IReadOnlyList<(CodeAnalysis File, IReadOnlyList<TextChange> Changes)> Changes)
{
    internal static RenameResult Refused(string why) => new(why, []);
}

/// <summary>Gives something another name in all files, or says why that would change what a program does.</summary>
public static class Renaming
{
    /// <summary>What would be renamed at an offset, or why nothing can be.</summary>
    public static (TextSpan? Span, string? Refusal) Prepare(CodeAnalysis file, int offset)
    {
        ArgumentNullException.ThrowIfNull(file);
        TextSpan word = file.WordAt(offset);
        return word.Length == 0 ? (null, "There is no name here.")
            : SyntaxFacts.Keywords.Contains(file.Source.Slice(word).ToString()) ? (null, $"'{file.Source.Slice(word)}' is a word of the language.")
            : Target(file, offset, word) is not { } target ? (null, "It is not known what this name means, so that its other uses cannot be found.")
            : RefusalFor(file, target) is { } refusal ? (null, refusal)
            : (word, null);
    }

    public static RenameResult Rename(CodeAnalysis file, int offset, string name, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(name);
        (TextSpan? word, string? refusal) = Prepare(file, offset);
        if (word is null)
        {
            return RenameResult.Refused(refusal!);
        }

        if (!IsName(name))
        {
            return RenameResult.Refused(SyntaxFacts.Keywords.Contains(name)
                ? $"'{name}' is a word of the language and cannot be a name."
                : $"'{name}' is not a name: it takes letters, digits and _, and begins with a letter or _.");
        }

        CodeTarget target = Target(file, offset, word.Value)!;
        CodeSymbol symbol = target.Symbol!;
        if (symbol.Name == name)
        {
            return new RenameResult(null, []);
        }

        if (symbol.Container is { Kind: CodeSymbolKind.Struct or CodeSymbolKind.Enum or CodeSymbolKind.Case } type && symbol.Kind is CodeSymbolKind.Field or CodeSymbolKind.Method or CodeSymbolKind.Case
            && type.Members.Exists(m => m.Name == name))
        {
            return RenameResult.Refused($"'{type.Name}' already has a member '{name}'.");
        }

        List<(CodeAnalysis File, IReadOnlyList<TextChange> Changes)> changes = [];
        foreach (IGrouping<CodeAnalysis, Navigation.Use> uses in Navigation.Uses(file, target, cancellation).GroupBy(u => u.File))
        {
            HashSet<int> starts = [.. uses.Select(u => u.Span.Start)];
            TextChange[] edits = [.. uses.OrderBy(u => u.Span.Start).Select(u => new TextChange(u.Span, Replacement(u.File, u.Span, symbol, name)))];
            if (Collision(uses.Key, symbol, starts, edits, name) is { } collision)
            {
                return RenameResult.Refused(collision);
            }

            changes.Add((uses.Key, edits));
        }

        return new RenameResult(null, changes);
    }

    internal static bool IsName(string name) =>
        name.Length > 0 && !char.IsDigit(name[0]) && name.All(CodeAnalysis.IsWordPart) && name != "_" && !SyntaxFacts.Keywords.Contains(name);

    /// <summary>An import under another name is renamed by itself; anything else where it is declared.</summary>
    private static CodeTarget? Target(CodeAnalysis file, int offset, TextSpan word)
    {
        CodeTarget? target = file.TargetAt(offset);
        return file.Names.At(offset)?.Symbol is { Kind: CodeSymbolKind.Import } import && (target?.Symbol?.Name ?? target?.Library?.Name) is { } name
            && !file.Source.Slice(word).SequenceEqual(name)
                ? new CodeTarget(file, import, null)
                : target;
    }

    private static string? RefusalFor(CodeAnalysis file, CodeTarget target)
    {
        if (target is not { Symbol: { } symbol, Home: { } home })
        {
            return $"'{target.Library?.Name}' is part of the library.";
        }

        if (symbol.Kind == CodeSymbolKind.Module && home.Source.Slice(symbol.NameSpan).ToString() != symbol.Name)
        {
            return $"The name comes from the file. Write 'import … as {symbol.Name}' to choose one.";
        }

        if (symbol is { Kind: CodeSymbolKind.Module, Module: { } module } && NameResolver.ModuleNameOf(module) == symbol.Name)
        {
            return $"The name comes from the module. Write 'import {module} as …' to choose one.";
        }

        if (symbol is { Kind: CodeSymbolKind.Parameter, Name: "self" })
        {
            return "'self' is the value that a method is called on.";
        }

        return symbol.Kind switch
        {
            CodeSymbolKind.Field or CodeSymbolKind.Method when UnknownUse(file, symbol.Name) is { } place =>
                $"It is not known of which type the value before '.{symbol.Name}' in {place} is. Annotate its type, so that it can be told whether it is meant.",
            CodeSymbolKind.Parameter when UnknownCall(file, symbol.Name) is { } place =>
                $"It is not known what is called with '{symbol.Name}=' in {place}, so that it cannot be told whether this parameter is meant.",
            _ => null,
        };
    }

    /// <summary>An argument of this name that is given to something that is not known.</summary>
    private static string? UnknownCall(CodeAnalysis file, string name)
    {
        foreach (CodeAnalysis other in file.Workspace.All())
        {
            foreach (CallExpression call in other.Names.NamingCalls)
            {
                if (call.Arguments.FirstOrDefault(a => a.Name?.Text == name)?.Name is { } argument && other.Types.Callee(call.Callee) is null)
                {
                    return $"{other.Path}:{other.Source.PositionOf(argument.Span.Start)}";
                }
            }
        }

        return null;
    }

    /// <summary>A member of this name whose value is not known, so that it could be the one that is renamed.</summary>
    private static string? UnknownUse(CodeAnalysis file, string name)
    {
        foreach (CodeAnalysis other in file.Workspace.All())
        {
            foreach (MemberExpression member in other.Names.Members)
            {
                if (member.Name.Text == name && other.Types.Member(member) is null && other.Types.Of(member.Target) is null)
                {
                    return $"{other.Path}:{other.Source.PositionOf(member.Name.Span.Start)}";
                }
            }
        }

        return null;
    }

    /// <summary>Where a field and a variable share one word, as in <c>Point { x }</c>, both are written out.</summary>
    private static string Replacement(CodeAnalysis file, TextSpan span, CodeSymbol symbol, string name)
    {
        bool isShared = file.Names.Structs.Exists(s => s.Fields.Any(f => f.Name.Span == span && f.Value.Span == span))
            || file.Names.FieldPatterns.Exists(p => p.Fields.Any(f => f.Name.Span == span && f.Pattern is NamePattern));
        return !isShared ? name
            : symbol.Kind == CodeSymbolKind.Field ? $"{name}: {symbol.Name}"
            : $"{symbol.Name}: {name}";
    }

    /// <summary>Renames in a copy of the file and looks whether every name still means what it meant.</summary>
    private static string? Collision(CodeAnalysis file, CodeSymbol symbol, HashSet<int> starts, TextChange[] edits, string name)
    {
        string text = file.Source.Content;
        for (int i = edits.Length - 1; i >= 0; i--)
        {
            text = string.Concat(text.AsSpan(0, edits[i].Span.Start), edits[i].NewText, text.AsSpan(edits[i].Span.End));
        }

        var renamed = new NameMap(SyntaxTree.Parse(text, file.Path));
        bool isClear = SameMeaning(Meanings(file.Names), Meanings(renamed))
            && !file.Names.Symbols.Exists(s => s.Name == name && s.Container == symbol.Container && s.IsGlobal == symbol.IsGlobal
                && symbol.Kind is not (CodeSymbolKind.Field or CodeSymbolKind.Method or CodeSymbolKind.Case)
                && s.Kind is not (CodeSymbolKind.Field or CodeSymbolKind.Method or CodeSymbolKind.Case)
                && IsInSameScope(file.Names, s, starts));
        return isClear ? null : $"'{name}' already means something else in {file.Path}, so that the program would do something else.";
    }

    private static bool IsInSameScope(NameMap names, CodeSymbol other, HashSet<int> starts) =>
        names.Root.Innermost(other.NameSpan.Start) is { } scope && starts.Any(s => names.Root.Innermost(s) == scope);

    /// <summary>For each place of a name, the number of the place that declares it; -1 for the library.</summary>
    private static List<int> Meanings(NameMap names)
    {
        Dictionary<int, int> byStart = [];
        List<CodeOccurrence> real = names.Occurrences;
        for (int i = 0; i < real.Count; i++)
        {
            byStart[real[i].Span.Start] = i;
        }

        return [.. real.Select(o => o.Symbol is { } symbol ? byStart.GetValueOrDefault(symbol.NameSpan.Start, -2) : -1)];
    }

    private static bool SameMeaning(List<int> before, List<int> after) => before.SequenceEqual(after);
}
