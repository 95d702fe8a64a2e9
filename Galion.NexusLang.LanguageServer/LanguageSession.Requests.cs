using System.Text.Json;
using Galion.NexusLang.Editing;
using Galion.NexusLang.Formatting;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.LanguageServer;

internal sealed partial class LanguageSession
{
    private object Initialize(JsonElement parameters)
    {
        _isInitialized = true;
        _resolvesCompletion = ResolvesCompletion(parameters);
        _root = RootOf(parameters)?.TrimEnd('/') ?? "";
        if (options.UsesDisk)
        {
            _workspace = new CodeWorkspace(options.Files ?? DiskFiles.In(_root, options.MaxDocumentCharacters));
        }

        return new
        {
            capabilities = new
            {
                positionEncoding = "utf-16",
                textDocumentSync = new { openClose = true, change = 2 },
                completionProvider = new { triggerCharacters = new[] { ".", "\"" }, resolveProvider = true },
                hoverProvider = true,
                signatureHelpProvider = new { triggerCharacters = new[] { "(", "," } },
                definitionProvider = true,
                referencesProvider = true,
                documentHighlightProvider = true,
                renameProvider = new { prepareProvider = true },
                documentSymbolProvider = true,
                workspaceSymbolProvider = true,
                workspace = new
                {
                    fileOperations = new
                    {
                        willRename = new
                        {
                            filters = new object[]
                            {
                                new { pattern = new { glob = "**/*.nx", matches = "file" } },
                                new { pattern = new { glob = "**", matches = "folder" } },
                            },
                        },
                    },
                },
                semanticTokensProvider = new
                {
                    legend = new { tokenTypes = SemanticTokens.Types, tokenModifiers = new[] { "declaration", "readonly", "defaultLibrary" } },
                    full = true,
                },
                foldingRangeProvider = true,
                codeActionProvider = new { codeActionKinds = new[] { "quickfix" } },
                inlayHintProvider = true,
                documentFormattingProvider = true,
                documentRangeFormattingProvider = true,
            },
            serverInfo = new { name = "nexus", version = "2.0.0" },
        };
    }

    private static string? RootOf(JsonElement parameters)
    {
        if (parameters.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (parameters.TryGetProperty("workspaceFolders", out JsonElement folders) && folders.ValueKind == JsonValueKind.Array && folders.GetArrayLength() > 0
            && folders[0].ValueKind == JsonValueKind.Object && folders[0].TryGetProperty("uri", out JsonElement first) && first.ValueKind == JsonValueKind.String)
        {
            return first.GetString();
        }

        return parameters.TryGetProperty("rootUri", out JsonElement root) && root.ValueKind == JsonValueKind.String ? root.GetString() : null;
    }

    /// <summary>Whether the editor asks for the documentation of one proposal when it shows it.</summary>
    private static bool ResolvesCompletion(JsonElement parameters)
    {
        JsonElement at = parameters;
        foreach (string name in (ReadOnlySpan<string>)["capabilities", "textDocument", "completion", "completionItem", "resolveSupport", "properties"])
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return false;
            }
        }

