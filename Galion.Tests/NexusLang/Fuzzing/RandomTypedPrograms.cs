using System.Text;

namespace Galion.Tests.NexusLang.Fuzzing;

/// <summary>
/// Makes programs of which most run to their end: values go where their type belongs, but for a slip now and then. Loops are nested, arrays
/// hold arrays, structs hold each other or null, closures change what is around them, errors are thrown and caught, and integers grow large.
/// </summary>
internal sealed class RandomTypedPrograms(int seed)
{
    private const int MaxDepth = 3;

    private static readonly string[] Types = ["int", "float", "bool", "ints", "floats", "grid", "node", "nodes", "point", "text", "counts"];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private readonly List<(string Name, string Type)> _names = [];
    private int _count;
    private int _functions;
    private int _loops;
    private bool _isInFunction;

    internal string Next()
    {
        _text.Clear();
        _names.Clear();
        (_count, _functions, _loops, _isInFunction) = (0, 0, 0, false);
        _text.Append("struct Node { value, left, right }\nstruct Point { x, y }\n");
        _text.Append("impl Point {\n    fn move(self, d) { self.x += d\n        return self }\n    fn size(self) { return self.x * self.x + self.y }\n}\n");
        _text.Append("enum Event { Paid(cents), Moved(from, to), Quiet }\n");
        _text.Append("fn depth_of(n) { if n == null { return 0 } return 1 + max(depth_of(n.left), depth_of(n.right)) }\n");
        _text.Append("fn build(d, v) { if d <= 0 { return null } return Node(v, build(d - 1, v * 2), build(d - 2, v + 1)) }\n");
        _text.Append("fn told(e) { return match e { Paid(c) if c > 3 => c * 2, Paid(c) => c, Moved(a, b) => a - b, Quiet => 0 } }\n");
        _text.Append($"fn twice(n) {{ if n < {_random.Next(1, 4)} {{ return n }} return twice(n - 1) {Pick("+", "-", "*")} twice(n - 2) }}\n");
        foreach (string type in Types)
        {
            Declare(0, type);
        }

        int functions = _random.Next(1, 4);
        for (int i = 0; i < functions; i++)
        {
            Function(i);
        }

        Statements(_random.Next(3, 8), 0);
        foreach ((string name, _) in _names)
        {
            Line(0, $"print({name})");
        }

        return _text.ToString();
    }

    private string Pick(params string[] from) => from[_random.Next(from.Length)];

    private bool Chance(int percent) => _random.Next(100) < percent;

    private void Line(int indent, string text) => _text.Append(' ', indent * 4).Append(text).Append('\n');

    private void Function(int index)
    {
        int visible = _names.Count;
        bool wasInFunction = _isInFunction;
        _isInFunction = true;
        Line(0, $"fn f{index}(left, n, a, xs) {{");
        _names.AddRange([("n", "int"), ("a", "int"), ("xs", "ints")]);
        Line(1, $"if left <= 0{(Chance(30) ? $" || {Expression("bool", 1)}" : "")} {{ return {Pick("a", "n", "a + n", "0")} }}");
        Statements(_random.Next(1, 5), 1);
        Line(1, $"return {(Chance(60) ? $"f{index}(left - {_random.Next(1, 3)}, {Expression("int", 1)}, {Expression("int", 2)}, {Expression("ints", 1)})" : Expression("int", 2))}");
        Line(0, "}");
        _names.RemoveRange(visible, _names.Count - visible);
        _isInFunction = wasInFunction;
        _functions = index + 1;
    }

    private string Declare(int indent, string type)
    {
        string value = Expression(type, 2);
        string name = $"v{_count++}";
        Line(indent, $"let {name} = {value}");
        _names.Add((name, type));
        return name;
    }

    private string? Name(string type)
    {
        (string Name, string Type)[] fitting = [.. _names.Where(n => n.Type == type)];
        return fitting.Length == 0 ? null : fitting[_random.Next(fitting.Length)].Name;
    }

    private void Block(int indent, int statements)
    {
        int visible = _names.Count;
        Statements(statements, indent);
        _names.RemoveRange(visible, _names.Count - visible);
    }

