using System.Buffers.Binary;
using System.Collections;
using System.Security.Cryptography;
using System.Text;
using Galion.NexusLang;
using Galion.NexusLang.Binary;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.Tests.NexusLang;

public sealed class BinaryTests
{
    private const string Sample = "/// Adds.\nfn add(a, b = 2.5) { return a + b }\nlet big = 123456789012345678901234567890\nprint(f\"{add(1):.2f}\", 1 == 1.0, [true, null, big])\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static byte[] Compile(string text = Sample, bool withSource = true) => NexusProgram.Read(text, "case.nx").ToBinary(withSource: withSource);

    private static (RunResult Result, string Output) Run(NexusProgram program)
    {
        var output = new StringWriter();
        return (program.Run(new OfflineHost(output, TextReader.Null), RunLimits.Default, Token), output.ToString());
    }

    [Theory]
    [MemberData(nameof(ConformanceTests.Files), MemberType = typeof(ConformanceTests))]
    public void Every_program_does_the_same_from_its_binary(string file)
    {
        if (file == "limits.nx")
        {
            // What it proves takes long and has nothing to do with where the code came from.
            return;
        }

        foreach ((ConformanceCase program, NexusProgram read) in ConformanceTests.ProgramsOf(file).Where(p => !p.Program.HasErrors))
        {
            var loaded = NexusProgram.FromBinary(read.ToBinary());

            Assert.Equal(Dump(read.Tree.Root), Dump(loaded.Tree.Root));
            Assert.Equal(WithoutWarnings(program.Expected), WithoutWarnings(ConformanceTests.Show(loaded, program.Code)));
        }
    }

    [Fact]
    public void An_error_looks_the_same_from_a_binary()
    {
        const string text = "fn inner(items) {\n    return items[3]\n}\nfn outer(x) { return inner([x]) }\n\nouter(1)";

        Assert.Equal(Run(NexusProgram.Read(text, "case.nx")).Result.Error!.ToString(), Run(NexusProgram.FromBinary(Compile(text))).Result.Error!.ToString());
        Assert.Equal(
            "error NX0303: Index 3 is outside: there is one element, 0.\n --> case.nx:2:12\n   in inner (case.nx:2)\n   in outer (case.nx:4)\n   at the top (case.nx:6)\n",
            Run(NexusProgram.FromBinary(Compile(text, withSource: false))).Result.Error!.ToString());
    }

