using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Syntax;

namespace Galion.Tests.NexusLang;

public sealed class ParserTests
{
    public static TheoryData<string> EveryShape =>
    [
        "struct Account { owner: string, cents: int }",
        "impl Account { fn new(owner) { return Account { owner: owner } } }\nlet a = Account.new(\"Ada\")",
        "let city = user?.address.city[0..1]?.upper().trim()\nlet other = (user?.address).city",
        "a |= 1\na &= 2\na ^= 3\na <<= 4\na >>= 5\na @= b\na ??= c",
        "let a: array<int>=[1]\nlet b: array<array<int>>=[]",
        "struct Point {\n  x: float = 0.0\n  y: float = 0.0\n}",
        "impl Account {\n    fn deposit(self, amount) { self.cents += amount; return self }\n}",
        "enum Event { Paid(cents), Refunded(cents, why), Quiet }",
        "let s = match e { Paid(c) if c > 1000 => f\"large {c}\", Refunded(c, why) => f\"back {c}: {why}\", Quiet => \"nothing\", _ => null }",
        "let k = match n { 0 | 1 => \"few\", 2..10 => \"some\", (a, b) => a, [x, *_] => x, n: int => n, else => { return 5 } }",
        "let a = Account { owner: \"Ada\", cents: 0 }",
        "try { throw \"no funds\" } catch e { print(e) } finally { print(\"closed\") }",
        "try { f() } catch (e: IoError) { } catch { }",
        "let total = (first, second = 10, *rest) => first + second + sum(rest)",
        "let odd = [x * x for x in 1..10 if x % 2 == 1]",
        "let pairs = {k: v for k, v in items if v > 0 if k != \"\"}",
        "let unique = {w for line in lines for w in line.split(\" \")}",
        "let [head, *tail] = odd",
        "let (a, b) = (b, a)",
        "a, b = b, a",
        "let {name, age: years} = person",
        "print(total(1, second=2), a?.owner ?? \"nobody\", odd |> len, describe(Event.Paid(5000)))",
        "let v = if x > 3 then \"big\" else if x > 1 then \"mid\" else \"small\"",
        "let t = x > 3 ? \"a\" : y ? \"b\" : \"c\"",
        "if a == b { } else if c { } else { }",
        "for i, (k, v) in pairs { continue }",
        "for x in 1..n { if x > 3 { break } }",
        "while !done && (a or b and c) { step() }",
        "let m = a @ b ** -2 + ~c & d | e ^ f << 2 >> 1",
        "personality {\n  curiosity: 0.8,\n  precision: .95\n  empathy: 1\n}",
        "personality { }",
        "voice { say(\"Hello, \" + name, emotion=\"friendly\", speed=1.2) }",
        "let curiosity = 3\nlet type = type(x)\nfn say(text, emotion) { return text }",
        "let w = (0.7, 0.3)\nlet one = (1,)\nlet none = ()",
        "let d = {\"a\": 1, b: [1, 2, {\"c\": 3}], **other}\nlet e = {}\nlet s = {1, 2, *more}",
        "items[0] += 1\nitems[1:3]\nitems[::2]\nitems[..2]\nitems[2..]\nitems[-1].name ??= \"x\"",
        "let chained = odd\n  |> map(x => x * 2)\n  |> filter((x) => x > 1)\n  .len()",
        "let f = fn(x: int, y = 2) -> int { return x + y }\nlet g = fn(x) => x + 1",
        "let text = r\"C:\\new\" + \"\"\"two\nlines\"\"\" + 'it' + \"\\u{1F600}\"",
        "let nested = f\"{a} and {f'{b:0.2}'} {{literal}} {d[\"a\"]:>8}\"",
        "import nexus.json as j\nfrom nexus.math import sin as s, cos\nimport \"shapes.nx\"\nexport fn area(r) { return 3.14 * r ** 2 }",
        "test \"adds\" { assert(add(1, 2) == 3) }",
        "let job = spawn worker(1)\nlet result = await job",
        "let big = 123456789012345678901234567890 + 0xFF_FF + 0b1010 + 0o17 + 1e-9 + 1_000.5",
        "fn main() { return }\nmain();",
        "fn typed(a: array<int>, b: dict<string, array<float>>, c: string?, d: int | float) -> [int] { return a }",
        "/* outer /* inner */ still outer */ let x = 1 // end",
    ];

    [Theory]
    [MemberData(nameof(EveryShape))]
    public void Every_shape_of_the_language_is_read_without_a_message(string program)
    {
        SyntaxTree tree = SyntaxTree.Parse(program);

        Assert.Empty(tree.Diagnostics);
        Assert.NotEmpty(tree.Root.Statements);
    }

    [Theory]
    [InlineData("a\n(b)", 2)]
    [InlineData("a\n[b]", 2)]
    [InlineData("a\n-b", 2)]
    [InlineData("a +\nb", 1)]
    [InlineData("a\n+ b", 1)]
    [InlineData("a\n.b\n.c()", 1)]
    [InlineData("f(a,\n-b\n)", 1)]
    [InlineData("x = [\n1\n- 2\n]", 1)]
    [InlineData("return\na", 2)]
    [InlineData("a; b; c", 3)]
    [InlineData("if x { }\n(y)", 2)]
    public void A_statement_ends_at_a_line_break_unless_it_is_plainly_unfinished(string program, int statements)
    {
        SyntaxTree tree = SyntaxTree.Parse(program);

        Assert.Empty(tree.Diagnostics);
        Assert.Equal(statements, tree.Root.Statements.Count);
    }

