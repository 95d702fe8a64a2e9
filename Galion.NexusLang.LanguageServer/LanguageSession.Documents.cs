using System.Text.Json;
using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Editing;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.LanguageServer;

internal sealed partial class LanguageSession
{
    private readonly Dictionary<string, OpenDocument> _documents = [];
    private readonly Lock _documentsGate = new();
    private readonly Dictionary<string, string> _published = [];
    private string _root = "";

    /// <param name="Analysis">Null when the file is too long to be looked at.</param>
    private sealed record OpenDocument(string Uri, string Path, int Version, string Text, CodeAnalysis? Analysis);

    private void DidOpen(JsonElement parameters)
    {
        JsonElement document = parameters.GetProperty("textDocument");
        Set(document.GetText("uri"), document.GetText("text"), VersionOf(document));
    }

    private static int VersionOf(JsonElement document) =>
        document.TryGetProperty("version", out JsonElement version) && version.TryGetInt32(out int number) ? number : 0;

    private void DidChange(JsonElement parameters)
    {
        JsonElement document = parameters.GetProperty("textDocument");
        string uri = document.GetText("uri");
        if (Find(uri) is not { } open)
        {
            return;
        }

        string text = open.Text;
        SourceText? known = open.Analysis?.Source;
        foreach (JsonElement change in parameters.GetProperty("contentChanges").EnumerateArray())
        {
            string fresh = change.GetText("text");
            if (!change.TryGetProperty("range", out JsonElement range) || range.ValueKind != JsonValueKind.Object)
            {
                (text, known) = (fresh, null);
                continue;
            }

            SourceText source = known ?? new SourceText(text);
            int start = OffsetOf(source, range.GetProperty("start"));
            int end = Math.Max(start, OffsetOf(source, range.GetProperty("end")));
            if (text.Length - (end - start) + fresh.Length > 4L * options.MaxDocumentCharacters)
            {
                // Nothing that is shown to a person: keep what is known rather than grow without bound.
                return;
            }

            (text, known) = (string.Concat(text.AsSpan(0, start), fresh, text.AsSpan(end)), null);
        }

        Set(uri, text, VersionOf(document));
        foreach (PendingRequest request in _pending.Values.Where(r => r.Uri == uri))
        {
            request.IsStale = true;
            request.Cancel();
        }
    }

    private void Set(string uri, string text, int version)
    {
        string path = PathOf(uri);
        lock (_documentsGate)
        {
            if (!_documents.ContainsKey(uri) && _documents.Count >= options.MaxDocuments)
            {
                return;
            }

            CodeAnalysis? analysis = null;
            if (text.Length <= options.MaxDocumentCharacters)
            {
                analysis = _workspace.Set(path, text, version);
            }
            else
            {
                _workspace.Close(path);
            }

            _documents[uri] = new OpenDocument(uri, path, version, text, analysis);
        }

        _changed.Release();
    }

    private void DidClose(JsonElement parameters)
    {
        string uri = parameters.GetProperty("textDocument").GetText("uri");
        lock (_documentsGate)
        {
            if (_documents.Remove(uri, out OpenDocument? document))
            {
                _workspace.Close(document.Path);
            }
        }

        _changed.Release();
    }

    private OpenDocument? Find(string uri)
    {
        lock (_documentsGate)
        {
            return _documents.GetValueOrDefault(uri);
        }
    }

    private string PathOf(string uri) =>
        uri.StartsWith(_root + "/", StringComparison.Ordinal) && _root.Length > 0 ? Uri.UnescapeDataString(uri[(_root.Length + 1)..]) : uri;

    private string UriOf(string path)
    {
        lock (_documentsGate)
        {
            if (_documents.Values.FirstOrDefault(d => d.Path == path) is { } open)
            {
                return open.Uri;
            }
        }

        return path.Contains("://", StringComparison.Ordinal) ? path : $"{_root}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";
    }

    private static int OffsetOf(SourceText source, JsonElement position) =>
        OffsetOf(source, new Position(position.GetProperty("line").GetInt32(), position.GetProperty("character").GetInt32()));

