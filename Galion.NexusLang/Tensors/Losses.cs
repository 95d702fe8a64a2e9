using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>How far predictions are from what was wanted, as one number; called like a function.</summary>
internal sealed class Loss(string name, Func<ProgramState, Tensor, Tensor, Tensor> measure) : LibraryObject
{
    internal static readonly Dictionary<string, Builtin> Table = new()
    {
        ["forward"] = Arg.Define("forward(self, prediction, target)", (state, a) =>
        {
            Tensor prediction = TensorData.Read(state, a[1], null);
            return Value.Object(((Loss)a[0].Ref!).Measure(state, prediction, TensorData.Read(state, a[2], prediction.Type)));
        }),
    };

    /// <summary>Probabilities are kept so far from 0 and 1 before their logarithm is taken.</summary>
    private const double Margin = 1e-7;

    internal override string TypeName => "loss";

    internal override IReadOnlyDictionary<string, Builtin> Methods => Table;

    internal override Function AsFunction() => new BoundMethod(Value.Object(this), Table["forward"]);

    internal Tensor Measure(ProgramState state, Tensor prediction, Tensor target) => measure(state, prediction, target);

    public override string ToString() => $"{name}()";

    private static Tensor Fit(ProgramState state, string what, Tensor prediction, Tensor target) => prediction.Count == target.Count
        ? TensorMath.Cast(state, TensorMath.Reshape(state, target, prediction.Shape), prediction.Type)
        : throw new NexusException(Errors.BadShapes(what, prediction.Shape, target.Shape));

    internal static Loss MeanSquared() => new("MSELoss", (state, prediction, target) =>
    {
        Tensor apart = TensorMath.Binary(state, BinarySign.Subtract, prediction, Fit(state, "MSELoss", prediction, target));
        return TensorMath.Mean(state, TensorMath.Binary(state, BinarySign.Multiply, apart, apart), null, keepAxes: false);
    });

    /// <summary>
    /// From what goes into a softmax, and from what comes out of one, whose input is then used: so the logarithm is exact where
    /// probabilities are tiny. Targets are classes or probabilities of classes.
    /// </summary>
    internal static Loss CrossEntropy() => new("CrossEntropyLoss", (state, prediction, target) =>
    {
        if (prediction.Axes == 0)
        {
            throw new NexusException(Errors.BadShapes("CrossEntropyLoss", prediction.Shape, target.Shape));
        }

        Tensor scores = prediction.Scores is (var softmaxed, null) ? softmaxed : prediction;
        int classes = scores.Shape[^1];
        int rows = classes == 0 ? 0 : scores.Count / classes;
        Tensor logarithms = TensorMath.Softmax(state, TensorMath.Reshape(state, scores, [rows, classes]), 1, isLog: true);
        Tensor wanted = target.Count == scores.Count && (rows != target.Count || target.Axes == scores.Axes)
            ? TensorMath.Cast(state, TensorMath.Reshape(state, target, [rows, classes]), scores.Type)
            : target.Count == rows ? Marks(state, target, classes, scores.Type)
            : throw new NexusException(Errors.BadShapes("CrossEntropyLoss", prediction.Shape, target.Shape));
        Tensor sum = TensorMath.Reduce(state, Reduction.Sum, TensorMath.Binary(state, BinarySign.Multiply, logarithms, wanted), null, keepAxes: false);
        return TensorMath.Scale(state, sum, -1.0 / Math.Max(rows, 1));
    });

    private static Tensor Marks(ProgramState state, Tensor classesOfRows, int classes, DType type)
    {
        int[] places = TensorIndexing.Places(state, Value.Object(classesOfRows), classes);
        Tensor marks = Tensor.Full(state, type, [places.Length, classes], 0);
        for (int i = 0; i < places.Length; i++)
        {
            marks.Storage[(i * classes) + places[i]] = 1;
        }

        return marks;
    }

    internal static Loss BinaryCrossEntropy() => new("BCELoss", (state, prediction, target) =>
    {
        if (prediction.Scores is (var scores, UnaryFunction.Sigmoid))
        {
            return FromScores(state, scores, Fit(state, "BCELoss", prediction, target));
        }

        Tensor wanted = Fit(state, "BCELoss", prediction, target);
        Tensor Number(double value) => Tensor.Scalar(state, prediction.Type, value);
        Tensor Log(Tensor x) => TensorMath.Unary(state, UnaryFunction.Log, x);
        Tensor One(Tensor x) => TensorMath.Binary(state, BinarySign.Subtract, Number(1), x);
        Tensor sure = TensorMath.Binary(state, BinarySign.Minimum, TensorMath.Binary(state, BinarySign.Maximum, prediction, Number(Margin)), Number(1 - Margin));
        Tensor yes = TensorMath.Binary(state, BinarySign.Multiply, wanted, Log(sure));
        Tensor no = TensorMath.Binary(state, BinarySign.Multiply, One(wanted), Log(One(sure)));
        return TensorMath.Scale(state, TensorMath.Mean(state, TensorMath.Binary(state, BinarySign.Add, yes, no), null, keepAxes: false), -1);
    });

    internal static Loss BinaryCrossEntropyOfScores() => new("BCEWithLogitsLoss", (state, prediction, target) =>
        FromScores(state, prediction, Fit(state, "BCEWithLogitsLoss", prediction, target)));

    /// <summary><c>max(x, 0) - x t + log(1 + exp(-|x|))</c>, which never overflows.</summary>
    private static Tensor FromScores(ProgramState state, Tensor x, Tensor target)
    {
        Tensor fitted = TensorMath.Reshape(state, target, x.Shape);
        Tensor distance = TensorMath.Unary(state, UnaryFunction.Negate, TensorMath.Unary(state, UnaryFunction.Abs, x));
        Tensor tail = TensorMath.Unary(state, UnaryFunction.Log, TensorMath.Binary(
            state, BinarySign.Add, TensorMath.Unary(state, UnaryFunction.Exp, distance), Tensor.Scalar(state, x.Type, 1)));
        Tensor linear = TensorMath.Binary(
            state, BinarySign.Subtract, TensorMath.Unary(state, UnaryFunction.Relu, x), TensorMath.Binary(state, BinarySign.Multiply, x, fitted));
        return TensorMath.Mean(state, TensorMath.Binary(state, BinarySign.Add, linear, tail), null, keepAxes: false);
    }
}
