using System.Collections.Frozen;

namespace Galion.Engines.Writing.Reading;

/// <summary>Numbers written as words.</summary>
internal static class NumberWords
{
    private static readonly FrozenDictionary<string, int> Values = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9, ["ten"] = 10,
        ["eleven"] = 11, ["twelve"] = 12, ["fifteen"] = 15, ["twenty"] = 20, ["thirty"] = 30, ["forty"] = 40, ["fifty"] = 50, ["sixty"] = 60, ["seventy"] = 70, ["eighty"] = 80, ["ninety"] = 90, ["thirteen"] = 13, ["fourteen"] = 14, ["sixteen"] = 16, ["seventeen"] = 17, ["eighteen"] = 18, ["nineteen"] = 19,
        ["hundred"] = 100, ["thousand"] = 1_000,
        ["jeden"] = 1, ["jedno"] = 1, ["jednego"] = 1, ["jednym"] = 1, ["jedną"] = 1, ["jednej"] = 1, ["dwa"] = 2, ["dwie"] = 2, ["dwóch"] = 2, ["dwoma"] = 2,
        ["trzy"] = 3, ["trzech"] = 3, ["trzema"] = 3, ["cztery"] = 4, ["czterech"] = 4, ["pięć"] = 5, ["pięciu"] = 5, ["sześć"] = 6, ["sześciu"] = 6, ["siedem"] = 7,
        ["siedmiu"] = 7, ["osiem"] = 8, ["ośmiu"] = 8, ["dziewięć"] = 9, ["dziewięciu"] = 9, ["dziesięć"] = 10, ["dziesięciu"] = 10, ["dwanaście"] = 12,
        ["piętnaście"] = 15, ["dwadzieścia"] = 20, ["trzydzieści"] = 30, ["czterdzieści"] = 40, ["pięćdziesiąt"] = 50, ["sto"] = 100, ["stu"] = 100, ["tysiąc"] = 1_000,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static bool Is(string word) => Value(word) is not null || word.StartsWith("dwudziest", StringComparison.OrdinalIgnoreCase)
        || word.EndsWith("dziestu", StringComparison.OrdinalIgnoreCase) || word.EndsWith("naście", StringComparison.OrdinalIgnoreCase) || word.EndsWith("nastu", StringComparison.OrdinalIgnoreCase);

    /// <summary>Also of twenty-four and the like.</summary>
    public static int? Value(string word)
    {
        if (Values.TryGetValue(word, out var value))
        {
            return value;
        }

        var hyphen = word.IndexOf('-', StringComparison.Ordinal);
        return hyphen > 0 && Values.TryGetValue(word[..hyphen], out var tens) && tens is >= 20 and <= 90 && Values.TryGetValue(word[(hyphen + 1)..], out var ones) && ones < 10
            ? tens + ones : null;
    }
}

/// <summary>Units, which name no subject of their own.</summary>
internal static class UnitWords
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        """
        kilogram kilograms gram grams kilometre kilometres kilometer kilometers metre metres meter meters minute minutes hour hours second seconds percent litre litres
        euro euros dollar dollars pound pounds degree degrees times
        kilogram kilogramy kilogramów gram gramy gramów kilometr kilometry kilometrów metr metry metrów minuta minuty minut godzina godziny godzin procent procenty
        litr litry litrów euro złoty złote złotych stopień stopnie stopni razy
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    public static bool Is(string word) => Words.Contains(word);
}

/// <summary>Words that say when.</summary>
internal static class TimeWords
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        """
        january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
        spring summer autumn winter morning noon afternoon evening night midnight yesterday today tomorrow week month year century season daily weekly
        dawn dusk sunrise sunset before after until during
        styczeń stycznia styczniu luty lutego lutym marzec marca marcu kwiecień kwietnia kwietniu maj maja maju czerwiec czerwca czerwcu lipiec lipca
        lipcu sierpień sierpnia sierpniu wrzesień września wrześniu październik października październiku listopad listopada listopadzie grudzień
        grudnia grudniu poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę wiosna wiosną wiosny lato latem lata jesień
        jesienią jesieni zima zimą zimy rano rankiem południe wieczór wieczorem noc nocą nocy wczoraj dziś jutro tydzień miesiąc wieku świt świcie
        świtem codziennie przed po podczas
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    public static bool Is(string word) => Words.Contains(word);
}

/// <summary>Words for people by what they do.</summary>
internal static class PeopleWords
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        """
        man woman men women people person child children family team company council city government group members volunteers students teacher teachers
        doctor doctors scientists researchers engineers workers owner owners director president mayor farmer farmers neighbours residents keeper keepers
        beekeeper beekeepers author authors editor librarian librarians
        mężczyzna kobieta ludzie osoby dzieci dziecko rodzina zespół firma rada miasto rząd grupa członkowie wolontariusze uczniowie studenci nauczyciel
        nauczyciele nauczycielka lekarz lekarze naukowcy badacze inżynierowie pracownicy właściciel właścicielka dyrektor dyrektorka prezes burmistrz
        prezydent rolnik rolnicy sąsiedzi mieszkańcy pszczelarz pszczelarze autor autorka autorzy
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    public static bool Is(string word) => Words.Contains(word);
}

/// <summary>Words that could stand in any text and say little of this one.</summary>
internal static class CommonWords
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        """
        end ends beginning start part parts way ways thing things place places side sides number numbers time times day days week weeks month months year years hour minute
        half third quarter quarters first second fourth fifth last next past case cases kind kinds sort sorts lot bit rest point points line lines use uses
        twice once again still ever never away back more less most least few little much many million millions billion hundred hundreds thousand thousands dozen dozens
        good better best bad worse worst big small large long short high higher low lower near far full open close make makes made take takes taken took come comes came
        go goes went gone say says said get gets give gives given keep keeps put puts see sees seen know known need needs
        koniec końca końcu początek początku część części raz razu razem rzecz rzeczy sposób sposobu strona strony stronę miejsce miejsca miejscu czas czasu
        dzień dnia dni rok roku lat lata latach godzina godziny godzinę połowa połowę trzecia trzeci trzecią pierwszy pierwsza pierwsze pierwszą drugi druga drugie
        duży duża duże mały mała małe nowy nowa nowe dobry dobra dobre długi długa długie tysiąc tysiące tysięcy milion miliony milionów
        ma mają miał miała jest są był była było były będzie będą może mogą musi trzeba mówi mówią
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    public static bool Is(string word) => Words.Contains(word) || TimeWords.Is(word) || UnitWords.Is(word) || NumberWords.Is(word) || char.IsDigit(word[0]);
}
