using System.Text.Json;
using Galion.NexusLang.Editing;
using Galion.NexusLang.Formatting;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.LanguageServer;

internal sealed partial class LanguageSession
{
    private const int MaxLocations = 5_000;

    private Location LocationOf(CodeLocation place) => new(UriOf(place.File.Path), RangeOf(place.File.Source, place.Span));

    private Location? Definition(CodeAnalysis file, int offset) =>
        Navigation.DefinitionAt(file, offset) is { } place ? LocationOf(place) : null;

    private Func<CancellationToken, object?> References(JsonElement parameters)
    {
        CodeAnalysis file = DocumentOf(parameters);
        int offset = OffsetOf(file.Source, parameters.GetProperty("position"));
        bool withDeclaration = !parameters.TryGetProperty("context", out JsonElement context)
            || !context.TryGetProperty("includeDeclaration", out JsonElement wanted) || wanted.ValueKind != JsonValueKind.False;
        return cancellation => Navigation.ReferencesAt(file, offset, withDeclaration, cancellation).Take(MaxLocations).Select(LocationOf).ToArray();
    }

    private static object Highlights(CodeAnalysis file, int offset) =>
        Navigation.HighlightsAt(file, offset).Select(h => new { range = RangeOf(file.Source, h.Span), kind = h.IsWrite ? 3 : 2 }).ToArray();

    private static object PrepareRename(CodeAnalysis file, int offset)
    {
        (TextSpan? span, string? refusal) = Renaming.Prepare(file, offset);
        return span is { } found
            ? new { range = RangeOf(file.Source, found), placeholder = file.Source.Slice(found).ToString() }
            : throw new RequestException(Protocol.RequestFailed, refusal!);
    }

    private Func<CancellationToken, object?> Rename(JsonElement parameters)
    {
        CodeAnalysis file = DocumentOf(parameters);
        int offset = OffsetOf(file.Source, parameters.GetProperty("position"));
        string name = parameters.GetText("newName");
        return cancellation =>
        {
            RenameResult result = Renaming.Rename(file, offset, name, cancellation);
            return result.Refusal is null
                ? EditOf(result.Changes)
                : throw new RequestException(Protocol.RequestFailed, result.Refusal);
        };
    }

    /// <summary>What changes in other files when files or folders get other paths.</summary>
    private Func<CancellationToken, object?> WillRename(JsonElement parameters)
    {
        Dictionary<string, string> moves = new(StringComparer.Ordinal);
        foreach (JsonElement file in parameters.GetProperty("files").EnumerateArray().Take(MaxLocations))
        {
            moves[PathOf(file.GetText("oldUri")).TrimEnd('/')] = PathOf(file.GetText("newUri")).TrimEnd('/');
        }

        CodeWorkspace workspace = _workspace;
        return cancellation => EditOf(Moving.ImportsAfter(workspace, moves, cancellation));
    }

    private static TextEdit[] EditsOf(CodeAnalysis file, IEnumerable<TextChange> changes) =>
        [.. changes.Select(c => new TextEdit(RangeOf(file.Source, c.Span), c.NewText))];

    private static object? Signature(CodeAnalysis file, int offset)
    {
        if (Signatures.At(file, offset) is not { } found)
        {
            return null;
        }

        return new
        {
            signatures = new[]
            {
                new
                {
                    label = found.Label,
                    documentation = found.Documentation is { Length: > 0 } words ? MarkupContent.Markdown(words) : null,
                    parameters = found.Parameters.Zip(found.Descriptions, (p, d) => new { label = p, documentation = d.Length > 0 ? d : null }).ToArray(),
                },
            },
            activeSignature = 0,
            activeParameter = found.Active >= 0 ? found.Active : found.Parameters.Count,
        };
    }

    private static object Symbols(CodeAnalysis file) => Outline.Of(file).Select(i => SymbolOf(file.Source, i)).ToArray();

