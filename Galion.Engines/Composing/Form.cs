using Galion.Engines.Painting;

namespace Galion.Engines.Composing;

/// <summary>Lays sections over the bars of a piece.</summary>
internal static class Form
{
    private static readonly int[] OutroBars = [4, 5, 3, 6, 2];

    /// <summary>The names of the sections that suit a number of bars.</summary>
    public static string[] Suiting(int bars) => bars switch
    {
        < 6 => ["chorus"],
        < 10 => ["verse", "chorus"],
        < 16 => ["intro", "verse", "chorus"],
        < 24 => ["intro", "verse", "chorus", "outro"],
        < 36 => ["intro", "verse", "chorus", "verse", "chorus", "outro"],
        < 56 => ["intro", "verse", "chorus", "verse", "chorus", "bridge", "chorus", "outro"],
        < 84 => ["intro", "verse", "prechorus", "chorus", "verse", "prechorus", "chorus", "bridge", "chorus", "outro"],
        _ => ["intro", "verse", "prechorus", "chorus", "verse", "prechorus", "chorus", "breakdown", "verse", "solo", "chorus", "bridge", "chorus", "chorus", "outro"],
    };

    /// <summary>Gives each section its bars, in fours where there is room, and its theme.</summary>
    /// <param name="kinds">At most as many as there are bars.</param>
    public static IReadOnlyList<Section> Lay(IReadOnlyList<string> kinds, int bars, long seed)
    {
        var count = kinds.Count;
        var rest = bars;
        var lengths = new int[count];
        if (count > 1 && kinds[^1] == "outro")
        {
            // The outro takes the bars that do not come in fours.
            lengths[^1] = OutroBars.FirstOrDefault(outro => (bars - outro) % 4 == 0 && bars - outro >= 4 * (count - 1), Math.Max(1, bars / count));
            rest -= lengths[^1];
            count--;
        }

        var unit = rest >= 4 * count ? 4 : rest >= 2 * count ? 2 : 1;
        var weights = kinds.Take(count).Select(kind => kind switch { "intro" or "outro" or "prechorus" or "breakdown" => 1f, _ => 2f }).ToArray();
        Array.Fill(lengths, unit, 0, count);
        for (var left = rest - unit * count; left > 0;)
        {
            // More goes to the section that is shortest for its weight; what is less than a unit to the last.
            var step = Math.Min(unit, left);
            var neediest = count - 1;
            for (var n = 0; n < count && step == unit; n++)
            {
                neediest = lengths[n] / weights[n] < lengths[neediest] / weights[neediest] ? n : neediest;
            }

            lengths[neediest] += step;
            left -= step;
        }

        var sections = new List<Section>();
        for (var n = 0; n < kinds.Count; n++)
        {
            sections.Add(new Section(kinds[n], lengths[n], ThemeOf(kinds[n], seed), sections.Count(section => section.Kind == kinds[n]), n == kinds.Count - 1));
        }

        return sections;
    }

    public static int ThemeOf(string kind, long seed) => Dice.For(seed, "theme of the " + kind).Below(Section.MaxTheme);
}
