using Galion.NexusLang;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;

namespace Galion.Tests.NexusLang;

/// <summary>
/// Every derivative is held against what moving each number a little does to the result, in double precision and with a weight of its own
/// for each element of the result, so that no sum hides a mistake.
/// </summary>
public sealed class GradientTests
{
    private const string Check =
        """
        fn total(out) {
            let weights = (arange(out.size, dtype="float64") * 0.37 + 0.5).sin().reshape(out.shape)
            return (out * weights).sum()
        }
        fn check(leaves, f) {
            for leaf in leaves { leaf.zero_grad() }
            total(f()).backward()
            let worst = 0.0
            for leaf in leaves {
                let slopes = leaf.grad.flatten()
                let numbers = leaf.detach().flatten()
                for i in 0..leaf.size {
                    let old = numbers[i].item()
                    numbers[i] = old + 0.000001
                    let above = no_grad(() => total(f())).item()
                    numbers[i] = old - 0.000001
                    let below = no_grad(() => total(f())).item()
                    numbers[i] = old
                    let expected = (above - below) / 0.000002
                    worst = max(worst, abs(expected - slopes[i].item()) / max(1.0, abs(expected)))
                }
            }
            print(worst < 0.0001 ? "right" : f"off by {worst}")
        }
        fn leaf(*shape) {
            let t = randn(shape, dtype="float64")
            t.requires_grad = true
            return t
        }
        fn positive(*shape) {
            let t = rand(shape, dtype="float64") + 0.5
            t.requires_grad = true
            return t
        }
        manual_seed(11)

        """;

    [Theory]
    [InlineData("let a = leaf(2, 3)\nlet b = leaf(2, 3)\ncheck([a, b], () => a + b)")]
    [InlineData("let a = leaf(2, 3)\nlet b = leaf(3)\ncheck([a, b], () => a - b)")]
    [InlineData("let a = leaf(2, 1, 3)\nlet b = leaf(4, 1)\ncheck([a, b], () => a * b)")]
    [InlineData("let a = leaf(2, 3)\nlet b = positive(2, 1)\ncheck([a, b], () => a / b)")]
    [InlineData("let a = positive(2, 3)\nlet b = leaf(3)\ncheck([a, b], () => a ** b)")]
    [InlineData("let a = leaf(4)\ncheck([a], () => a ** 3)")]
    [InlineData("let a = leaf(4)\ncheck([a], () => 2 / (a * a + 1) - -a)")]
    [InlineData("let a = leaf(5)\nlet b = leaf(5)\ncheck([a, b], () => a.maximum(b) * a.minimum(b))")]
    [InlineData("let a = leaf(6)\ncheck([a], () => a.clip(-0.5, 0.5))")]
    [InlineData("let a = leaf(6)\ncheck([a], () => where(a > 0, a * a, 3 * a))")]
    [InlineData("let a = leaf(3, 4)\nlet b = leaf(4, 2)\ncheck([a, b], () => a @ b)")]
    [InlineData("let a = leaf(4)\nlet b = leaf(4, 2)\ncheck([a, b], () => a @ b)")]
    [InlineData("let a = leaf(3, 4)\nlet b = leaf(4)\ncheck([a, b], () => a @ b)")]
    [InlineData("let a = leaf(4)\nlet b = leaf(4)\ncheck([a, b], () => a @ b)")]
    [InlineData("let a = leaf(2, 3, 4)\nlet b = leaf(4, 2)\ncheck([a, b], () => a @ b)")]
    [InlineData("let a = leaf(2, 1, 3, 2)\nlet b = leaf(3, 2, 2)\ncheck([a, b], () => a @ b)")]
    [InlineData("let a = leaf(20, 19)\nlet b = leaf(19, 18)\ncheck([b], () => a @ b)")]
    public void Derivatives_of_operators_are_right(string program) => Assert.Equal("right\n", Run(program));

    [Theory]
    [InlineData("relu")]
    [InlineData("sigmoid")]
    [InlineData("tanh")]
    [InlineData("gelu")]
    [InlineData("exp")]
    [InlineData("log")]
    [InlineData("sqrt")]
    [InlineData("abs")]
    [InlineData("sin")]
    [InlineData("cos")]
    [InlineData("sum")]
    [InlineData("mean")]
    [InlineData("max")]
    [InlineData("min")]
    [InlineData("variance")]
    [InlineData("std")]
    [InlineData("softmax")]
    [InlineData("log_softmax")]
    [InlineData("flatten")]
    [InlineData("transpose")]
    [InlineData("copy")]
    public void Derivatives_of_methods_are_right(string method)
    {
        string make = method is "log" or "sqrt" ? "positive" : "leaf";
        Assert.Equal("right\n", Run($"let a = {make}(3, 4)\ncheck([a], () => a.{method}())"));
    }

