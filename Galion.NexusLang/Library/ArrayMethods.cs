using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary>Members of arrays, and those that tuples and ranges share with them.</summary>
internal static class ArrayMethods
{
    /// <summary>Members that only read, so that everything with elements in order has them.</summary>
    internal static readonly Builtin[] OfAll =
    [
        Arg.Define("len(self)", (_, a) => Value.Of(Methods.Length(a[0]))),
        Arg.Define("contains(self, x)", (state, a) => Value.Of(SlowOps.In(state, a[1], a[0]))),
        Arg.Define("index_of(self, x)", (state, a) => Value.Of(Collections.IndexOf(Items(state, a[0]), a[1]))),
        Arg.Define("count(self, x)", Count),
        Arg.Define("slice(self, start?, end?)", (state, a) => Indexing.Slice(state, a[0], OrNull(a[1]), OrNull(a[2]), Value.Null)),
        Arg.Define("map(self, f)", Builtins.Map),
        Arg.Define("filter(self, f)", Builtins.Filter),
        Arg.Define("reduce(self, f, start?)", Builtins.Reduce),
        Arg.Define("each(self, f)", Each),
        Arg.Define("find(self, f)", Find),
        Arg.Define("any(self, f?)", (state, a) => Value.Of(Builtins.Exists(state, a, true))),
        Arg.Define("all(self, f?)", (state, a) => Value.Of(!Builtins.Exists(state, a, false))),
        Arg.Define("first(self)", (state, a) => Edge(state, a[0], 0)),
        Arg.Define("last(self)", (state, a) => Edge(state, a[0], -1)),
        Arg.Define("sum(self)", (state, a) => Sum(state, a[0])),
        Arg.Define("min(self)", (state, a) => Best(state, a[0], -1)),
        Arg.Define("max(self)", (state, a) => Best(state, a[0], 1)),
        Arg.Define("join(self, separator?)", Join),
        Arg.Define("to_array(self)", (state, a) => Value.Object(new ArrayObject(Iteration.ToArray(state, a[0])))),
        Arg.Define("sorted(self, key?, reverse?)", Sorted),
        Arg.Define("reversed(self)", Reversed),
        Arg.Define("flat(self)", Flat),
        Arg.Define("unique(self)", Unique),
        Arg.Define("take(self, count)", (state, a) => Indexing.Slice(state, a[0], Value.Of(0), Value.Of(Arg.Count(a[1], "count")), Value.Null)),
        Arg.Define("drop(self, count)", (state, a) => Indexing.Slice(state, a[0], Value.Of(Arg.Count(a[1], "count")), Value.Null, Value.Null)),
    ];

    internal static readonly Builtin[] All =
    [
        .. OfAll,
        Arg.Define("push(self, x)", (state, a) => EmittedCalls.Push(state, state.Depth, a[0], a[1])),
        Arg.Define("append(self, x)", (state, a) => EmittedCalls.Push(state, state.Depth, a[0], a[1])),
        Arg.Define("pop(self, index?)", Pop),
        Arg.Define("insert(self, index, x)", Insert),
        Arg.Define("remove(self, x)", Remove),
        Arg.Define("extend(self, items)", Extend),
        Arg.Define("clear(self)", Clear),
        Arg.Define("sort(self, key?, reverse?)", Sort),
        Arg.Define("reverse(self)", Reverse),
        Arg.Define("copy(self)", (state, a) => Value.Object(new ArrayObject(Iteration.ToArray(state, a[0])))),
    ];

    private static Value OrNull(Value value) => value.IsMissing ? Value.Null : value;

    private static Value[] Items(ProgramState state, Value value)
    {
        state.Charge(Methods.Length(value) / 4);
        return value.Ref is TupleObject tuple ? tuple.Items : Iteration.ToArray(state, value);
    }

    private static Value Count(ProgramState state, Value[] a) => Value.Of(Items(state, a[0]).Count(item => Equality.AreEqual(item, a[1])));

    private static Value Each(ProgramState state, Value[] a)
    {
        Function f = Arg.Callable(a[1], "f");
        foreach (Value item in Items(state, a[0]))
        {
            Arg.Call(state, f, item);
        }

        return Value.Null;
    }

    private static Value Find(ProgramState state, Value[] a)
    {
        Function f = Arg.Callable(a[1], "f");
        foreach (Value item in Items(state, a[0]))
        {
            if (Types.IsTruthy(Arg.Call(state, f, item)))
            {
                return item;
            }
        }

        return Value.Null;
    }

    private static Value Edge(ProgramState state, Value self, long index) =>
        Methods.Length(self) == 0 ? Value.Null : Indexing.Get(state, self, Value.Of(index));

    private static Value Sum(ProgramState state, Value self)
    {
        Value sum = Value.Of(0);
        foreach (Value item in Items(state, self))
        {
            sum = item.IsNumber ? Ops.Add(state, sum, item) : throw Arg.Wrong("An element", "a number", item);
        }

        return sum;
    }

