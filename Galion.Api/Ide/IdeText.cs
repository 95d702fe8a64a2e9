using System.Diagnostics.CodeAnalysis;
using Galion.Platform.Ide;

namespace Galion.Api.Ide;

/// <summary>Reads what people call things.</summary>
internal static class IdeText
{
    /// <summary>A name without spaces around it.</summary>
    public static bool TryReadName(string text, int maxLength, [NotNullWhen(true)] out string? name)
    {
        name = FileText.IsUnicode(text) ? text.Trim() : "";
        return name.Length > 0 && name.Length <= maxLength && !name.Any(char.IsControl);
    }

    public static string NameRule(int maxLength) => $"Use 1 to {maxLength} characters on one line, not spaces alone.";

    /// <summary>Why a text of several lines cannot be kept; null when it can.</summary>
    public static string? FaultOf(string? text) =>
        text is null || (FileText.IsUnicode(text) && !text.Contains('\0', StringComparison.Ordinal)) ? null : "Must be Unicode text without NUL characters.";
}
