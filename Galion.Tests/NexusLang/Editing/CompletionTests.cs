using System.Diagnostics;
using Galion.NexusLang.Editing;

namespace Galion.Tests.NexusLang.Editing;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("let total = 1\nto¦", "total")]
    [InlineData("fn f(count) {\n    co¦\n}", "count")]
    [InlineData("struct P { left: int }\nlet p = P { left: 1 }\np.¦", "left")]
    [InlineData("struct P { left: int }\nlet p = P { ¦ }", "left")]
    [InlineData("enum E { Paid, Quiet }\nlet e = E.¦", "Paid")]
    [InlineData("enum E { Paid(c), Quiet }\nfn f(e: E) {\n    return match e {\n        Paid(c) => f(1),\n        ¦\n    }\n}", "Quiet")]
    [InlineData("struct P { x }\nimpl P {\n    fn of(x) { return P(x) }\n}\nlet p = P.o¦", "of")]
    [InlineData("enum E { A }\nimpl E {\n    fn parse(x) { return E.A }\n}\nlet p = E.p¦", "parse")]
    [InlineData("import math\nmath.cl¦", "clamp")]
    [InlineData("from math import cl¦", "clamp")]
    [InlineData("import ma¦", "math")]
    [InlineData("\"text\".up¦", "upper")]
    [InlineData("[1, 2].pu¦", "push")]
    [InlineData("personality { ¦ }", "curiosity")]
    [InlineData("fn f(first, second = 2) { }\nf(1, se¦", "second=")]
    [InlineData("let total = 1\nprint(f\"{to¦}\")", "total")]
    [InlineData("let a: str¦", "string")]
    [InlineData("wh¦", "while")]
    [InlineData("print(later¦)\nfn later_on() { }", "later_on")]
    public void What_fits_the_place_is_offered(string marked, string label)
    {
        Project project = Project.Of(marked);

        CompletionList found = Completion.At(project.File, project.Cursor);

        Assert.Contains(label, found.Items.Select(i => i.Label));
        Assert.Equal(found.Items.Count, found.Items.DistinctBy(i => (i.Label, i.Kind)).Count());
    }

    [Fact]
    public void A_type_offers_what_belongs_to_it_and_its_values_the_rest()
    {
        const string declared = "struct P { x }\nimpl P {\n    fn of(x) { return P(x) }\n    fn twice(self) { return self.x * 2 }\n}\n";
        static string[] Offered(string marked) =>
            [.. Completion.At(Project.Of(marked).File, Project.Of(marked).Cursor).Items.Select(i => i.Label).Order(StringComparer.Ordinal)];

        Assert.Equal(["of"], Offered(declared + "P.¦"));
        Assert.Equal(["twice", "x"], Offered(declared + "let p = P { x: 1 }\np.¦"));
    }

    [Theory]
    [InlineData("// to¦")]
    [InlineData("let t = \"to¦\"")]
    [InlineData("let n = 12¦")]
    [InlineData("let ¦")]
    public void Where_a_new_word_or_none_is_written_nothing_is_offered(string marked)
    {
        Project project = Project.Of(marked);

        Assert.Empty(Completion.At(project.File, project.Cursor).Items);
    }

    [Fact]
    public void Values_that_hang_together_in_very_many_ways_take_no_time()
    {
        string chain = string.Join('\n', Enumerable.Range(1, 200).Select(i => $"let x{i} = x{i - 1} + x{i - 1}"));
        Project project = Project.Of($"fn f(x0) {{\n{chain}\nreturn x200.¦\n}}");
        var clock = Stopwatch.StartNew();

        Assert.Empty(Completion.At(project.File, project.Cursor).Items);
        Assert.NotEmpty(SemanticTokens.Of(project.File));
        Assert.NotNull(InlayHints.Within(project.File, new Galion.NexusLang.Text.TextSpan(0, project.File.Source.Content.Length)));

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }
}
