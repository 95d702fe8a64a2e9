using System.Security.Cryptography;
using System.Text;
using Galion.NexusLang;
using Galion.NexusLang.Syntax;

namespace Galion.Tests.NexusLang.Fuzzing;

/// <summary>Makes inputs that nobody would write. The same seed and number give the same input.</summary>
internal sealed class FuzzInputs
{
    private const int MaxMutations = 6;
    private const int SumBytes = 32;

    private static readonly string[] Characters =
        ["\0", "\r", "\r\n", "\u2028", "\uFEFF", "\\", "\"", "'", "\"\"\"", "f\"{", "}", "{", "r'", "é", "😀", "\ud83d", "#", "$", "`", "/*", "*/", "//", "///", "_", "0x", "1e", "..", "9", "\u0301"];

    private readonly string[] _programs;
    private readonly byte[][] _binaries;
    private readonly string[] _words;

    internal FuzzInputs(IReadOnlyList<string> programs)
    {
        _programs = [.. programs];
        _binaries =
        [
            .. _programs.Select(p => NexusProgram.Read(p)).Where(p => !p.HasErrors)
                .Select((p, i) => p.ToBinary(withSource: i % 4 == 0)),
        ];
        IEnumerable<string> spellings = Enum.GetValues<TokenKind>().Where(k => k > TokenKind.FormatString).Select(k => SyntaxFacts.Spelling(k)!);
        _words =
        [
            .. spellings, "personality", "voice", "test", "then", "from", "as", "and", "or", "not", "self", "x", "y", "print", "len", "range", "a", "e", "\n", "\n", "\n",
            "1", "2.5", "\"t\"", "f\"{x}\"", "0", "-1", "9223372036854775807", "1e308", "[", "]", "(", ")", "{", "}", ", ", ";",
        ];
    }

    /// <summary>A program in text, changed here and there, or put together from words and characters.</summary>
    internal string Text(Random random)
    {
        switch (random.Next(10))
        {
            case 0:
                return string.Concat(Enumerable.Range(0, random.Next(1, 80)).Select(_ => $"{Pick(random, _words)}{(random.Next(3) == 0 ? "" : " ")}"));
            case 1:
                return string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ =>
                    random.Next(3) == 0 ? Pick(random, Characters) : ((char)random.Next(random.Next(8) == 0 ? 0x3000 : 127)).ToString()));
            case 2 when random.Next(20) == 0:
                return string.Concat(Enumerable.Repeat(Pick(random, _words) + Pick(random, _words), random.Next(100, 3000)));
            default:
                var text = new StringBuilder(Pick(random, _programs));
                for (int i = 1 + Math.Max(0, random.Next(-4, MaxMutations)); i > 0; i--)
                {
                    Mutate(random, text);
                }

                return text.ToString();
        }
    }

    /// <summary>A compiled program with some bytes changed; its sum is right again nearly always, so that what lies behind it is reached.</summary>
    internal byte[] Binary(Random random)
    {
        List<byte> file = [.. Pick(random, _binaries)];
        file.RemoveRange(file.Count - SumBytes, SumBytes);
        for (int i = 1 + Math.Max(0, random.Next(-4, MaxMutations)); i > 0; i--)
        {
            Mutate(random, file);
        }

        byte[] changed = [.. file];
        return random.Next(20) == 0 ? [.. changed, .. new byte[SumBytes]] : [.. changed, .. SHA256.HashData(changed)];
    }

    private void Mutate(Random random, StringBuilder text)
    {
        int at = random.Next(text.Length + 1);
        int length = Math.Min(text.Length - at, random.Next(1, random.Next(4) == 0 ? 60 : 6));
        switch (random.Next(8))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                text.Insert(random.Next(text.Length + 1), text.ToString(at, length));
                break;
            case 2 or 3:
                text.Insert(at, Pick(random, _words));
                break;
            case 4:
                text.Insert(at, Pick(random, Characters));
                break;
            case 5:
                text.Remove(at, length).Insert(at, Pick(random, _words));
                break;
            case 6:
                string other = Pick(random, _programs);
                int from = random.Next(other.Length);
                text.Insert(at, other.AsSpan(from, Math.Min(other.Length - from, random.Next(80))));
                break;
            default:
                text.Length = at;
                break;
        }
    }

    private void Mutate(Random random, List<byte> file)
    {
        const int headerBytes = 32;
        if (file.Count <= headerBytes)
        {
            return;
        }

        // The header is so small that most changes would only be refused for it.
        int at = random.Next(10) == 0 ? random.Next(file.Count) : random.Next(headerBytes, file.Count);
        switch (random.Next(7))
        {
            case 0 or 1:
                file[at] = (byte)random.Next(256);
                break;
            case 2:
                file[at] ^= (byte)(1 << random.Next(8));
                break;
            case 3:
                file[at] = (byte)(file[at] + random.Next(-2, 3));
                break;
            case 4:
                file[at] = file[random.Next(file.Count)];
                break;
            case 5:
                byte[] other = Pick(random, _binaries);
                int from = random.Next(other.Length);
                for (int i = Math.Min(Math.Min(file.Count - at, other.Length - from), random.Next(1, 12)) - 1; i >= 0; i--)
                {
                    file[at + i] = other[from + i];
                }

                break;
            default:
                file[at] = random.Next(3) switch
                {
                    0 => 0,
                    1 => 0xFF,
                    _ => 0x7F,
                };
                break;
        }
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
