using System.Diagnostics;
using System.Globalization;
using System.Text;
using Galion.NexusLang.Binary;
using Galion.NexusLang.Hosting;

namespace Galion.NexusLang.Cli;

/// <summary><c>compile</c> and <c>disasm</c>, and reading what they work on.</summary>
internal static class BinaryCommands
{
    private const int Rounds = 31;

    internal static int Compile(Arguments arguments) => Files.WithText(arguments.Files[0], (text, name) =>
    {
        OfflineHost host = Commands.HostFor(name);
        var program = NexusProgram.Read(text, name, host);
        if (Commands.Show(program.Diagnostics, onlyErrors: false))
        {
            return 1;
        }

        byte[] file = program.ToBinary(CompileTime(), withSource: !arguments.IsStripped);
        string output = arguments.Output ?? Path.ChangeExtension(name, ".nxb");
        File.WriteAllBytes(output, file);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{output}: {file.Length:N0} bytes"));
        if (arguments.IsBenchmark)
        {
            Compare(text, name, host, file);
        }

        return 0;
    });

    internal static int Disassemble(string name) => Files.WithBytes(name, bytes =>
    {
        Console.Write(Disassembler.Write(bytes));
        return 0;
    });

    /// <summary>Now, or what <c>SOURCE_DATE_EPOCH</c> says, so that builds can be repeated to the byte.</summary>
    private static DateTimeOffset CompileTime() =>
        long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : TimeProvider.System.GetUtcNow();

    /// <summary>Sizes as they are, and medians of many rounds of each way to a program that is ready to run.</summary>
    private static void Compare(string text, string name, OfflineHost host, byte[] file)
    {
        int sourceBytes = Encoding.UTF8.GetByteCount(text);
        byte[] stripped = NexusProgram.Read(text, name, host).ToBinary(withSource: false);
        double fromSource = MedianMilliseconds(() => NexusProgram.Read(text, name, host).Compile());
        double fromBinary = MedianMilliseconds(() => NexusProgram.FromBinary(file).Compile());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            size   source {sourceBytes,9:N0} bytes
                   binary {file.Length,9:N0} bytes  {(double)file.Length / sourceBytes:0.00} times the source
                   stripped {stripped.Length,7:N0} bytes  {(double)stripped.Length / sourceBytes:0.00} times the source
            ready  from source {fromSource,8:0.00} ms  (read, check and compile)
                   from binary {fromBinary,8:0.00} ms  (load, verify and compile)  {fromSource / fromBinary:0.00} times as fast
            Medians of {Rounds} rounds. The code that runs is the same, and so is its speed.
            """));
    }

    private static double MedianMilliseconds(Action work)
    {
        work();
        double[] times = new double[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Rounds / 2];
    }
}
