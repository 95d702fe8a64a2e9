using Galion.NexusLang.Editing;
using Galion.NexusLang.Text;

namespace Galion.Tests.NexusLang.Editing;

public sealed class HintTests
{
    [Theory]
    [InlineData("fn area(width, height = 2) { }\narea(¦", "width", 0)]
    [InlineData("fn area(width, height = 2) { }\narea(1, ¦", "height = 2", 1)]
    [InlineData("fn area(width, height = 2) { }\narea(height=¦", "height = 2", 1)]
    [InlineData("fn area(width, height = 2) { }\narea(f(1, 2), ¦)", "height = 2", 1)]
    [InlineData("fn area(width, height = 2) { }\n3 |> area(¦)", "height = 2", 1)]
    [InlineData("fn all(first, *rest) { }\nall(1, 2, 3, ¦)", "*rest", 1)]
    [InlineData("struct P { x: int }\nimpl P { fn move(self, by) { } }\nlet p = P { x: 1 }\np.move(¦)", "by", 0)]
    [InlineData("enum E { Paid(cents, why) }\nE.Paid(1, ¦)", "why", 1)]
    [InlineData("let f = (a, b) => a + b\nf(1, ¦)", "b", 1)]
    public void The_parameter_that_is_being_written_is_shown(string marked, string parameter, int index)
    {
        Project project = Project.Of(marked);

        SignatureInfo? found = Signatures.At(project.File, project.Cursor);

        Assert.NotNull(found);
        Assert.Equal(index, found.Active);
        Assert.Equal(parameter, found.Parameters[index]);
        Assert.Contains(parameter, found.Label, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_of_the_library_comes_with_its_documentation()
    {
        Project project = Project.Of("import math\nmath.clamp(1, ¦");

        SignatureInfo? found = Signatures.At(project.File, project.Cursor);

        Assert.NotNull(found);
        Assert.Equal(1, found.Active);
        Assert.NotEmpty(found.Documentation!);
        Assert.All(found.Parameters, p => Assert.Contains(p, found.Label, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("let a = (1, ¦2)")]
    [InlineData("fn f(a) { }\nf(1)¦")]
    [InlineData("fn f(a) { }\nf(fn() { ¦ })")]
    [InlineData("unknown(¦)")]
    public void Outside_of_a_call_there_is_no_signature(string marked)
    {
        Project project = Project.Of(marked);

        Assert.Null(Signatures.At(project.File, project.Cursor));
    }

    [Theory]
    [InlineData("let a = 1 + 2", "let a: int = 1 + 2")]
    [InlineData("let a = 1", "let a = 1")]
    [InlineData("let a = [1.5, 2.5]", "let a: array<float> = [1.5, 2.5]")]
    [InlineData("let d = {\"a\": [1]}", "let d: dict<string, array<int>> = {\"a\": [1]}")]
    [InlineData("let a = 1 + 2\na = \"x\"", "let a = 1 + 2\na = \"x\"")]
    [InlineData("for c in \"ab\" { print(c) }", "for c: string in \"ab\" { print(c) }")]
    [InlineData("fn f(a) { return 1 }", "fn f(a) -> int { return 1 }")]
    [InlineData("fn f(a) { return a }", "fn f(a) { return a }")]
    [InlineData("fn f() { return g() }\nfn g() { return f() }", "fn f() { return g() }\nfn g() { return f() }")]
    [InlineData("struct P { x: int }\nfn f() { return P { x: 1 } }\nlet p = f()", "struct P { x: int }\nfn f() -> P { return P { x: 1 } }\nlet p: P = f()")]
    [InlineData("fn area(width, height) { }\narea(1, 2)", "fn area(width, height) { }\narea(width=1, height=2)")]
    [InlineData("fn area(width, height) { }\nlet a = 3\narea(a, height=2)", "fn area(width, height) { }\nlet a = 3\narea(a, height=2)")]
    public void Types_and_names_that_are_left_out_are_shown(string text, string expected)
    {
        CodeAnalysis file = new CodeWorkspace().Set("main.nx", text);

        string shown = text;
        foreach (InlayHint hint in InlayHints.Within(file, new TextSpan(0, text.Length)).Reverse())
        {
            shown = shown.Insert(hint.Offset, hint.Text);
        }

        Assert.Equal(expected, shown);
    }

    [Fact]
    public void Hints_are_given_for_the_range_that_is_seen_alone()
    {
        CodeAnalysis file = new CodeWorkspace().Set("main.nx", "let a = 1 + 2\nlet b = 3 + 4\n");

        Assert.Equal([19], InlayHints.Within(file, new TextSpan(14, 5)).Select(h => h.Offset));
    }

    [Fact]
    public void Each_token_has_the_meaning_of_its_name()
    {
        Project project = Project.Of(
            "// note\nimport math\nstruct P { x: int }\nenum E { A }\nconst N = 1.5\nfn f(a) {\n    print(a.x, f\"v{a}\", math.pi, P { x: N }, E.A)\n}\n");

        Assert.Equal(
            [
                "// note=Comment", "import=Keyword", "math=Namespace!", "struct=Keyword", "P=Struct!", "x=Property!", "int=Type*", "enum=Keyword", "E=Enum!", "A=EnumMember!",
                "const=Keyword", "N=Variable!", "1.5=Number", "fn=Keyword", "f=Function!", "a=Parameter!", "print=Function*", "a=Parameter", "x=Property", "f\"v=String",
                "a=Parameter", "\"=String", "math=Namespace", "pi=Property*", "P=Struct", "x=Property", "N=Variable", "E=Enum", "A=EnumMember",
            ],
            SemanticTokens.Of(project.File).Select(t =>
                $"{project.File.Source.Slice(t.Span)}={t.Type}{(t.IsDeclaration ? "!" : "")}{(t.IsDefault ? "*" : "")}").Select(t => t.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Tokens_follow_each_other_and_stay_on_one_line()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "NexusLang", "Conformance"), "*.nx"))
        {
            foreach (ConformanceCase one in ConformanceCase.ReadAll(System.IO.File.ReadAllText(file)))
            {
                CodeAnalysis code = new CodeWorkspace().Set("main.nx", AnnotatedText.Parse(one.Code).Text);
                int last = 0;
                foreach (SemanticToken token in SemanticTokens.Of(code))
                {
                    Assert.True(token.Span.Start >= last, $"{one.Title} at {code.Source.PositionOf(token.Span.Start)}: {code.Source.Slice(token.Span)}");
                    Assert.False(code.Source.Slice(token.Span).Contains('\n'), one.Title);
                    last = token.Span.End;
                }
            }
        }
    }
}