    /// <summary>A place outside of the text counts as the nearest inside.</summary>
    private static int OffsetOf(SourceText source, Position position)
    {
        if (position.Line < 0)
        {
            return 0;
        }

        if (position.Line >= source.LineCount)
        {
            return source.Content.Length;
        }

        return source.LineStart(position.Line + 1) + Math.Clamp(position.Character, 0, source.Line(position.Line + 1).Length);
    }

    private static Position PositionOf(SourceText source, int offset)
    {
        TextPosition position = source.PositionOf(Math.Clamp(offset, 0, source.Content.Length));
        return new Position(position.Line - 1, position.Column - 1);
    }

    private static Range RangeOf(SourceText source, TextSpan span) => new(PositionOf(source, span.Start), PositionOf(source, span.End));

    /// <summary>Sends what is wrong with the open files a moment after the last change.</summary>
    private async Task PublishDiagnosticsAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await _changed.WaitAsync(cancellation);
                do
                {
                    await Task.Delay(options.DiagnosticsDelay, cancellation);
                }
                while (TryTakeChange());
                OpenDocument[] documents;
                lock (_documentsGate)
                {
                    documents = [.. _documents.Values];
                }

                foreach (string closed in _published.Keys.Except(documents.Select(d => d.Uri)).ToArray())
                {
                    _published.Remove(closed);
                    await NotifyAsync("textDocument/publishDiagnostics", new { uri = closed, diagnostics = Array.Empty<object>() }, cancellation);
                }

                foreach (OpenDocument document in documents)
                {
                    await PublishAsync(document, cancellation);
                }
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException or System.Net.WebSockets.WebSocketException or ObjectDisposedException)
        {
            // The editor has gone.
        }
    }

    private bool TryTakeChange()
    {
        bool wasChanged = false;
        while (_changed.Wait(0))
        {
            wasChanged = true;
        }

        return wasChanged;
    }

    private async Task PublishAsync(OpenDocument document, CancellationToken cancellation)
    {
        bool reachesOut = document.Analysis?.Tree.Root.Statements.Any(s => s is ImportStatement) ?? false;
        string state = $"{document.Version}/{document.Text.Length}/{string.GetHashCode(document.Text, StringComparison.Ordinal)}{(reachesOut ? $"/{_workspace.Open.Sum(o => (long)o.Source.Content.GetHashCode(StringComparison.Ordinal))}" : "")}";
        if (_published.GetValueOrDefault(document.Uri) == state)
        {
            return;
        }

        ProtocolDiagnostic[] diagnostics = [.. DiagnosticsOf(document)];
        if (Find(document.Uri)?.Version == document.Version)
        {
            _published[document.Uri] = state;
            await NotifyAsync("textDocument/publishDiagnostics", new { uri = document.Uri, version = document.Version, diagnostics }, cancellation);
        }
    }

    private IEnumerable<ProtocolDiagnostic> DiagnosticsOf(OpenDocument document)
    {
        if (document.Analysis is not { } analysis)
        {
            return
            [
                new ProtocolDiagnostic(
                    default, Severity: 2, "NX0007", "nexus",
                    $"The file is longer than {options.MaxDocumentCharacters:N0} characters, so that it is not checked while you type. Split it into modules."),
            ];
        }

        return analysis.Diagnostics.Select(d => Describe(analysis, d));
    }

    private ProtocolDiagnostic Describe(CodeAnalysis analysis, Diagnostic diagnostic) => new(
        RangeOf(analysis.Source, diagnostic.Span),
        diagnostic.Severity == DiagnosticSeverity.Error ? 1 : 2,
        diagnostic.Code,
        "nexus",
        diagnostic.Reason is null ? diagnostic.Message : $"{diagnostic.Message}\n{diagnostic.Reason}",
        options.ReferenceUrl is { } reference ? new CodeDescription($"{reference}#{diagnostic.Code.ToLowerInvariant()}") : null);
}
