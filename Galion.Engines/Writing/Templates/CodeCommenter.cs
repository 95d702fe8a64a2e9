using System.Text;
using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;

namespace Galion.Engines.Writing.Templates;

/// <summary>
/// Documentation comments. From a declaration it tells what the names say; what they do not say stands in brackets. From a topic and notes alone it
/// writes the comment around them.
/// </summary>
internal static partial class CodeCommenter
{
    private const int MaxCode = 20_000;

    /// <param name="code">The declaration, or null.</param>
    public static string Write(Brief brief, string? code)
    {
        var polish = brief.Language == TextLanguage.Polish;
        var declaration = code is null ? null : Parse(code.Length > MaxCode ? code[..MaxCode] : code);
        var summary = declaration is null || brief.Topic.Length > 0 ? Notes.AsSentence(brief.Topic.Length > 0 ? brief.Topic : brief.About)
            : polish ? $"{Lines.Capitalize(Spaced(declaration.Name))}: [co robi, jednym zdaniem]." : Describe(declaration);
        var remarks = brief.Notes.Select(Notes.AsSentence).ToList();
        return declaration?.Style switch
        {
            CommentStyle.Python => Python(declaration, summary, remarks, polish),
            CommentStyle.JavaScript => JavaScript(declaration, summary, remarks, polish),
            CommentStyle.CSharp => CSharp(declaration, summary, remarks, polish),
            _ => string.Join('\n', new[] { summary }.Concat(remarks).Select(line => "// " + line)),
        };
    }

    private static string CSharp(Declaration declaration, string summary, List<string> remarks, bool polish)
    {
        var text = new StringBuilder($"/// <summary>{Escape(summary)}</summary>");
        foreach (var (name, type) in declaration.Parameters.Where(parameter => parameter.Type is not "CancellationToken"))
        {
            text.Append($"\n/// <param name=\"{name}\">{Escape(Lines.Capitalize(Spaced(name)))} ({Escape(type)}): {Gap(polish, "what it holds, in which range", "co zawiera, w jakim zakresie")}.</param>");
        }

        if (declaration.Returns is { } returns and not "void" and not "Task")
        {
            text.Append($"\n/// <returns>{Gap(polish, $"what the {returns} means", $"co oznacza {returns}").Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)}</returns>");
        }

        return remarks.Count == 0 ? text.ToString() : text.Append($"\n/// <remarks>{Escape(string.Join(' ', remarks))}</remarks>").ToString();
    }

    private static string Python(Declaration declaration, string summary, List<string> remarks, bool polish)
    {
        var text = new StringBuilder($"\"\"\"{summary}\n");
        text.Append(remarks.Count > 0 ? $"\n{string.Join('\n', remarks)}\n" : "");
        if (declaration.Parameters.Count > 0)
        {
            text.Append("\nArgs:\n");
            foreach (var (name, type) in declaration.Parameters)
            {
                text.Append($"    {name}{(type.Length > 0 ? $" ({type})" : "")}: {Gap(polish, "what it holds", "co zawiera")}.\n");
            }
        }

        text.Append(declaration.Returns is { } returns and not "None" ? $"\nReturns:\n    {returns}: {Gap(polish, "what it means", "co oznacza")}.\n" : "");
        return text.Append("\"\"\"").ToString();
    }

    private static string JavaScript(Declaration declaration, string summary, List<string> remarks, bool polish)
    {
        var text = new StringBuilder($"/**\n * {summary}\n");
        foreach (var remark in remarks)
        {
            text.Append($" * {remark}\n");
        }

        foreach (var (name, type) in declaration.Parameters)
        {
            text.Append($" * @param {(type.Length > 0 ? $"{{{type}}} " : "")}{name} - {Gap(polish, "what it holds", "co zawiera")}\n");
        }

        text.Append(declaration.Returns is { } returns and not "void" ? $" * @returns {{{returns}}} {Gap(polish, "what it means", "co oznacza")}\n" : "");
        return text.Append(" */").ToString();
    }

