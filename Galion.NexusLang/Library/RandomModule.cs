using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary><c>import random</c>: after <c>random.seed(n)</c> the same numbers in every run.</summary>
internal static class RandomModule
{
    internal static readonly Builtin[] All =
    [
        Arg.Define("seed(n)", (state, a) =>
        {
            state.Session.Random.Seed(Arg.Whole(a[0], "n"));
            return Value.Null;
        }),
        Arg.Define("random()", (state, _) => Value.Of(state.Session.Random.NextDouble())),
        Arg.Define("int(low, high)", (state, a) => Value.Of(Between(state, Arg.Whole(a[0], "low"), Arg.Whole(a[1], "high")))),
        Arg.Define("float(low?, high?)", (state, a) =>
        {
            double low = Arg.Number(a[0], "low", 0);
            return Value.Of(low + ((Arg.Number(a[1], "high", 1) - low) * state.Session.Random.NextDouble()));
        }),
        Arg.Define("normal(mean?, deviation?)", (state, a) =>
            Value.Of(Arg.Number(a[0], "mean", 0) + (Arg.Number(a[1], "deviation", 1) * state.Session.Random.NextNormal()))),
        Arg.Define("choice(items)", (state, a) =>
        {
            long count = Methods.Length(a[0]);
            return count == 0
                ? throw new NexusException(Errors.Empty("A choice"))
                : Indexing.Get(state, a[0], Value.Of(state.Session.Random.NextBelow((ulong)count)));
        }),
        Arg.Define("shuffle(items)", (state, a) =>
        {
            Shuffle(state, Arg.Array(a[0], "items").Items, Arg.Array(a[0], "items").Count);
            return a[0];
        }),
        Arg.Define("sample(items, count)", (state, a) =>
        {
            Value[] items = Iteration.ToArray(state, a[0]);
            int count = Arg.Count(a[1], "count");
            Shuffle(state, items, items.Length);
            return count <= items.Length
                ? Value.Object(new ArrayObject(items[..count]))
                : throw new NexusException(Errors.BadArgument($"There are only {items.Length} items to take {count} from."));
        }),
    ];

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    private static long Between(ProgramState state, long low, long high)
    {
        if (low > high)
        {
            throw new NexusException(Errors.BadArgument($"'low' must not be above 'high', but {low} is above {high}."));
        }

        ulong count = (ulong)(high - low) + 1;
        return count == 0 ? state.Session.Random.NextBelow(ulong.MaxValue) : low + state.Session.Random.NextBelow(count);
    }

    private static void Shuffle(ProgramState state, Value[] items, int count)
    {
        state.Charge(Math.Min(count, 1024));
        for (int i = count - 1; i > 0; i--)
        {
            state.ChargeMany(i, 16);
            long other = state.Session.Random.NextBelow((ulong)i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
