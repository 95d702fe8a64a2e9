using Galion.NexusLang;
using Galion.NexusLang.Compiling;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;

namespace Galion.Tests.NexusLang.Fuzzing;

/// <summary>Code that keeps values as what they are found to be does what code does that takes every value as any.</summary>
public sealed class SpecializationTests
{
    private static readonly RunLimits Limits = new(2_000_000, 512 << 20, 100_000, 2_000, TimeSpan.FromSeconds(60));

    private const string Refused = "refused: ";
    private const int UsualPrograms = 100;

    /// <summary>Of the inputs that <c>./galion fuzz</c> is asked for.</summary>
    private const int InputsPerProgram = 50;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "NexusLang", "Conformance");

    [Fact]
    public void Every_case_of_the_conformance_suite_does_the_same_without_specialization()
    {
        List<string> differences = [];
        foreach (string file in Directory.GetFiles(Folder, "*.nx"))
        {
            foreach (ConformanceCase program in ConformanceCase.ReadAll(File.ReadAllText(file)))
            {
                string text = AnnotatedText.Parse(program.Code).Text;
                (string specialized, string general) = (Run(text, isSpecialized: true), Run(text, isSpecialized: false));
                if (specialized != general && !program.Expected.Contains("NX09", StringComparison.Ordinal))
                {
                    differences.Add($"{program.Title}\nspecialized\n{specialized}\ngeneral\n{general}");
                }
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 60)]
    public void Programs_made_at_random_do_the_same_without_specialization(int seed, int count)
    {
        var maker = new RandomPrograms(seed);
        for (int i = 0; i < count; i++)
        {
            Compare(maker.Next());
        }
    }

    [Fact]
    public void Programs_made_at_random_that_mostly_run_to_their_end_do_the_same_without_specialization()
    {
        int count = Math.Max(UsualPrograms, FuzzTests.Count / InputsPerProgram);
        var maker = new RandomTypedPrograms(FuzzTests.Seed);
        (int correct, int ended) = (0, 0);
        for (int i = 0; i < count; i++)
        {
            (bool isCorrect, bool hasEnded) = Compare(maker.Next());
            correct += isCorrect ? 1 : 0;
            ended += hasEnded ? 1 : 0;
        }

        TestContext.Current.SendDiagnosticMessage($"{count} programs, {correct} without errors to the compiler, {ended} that ran to their end");
        Assert.InRange(correct, count * 95 / 100, count);
        Assert.InRange(ended, count / 2, count);
    }

    private static (bool IsCorrect, bool HasEnded) Compare(string text)
    {
        string specialized = Run(text, isSpecialized: true);
        string general = Run(text, isSpecialized: false);

        // Which step is the last one of a run that uses up its budget is no promise.
        bool isOver = specialized.Contains(" NX090", StringComparison.Ordinal) && general.Contains(" NX090", StringComparison.Ordinal);
        Assert.False(specialized.Contains("NX0999", StringComparison.Ordinal), $"{text}\n{specialized}");
        Assert.True(specialized == general || isOver, $"{text}\n--- specialized\n{specialized}\n--- general\n{general}");
        return (!specialized.StartsWith(Refused, StringComparison.Ordinal), specialized.Contains("\n0  ", StringComparison.Ordinal));
    }

    private static string Run(string text, bool isSpecialized)
    {
        var output = new StringWriter();
        var host = new OfflineHost(output, new StringReader("first line\nsecond line\n"), Folder);
        var program = NexusProgram.Read(text, host, new CompilerOptions(IsSpecialized: isSpecialized));
        if (program.HasErrors)
        {
            return Refused + string.Join('\n', program.Diagnostics.Select(d => d.Message));
        }

        RunResult result = program.Run(host, Limits);
        string trace = string.Join('\n', result.Error?.Trace.Select(f => $"{f.Function} {f.Position}") ?? []);
        return $"{output}\n{result.ExitCode} {result.Error?.Code} {result.Error?.Message}\n{trace}";
    }
}