    private static string Gap(bool polish, string english, string inPolish) => $"[{(polish ? inPolish : english)}]";

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>"CountWords" becomes "Counts words." A name that opens with no verb is only spelled out.</summary>
    private static string Describe(Declaration declaration)
    {
        var words = Spaced(declaration.Name).Split(' ');
        var verb = words[0];
        if (verb is "is" or "has" or "can" or "should")
        {
            return $"Tells whether it {Spaced(declaration.Name)}.";
        }

        var third = verb.EndsWith('y') && verb.Length > 2 && !"aeiou".Contains(verb[^2], StringComparison.Ordinal) ? verb[..^1] + "ies"
            : verb.EndsWith('s') || verb.EndsWith("sh", StringComparison.Ordinal) || verb.EndsWith("ch", StringComparison.Ordinal) || verb.EndsWith('x') ? verb + "es"
            : verb == "do" || verb == "go" ? verb + "es" : verb + "s";
        var rest = words.Length > 1 ? " " + string.Join(' ', words.Skip(1).Where(word => word != "async")) : "";
        return declaration.IsType ? $"{Lines.Capitalize(Spaced(declaration.Name))}." : $"{Lines.Capitalize(third)}{rest}.";
    }

    /// <summary>countWords, CountWords and count_words all become "count words".</summary>
    private static string Spaced(string name) => Humps().Replace(name.Replace('_', ' '), " $1").Trim().ToLowerInvariant();

    private static Declaration? Parse(string code)
    {
        if (PythonFunction().Match(code) is { Success: true } python)
        {
            return new Declaration(CommentStyle.Python, python.Groups["name"].Value, Parameters(python.Groups["parameters"].Value, typeFirst: false),
                python.Groups["returns"].Success ? python.Groups["returns"].Value.Trim() : null, false);
        }

        if (JavaScriptFunction().Match(code) is { Success: true } script)
        {
            return new Declaration(CommentStyle.JavaScript, script.Groups["name"].Value, Parameters(script.Groups["parameters"].Value, typeFirst: false),
                script.Groups["returns"].Success ? script.Groups["returns"].Value.Trim() : null, false);
        }

        if (TypeDeclaration().Match(code) is { Success: true } type)
        {
            return new Declaration(CommentStyle.CSharp, type.Groups["name"].Value, [], null, true);
        }

        return CSharpMethod().Match(code) is { Success: true } method
            ? new Declaration(CommentStyle.CSharp, method.Groups["name"].Value, Parameters(method.Groups["parameters"].Value, typeFirst: true), method.Groups["returns"].Value.Trim(), false)
            : null;
    }

    private static List<(string Name, string Type)> Parameters(string text, bool typeFirst)
    {
        var parameters = new List<(string, string)>();
        foreach (var part in Commas().Split(text).Select(part => part.Split('=')[0].Trim()).Where(part => part.Length > 0 && part is not ("self" or "cls" or "*" or "/")))
        {
            var at = typeFirst ? part.LastIndexOf(' ') : part.IndexOf(':', StringComparison.Ordinal);
            parameters.Add(at < 0 ? (part, "") : typeFirst ? (part[(at + 1)..], part[..at].Trim()) : (part[..at].Trim().TrimEnd('?'), part[(at + 1)..].Trim()));
        }

        return parameters;
    }

    private enum CommentStyle
    {
        CSharp,
        Python,
        JavaScript,
    }

    private sealed record Declaration(CommentStyle Style, string Name, List<(string Name, string Type)> Parameters, string? Returns, bool IsType);

    [GeneratedRegex(@"(?<=[\p{Ll}\d])(\p{Lu})")]
    private static partial Regex Humps();

    [GeneratedRegex(@"\bdef\s+(?<name>\w+)\s*\((?<parameters>[^()]{0,500})\)\s*(?:->\s*(?<returns>[^:\n]{1,80}))?:")]
    private static partial Regex PythonFunction();

    [GeneratedRegex(@"\bfunction\s+(?<name>\w+)\s*\((?<parameters>[^()]{0,500})\)\s*(?::\s*(?<returns>[^{\n]{1,80}))?")]
    private static partial Regex JavaScriptFunction();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"\b(?<returns>[A-Za-z][\w<>\[\]?,.]{0,80})\s+(?<name>[A-Z]\w*)\s*\((?<parameters>[^()]{0,500})\)")]
    private static partial Regex CSharpMethod();

    [GeneratedRegex(@",(?![^<\[]*[>\]])")]
    private static partial Regex Commas();
}
