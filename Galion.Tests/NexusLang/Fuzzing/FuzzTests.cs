using System.Diagnostics;
using System.Globalization;
using System.Text;
using Galion.NexusLang;
using Galion.NexusLang.Binary;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;

namespace Galion.Tests.NexusLang.Fuzzing;

/// <summary>
/// Feeds lexer, parser, binder, compiler and the loader of binaries with what nobody would write, and sees that nothing throws, hangs or
/// takes much memory. A few thousand inputs each time; <c>./galion fuzz 1000000</c> gives more and goes on from another seed each day.
/// </summary>
public sealed class FuzzTests
{
    internal const int UsualInputs = 1500;
    private const long MostAllocated = 512L << 20;

    private static readonly TimeSpan LongestInput = TimeSpan.FromSeconds(30);

    /// <summary>Small enough that a program that runs away is soon over.</summary>
    private static readonly RunLimits Limits = new(20_000, 256L << 20, 10_000, 200, TimeSpan.FromSeconds(10));

    internal static readonly FuzzInputs Inputs = new(
        [.. ConformanceTests.Files.Select(f => f.Data).Where(f => f is not ("limits.nx" or "ai.nx")).SelectMany(f => ConformanceTests.ProgramsOf(f)).Select(p => AnnotatedText.Parse(p.Case.Code).Text)]);

    internal static int Count => Number("GALION_FUZZ_INPUTS", UsualInputs);

    internal static int Seed => Number("GALION_FUZZ_SEED", 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void No_input_makes_the_language_fail_hang_or_take_much_memory()
    {
        List<string> failures = [];
        (int read, int correct, int loaded) = (0, 0, 0);
        using StreamWriter? journal = Count == UsualInputs ? null : new StreamWriter(Path.Combine(Path.GetTempPath(), "galion-fuzz-last.txt"), append: false, Encoding.Unicode);
        var clock = Stopwatch.StartNew();
        int current = 0;
        using var watch = new Timer(_ => Environment.FailFast($"Input {current} of seed {Seed} takes longer than {LongestInput}."));
        for (int i = 0; i < Count && failures.Count < 10; i++)
        {
            var random = new Random((Seed * 1_000_003) + i);
            bool isBinary = i % 4 == 3;
            string text = isBinary ? "" : Inputs.Text(random);
            byte[] file = isBinary ? Inputs.Binary(random) : [];
            string Shown() => isBinary ? Convert.ToBase64String(file) : text;
            if (journal is not null)
            {
                // What kills the process itself is found here.
                journal.BaseStream.SetLength(0);
                journal.Write(Shown());
                journal.Flush();
            }

            current = i;
            watch.Change(LongestInput, Timeout.InfiniteTimeSpan);
            long start = Stopwatch.GetTimestamp();
            long allocated = GC.GetTotalAllocatedBytes();
            try
            {
                if (isBinary)
                {
                    loaded += Load(file, random) ? 1 : 0;
                }
                else
                {
                    correct += Read(text, random) ? 1 : 0;
                }

                read++;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failures.Add($"input {i} of seed {Seed}: {failure}\n{Shown()}");
            }

            allocated = GC.GetTotalAllocatedBytes() - allocated;
            if (Stopwatch.GetElapsedTime(start) > LongestInput || allocated > MostAllocated)
            {
                failures.Add($"input {i} of seed {Seed} took {Stopwatch.GetElapsedTime(start)} and {allocated:N0} bytes\n{Shown()}");
            }

            Token.ThrowIfCancellationRequested();
        }

        TestContext.Current.SendDiagnosticMessage($"{read:N0} inputs in {clock.Elapsed}: {correct:N0} texts were programs, {loaded:N0} binaries were loaded");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.True(correct > 0 && loaded > 0);
    }

    /// <returns>Whether it was a program.</returns>
    private static bool Read(string text, Random random)
    {
        SyntaxTree tree = SyntaxTree.Parse(text);
        int last = 0;
        foreach (Token token in tree.Tokens)
        {
            Assert.InRange(token.Start, last, text.Length);
            last = token.End;
        }

        Assert.True(last <= text.Length);
        foreach (Galion.NexusLang.Diagnostics.Diagnostic diagnostic in tree.Diagnostics)
        {
            ErrorText.Write(diagnostic);
        }

        var program = NexusProgram.Read(text);
        foreach (Galion.NexusLang.Diagnostics.Diagnostic diagnostic in program.Diagnostics)
        {
            ErrorText.Write(diagnostic);
        }

        if (program.HasErrors)
        {
            return false;
        }

        if (random.Next(4) == 0)
        {
            Run(program);
            NexusProgram.FromBinary(program.ToBinary());
        }

        return true;
    }

    /// <returns>Whether it was accepted.</returns>
    private static bool Load(byte[] file, Random random)
    {
        NexusProgram program;
        try
        {
            program = NexusProgram.FromBinary(file);
        }
        catch (NexusBinaryException refused)
        {
            Assert.NotEqual("NX0607", refused.Code);
            return false;
        }

        if (random.Next(4) == 0)
        {
            Run(program);
        }

        return true;
    }

    private static void Run(NexusProgram program)
    {
        if (program.Tree.Source.Content.Contains("sleep", StringComparison.Ordinal))
        {
            return;
        }

        RunResult result = program.Run(new OfflineHost(TextWriter.Null, TextReader.Null), Limits, Token);
        Assert.NotEqual("NX0999", result.Error?.Code);
        result.Error?.ToString();
    }

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : usual;
}
