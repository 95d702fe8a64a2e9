using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>Examples and what they should give, row by row.</summary>
internal sealed class Dataset : LibraryObject
{
    internal static readonly Dictionary<string, Builtin> Table = new()
    {
        ["len"] = Arg.Define("len(self)", (_, a) => Value.Of(((Dataset)a[0].Ref!).Length)),
    };

    internal Dataset(Tensor inputs, Tensor targets)
    {
        if (inputs.Axes == 0 || targets.Axes == 0 || inputs.Shape[0] != targets.Shape[0])
        {
            throw new NexusException(Errors.BadShapes("A dataset with as many examples as labels", inputs.Shape, targets.Shape));
        }

        (Inputs, Targets) = (inputs, targets);
    }

    internal Tensor Inputs { get; }

    internal Tensor Targets { get; }

    internal int Count => Inputs.Shape[0];

    internal override string TypeName => "dataset";

    internal override IReadOnlyDictionary<string, Builtin> Methods => Table;

    internal override IEnumerable<string> PropertyNames => ["data", "labels"];

    internal override long Length => Count;

    internal override Value? Property(ProgramState state, string name) => name switch
    {
        "data" => Value.Object(Inputs),
        "labels" => Value.Object(Targets),
        _ => null,
    };

    internal override Value Index(ProgramState state, Value index) =>
        Collections.Pair(Value.Object(TensorIndexing.Get(state, Inputs, index)), Value.Object(TensorIndexing.Get(state, Targets, index)));

    internal override Iterator Iterate(ProgramState state) => new Batches(state, this, 1, order: null, isSingle: true);

    /// <summary>A dataset from one, from a pair of examples and labels, or from an array of pairs.</summary>
    internal static Dataset Read(ProgramState state, Value value)
    {
        switch (value.Ref)
        {
            case Dataset dataset:
                return dataset;
            case DataLoader loader:
                return loader.Data;
            case TupleObject { Items: [var inputs, var targets] }:
                return new Dataset(TensorData.Read(state, inputs, null), TensorData.Read(state, targets, null));
            case ArrayObject { Count: > 0 } pairs:
                Value[][] parts = [.. pairs.Span.ToArray().Select(p => Iteration.Unpack(state, p, 2, -1))];
                return new Dataset(
                    TensorData.Read(state, Arg.Array(parts.Select(p => p[0])), null), TensorData.Read(state, Arg.Array(parts.Select(p => p[1])), null));
            default:
                throw Arg.Wrong("data", "a Dataset, a pair (examples, labels) or an array of pairs", value);
        }
    }

    internal static int[] Shuffled(ProgramState state, int count)
    {
        state.Allocate(count * 4L);
        state.Charge(count * 4L);
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            long other = state.Session.Random.NextBelow((ulong)i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }

    internal IEnumerable<(Tensor Inputs, Tensor Targets)> InBatches(ProgramState state, int size, bool isShuffled)
    {
        var batches = new Batches(state, this, size, isShuffled ? Shuffled(state, Count) : null, isSingle: false);
        while (batches.MoveNext())
        {
            yield return batches.Batch;
        }
    }

    public override string ToString() => $"Dataset({Count} examples, {Shapes.Show(Inputs.Shape)} to {Shapes.Show(Targets.Shape)})";
}

/// <summary>Goes through a dataset in batches, or one by one.</summary>
internal sealed class Batches(ProgramState state, Dataset data, int size, int[]? order, bool isSingle) : Iterator
{
    private int _at;

    internal (Tensor Inputs, Tensor Targets) Batch { get; private set; }

    internal override bool MoveNext()
    {
        if (_at >= data.Count)
        {
            return false;
        }

        int end = (int)Math.Min((long)_at + size, data.Count);
        if (order is not null)
        {
            int[] places = order[_at..end];
            Batch = (TensorMath.Take(state, data.Inputs, places, 0), TensorMath.Take(state, data.Targets, places, 0));
        }
        else
        {
            Value part = isSingle ? Value.Of(_at) : Value.Object(new RangeObject(_at, end));
            Batch = (TensorIndexing.Get(state, data.Inputs, part), TensorIndexing.Get(state, data.Targets, part));
        }

        _at = end;
        Current = Collections.Pair(Value.Object(Batch.Inputs), Value.Object(Batch.Targets));
        return true;
    }
}

/// <summary>A dataset with a way to go through it.</summary>
internal sealed class DataLoader(Dataset data, int size, bool isShuffled) : LibraryObject
{
    internal static readonly Dictionary<string, Builtin> Table = new()
    {
        ["len"] = Arg.Define("len(self)", (_, a) => Value.Of(((DataLoader)a[0].Ref!).Length)),
    };

    internal Dataset Data => data;

    internal int BatchSize => size;

    internal override string TypeName => "dataloader";

    internal override IReadOnlyDictionary<string, Builtin> Methods => Table;

    internal override IEnumerable<string> PropertyNames => ["dataset", "batch_size"];

    internal override long Length => ((long)data.Count + size - 1) / size;

    internal override Value? Property(ProgramState state, string name) => name switch
    {
        "dataset" => Value.Object(data),
        "batch_size" => Value.Of((long)size),
        _ => null,
    };

    internal override Iterator Iterate(ProgramState state) =>
        new Batches(state, data, size, isShuffled ? Dataset.Shuffled(state, data.Count) : null, isSingle: false);

    public override string ToString() => $"DataLoader({Length} batches of {size})";
}
