namespace Galion.Engines.Speaking.Reading;

internal sealed record EnglishCurrency(string One, string Many, string SmallOne = "", string SmallMany = "");

/// <summary>Words behind the signs of English.</summary>
internal static class EnglishUnits
{
    private static readonly EnglishCurrency Dollar = new("dollar", "dollars", "cent", "cents");
    private static readonly EnglishCurrency Euro = new("euro", "euros", "cent", "cents");
    private static readonly EnglishCurrency Pound = new("pound", "pounds", "penny", "pence");
    private static readonly EnglishCurrency Zloty = new("zloty", "zlotys", "grosz", "groszy");
    private static readonly EnglishCurrency Yen = new("yen", "yen");

    public static readonly Dictionary<string, EnglishCurrency> Currencies = new(StringComparer.Ordinal)
    {
        ["$"] = Dollar, ["USD"] = Dollar, ["€"] = Euro, ["EUR"] = Euro, ["£"] = Pound, ["GBP"] = Pound, ["ZŁ"] = Zloty, ["PLN"] = Zloty,
        ["¥"] = Yen, ["JPY"] = Yen, ["CHF"] = new("franc", "francs", "centime", "centimes"),
    };

    public static readonly Dictionary<string, (string One, string Many)> Units = new(StringComparer.Ordinal)
    {
        ["km/h"] = ("kilometre per hour", "kilometres per hour"), ["m/s"] = ("metre per second", "metres per second"),
        ["m/s²"] = ("metre per second squared", "metres per second squared"),
        ["km²"] = ("square kilometre", "square kilometres"), ["km2"] = ("square kilometre", "square kilometres"),
        ["m²"] = ("square metre", "square metres"), ["m2"] = ("square metre", "square metres"), ["cm²"] = ("square centimetre", "square centimetres"),
        ["m³"] = ("cubic metre", "cubic metres"), ["m3"] = ("cubic metre", "cubic metres"),
        ["°C"] = ("degree Celsius", "degrees Celsius"), ["°F"] = ("degree Fahrenheit", "degrees Fahrenheit"), ["°"] = ("degree", "degrees"),
        ["kWh"] = ("kilowatt hour", "kilowatt hours"), ["kW"] = ("kilowatt", "kilowatts"), ["MW"] = ("megawatt", "megawatts"), ["GW"] = ("gigawatt", "gigawatts"),
        ["W"] = ("watt", "watts"), ["V"] = ("volt", "volts"), ["kHz"] = ("kilohertz", "kilohertz"), ["MHz"] = ("megahertz", "megahertz"),
        ["GHz"] = ("gigahertz", "gigahertz"), ["Hz"] = ("hertz", "hertz"), ["kB"] = ("kilobyte", "kilobytes"), ["KB"] = ("kilobyte", "kilobytes"),
        ["MB"] = ("megabyte", "megabytes"), ["GB"] = ("gigabyte", "gigabytes"), ["TB"] = ("terabyte", "terabytes"),
        ["Mbps"] = ("megabit per second", "megabits per second"), ["Gbps"] = ("gigabit per second", "gigabits per second"),
        ["mph"] = ("mile per hour", "miles per hour"), ["fps"] = ("frame per second", "frames per second"), ["dpi"] = ("dot per inch", "dots per inch"),
        ["rpm"] = ("revolution per minute", "revolutions per minute"), ["dB"] = ("decibel", "decibels"), ["kcal"] = ("kilocalorie", "kilocalories"),
        ["km"] = ("kilometre", "kilometres"), ["m"] = ("metre", "metres"), ["cm"] = ("centimetre", "centimetres"), ["mm"] = ("millimetre", "millimetres"),
        ["nm"] = ("nanometre", "nanometres"), ["kg"] = ("kilogram", "kilograms"), ["g"] = ("gram", "grams"), ["mg"] = ("milligram", "milligrams"),
        ["t"] = ("tonne", "tonnes"), ["lb"] = ("pound", "pounds"), ["lbs"] = ("pound", "pounds"), ["oz"] = ("ounce", "ounces"), ["ft"] = ("foot", "feet"),
        ["mi"] = ("mile", "miles"), ["l"] = ("litre", "litres"), ["ml"] = ("millilitre", "millilitres"), ["s"] = ("second", "seconds"),
        ["ms"] = ("millisecond", "milliseconds"), ["min"] = ("minute", "minutes"), ["h"] = ("hour", "hours"), ["px"] = ("pixel", "pixels"),
        ["tbsp"] = ("tablespoon", "tablespoons"), ["tbsp."] = ("tablespoon", "tablespoons"), ["tsp"] = ("teaspoon", "teaspoons"), ["tsp."] = ("teaspoon", "teaspoons"),
        ["%"] = ("percent", "percent"), ["‰"] = ("per mille", "per mille"),
    };

    public static readonly Dictionary<string, string> Abbreviations = new(StringComparer.Ordinal)
    {
        ["Mr"] = "mister", ["Mrs"] = "missus", ["Ms"] = "miz", ["Dr"] = "doctor", ["Prof"] = "professor", ["St"] = "saint", ["Sr"] = "senior",
        ["Jr"] = "junior", ["Gen"] = "general", ["Col"] = "colonel", ["Lt"] = "lieutenant", ["Sgt"] = "sergeant", ["Capt"] = "captain",
        ["Rev"] = "reverend", ["Hon"] = "honourable", ["vs"] = "versus", ["etc"] = "et cetera", ["approx"] = "approximately", ["dept"] = "department",
        ["est"] = "established", ["vol"] = "volume", ["pp"] = "pages", ["p"] = "page", ["No"] = "number", ["Fig"] = "figure", ["Ave"] = "avenue",
        ["Blvd"] = "boulevard", ["Rd"] = "road", ["Inc"] = "incorporated", ["Ltd"] = "limited", ["Co"] = "company", ["Corp"] = "corporation",
        ["e.g"] = "for example", ["i.e"] = "that is", ["a.k.a"] = "also known as", ["cf"] = "compare", ["al"] = "alii", ["tbsp"] = "tablespoons", ["tsp"] = "teaspoons",
    };

    /// <summary>A day follows: "Dec. 31".</summary>
    public static readonly HashSet<string> ShortMonths = new(StringComparer.Ordinal) { "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec" };

    /// <summary>After these a full stop never ends the sentence, because something has to follow.</summary>
    public static readonly HashSet<string> NeverLast = new(StringComparer.Ordinal)
    {
        "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Col", "Lt", "Sgt", "Capt", "Rev", "Hon", "vs", "e.g", "i.e", "approx", "Fig", "No", "pp", "p", "vol", "cf", "St",
    };
}
