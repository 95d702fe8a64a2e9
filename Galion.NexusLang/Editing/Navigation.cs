using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

/// <summary>A place in a file of the workspace.</summary>
public sealed record CodeLocation(CodeAnalysis File, TextSpan Span);

/// <summary>Finds where names are declared and used, in all files of the workspace.</summary>
public static partial class Navigation
{
    /// <summary>Where the name at an offset is declared, or the file that an import names; null for the library and unknown names.</summary>
    public static CodeLocation? DefinitionAt(CodeAnalysis file, int offset)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (ImportAt(file, offset) is { } module)
        {
            return new CodeLocation(module, default);
        }

        return file.TargetAt(offset) is { Symbol: { } symbol, Home: { } home }
            ? symbol.Kind == CodeSymbolKind.Module && symbol.Module is { } name && file.Workspace.FindModule(file.Path, name) is { } imported
                ? new CodeLocation(imported, default)
                : new CodeLocation(home, symbol.NameSpan)
            : null;
    }

    private static CodeAnalysis? ImportAt(CodeAnalysis file, int offset) =>
        file.Tree.Root.Statements.OfType<ImportStatement>().FirstOrDefault(i => i.ModuleSpan.Start <= offset && offset <= i.ModuleSpan.End) is { } import
            ? file.Workspace.FindModule(file.Path, import.Module)
            : null;

    /// <summary>All places that mean the same as the name at an offset.</summary>
    /// <param name="withDeclaration">Whether the place of the declaration is among them.</param>
    public static IReadOnlyList<CodeLocation> ReferencesAt(CodeAnalysis file, int offset, bool withDeclaration = true, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.TargetAt(offset) is not { } target ? []
            : [.. Uses(file, target, cancellation).Where(u => withDeclaration || !u.IsDeclaration).Select(u => new CodeLocation(u.File, u.Span))];
    }

    /// <summary>The places within the file itself, and whether each is written to.</summary>
    public static IReadOnlyList<(TextSpan Span, bool IsWrite)> HighlightsAt(CodeAnalysis file, int offset)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.TargetAt(offset) is not { } target ? []
            : [.. UsesIn(file, target).Select(u => (u.Span, u.IsDeclaration || u.IsWrite))];
    }

    internal sealed record Use(CodeAnalysis File, TextSpan Span, bool IsDeclaration, bool IsWrite);

    internal static IEnumerable<Use> Uses(CodeAnalysis file, CodeTarget target, CancellationToken cancellation)
    {
        // Parameters are named in calls, fields and cases behind a dot.
        bool isLocal = target.Symbol is
        {
            IsGlobal: false, Kind: CodeSymbolKind.Variable or CodeSymbolKind.Constant
            or CodeSymbolKind.Function or CodeSymbolKind.Module or CodeSymbolKind.Import
        };
        foreach (CodeAnalysis other in isLocal ? [target.Home!] : file.Workspace.All())
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (Use use in UsesIn(other, target))
            {
                yield return use;
            }
        }
    }

    private static IEnumerable<Use> UsesIn(CodeAnalysis file, CodeTarget target)
    {
        HashSet<int> seen = [];
        foreach (CodeOccurrence occurrence in file.Names.Occurrences)
        {
            bool isSame = target.Library is { } entry ? occurrence.Library == entry || (occurrence.Symbol is { Kind: CodeSymbolKind.Import } i && file.Types.Follow(i).Library == entry)
                : occurrence.Symbol is { } symbol && Means(file, symbol, target) && (symbol.Kind != CodeSymbolKind.Import || SaysName(file, occurrence, target));
            if (isSame && seen.Add(occurrence.Span.Start))
            {
                yield return new Use(file, occurrence.Span, occurrence.IsDeclaration && file == target.Home && occurrence.Span == target.Symbol?.NameSpan, occurrence.IsWrite);
            }
        }

        string name = target.Library?.Name ?? target.Symbol!.Name;
        IEnumerable<CodeTarget?> members = file.Names.Members.Where(m => m.Name.Text == name)
            .Select(m => file.Types.Member(m) is { } found ? found with { At = m.Name.Span } : null);
        IEnumerable<CodeTarget?> fields = target.Symbol?.Kind == CodeSymbolKind.Field ? file.Types.FieldUses() : [];
        IEnumerable<CodeTarget?> arguments = target.Symbol?.Kind is CodeSymbolKind.Field or CodeSymbolKind.Parameter ? file.Types.ArgumentUses() : [];
        foreach (CodeTarget? member in members.Concat(fields).Concat(arguments))
        {
            if (member is not null && IsSame(member, target) && seen.Add(member.At.Start))
            {
                yield return new Use(file, member.At, IsDeclaration: false, IsWrite: false);
            }
        }
    }

    /// <summary>An import under another name is a use where it says the name itself.</summary>
    private static bool SaysName(CodeAnalysis file, CodeOccurrence occurrence, CodeTarget target) =>
        file.Source.Slice(occurrence.Span).SequenceEqual(target.Symbol!.Name);

    private static bool Means(CodeAnalysis file, CodeSymbol symbol, CodeTarget target) =>
        (file == target.Home && symbol == target.Symbol) || (symbol.Kind == CodeSymbolKind.Import && IsSame(file.Types.Follow(symbol), target));

    internal static bool IsSame(CodeTarget one, CodeTarget other) =>
        one.Library is not null ? one.Library == other.Library : other.Symbol is not null && one.Home == other.Home && one.Symbol == other.Symbol;
}
