using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>A part of a network: makes one tensor of another with parameters that can be learned. Calling it is <c>forward</c>.</summary>
internal abstract class Layer : LibraryObject
{
    private static readonly Builtin[] All =
    [
        Arg.Define("forward(self, x)", (state, a) => Self(a).Call(state, a[1])),
        Arg.Define("predict(self, x)", (state, a) => Self(a).Predict(state, a[1])),
        Arg.Define("parameters(self)", (_, a) => Arg.Array(Self(a).Parameters.Select(p => Value.Object(p.Tensor)))),
        Arg.Define("parameter_count(self)", (_, a) => Value.Of(Self(a).Parameters.Sum(p => (long)p.Tensor.Count))),
        Arg.Define("train(self, on?)", (_, a) =>
        {
            Self(a).SetTraining(Arg.Truth(a[1], missing: true));
            return a[0];
        }),
        Arg.Define("eval(self)", (_, a) =>
        {
            Self(a).SetTraining(false);
            return a[0];
        }),
        Arg.Define("zero_grad(self)", (_, a) =>
        {
            foreach ((string _, Tensor tensor) in Self(a).Parameters)
            {
                tensor.Grad = null;
            }

            return Value.Null;
        }),
        Arg.Define("state(self)", (state, a) => Arg.Dict(state, Self(a).Everything.Select(p => (p.Name, Value.Object(TensorMath.Copy(state, p.Tensor)))))),
        Arg.Define("load_state(self, state)", LoadState),
        Arg.Define("add(self, layer)", (state, a) => Self(a) is Sequential list
            ? list.Add(state, a[0], a[1])
            : throw new NexusException(Errors.BadArgument("Layers can be added to a Sequential only."))),
        Arg.Define("len(self)", (_, a) => Value.Of((long)Self(a).Children.Count)),
    ];

    internal static readonly Dictionary<string, Builtin> Table = All.ToDictionary(m => m.Info.Name);

    /// <summary>What makes the layer, and what it is called in files.</summary>
    internal abstract string Kind { get; }

    /// <summary>The numbers that it is made with, in the order in which they are printed.</summary>
    internal virtual (string Name, double Value)[] Options => [];

    internal virtual (string Name, Tensor Tensor)[] OwnParameters => [];

    /// <summary>Tensors that belong to it and are not learned.</summary>
    internal virtual (string Name, Tensor Tensor)[] OwnBuffers => [];

    internal virtual IReadOnlyList<(string Name, Layer Layer)> Children => [];

    internal bool IsTraining { get; private set; } = true;

    internal IEnumerable<(string Name, Tensor Tensor)> Parameters =>
        OwnParameters.Concat(Children.SelectMany(c => c.Layer.Parameters.Select(p => ($"{c.Name}.{p.Name}", p.Tensor))));

    internal IEnumerable<(string Name, Tensor Tensor)> Everything =>
        OwnParameters.Concat(OwnBuffers).Concat(Children.SelectMany(c => c.Layer.Everything.Select(p => ($"{c.Name}.{p.Name}", p.Tensor))));

    internal override string TypeName => "layer";

    internal override IReadOnlyDictionary<string, Builtin> Methods => Table;

    internal override IEnumerable<string> PropertyNames => OwnParameters.Concat(OwnBuffers).Select(p => p.Name).Append("training");

    internal abstract Tensor Forward(ProgramState state, Tensor x);

    private static Layer Self(Value[] a) => (Layer)a[0].Ref!;

    internal virtual Value Call(ProgramState state, Value x)
    {
        state.CheckDepth(state.Depth + 1);
        return Value.Object(Forward(state, TensorData.Read(state, x, OwnParameters.Length > 0 ? OwnParameters[0].Tensor.Type : null)));
    }

    /// <summary>As when it is used rather than trained: nothing is dropped, nothing is remembered.</summary>
    internal Value Predict(ProgramState state, Value x)
    {
        bool wasTraining = IsTraining;
        SetTraining(false);
        try
        {
            return Gradients.Without(state, () => Call(state, x));
        }
        finally
        {
            SetTraining(wasTraining);
        }
    }

    internal void SetTraining(bool isTraining)
    {
        IsTraining = isTraining;
        foreach ((_, Layer layer) in Children)
        {
            layer.SetTraining(isTraining);
        }
    }

    private static Value LoadState(ProgramState state, Value[] a)
    {
        DictObject values = Arg.Dict(a[1], "state");
        (string Name, Tensor Tensor)[] all = [.. Self(a).Everything];
        foreach ((string name, Tensor tensor) in all)
        {
            if (!values.TryGet(Value.Of(name), out Value value) || value.Ref is not Tensor given || !given.Shape.AsSpan().SequenceEqual(tensor.Shape))
            {
                throw new NexusException(Errors.BadModel($"it has no tensor '{name}' of the shape {Shapes.Show(tensor.Shape)}."));
            }
        }

        foreach ((string name, Tensor tensor) in all)
        {
            values.TryGet(Value.Of(name), out Value value);
            TensorMath.Assign(state, tensor, (Tensor)value.Ref!);
        }

        return a[0];
    }

    internal override Value? Property(ProgramState state, string name)
    {
        if (name == "training")
        {
            return Value.Of(IsTraining);
        }

        Tensor? tensor = OwnParameters.Concat(OwnBuffers).FirstOrDefault(p => p.Name == name).Tensor;
        return tensor is null ? null : Value.Object(tensor);
    }

    internal override Function AsFunction() => new BoundMethod(Value.Object(this), Table["forward"]);

    /// <summary>A parameter that begins with random numbers; without a draw, with zeros.</summary>
    protected static Tensor Parameter(ProgramState state, DType type, int[] shape, Func<RandomSource, double>? draw)
    {
        Tensor tensor = draw is null ? Tensor.Full(state, type, shape, 0) : TensorData.Random(state, type, shape, draw);
        tensor.RequiresGrad = true;
        return tensor;
    }

    /// <summary>Glorot and Bengio (2010): even between limits that keep the spread of what passes through in both directions.</summary>
    protected static Func<RandomSource, double> Glorot(int inputs, int outputs)
    {
        double limit = Math.Sqrt(6.0 / ((double)inputs + outputs));
        return random => ((random.NextDouble() * 2) - 1) * limit;
    }

    /// <summary>He et al. (2015): normal, with the spread that keeps it through layers of ReLU.</summary>
    protected static Func<RandomSource, double> He(int inputs)
    {
        double deviation = Math.Sqrt(2.0 / inputs);
        return random => random.NextNormal() * deviation;
    }

    public override string ToString() =>
        $"{Kind}({string.Join(", ", Options.Select(o => $"{o.Name}={Show(o.Name, o.Value)}"))})";

    private static string Show(string name, double value) => name is "bias" ? (value != 0 ? "true" : "false")
        : value == Math.Floor(value) && Math.Abs(value) < 1e15 && name is not ("p" or "eps" or "momentum") ? Printing.Show(Value.Of((long)value))
        : Printing.Show(value);
}
