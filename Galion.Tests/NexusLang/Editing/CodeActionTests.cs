using Galion.NexusLang.Editing;
using Galion.NexusLang.Text;

namespace Galion.Tests.NexusLang.Editing;

public sealed class CodeActionTests
{
    [Theory]
    [InlineData("let total = 1\nprint(totl)", "Write 'total' instead", "let total = 1\nprint(total)")]
    [InlineData("# note", "Write // instead", "// note")]
    [InlineData("fn f(count) { }\nf(cout=1)", "Write 'count' instead", "fn f(count) { }\nf(count=1)")]
    [InlineData("let a: strng = \"\"", "Write 'string' instead", "let a: string = \"\"")]
    [InlineData("import maths", "Write 'math' instead", "import math")]
    [InlineData("struct P { left: int }\nlet p = P { lft: 1 }", "Write 'left' instead", "struct P { left: int }\nlet p = P { left: 1 }")]
    [InlineData("enum E { Paid, Quiet }\nlet e = E.Payd", "Write 'Paid' instead", "enum E { Paid, Quiet }\nlet e = E.Paid")]
    [InlineData("personality { curiosty: 0.5 }", "Write 'curiosity' instead", "personality { curiosity: 0.5 }")]
    [InlineData("let a = \"\\d\"", "Leave the backslash out", "let a = \"d\"")]
    [InlineData("print(math.pi)", "Import math", "import math\n\nprint(math.pi)")]
    [InlineData("import json\nprint(clamp(1, 2, 3))", "Import 'clamp' from math", "import json\nfrom math import clamp\nprint(clamp(1, 2, 3))")]
    [InlineData("from math import pi\nprint(pi, clamp(1, 2, 3))", "Import 'clamp' from math", "from math import pi, clamp\nprint(pi, clamp(1, 2, 3))")]
    [InlineData("const n = 1\nn = 2", "Declare 'n' with let", "let n = 1\nn = 2")]
    [InlineData(
        "enum E { A, B(x), C }\nfn f(e: E) {\n    return match e {\n        A => 1,\n    }\n}",
        "Add the missing arms",
        "enum E { A, B(x), C }\nfn f(e: E) {\n    return match e {\n        A => 1,\n        B(x) => null,\n        C => null,\n    }\n}")]
    [InlineData("enum E { A, B }\nfn f(e) { return match e { A => 1 } }", "Add the missing arm", "enum E { A, B }\nfn f(e) { return match e { A => 1, B => null } }")]
    [InlineData("enum E { A, B }\nfn f(e) { return match e { A => 1 } }", "Add an else", "enum E { A, B }\nfn f(e) { return match e { A => 1, else => null } }")]
    public void A_remedy_mends_the_program(string text, string title, string expected)
    {
        CodeAnalysis file = new CodeWorkspace().Set("main.nx", text);

        CodeAction? action = CodeActions.Within(file, new TextSpan(0, text.Length), TestContext.Current.CancellationToken).FirstOrDefault(a => a.Title == title);

        Assert.True(action is not null, string.Join('\n', file.Diagnostics));
        (CodeAnalysis changed, var changes) = Assert.Single(action.Changes);
        Assert.Equal(expected, Project.Changed(changed, changes));
        Assert.DoesNotContain(
            new CodeWorkspace().Set("main.nx", expected).Diagnostics, d => d.Code == action.Diagnostic.Code && d.Message == action.Diagnostic.Message);
    }

    [Theory]
    [InlineData("print(area(2))", "export fn area(r) { return r }", "Import 'area' from \"lib/shapes.nx\"", "from \"lib/shapes.nx\" import area\n\nprint(area(2))")]
    [InlineData("print(shapes.area(2))", "export fn area(r) { return r }", "Import \"lib/shapes.nx\"", "import \"lib/shapes.nx\"\n\nprint(shapes.area(2))")]
    [InlineData("let p: Point = null", "export struct Point { x: int }", "Import 'Point' from \"lib/shapes.nx\"", "from \"lib/shapes.nx\" import Point\n\nlet p: Point = null")]
    [InlineData("from \"lib/shapes.nx\" import area", "/// Its area.\nfn area(r) { return r }", "Export 'area' from \"lib/shapes.nx\"", "/// Its area.\nexport fn area(r) { return r }")]
    public void What_another_file_has_is_imported_or_exported(string main, string library, string title, string expected)
    {
        Project project = Project.Of(("main.nx", main), ("lib/shapes.nx", library));
        CodeAnalysis file = project.Workspace.Find("main.nx")!;

        IReadOnlyList<CodeAction> actions = CodeActions.Within(file, new TextSpan(0, main.Length), TestContext.Current.CancellationToken);

        CodeAction? action = actions.FirstOrDefault(a => a.Title == title);
        Assert.True(action is not null, string.Join('\n', actions.Select(a => a.Title)) + string.Join('\n', file.Diagnostics));
        (CodeAnalysis changed, var changes) = Assert.Single(action.Changes);
        Assert.Equal(expected, Project.Changed(changed, changes));
    }

    [Fact]
    public void Where_nothing_is_wrong_there_is_nothing_to_do()
    {
        CodeAnalysis file = new CodeWorkspace().Set("main.nx", "print(totl)\nprint(1)");

        Assert.Empty(CodeActions.Within(file, new TextSpan(13, 3), TestContext.Current.CancellationToken));
    }
}