    private void Statements(int count, int indent)
    {
        for (int i = 0; i < count; i++)
        {
            Statement(indent);
        }
    }

    private void Statement(int indent)
    {
        switch (_random.Next(indent > MaxDepth ? 9 : 20))
        {
            case 0:
                Declare(indent, Pick(Types));
                break;
            case 1 or 2:
                string type = Pick("int", "int", "float", "bool", "node", "ints", "point");
                Line(indent, $"{Name(type) ?? Name("int")} = {Expression(type, 2)}");
                break;
            case 3:
                Line(indent, $"{Name("int")} {Pick("+=", "-=", "*=", "+=", "-=")} {(Chance(60) ? $"{_random.Next(1, 4)}" : Expression("int", 1))}");
                break;
            case 4:
                Line(indent, $"{Name("float")} {Pick("+=", "-=", "*=")} {Expression("float", 1)}");
                break;
            case 5:
                string kind = Pick("int", "float");
                Line(indent, $"{Name(kind + "s")}[{Index()}] {Pick("=", "+=", "-=")} {Expression(kind, 1)}");
                break;
            case 6:
                Line(indent, Pick(
                    $"{Name("grid")}[{Index()}][{Index()}] {Pick("=", "+=")} {Expression("float", 1)}",
                    $"{Name("ints")}.push({Expression("int", 1)})",
                    $"{Name("floats")}.push({Expression("float", 1)})",
                    $"{Name("point")}.{Pick("x", "y")} {Pick("=", "+=", "*=")} {Expression("int", 1)}",
                    $"{Name("point")}.move({Expression("int", 1)})",
                    $"{Name("nodes")}[{Index()}] = {Expression("node", 1)}",
                    $"{Name("node")} = {Name("nodes")}[{Index()}]",
                    $"{Name("counts")}[\"{Pick("a", "b", "c")}\"] {Pick("=", "??=")} {Expression("int", 1)}",
                    $"if {Name("node")} != null {{ {Name("node")} = Node({Expression("int", 1)}, {Name("node")}, {Expression("node", 1)}) }}"));
                break;
            case 7:
                Line(indent, $"print({Expression(Pick(Types), 2)})");
                break;
            case 8:
                Line(indent, _loops > 0 && Chance(50) ? $"if {Expression("bool", 1)} {{ {Pick("break", "continue")} }}"
                    : _isInFunction && Chance(50) ? $"if {Expression("bool", 1)} {{ return {Expression("int", 1)} }}"
                    : $"if {Expression("bool", 1)} {{ throw {Expression(Pick("int", "text"), 1)} }}");
                break;
            default:
                Compound(indent);
                break;
        }
    }

