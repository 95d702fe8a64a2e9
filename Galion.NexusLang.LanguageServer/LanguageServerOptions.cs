using Galion.NexusLang.Editing;

namespace Galion.NexusLang.LanguageServer;

/// <summary>What a connection may see and use.</summary>
public sealed record LanguageServerOptions
{
    /// <summary>The stored files of the project, for imports and for what reaches across files; null knows only what the editor has opened.</summary>
    public WorkspaceFiles? Files { get; init; }

    /// <summary>Reads the folder that the editor names when it connects. For a server on the machine of the person who edits, never for others.</summary>
    public bool UsesDisk { get; init; }

    /// <summary>The page that explains the codes of messages, each under an anchor such as <c>#nx0201</c>; null links to none.</summary>
    public string? ReferenceUrl { get; init; }

    /// <summary>Bytes; a longer message ends the connection.</summary>
    public int MaxMessageBytes { get; init; } = 8 << 20;

    /// <summary>Open at one time; further ones are not looked at.</summary>
    public int MaxDocuments { get; init; } = 200;

    /// <summary>UTF-16 code units of one file; a longer one gets a single message that says so.</summary>
    public int MaxDocumentCharacters { get; init; } = 1_000_000;

    /// <summary>Requests waiting for an answer; further ones are refused.</summary>
    public int MaxPendingRequests { get; init; } = 64;

    /// <summary>How long the editor must be quiet before messages are worked out anew.</summary>
    public TimeSpan DiagnosticsDelay { get; init; } = TimeSpan.FromMilliseconds(120);
}
