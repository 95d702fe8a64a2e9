using System.Globalization;
using System.Numerics;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary>The functions that every program sees without importing anything.</summary>
internal static class Builtins
{
    internal static readonly Builtin SetPersonality = AiBuiltins.SetPersonality;

    /// <summary>Shows the value of an entry in a session; null is not worth showing.</summary>
    internal static readonly Builtin Echo = Arg.Define("echo(x)", (state, a) =>
    {
        if (!a[0].IsNull)
        {
            state.Session.Write((a[0].IsText ? Printing.Quote(a[0]) : Printing.Show(a[0])) + "\n");
        }

        return Value.Null;
    });

    /// <summary>Makes one of several indexes: <c>t[0, start:end:step]</c>.</summary>
    internal static readonly Builtin MakeSlice = Arg.Define("slice(start, end, step)", (_, a) => Value.Object(new SliceObject(a[0], a[1], a[2])));

    /// <summary>Makes the value of an enum or module that is used like one.</summary>
    internal static readonly Builtin MakeNamespace = Arg.Define("namespace(kind, name, members)", (_, a) =>
    {
        var space = new NamespaceObject(a[0].Text, a[1].Text);
        foreach ((Value name, Value member) in ((DictObject)a[2].Ref!).Pairs())
        {
            space.Members[name.Text] = member;
        }

        return Value.Object(space);
    });

    private static readonly Builtin[] All =
    [
        Arg.Define("print(*values, sep?, end?)", Print),
        Arg.Define("input(prompt?)", Input),
        Arg.Define("exit(code?)", (_, a) => throw new ExitException((int)Arg.Whole(a[0], "code", 0))),
        Arg.Define("len(x)", (_, a) => Value.Of(Methods.Length(a[0]))),
        Arg.Define("range(start, end?, step?)", Range),
        Arg.Define("type(x)", (_, a) => Value.Of(Types.NameOf(a[0]))),
        Arg.Define("str(x?)", (_, a) => a[0].IsMissing ? Value.Of("") : a[0].IsText ? a[0] : Value.Of(Printing.Show(a[0]))),
        Arg.Define("int(x?, base?)", ToInt),
        Arg.Define("float(x?)", ToFloat),
        Arg.Define("bool(x?)", (_, a) => Value.Of(!a[0].IsMissing && Types.IsTruthy(a[0]))),
        Arg.Define("array(x?)", (state, a) => Value.Object(new ArrayObject(a[0].IsMissing ? [] : Iteration.ToArray(state, a[0])))),
        Arg.Define("list(x?)", (state, a) => Value.Object(new ArrayObject(a[0].IsMissing ? [] : Iteration.ToArray(state, a[0])))),
        Arg.Define("tuple(x?)", (state, a) => Value.Object(new TupleObject(a[0].IsMissing ? [] : Iteration.ToArray(state, a[0])))),
        Arg.Define("set(x?)", ToSet),
        Arg.Define("dict(x?)", ToDict),
        Arg.Define("abs(x)", Abs),
        Arg.Define("min(*values, key?, default?)", (state, a) => Extreme(state, a, -1)),
        Arg.Define("max(*values, key?, default?)", (state, a) => Extreme(state, a, 1)),
        Arg.Define("sum(*values)", Sum),
        Arg.Define("sqrt(x)", (_, a) => Value.Of(Compiling.Intrinsics.Sqrt(Arg.Number(a[0], "x")))),
        Arg.Define("pow(x, y)", (state, a) => SlowOps.Power(state, a[0], a[1])),
        Arg.Define("round(x, digits?)", Round),
        Arg.Define("floor(x)", (_, a) => a[0].IsInteger ? a[0] : Numbers.Truncate(Math.Floor(Arg.Number(a[0], "x")))),
        Arg.Define("ceil(x)", (_, a) => a[0].IsInteger ? a[0] : Numbers.Truncate(Math.Ceiling(Arg.Number(a[0], "x")))),
        Arg.Define("div(x, y)", Div),
        Arg.Define("map(items, f)", Map),
        Arg.Define("filter(items, f?)", Filter),
        Arg.Define("reduce(items, f, start?)", Reduce),
        Arg.Define("any(items, f?)", (state, a) => Value.Of(Exists(state, a, true))),
        Arg.Define("all(items, f?)", (state, a) => Value.Of(!Exists(state, a, false))),
        Arg.Define("sorted(items, key?, reverse?)", Sorted),
        Arg.Define("reversed(items)", Reversed),
        Arg.Define("enumerate(items, start?)", Enumerate),
        Arg.Define("zip(*values)", Zip),
        Arg.Define("chr(code)", (_, a) => Value.Of(Character(Arg.Whole(a[0], "code")))),
        Arg.Define("ord(character)", (_, a) => Value.Of(Code(Arg.Text(a[0], "character")))),
        Arg.Define("hex(x)", (_, a) => Value.Of(Prefixed("0x", Integer(a[0]), 16))),
        Arg.Define("bin(x)", (_, a) => Value.Of(Prefixed("0b", Integer(a[0]), 2))),
        Arg.Define("error(message, code?, data?)", (_, a) => Value.Object(
            new ErrorObject(Arg.OptionalText(a[1], "code") ?? "error", Printing.Show(a[0])) { Data = a[2].IsMissing ? Value.Null : a[2] })),
        Arg.Define("assert(condition, message?)", Assert),
        Arg.Define("assert_equal(actual, expected)", AssertEqual),
        Arg.Define("assert_throws(f)", AssertThrows),
        .. AiBuiltins.All,
        .. Tensors.TensorBuiltins.All,
        .. Plotting.PlotBuiltins.All,
    ];

