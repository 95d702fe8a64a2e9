using System.Diagnostics;
using Galion.NexusLang.Formatting;
using Galion.NexusLang.Syntax;

namespace Galion.Tests.NexusLang.Fuzzing;

/// <summary>
/// Gives the formatter what nobody would write: it neither fails nor hangs, keeps every word and comment, and has nothing to change in what
/// it wrote itself. Texts that cannot be read must come back as they were. <c>./galion fuzz</c> gives it a million.
/// </summary>
public sealed class FormatterFuzzTests
{
    private static readonly TimeSpan LongestInput = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void No_input_makes_the_formatter_fail_hang_or_change_a_program()
    {
        List<string> failures = [];
        (int formatted, int changed) = (0, 0);
        var clock = Stopwatch.StartNew();
        int current = 0;
        using var watch = new Timer(_ => Environment.FailFast($"Formatting input {current} of seed {FuzzTests.Seed} takes longer than {LongestInput}."));
        for (int i = 0; i < FuzzTests.Count && failures.Count < 10; i++)
        {
            string text = FuzzTests.Inputs.Text(new Random((FuzzTests.Seed * 1_000_003) + i));
            if (i % 2 == 0)
            {
                text = Respaced(text, new Random(i));
            }

            current = i;
            watch.Change(LongestInput, Timeout.InfiniteTimeSpan);
            try
            {
                SyntaxTree tree = SyntaxTree.Parse(text);
                FormatResult once = Formatter.Format(tree);
                formatted += once.HasErrors ? 0 : 1;
                changed += once.Text == text ? 0 : 1;
                if (Fault(tree, once) is { } fault)
                {
                    failures.Add($"input {i} of seed {FuzzTests.Seed} {fault}\n{text}\n--- formatted:\n{once.Text}");
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failures.Add($"input {i} of seed {FuzzTests.Seed}: {failure}\n{text}");
            }

            Token.ThrowIfCancellationRequested();
        }

        TestContext.Current.SendDiagnosticMessage($"{FuzzTests.Count:N0} texts in {clock.Elapsed}: {formatted:N0} were programs, {changed:N0} got another look");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.True(formatted > 0 && changed > 0);
    }

    private static string? Fault(SyntaxTree tree, FormatResult once)
    {
        if (once.HasErrors != tree.HasErrors)
        {
            return "is not what the parser says it is";
        }

        if (once.HasErrors)
        {
            return once.Text == tree.Source.Content && once.Changes.Count == 0 ? null : "was changed although it cannot be read";
        }

        SyntaxTree after = SyntaxTree.Parse(once.Text);
        return after.HasErrors ? "cannot be read any more"
            : !Words(tree).SequenceEqual(Words(after)) ? "has other words"
            : Formatter.Format(after).Text != once.Text ? $"looks different when it is formatted again:\n{Formatter.Format(after).Text}"
            : null;
    }

    private static IEnumerable<string> Words(SyntaxTree tree) =>
        tree.Tokens.Where(t => t.Kind != TokenKind.Semicolon).Select(t => (t.Start, Text: tree.Source.Slice(t.Span).ToString()))
            .Concat(tree.Comments.Select(c => (c.Span.Start, Text: tree.Source.Slice(c.Span).TrimEnd().ToString())))
            .OrderBy(w => w.Start)
            .Select(w => string.Join('\n', w.Text.ReplaceLineEndings("\n").Split('\n').Select(l => w.Text.StartsWith("/*", StringComparison.Ordinal) ? l.Trim() : l)));

    /// <summary>Puts spaces, tabs and line breaks in where there are some, and takes them out, mostly without another meaning.</summary>
    private static string Respaced(string text, Random random) => string.Concat(text.Select(c => (c, random.Next(24)) switch
    {
        (' ', 0) => "",
        (' ', 1) => "   ",
        (' ', 2) => "\t",
        ('\n', 0) => "\n\n\n",
        ('\n', 1) => "  \n\t",
        ('\n', 2) => ";",
        ('\n', 3) => " // c\n",
        (',' or '(' or '[' or '{', 0) => $"{c}\n",
        (',' or '(' or '[' or '{', 1) => $"{c} /* c */ ",
        _ => c.ToString(),
    }));
}
