using System.Text.RegularExpressions;

namespace Galion.Developer.Samples;

/// <summary>A run of source text and its class in the stylesheet; null is plain.</summary>
public readonly record struct CodeSpan(string Text, string? Class);

/// <summary>
/// Colours code by comments, strings and keywords: enough to read a sample by, and no script to load for it. Not a parser; the samples
/// are ours and short.
/// </summary>
public sealed partial class Syntax
{
    private readonly Regex _tokens;

    private Syntax(Regex tokens) => _tokens = tokens;

    public static Syntax Shell { get; } = new(ShellTokens());

    public static Syntax JavaScript { get; } = new(JavaScriptTokens());

    public static Syntax Python { get; } = new(PythonTokens());

    public static Syntax CSharp { get; } = new(CSharpTokens());

    public static Syntax NexusLang { get; } = new(NexusLangTokens());

    public static Syntax Json { get; } = new(JsonTokens());

    public IEnumerable<CodeSpan> Split(string code)
    {
        var end = 0;
        foreach (Match match in _tokens.Matches(code))
        {
            if (match.Index > end)
            {
                yield return new(code[end..match.Index], null);
            }
            yield return new(match.Value, match.Groups["comment"].Success ? "code-comment" : match.Groups["string"].Success ? "code-string" : "code-word");
            end = match.Index + match.Length;
        }
        if (end < code.Length)
        {
            yield return new(code[end..], null);
        }
    }

    [GeneratedRegex("""(?<comment>(?<=^|\n)\#[^\n]*)|(?<string>"(?:[^"\\]|\\.)*"|'[^']*')|(?<word>\b(?:curl|jq|echo|while|do|done|case|in|esac|break|exit|sleep|grep|true)\b)""")]
    private static partial Regex ShellTokens();

    [GeneratedRegex("""(?<comment>(?<=^|\n)//[^\n]*)|(?<string>"(?:[^"\\]|\\.)*"|`[^`]*`)|(?<word>\b(?:import|from|const|let|async|await|function|return|if|throw|new|for|of|do|while)\b)""")]
    private static partial Regex JavaScriptTokens();

    [GeneratedRegex("""(?<comment>(?<=^|\n)\#[^\n]*)|(?<string>[bf]?"(?:[^"\\]|\\.)*")|(?<word>\b(?:import|def|return|if|else|is|not|None|in|while|True|break|raise|with|as|for)\b)""")]
    private static partial Regex PythonTokens();

    [GeneratedRegex(""""(?<comment>(?<=^|\n)//[^\n]*)|(?<string>"""[^\n]*?"""|\$?"(?:[^"\\]|\\.)*")|(?<word>\b(?:using|var|new|await|foreach|in|string|do|while|is|or|not|if|throw|static|async|return)\b)"""")]
    private static partial Regex CSharpTokens();

    [GeneratedRegex(""""(?<comment>//[^\n]*|/\*[\s\S]*?\*/)|(?<string>[fr]{0,2}(?:"""[\s\S]*?"""|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))|(?<word>\b(?:let|const|fn|return|if|else|then|while|for|in|match|struct|enum|impl|import|from|as|export|try|catch|finally|throw|spawn|await|break|continue|true|false|null|personality|and|or|not|self)\b)"""")]
    private static partial Regex NexusLangTokens();

    [GeneratedRegex("""(?<word>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\]|\\.)*")""")]
    private static partial Regex JsonTokens();
}
