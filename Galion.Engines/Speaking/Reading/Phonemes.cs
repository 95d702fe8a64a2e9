using System.Text;

namespace Galion.Engines.Speaking.Reading;

/// <summary>The phonetic alphabet in the names that espeak-ng has for the sounds of English and Polish.</summary>
internal static class Phonemes
{
    // Longer signs first where one begins like another.
    private static readonly (string Ipa, string Sound)[] Sounds =
    [
        ("tʃ", "tS"), ("t͡ʃ", "tS"), ("dʒ", "dZ"), ("d͡ʒ", "dZ"), ("t͡ɕ", "tS;"), ("tɕ", "tS;"), ("d͡ʑ", "dZ;"), ("dʑ", "dZ;"), ("t͡s", "ts"), ("d͡z", "dz"),
        ("iː", "i:"), ("uː", "u:"), ("ɑː", "A:"), ("ɔː", "O:"), ("ɜː", "3:"), ("ɛə", "e@"), ("eə", "e@"), ("ɪə", "i@"), ("ʊə", "U@"), ("eɪ", "eI"), ("aɪ", "aI"),
        ("ɔɪ", "OI"), ("aʊ", "aU"), ("əʊ", "oU"), ("oʊ", "oU"), ("ɚ", "3"), ("ɝ", "3:"), ("ɪ", "I"), ("ʊ", "U"), ("ə", "@"), ("ɐ", "a#"), ("ɑ", "A:"), ("ɒ", "0"),
        ("ɔ", "O"), ("ɛ", "E"), ("ɜ", "3:"), ("æ", "a"), ("ʌ", "V"), ("ɨ", "y"), ("ʃ", "S"), ("ʒ", "Z"), ("ʂ", "S"), ("ʐ", "Z"), ("ɕ", "S;"), ("ʑ", "Z;"), ("θ", "T"),
        ("ð", "D"), ("ŋ", "N"), ("ɲ", "n^"), ("ɹ", "r"), ("ɾ", "t#"), ("ɡ", "g"), ("χ", "x"), ("ʔ", "?"), ("ʲ", ";"), ("ˈ", "'"), ("ˌ", ","), ("ː", ":"), ("̃", "~"),
        ("a", "a"), ("b", "b"), ("d", "d"), ("e", "e"), ("f", "f"), ("g", "g"), ("h", "h"), ("i", "i"), ("j", "j"), ("k", "k"), ("l", "l"), ("m", "m"), ("n", "n"),
        ("o", "o"), ("p", "p"), ("r", "r"), ("s", "s"), ("t", "t"), ("u", "u"), ("v", "v"), ("w", "w"), ("x", "x"), ("y", "y"), ("z", "z"), ("'", "'"), (".", ""), (" ", "||"),
        ("͡", ""), ("̩", ""),
    ];

    /// <returns>Null when a sign is not known.</returns>
    public static string? FromIpa(string ipa)
    {
        var said = new StringBuilder();
        for (var at = 0; at < ipa.Length;)
        {
            var (sign, sound) = Sounds.FirstOrDefault(item => string.CompareOrdinal(ipa, at, item.Ipa, 0, item.Ipa.Length) == 0);
            if (sign is null)
            {
                return null;
            }

            said.Append(sound);
            at += sign.Length;
        }

        return said.Length == 0 ? null : said.ToString();
    }
}
