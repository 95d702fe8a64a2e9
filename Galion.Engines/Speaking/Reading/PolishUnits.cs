namespace Galion.Engines.Speaking.Reading;

internal sealed record PolishCurrency(PolishNoun Whole, PolishNoun? Small);

/// <summary>Words behind the signs of Polish.</summary>
internal static class PolishUnits
{
    private static readonly PolishNoun Cent = new("cent", "centy", "centów", "centa");
    private static readonly PolishCurrency Zloty = new(new("złoty", "złote", "złotych", "złotego"), new("grosz", "grosze", "groszy", "grosza"));
    private static readonly PolishCurrency Dollar = new(new("dolar", "dolary", "dolarów", "dolara"), Cent);
    private static readonly PolishCurrency Euro = new(new("euro", "euro", "euro", "euro", PolishGender.Neuter), Cent);
    private static readonly PolishCurrency Pound = new(new("funt", "funty", "funtów", "funta"), new("pens", "pensy", "pensów", "pensa"));
    private static readonly PolishCurrency Yen = new(new("jen", "jeny", "jenów", "jena"), null);

    public static readonly Dictionary<string, PolishCurrency> Currencies = new(StringComparer.Ordinal)
    {
        ["zł"] = Zloty, ["ZŁ"] = Zloty, ["PLN"] = Zloty, ["$"] = Dollar, ["USD"] = Dollar, ["€"] = Euro, ["EUR"] = Euro, ["£"] = Pound, ["GBP"] = Pound,
        ["¥"] = Yen, ["JPY"] = Yen, ["CHF"] = new(new("frank", "franki", "franków", "franka"), new("centym", "centymy", "centymów", "centyma")),
    };

    private static readonly PolishNoun Kilometre = new("kilometr", "kilometry", "kilometrów", "kilometra");
    private static readonly PolishNoun Metre = new("metr", "metry", "metrów", "metra");

    public static readonly Dictionary<string, PolishNoun> Units = new(StringComparer.Ordinal)
    {
        ["km"] = Kilometre, ["m"] = Metre, ["cm"] = new("centymetr", "centymetry", "centymetrów", "centymetra"),
        ["mm"] = new("milimetr", "milimetry", "milimetrów", "milimetra"), ["kg"] = new("kilogram", "kilogramy", "kilogramów", "kilograma"),
        ["g"] = new("gram", "gramy", "gramów", "grama"), ["dag"] = new("deko", "deko", "deko", "deko", PolishGender.Neuter),
        ["mg"] = new("miligram", "miligramy", "miligramów", "miligrama"), ["t"] = new("tona", "tony", "ton", "tony", PolishGender.Feminine),
        ["l"] = new("litr", "litry", "litrów", "litra"), ["ml"] = new("mililitr", "mililitry", "mililitrów", "mililitra"),
        ["km/h"] = With(Kilometre, "na godzinę"), ["m/s"] = With(Metre, "na sekundę"),
        ["m²"] = Square(Metre), ["m2"] = Square(Metre), ["km²"] = Square(Kilometre), ["km2"] = Square(Kilometre),
        ["m³"] = new("metr sześcienny", "metry sześcienne", "metrów sześciennych", "metra sześciennego"),
        ["m3"] = new("metr sześcienny", "metry sześcienne", "metrów sześciennych", "metra sześciennego"),
        ["ha"] = new("hektar", "hektary", "hektarów", "hektara"), ["h"] = new("godzina", "godziny", "godzin", "godziny", PolishGender.Feminine),
        ["godz."] = new("godzina", "godziny", "godzin", "godziny", PolishGender.Feminine), ["min"] = new("minuta", "minuty", "minut", "minuty", PolishGender.Feminine),
        ["min."] = new("minuta", "minuty", "minut", "minuty", PolishGender.Feminine),
        ["s"] = new("sekunda", "sekundy", "sekund", "sekundy", PolishGender.Feminine), ["ms"] = new("milisekunda", "milisekundy", "milisekund", "milisekundy", PolishGender.Feminine),
        ["°C"] = With(Degree, "Celsjusza"), ["°F"] = With(Degree, "Fahrenheita"), ["°"] = Degree,
        ["%"] = new("procent", "procent", "procent", "procent"), ["‰"] = new("promil", "promile", "promili", "promila"),
        ["W"] = new("wat", "waty", "watów", "wata"), ["kW"] = new("kilowat", "kilowaty", "kilowatów", "kilowata"),
        ["kWh"] = new("kilowatogodzina", "kilowatogodziny", "kilowatogodzin", "kilowatogodziny", PolishGender.Feminine),
        ["V"] = new("wolt", "wolty", "woltów", "wolta"), ["Hz"] = new("herc", "herce", "herców", "herca"), ["kHz"] = new("kiloherc", "kiloherce", "kiloherców", "kiloherca"),
        ["MHz"] = new("megaherc", "megaherce", "megaherców", "megaherca"), ["GHz"] = new("gigaherc", "gigaherce", "gigaherców", "gigaherca"),
        ["kB"] = new("kilobajt", "kilobajty", "kilobajtów", "kilobajta"), ["MB"] = new("megabajt", "megabajty", "megabajtów", "megabajta"),
        ["GB"] = new("gigabajt", "gigabajty", "gigabajtów", "gigabajta"), ["TB"] = new("terabajt", "terabajty", "terabajtów", "terabajta"),
        ["dB"] = new("decybel", "decybele", "decybeli", "decybela"), ["kcal"] = new("kilokaloria", "kilokalorie", "kilokalorii", "kilokalorii", PolishGender.Feminine),
        ["px"] = new("piksel", "piksele", "pikseli", "piksela"), ["szt."] = new("sztuka", "sztuki", "sztuk", "sztuki", PolishGender.Feminine),
        ["gr"] = new("grosz", "grosze", "groszy", "grosza"), ["tys."] = new("tysiąc", "tysiące", "tysięcy", "tysiąca"), ["mln"] = new("milion", "miliony", "milionów", "miliona"),
        ["mld"] = new("miliard", "miliardy", "miliardów", "miliarda"),
    };

