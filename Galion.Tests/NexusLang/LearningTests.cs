using Galion.NexusLang;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;

namespace Galion.Tests.NexusLang;

/// <summary>
/// Programs that learn, with the default limits of the platform but for time, which a busy machine may need more of, and memory: that of the
/// whole process counts, and here other tests run beside them.
/// </summary>
public sealed class LearningTests
{
    private static readonly RunLimits Patient = RunLimits.Default with { WallTime = TimeSpan.FromMinutes(2), MemoryBytes = 2L << 30 };

    private static (RunResult Result, string Output) Run(string text, RunLimits? limits = null)
    {
        var output = new StringWriter();
        var program = NexusProgram.Read(text, "case.nx");
        Assert.Empty(program.Diagnostics);
        RunResult result = program.Run(
            new OfflineHost(output, TextReader.Null), limits ?? Patient, TestContext.Current.CancellationToken);
        return (result, output.ToString());
    }

    private static string Output(string text)
    {
        (RunResult result, string output) = Run(text);
        Assert.True(result.Error is null, result.Error?.ToString());
        return output;
    }

    [Theory]
    [InlineData("Adam(model.parameters(), lr=0.05)", "BCELoss()")]
    [InlineData("SGD(model.parameters(), lr=0.5, momentum=0.9)", "MSELoss()")]
    public void Exclusive_or_is_learned_without_a_mistake(string optimizer, string loss) => Assert.Equal("1.0 true\n", Output(
        $$"""
        manual_seed(5)
        let x = tensor([[0, 0], [0, 1], [1, 0], [1, 1]])
        let y = tensor([[0], [1], [1], [0]])
        let model = Sequential(Linear(2, 8), Tanh(), Linear(8, 1), Sigmoid())
        let trainer = Trainer(model, {{optimizer}}, {{loss}})
        let history = trainer.fit((x, y), epochs=400, batch_size=4, verbose=false)
        print(accuracy(model.predict(x), y), history.loss[-1] < 0.02)
        """));

    [Fact]
    public void Two_spirals_are_told_apart_on_points_between_those_that_were_shown() => Assert.Equal("true true\n", Output(
        """
        import math
        manual_seed(2)
        fn arm(count, turn, shift) {
            let points = []
            for i in 0..count {
                let radius = 0.1 + 0.9 * (i + shift) / count
                let angle = 3 * math.pi * radius + turn
                points.push([3 * radius * math.sin(angle), 3 * radius * math.cos(angle)])
            }
            return points
        }
        let shown = tensor(arm(150, 0, 0) + arm(150, math.pi, 0))
        let between = tensor(arm(150, 0, 0.5) + arm(150, math.pi, 0.5))
        let labels = tensor([0] * 150 + [1] * 150)
        let model = Sequential(Linear(2, 32), ReLU(), Linear(32, 32), ReLU(), Linear(32, 2))
        let trainer = Trainer(model, Adam(model.parameters(), lr=0.02), CrossEntropyLoss())
        trainer.fit(Dataset(shown, labels), epochs=80, batch_size=50, verbose=false)
        print(accuracy(model.predict(shown), labels) >= 0.98, accuracy(model.predict(between), labels) >= 0.98)
        """));

    /// <summary>Digits of 8 by 8 drawn from strokes, moved, thickened by chance and covered with noise.</summary>
    private const string Digits =
        """
        import random
        random.seed(3)
        let strokes = [
            [(2, 1, 5, 1), (5, 1, 5, 6), (5, 6, 2, 6), (2, 6, 2, 1)],
            [(3, 2, 4, 1), (4, 1, 4, 6), (3, 6, 5, 6)],
            [(2, 1, 5, 1), (5, 1, 5, 3), (5, 3, 2, 6), (2, 6, 5, 6)],
            [(2, 1, 5, 1), (5, 1, 3, 3), (3, 3, 5, 4), (5, 4, 5, 6), (5, 6, 2, 6)],
            [(2, 1, 2, 4), (2, 4, 6, 4), (5, 1, 5, 6)],
            [(5, 1, 2, 1), (2, 1, 2, 3), (2, 3, 5, 3), (5, 3, 5, 6), (5, 6, 2, 6)],
            [(5, 1, 2, 3), (2, 3, 2, 6), (2, 6, 5, 6), (5, 6, 5, 4), (5, 4, 2, 4)],
            [(2, 1, 5, 1), (5, 1, 3, 6)],
            [(2, 1, 5, 1), (5, 1, 5, 6), (5, 6, 2, 6), (2, 6, 2, 1), (2, 3, 5, 3)],
            [(5, 3, 2, 3), (2, 3, 2, 1), (2, 1, 5, 1), (5, 1, 5, 6)],
        ]
        fn draw(digit) {
            let picture = [random.float(0.0, 0.25) for _ in 0..64]
            let dx = random.int(-1, 1)
            let dy = random.int(-1, 1)
            for (x1, y1, x2, y2) in strokes[digit] {
                for step in 0..13 {
                    let x = round(x1 + (x2 - x1) * step / 12.0) + dx
                    let y = round(y1 + (y2 - y1) * step / 12.0) + dy
                    if x >= 0 && x < 8 && y >= 0 && y < 8 { picture[y * 8 + x] = random.float(0.6, 1.0) }
                }
            }
            for _ in 0..2 { picture[random.int(0, 63)] = random.float(0.0, 1.0) }
            return picture
        }
        let labels = [i % 10 for i in 0..2400]
        let pictures = tensor([draw(label) for label in labels])
        let (shown, held, shown_labels, held_labels) = train_test_split(pictures, tensor(labels), test_size=0.2)

        """;

