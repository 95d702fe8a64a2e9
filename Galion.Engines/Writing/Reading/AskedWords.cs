using System.Collections.Frozen;
using Galion.Engines.Writing.Language;

namespace Galion.Engines.Writing.Reading;

/// <summary>Words that questions and texts use for the same: a ticket that costs and an entry that is charged.</summary>
internal static class AskedWords
{
    private const string English = """
        cost price charge pay fee
        ticket entry admission
        tall high height
        wide width
        long length
        injured hurt wounded
        founded established created founder
        build construct erected
        repair fix mend
        buy purchase
        car vehicle
        doctor physician
        large big
        author writer
        shop store
        start begin commence
        finish end
        arrive arrival
        leave depart departure
        earn salary wage
        """;

    private const string Polish = """
        kosztuje cena opłata płaci
        bilet wstęp wejściówka
        wysoki wysokość
        szeroki szerokość
        długi długość
        założył założyciel utworzył
        zbudował wybudował wzniósł
        kupić nabyć
        samochód auto
        zarabia pensja wynagrodzenie
        zaczyna rozpoczyna
        kończy zakończy
        odjeżdża odjazd
        przyjeżdża przyjazd
        ranny ucierpiał
        """;

    // Words that only stand in for what is asked.
    private static readonly FrozenSet<string> StandIns = FrozenSet.ToFrozenSet(
        ["anybody", "anyone", "anything", "somebody", "someone", "ktoś", "kogoś", "ktokolwiek", "cokolwiek"], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int> EnglishGroups = Groups(English, TextLanguage.English);
    private static readonly FrozenDictionary<string, int> PolishGroups = Groups(Polish, TextLanguage.Polish);

    private static readonly FrozenSet<string> StandInStems = StandIns.SelectMany(word => new[] { Stemmer.Stem(word, TextLanguage.English), Stemmer.Stem(word, TextLanguage.Polish) })
        .ToFrozenSet(StringComparer.Ordinal);

    public static bool IsStandIn(string stem) => StandInStems.Contains(stem);

    /// <summary>Whether two stems of the language mean the same to one who asks.</summary>
    public static bool AreAlike(string stem, string other, TextLanguage language)
    {
        var groups = language == TextLanguage.Polish ? PolishGroups : EnglishGroups;
        return groups.TryGetValue(stem, out var group) && groups.TryGetValue(other, out var same) && group == same;
    }

    private static FrozenDictionary<string, int> Groups(string rows, TextLanguage language) => rows.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .SelectMany((row, n) => row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (Stem: Stemmer.Stem(word.Trim(), language), Group: n)))
        .DistinctBy(item => item.Stem).ToFrozenDictionary(item => item.Stem, item => item.Group, StringComparer.Ordinal);
}
