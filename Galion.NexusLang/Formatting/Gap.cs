using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Formatting;

/// <summary>A comment between two tokens.</summary>
/// <param name="IsOwnLine">Nothing stands before it on its line.</param>
/// <param name="HasBlankBefore">An empty line stands above it.</param>
internal readonly record struct GapComment(string Text, bool IsLine, bool IsOwnLine, bool HasBlankBefore);

/// <summary>What stood between a token and the one before it.</summary>
/// <param name="HasBreak">A line break, before, between or behind comments.</param>
/// <param name="HasBlank">An empty line directly above the token.</param>
internal readonly record struct Gap(IReadOnlyList<GapComment> Comments, bool HasBreak, bool HasBlank)
{
    /// <summary>Whether a line must end in it, whatever stands around it.</summary>
    internal bool MustBreak => Comments.Any(c => c.IsLine || c.IsOwnLine || c.Text.Contains('\n', StringComparison.Ordinal));

    internal static Gap[] ReadAll(string text, Token[] tokens, List<Comment> comments)
    {
        var gaps = new Gap[tokens.Length];
        int next = 0;
        int end = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            List<GapComment>? found = null;
            int at = end;
            bool hasBreak = false;
            for (; next < comments.Count && comments[next].Span.Start < tokens[i].Start + (tokens[i].Kind == TokenKind.EndOfFile ? 1 : 0); next++)
            {
                TextSpan span = comments[next].Span;
                int breaks = CountBreaks(text, at, span.Start);
                bool isLine = text[span.Start + 1] == '/';
                string words = text.Substring(span.Start, span.Length).TrimEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
                (found ??= []).Add(new GapComment(words, isLine, breaks > 0 || at == 0, breaks > 1));
                hasBreak |= breaks > 0 || words.Contains('\n', StringComparison.Ordinal);
                at = span.End;
            }

            int last = CountBreaks(text, at, tokens[i].Start);
            gaps[i] = new Gap((IReadOnlyList<GapComment>?)found ?? [], hasBreak || last > 0, last > 1);
            end = tokens[i].End;
        }

        return gaps;
    }

    private static int CountBreaks(string text, int start, int end)
    {
        int breaks = 0;
        for (int i = start; i < end; i++)
        {
            breaks += text[i] == '\n' ? 1 : 0;
        }

        return breaks;
    }
}
