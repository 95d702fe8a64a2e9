using System.Text.Json;
using System.Text.Json.Nodes;
using Galion.NexusLang.Editing;

namespace Galion.NexusLang.LanguageServer;

internal sealed partial class LanguageSession
{
    private bool _resolvesCompletion;
    private OfferedList _offered = new(0, []);

    /// <summary>The proposals that the editor got last, to tell more about one of them.</summary>
    private sealed record OfferedList(int Number, IReadOnlyList<CompletionItem> Items);

    private object Complete(CodeAnalysis file, int offset)
    {
        CompletionList list = Completion.At(file, offset);
        var offered = new OfferedList(_offered.Number + 1, list.Items);
        _offered = offered;
        Range range = RangeOf(file.Source, list.Replace);
        return new { isIncomplete = list.IsIncomplete, items = list.Items.Select((item, i) => Write(item, i, range, offered.Number)).ToArray() };
    }

    private ProtocolCompletion Write(CompletionItem item, int index, Range range, int list)
    {
        CompletionItem told = _resolvesCompletion ? item : item.Described();
        return new ProtocolCompletion(
            told.Label, KindOf(told.Kind), told.Detail, DocumentationOf(told), $"{told.Rank}{told.Label}", told.IsSnippet ? 2 : 1,
            new TextEdit(range, told.Insert), _resolvesCompletion ? new CompletionData(list, index) : null);
    }

    private static MarkupContent? DocumentationOf(CompletionItem item) =>
        item.Documentation is { Length: > 0 } words ? MarkupContent.Markdown(words) : null;

    /// <summary>The proposal with its declaration and documentation; as it came when newer proposals have been made since.</summary>
    private Func<CancellationToken, object?> Resolve(JsonElement parameters)
    {
        OfferedList offered = _offered;
        JsonNode? item = JsonNode.Parse(parameters.GetRawText());
        int index = -1;
        if (parameters.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Object
            && data.TryGetProperty("list", out JsonElement list) && list.TryGetInt32(out int number) && number == offered.Number
            && data.TryGetProperty("index", out JsonElement place) && !place.TryGetInt32(out index))
        {
            index = -1;
        }

        return cancellation =>
        {
            cancellation.ThrowIfCancellationRequested();
            if (item is JsonObject known && index >= 0 && index < offered.Items.Count)
            {
                CompletionItem told = offered.Items[index].Described();
                known["detail"] = told.Detail;
                known["documentation"] = JsonSerializer.SerializeToNode(DocumentationOf(told), Protocol.Json);
            }

            return item;
        };
    }
}
