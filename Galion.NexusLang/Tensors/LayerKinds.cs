using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>Makes layers again from what a file says about them.</summary>
internal static class LayerKinds
{
    /// <returns>Null when the options, tensors and parts are not those of such a layer.</returns>
    internal static Layer? Make(
        ProgramState state, string kind, Dictionary<string, double> options, Dictionary<string, Tensor> tensors, List<(string Name, Layer Layer)> children)
    {
        int Whole(string name) => options.GetValueOrDefault(name, -1) is >= 0 and <= 1_000_000_000 and var value && value == Math.Floor(value) ? (int)value : -1;
        bool Has(params string[] names) => Array.TrueForAll(names, n => Whole(n) >= 1);
        double Share(string name) => options.GetValueOrDefault(name, -1) is >= 0 and <= 1 and var share ? share : -1;
        Tensor? weight = tensors.GetValueOrDefault("weight");
        DType type = weight?.Type ?? DType.Float32;
        bool Fits(params int[] shape) => weight is not null && weight.Shape.AsSpan().SequenceEqual(shape);

        // The weights that the file holds bound what is made, so that a few bytes cannot ask for gigabytes.
        Layer? made = kind switch
        {
            "Linear" when Has("in_features", "out_features") && Fits(Whole("in_features"), Whole("out_features")) =>
                new Linear(state, Whole("in_features"), Whole("out_features"), tensors.ContainsKey("bias"), null, type),
            "Conv2d" when Has("in_channels", "out_channels", "kernel_size", "stride") && Whole("padding") >= 0
                && Fits(Whole("out_channels"), Whole("in_channels"), Whole("kernel_size"), Whole("kernel_size")) => new Conv2d(
                state, Whole("in_channels"), Whole("out_channels"), Whole("kernel_size"), Whole("stride"), Whole("padding"), isRandom: false, type),
            "BatchNorm" when Has("features") && Fits(Whole("features")) && Share("eps") >= 0 && Share("momentum") >= 0 =>
                new BatchNorm(state, Whole("features"), Share("eps"), Share("momentum"), type),
            "Embedding" when Has("count", "size") && Fits(Whole("count"), Whole("size")) =>
                new Embedding(state, Whole("count"), Whole("size"), isRandom: false, type),
            "Dropout" when Share("p") >= 0 => new Dropout(Share("p")),
            "MaxPool2d" when Has("size") => new MaxPool2d(Whole("size")),
            "Softmax" when options.GetValueOrDefault("axis", -1) is >= -100 and <= 100 and var axis && axis == Math.Floor(axis) => new SoftmaxLayer((int)axis),
            "ReLU" => new Activation(kind, UnaryFunction.Relu),
            "Sigmoid" => new Activation(kind, UnaryFunction.Sigmoid),
            "Tanh" => new Activation(kind, UnaryFunction.Tanh),
            "GELU" => new Activation(kind, UnaryFunction.Gelu),
            "Flatten" => new Flatten(),
            "Sequential" => new Sequential(children.Select(c => c.Layer)),
            "Model" => new Model(children, null),
            _ => null,
        };
        return made is not null && (children.Count == 0 || made is Sequential or Model) && TryFill(state, made, tensors) ? made : null;
    }

    private static bool TryFill(ProgramState state, Layer layer, Dictionary<string, Tensor> tensors)
    {
        (string Name, Tensor Tensor)[] own = [.. layer.OwnParameters, .. layer.OwnBuffers];
        if (own.Length != tensors.Count
            || !own.All(o => tensors.TryGetValue(o.Name, out Tensor? found) && found.Type == o.Tensor.Type && found.Shape.AsSpan().SequenceEqual(o.Tensor.Shape)))
        {
            return false;
        }

        foreach ((string name, Tensor tensor) in own)
        {
            TensorMath.Assign(state, tensor, tensors[name]);
        }

        return true;
    }
}