    private static Value Best(ProgramState state, Value self, int sign)
    {
        Value[] items = Items(state, self);
        return items.Length == 0
            ? throw new NexusException(Errors.Empty(sign < 0 ? "The smallest" : "The largest"))
            : items.Aggregate((best, item) => Equality.Compare(item, best) * sign > 0 ? item : best);
    }

    /// <summary>What looking at a part of a text and copying it takes.</summary>
    private const int StepsPerPart = 4;

    private static Value Join(ProgramState state, Value[] a)
    {
        string separator = Arg.OptionalText(a[1], "separator") ?? "";
        Value[] items = a[0].Ref is ArrayObject array ? array.Items : Items(state, a[0]);
        int count = a[0].Ref is ArrayObject { Count: var known } ? known : items.Length;
        string[]? shown = null;
        long length = (long)separator.Length * Math.Max(count - 1, 0);
        state.Charge(Math.Min(count, 1024) / 4);
        for (int i = 0; i < count; i++)
        {
            state.ChargeMany(i, StepsPerPart);
            if (items[i].Ref is not string text)
            {
                shown ??= new string[count];
                shown[i] = text = Printing.Show(items[i]);
            }

            length += text.Length;
        }

        Texts.CheckLength(length);
        state.Allocate(length * 2);
        return Value.Of(string.Create((int)length, (state, items, count, shown, separator), static (span, parts) =>
        {
            int at = 0;
            for (int i = 0; i < parts.count; i++)
            {
                parts.state.ChargeMany(i, StepsPerPart);
                if (i > 0)
                {
                    parts.separator.CopyTo(span[at..]);
                    at += parts.separator.Length;
                }

                string text = parts.items[i].Ref as string ?? parts.shown![i];
                parts.state.Charge(text.Length / 32);
                text.CopyTo(span[at..]);
                at += text.Length;
            }
        }));
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

    private static Value Flat(ProgramState state, Value[] a)
    {
        var flat = new ArrayObject();
        foreach (Value item in Items(state, a[0]))
        {
            if (item.Ref is ArrayObject or TupleObject)
            {
                EmittedCalls.CollectAll(state, Value.Object(flat), item);
            }
            else
            {
                flat.Add(state, item);
            }
        }

        return Value.Object(flat);
    }

    private static Value Unique(ProgramState state, Value[] a)
    {
        var seen = new SetObject();
        EmittedCalls.CollectAll(state, Value.Object(seen), a[0]);
        return Arg.Array(seen.Keys());
    }

    private static ArrayObject Self(Value[] a) => (ArrayObject)a[0].Ref!;

    private static Value Pop(ProgramState state, Value[] a)
    {
        ArrayObject self = Self(a);
        long index = Arg.Whole(a[1], "index", -1);
        index = index < 0 ? index + self.Count : index;
        if ((ulong)index >= (ulong)self.Count)
        {
            throw new NexusException(Errors.IndexOutside(index, self.Count));
        }

        Value item = self.Items[index];
        RemoveAt(state, self, (int)index);
        return item;
    }

    private static void RemoveAt(ProgramState state, ArrayObject self, int index)
    {
        state.Charge((self.Count - index) / 8);
        self.Count--;
        Array.Copy(self.Items, index + 1, self.Items, index, self.Count - index);
        self.Items[self.Count] = default;
    }

    private static Value Insert(ProgramState state, Value[] a)
    {
        ArrayObject self = Self(a);
        long index = Arg.Whole(a[1], "index");
        int at = (int)Math.Clamp(index < 0 ? index + self.Count : index, 0, self.Count);
        state.Charge((self.Count - at) / 8);
        self.Add(state, Value.Null);
        Array.Copy(self.Items, at, self.Items, at + 1, self.Count - 1 - at);
        self.Items[at] = a[2];
        return a[0];
    }

    private static Value Remove(ProgramState state, Value[] a)
    {
        ArrayObject self = Self(a);
        state.Charge(self.Count / 4);
        int index = Collections.IndexOf(self.Span, a[1]);
        if (index >= 0)
        {
            RemoveAt(state, self, index);
        }

        return Value.Of(index >= 0);
    }

    private static Value Extend(ProgramState state, Value[] a)
    {
        foreach (Value item in Iteration.ToArray(state, a[1]))
        {
            Self(a).Add(state, item);
        }

        return a[0];
    }

    private static Value Clear(ProgramState state, Value[] a)
    {
        (Self(a).Items, Self(a).Count) = ([], 0);
        return a[0];
    }

    private static Value Sort(ProgramState state, Value[] a)
    {
        // A comparison that changes the array changes another one than the one being sorted.
        Value[] items = Self(a).Span.ToArray();
        Methods.Sort(state, items, items.Length, a[1], a[2]);
        (Self(a).Items, Self(a).Count) = (items, items.Length);
        return a[0];
    }

    private static Value Reverse(ProgramState state, Value[] a)
    {
        Array.Reverse(Self(a).Items, 0, Self(a).Count);
        return a[0];
    }
}