    private void Compound(int indent)
    {
        string name = $"v{_count++}";
        switch (_random.Next(9))
        {
            case 0 or 1:
                Line(indent, $"if {Expression("bool", 2)} {{");
                Block(indent + 1, _random.Next(1, 4));
                Line(indent, "} else {");
                Block(indent + 1, _random.Next(1, 3));
                Line(indent, "}");
                break;
            case 2 or 3:
                Line(indent, $"for {name} in {Pick("0", "1", "-2", Expression("int", 0) + " % 3")}..{Pick("4", "3", $"len({Name("ints")}) % 7")} {{");
                Loop(indent, (name, "int"));
                break;
            case 4:
                Line(indent, $"for {name} in {Name("ints")} {{");
                Line(indent + 1, $"if len({Name("ints")}) > 30 {{ break }}");
                Loop(indent, (name, "int"));
                break;
            case 5:
                (string low, string high, string array) = ($"{name}_low", $"{name}_high", Name(Pick("ints", "floats"))!);
                Line(indent, $"let {low} = 0");
                Line(indent, $"let {high} = len({array}) - 1");
                Line(indent, $"while {low} < {high} {{");
                Line(indent + 1, $"let {name} = {array}[{low}]");
                Line(indent + 1, $"{array}[{low}] = {array}[{high}]");
                Line(indent + 1, $"{array}[{high}] = {name}");
                Line(indent + 1, $"{low} += 1");
                Line(indent + 1, $"{high} -= {Pick("1", "1", "2")}");
                if (Chance(40))
                {
                    Loop(indent);
                    break;
                }

                Line(indent, "}");
                break;
            case 6:
                Line(indent, "try {");
                Block(indent + 1, _random.Next(1, 4));
                Line(indent, $"}} catch {name} {{ print(\"caught\", type({name})) }}{(Chance(40) ? $" finally {{ print({Expression("int", 1)}) }}" : "")}");
                break;
            case 7:
                Line(indent, $"let {name} = {Name("node")}");
                Line(indent, $"let {name}_sum = 0");
                Line(indent, $"while {name} != null {{");
                Line(indent + 1, $"{name}_sum += {name}.value");
                Line(indent + 1, $"{name} = {name}.{Pick("left", "right")}");
                Line(indent, "}");
                _names.Add(($"{name}_sum", "int"));
                break;
            default:
                Line(indent, $"let {name} = {Expression("int", 1)}");
                Line(indent, $"let {name}_add = fn(d) {{");
                Line(indent + 1, $"{(Chance(60) ? name : Name("int"))} += d");
                Line(indent + 1, $"return {name} + {Expression("int", 1)}");
                Line(indent, "}");
                Line(indent, $"print({name}_add({Expression("int", 1)}), [1, 2, 3].map({name}_add))");
                _names.Add((name, "int"));
                break;
        }
    }

    /// <summary>The body of a loop whose head is written, and its end.</summary>
    private void Loop(int indent, params (string Name, string Type)[] names)
    {
        int visible = _names.Count;
        _names.AddRange(names);
        _loops++;
        Statements(_random.Next(1, 4), indent + 1);
        _loops--;
        _names.RemoveRange(visible, _names.Count - visible);
        Line(indent, "}");
    }

    private string Index() => Chance(4) ? Expression("int", 1) : Chance(50) ? $"{_random.Next(-3, 3)}" : $"{Expression("int", 0)} % 3";

    private string Expression(string type, int depth)
    {
        if (Chance(1))
        {
            type = Pick(Types);
        }

        return depth == 0 || Chance(15) ? Name(type) ?? Simple(type) : type switch
        {
            "int" => Whole(depth),
            "float" => Float(depth),
            "bool" => Truth(depth),
            "ints" => Pick(
                $"[{Expression("int", depth - 1)}, {Expression("int", 0)}, {Expression("int", 0)}]", $"[i * {Expression("int", 0)} for i in 0..{_random.Next(3, 6)}]",
                $"array(0..{_random.Next(3, 6)})", $"sorted({Expression("ints", 0)})", $"{Expression("ints", 0)}.copy()", $"[7] * {_random.Next(3, 5)}"),
            "floats" => Pick(
                $"[{Expression("float", depth - 1)}, 0.5, {Expression("float", 0)}]", $"[i * 0.5 for i in 0..{_random.Next(3, 6)}]", $"[0.0] * {_random.Next(3, 5)}"),
            "grid" => Pick(
                $"[[i * 1.0 + j for j in 0..{_random.Next(3, 5)}] for i in 0..{_random.Next(3, 5)}]", $"[{Expression("floats", 1)}, {Expression("floats", 0)}, [1.0, 2.0, 3.0]]"),
            "node" => Pick("null", $"Node({Expression("int", depth - 1)}, {Expression("node", depth - 1)}, null)", $"build({_random.Next(-1, 5)}, {Expression("int", 0)})",
                $"{Name("nodes") ?? "[null, null, null]"}[{Index()}]"),
            "nodes" => $"[{Expression("node", depth - 1)}, {Expression("node", 0)}, null]",
            "point" => Pick($"Point({Expression("int", depth - 1)}, {Expression("int", 0)})", $"Point {{ x: {Expression("int", 0)}, y: 1 }}"),
            "text" => Pick($"str({Expression("int", depth - 1)})", $"f\"{{{Expression("int", 0)}}}!\"", $"({Expression("text", 0)} + \"é\")"),
            _ => $"{{\"a\": {Expression("int", depth - 1)}, \"c\": 1}}",
        };
    }

