using System.Text;
using Galion.Platform.NexusLang;

namespace Galion.Platform.Ide;

/// <summary>Which content a file may have.</summary>
public static class FileText
{
    /// <returns>Null when the content is good, otherwise why not.</returns>
    public static string? FaultOf(string content, NexusPlan plan) =>
        !IsUnicode(content) || content.Contains('\0', StringComparison.Ordinal) ? "Must be Unicode text without NUL characters."
        : Encoding.UTF8.GetByteCount(content) > plan.FileBytes ? $"Your plan allows {plan.FileBytes / 1024} KB for a file, in UTF-8."
        : null;

    /// <summary>Whether all surrogates come in pairs, so that the text has a form in UTF-8.</summary>
    public static bool IsUnicode(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
