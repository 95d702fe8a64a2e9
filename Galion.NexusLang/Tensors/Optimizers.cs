using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>Changes parameters in place by the derivatives that <c>backward()</c> has left in them.</summary>
internal abstract class Optimizer(Tensor[] parameters, double rate) : LibraryObject
{
    internal static readonly Dictionary<string, Builtin> Table = new Builtin[]
    {
        Arg.Define("step(self)", (state, a) =>
        {
            ((Optimizer)a[0].Ref!).Step(state);
            return Value.Null;
        }),
        Arg.Define("zero_grad(self)", (_, a) =>
        {
            ((Optimizer)a[0].Ref!).Clear();
            return Value.Null;
        }),
    }.ToDictionary(b => b.Info.Name);

    protected double Rate { get; private set; } = rate;

    internal override string TypeName => "optimizer";

    internal override IReadOnlyDictionary<string, Builtin> Methods => Table;

    internal override IEnumerable<string> PropertyNames => ["lr"];

    internal override Value? Property(ProgramState state, string name) => name == "lr" ? Value.Of(Rate) : null;

    internal override bool SetProperty(ProgramState state, string name, Value value)
    {
        if (name == "lr")
        {
            Rate = CheckRate(Arg.Number(value, "lr"));
        }

        return name == "lr";
    }

    internal static double CheckRate(double rate) => rate is >= 0 and < double.PositiveInfinity
        ? rate
        : throw new NexusException(Errors.BadArgument($"The learning rate must be 0 or more, but is {Printing.Show(rate)}."));

    internal static Tensor[] Read(Value value)
    {
        Tensor[] parameters = [.. Networks.ParametersOf(value)];
        return parameters.Length == 0
            ? throw new NexusException(Errors.BadArgument("An optimiser needs tensors that require a gradient, such as model.parameters()."))
            : Array.TrueForAll(parameters, p => p.IsDense)
            ? parameters
            : throw new NexusException(Errors.BadArgument("A parameter must be a tensor of its own, not a view with gaps; copy() makes one."));
    }

    internal void Clear() => Array.ForEach(parameters, p => p.Grad = null);

    internal void Step(ProgramState state)
    {
        BeginStep();
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Grad is { } gradient)
            {
                Tensor parameter = parameters[i];
                Move(state, i, parameter, TensorMath.Contiguous(state, TensorMath.Cast(state, gradient.Detach(state), parameter.Type)));
                parameter.Storage.Version++;
            }
        }
    }

    protected virtual void BeginStep()
    {
    }

    protected abstract void Move(ProgramState state, int index, Tensor parameter, Tensor gradient);

    protected int ParameterCount => parameters.Length;

    protected static Storage NewLike(ProgramState state, Tensor parameter) => Tensor.New(state, parameter.Type, parameter.Shape).Storage;
}

/// <summary>Down the slope, with momentum when asked for.</summary>
internal sealed class Sgd(Tensor[] parameters, double rate, double momentum, double decay) : Optimizer(parameters, rate)
{
    private readonly Storage?[] _velocities = new Storage?[parameters.Length];

    protected override void Move(ProgramState state, int index, Tensor parameter, Tensor gradient)
    {
        if (momentum != 0)
        {
            _velocities[index] ??= NewLike(state, parameter);
        }

        parameter.Type.Momentum(
            state, (parameter.Storage, parameter.Offset), (gradient.Storage, gradient.Offset), _velocities[index], parameter.Count, Rate, momentum, decay);
    }

    public override string ToString() => $"SGD(lr={Printing.Show(Rate)}, momentum={Printing.Show(momentum)})";
}

/// <summary>Kingma and Ba (2015).</summary>
internal sealed class Adam(Tensor[] parameters, double rate, double beta1, double beta2, double epsilon, double decay) : Optimizer(parameters, rate)
{
    private readonly (Storage First, Storage Second)?[] _moments = new (Storage, Storage)?[parameters.Length];
    private int _steps;

    protected override void BeginStep() => _steps++;

    protected override void Move(ProgramState state, int index, Tensor parameter, Tensor gradient)
    {
        (Storage first, Storage second) = _moments[index] ??= (NewLike(state, parameter), NewLike(state, parameter));
        var step = new AdamStep(Rate, beta1, beta2, epsilon, 1 - Math.Pow(beta1, _steps), 1 - Math.Pow(beta2, _steps), decay);
        parameter.Type.Adam(
            state, (parameter.Storage, parameter.Offset), (gradient.Storage, gradient.Offset), first, second, parameter.Count, step);
    }

    public override string ToString() =>
        $"Adam(lr={Printing.Show(Rate)}, betas=({Printing.Show(beta1)}, {Printing.Show(beta2)}), eps={Printing.Show(epsilon)})";
}
