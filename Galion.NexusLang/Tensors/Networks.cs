using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>Layers one after the other.</summary>
internal sealed class Sequential : Layer
{
    private readonly List<(string Name, Layer Layer)> _layers = [];

    internal Sequential(IEnumerable<Layer> layers)
    {
        foreach (Layer layer in layers)
        {
            _layers.Add((_layers.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), layer));
        }
    }

    internal override string Kind => "Sequential";

    internal override string TypeName => "model";

    internal override IReadOnlyList<(string Name, Layer Layer)> Children => _layers;

    internal override long Length => _layers.Count;

    internal override Value Index(ProgramState state, Value index) => Indexing.Get(state, Arg.Array(_layers.Select(l => Value.Object(l.Layer))), index);

    internal override Iterator Iterate(ProgramState state) => Iteration.Start(state, Arg.Array(_layers.Select(l => Value.Object(l.Layer))));

    internal Value Add(ProgramState state, Value self, Value layer)
    {
        Layer added = Networks.Read(state, layer);
        Networks.CheckNesting(added, this);
        state.Allocate(64);
        _layers.Add((_layers.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), added));
        return self;
    }

    internal override Tensor Forward(ProgramState state, Tensor x)
    {
        foreach ((_, Layer layer) in _layers)
        {
            x = Networks.Tensor(layer.Call(state, Value.Object(x)));
        }

        return x;
    }

    public override string ToString() => Networks.List("Sequential", _layers);
}

/// <summary>A network whose way from input to output is a function of the program: <c>Model({"first": Linear(2, 8)}, (m, x) =&gt; m.first(x))</c>.</summary>
internal sealed class Model(IReadOnlyList<(string Name, Layer Layer)> layers, Function? forward) : Layer
{
    internal override string Kind => "Model";

    internal override string TypeName => "model";

    internal override IReadOnlyList<(string Name, Layer Layer)> Children => layers;

    internal override IEnumerable<string> PropertyNames => base.PropertyNames.Concat(layers.Select(l => l.Name));

    /// <summary>Whether the way through it is known without the program.</summary>
    internal bool IsPlain => forward is null;

    internal override Value? Property(ProgramState state, string name) =>
        layers.FirstOrDefault(l => l.Name == name).Layer is { } layer ? Value.Object(layer) : base.Property(state, name);

    internal override Value Call(ProgramState state, Value x) => forward is null ? base.Call(state, x)
        : forward.Info.Parameters.Length > 1 ? Arg.Call(state, forward, Value.Object(this), x)
        : Arg.Call(state, forward, x);

    internal override Tensor Forward(ProgramState state, Tensor x)
    {
        if (forward is not null)
        {
            return Networks.Tensor(Call(state, Value.Object(x)));
        }

        foreach ((_, Layer layer) in layers)
        {
            x = Networks.Tensor(layer.Call(state, Value.Object(x)));
        }

        return x;
    }

    public override string ToString() => Networks.List("Model", layers);
}

/// <summary>A struct of the program that has a method <c>forward</c>; what its fields hold is learned.</summary>
internal sealed class StructNetwork(RecordObject record, Function forward) : Layer
{
    internal override string Kind => record.Type.Name;

    internal override string TypeName => "model";

    internal override (string Name, Tensor Tensor)[] OwnParameters =>
        [.. Networks.ParametersOf(Value.Object(record)).Select((t, i) => (i.ToString(System.Globalization.CultureInfo.InvariantCulture), t))];

    internal override IReadOnlyList<(string Name, Layer Layer)> Children => [];

    internal override Value Call(ProgramState state, Value x) => Arg.Call(state, forward, Value.Object(record), x);

    internal override Tensor Forward(ProgramState state, Tensor x) => Networks.Tensor(Call(state, Value.Object(x)));
}

internal static class Networks
{
    private const int MaxNesting = 32;

    internal static Tensor Tensor(Value value) => value.Ref as Tensor ?? throw Arg.Wrong("The result of a layer", "a tensor", value);

    /// <summary>A layer, a struct with a method <c>forward</c>, or a function of one tensor.</summary>
    internal static Layer Read(ProgramState state, Value value) => value.Ref switch
    {
        Layer layer => layer,
        RecordObject record when record.Type.Methods.TryGetValue("forward", out Function? forward) => new StructNetwork(record, forward),
        Function function => new Model([], function),
        _ => throw Arg.Wrong("model", "a layer, or a struct with a method 'forward'", value),
    };

    /// <summary>Everything in a value that can be learned, each once.</summary>
    internal static List<Tensor> ParametersOf(Value value)
    {
        List<Tensor> found = [];
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<Value> open = new([value]);
        while (open.TryPop(out Value next))
        {
            if (next.Ref is null or Tag or string || !seen.Add(next.Ref))
            {
                continue;
            }

            IEnumerable<Value> parts = [];
            switch (next.Ref)
            {
                case Tensor { RequiresGrad: true } tensor:
                    found.Add(tensor);
                    break;
                case Layer layer:
                    parts = layer.Parameters.Select(p => Value.Object(p.Tensor));
                    break;
                case ArrayObject array:
                    parts = array.Span.ToArray();
                    break;
                case TupleObject tuple:
                    parts = tuple.Items;
                    break;
                case DictObject dict:
                    parts = dict.Pairs().Select(p => p.Value);
                    break;
                case RecordObject record:
                    parts = Enumerable.Range(0, record.Type.Fields.Length).Select(record.Get);
                    break;
            }

            foreach (Value part in parts.Reverse())
            {
                open.Push(part);
            }
        }

        return found;
    }

    /// <summary>Keeps networks from holding themselves, and from nesting deeper than the stack allows.</summary>
    internal static void CheckNesting(Layer layer, Layer? owner)
    {
        Stack<(Layer, int)> open = new([(layer, 1)]);
        while (open.TryPop(out (Layer Layer, int Depth) next))
        {
            if (ReferenceEquals(next.Layer, owner) || next.Depth > MaxNesting)
            {
                throw new NexusException(Errors.BadArgument(next.Depth > MaxNesting
                    ? $"Networks can be nested {MaxNesting} deep."
                    : "A network cannot be a part of itself."));
            }

            foreach ((_, Layer child) in next.Layer.Children)
            {
                open.Push((child, next.Depth + 1));
            }
        }
    }

    internal static string List(string kind, IReadOnlyList<(string Name, Layer Layer)> layers) => layers.Count == 0
        ? $"{kind}()"
        : $"{kind}(\n{string.Concat(layers.Select(l => $"  ({l.Name}): {l.Layer.ToString().Replace("\n", "\n  ", StringComparison.Ordinal)}\n"))})";
}
