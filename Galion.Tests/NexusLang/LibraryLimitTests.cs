using System.Globalization;
using System.Numerics;
using Galion.NexusLang;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;

namespace Galion.Tests.NexusLang;

/// <summary>Single calls of the library that take long are paid for on the way, which is also where they can be stopped.</summary>
public sealed class LibraryLimitTests
{
    private static RunResult Run(string text, RunLimits limits)
    {
        var program = NexusProgram.Read(text, "case.nx");
        Assert.Empty(program.Diagnostics);
        return program.Run(new OfflineHost(TextWriter.Null, TextReader.Null), limits, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("let n = 1 << 900000", "str(n)")]
    [InlineData("let n = 1 << 900000", "f\"{n}\"")]
    [InlineData("let n = (1 << 900000) - 1", "round(n, -15000)")]
    [InlineData("let n = (1 << 900000) - 1", "for i in 0..300 { n + i }")]
    [InlineData("let n = (1 << 900000) - 1", "for i in 0..300 { n & i }")]
    [InlineData("let n = (1 << 900000) - 1", "n / (1 << 400000)")]
    [InlineData("let n = 7", "n ** 340000")]
    [InlineData("import math\nlet n = (1 << 900000) - 1", "math.isqrt(n)")]
    [InlineData("let t = \"7\" * 19999", "for i in 0..3 { int(t) }")]
    [InlineData("import json\nlet t = json.stringify([i for i in 0..50000])", "json.parse(t)")]
    [InlineData("import json\nlet a = \"b\\n\" * 500000", "json.stringify(a)")]
    [InlineData("import csv\nlet t = \"a,b\\n\" * 100000", "csv.parse(t)")]
    [InlineData("import regex\nlet t = \"ab\" * 200000", "regex.find_all(\"b\", t)")]
    [InlineData("import regex\nlet t = \"ab\" * 200000", "regex.replace(\"b\", t, \"c\")")]
    [InlineData("let t = \"ab \" * 200000", "t.words()")]
    [InlineData("let t = \"ab\\n\" * 200000", "t.lines()")]
    [InlineData("let t = \"ab,\" * 200000", "t.split(\",\")")]
    [InlineData("let t = \"ab \" * 200000", "t.title()")]
    [InlineData("let t = \"ab \" * 200000", "t.upper()")]
    [InlineData("let t = \"ab \" * 200000", "t.reverse()")]
    [InlineData("let t = \"ab \" * 200000", "t.replace(\"b\", \"xyz\")")]
    [InlineData("let t = \"ä😀\" * 500000", "for i in 0..20 { len(t) }")]
    [InlineData("let t = \"ä😀\" * 500000", "t[::2]")]
    [InlineData("let d = {i: i for i in 0..200000}", "d.keys()")]
    [InlineData("let d = {i: i for i in 0..200000}\nlet e = d.copy()", "d == e")]
    [InlineData("let a = [i for i in 0..200000]", "array(zip(a, a))")]
    [InlineData("import random\nlet a = [i for i in 0..200000]", "random.shuffle(a)")]
    [InlineData("let a = [\"ab\"] * 200000", "a.join(\",\")")]
    public void What_takes_long_costs_steps(string before, string call)
    {
        RunLimits limits = RunLimits.Default with { WallTime = TimeSpan.FromMinutes(2) };
        RunResult prepared = Run(before, limits);
        RunResult whole = Run($"{before}\n{call}", limits);

        Assert.Null(prepared.Error);
        Assert.Null(whole.Error);
        Assert.True(whole.Steps - prepared.Steps > 100_000, $"{call} costs only {whole.Steps - prepared.Steps} steps.");
        Assert.Equal(LimitKind.Steps, Run($"{before}\n{call}", limits with { Steps = (prepared.Steps + whole.Steps) / 2 }).Error!.Limit);
    }

    [Theory]
    [InlineData("import regex\nlet t = \"ab\" * 2000000\nprint(1)\nwhile true { regex.test(\"[ab]*c[ab]*d\", t) }")]
    [InlineData("import regex\nlet t = \"ab\" * 2000000\nprint(1)\nregex.find_all(\"a(a|b)*c|b\", t)")]
    [InlineData("let n = 1 << 900000\nprint(1)\nwhile true { str(n) }")]
    public async Task A_search_in_a_long_text_and_a_long_number_can_be_stopped(string text)
    {
        using var stop = new CancellationTokenSource();
        var program = NexusProgram.Read(text);
        var output = new FirstLine();
        var ended = Task.Run(
            () => program.Run(new OfflineHost(output, TextReader.Null), RunLimits.Default with { WallTime = TimeSpan.FromMinutes(2) }, stop.Token),
            TestContext.Current.CancellationToken);
        await Task.WhenAny(output.Written, ended);

        await stop.CancelAsync();

        RunResult result = await ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(LimitKind.Stopped, result.Error!.Limit);
    }

    [Fact]
    public void Large_integers_are_written_with_all_their_digits()
    {
        List<BigInteger> numbers = [];
        foreach (int digits in (int[])[2047, 2048, 2049, 4096, 4932, 4933, 8191, 8192, 8193, 16_384, 16_385, 30_000, 40_960])
        {
            var power = BigInteger.Pow(10, digits);
            numbers.AddRange([power - 1, power, power + 1, -power, power * 2 - 1, power / 3, power * 19 / 10]);
        }

        for (int bits = 16_380; bits < 16_390; bits++)
        {
            numbers.AddRange([BigInteger.One << bits, (BigInteger.One << bits) - 1, -(BigInteger.One << (bits * 3)) + 1]);
        }

        Assert.All(numbers, n => Assert.Equal(n.ToString(CultureInfo.InvariantCulture), BigNumbers.Show(n)));
    }

    [Theory]
    [InlineData(7, 5828)]
    [InlineData(-7, 20_001)]
    [InlineData(10, 15_000)]
    [InlineData(2, 100_000)]
    [InlineData(123_456_789, 3)]
    public void Powers_are_exact(long number, int exponent) => Assert.Equal(BigInteger.Pow(number, exponent), BigNumbers.Power(number, exponent));

    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Written => _written.Task;

        public override void Write(string? value) => _written.TrySetResult();
    }
}
