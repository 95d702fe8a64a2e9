using System.Globalization;
using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>Shows a model examples again and again and moves its parameters after each batch.</summary>
internal sealed class Trainer(Layer model, Value modelValue, Optimizer optimizer, Function loss) : LibraryObject
{
    internal static readonly Dictionary<string, Builtin> Table = new Builtin[]
    {
        Arg.Define("fit(self, data, epochs?, batch_size?, shuffle?, verbose?)", (state, a) => ((Trainer)a[0].Ref!).Fit(state, a)),
        Arg.Define("evaluate(self, data, batch_size?)", (state, a) => Value.Of(((Trainer)a[0].Ref!).Evaluate(state, a[1], a[2]))),
    }.ToDictionary(b => b.Info.Name);

    internal override string TypeName => "trainer";

    internal override IReadOnlyDictionary<string, Builtin> Methods => Table;

    internal override IEnumerable<string> PropertyNames => ["model", "optimizer"];

    internal override Value? Property(ProgramState state, string name) => name switch
    {
        "model" => modelValue,
        "optimizer" => Value.Object(optimizer),
        _ => null,
    };

    private static int Size(Value value, DataLoader? loader)
    {
        long size = Arg.Whole(value, "batch_size", loader?.BatchSize ?? 32);
        return size is >= 1 and <= int.MaxValue
            ? (int)size
            : throw new NexusException(Errors.BadArgument($"'batch_size' must be 1 or more, but is {size}."));
    }

    private Value Fit(ProgramState state, Value[] a)
    {
        var data = Dataset.Read(state, a[1]);
        int epochs = Arg.Count(Arg.IsGiven(a[2]) ? a[2] : Value.Of(10), "epochs");
        int size = Size(a[3], a[1].Ref as DataLoader);
        bool isShuffled = Arg.Truth(a[4], missing: true);
        bool isTold = Arg.Truth(a[5], missing: true);
        if (data.Count == 0)
        {
            throw new NexusException(Errors.Empty("Training"));
        }

        Tell(state, isTold, $"Training for {epochs} epochs…");
        model.SetTraining(true);
        List<Value> losses = [];
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            double sum = 0;
            foreach ((Tensor inputs, Tensor targets) in data.InBatches(state, size, isShuffled))
            {
                optimizer.Clear();
                Tensor measured = Measure(state, inputs, targets);
                Gradients.Run(state, measured, null, keep: false);
                optimizer.Step(state);
                sum += measured.Item() * inputs.Shape[0];
            }

            state.Allocate(16);
            losses.Add(Value.Of(sum / data.Count));
            Tell(state, isTold, string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch}/{epochs} - Loss: {sum / data.Count:0.0000}"));
        }

        model.SetTraining(false);
        Tell(state, isTold, "Training complete!");
        return Arg.Dict(state, ("loss", Arg.Array(losses)));
    }

    private Tensor Measure(ProgramState state, Tensor inputs, Tensor targets)
    {
        Value predicted = model.Call(state, Value.Object(inputs));
        return Networks.Tensor(Arg.Call(state, loss, predicted, Value.Object(targets)));
    }

    private double Evaluate(ProgramState state, Value given, Value batchSize)
    {
        var data = Dataset.Read(state, given);
        int size = Size(batchSize, given.Ref as DataLoader);
        bool wasTraining = model.IsTraining;
        model.SetTraining(false);
        try
        {
            double sum = Gradients.Without(state, () =>
                data.InBatches(state, size, isShuffled: false).Sum(b => Measure(state, b.Inputs, b.Targets).Item() * b.Inputs.Shape[0]));
            return data.Count == 0 ? throw new NexusException(Errors.Empty("The loss")) : sum / data.Count;
        }
        finally
        {
            model.SetTraining(wasTraining);
        }
    }

    private static void Tell(ProgramState state, bool isTold, string text)
    {
        if (isTold)
        {
            state.Session.Write(text + "\n");
        }
    }

    public override string ToString() => $"Trainer({optimizer})";
}