    [Fact]
    public void The_header_is_as_documented_and_the_same_program_gives_the_same_bytes()
    {
        DateTimeOffset time = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        byte[] file = NexusProgram.Read(Sample).ToBinary(time);

        Assert.Equal("NXB2"u8, file.AsSpan(0, 4));
        Assert.Equal([2, 0, 0], file[4..7]);
        Assert.Equal((ulong)time.ToUnixTimeSeconds(), BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(8)));
        Assert.Equal(0u, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(28)));
        Assert.Equal(SHA256.HashData(file.AsSpan(0, file.Length - 32)), file[^32..]);
        Assert.Equal(file, NexusProgram.Read(Sample).ToBinary(time));
        Assert.Equal(file, NexusProgram.FromBinary(file).ToBinary(time));
    }

    [Fact]
    public void Constants_of_different_types_are_kept_apart()
    {
        string shown = Disassembler.Write(Compile("print(1, 1.0, true, \"1\", 1, 18446744073709551616)"));

        Assert.Contains("4 constants", shown, StringComparison.Ordinal);
        Assert.Contains("LOAD_INT       1\n", shown, StringComparison.Ordinal);
        Assert.Contains("LOAD_FLOAT     1.0\n", shown, StringComparison.Ordinal);
        Assert.Contains("LOAD_TRUE\n", shown, StringComparison.Ordinal);
        Assert.Contains("LOAD_BIG       18446744073709551616\n", shown, StringComparison.Ordinal);
        Assert.Equal("1 1.0 true 1 1 18446744073709551616\n", Run(NexusProgram.FromBinary(Compile("print(1, 1.0, true, \"1\", 1, 18446744073709551616)"))).Output);
    }

    [Fact]
    public void A_file_that_is_damaged_anywhere_is_refused()
    {
        byte[] file = Compile();
        for (int at = 0; at < file.Length; at++)
        {
            byte[] damaged = [.. file];
            damaged[at] ^= 0x10;

            NexusBinaryException refused = Assert.Throws<NexusBinaryException>(() => NexusProgram.FromBinary(damaged));

            Assert.Equal(at < 4 ? "NX0601" : at is 4 or 5 ? "NX0602" : "NX0603", refused.Code);
        }

        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<NexusBinaryException>(() => NexusProgram.FromBinary(file.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_file_whose_checksum_was_mended_is_still_refused_or_harmless()
    {
        byte[] file = Compile(withSource: false);
        int refused = 0;
        for (int at = 6; at < file.Length - 32; at++)
        {
            foreach (byte value in (byte[])[0xFF, (byte)(file[at] + 1)])
            {
                byte[] changed = [.. file];
                changed[at] = value;
                SHA256.HashData(changed.AsSpan(0, changed.Length - 32), changed.AsSpan(changed.Length - 32));
                try
                {
                    Run(NexusProgram.FromBinary(changed));
                }
                catch (NexusBinaryException)
                {
                    refused++;
                }
            }
        }

        Assert.True(refused > file.Length);
    }

    [Fact]
    public void Code_that_no_compiler_writes_is_refused()
    {
        byte[] file = Compile("while false { print }", withSource: false);
        byte[] changed = [.. file];
        changed[Array.IndexOf(changed, Opcode("While"), 32)] = Opcode("Drop");

        Assert.Equal("NX0605", Assert.Throws<NexusBinaryException>(() => NexusProgram.FromBinary(Seal(changed[..^32]))).Code);
    }

    [Fact]
    public void Names_that_mean_nothing_are_refused()
    {
        byte[] changed = Compile("print(1)", withSource: false);
        "prlnt"u8.CopyTo(changed.AsSpan(changed.AsSpan().IndexOf("print"u8)));

        Assert.Equal("NX0606", Assert.Throws<NexusBinaryException>(() => NexusProgram.FromBinary(Seal(changed[..^32]))).Code);
    }

    [Fact]
    public void Things_inside_things_without_end_are_refused()
    {
        byte[] code = [0x06, .. Enumerable.Repeat((byte)0x62, 100_000), 0x3C, 0xF0, 1];
        byte[] spans = [.. Enumerable.Repeat((byte)0, 2 * 100_003)];

        Assert.Equal("NX0605", Assert.Throws<NexusBinaryException>(() => NexusProgram.FromBinary(File(code, spans))).Code);
        Assert.Null(Run(NexusProgram.FromBinary(File([0x06, 0x62, 0x3C, 0xF0, 1], new byte[8]))).Result.Error);
    }

    [Fact]
    public void Metadata_that_unpack_without_end_are_refused()
    {
        using var packed = new MemoryStream();
        using (var brotli = new System.IO.Compression.BrotliStream(packed, System.IO.Compression.CompressionLevel.Fastest))
        {
            brotli.Write(new byte[40_000_000]);
        }

        byte[] file = Seal([.. "NXB2"u8, 2, 0, 0, 1, .. new byte[8], .. Sizes(0, 4, 4, 0), .. new byte[8], .. packed.ToArray()]);

        Assert.Equal("NX0604", Assert.Throws<NexusBinaryException>(() => NexusProgram.FromBinary(file)).Code);
    }

    [Fact]
    public void A_binary_carries_the_files_that_its_program_imports()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "NexusLang", "Conformance");
        var host = new OfflineHost(TextWriter.Null, TextReader.Null, folder);
        byte[] file = NexusProgram.Read("from \"lib/shapes.nx\" import area, Shape\nprint(area(Shape.Circle(2)) == 12)", "main.nx", host).ToBinary();

        Assert.Equal("true\n", Run(NexusProgram.FromBinary(file)).Output);
    }

    [Fact]
    public void A_program_with_errors_has_no_binary() => Assert.Throws<InvalidOperationException>(() => Compile("let x ="));

    private static string WithoutWarnings(string expected) =>
        string.Join('\n', expected.Split('\n').Where(l => !l.StartsWith("//?", StringComparison.Ordinal)));

    private static byte Opcode(string name) => (byte)Enum.Parse(typeof(NexusProgram).Assembly.GetType("Galion.NexusLang.Binary.Opcode")!, name);

    /// <summary>A file of one module without names or text.</summary>
    private static byte[] File(byte[] code, byte[] spans)
    {
        byte[] metadata = [.. Int(1), .. Int(0), .. Int(spans.Length), .. spans, 1, .. Int(0)];
        return Seal([.. "NXB2"u8, 2, 0, 0, 0, .. new byte[8], .. Sizes(code.Length, 4, 4, 0), .. code, .. new byte[8], .. metadata]);
    }

    private static byte[] Sizes(params int[] sizes) => [.. sizes.SelectMany(Int)];

    private static byte[] Int(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Seal(byte[] file) => [.. file, .. SHA256.HashData(file)];

    /// <summary>Every property of every node, so that two trees are equal when their dumps are.</summary>
    private static string Dump(object? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    private static void Append(StringBuilder to, object? value)
    {
        switch (value)
        {
            case null or string or TextSpan or Identifier or Enum:
                to.Append(value is Identifier { Text: var name, Span: var span } ? $"{name}{span}" : value ?? "null");
                break;
            case IEnumerable items:
                to.Append('[');
                foreach (object item in items)
                {
                    Append(to, item);
                    to.Append(' ');
                }

                to.Append(']');
                break;
            case Node:
                to.Append('\n').Append(value.GetType().Name);
                foreach (System.Reflection.PropertyInfo property in value.GetType().GetProperties())
                {
                    to.Append(' ').Append(property.Name).Append('=');
                    Append(to, property.GetValue(value));
                }

                break;
            default:
                to.Append(value.GetType().Name).Append(' ').Append(value);
                break;
        }
    }
}
