using System.Text.RegularExpressions;

namespace Galion.Engines.Speaking.Reading;

/// <summary>
/// The customer's own pronunciations, one a line or separated by semicolons: <c>SQL = sequel</c>, <c>tomato = /təˈmɑːtəʊ/</c> in the phonetic
/// alphabet, <c>nginx = [[EndZIn'Eks]]</c> in the sounds of espeak-ng. A word in small letters fits any case, one with capitals only itself.
/// </summary>
internal sealed partial class Pronunciations
{
    public const int MaxEntries = 1_000;
    private const int MaxWords = 6;

    private readonly Dictionary<string, string> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _anyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _longest;

    private Pronunciations(IEnumerable<(string Word, string Said)> entries)
    {
        foreach (var (word, said) in entries)
        {
            (word.Any(char.IsUpper) ? _exact : _anyCase)[word] = said;
            _longest = Math.Max(_longest, word.Split(' ').Length);
        }
    }

    /// <exception cref="ArgumentException">An entry cannot be read; the message names it.</exception>
    public static Pronunciations Parse(string? text)
    {
        var entries = new List<(string, string)>();
        foreach (var line in Separator().Split(text ?? "").Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var equals = line.IndexOf('=');
            var word = equals < 0 ? "" : Spaces().Replace(line[..equals].Trim(), " ");
            var said = equals < 0 ? "" : line[(equals + 1)..].Trim();
            if (word.Length == 0 || said.Length == 0 || word.Split(' ').Length > MaxWords)
            {
                throw new ArgumentException($"The pronunciation “{Shown(line)}” is not understood. Write one a line: word = how to say it.");
            }

            entries.Add((word, Read(word, said)));
            if (entries.Count > MaxEntries)
            {
                throw new ArgumentException($"There are more than {MaxEntries:N0} pronunciations. Keep those that the text needs.");
            }
        }

        return new Pronunciations(entries);
    }

    /// <summary>What to say for a text that is one whole entry; the text itself otherwise.</summary>
    /// <param name="length">How many characters of <paramref name="text"/> from <paramref name="at"/> the entry takes.</param>
    public string? Find(string text, int at, out int length)
    {
        length = 0;
        if (_longest == 0)
        {
            return null;
        }

        string? found = null;
        var end = at;
        for (var words = 0; words < _longest && end < text.Length; words++)
        {
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            var piece = text[at..end];
            var bare = piece.TrimEnd('.', ',', ';', ':', '!', '?', '…', ')', ']', '"', '”', '»');
            foreach (var candidate in new[] { piece, bare })
            {
                if (candidate.Length > 0 && (_exact.TryGetValue(candidate, out var said) || _anyCase.TryGetValue(candidate, out said)))
                {
                    (found, length) = (said, candidate.Length);
                    break;
                }
            }

            while (end < text.Length && text[end] == ' ')
            {
                end++;
            }
        }

        return found;
    }

    private static string Read(string word, string said)
    {
        if (said.Length > 2 && said[0] == '/' && said[^1] == '/')
        {
            return Phonemes.FromIpa(said[1..^1]) is { } sounds
                ? $"[[{sounds}]]"
                : throw new ArgumentException($"The pronunciation of “{Shown(word)}” has a sound that is not known. Sounds of English and Polish are; or respell the word.");
        }

        if (said.StartsWith("[[", StringComparison.Ordinal))
        {
            return EspeakSounds().IsMatch(said) ? said : throw new ArgumentException($"The sounds of “{Shown(word)}” may be letters, digits and any of '@,:;~^?#*!_ between double brackets.");
        }

        return Respelling().IsMatch(said) ? said : throw new ArgumentException($"The pronunciation of “{Shown(word)}” may be words of letters, hyphens and apostrophes.");
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    [GeneratedRegex(@"[\r\n;]+")]
    private static partial Regex Separator();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^\[\[[A-Za-z0-9'@,:;~^?#*!_ ]{1,100}\]\]$")]
    private static partial Regex EspeakSounds();

    [GeneratedRegex(@"^[\p{L}\p{M}'’\- ]{1,200}$")]
    private static partial Regex Respelling();
}