    private static object SymbolOf(SourceText source, OutlineItem item) => new
    {
        name = item.Name,
        kind = KindOf(item.Kind),
        detail = item.Detail,
        range = RangeOf(source, item.Span),
        selectionRange = RangeOf(source, item.NameSpan),
        children = item.Children.Select(c => SymbolOf(source, c)).ToArray(),
    };

    private Func<CancellationToken, object?> WorkspaceSymbols(JsonElement parameters)
    {
        string query = parameters.GetText("query");
        CodeWorkspace workspace = _workspace;
        return cancellation => Outline.Search(workspace, query, cancellation: cancellation).Select(s => new
        {
            name = s.Item.Name,
            kind = KindOf(s.Item.Kind),
            containerName = s.Container ?? s.File.Path,
            location = LocationOf(new CodeLocation(s.File, s.Item.NameSpan)),
        }).ToArray();
    }

    private static int KindOf(OutlineKind kind) => kind switch
    {
        OutlineKind.Module => 2,
        OutlineKind.Method => 6,
        OutlineKind.Field => 8,
        OutlineKind.Enum => 10,
        OutlineKind.Function => 12,
        OutlineKind.Variable => 13,
        OutlineKind.Constant => 14,
        OutlineKind.Case => 22,
        OutlineKind.Struct => 23,
        OutlineKind.Test => 6,
        _ => 19,
    };

    /// <summary>Five numbers for each token: lines and characters from the one before, length, type, modifiers.</summary>
    private static object TokensOf(CodeAnalysis file)
    {
        List<int> data = [];
        (int line, int character) = (0, 0);
        foreach (SemanticToken token in SemanticTokens.Of(file))
        {
            Position at = PositionOf(file.Source, token.Span.Start);
            data.AddRange(
            [
                at.Line - line, at.Line == line ? at.Character - character : at.Character, token.Span.Length, (int)token.Type,
                (token.IsDeclaration ? 1 : 0) | (token.IsReadOnly ? 2 : 0) | (token.IsDefault ? 4 : 0),
            ]);
            (line, character) = (at.Line, at.Character);
        }

        return new { data };
    }

    private static object Folds(CodeAnalysis file) =>
        Folding.Of(file).Select(f => new { startLine = f.FirstLine - 1, endLine = f.LastLine - 1, kind = f.Kind }).ToArray();

    private static object Hints(CodeAnalysis file, TextSpan range) => InlayHints.Within(file, range).Select(h => new
    {
        position = PositionOf(file.Source, h.Offset),
        label = h.Text,
        kind = h.IsType ? 1 : 2,
    }).ToArray();

    /// <summary>The remedies for messages within a range.</summary>
    private Func<CancellationToken, object?> Actions(JsonElement parameters)
    {
        CodeAnalysis file = DocumentOf(parameters);
        JsonElement range = parameters.GetProperty("range");
        int start = OffsetOf(file.Source, range.GetProperty("start"));
        var span = TextSpan.FromBounds(start, Math.Max(start, OffsetOf(file.Source, range.GetProperty("end"))));
        bool isWanted = !parameters.TryGetProperty("context", out JsonElement context) || !context.TryGetProperty("only", out JsonElement only)
            || only.ValueKind != JsonValueKind.Array || only.EnumerateArray().Any(k => k.GetString() is "" or "quickfix");
        return cancellation => !isWanted ? [] : CodeActions.Within(file, span, cancellation).Select(a => new
        {
            title = a.Title,
            kind = "quickfix",
            isPreferred = a.IsPreferred,
            diagnostics = new[] { Describe(file, a.Diagnostic) },
            edit = EditOf(a.Changes),
        }).ToArray();
    }

    private WorkspaceEdit EditOf(IEnumerable<(CodeAnalysis File, IReadOnlyList<TextChange> Changes)> changes) =>
        new(changes.ToDictionary(c => UriOf(c.File.Path), c => EditsOf(c.File, c.Changes)));
}
