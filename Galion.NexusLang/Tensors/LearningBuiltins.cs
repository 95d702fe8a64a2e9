using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>Layers, losses, optimisers, data and training as programs call them.</summary>
internal static class LearningBuiltins
{
    internal static readonly Builtin[] All =
    [
        Arg.Define("Linear(in_features, out_features, bias?, init?, dtype?)", (state, a) => Value.Object(new Linear(
            state, Size(a[0], "in_features"), Size(a[1], "out_features"), Arg.Truth(a[2], missing: true),
            Arg.OptionalText(a[3], "init") ?? "glorot", TensorData.Type(a[4], DType.Float32)))),
        Arg.Define("Conv2d(in_channels, out_channels, kernel_size?, stride?, padding?, dtype?)", (state, a) => Value.Object(new Conv2d(
            state, Size(a[0], "in_channels"), Size(a[1], "out_channels"), Size(a[2], "kernel_size", 3), Size(a[3], "stride", 1),
            Size(a[4], "padding", 0, least: 0), isRandom: true, TensorData.Type(a[5], DType.Float32)))),
        Arg.Define("MaxPool2d(size?)", (_, a) => Value.Object(new MaxPool2d(Size(a[0], "size", 2)))),
        Arg.Define("BatchNorm(features, eps?, momentum?, dtype?)", (state, a) => Value.Object(new BatchNorm(
            state, Size(a[0], "features"), Between(a[1], "eps", 1e-5), Between(a[2], "momentum", 0.1), TensorData.Type(a[3], DType.Float32)))),
        Arg.Define("Dropout(p?)", (_, a) => Value.Object(new Dropout(Between(a[0], "p", 0.5)))),
        Arg.Define("Embedding(count, size, dtype?)", (state, a) => Value.Object(new Embedding(
            state, Size(a[0], "count"), Size(a[1], "size"), isRandom: true, TensorData.Type(a[2], DType.Float32)))),
        Arg.Define("ReLU()", (_, _) => Value.Object(new Activation("ReLU", UnaryFunction.Relu))),
        Arg.Define("Sigmoid()", (_, _) => Value.Object(new Activation("Sigmoid", UnaryFunction.Sigmoid))),
        Arg.Define("Tanh()", (_, _) => Value.Object(new Activation("Tanh", UnaryFunction.Tanh))),
        Arg.Define("GELU()", (_, _) => Value.Object(new Activation("GELU", UnaryFunction.Gelu))),
        Arg.Define("Softmax(axis?)", (_, a) => Value.Object(new SoftmaxLayer((int)Math.Clamp(Arg.Whole(a[0], "axis", -1), -100, 100)))),
        Arg.Define("Flatten()", (_, _) => Value.Object(new Flatten())),
        Arg.Define("Sequential(*layers)", MakeSequential),
        Arg.Define("Model(layers?, forward?)", MakeModel),
        Arg.Define("MSELoss()", (_, _) => Value.Object(Loss.MeanSquared())),
        Arg.Define("CrossEntropyLoss()", (_, _) => Value.Object(Loss.CrossEntropy())),
        Arg.Define("BCELoss()", (_, _) => Value.Object(Loss.BinaryCrossEntropy())),
        Arg.Define("BCEWithLogitsLoss()", (_, _) => Value.Object(Loss.BinaryCrossEntropyOfScores())),
        Arg.Define("SGD(params, lr?, momentum?, weight_decay?)", (_, a) => Value.Object(new Sgd(
            Optimizer.Read(a[0]), Optimizer.CheckRate(Arg.Number(a[1], "lr", 0.01)), Between(a[2], "momentum", 0), Arg.Number(a[3], "weight_decay", 0)))),
        Arg.Define("Adam(params, lr?, betas?, eps?, weight_decay?)", MakeAdam),
        Arg.Define("Dataset(data, labels)", (state, a) => Value.Object(
            new Dataset(TensorData.Read(state, a[0], null), TensorData.Read(state, a[1], null)))),
        Arg.Define("DataLoader(dataset, batch_size?, shuffle?)", (state, a) => Value.Object(new DataLoader(
            Dataset.Read(state, a[0]), Size(a[1], "batch_size", 32), Arg.Truth(a[2], missing: false)))),
        Arg.Define("train_test_split(data, labels, test_size?, shuffle?)", Split),
        Arg.Define("accuracy(predictions, labels)", Accuracy),
        Arg.Define("Trainer(model, optimizer, loss)", (state, a) => Value.Object(new Trainer(
            Networks.Read(state, a[0]), a[0], a[1].Ref as Optimizer ?? throw Arg.Wrong("optimizer", "an optimiser, such as Adam", a[1]),
            Arg.Callable(a[2], "loss")))),
        Arg.Define("parameters(model)", (_, a) => Arg.Array(Networks.ParametersOf(a[0]).Select(Value.Object))),
        Arg.Define("predict(model, x)", (state, a) => Networks.Read(state, a[0]).Predict(state, a[1])),
        Arg.Define("save_model(model, name)", (state, a) =>
        {
            string name = Arg.Text(a[1], "name");
            byte[] file = ModelFile.Write(state, a[0]);
            HostCalls.Wait(state, async c =>
            {
                await state.Host.SaveModelAsync(name, file, c);
                return true;
            });
            return Value.Null;
        }),
        Arg.Define("load_model(name)", (state, a) =>
        {
            string name = Arg.Text(a[0], "name");
            byte[] file = HostCalls.Wait(state, c => state.Host.LoadModelAsync(name, c))
                ?? throw new NexusException(Errors.NoModel(name));
            return ModelFile.Read(state, file);
        }),
    ];

