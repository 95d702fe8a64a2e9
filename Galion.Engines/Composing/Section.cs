using System.Globalization;

namespace Galion.Engines.Composing;

/// <summary>One section of a piece. What is played in it follows from this record and the piece's own options alone, never from its neighbours.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Theme">Draws chords and patterns; sections that return share it.</param>
/// <param name="Variation">Tells returns of one theme apart.</param>
/// <param name="Ends">Whether it closes with a final chord.</param>
internal sealed record Section(string Kind, int Bars, int Theme, int Variation, bool Ends)
{
    public const int MaxBars = 400;
    public const int MaxCount = 60;
    public const int MaxTheme = 999_999_999;

    public static IReadOnlyList<string> Kinds { get; } = ["intro", "verse", "prechorus", "chorus", "bridge", "solo", "breakdown", "outro"];

    /// <summary>How much is going on, 0 to 1.</summary>
    public float Energy => Kind switch
    {
        "intro" => 0.34f,
        "verse" => 0.55f,
        "prechorus" => 0.66f,
        "chorus" => 0.88f,
        "bridge" => 0.58f,
        "solo" => 0.78f,
        "breakdown" => 0.3f,
        _ => 0.4f,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind}:{Bars}:{Theme}:{Variation}{(Ends ? ":end" : "")}");

    public static string Print(IEnumerable<Section> sections) => string.Join(' ', sections);

    /// <summary>Reads what <see cref="Print"/> wrote.</summary>
    /// <returns>Null when it is no plan.</returns>
    public static IReadOnlyList<Section>? Parse(string text)
    {
        var sections = new List<Section>();
        foreach (var item in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = item.Split(':');
            if (parts.Length is not (4 or 5) || !Kinds.Contains(parts[0]) || parts.Length == 5 && parts[4] != "end" || sections.Count == MaxCount
                || Number(parts[1], MaxBars) is not (> 0 and var bars) || Number(parts[2], MaxTheme) is not { } theme || Number(parts[3], MaxTheme) is not { } variation)
            {
                return null;
            }

            sections.Add(new Section(parts[0], bars, theme, variation, parts.Length == 5));
        }

        return sections.Count > 0 ? sections : null;
    }

    private static int? Number(string text, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= max ? number : null;
}
