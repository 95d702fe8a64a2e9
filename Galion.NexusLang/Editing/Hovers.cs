using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

/// <param name="Markdown">The declaration as code, then its documentation.</param>
public sealed record HoverText(TextSpan Span, string Markdown);

public static class Hovers
{
    /// <summary>What the name at an offset is, or null when there is none that is known.</summary>
    public static HoverText? At(CodeAnalysis file, int offset)
    {
        ArgumentNullException.ThrowIfNull(file);
        TextSpan word = file.WordAt(offset);
        return word.Length > 0 && file.TargetAt(offset) is { } target ? new HoverText(word, Describe.Markdown(target)) : null;
    }
}