        return at.ValueKind == JsonValueKind.Array
            && Resolves(at, "detail") && Resolves(at, "documentation");
    }

    private static bool Resolves(JsonElement properties, string name) =>
        properties.EnumerateArray().Any(property => property.ValueKind == JsonValueKind.String && property.ValueEquals(name));

    /// <summary>What answers a request, bound to the present state of its document; null when the method is not known.</summary>
    private Func<CancellationToken, object?>? Prepare(string method, JsonElement parameters) => method switch
    {
        "textDocument/completion" => At(parameters, Complete),
        "completionItem/resolve" => Resolve(parameters),
        "textDocument/hover" => At(parameters, Hover),
        "textDocument/signatureHelp" => At(parameters, Signature),
        "textDocument/definition" => At(parameters, Definition),
        "textDocument/references" => References(parameters),
        "textDocument/documentHighlight" => At(parameters, Highlights),
        "textDocument/prepareRename" => At(parameters, PrepareRename),
        "textDocument/rename" => Rename(parameters),
        "workspace/willRenameFiles" => WillRename(parameters),
        "textDocument/documentSymbol" => Of(parameters, Symbols),
        "workspace/symbol" => WorkspaceSymbols(parameters),
        "textDocument/semanticTokens/full" => Of(parameters, TokensOf),
        "textDocument/foldingRange" => Of(parameters, Folds),
        "textDocument/codeAction" => Actions(parameters),
        "textDocument/inlayHint" => Over(parameters, Hints),
        "textDocument/formatting" => Of(parameters, file => Format(file, new TextSpan(0, file.Source.Content.Length))),
        "textDocument/rangeFormatting" => Over(parameters, Format),
        _ => null,
    };

    private CodeAnalysis DocumentOf(JsonElement parameters)
    {
        string uri = parameters.GetProperty("textDocument").GetText("uri");
        return Find(uri) is not { } open ? throw new RequestException(Protocol.InvalidParams, "The document is not open.")
            : open.Analysis ?? throw new RequestException(Protocol.RequestFailed, "The document is too long for the language server.");
    }

    /// <summary>A request about a place in a document.</summary>
    private Func<CancellationToken, object?> At(JsonElement parameters, Func<CodeAnalysis, int, object?> answer)
    {
        CodeAnalysis analysis = DocumentOf(parameters);
        int offset = OffsetOf(analysis.Source, parameters.GetProperty("position"));
        return cancellation =>
        {
            cancellation.ThrowIfCancellationRequested();
            return answer(analysis, offset);
        };
    }

    /// <summary>A request about a whole document.</summary>
    private Func<CancellationToken, object?> Of(JsonElement parameters, Func<CodeAnalysis, object?> answer)
    {
        CodeAnalysis analysis = DocumentOf(parameters);
        return cancellation =>
        {
            cancellation.ThrowIfCancellationRequested();
            return answer(analysis);
        };
    }

    /// <summary>A request about a range of a document.</summary>
    private Func<CancellationToken, object?> Over(JsonElement parameters, Func<CodeAnalysis, TextSpan, object?> answer)
    {
        CodeAnalysis analysis = DocumentOf(parameters);
        JsonElement range = parameters.GetProperty("range");
        int start = OffsetOf(analysis.Source, range.GetProperty("start"));
        var span = TextSpan.FromBounds(start, Math.Max(start, OffsetOf(analysis.Source, range.GetProperty("end"))));
        return cancellation =>
        {
            cancellation.ThrowIfCancellationRequested();
            return answer(analysis, span);
        };
    }

    /// <summary>Changes of space within a range.</summary>
    private static TextEdit[] Format(CodeAnalysis file, TextSpan range)
    {
        FormatResult result = Formatter.Format(file.Tree);
        return result.HasErrors
            ? throw new RequestException(
                Protocol.RequestFailed,
                $"The program was left as it is, because line {result.Errors[0].Position.Line} cannot be read: {result.Errors[0].Message}")
            : EditsOf(file, result.Changes.Where(c => c.Span.Start <= range.End && c.Span.End >= range.Start));
    }

    private static int KindOf(CompletionKind kind) => kind switch
    {
        CompletionKind.Method => 2,
        CompletionKind.Function => 3,
        CompletionKind.Field => 5,
        CompletionKind.Variable => 6,
        CompletionKind.Module => 9,
        CompletionKind.Trait => 10,
        CompletionKind.Enum => 13,
        CompletionKind.Keyword => 14,
        CompletionKind.Snippet => 15,
        CompletionKind.File => 17,
        CompletionKind.Case => 20,
        CompletionKind.Constant => 21,
        CompletionKind.Struct => 22,
        _ => 25,
    };

    private static ProtocolHover? Hover(CodeAnalysis file, int offset) =>
        Hovers.At(file, offset) is { } hover ? new ProtocolHover(MarkupContent.Markdown(hover.Markdown), RangeOf(file.Source, hover.Span)) : null;
}
