using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary><c>y = x W + b</c></summary>
internal sealed class Linear : Layer
{
    private readonly Tensor _weight;
    private readonly Tensor? _bias;

    internal Linear(ProgramState state, int inputs, int outputs, bool hasBias, string? init, DType type)
    {
        _weight = Parameter(state, type, [inputs, outputs], init switch
        {
            null or "zeros" => null,
            "he" => He(inputs),
            "normal" => random => random.NextNormal() * 0.01,
            "glorot" => Glorot(inputs, outputs),
            _ => throw new NexusException(Errors.BadArgument($"There is no init '{init}': it is glorot, he, normal or zeros.")),
        });
        _bias = hasBias ? Parameter(state, type, [outputs], null) : null;
    }

    internal override string Kind => "Linear";

    internal override (string, double)[] Options => _bias is null
        ? [("in_features", _weight.Shape[0]), ("out_features", _weight.Shape[1]), ("bias", 0)]
        : [("in_features", _weight.Shape[0]), ("out_features", _weight.Shape[1])];

    internal override (string, Tensor)[] OwnParameters => _bias is null ? [("weight", _weight)] : [("weight", _weight), ("bias", _bias)];

    internal override Tensor Forward(ProgramState state, Tensor x)
    {
        if (x.Axes == 0 || x.Shape[^1] != _weight.Shape[0])
        {
            throw new NexusException(Errors.BadArgument(
                $"{this} takes {_weight.Shape[0]} numbers in the last axis, but was given the shape {Shapes.Show(x.Shape)}."));
        }

        Tensor product = TensorMath.MatrixMultiply(state, x, _weight);
        return _bias is null ? product : TensorMath.Binary(state, BinarySign.Add, product, _bias);
    }
}

/// <summary>A convolution of pictures <c>[batch, channels, height, width]</c>.</summary>
internal sealed class Conv2d : Layer
{
    private readonly Tensor _weight;
    private readonly Tensor _bias;
    private readonly int _stride;
    private readonly int _padding;

    internal Conv2d(ProgramState state, int inputs, int outputs, int kernel, int stride, int padding, bool isRandom, DType type)
    {
        (_stride, _padding) = (stride, padding);
        int[] shape = [outputs, inputs, kernel, kernel];
        Shapes.Count(shape);
        _weight = Parameter(state, type, shape, isRandom ? He(inputs * kernel * kernel) : null);
        _bias = Parameter(state, type, [outputs], null);
    }

    internal override string Kind => "Conv2d";

    internal override (string, double)[] Options =>
    [
        ("in_channels", _weight.Shape[1]), ("out_channels", _weight.Shape[0]), ("kernel_size", _weight.Shape[2]), ("stride", _stride), ("padding", _padding),
    ];

    internal override (string, Tensor)[] OwnParameters => [("weight", _weight), ("bias", _bias)];

    internal override Tensor Forward(ProgramState state, Tensor x)
    {
        if (x.Axes != 4 || x.Shape[1] != _weight.Shape[1])
        {
            throw new NexusException(Errors.BadArgument(
                $"{this} takes pictures of the shape (batch, {_weight.Shape[1]}, height, width), but was given {Shapes.Show(x.Shape)}."));
        }

        Tensor pictures = TensorMath.Cast(state, x, _weight.Type);
        Tensor result = TensorMath.Convolve(state, pictures, _weight, _stride, _padding);
        return TensorMath.Binary(state, BinarySign.Add, result, TensorMath.Reshape(state, _bias, [1, _bias.Count, 1, 1]));
    }
}

/// <summary>The largest of each square of a picture.</summary>
internal sealed class MaxPool2d(int size) : Layer
{
    internal override string Kind => "MaxPool2d";

    internal override (string, double)[] Options => [("size", size)];

    internal override Tensor Forward(ProgramState state, Tensor x)
    {
        if (x.Axes != 4 || x.Shape[2] % size != 0 || x.Shape[3] % size != 0)
        {
            throw new NexusException(Errors.BadArgument(
                $"{this} takes pictures whose sides are multiples of {size}, but was given the shape {Shapes.Show(x.Shape)}."));
        }

        Tensor squares = TensorMath.Reshape(state, x, [x.Shape[0], x.Shape[1], x.Shape[2] / size, size, x.Shape[3] / size, size]);
        return TensorMath.Reduce(state, Reduction.Max, squares, [3, 5], keepAxes: false);
    }
}

/// <summary>Ioffe and Szegedy (2015): each channel at mean 0 and deviation 1, then scaled and shifted as learned.</summary>
internal sealed class BatchNorm : Layer
{
    private readonly Tensor _scale;
    private readonly Tensor _shift;
    private readonly Tensor _mean;
    private readonly Tensor _variance;
    private readonly double _epsilon;
    private readonly double _momentum;

    internal BatchNorm(ProgramState state, int features, double epsilon, double momentum, DType type)
    {
        (_epsilon, _momentum) = (epsilon, momentum);
        _scale = Parameter(state, type, [features], null);
        type.Fill(state, _scale.Storage, 0, features, 1);
        _shift = Parameter(state, type, [features], null);
        _mean = Tensor.Full(state, type, [features], 0);
        _variance = Tensor.Full(state, type, [features], 1);
    }

    internal override string Kind => "BatchNorm";

