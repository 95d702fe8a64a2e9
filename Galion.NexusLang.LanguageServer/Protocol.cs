using System.Text.Json;
using System.Text.Json.Serialization;

namespace Galion.NexusLang.LanguageServer;

/// <summary>The parts of the Language Server Protocol that are used, under the names that it gives them.</summary>
internal static class Protocol
{
    internal const int ParseError = -32700;
    internal const int InvalidRequest = -32600;
    internal const int MethodNotFound = -32601;
    internal const int InvalidParams = -32602;
    internal const int InternalError = -32603;
    internal const int ServerNotInitialized = -32002;
    internal const int RequestFailed = -32803;
    internal const int ServerCancelled = -32802;
    internal const int ContentModified = -32801;
    internal const int RequestCancelled = -32800;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 64,
    };
}

internal static class JsonReading
{
    /// <exception cref="InvalidOperationException">It is not a text.</exception>
    internal static string GetText(this JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new InvalidOperationException($"'{name}' is null.");
}

/// <summary>A message that was left out because it is longer than is allowed; the channel goes on behind it.</summary>
internal sealed class OversizedMessageException(int maxBytes) : Exception($"A message may have at most {maxBytes} bytes; this one was not read.");

/// <summary>A request that cannot be answered, with what the editor shows.</summary>
internal sealed class RequestException(int code, string message) : Exception(message)
{
    internal int Code => code;
}

internal readonly record struct Position(int Line, int Character);

internal readonly record struct Range(Position Start, Position End);

internal sealed record Location(string Uri, Range Range);

internal sealed record TextEdit(Range Range, string NewText);

internal sealed record WorkspaceEdit(IReadOnlyDictionary<string, TextEdit[]> Changes);

internal sealed record MarkupContent(string Kind, string Value)
{
    internal static MarkupContent Markdown(string text) => new("markdown", text);
}

internal sealed record ProtocolDiagnostic(
    Range Range, int Severity, string Code, string Source, string Message, CodeDescription? CodeDescription = null);

internal sealed record CodeDescription(string Href);

internal sealed record ProtocolCompletion(
    string Label, int Kind, string? Detail, MarkupContent? Documentation, string SortText, int InsertTextFormat, TextEdit TextEdit,
    CompletionData? Data = null);

/// <summary>Which of the proposals it is, for when the editor asks for more.</summary>
internal sealed record CompletionData(int List, int Index);

internal sealed record ProtocolHover(MarkupContent Contents, Range Range);
