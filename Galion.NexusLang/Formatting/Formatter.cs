using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Formatting;

/// <summary>A change to a text.</summary>
public readonly record struct TextChange(TextSpan Span, string NewText);

/// <param name="Text">The formatted program, or the program as it was when it has errors.</param>
/// <param name="Errors">What must be mended first; empty when the program was formatted.</param>
/// <param name="Changes">What differs, from top to bottom; none of it inside of a token or comment line that stays.</param>
public sealed record FormatResult(string Text, IReadOnlyList<Diagnostic> Errors, IReadOnlyList<TextChange> Changes)
{
    public bool HasErrors => Errors.Count > 0;
}

/// <summary>
/// Gives programs their usual look: four spaces, one statement a line, at most 100 columns where that is possible. It changes nothing but
/// space, line breaks and semicolons that say nothing; formatting twice gives the same as formatting once.
/// </summary>
public static class Formatter
{
    public static FormatResult Format(string text, string name = "program.nx") => Format(SyntaxTree.Parse(text, name));

    public static FormatResult Format(SyntaxTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        string text = tree.Source.Content;
        if (tree.HasErrors)
        {
            return new FormatResult(text, [.. tree.Diagnostics.Where(d => d.IsError)], []);
        }

        (Token[] tokens, List<Comment> comments) = Lexer.Read(tree.Source, new TextSpan(0, text.Length), new DiagnosticBag(tree.Source));
        var layout = new Layout(text, tree, tokens, comments);
        string formatted = layout.Write();
        if (!MeansTheSame(tree, SyntaxTree.Parse(formatted, tree.Source.Name)))
        {
            // A shape that the layout does not foresee stays as its writer left it.
            return new FormatResult(text, [], []);
        }

        TextChange[] changes = [.. Changes(text, tokens, formatted, layout.Starts)];
        bool hasCarriageReturns = text.Contains("\r\n", StringComparison.Ordinal);
        return hasCarriageReturns
            ? new FormatResult(
                formatted.Replace("\n", "\r\n", StringComparison.Ordinal), [],
                [.. changes.Select(c => c with { NewText = c.NewText.Replace("\n", "\r\n", StringComparison.Ordinal) })])
            : new FormatResult(formatted, [], changes);
    }

    /// <summary>What is different between tokens, and separators that were left out.</summary>
    private static IEnumerable<TextChange> Changes(string text, Token[] tokens, string formatted, int[] starts)
    {
        int oldEnd = 0;
        int newEnd = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            if (starts[i] < 0)
            {
                continue;
            }

            ReadOnlySpan<char> before = text.AsSpan(oldEnd, tokens[i].Start - oldEnd);
            ReadOnlySpan<char> after = formatted.AsSpan(newEnd, starts[i] - newEnd);
            if (!SameLines(before, after))
            {
                yield return new TextChange(TextSpan.FromBounds(oldEnd, tokens[i].Start), after.ToString());
            }

            oldEnd = tokens[i].End;
            newEnd = starts[i] + text.AsSpan(tokens[i].Start, tokens[i].Length).ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Length;
        }
    }

    private static bool SameLines(ReadOnlySpan<char> before, ReadOnlySpan<char> after) =>
        before.SequenceEqual(after) || (before.Contains('\r') && before.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).AsSpan().SequenceEqual(after));

    /// <summary>Whether two trees have the same shape and the same names, values and operators.</summary>
    internal static bool MeansTheSame(SyntaxTree one, SyntaxTree other)
    {
        if (other.HasErrors || one.Comments.Count != other.Comments.Count)
        {
            return false;
        }

        return MeansTheSame(one.Root, other.Root) && SameTokens(one, other);
    }

    private static bool MeansTheSame(Node one, Node other)
    {
        if (one.GetType() != other.GetType() || (one as Declaration)?.Documentation != (other as Declaration)?.Documentation)
        {
            return false;
        }

        using IEnumerator<Node> left = SyntaxWalk.ChildrenOf(one).GetEnumerator();
        using IEnumerator<Node> right = SyntaxWalk.ChildrenOf(other).GetEnumerator();
        while (left.MoveNext())
        {
            if (!right.MoveNext() || !MeansTheSame(left.Current, right.Current))
            {
                return false;
            }
        }

        return !right.MoveNext();
    }

    private static bool SameTokens(SyntaxTree one, SyntaxTree other)
    {
        using IEnumerator<Token> right = other.Tokens.Where(t => t.Kind != TokenKind.Semicolon).GetEnumerator();
        foreach (Token left in one.Tokens.Where(t => t.Kind != TokenKind.Semicolon))
        {
            if (!right.MoveNext() || left.Kind != right.Current.Kind || !SameLines(one.Source.Slice(left.Span), other.Source.Slice(right.Current.Span)))
            {
                return false;
            }
        }

        return !right.MoveNext();
    }
}
