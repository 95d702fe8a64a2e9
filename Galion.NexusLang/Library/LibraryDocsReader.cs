using System.Text;

namespace Galion.NexusLang.Library;

/// <summary>
/// Reads a file of documentation. A first line <c># name (built-in 1): Title</c>, <c>(methods of array, tuple 2)</c> or <c>(module 3)</c>,
/// a paragraph, and then for each member a line <c>## signature</c>, its summary, <c>- parameter: meaning</c>, <c>! error</c>,
/// <c>&gt; a line of the example</c> and <c>= a line that it prints</c>.
/// </summary>
internal static class LibraryDocsReader
{
    internal static LibraryModule Read(string text, string file)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        (string name, LibraryModuleKind kind, string[] types, int order, string title) = ReadHeading(lines[0], file);
        int at = 1;
        string summary = ReadParagraph(lines, ref at);
        List<LibraryEntry> entries = [];
        while (at < lines.Length)
        {
            if (lines[at].StartsWith("## ", StringComparison.Ordinal))
            {
                entries.Add(ReadEntry(lines, ref at, name, kind));
            }
            else if (lines[at++].Length > 0)
            {
                throw new InvalidDataException($"{file}:{at}: a member begins with ##.");
            }
        }

        return new LibraryModule(name, title, summary, kind, types, entries, order);
    }

    private static (string Name, LibraryModuleKind Kind, string[] Types, int Order, string Title) ReadHeading(string line, string file)
    {
        int open = line.IndexOf('(', StringComparison.Ordinal);
        int close = line.IndexOf("): ", StringComparison.Ordinal);
        if (!line.StartsWith("# ", StringComparison.Ordinal) || open < 0 || close < open)
        {
            throw new InvalidDataException($"{file} does not begin with '# name (kind order): Title'.");
        }

        string kind = line[(open + 1)..close];
        int space = kind.LastIndexOf(' ');
        int order = int.Parse(kind[(space + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        kind = kind[..space];
        string[] types = kind.StartsWith("methods of ", StringComparison.Ordinal) ? kind["methods of ".Length..].Split(", ") : [];
        LibraryModuleKind read = types.Length > 0 ? LibraryModuleKind.Methods
            : kind == "module" ? LibraryModuleKind.Module
            : LibraryModuleKind.Builtin;
        return (line[2..open].Trim(), read, types, order, line[(close + 3)..]);
    }

    private static string ReadParagraph(string[] lines, ref int at)
    {
        var text = new StringBuilder();
        for (; at < lines.Length && !IsMarked(lines[at]); at++)
        {
            if (lines[at].Length > 0)
            {
                text.Append(text.Length > 0 ? " " : "").Append(lines[at].Trim());
            }
        }

        return text.ToString();
    }

    private static bool IsMarked(string line) => line.Length > 0 && line[0] is '#' or '-' or '!' or '>' or '=' && (line.Length == 1 || line[1] is ' ' or '#');

    private static LibraryEntry ReadEntry(string[] lines, ref int at, string module, LibraryModuleKind kind)
    {
        string signature = lines[at++][3..].Trim();
        string summary = ReadParagraph(lines, ref at);
        Dictionary<string, string> descriptions = [];
        List<string> errors = [];
        List<string> example = [];
        List<string> output = [];
        for (; at < lines.Length && !lines[at].StartsWith("##", StringComparison.Ordinal); at++)
        {
            string line = lines[at];
            if (line.Length == 0)
            {
                continue;
            }

            string rest = line.Length > 2 ? line[2..] : "";
            switch (line[0])
            {
                case '-':
                    int colon = rest.IndexOf(": ", StringComparison.Ordinal);
                    descriptions[rest[..colon]] = rest[(colon + 2)..];
                    break;
                case '!':
                    errors.Add(rest);
                    break;
                case '>':
                    example.Add(rest);
                    break;
                default:
                    output.Add(rest);
                    break;
            }
        }

        int open = signature.IndexOf('(', StringComparison.Ordinal);
        int arrow = signature.LastIndexOf(" -> ", StringComparison.Ordinal);
        bool isConstant = open < 0;
        string name = isConstant ? signature.Split(':')[0].Trim() : signature[..open];
        if (kind == LibraryModuleKind.Module && !example.Exists(l => l.Contains("import ", StringComparison.Ordinal)))
        {
            example.Insert(0, $"import {module}");
        }

        return new LibraryEntry(
            module,
            isConstant ? LibraryEntryKind.Constant : kind == LibraryModuleKind.Methods ? LibraryEntryKind.Method : LibraryEntryKind.Function,
            name,
            signature,
            summary,
            isConstant ? [] : ReadParameters(signature[(open + 1)..(arrow < 0 ? signature.Length - 1 : arrow - 1)], descriptions),
            isConstant ? signature.Split(':')[^1].Trim() : arrow < 0 ? null : signature[(arrow + 4)..],
            errors,
            string.Join('\n', example),
            string.Join('\n', output));
    }

    /// <summary><c>x: number, digits: int = 0, *rest</c></summary>
    private static List<LibraryParameter> ReadParameters(string list, Dictionary<string, string> descriptions)
    {
        List<LibraryParameter> parameters = [];
        foreach (string part in SplitOutsideBrackets(list))
        {
            string[] halves = part.Split(" = ", 2);
            string[] named = halves[0].Split(": ", 2);
            string name = named[0].TrimStart('*');
            parameters.Add(new LibraryParameter(
                name, named.Length > 1 ? named[1] : null, halves.Length > 1 ? halves[1] : null, named[0].StartsWith('*'),
                descriptions.GetValueOrDefault(name, "")));
        }

        return parameters;
    }

    private static IEnumerable<string> SplitOutsideBrackets(string list)
    {
        int start = 0;
        int depth = 0;
        for (int i = 0; i < list.Length; i++)
        {
            if (list[i] == '"')
            {
                i = list.IndexOf('"', i + 1);
                continue;
            }

            depth += list[i] is '<' or '(' or '[' ? 1 : list[i] is ')' or ']' || (list[i] == '>' && list[i - 1] != '-') ? -1 : 0;
            if (depth == 0 && list[i] == ',')
            {
                yield return list[start..i].Trim();
                start = i + 1;
            }
        }

        if (list[start..].Trim() is { Length: > 0 } last)
        {
            yield return last;
        }
    }
}
