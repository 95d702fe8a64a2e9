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

    [Fact]
    public void Of_very_many_names_the_closest_are_offered_first_and_more_typing_finds_the_others()
    {
        string functions = string.Join('\n', Enumerable.Range(0, 400).Select(i => $"fn total_{i}() {{ }}\nfn my_total_{i}() {{ }}"));
        Project few = Project.Of($"{functions}\ntotal_39¦");
        Project many = Project.Of($"{functions}\nto¦");

        CompletionList found = Completion.At(many.File, many.Cursor);

        Assert.True(found.IsIncomplete);
        Assert.Equal(Completion.MaxItems, found.Items.Count);
        Assert.All(found.Items, i => Assert.StartsWith("total_", i.Label, StringComparison.Ordinal));
        CompletionList narrowed = Completion.At(few.File, few.Cursor);
        Assert.False(narrowed.IsIncomplete);
        Assert.Contains("total_399", narrowed.Items.Select(i => i.Label));
    }

    [Fact]
    public void A_proposal_tells_its_declaration_and_documentation_when_it_is_asked()
    {
        Project project = Project.Of("/// What is owed.\nlet total = 1\nfn f() { total = 2 }\ntot¦");

        CompletionItem item = Assert.Single(Completion.At(project.File, project.Cursor).Items, i => i.Label == "total").Described();

        Assert.Equal(("let total: int", "What is owed."), (item.Detail, item.Documentation));
    }

    [Fact]
    public void The_same_is_offered_whether_or_not_the_rest_of_the_file_has_been_looked_at()
    {
        string[] scraps = ["fn f(a, b = 2) {\n", "}\n", "{", "let x = [1, 2]\n", "x.", "(", ")", "match x {\n A => 1,\n", "enum A { B(c) }\n", "S { x", "test \"t\" {\n", "\"", "f\"{x", "=> ", "\n"];
        var programs = new RandomPrograms(4);
        var random = new Random(4);
        for (int i = 0; i < 150; i++)
        {
            string text = programs.Next();
            for (int edit = random.Next(4); edit > 0; edit--)
            {
                int at = random.Next(text.Length);
                text = string.Concat(text.AsSpan(0, at), scraps[random.Next(scraps.Length)], text.AsSpan(Math.Min(text.Length, at + random.Next(12))));
            }

            for (int place = 0; place < 5; place++)
            {
                int offset = random.Next(text.Length + 1);
                CodeAnalysis fresh = new CodeWorkspace().Set("main.nx", text);
                CodeAnalysis known = new CodeWorkspace().Set("main.nx", text);
                Assert.NotNull(SemanticTokens.Of(known));

                Assert.Equal(Offered(known, offset), Offered(fresh, offset));
            }
        }
    }

    private static List<string> Offered(CodeAnalysis file, int offset) =>
        [.. Completion.At(file, offset).Items.Select(i => i.Described()).Select(i => $"{i.Kind} {i.Insert}: {i.Detail} {i.Documentation?.Length}")];
}
