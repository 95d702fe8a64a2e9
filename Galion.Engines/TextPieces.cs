using Galion.Engines.Writing.Structure;
using Microsoft.Extensions.AI;

namespace Galion.Engines;

/// <summary>Finished answers as streams, and cut where a request limits them.</summary>
internal static class TextPieces
{
    private const int CharactersPerToken = 4;

    /// <summary>The response as updates: text in pieces that end after a word, then usage and reason.</summary>
    public static IEnumerable<ChatResponseUpdate> Updates(ChatResponse response, int maxPiece)
    {
        var id = response.ResponseId ?? "galion";
        foreach (var content in response.Messages.SelectMany(message => message.Contents))
        {
            if (content is not TextContent text)
            {
                yield return Update([content]);
                continue;
            }

            foreach (var piece in Pieces(text.Text, maxPiece))
            {
                yield return Update([new TextContent(piece)]);
            }

            if (text.Annotations is { Count: > 0 })
            {
                yield return Update([new TextContent("") { Annotations = text.Annotations }]);
            }
        }

        var last = Update(response.Usage is null ? [] : [new UsageContent(response.Usage)]);
        last.FinishReason = response.FinishReason;
        last.AdditionalProperties = response.AdditionalProperties;
        yield return last;

        ChatResponseUpdate Update(IList<AIContent> contents) => new(ChatRole.Assistant, contents) { ModelId = response.ModelId, ResponseId = id, MessageId = id };
    }

    /// <summary>Pieces of about that many characters, which together are the text; a piece ends after a space or line break where there is one.</summary>
    public static IEnumerable<string> Pieces(string text, int maxPiece)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(text.Length, start + maxPiece);
            if (end < text.Length)
            {
                var space = text.LastIndexOfAny([' ', '\n'], end - 1, end - start);
                end = space > start ? space + 1 : char.IsLowSurrogate(text[end]) ? end + 1 : end;
            }

            yield return text[start..end];
            start = end;
        }
    }

    /// <summary>Cuts at the first stop sequence and at the most tokens the request allows, after a whole word.</summary>
    /// <exception cref="StructuredOutputException">JSON would be cut.</exception>
    public static (string Text, ChatFinishReason Reason) Limit(string text, ChatOptions? options, bool isJson)
    {
        foreach (var stop in isJson ? [] : options?.StopSequences?.Where(stop => stop.Length > 0) ?? [])
        {
            var at = text.IndexOf(stop, StringComparison.Ordinal);
            text = at < 0 ? text : text[..at];
        }

        if (options?.MaxOutputTokens is not { } most || text.Length <= most * (long)CharactersPerToken)
        {
            return (text, ChatFinishReason.Stop);
        }

        if (isJson)
        {
            throw new StructuredOutputException($"The JSON has {TokenEstimate.Count(text)} tokens, and the request allows {most}. Nothing was written; allow more.");
        }

        var end = Math.Max(0, most * CharactersPerToken);
        var space = end == 0 ? -1 : text.LastIndexOfAny([' ', '\n'], end - 1);
        return (text[..(space > 0 ? space : end > 0 && char.IsLowSurrogate(text[end]) ? end - 1 : end)], ChatFinishReason.Length);
    }
}