    [Fact]
    public void Drawn_digits_that_were_never_shown_are_read() => Assert.Equal("(1920, 64) (480, 64)\ntrue\n", Output(Digits +
        """
        print(shown.shape, held.shape)
        let model = Sequential(Linear(64, 64), ReLU(), Linear(64, 10))
        let trainer = Trainer(model, Adam(model.parameters(), lr=0.005), CrossEntropyLoss())
        trainer.fit((shown, shown_labels), epochs=15, batch_size=32, verbose=false)
        let right = accuracy(model.predict(held), held_labels)
        print(right >= 0.95 ? true : right)
        """));

    [Fact]
    public void A_convolutional_network_reads_them_too_and_is_the_same_after_saving() => Assert.Equal("true\ntrue\n", Output(Digits +
        """
        let model = Sequential(
            Conv2d(1, 8, kernel_size=3, padding=1), BatchNorm(8), ReLU(), MaxPool2d(2), Flatten(), Linear(128, 10), Softmax())
        let trainer = Trainer(model, Adam(model.parameters(), lr=0.01), CrossEntropyLoss())
        trainer.fit((shown.reshape(-1, 1, 8, 8), shown_labels), epochs=5, batch_size=32, verbose=false)
        let right = accuracy(model.predict(held.reshape(-1, 1, 8, 8)), held_labels)
        print(right >= 0.95 ? true : right)
        save_model(model, "digits")
        print(load_model("digits").predict(held.reshape(-1, 1, 8, 8)) == model.predict(held.reshape(-1, 1, 8, 8)))
        """));

    [Fact]
    public void A_network_may_be_a_struct_of_the_program() => Assert.Equal("true\n", Output(
        """
        manual_seed(1)
        struct Net { first, second }
        impl Net { fn forward(self, x) { return self.second(self.first(x).tanh()) } }
        let net = Net(Linear(1, 16), Linear(16, 1))
        let x = linspace(-2, 2, 40).reshape(40, 1)
        let y = x.sin()
        let trainer = Trainer(net, Adam(parameters(net), lr=0.02), MSELoss())
        trainer.fit((x, y), epochs=150, batch_size=20, verbose=false)
        let loss = trainer.evaluate((x, y))
        print(loss < 0.01 ? true : loss)
        """));

    [Fact]
    public void A_loop_of_ones_own_learns_like_the_trainer() => Assert.Equal("[2.0, -1.0]\n", Output(
        """
        manual_seed(4)
        let x = randn(64, 1)
        let y = 2 * x - 1
        let w = zeros(1, 1, requires_grad=true)
        let b = zeros(1, requires_grad=true)
        let optimizer = SGD([w, b], lr=0.2)
        for _ in 0..100 {
            optimizer.zero_grad()
            let loss = MSELoss()(x @ w + b, y)
            loss.backward()
            optimizer.step()
        }
        print([round(w.item(), 3), round(b.item(), 3)])
        """));

    [Fact]
    public void The_same_seed_gives_the_same_network_and_other_seeds_others()
    {
        static string Program(int seed) =>
            $$"""
            manual_seed({{seed}})
            let m = Sequential(Linear(3, 4), Dropout(0.5), Linear(4, 1))
            let t = Trainer(m, Adam(m.parameters()), MSELoss())
            t.fit((randn(40, 3), randn(40, 1)), epochs=3, batch_size=8)
            print(m.state())
            """;

        Assert.Equal(Output(Program(1)), Output(Program(1)));
        Assert.NotEqual(Output(Program(1)), Output(Program(2)));
        Assert.StartsWith("Training for 3 epochs…\nEpoch 1/3 - Loss: ", Output(Program(1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("while true { let a = randn(400, 400)\n a @ a }")]
    [InlineData("let a = zeros(3000, 3000)\nwhile true { a @ a }")]
    [InlineData("let a = zeros(2000, 2000)\nwhile true { a.T.sum(axis=1) + a.tanh().softmax(axis=0).max() }")]
    [InlineData("let x = zeros(1, requires_grad=true)\nwhile true { let y = x\n for _ in 0..20000 { y = y + 1 }\n y.backward() }")]
    [InlineData("let m = Conv2d(3, 64, padding=1)\nlet x = zeros(4, 3, 128, 128)\nwhile true { no_grad(() => m(x)) }")]
    [InlineData("let m = Linear(10, 10)\nlet t = Trainer(m, SGD(m), MSELoss())\nt.fit((zeros(1000, 10), zeros(1000, 10)), epochs=10000000, verbose=false)")]
    [InlineData("while true { randn(2000, 2000).exp() ** 1.5 }")]
    public async Task Work_on_tensors_ends_soon_after_somebody_stops_it(string text)
    {
        using var stop = new CancellationTokenSource();
        var program = NexusProgram.Read(text);
        program.Compile();
        var ended = Task.Run(() => program.Run(
            new OfflineHost(TextWriter.Null, TextReader.Null), Patient, stop.Token));
        await Task.Delay(100, TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        RunResult result = await ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(LimitKind.Stopped, result.Error!.Limit);
    }

    [Fact]
    public void Work_on_tensors_takes_steps_in_proportion()
    {
        static long Steps(int size) => Run($"let a = zeros({size}, {size})\na @ a").Result.Steps;

        Assert.InRange(Steps(200) / (double)Steps(100), 5, 9);
    }

    [Fact]
    public void Tensors_that_are_let_go_do_not_count_against_the_memory()
    {
        (RunResult result, _) = Run(
            "let a = zeros(500, 500)\nfor i in 0..300 { a = a.T + 1 }",
            RunLimits.Default with { MemoryBytes = 160 << 20, WallTime = TimeSpan.FromMinutes(2) });

        Assert.Null(result.Error);
    }
}