    private static readonly Dictionary<string, Value> Table = All.ToDictionary(b => b.Info.Name, b => Value.Object(b));

    internal static IEnumerable<string> Names => Table.Keys;

    internal static IEnumerable<Builtin> Functions => All;

    internal static Scope Scope(Frame frame)
    {
        var scope = new Scope(null, frame);
        foreach ((string name, Value value) in Table)
        {
            scope.Declare(new LibrarySymbol(name, value));
        }

        return scope;
    }

    private static Value Print(ProgramState state, Value[] a)
    {
        string separator = Arg.OptionalText(a[1], "sep") ?? " ";
        string end = Arg.OptionalText(a[2], "end") ?? "\n";
        ArrayObject values = (ArrayObject)a[0].Ref!;
        string text = values.Count == 1 ? Printing.Show(values.Items[0]) : string.Join(separator, values.Span.ToArray().Select(Printing.Show));
        state.Charge(8 + (text.Length / 8));
        state.Session.Write(text + end);
        return Value.Null;
    }

    private static Value Input(ProgramState state, Value[] a)
    {
        string prompt = Arg.IsGiven(a[0]) ? Printing.Show(a[0]) : "";
        state.Session.Write(prompt);
        string? line = HostCalls.Wait(state, c => state.Host.ReadLineAsync(prompt, c));
        return Value.OfText(line);
    }

    private static Value Range(ProgramState state, Value[] a)
    {
        long first = Arg.Whole(a[0], "start");
        long step = Arg.Whole(a[2], "step", 1);
        if (step == 0)
        {
            throw new NexusException(Errors.BadArgument("The step of a range cannot be 0."));
        }

        return a[1].IsMissing
            ? Value.Object(new RangeObject(0, first, step))
            : Value.Object(new RangeObject(first, Arg.Whole(a[1], "end"), step));
    }

    internal static BigInteger Integer(Value value) => value.IsInteger ? value.Big : throw Arg.Wrong("x", "an integer", value);

    private static string Prefixed(string prefix, BigInteger number, int radix) =>
        (number.Sign < 0 ? "-" : "") + prefix + Printing.Radix(BigInteger.Abs(number), radix, isUpper: false);

    private static Value ToInt(ProgramState state, Value[] a)
    {
        Value x = a[0];
        if (x.IsMissing)
        {
            return Value.Of(0);
        }

        if (x.IsInteger)
        {
            return x;
        }

        if (x.IsFloat || x.IsBool)
        {
            return x.IsBool ? Value.Of(x.Bits) : Numbers.Truncate(x.Double);
        }

        if (x.Ref is LibraryObject { Order: { } only })
        {
            return Numbers.Truncate(only);
        }

        string text = Arg.Text(x, "x").Trim().Replace("_", "", StringComparison.Ordinal);
        long radix = Arg.Whole(a[1], "base", 10);
        BigNumbers.PayForReading(text.Length);
        return radix == 10 && text.Length < 20_000 && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
            ? Value.Of(number)
            : ParseRadix(x, text, radix);
    }

    private static Value ParseRadix(Value x, string text, long radix)
    {
        BigInteger number = 0;
        bool isNegative = text.StartsWith('-');
        string digits = (isNegative ? text[1..] : text).ToLowerInvariant();
        string prefix = radix switch { 16 => "0x", 2 => "0b", 8 => "0o", _ => "\0" };
        digits = digits.StartsWith(prefix, StringComparison.Ordinal) ? digits[2..] : digits;
        if (radix is < 2 or > 36)
        {
            throw new NexusException(Errors.BadArgument($"'base' must be from 2 to 36, but is {radix}."));
        }

        if (radix == 10 || digits.Length is 0 or > 20_000)
        {
            throw new NexusException(Errors.NotConvertible(x, "an integer"));
        }

        foreach (char c in digits)
        {
            int digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetterLower(c) ? c - 'a' + 10 : int.MaxValue;
            if (digit >= radix)
            {
                throw new NexusException(Errors.NotConvertible(x, "an integer"));
            }

            number = (number * radix) + digit;
        }

        return Value.Of(isNegative ? -number : number);
    }

