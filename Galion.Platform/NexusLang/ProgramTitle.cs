namespace Galion.Platform.NexusLang;

/// <summary>What a program is called in a list: its first line with words, without the marks of a comment.</summary>
public static class ProgramTitle
{
    private const int MaxLength = 100;

    public static string Of(string program)
    {
        foreach (ReadOnlySpan<char> line in program.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> words = line.Trim().TrimStart("/#* ").TrimEnd("*/ ");
            if (words.ContainsAnyInRange('0', 'z') || words.ContainsAnyExceptInRange('\0', '\u007f'))
            {
                return Shorten(words);
            }
        }

        return "";
    }

    private static string Shorten(ReadOnlySpan<char> words)
    {
        if (words.Length <= MaxLength)
        {
            return words.ToString();
        }

        // One sign may be two characters.
        int end = char.IsHighSurrogate(words[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1;
        return $"{words[..end].TrimEnd()}…";
    }
}