    private static int Size(Value value, string name, long missing = -1, int least = 1)
    {
        long size = missing < 0 ? Arg.Whole(value, name) : Arg.Whole(value, name, missing);
        return size >= least && size <= 1_000_000_000
            ? (int)size
            : throw new NexusException(Errors.BadArgument($"'{name}' must be {least} or more, but is {size}."));
    }

    private static double Between(Value value, string name, double missing)
    {
        double number = Arg.Number(value, name, missing);
        return number is >= 0 and <= 1
            ? number
            : throw new NexusException(Errors.BadArgument($"'{name}' must be from 0 to 1, but is {Printing.Show(number)}."));
    }

    private static Value MakeSequential(ProgramState state, Value[] a)
    {
        Value[] given = Iteration.ToArray(state, a[0]);
        given = given is [{ Ref: ArrayObject list }] ? list.Span.ToArray() : given;
        var made = new Sequential(given.Select(v => Networks.Read(state, v)));
        Networks.CheckNesting(made, null);
        return Value.Object(made);
    }

    private static Value MakeModel(ProgramState state, Value[] a)
    {
        IEnumerable<(string, Layer)> layers = !Arg.IsGiven(a[0]) ? []
            : a[0].Ref is DictObject named ? named.Pairs().Select(p => (Arg.Text(p.Key, "A layer's name"), Networks.Read(state, p.Value)))
            : Iteration.ToArray(state, a[0]).Select((v, i) => (i.ToString(System.Globalization.CultureInfo.InvariantCulture), Networks.Read(state, v)));
        var made = new Model([.. layers], Arg.IsGiven(a[1]) ? Arg.Callable(a[1], "forward") : null);
        Networks.CheckNesting(made, null);
        return Value.Object(made);
    }

    private static Value MakeAdam(ProgramState state, Value[] a)
    {
        Value[] betas = Arg.IsGiven(a[2]) ? Iteration.Unpack(state, a[2], 2, -1) : [Value.Of(0.9), Value.Of(0.999)];
        double Beta(Value value) => Arg.Number(value, "betas") is >= 0 and < 1 and var beta
            ? beta
            : throw new NexusException(Errors.BadArgument($"Each of 'betas' must be from 0 to below 1, but one is {Printing.Show(value)}."));
        return Value.Object(new Adam(
            Optimizer.Read(a[0]), Optimizer.CheckRate(Arg.Number(a[1], "lr", 0.001)), Beta(betas[0]), Beta(betas[1]), Between(a[3], "eps", 1e-8),
            Arg.Number(a[4], "weight_decay", 0)));
    }

    /// <summary>Four parts in the order that is usual: examples to learn from and to test with, then their labels.</summary>
    private static Value Split(ProgramState state, Value[] a)
    {
        int count = (int)Math.Min(Methods.Length(a[0]), int.MaxValue);
        if (Methods.Length(a[1]) != count)
        {
            throw new NexusException(Errors.BadArgument($"There are {count} examples, but {Methods.Length(a[1])} labels."));
        }

        double share = Between(a[2], "test_size", 0.2);
        int tested = (int)Math.Round(count * share, MidpointRounding.AwayFromZero);
        int[] order = Arg.Truth(a[3], missing: true) ? Dataset.Shuffled(state, count) : [.. Enumerable.Range(0, count)];
        Value Part(Value all, int[] places) => all.Ref is Tensor tensor
            ? Value.Object(TensorMath.Take(state, tensor, places, 0))
            : Arg.Array(places.Select(p => Ops.Index(state, all, Value.Of((long)p))));
        (int[] learned, int[] held) = (order[..(count - tested)], order[(count - tested)..]);
        return Value.Object(new TupleObject([Part(a[0], learned), Part(a[0], held), Part(a[1], learned), Part(a[1], held)]));
    }

    /// <summary>The share of rows whose largest number is at the right place; of single numbers, those on the right side of one half.</summary>
    private static Value Accuracy(ProgramState state, Value[] a)
    {
        Tensor predictions = TensorData.Read(state, a[0], null);
        Tensor labels = TensorData.Read(state, a[1], null);
        double[] guessed = Classes(state, predictions);
        double[] right = Classes(state, labels);
        return guessed.Length != right.Length ? throw new NexusException(Errors.BadShapes("accuracy()", predictions.Shape, labels.Shape))
            : guessed.Length == 0 ? throw new NexusException(Errors.Empty("Accuracy"))
            : Value.Of(guessed.Zip(right).Count(p => p.First == p.Second) / (double)guessed.Length);
    }

    private static double[] Classes(ProgramState state, Tensor tensor)
    {
        state.Charge(tensor.Count * 4L);
        state.Allocate(tensor.Count * 8L);
        bool hasRows = tensor.Axes > 1 && tensor.Shape[^1] > 1;
        return hasRows
            ? [.. TensorMath.Reduce(state, Reduction.ArgMax, tensor, tensor.Axes - 1, keepAxes: false).Elements()]
            : [.. tensor.Elements().Select(e => e == Math.Floor(e) ? e : e >= 0.5 ? 1 : 0)];
    }
}