    private static Value ToFloat(ProgramState state, Value[] a)
    {
        Value x = a[0];
        if (x.IsMissing || x.IsBool)
        {
            return Value.Of(x.IsBool && x.Bool ? 1.0 : 0.0);
        }

        if (x.IsNumber)
        {
            return Value.Of(Numbers.ToDouble(x));
        }

        if (x.Ref is LibraryObject { Order: { } only })
        {
            return Value.Of(only);
        }

        string text = Arg.Text(x, "x").Trim().Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        return text switch
        {
            "inf" or "+inf" or "infinity" => Value.Of(double.PositiveInfinity),
            "-inf" or "-infinity" => Value.Of(double.NegativeInfinity),
            "nan" => Value.Of(double.NaN),
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                ? Value.Of(number)
                : throw new NexusException(Errors.NotConvertible(x, "a float")),
        };
    }

    private static Value ToSet(ProgramState state, Value[] a)
    {
        var set = new SetObject();
        if (!a[0].IsMissing)
        {
            EmittedCalls.CollectAll(state, Value.Object(set), a[0]);
        }

        return Value.Object(set);
    }

    private static Value ToDict(ProgramState state, Value[] a)
    {
        var dict = new DictObject();
        if (a[0].Ref is DictObject other)
        {
            dict.AddAll(state, other);
        }
        else if (!a[0].IsMissing)
        {
            foreach (Value pair in Iteration.ToArray(state, a[0]))
            {
                Value[] parts = Iteration.Unpack(state, pair, 2, -1);
                dict.Set(state, parts[0], parts[1]);
            }
        }

        return Value.Object(dict);
    }

    private static Value Abs(ProgramState state, Value[] a) => a[0].IsInteger ? Value.Of(BigInteger.Abs(a[0].Big))
        : Value.Of(Math.Abs(Arg.Number(a[0], "x")));

    private static Value Extreme(ProgramState state, Value[] a, int sign)
    {
        Value[] values = Values(state, a[0]);
        Function? key = Arg.IsGiven(a[1]) ? Arg.Callable(a[1], "key") : null;
        if (values.Length == 0)
        {
            return a[2].IsMissing ? throw new NexusException(Errors.Empty(sign < 0 ? "The smallest" : "The largest")) : a[2];
        }

        state.Charge(values.Length);
        Value best = values[0];
        Value bestKey = key is null ? best : Arg.Call(state, key, best);
        foreach (Value value in values.AsSpan(1))
        {
            Value itsKey = key is null ? value : Arg.Call(state, key, value);
            if (Equality.Compare(itsKey, bestKey) * sign > 0)
            {
                (best, bestKey) = (value, itsKey);
            }
        }

        return best;
    }

    /// <summary>Several values, or the elements of one container.</summary>
    private static Value[] Values(ProgramState state, Value rest)
    {
        var values = (ArrayObject)rest.Ref!;
        return values.Count == 1 && !values.Items[0].IsNumber ? Iteration.ToArray(state, values.Items[0]) : values.Span.ToArray();
    }

    private static Value Sum(ProgramState state, Value[] a)
    {
        Value[] values = Values(state, a[0]);
        state.Charge(values.Length);
        Value sum = Value.Of(0);
        foreach (Value value in values)
        {
            sum = value.IsNumber ? Ops.Add(state, sum, value) : throw Arg.Wrong("values", "numbers", value);
        }

        return sum;
    }

    private static Value Round(ProgramState state, Value[] a)
    {
        long digits = Arg.Whole(a[1], "digits", 0);
        if (a[0].IsInteger)
        {
            return Numbers.Round(a[0], digits);
        }

        double number = Arg.Number(a[0], "x");
        return a[1].IsMissing
            ? Numbers.Truncate(Math.Round(number, MidpointRounding.AwayFromZero))
            : Value.Of(Numbers.Round(number, digits));
    }

    private static Value Div(ProgramState state, Value[] a)
    {
        if (!a[0].IsInteger || !a[1].IsInteger)
        {
            return Value.Of(Math.Floor(Ops.DivideFloats(Arg.Number(a[0], "x"), Arg.Number(a[1], "y"))));
        }

        return a[1].Big.IsZero ? throw new NexusException(Errors.DivisionByZero()) : Numbers.FloorDivide(a[0], a[1]);
    }

