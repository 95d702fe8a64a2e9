using Galion.NexusLang.Editing;
using Galion.NexusLang.Text;

namespace Galion.Tests.NexusLang.Editing;

public sealed class NavigationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("let ⟦total⟧ = 1\nprint(to¦tal)")]
    [InlineData("fn f(⟦x⟧) { return x¦ + 1 }")]
    [InlineData("let x = 1\nfn f() { let ⟦x⟧ = 2; return x¦ }")]
    [InlineData("print(later¦())\nfn ⟦later⟧() { return 1 }")]
    [InlineData("struct Point { ⟦x⟧: int }\nlet p = Point { x: 1 }\nprint(p.x¦)")]
    [InlineData("struct ⟦Point⟧ { x: int }\nlet p = Po¦int { x: 1 }")]
    [InlineData("struct P { x: int }\nimpl P { fn ⟦double⟧(self) { return self.x * 2 } }\nprint(P { x: 1 }.dou¦ble())")]
    [InlineData("struct P { x: int }\nimpl P {\n    fn ⟦a⟧(self) { return 1 }\n    fn b(self) { return self.a¦() }\n}")]
    [InlineData("enum E { ⟦Paid⟧(cents), Quiet }\nlet e = E.Pa¦id(3)")]
    [InlineData("enum E { Paid(cents), ⟦Quiet⟧ }\nfn f(e) { return match e { Quiet¦ => 1, else => 2 } }")]
    [InlineData("enum E { Paid(cents) }\nfn f(e) { return match e { Paid(⟦c⟧) => c¦, else => 2 } }")]
    [InlineData("let [⟦head⟧, *tail] = [1, 2]\nprint(he¦ad)")]
    [InlineData("for ⟦i⟧ in 1..3 { print(f\"{i¦}\") }")]
    [InlineData("let odd = [x * x¦ for ⟦x⟧ in 1..10]")]
    [InlineData("try { throw 1 } catch ⟦e⟧ { print(e¦) }")]
    [InlineData("let m = [[1, 2], [3, 4]]\nlet ⟦n⟧ = 1\nprint(m[n¦:])")]
    public void A_name_leads_to_where_it_is_declared(string marked)
    {
        Project project = Project.Of(marked);

        CodeLocation? found = Navigation.DefinitionAt(project.File, project.Cursor);

        Assert.NotNull(found);
        Assert.Equal(project.Marked(), [Project.Place(found.File, found.Span)]);
    }

    [Theory]
    [InlineData("import \"lib/shapes.nx\"\nprint(shapes.ar¦ea(2))", "export fn ⟦area⟧(r) { return r * r }")]
    [InlineData("from \"lib/shapes.nx\" import area\nprint(ar¦ea(2))", "export fn ⟦area⟧(r) { return r * r }")]
    [InlineData("from \"lib/shapes.nx\" import area as size\nprint(si¦ze(2))", "export fn ⟦area⟧(r) { return r * r }")]
    [InlineData("from lib.shapes import Point\nlet p = Point { x: 1 }\nprint(p.x¦)", "export struct Point { ⟦x⟧: int }")]
    [InlineData("import \"lib/sha¦pes.nx\"", "⟦⟧export fn area(r) { return r * r }")]
    public void A_name_of_another_file_leads_into_it(string main, string library)
    {
        Project project = Project.Of(("main.nx", main), ("lib/shapes.nx", library));

        CodeLocation? found = Navigation.DefinitionAt(project.File, project.Cursor);

        Assert.NotNull(found);
        Assert.Equal(project.Marked(), [Project.Place(found.File, found.Span)]);
    }

    [Theory]
    [InlineData("print¦(1)")]
    [InlineData("unknown¦(1)")]
    [InlineData("let t = \"a b¦\"")]
    public void What_no_file_declares_leads_nowhere(string marked)
    {
        Project project = Project.Of(marked);

        Assert.Null(Navigation.DefinitionAt(project.File, project.Cursor));
    }

    [Theory]
    [InlineData("let ⟦total⟧ = 1\n⟦total⟧ += 2\nfn f() { return ⟦to¦tal⟧ }\nprint(f\"{⟦total⟧}\")")]
    [InlineData("let x = 1\nfn f(⟦x¦⟧) { return ⟦x⟧ }\nprint(x)")]
    [InlineData("struct P { ⟦x⟧: int }\nlet p = P { ⟦x⟧: 1 }\np.⟦x¦⟧ = 2\nlet q = 3\nlet x = 4")]
    [InlineData("enum E { ⟦A⟧, B }\nlet e = E.⟦A¦⟧\nfn f(v) { return match v { ⟦A⟧ => 1, E.⟦A⟧ => 2, else => 3 } }")]
    [InlineData("⟦pri¦nt⟧(1)\nlet f = ⟦print⟧")]
    public void All_uses_of_a_name_are_found(string marked)
    {
        Project project = Project.Of(marked);

        Assert.Equal(project.Marked(), Project.Places(Navigation.ReferencesAt(project.File, project.Cursor, cancellation: Token)));
    }

    [Fact]
    public void Uses_are_found_in_all_files_open_or_stored()
    {
        const string stored = "from \"lib/shapes.nx\" import area\nprint(area(1))";
        var workspace = new CodeWorkspace(new WorkspaceFiles(() => ["lib/shapes.nx", "stored.nx"], p => p == "stored.nx" ? stored : null));
        CodeAnalysis library = workspace.Set("lib/shapes.nx", "export fn area(r) { return r * r }\nfn other() { let area = 1; return area }");
        workspace.Set("main.nx", "import \"lib/shapes.nx\"\nprint(shapes.area(2))");

        IEnumerable<CodeLocation> found = Navigation.ReferencesAt(library, library.Source.Content.IndexOf("area", StringComparison.Ordinal), cancellation: Token);

        Assert.Equal(
            ["lib/shapes.nx:1:11+4", "main.nx:2:14+4", "stored.nx:1:29+4", "stored.nx:2:7+4"],
            Project.Places(found).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_its_declaration_a_name_has_only_its_uses()
    {
        Project project = Project.Of("let total = 1\nprint(⟦to¦tal⟧)");

        Assert.Equal(project.Marked(), Project.Places(Navigation.ReferencesAt(project.File, project.Cursor, withDeclaration: false, Token)));
    }

    [Fact]
    public void Highlights_tell_writing_from_reading()
    {
        Project project = Project.Of("let n = 1\nn = 2\nprint(n¦)");

        IReadOnlyList<(TextSpan Span, bool IsWrite)> found = Navigation.HighlightsAt(project.File, project.Cursor);

        Assert.Equal([true, true, false], found.OrderBy(h => h.Span.Start).Select(h => h.IsWrite));
    }

    [Fact]
    public void The_outline_holds_declarations_with_their_parts()
    {
        Project project = Project.Of(
            "struct P { x: int, y: int }\nimpl P { fn f(self) { return 1 } }\nenum E { A, B }\nlet [a, b] = [1, 2]\nconst C = 1\nfn g() { fn h() { } }\ntest \"it holds\" { assert(true) }\npersonality { curiosity: 0.5 }");

        Assert.Equal(
            [
                "Struct P(Field x, Field y)", "Struct impl P(Method f)", "Enum E(Case A, Case B)", "Variable a", "Variable b", "Constant C",
                "Function g(Function h)", "Test test \"it holds\"", "Personality personality(Field curiosity)",
            ],
            Outline.Of(project.File).Select(Shown));

        static string Shown(OutlineItem item) =>
            $"{item.Kind} {item.Name}{(item.Children.Count > 0 ? $"({string.Join(", ", item.Children.Select(Shown))})" : "")}";
    }

    [Fact]
    public void Names_of_the_whole_project_are_found_by_their_letters()
    {
        Project project = Project.Of(("a.nx", "fn area_of_circle() { }\nstruct Circle { radius: int }"), ("b.nx", "let cargo = 1"));

        Assert.Equal(["area_of_circle", "cargo"], Outline.Search(project.Workspace, "aro", cancellation: Token).Select(f => f.Item.Name));
        Assert.Equal(["radius"], Outline.Search(project.Workspace, "RADIUS", cancellation: Token).Select(f => f.Item.Name));
    }

    [Fact]
    public void Blocks_texts_comments_and_imports_fold()
    {
        Project project = Project.Of(
            "import math\nimport json\n\n// one\n// two\nfn f() {\n    let a = [\n        1,\n    ]\n    return \"\"\"\n    text\n    \"\"\"\n}\n");

        Assert.Equal(
            [(1, 2, "imports"), (4, 5, "comment"), (6, 12, "region"), (7, 8, "region"), (10, 12, "region")],
            Folding.Of(project.File).Select(f => (f.FirstLine, f.LastLine, f.Kind)));
    }
}