    private string Simple(string type) => type switch
    {
        "int" => Chance(6) ? Pick("9223372036854775807", "-9223372036854775808", "4611686018427387904", "1000003") : $"{_random.Next(-5, 12)}",
        "float" => Pick("0.5", "1.0", "-2.25", "1e3"),
        "bool" => Pick("true", "false"),
        "ints" => "[3, 1, 2]",
        "floats" => "[0.5, 1.5, 2.5]",
        "grid" => "[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]",
        "node" => "null",
        "nodes" => "[null, Node(1, null, null), null]",
        "point" => "Point(1, 2)",
        "text" => "\"t\"",
        _ => "{\"a\": 1}",
    };

    private string Whole(int depth) => _random.Next(18) switch
    {
        0 or 1 => $"({Expression("int", depth - 1)} + {Expression("int", depth - 1)})",
        2 => $"({Expression("int", depth - 1)} - {Expression("int", 0)})",
        3 => $"({Expression("int", depth - 1)} * {Expression("int", 0)})",
        4 => $"({Expression("int", depth - 1)} % {_random.Next(1, 9)})",
        5 => $"({Expression("int", 0)} {Pick("&", "|", "^")} {Expression("int", 0)})",
        6 => $"-{Expression("int", 0)}",
        7 => $"len({Expression(Pick("ints", "floats", "text"), 0)})",
        8 => $"{Name("ints") ?? "[1, 2, 3]"}[{Index()}]",
        9 => $"({Expression("bool", 0)} ? {Expression("int", depth - 1)} : {Expression("int", 0)})",
        10 => $"{Name("point") ?? "Point(3, 4)"}.{Pick("x", "y", "size()")}",
        11 => Chance(15) ? $"{Name("node") ?? "build(2, 1)"}.value" : $"({Name("node") ?? "build(2, 1)"}?.value ?? {Expression("int", 0)})",
        12 => _functions > 0 ? $"f{_random.Next(_functions)}({_random.Next(-1, 4)}, {Expression("int", 0)}, {Expression("int", 0)}, {Expression("ints", 0)})" : $"twice({_random.Next(-1, 9)})",
        13 => $"depth_of({Expression("node", 1)})",
        14 => $"told(Event.{Pick($"Paid({Expression("int", 0)})", $"Moved({Expression("int", 0)}, {Expression("int", 0)})", "Quiet")})",
        15 => $"{Pick("min", "max")}({Expression("int", 0)}, {Expression("int", 0)})",
        16 => $"sum({Expression("ints", 0)})",
        _ => Name("int") ?? Simple("int"),
    };

    private string Float(int depth) => _random.Next(8) switch
    {
        0 or 1 => $"({Expression("float", depth - 1)} {Pick("+", "-", "*")} {Expression("float", 0)})",
        2 => $"({Expression("float", depth - 1)} {Pick("+", "*")} {Expression("int", 0)})",
        3 => $"({Expression("float", 0)} / {Pick("2.0", "0.5", "3", Expression("float", 0))})",
        4 => $"sqrt(abs({Expression("float", 0)}))",
        5 => $"{Name("floats") ?? "[0.5, 1.0, 1.5]"}[{Index()}]",
        6 => $"{Name("grid") ?? "[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]"}[{Index()}][{Index()}]",
        _ => Simple("float"),
    };

    private string Truth(int depth) => _random.Next(7) switch
    {
        0 or 1 or 2 => $"{Expression("int", depth - 1)} {Pick("<", "<=", ">", ">=", "==", "!=")} {Expression("int", 0)}",
        3 => $"{Expression("float", 0)} {Pick("<", ">=")} {Expression(Pick("float", "int"), 0)}",
        4 => $"({Expression("bool", depth - 1)} {Pick("&&", "||")} {Expression("bool", 0)})",
        5 => $"{Name("node") ?? "null"} {Pick("==", "!=")} null",
        _ => $"!({Expression("bool", depth - 1)})",
    };
}
