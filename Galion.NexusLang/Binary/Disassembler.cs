using System.Globalization;
using System.Text;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Binary;

/// <summary>Shows a <c>.nxb</c> file to people: its header, what it names, and its instructions with what they refer to.</summary>
public static class Disassembler
{
    private const int MaxShown = 60;

    /// <exception cref="NexusBinaryException">The file is not a valid binary.</exception>
    public static string Write(ReadOnlySpan<byte> file)
    {
        var parts = BinaryFile.Read(file);
        ProgramReader.Read(parts);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"NXB2 version {file[4]}.{file[5]}.{file[6]}, {file.Length:N0} bytes, ");
        text.Append(parts.Compiled == DateTimeOffset.UnixEpoch ? "no date" : parts.Compiled.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        text.Append('\n').Append(CultureInfo.InvariantCulture, $"code {parts.Code.Length:N0}, {parts.Constants.Count} constants, {parts.Symbols.Count} symbols\n");
        foreach (BinaryModule module in parts.Modules)
        {
            text.Append(CultureInfo.InvariantCulture, $"file {module.Source.Name}, {module.Source.LineCount} lines, {(module.Source.HasContent ? "with" : "without")} source\n");
        }

        text.Append('\n');
        WriteCode(parts, text);
        return text.ToString();
    }

    private static void WriteCode(BinaryFile file, StringBuilder to)
    {
        var code = new ByteReader(file.Code, "the code");
        while (!code.IsAtEnd)
        {
            to.Append(code.Position.ToString("X4", CultureInfo.InvariantCulture)).Append("  ");
            var opcode = (Opcode)code.ReadByte();
            string letters = Opcodes.OperandsOf(opcode)!;
            string mnemonic = Opcodes.Mnemonic(opcode);
            to.Append(letters.Length == 0 ? mnemonic : mnemonic.PadRight(14));
            foreach (char letter in letters)
            {
                to.Append(' ').Append(Show(file, letter, code.ReadVarint()));
            }

            to.Append('\n');
        }
    }

    private static string Show(BinaryFile file, char letter, int operand) => letter switch
    {
        'c' => Constant(file, operand),
        'C' => operand == 0 ? "-" : Constant(file, operand - 1),
        's' => file.Symbols[operand],
        'S' => operand == 0 ? "-" : file.Symbols[operand - 1],
        'v' => operand switch
        {
            0 => "null",
            1 => "true",
            2 => "false",
            _ => Constant(file, operand - 3),
        },
        'N' => operand == 0 ? "-" : (operand - 1).ToString(CultureInfo.InvariantCulture),
        'f' => $"#{operand:b}",
        _ => operand.ToString(CultureInfo.InvariantCulture),
    };

    private static string Constant(BinaryFile file, int index)
    {
        string shown = Printing.Quote(Value.OfLiteral(file.Constants[index]));
        return shown.Length <= MaxShown ? shown : $"{shown[..(MaxShown - 1)]}…";
    }
}
