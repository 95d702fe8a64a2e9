using System.Text;

namespace Galion.Engines.Writing.Reading;

/// <summary>Small repairs of text for output.</summary>
internal static class Lines
{
    /// <summary>Every run of white space becomes one space; control characters are dropped.</summary>
    public static string Join(ReadOnlySpan<char> text)
    {
        var joined = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter))
            {
                if (joined.Length > 0 && joined[^1] != ' ')
                {
                    joined.Append(' ');
                }
            }
            else if (!char.IsControl(letter))
            {
                joined.Append(letter);
            }
        }

        while (joined.Length > 0 && joined[^1] == ' ')
        {
            joined.Length--;
        }

        return joined.ToString();
    }

    public static string Capitalize(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>The text with an end of its own, or a full stop.</summary>
    public static string Close(string text)
    {
        text = text.TrimEnd(' ', ',', ';', ':');
        return text.Length == 0 || text[^1] is '.' or '!' or '?' or '…' or '"' or '”' or ')' ? text : text + ".";
    }
}