    private static (Value[] Items, Function Function) ItemsAndFunction(ProgramState state, Value[] a) =>
        a[0].Ref is Function first && a[1].Ref is not Function
            ? (Iteration.ToArray(state, a[1]), first)
            : (Iteration.ToArray(state, a[0]), Arg.Callable(a[1], "f"));

    internal static Value Map(ProgramState state, Value[] a)
    {
        (Value[] items, Function f) = ItemsAndFunction(state, a);
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = Arg.Call(state, f, items[i]);
        }

        return Value.Object(new ArrayObject(items));
    }

    internal static Value Filter(ProgramState state, Value[] a)
    {
        (Value[] items, Function? f) = a[1].IsMissing ? (Iteration.ToArray(state, a[0]), null) : ItemsAndFunction(state, a);
        int count = 0;
        foreach (Value item in items)
        {
            if (Types.IsTruthy(f is null ? item : Arg.Call(state, f, item)))
            {
                items[count++] = item;
            }
        }

        return Value.Object(new ArrayObject(items.AsSpan(0, count).ToArray()));
    }

    internal static Value Reduce(ProgramState state, Value[] a)
    {
        (Value[] items, Function f) = ItemsAndFunction(state, a);
        if (items.Length == 0 && a[2].IsMissing)
        {
            throw new NexusException(Errors.Empty("The reduction"));
        }

        Value result = a[2].IsMissing ? items[0] : a[2];
        foreach (Value item in items.AsSpan(a[2].IsMissing ? 1 : 0))
        {
            result = Arg.Call(state, f, result, item);
        }

        return result;
    }

    internal static bool Exists(ProgramState state, Value[] a, bool wanted)
    {
        Function? f = Arg.IsGiven(a[1]) ? Arg.Callable(a[1], "f") : null;
        Iterator items = Iteration.Start(state, a[0]);
        while (items.MoveNext())
        {
            state.Charge(1);
            if (Types.IsTruthy(f is null ? items.Current : Arg.Call(state, f, items.Current)) == wanted)
            {
                return true;
            }
        }

        return false;
    }

    private static Value Sorted(ProgramState state, Value[] a)
    {
        Value[] items = Iteration.ToArray(state, a[0]);
        Methods.Sort(state, items, items.Length, a[1], a[2]);
        return Value.Object(new ArrayObject(items));
    }

    private static Value Reversed(ProgramState state, Value[] a)
    {
        Value[] items = Iteration.ToArray(state, a[0]);
        Array.Reverse(items);
        return Value.Object(new ArrayObject(items));
    }

    private static Value Enumerate(ProgramState state, Value[] a)
    {
        long start = Arg.Whole(a[1], "start", 0);
        Value[] items = Iteration.ToArray(state, a[0]);
        state.Allocate(items.Length * 72L);
        state.Charge(items.Length);
        return Arg.Array(items.Select((item, i) => Collections.Pair(Value.Of(start + i), item)));
    }

    private static Value Zip(ProgramState state, Value[] a)
    {
        Value[][] columns = [.. ((ArrayObject)a[0].Ref!).Span.ToArray().Select(v => Iteration.ToArray(state, v))];
        int rows = columns.Length == 0 ? 0 : columns.Min(c => c.Length);
        state.Allocate(rows * (56L + (columns.Length * 16)));
        state.Charge(rows);
        return Arg.Array(Enumerable.Range(0, rows).Select(row => Value.Object(new TupleObject([.. columns.Select(c => c[row])]))));
    }

    private static string Character(long code) => code is >= 0 and <= 0x10FFFF && System.Text.Rune.IsValid((int)code)
        ? new System.Text.Rune((int)code).ToString()
        : throw new NexusException(Errors.BadArgument($"{code} is not the number of a character."));

    private static long Code(string text) => Texts.CountOf(text) == 1
        ? char.ConvertToUtf32(text, 0)
        : throw new NexusException(Errors.BadArgument("ord() takes a text of one character."));

    private static Value Assert(ProgramState state, Value[] a) => Types.IsTruthy(a[0])
        ? Value.Null
        : throw new NexusException(Errors.AssertionFailed(a[1].IsMissing ? "The assertion does not hold." : Printing.Show(a[1])));

    private static Value AssertEqual(ProgramState state, Value[] a) => Equality.AreEqual(a[0], a[1])
        ? Value.Null
        : throw new NexusException(Errors.AssertionFailed($"Expected {Printing.Quote(a[1])}, but got {Printing.Quote(a[0])}."));

    private static Value AssertThrows(ProgramState state, Value[] a)
    {
        int depth = state.Depth;
        try
        {
            Arg.Callable(a[0], "f").Invoke0(state, depth);
        }
        catch (NexusException thrown)
        {
            state.Depth = depth;
            return thrown.Thrown;
        }

        throw new NexusException(Errors.AssertionFailed("Nothing was thrown."));
    }
}