    [Theory]
    [InlineData("a.sum(axis=0)")]
    [InlineData("a.sum(axis=1, keepdims=true)")]
    [InlineData("a.mean(axis=[0, 2])")]
    [InlineData("a.max(axis=1)")]
    [InlineData("a.min(axis=-1)")]
    [InlineData("a.softmax(axis=0)")]
    [InlineData("a.log_softmax(axis=1)")]
    [InlineData("a.reshape(4, -1) * 2")]
    [InlineData("a.transpose(2, 0, 1) + a.transpose(2, 0, 1)")]
    [InlineData("a.T[1]")]
    [InlineData("a[1]")]
    [InlineData("a[1, 0:2, ::2]")]
    [InlineData("a[:, -1, 1]")]
    [InlineData("a[::-1, 1..3]")]
    [InlineData("a[[1, 0, 1]]")]
    [InlineData("a.take([2, 2, 0], axis=1)")]
    [InlineData("a.unsqueeze(1).broadcast_to(2, 5, 3, 4)")]
    [InlineData("a.T.reshape(12, 2)")]
    [InlineData("concat([a, a * 2], axis=1)")]
    [InlineData("stack([a, a * a], axis=2)")]
    [InlineData("a[0] @ a[1].T")]
    [InlineData("a.astype(\"float64\").squeeze()")]
    public void Derivatives_of_views_and_reductions_are_right(string expression) =>
        Assert.Equal("right\n", Run($"let a = leaf(2, 3, 4)\ncheck([a], () => {expression})"));

    [Theory]
    [InlineData("Linear(3, 4, dtype=\"float64\")", "leaf(5, 3)")]
    [InlineData("Linear(3, 4, bias=false, dtype=\"float64\")", "leaf(2, 5, 3)")]
    [InlineData("Conv2d(2, 3, kernel_size=3, padding=1, dtype=\"float64\")", "leaf(2, 2, 5, 4)")]
    [InlineData("Conv2d(2, 2, kernel_size=2, stride=2, dtype=\"float64\")", "leaf(2, 2, 5, 6)")]
    [InlineData("Conv2d(1, 2, kernel_size=1, stride=3, padding=2, dtype=\"float64\")", "leaf(1, 1, 4, 4)")]
    [InlineData("BatchNorm(3, dtype=\"float64\")", "leaf(6, 3)")]
    [InlineData("BatchNorm(2, dtype=\"float64\")", "leaf(2, 2, 3, 3)")]
    [InlineData("BatchNorm(3, dtype=\"float64\").eval()", "leaf(6, 3)")]
    [InlineData("MaxPool2d(2)", "leaf(2, 1, 4, 4)")]
    [InlineData("Sequential(Flatten(), Linear(4, 3, dtype=\"float64\"), GELU(), Softmax())", "leaf(3, 2, 2)")]
    [InlineData("Sequential(ReLU(), Sigmoid(), Tanh())", "leaf(3, 2)")]
    public void Derivatives_of_layers_are_right(string layer, string input) =>
        Assert.Equal("right\n", Run($"let layer = {layer}\nlet x = {input}\ncheck([x, *layer.parameters()], () => layer(x))"));

    [Fact]
    public void The_derivative_of_an_embedding_goes_to_the_rows_that_were_used() => Assert.Equal(
        "right\n", Run("let layer = Embedding(5, 3, dtype=\"float64\")\ncheck(layer.parameters(), () => layer([[1, 4], [1, 0]]))"));

    [Fact]
    public void The_derivative_of_dropout_passes_what_was_kept() => Assert.Equal(
        "right\n", Run("let layer = Dropout(0.4)\nlet x = leaf(4, 5)\ncheck([x], () => { manual_seed(3)\n return layer(x) })"));

    [Theory]
    [InlineData("MSELoss()(a, b)", "[a, b]")]
    [InlineData("CrossEntropyLoss()(a, [0, 2, 1, 1])", "[a]")]
    [InlineData("CrossEntropyLoss()(a, b.softmax().detach())", "[a]")]
    [InlineData("CrossEntropyLoss()(a.softmax(), [0, 2, 1, 1])", "[a]")]
    [InlineData("BCELoss()(a.sigmoid(), b > 0)", "[a]")]
    [InlineData("BCELoss()(a.sin() * 0.4 + 0.5, b > 0)", "[a]")]
    [InlineData("BCEWithLogitsLoss()(a, b > 0)", "[a]")]
    public void Derivatives_of_losses_are_right(string loss, string leaves) => Assert.Equal(
        "right\n", Run($"let a = leaf(4, 3)\nlet b = leaf(4, 3)\ncheck({leaves}, () => {loss})"));

    [Theory]
    [InlineData("let f = grad(x => (x ** 3).sum())\nprint(f(tensor([1, 2, 3])))", "Tensor([3 12 27])\n")]
    [InlineData("let (a, b) = grad((x, y) => (x * y).sum())([1, 2], [3, 4])\nprint(a, b)", "Tensor([3 4]) Tensor([1 2])\n")]
    [InlineData("let x = tensor([2.0], requires_grad=true)\nlet y = x * x\nlet z = y + y * x\nz.backward()\nprint(x.grad)", "Tensor([16])\n")]
    [InlineData("let x = tensor([2.0], requires_grad=true)\n let y = x * x\ny.backward()\ny = 3 * x\ny.backward()\nprint(x.grad)", "Tensor([7])\n")]
    public void Gradients_of_functions_and_of_several_paths_add_up(string program, string expected) => Assert.Equal(expected, Run(program));

    private static string Run(string text)
    {
        var output = new StringWriter();
        var program = NexusProgram.Read(Check + text, "case.nx");
        Assert.Empty(program.Diagnostics);
        RunResult result = program.Run(
            new OfflineHost(output, TextReader.Null), RunLimits.Default with { WallTime = TimeSpan.FromMinutes(2) }, TestContext.Current.CancellationToken);
        Assert.True(result.Error is null, result.Error?.ToString());
        return output.ToString();
    }
}
