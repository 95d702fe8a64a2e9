using System.Text;
using Galion.NexusLang;
using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;
using Galion.NexusLang.Text;

namespace Galion.Tests.NexusLang;

/// <summary>
/// Programs and what they print, kept as data. A file under Conformance holds cases: <c>//// title</c> begins one, <c>//= text</c> is a
/// line of output, <c>//! NX0301</c> the error that ends the run, and <c>//? NX0201</c> a message about the program, in order, whose place
/// is marked with double angle brackets in the code.
/// </summary>
public sealed class ConformanceTests
{
    private static readonly RunLimits Limits = new(50_000_000, 512 << 20, 100_000, 2_000, TimeSpan.FromSeconds(60));

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.nx").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "NexusLang", "Conformance");

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_program_does_what_its_file_says(string file)
    {
        List<string> mistakes = [];
        foreach (ConformanceCase program in ConformanceCase.ReadAll(File.ReadAllText(Path.Combine(Folder, file))))
        {
            string actual = Run(program);
            if (actual != program.Expected)
            {
                mistakes.Add($"{program.Title}\nexpected\n{program.Expected}\nbut was\n{actual}");
            }
        }

        Assert.True(mistakes.Count == 0, string.Join("\n\n", mistakes));
    }

    internal static IEnumerable<(ConformanceCase Case, NexusProgram Program)> ProgramsOf(string file) =>
        ConformanceCase.ReadAll(File.ReadAllText(Path.Combine(Folder, file))).Select(c => (c, Read(c)));

    private static NexusProgram Read(ConformanceCase program) =>
        NexusProgram.Read(AnnotatedText.Parse(program.Code).Text, "case.nx", new OfflineHost(TextWriter.Null, TextReader.Null, Folder));

    private static string Run(ConformanceCase program) => Show(Read(program), program.Code);

    /// <summary>What a program's messages, output and end look like in the file of its case.</summary>
    internal static string Show(NexusProgram read, string code)
    {
        AnnotatedText text = AnnotatedText.Parse(code);
        var output = new StringWriter();
        var host = new OfflineHost(output, new StringReader("first line\nsecond line\n"), Folder);
        var result = new StringBuilder();
        foreach (Diagnostic diagnostic in read.Diagnostics.Where(d => d.Source.Name != "case.nx"))
        {
            result.Append("//? ").Append(diagnostic.Code).Append(" in ").Append(diagnostic.Source.Name).Append('\n');
        }

        TextSpan[] spans = [.. text.Spans.OrderBy(s => s.Start)];
        foreach ((Diagnostic diagnostic, int index) in read.Diagnostics.Where(d => d.Source.Name == "case.nx").OrderBy(d => d.Span.Start).Select((d, i) => (d, i)))
        {
            bool isMarked = index < spans.Length && spans[index] == diagnostic.Span;
            result.Append("//? ").Append(diagnostic.Code).Append(isMarked ? "" : $" at {diagnostic.Span.Start}, {diagnostic.Span.Length} long").Append('\n');
        }

        if (!read.HasErrors)
        {
            RunResult run = read.Run(host, Limits);
            if (run.OutputCharacters == Limits.OutputCharacters)
            {
                // All that a program printed up to the limit is more than a case can show.
                output.GetStringBuilder().Clear();
            }

            foreach (string line in output.ToString().TrimEnd('\n').Split('\n').Where((l, i) => i > 0 || l.Length > 0))
            {
                result.Append("//= ").Append(line.TrimEnd()).Append('\n');
            }

            if (run.Error is { } error)
            {
                result.Append("//! ").Append(error.Code ?? error.Message).Append('\n');
            }
        }

        return result.ToString().TrimEnd('\n').Replace("//= \n", "//=\n", StringComparison.Ordinal);
    }
}

internal sealed record ConformanceCase(string Title, string Code, string Expected)
{
    internal static IEnumerable<ConformanceCase> ReadAll(string file)
    {
        string? title = null;
        var code = new StringBuilder();
        List<string> expected = [];
        foreach (string line in file.Split('\n').Append("//// end"))
        {
            if (line.StartsWith("//// ", StringComparison.Ordinal))
            {
                if (title is not null)
                {
                    yield return new ConformanceCase(title, code.ToString(), string.Join('\n', expected));
                }

                title = line[5..];
                code.Clear();
                expected.Clear();
            }
            else if (line.StartsWith("//=", StringComparison.Ordinal) || line.StartsWith("//!", StringComparison.Ordinal) || line.StartsWith("//?", StringComparison.Ordinal))
            {
                expected.Add(line.TrimEnd());
            }
            else
            {
                code.Append(line).Append('\n');
            }
        }
    }
}
