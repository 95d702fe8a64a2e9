using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

/// <summary>Lines that can be hidden behind their first one. Lines count from 1.</summary>
/// <param name="Kind"><c>region</c>, <c>comment</c> or <c>imports</c>.</param>
public sealed record FoldingRange(int FirstLine, int LastLine, string Kind);

public static class Folding
{
    public static IReadOnlyList<FoldingRange> Of(CodeAnalysis file)
    {
        ArgumentNullException.ThrowIfNull(file);
        SourceText source = file.Source;
        List<FoldingRange> ranges = [];
        var open = new Stack<int>();
        foreach (Token token in file.Tree.Tokens)
        {
            switch (token.Kind)
            {
                case TokenKind.OpenBrace or TokenKind.OpenBracket or TokenKind.OpenParen:
                    open.Push(token.Start);
                    break;
                case TokenKind.CloseBrace or TokenKind.CloseBracket or TokenKind.CloseParen when open.Count > 0:
                    // The line that closes stays to be seen.
                    Add(source.PositionOf(open.Pop()).Line, source.PositionOf(token.Start).Line - 1, "region");
                    break;
                case TokenKind.String or TokenKind.FormatString:
                    Add(source.PositionOf(token.Start).Line, source.PositionOf(token.End).Line, "region");
                    break;
            }
        }

        AddRuns([.. file.Tree.Comments.Select(c => c.Span)], "comment");
        AddRuns([.. file.Tree.Root.Statements.OfType<ImportStatement>().Select(i => i.Span)], "imports");
        return [.. ranges.OrderBy(r => r.FirstLine).ThenByDescending(r => r.LastLine).DistinctBy(r => r.FirstLine)];

        void Add(int first, int last, string kind)
        {
            if (last > first)
            {
                ranges.Add(new FoldingRange(first, last, kind));
            }
        }

        // Things on lines that follow each other fold as one.
        void AddRuns(List<TextSpan> spans, string kind)
        {
            for (int i = 0; i < spans.Count;)
            {
                int first = source.PositionOf(spans[i].Start).Line;
                int last = source.PositionOf(spans[i].End).Line;
                for (i++; i < spans.Count && source.PositionOf(spans[i].Start).Line <= last + 1; i++)
                {
                    last = source.PositionOf(spans[i].End).Line;
                }

                Add(first, last, kind);
            }
        }
    }
}