    internal override (string, double)[] Options => [("features", _scale.Count), ("eps", _epsilon), ("momentum", _momentum)];

    internal override (string, Tensor)[] OwnParameters => [("weight", _scale), ("bias", _shift)];

    internal override (string, Tensor)[] OwnBuffers => [("running_mean", _mean), ("running_var", _variance)];

    internal override Tensor Forward(ProgramState state, Tensor x)
    {
        if (x.Axes < 2 || x.Shape[1] != _scale.Count)
        {
            throw new NexusException(Errors.BadArgument(
                $"{this} takes {_scale.Count} channels in axis 1, but was given the shape {Shapes.Show(x.Shape)}."));
        }

        int[] perChannel = [.. x.Shape.Select((s, i) => i == 1 ? s : 1)];
        Tensor Spread(Tensor tensor) => TensorMath.Reshape(state, tensor, perChannel);
        (Tensor mean, Tensor variance) = IsTraining ? Measure(state, x) : (Spread(_mean), Spread(_variance));
        Tensor deviation = TensorMath.Unary(state, UnaryFunction.Sqrt, TensorMath.Binary(
            state, BinarySign.Add, variance, Tensor.Scalar(state, x.Type, _epsilon)));
        Tensor normal = TensorMath.Binary(state, BinarySign.Divide, TensorMath.Binary(state, BinarySign.Subtract, x, mean), deviation);
        return TensorMath.Binary(state, BinarySign.Add, TensorMath.Binary(state, BinarySign.Multiply, normal, Spread(_scale)), Spread(_shift));
    }

    private (Tensor Mean, Tensor Variance) Measure(ProgramState state, Tensor x)
    {
        int[] others = [.. Enumerable.Range(0, x.Axes).Where(i => i != 1)];
        Tensor mean = TensorMath.Mean(state, x, others, keepAxes: true);
        Tensor variance = TensorMath.Variance(state, x, others, keepAxes: true);
        double count = (double)x.Count / _scale.Count;
        Follow(state, _mean, mean, 1);
        Follow(state, _variance, variance, count > 1 ? count / (count - 1) : 1);
        return (mean, variance);
    }

    /// <summary>Moves a running value towards what this batch shows.</summary>
    private void Follow(ProgramState state, Tensor running, Tensor batch, double correction) => Gradients.Without(state, () =>
    {
        Tensor old = TensorMath.Scale(state, running, 1 - _momentum);
        Tensor now = TensorMath.Scale(state, TensorMath.Reshape(state, batch.Detach(state), running.Shape), _momentum * correction);
        TensorMath.Assign(state, running, TensorMath.Binary(state, BinarySign.Add, old, now));
        return running;
    });
}

/// <summary>While training drops some numbers and enlarges the others, so that the sum is the same on average.</summary>
internal sealed class Dropout(double share) : Layer
{
    internal override string Kind => "Dropout";

    internal override (string, double)[] Options => [("p", share)];

    internal override Tensor Forward(ProgramState state, Tensor x)
    {
        if (!IsTraining || share == 0)
        {
            return x;
        }

        double kept = share < 1 ? 1 / (1 - share) : 0;
        Tensor mask = TensorData.Random(state, x.Type, x.Shape, random => random.NextDouble() < share ? 0 : kept);
        return TensorMath.Binary(state, BinarySign.Multiply, x, mask);
    }
}

/// <summary>A learned row for each of a number of things.</summary>
internal sealed class Embedding : Layer
{
    private readonly Tensor _weight;

    internal Embedding(ProgramState state, int count, int size, bool isRandom, DType type) =>
        _weight = Parameter(state, type, [count, size], isRandom ? random => random.NextNormal() : null);

    internal override string Kind => "Embedding";

    internal override (string, double)[] Options => [("count", _weight.Shape[0]), ("size", _weight.Shape[1])];

    internal override (string, Tensor)[] OwnParameters => [("weight", _weight)];

    internal override Tensor Forward(ProgramState state, Tensor x)
    {
        Tensor rows = TensorMath.Take(state, _weight, TensorIndexing.Places(state, Value.Object(x), _weight.Shape[0]), 0);
        return TensorMath.Reshape(state, rows, [.. x.Shape, _weight.Shape[1]]);
    }
}

/// <summary>A layer that only applies a function to each number.</summary>
internal sealed class Activation(string kind, UnaryFunction function) : Layer
{
    internal override string Kind => kind;

    internal override Tensor Forward(ProgramState state, Tensor x) => TensorMath.Unary(state, function, x);
}

internal sealed class SoftmaxLayer(int axis) : Layer
{
    internal override string Kind => "Softmax";

    internal override (string, double)[] Options => axis == -1 ? [] : [("axis", axis)];

    internal override Tensor Forward(ProgramState state, Tensor x) =>
        TensorMath.Softmax(state, x, Shapes.Axis(axis, x.Axes), isLog: false);
}

/// <summary>All axes but the first made one.</summary>
internal sealed class Flatten : Layer
{
    internal override string Kind => "Flatten";

    internal override Tensor Forward(ProgramState state, Tensor x) =>
        TensorMath.Reshape(state, x, x.Axes == 0 ? [1] : [x.Shape[0], Shapes.Count(x.Shape.AsSpan(1))]);
}
