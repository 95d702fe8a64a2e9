namespace Galion.Engines.Writing.Templates;

/// <summary>
/// Phrases by what they do and in which tone. In its text a line without an indent names a move; below it stands a tone with variants parted by a
/// bar; <c>*</c> is any tone that has none of its own.
/// </summary>
internal sealed class PhraseBook
{
    private readonly Dictionary<string, string[]> _variants = new(StringComparer.Ordinal);

    public PhraseBook(string text)
    {
        var move = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] != ' ')
            {
                move = line.Trim();
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            _variants[$"{move}/{line[..colon].Trim()}"] = [.. line[(colon + 1)..].Split('|').Select(variant => variant.Trim().Replace("\\n", "\n", StringComparison.Ordinal))];
        }
    }

    public bool Has(string move) => _variants.ContainsKey(move + "/*") || _variants.ContainsKey(move + "/neutral");

    /// <summary>One variant, chosen by the seed: the same move and seed give the same one.</summary>
    /// <param name="hasFigure">Whether there is a number to say; variants that say one are left out otherwise.</param>
    public string Pick(string move, string tone, long seed, bool hasFigure)
    {
        var variants = _variants.TryGetValue($"{move}/{tone}", out var own) ? own : _variants[move + "/*"];
        variants = hasFigure ? variants : [.. variants.Where(variant => !variant.Contains("{figure}", StringComparison.Ordinal))];
        return variants[(int)(Scramble(seed, move) % (ulong)variants.Length)];
    }

    private static ulong Scramble(long seed, string move)
    {
        var state = (ulong)seed * 0x9E3779B97F4A7C15UL + 0xD1B54A32D192ED03UL;
        foreach (var letter in move)
        {
            state = (state ^ letter) * 0x100000001B3UL;
        }

        state ^= state >> 31;
        state *= 0x94D049BB133111EBUL;
        return state ^ (state >> 29);
    }
}
