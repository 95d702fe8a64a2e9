using System.Text;
using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Text;

namespace Galion.NexusLang;

/// <summary>Messages as people read them: the sentence, an excerpt with a caret, and what helps.</summary>
public static class ErrorText
{
    private const int MaxWidth = 160;

    public static string Write(Diagnostic diagnostic)
    {
        var text = new StringBuilder();
        text.Append(diagnostic.IsError ? "error " : "warning ").Append(diagnostic.Code).Append(": ").Append(diagnostic.Message).Append('\n');
        AppendExcerpt(text, diagnostic.Source, diagnostic.Span);
        if (diagnostic.Reason is not null)
        {
            text.Append("   = ").Append(diagnostic.Reason).Append('\n');
        }

        if (diagnostic.Fix is not null)
        {
            text.Append("   = ").Append(diagnostic.Fix.Title).Append('\n');
        }

        return text.ToString();
    }

    internal static string Write(RunError error)
    {
        var text = new StringBuilder();
        text.Append(error.Code is null ? "error: " : $"error {error.Code}: ").Append(error.Message).Append('\n');
        if (error.Trace.Count == 0)
        {
            return text.ToString();
        }

        AppendExcerpt(text, error.Trace[0].Source, error.Trace[0].Span);
        foreach (TraceFrame frame in error.Trace)
        {
            string where = frame.Function.Length == 0 ? "at the top" : $"in {frame.Function}";
            text.Append("   ").Append(where).Append(" (").Append(frame.Source.Name).Append(':').Append(frame.Position.Line).Append(")\n");
        }

        return text.ToString();
    }

    private static void AppendExcerpt(StringBuilder to, SourceText source, TextSpan span)
    {
        TextPosition position = source.PositionOf(Math.Min(span.Start, source.Length));
        if (!source.HasContent)
        {
            to.Append(" --> ").Append(source.Name).Append(':').Append(position).Append('\n');
            return;
        }

        string line = source.Line(position.Line).ToString();
        string margin = new(' ', position.Line.ToString(System.Globalization.CultureInfo.InvariantCulture).Length);
        int column = position.Column - 1;
        int length = Math.Max(1, Math.Min(span.Length, line.Length - column));
        if (line.Length > MaxWidth)
        {
            int start = Math.Clamp(column - (MaxWidth / 2), 0, line.Length - MaxWidth);
            line = line.Substring(start, MaxWidth);
            column -= start;
            length = Math.Min(length, MaxWidth - column);
        }

        string blank = new([.. line.Take(column).Select(c => c == '\t' ? '\t' : ' ')]);
        to.Append(margin).Append("--> ").Append(source.Name).Append(':').Append(position).Append('\n');
        to.Append(position.Line).Append(" | ").Append(line).Append('\n');
        to.Append(margin).Append(" | ").Append(blank).Append('^', Math.Max(1, length)).Append('\n');
    }
}
