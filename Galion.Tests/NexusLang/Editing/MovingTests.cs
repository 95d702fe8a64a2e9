using Galion.NexusLang.Editing;

namespace Galion.Tests.NexusLang.Editing;

public sealed class MovingTests
{
    private const string Shapes = "export fn area(r) { return r * r }";

    [Theory]
    [InlineData("import \"lib/shapes.nx\" as s", "lib/shapes.nx", "geometry/shapes.nx", "import \"geometry/shapes.nx\" as s")]
    [InlineData("import 'lib/shapes.nx'\nprint(shapes.area(1))", "lib/shapes.nx", "shapes.nx", "import 'shapes.nx'\nprint(shapes.area(1))")]
    [InlineData("from \"lib/shapes.nx\" import area as size", "lib/shapes.nx", "lib/forms.nx", "from \"lib/forms.nx\" import area as size")]
    [InlineData("from lib.shapes import area", "lib/shapes.nx", "lib/deep/forms.nx", "from lib.deep.forms import area")]
    [InlineData("from lib.shapes import area", "lib/shapes.nx", "lib/two words.nx", "from \"lib/two words.nx\" import area")]
    // Of a library's name: only as a path it means the file.
    [InlineData("from lib.shapes import area", "lib/shapes.nx", "math.nx", "from \"math.nx\" import area")]
    // The program knows the module by its name.
    [InlineData("import \"lib/shapes.nx\"\nprint(shapes.area(1))", "lib/shapes.nx", "lib/forms.nx", "import \"lib/forms.nx\" as shapes\nprint(shapes.area(1))")]
    [InlineData("import lib.shapes // its areas\nprint(shapes.area(1))", "lib/shapes.nx", "forms.nx", "import forms as shapes // its areas\nprint(shapes.area(1))")]
    [InlineData("import lib.shapes as s\nfrom \"lib/shapes.nx\" import area", "lib", "parts/geometry", "import parts.geometry.shapes as s\nfrom \"parts/geometry/shapes.nx\" import area")]
    public void Imports_follow_what_moves(string program, string from, string to, string expected)
    {
        Project project = Project.Of(("main.nx", program), ("lib/shapes.nx", Shapes));

        Assert.Equal(new Dictionary<string, string> { ["main.nx"] = expected }, After(project, (from, to)));
    }

    [Fact]
    public void A_file_that_moves_keeps_what_it_imports()
    {
        Project project = Project.Of(
            ("games/board.nx", "from \"rook.nx\" import step\nfrom \"lib/shapes.nx\" import area\nimport math"),
            ("games/rook.nx", "export fn step() { return 1 }"), ("lib/shapes.nx", Shapes));

        // Beside each other before, and after it no more.
        Assert.Equal(
            new Dictionary<string, string> { ["games/board.nx"] = "from \"games/rook.nx\" import step\nfrom \"lib/shapes.nx\" import area\nimport math" },
            After(project, ("games/board.nx", "board.nx")));
        Assert.Empty(After(project, ("games", "play")));
        Assert.Equal(
            new Dictionary<string, string> { ["games/board.nx"] = "from \"pieces/rook.nx\" import step\nfrom \"lib/shapes.nx\" import area\nimport math" },
            After(project, ("games/rook.nx", "games/pieces/rook.nx")));
    }

    [Fact]
    public void Files_that_change_places_are_not_confused()
    {
        Project project = Project.Of(("main.nx", "from \"a.nx\" import one\nfrom \"b.nx\" import two"), ("a.nx", "export let one = 1"), ("b.nx", "export let two = 2"));

        Assert.Equal(
            new Dictionary<string, string> { ["main.nx"] = "from \"b.nx\" import one\nfrom \"a.nx\" import two" },
            After(project, ("a.nx", "b.nx"), ("b.nx", "a.nx")));
    }

    [Fact]
    public void What_no_import_names_changes_nothing()
    {
        Project project = Project.Of(("main.nx", "import math\nimport \"away.nx\"\nprint(\"lib/shapes.nx\")"), ("lib/shapes.nx", Shapes));

        Assert.Empty(After(project, ("lib/shapes.nx", "forms.nx"), ("nothing.nx", "something.nx")));
    }

    private static Dictionary<string, string> After(Project project, params (string From, string To)[] moves) =>
        Moving.ImportsAfter(project.Workspace, moves.ToDictionary(m => m.From, m => m.To), TestContext.Current.CancellationToken)
            .ToDictionary(c => c.File.Path, c => Project.Changed(c.File, c.Changes));
}
