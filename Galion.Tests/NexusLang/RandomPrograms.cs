using System.Text;

namespace Galion.Tests.NexusLang;

/// <summary>Makes programs that mix numbers, arrays, structs and calls in ways nobody would write; most of them fail somewhere.</summary>
internal sealed class RandomPrograms(int seed)
{
    private static readonly string[] Numbers =
    [
        "0", "1", "2", "-1", "3", "7", "255", "0.5", "1.0", "-2.5", "9223372036854775807", "-9223372036854775808", "4611686018427387904", "1000003",
    ];

    private static readonly string[] Operators = ["+", "-", "*", "%", "/", "&", "|", "^"];

    private readonly Random _random = new(seed);
    private readonly List<string> _names = [];
    private readonly List<string> _constants = [];
    private readonly StringBuilder _text = new();
    private int _functions;
    private int _count;

    internal string Next()
    {
        _text.Clear();
        _names.Clear();
        _constants.Clear();
        _functions = _random.Next(1, 4);
        _count = 0;
        _text.Append("struct S { x, y }\nstruct T { x, items }\n");
        _text.Append("let shared = ").Append(Pick(Numbers)).Append("\nlet list = [").Append(Pick(Numbers)).Append(", 1]\n");
        for (int i = 0; i < _functions; i++)
        {
            _names.AddRange(["a", "b", "shared", "list"]);
            string simple = _random.Next(2) == 0 ? Pick(["a", "b", "shared", "S(a, b)", "a + b", "depth * 3"]) : Expression(2);
            string more = _random.Next(3) == 0 ? $" {Pick(["||", "&&"])} !({Condition0()})" : "";
            _text.Append($"fn f{i}(a, b, depth) {{\n    if depth > 3{more} || depth > 5 {{ return {simple} }}\n");
            Statements(_random.Next(2, 7), 1);
            _text.Append($"    return {Expression(2)}\n}}\n");
            _names.Clear();
        }

        _text.Append($"fn down(n, m) {{\n    if n {Pick(["<", "<=", "=="])} {_random.Next(3)} || n > 30 {{ return {Pick(["n", "m", "m + n", "n * 2", "S(m, n)", "[n]", "-n"])} }}\n");
        _text.Append($"    return {Pick(["down(n - 1, m)", "down(n - 1, m) + down(n - 2, n)", "down(m=n, n=n - 3)", "[down(n - 2, m), down(n - 1, 0)]"])}\n}}\n");
        _names.AddRange(["shared", "list"]);
        for (int i = 0; i < 4; i++)
        {
            _text.Append($"try {{ print(f{_random.Next(_functions)}({Expression(1)}, {Expression(1)}, 0)) }} catch e {{ print(e) }}\n");
        }

        _text.Append("print(shared, list)\n");
        Statements(3, 0);
        return _text.ToString();
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private string Name() => _names[_random.Next(_names.Count)];

    private string NewName()
    {
        string name = $"v{_count++}";
        _names.Add(name);
        return name;
    }

    private void Statements(int count, int indent)
    {
        int visible = _names.Count;
        int known = _constants.Count;
        for (int i = 0; i < count; i++)
        {
            Statement(indent);
        }

        if (indent > 0)
        {
            _names.RemoveRange(visible, _names.Count - visible);
            _constants.RemoveRange(known, _constants.Count - known);
        }
    }

    private void Line(int indent, string text) => _text.Append(' ', indent * 4).Append(text).Append('\n');

    private void Statement(int indent)
    {
        switch (_random.Next(indent > 3 ? 7 : 16))
        {
            case 0 or 1:
                string value = Expression(2);
                Line(indent, $"let {NewName()} = {value}");
                break;
            case 2:
                Line(indent, $"{Name()} {Pick(["=", "+=", "-=", "*="])} {Expression(1)}");
                break;
            case 3:
                Line(indent, $"{Name()}[{Expression(0)}] {Pick(["=", "+=", "-="])} {Expression(1)}");
                break;
            case 4:
                Line(indent, $"{Name()}.push({Expression(1)})");
                break;
            case 5:
                Line(indent, $"{Name()}.{Pick(["x", "y", "items"])} {Pick(["=", "+="])} {Expression(1)}");
                break;
            case 6:
                Line(indent, $"print({Expression(1)})");
                break;
            case 7 or 8:
                Line(indent, $"if {Condition()} {{");
                Statements(_random.Next(1, 4), indent + 1);
                Line(indent, _random.Next(2) == 0 ? "}" : "} else {");
                if (_text[^2] == '{')
                {
                    Statements(_random.Next(1, 3), indent + 1);
                    Line(indent, "}");
                }

                break;
            case 9:
                string end = $"{_random.Next(-1, 5)}";
                string counter = NewName();
                Line(indent, $"for {counter} in {_random.Next(-2, 3)}..{end} {{");
                Statements(_random.Next(1, 4), indent + 1);
                Line(indent, "}");
                _names.Remove(counter);
                break;
            case 10:
                string turns = $"t{_count++}";
                Line(indent, $"let {turns} = 0");
                Line(indent, $"while {turns} < {_random.Next(1, 5)} && {Condition()} {{");
                Line(indent + 1, $"{turns} += 1");
                _names.Add(turns);
                Statements(_random.Next(1, 4), indent + 1);
                _names.Remove(turns);
                Line(indent, "}");
                break;
            case 11:
                string constant = Pick(Numbers);
                Line(indent, $"const k{_count} = {constant}");
                _constants.Add($"k{_count++}");
                break;
            case 12:
                string body = Expression(1);
                string function = NewName();
                Line(indent, $"let {function} = (p = {Pick(Numbers)}) => [p, {body}]");
                Line(indent, $"print({function}(), {function}({Expression(0)})[1])");
                break;
            case 13:
                string source = Name();
                string element = NewName();
                Line(indent, $"for {element} in {source} {{");
                Statements(_random.Next(1, 3), indent + 1);
                Line(indent, "}");
                _names.Remove(element);
                break;
            case 14:
                Line(indent, $"let {NewName()} = {{\"x\": {Expression(0)}, \"items\": {Expression(1)}}}");
                break;
            default:
                Line(indent, "try {");
                Statements(_random.Next(1, 4), indent + 1);
                Line(indent, "} catch e { print(e.code) }");
                break;
        }
    }

    private string Condition() => _random.Next(4) switch
    {
        0 => $"{Expression(1)} == {Expression(0)}",
        1 => $"({Condition0()} {Pick(["&&", "||"])} {Condition0()})",
        _ => Condition0(),
    };

    private string Condition0() => $"{Expression(0)} {Pick(["<", "<=", ">", ">=", "==", "!="])} {Expression(0)}";

    private string Expression(int depth)
    {
        if (depth == 0)
        {
            return _constants.Count > 0 && _random.Next(4) == 0 ? _constants[_random.Next(_constants.Count)]
                : _random.Next(3) == 0 ? Pick(Numbers) : _names.Count > 0 ? Name() : Pick(Numbers);
        }

        return _random.Next(24) switch
        {
            0 or 1 or 2 or 3 => $"({Expression(depth - 1)} {Pick(Operators)} {Expression(depth - 1)})",
            4 => $"[{Expression(depth - 1)}, {Expression(0)}]",
            5 => $"[i * {Expression(0)} for i in 0..3]",
            6 => $"{Expression(0)}[{Expression(0)}]",
            7 => $"S({Expression(depth - 1)}, {Expression(0)})",
            8 => $"T({Expression(depth - 1)}, [{Expression(0)}])",
            9 => $"{Expression(0)}.{Pick(["x", "y", "items"])}",
            10 => $"f{_random.Next(_functions)}({Expression(0)}, {Expression(depth - 1)}, {(_names.Contains("a") ? "depth + 1" : "2")})",
            11 => $"({Condition()} ? {Expression(depth - 1)} : {Expression(0)})",
            12 => $"{Pick(["len", "abs", "str", "sorted", "min", "array"])}({Expression(0)})",
            13 => $"{Pick(["-", "+", "~", "!"])}{Expression(0)}",
            20 => $"match {Expression(0)} {{ {Pick(Numbers)} => {Expression(0)}, [first, *_] => first, S {{ x }} => x, {Pick(["n: int", "n: float", "n"])} => n, _ => {Expression(depth - 1)} }}",
            21 => $"(() => {Expression(depth - 1)})()",
            22 => $"{Expression(0)} ?? {Expression(0)}",
            14 => $"down({_random.Next(-2, 9)}, {Expression(0)})",
            15 => $"down({Expression(0)} % 7, {Expression(depth - 1)})",
            16 => $"({Pick(["\"a\"", "\"é\" * 200", "str(7)"])} + {Expression(depth - 1)} + {Pick(["\",\"", Expression(0)])})",
            17 => $"sorted([{Expression(0)}, {Expression(0)}, {Expression(depth - 1)}, 5]{Pick(["", ", reverse=true", ", key=v => -v", ", key=v => v % 2, reverse=true"])})",
            18 => $"{Pick(["\"\"", "\"-\""])}.join([{Expression(0)}, {Expression(depth - 1)}])",
            19 => $"str({Expression(0)}).{Pick(["split(\".\")", "split(\"1\")", "count(\"1\")"])}",
            _ => Expression(0),
        };
    }
}
