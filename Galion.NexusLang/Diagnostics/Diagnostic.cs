using Galion.NexusLang.Text;

namespace Galion.NexusLang.Diagnostics;

public enum DiagnosticSeverity
{
    Warning,
    Error,
}

/// <summary>Something the language has to say about a program.</summary>
/// <param name="Code">Stable, such as <c>NX0101</c>; the reference explains each.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Reason">Why it is so, when that is not plain.</param>
/// <param name="Fix">What to do about it, when there is one likely remedy.</param>
public sealed record Diagnostic(
    string Code, DiagnosticSeverity Severity, SourceText Source, TextSpan Span, string Message, string? Reason = null, SuggestedFix? Fix = null)
{
    public TextPosition Position => Source.PositionOf(Span.Start);

    public bool IsError => Severity == DiagnosticSeverity.Error;

    /// <summary><c>file:line:column: error NX0101: message</c></summary>
    public override string ToString() =>
        $"{Source.Name}:{Position}: {(IsError ? "error" : "warning")} {Code}: {Message}";
}

/// <summary>A remedy that an editor can apply.</summary>
/// <param name="Title">For people: "Did you mean 'total'?"</param>
/// <param name="Replacement">Takes the place of <paramref name="Span"/>.</param>
public sealed record SuggestedFix(string Title, TextSpan Span, string Replacement);
