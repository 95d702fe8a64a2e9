using Galion.NexusLang.Editing;

namespace Galion.Tests.NexusLang.Editing;

public sealed class RenamingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("let to¦tal = 1\nprint(total, f\"{total}\")", "sum_of", "let sum_of = 1\nprint(sum_of, f\"{sum_of}\")")]
    [InlineData("let x = 1\nfn f(x¦) { return x }\nprint(x)", "y", "let x = 1\nfn f(y) { return y }\nprint(x)")]
    [InlineData("fn f(count = 1) { return co¦unt }\nf(count=2)", "n", "fn f(n = 1) { return n }\nf(n=2)")]
    [InlineData("struct P { x: int }\nlet p = P { x: 1 }\np.x¦ += 1", "left", "struct P { left: int }\nlet p = P { left: 1 }\np.left += 1")]
    [InlineData("struct P { x: int }\nlet x = 1\nlet p = P { x }\nprint(p.x¦)", "left", "struct P { left: int }\nlet x = 1\nlet p = P { left: x }\nprint(p.left)")]
    [InlineData("struct P { x: int }\nlet x¦ = 1\nlet p = P { x }\nprint(p.x)", "n", "struct P { x: int }\nlet n = 1\nlet p = P { x: n }\nprint(p.x)")]
    [InlineData("struct P { x: int }\nimpl P { fn f(self) { return self.x } }\nlet p: P¦ = P { x: 1 }", "Q", "struct Q { x: int }\nimpl Q { fn f(self) { return self.x } }\nlet p: Q = Q { x: 1 }")]
    [InlineData("enum E { A¦, B }\nprint(match E.A { A => 1, B => 2 })", "C", "enum E { C, B }\nprint(match E.C { C => 1, B => 2 })")]
    public void Every_use_gets_the_new_name(string marked, string name, string expected)
    {
        Project project = Project.Of(marked);

        RenameResult result = Renaming.Rename(project.File, project.Cursor, name, Token);

        Assert.Null(result.Refusal);
        (CodeAnalysis file, var changes) = Assert.Single(result.Changes);
        Assert.Equal(expected, Project.Changed(file, changes));
    }

    [Fact]
    public void A_name_changes_in_all_files()
    {
        Project project = Project.Of(
            ("lib/shapes.nx", "export fn area¦(r) { return r * r }"),
            ("main.nx", "import \"lib/shapes.nx\"\nfrom \"lib/shapes.nx\" import area as size\nprint(shapes.area(2), size(1))"),
            ("other.nx", "from \"lib/shapes.nx\" import area\nprint(area(2))\nfn f() { let a = 1; return a }"));

        RenameResult result = Renaming.Rename(project.File, project.Cursor, "surface", Token);

        Assert.Null(result.Refusal);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["lib/shapes.nx"] = "export fn surface(r) { return r * r }",
                ["main.nx"] = "import \"lib/shapes.nx\"\nfrom \"lib/shapes.nx\" import surface as size\nprint(shapes.surface(2), size(1))",
                ["other.nx"] = "from \"lib/shapes.nx\" import surface\nprint(surface(2))\nfn f() { let a = 1; return a }",
            },
            result.Changes.ToDictionary(c => c.File.Path, c => Project.Changed(c.File, c.Changes)));
    }

    [Fact]
    public void An_alias_is_renamed_by_itself()
    {
        Project project = Project.Of(
            ("main.nx", "from \"lib/shapes.nx\" import area as size\nprint(si¦ze(1))"), ("lib/shapes.nx", "export fn area(r) { return r * r }"));

        RenameResult result = Renaming.Rename(project.File, project.Cursor, "extent", Token);

        Assert.Null(result.Refusal);
        (CodeAnalysis file, var changes) = Assert.Single(result.Changes);
        Assert.Equal("from \"lib/shapes.nx\" import area as extent\nprint(extent(1))", Project.Changed(file, changes));
    }

    [Theory]
    [InlineData("let a¦ = 1\nlet b = 2\nprint(a, b)", "b", "already means something else")]
    [InlineData("let a = 1\nfn f(x¦) { return a + x }", "a", "already means something else")]
    [InlineData("let a¦ = 1\nfn f(x) { return a + x }", "x", "already means something else")]
    [InlineData("fn f(x¦) { print(x) }", "print", "already means something else")]
    [InlineData("let a¦ = 1", "for", "is a word of the language")]
    [InlineData("let a¦ = 1", "1a", "is not a name")]
    [InlineData("let a¦ = 1", "a b", "is not a name")]
    [InlineData("let a¦ = 1", "", "is not a name")]
    [InlineData("struct P { x¦: int, y: int }", "y", "already has a member")]
    [InlineData("pri¦nt(1)", "show", "part of the library")]
    [InlineData("print(unknown¦)", "known", "not known")]
    [InlineData("let t = 1 +¦ 2", "x", "no name here")]
    [InlineData("struct P { x: int }\nimpl P { fn f(self) { return sel¦f.x } }", "this", "'self' is the value")]
    [InlineData("struct P { x¦: int }\nfn f(p) { return p.x }", "y", "not known of which type")]
    [InlineData("let a = ¦if", "y", "word of the language")]
    public void What_would_change_the_program_is_refused_with_the_reason(string marked, string name, string reason)
    {
        Project project = Project.Of(marked);

        RenameResult result = Renaming.Rename(project.File, project.Cursor, name, Token);

        Assert.Contains(reason, result.Refusal, StringComparison.Ordinal);
        Assert.Empty(result.Changes);
    }
}