    public static readonly Dictionary<string, string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["np."] = "na przykład", ["itd."] = "i tak dalej", ["itp."] = "i tym podobne", ["tzn."] = "to znaczy", ["tj."] = "to jest", ["m.in."] = "między innymi",
        ["tzw."] = "tak zwany", ["ok."] = "około", ["prof."] = "profesor", ["inż."] = "inżynier", ["mgr"] = "magister", ["dr"] = "doktor", ["ul."] = "ulica",
        ["al."] = "aleja", ["pl."] = "plac", ["godz."] = "godzina", ["nr"] = "numer", ["str."] = "strona", ["s."] = "strona", ["rozdz."] = "rozdział",
        ["św."] = "święty", ["ks."] = "ksiądz", ["im."] = "imienia", ["r."] = "roku", ["w."] = "wiek", ["wg"] = "według", ["ww."] = "wyżej wymieniony",
        ["cdn."] = "ciąg dalszy nastąpi", ["p.n.e."] = "przed naszą erą", ["n.e."] = "naszej ery", ["jw."] = "jak wyżej", ["zob."] = "zobacz", ["por."] = "porównaj",
        ["tel."] = "telefon", ["red."] = "redakcja", ["gen."] = "generał", ["płk"] = "pułkownik", ["mjr"] = "major", ["kpt."] = "kapitan", ["woj."] = "województwo",
        ["pow."] = "powiat", ["os."] = "osiedle", ["lek."] = "lekarz", ["med."] = "medycyny", ["hab."] = "habilitowany", ["min."] = "minimum", ["maks."] = "maksimum",
        ["kl."] = "klasa",
    };

    /// <summary>After an ordinal: "w 5. klasie", where the ending alone could be a neuter's.</summary>
    public static readonly HashSet<string> FeminineLocatives = new(StringComparer.Ordinal)
    {
        "klasie", "godzinie", "minucie", "sekundzie", "rundzie", "części", "stronie", "lidze", "kolejce", "osobie", "dekadzie", "połowie", "turze", "wojnie", "scenie",
        "linii", "próbie", "fazie", "grupie",
    };

    /// <summary>Counted with "dwie".</summary>
    public static readonly HashSet<string> FemininePlurals = new(StringComparer.Ordinal)
    {
        "osoby", "kobiety", "dziewczyny", "dziewczynki", "córki", "siostry", "matki", "żony", "panie", "studentki", "nauczycielki", "ofiary", "rodziny", "pary", "grupy", "godziny",
        "minuty", "sekundy", "doby", "noce", "sztuki", "strony", "książki", "gazety", "rzeczy", "sprawy", "części", "próby", "zmiany", "rozmowy", "wizyty", "klasy", "szkoły",
        "firmy", "ulice", "drogi", "linie", "partie", "kopie", "kategorie", "butelki", "szklanki", "łyżki", "łyżeczki", "kawy", "herbaty", "ręce", "nogi", "gwiazdy", "gwiazdki",
        "bramki", "rundy", "fazy", "metody", "zasady", "przyczyny", "piosenki", "odpowiedzi", "krowy", "kury", "ryby", "kaczki", "róże", "tony", "miarki", "porcje", "kropki", "kreski",
    };

    /// <summary>Men, of whom more than one are always counted in the genitive: "pięciu ludzi".</summary>
    public static readonly HashSet<string> Men = new(StringComparer.Ordinal)
    {
        "ludzi", "mężczyzn", "panów", "chłopców", "uczniów", "studentów", "żołnierzy", "pracowników", "nauczycieli", "lekarzy", "klientów", "mieszkańców", "zawodników", "graczy",
        "autorów", "pasażerów", "rodziców", "braci", "synów", "gości", "kolegów", "przyjaciół", "posłów", "kandydatów", "użytkowników", "uczestników", "widzów", "czytelników",
    };

    /// <summary>After these a full stop never ends the sentence.</summary>
    public static readonly HashSet<string> NeverLast = new(StringComparer.OrdinalIgnoreCase)
    {
        "np", "tzn", "tj", "tzw", "ok", "prof", "inż", "ul", "al", "pl", "godz", "str", "św", "ks", "im", "zob", "por", "tel", "gen", "kpt", "woj", "os", "lek", "hab", "m.in", "rozdz",
    };

    private static PolishNoun Degree => new("stopień", "stopnie", "stopni", "stopnia");

    private static PolishNoun With(PolishNoun noun, string rest) => new($"{noun.One} {rest}", $"{noun.Few} {rest}", $"{noun.Many} {rest}", $"{noun.Part} {rest}", noun.Gender);

    private static PolishNoun Square(PolishNoun noun) => new($"{noun.One} kwadratowy", $"{noun.Few} kwadratowe", $"{noun.Many} kwadratowych", $"{noun.Part} kwadratowego");
}
