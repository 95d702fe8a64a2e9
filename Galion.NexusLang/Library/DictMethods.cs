using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary>Members of dicts and sets.</summary>
internal static class DictMethods
{
    internal static readonly Builtin[] All =
    [
        Arg.Define("len(self)", (_, a) => Value.Of(Self(a).Count)),
        Arg.Define("keys(self)", (state, a) => List(state, a, p => p.Key)),
        Arg.Define("values(self)", (state, a) => List(state, a, p => p.Value)),
        Arg.Define("items(self)", (state, a) => List(state, a, p => Collections.Pair(p.Key, p.Value))),
        Arg.Define("get(self, key, default?)", (_, a) => Self(a).TryGet(a[1], out Value value) ? value : a[2].IsMissing ? Value.Null : a[2]),
        Arg.Define("has(self, key)", (_, a) => Value.Of(Self(a).Contains(a[1]))),
        Arg.Define("contains(self, key)", (_, a) => Value.Of(Self(a).Contains(a[1]))),
        Arg.Define("set(self, key, value)", Set),
        Arg.Define("remove(self, key)", (_, a) => Self(a).Remove(a[1], out Value value) ? value : Value.Null),
        Arg.Define("update(self, other)", Update),
        Arg.Define("clear(self)", Clear),
        Arg.Define("copy(self)", (state, a) => Collections.Merge(state, (DictObject)Self(a), new DictObject())),
        Arg.Define("merge(self, other)", (state, a) => Collections.Merge(state, (DictObject)Self(a), Arg.Dict(a[1], "other"))),
    ];

    internal static readonly Builtin[] OfSets =
    [
        Arg.Define("len(self)", (_, a) => Value.Of(Self(a).Count)),
        Arg.Define("add(self, x)", Add),
        Arg.Define("has(self, x)", (_, a) => Value.Of(Self(a).Contains(a[1]))),
        Arg.Define("contains(self, x)", (_, a) => Value.Of(Self(a).Contains(a[1]))),
        Arg.Define("remove(self, x)", (_, a) => Value.Of(Self(a).Remove(a[1], out Value _))),
        Arg.Define("clear(self)", Clear),
        Arg.Define("to_array(self)", (state, a) => List(state, a, p => p.Key)),
        Arg.Define("union(self, other)", (state, a) => Collections.Union(state, (SetObject)Self(a), Other(state, a))),
        Arg.Define("intersection(self, other)", (state, a) => Collections.Intersect(state, (SetObject)Self(a), Other(state, a))),
        Arg.Define("difference(self, other)", (state, a) => Collections.Except(state, (SetObject)Self(a), Other(state, a))),
        Arg.Define("is_subset(self, other)", (state, a) => Value.Of(Self(a).Keys().All(Other(state, a).Contains))),
        Arg.Define("copy(self)", (state, a) => Collections.Union(state, (SetObject)Self(a), new SetObject())),
    ];

    private static TableObject Self(Value[] a) => (TableObject)a[0].Ref!;

    private static Value List(ProgramState state, Value[] a, Func<(Value Key, Value Value), Value> choose)
    {
        state.Charge(Self(a).Count / 2);
        state.Allocate(Self(a).Count * 48L);
        return Arg.Array(Self(a).Pairs().Select(choose));
    }

    private static Value Set(ProgramState state, Value[] a)
    {
        Self(a).Set(state, a[1], a[2]);
        return a[0];
    }

    private static Value Update(ProgramState state, Value[] a)
    {
        Self(a).AddAll(state, Arg.Dict(a[1], "other"));
        return a[0];
    }

    private static Value Clear(ProgramState state, Value[] a)
    {
        Self(a).Clear();
        return a[0];
    }

    private static Value Add(ProgramState state, Value[] a) => Value.Of(Self(a).Add(state, a[1]));

    private static SetObject Other(ProgramState state, Value[] a)
    {
        if (a[1].Ref is SetObject set)
        {
            return set;
        }

        var other = new SetObject();
        EmittedCalls.CollectAll(state, Value.Object(other), a[1]);
        return other;
    }
}