    [Theory]
    [InlineData("let x =⟦⟧ ", "NX0102")]
    [InlineData("let x = ⟦\"abc\nlet y = 2", "NX0002")]
    [InlineData("⟦#⟧ note", "NX0001")]
    [InlineData("foo(1 ⟦2⟧)", "NX0101")]
    [InlineData("let total = ⟦(⟧1, 2", "NX0104")]
    [InlineData("a ⟦b⟧", "NX0103")]
    [InlineData("⟦f()⟧ = 3", "NX0105")]
    [InlineData("personality { curiosity: ⟦1.5⟧ }", "NX0107")]
    [InlineData("personality { curiosity: ⟦-0.5⟧ }", "NX0107")]
    [InlineData("personality { patience: 0.1, ⟦patience⟧: 0.2 }", "NX0108")]
    [InlineData("f(a=1, ⟦2⟧)", "NX0109")]
    [InlineData("let [*a, ⟦*b⟧] = c", "NX0110")]
    [InlineData("fn f(⟦*a⟧, b) { }", "NX0111")]
    [InlineData("fn f(a = 1, ⟦b⟧) { }", "NX0112")]
    [InlineData("⟦}⟧", "NX0113")]
    [InlineData("⟦def⟧ f(x) { }", "NX0114")]
    [InlineData("f\"{⟦ ⟧}\"", "NX0115")]
    [InlineData("⟦try⟧ { }", "NX0116")]
    [InlineData("⟦export⟧ print(1)", "NX0117")]
    [InlineData("let a = ⟦12abc⟧", "NX0004")]
    [InlineData("let a = \"⟦\\q⟧\"", "NX0006")]
    [InlineData("let a = \"⟦\\u{110000}⟧\"", "NX0005")]
    [InlineData("⟦/*⟧ never closed", "NX0003")]
    public void A_mistake_is_named_where_it_stands(string marked, string code)
    {
        AnnotatedText expected = AnnotatedText.Parse(marked.Contains('⟧') ? marked : marked.Replace("⟦\"", "⟦\"⟧", StringComparison.Ordinal));

        Diagnostic first = SyntaxTree.Parse(expected.Text).Diagnostics.OrderBy(d => d.Span.Start).First(d => d.Code == code);

        Assert.Equal(expected.Spans[0].Start, first.Span.Start);
        Assert.True(expected.Spans[0].Length == 0 || expected.Spans[0] == first.Span, $"{first} spans {first.Span}");
    }

    [Fact]
    public void Reading_goes_on_after_each_mistake()
    {
        SyntaxTree tree = SyntaxTree.Parse("let = 1\nfoo(1 2)\nlet ok = 3\nif { }\nprint(ok)");

        Assert.Equal([1, 2, 4], tree.Diagnostics.Select(d => d.Position.Line).Distinct());
        Assert.Contains(tree.Root.Statements, s => s is LetStatement { Pattern: NamePattern { Name.Text: "ok" } });
        Assert.IsType<ExpressionStatement>(tree.Root.Statements[^1]);
    }

    [Theory]
    [InlineData("(", 100_000)]
    [InlineData("[", 100_000)]
    [InlineData("{", 100_000)]
    [InlineData("-", 100_000)]
    [InlineData("f\"{", 5_000)]
    [InlineData("a+", 100_000)]
    [InlineData("a.", 100_000)]
    [InlineData("if a {} else ", 20_000)]
    [InlineData("x => ", 50_000)]
    [InlineData("let [", 50_000)]
    [InlineData("a<", 100_000)]
    [InlineData("fn f(x: a<", 20_000)]
    [InlineData("match x { ", 20_000)]
    public void Endless_nesting_ends_in_a_message(string part, int times)
    {
        SyntaxTree tree = SyntaxTree.Parse(string.Concat(Enumerable.Repeat(part, times)));

        Assert.True(tree.HasErrors);
    }

    [Theory]
    [InlineData("match\ntry")]
    [InlineData("match x {\ntry")]
    [InlineData("personality {\ntry")]
    [InlineData("enum E {\ntry")]
    [InlineData("struct S {\ntry")]
    [InlineData("let p = P { x: 1\ntry")]
    public void A_list_that_nothing_can_be_read_of_comes_to_an_end(string program) => Assert.True(SyntaxTree.Parse(program).HasErrors);

    [Fact]
    public void Documentation_above_a_declaration_belongs_to_it()
    {
        SyntaxTree tree = SyntaxTree.Parse("/// Adds.\n/// Always.\nexport fn add(a, b) { return a + b }\n\n// not this\nlet x = 1");

        Assert.Equal("Adds.\nAlways.", ((FunctionStatement)tree.Root.Statements[0]).Documentation);
        Assert.Null(((LetStatement)tree.Root.Statements[1]).Documentation);
    }
}
