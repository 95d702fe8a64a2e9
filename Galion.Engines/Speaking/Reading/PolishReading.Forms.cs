using System.Text.RegularExpressions;

namespace Galion.Engines.Speaking.Reading;

/// <summary>How what is not written in words looks.</summary>
internal sealed partial class PolishReading
{
    private const string Units = @"km/h|m/s|km²|km2|m²|m2|m³|m3|°C|°F|°|kWh|kW|kHz|MHz|GHz|Hz|kB|MB|GB|TB|dB|kcal|km|cm|mm|dag|kg|mg|ml|ms|ha|godz\.|min\.|min|px|szt\.|tys\.|mln|mld|gr|[mglshtWV%‰]";

    [GeneratedRegex(@"\G(\d{4})-(\d{2})-(\d{2})(?!\d)(?:\s?r\.|\s?roku)?")]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"\G(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4})(?!\d)(?:\s?(?:r\.|roku))?")]
    private static partial Regex DotDate();

    [GeneratedRegex(@"\G(?<day>\d{1,2})\.? (?<month>" + MonthNames + @")\b(?: (?<year>\d{4})(?:\s?(?:r\.|roku)|\b))?")]
    private static partial Regex DayMonth();

    [GeneratedRegex(@"\G(?<day>\d{1,2})(?:\s(?<word>do|i|oraz|lub|albo|a)\s|[–—-])(?<last>\d{1,2}) (?<month>" + MonthNames + @")\b(?: (?<year>\d{4})(?:\s?(?:r\.|roku)|\b))?")]
    private static partial Regex Days();

    [GeneratedRegex(@"\G(\d{1,2})[:](\d{2})(?!\d)")]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"\G(\d{1,2})\.(\d{2})(?!\d|\.\d)")]
    private static partial Regex DotTime();

    [GeneratedRegex(@"\G(?<minus>[-−])?" + Amount + @"\s?(?:(?<scale>tys\.|mln|mld)\s)?(?<currency>zł|ZŁ|PLN|USD|EUR|GBP|CHF|JPY|[$€£¥])(?!\w)")]
    private static partial Regex Money();

    [GeneratedRegex(@"\G(?<minus>[-−])?(?<currency>[$€£¥])\s?" + Amount + @"(?:\s?(?<scale>tys\.|mln|mld))?(?!\w)")]
    private static partial Regex MoneyBefore();

    [GeneratedRegex(@"\G(?:\+\d{1,3}[ \u00A0\-]?\d{2,3}(?:[ \u00A0\-]\d{2,4}){2,3}|\d{3}[\- ]\d{3}[\- ]\d{3}|\d{2}[\- ]\d{3}[\- ]\d{2}[\- ]\d{2})(?![\d\-])")]
    private static partial Regex Phone();

    [GeneratedRegex(@"\d+")]
    private static partial Regex PhoneGroup();

    [GeneratedRegex(@"\G(\d{3,4})\s(roku|rokiem|rok|r\.)(?!\w)")]
    private static partial Regex Year();

    [GeneratedRegex(@"\G([2-9]0)\.(?!\d)")]
    private static partial Regex Decade();

    [GeneratedRegex(@"\G(?<![-–])(\d{1,6})[–—-](\d{1,6})(?:\s?(?<unit>" + Units + @")(?![\w/²³])|(?![\d\-–:/\w]|[.,]\d))")]
    private static partial Regex Range();

    [GeneratedRegex(@"\G(\d{1,2})\.(0[1-9]|1[0-2])(?!\d|\.\d)")]
    private static partial Regex DayMonthNumber();

    [GeneratedRegex(@"\G(pon|wt|śr|czw|pt|sob|niedz)\.(?=,? \d)", RegexOptions.IgnoreCase)]
    private static partial Regex Weekday();

    [GeneratedRegex(@"\G(?:(\d{1,3}) )?(\d{1,2})[/⁄](\d{1,3})(?![\d/])")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"\G(?<minus>[-−](?=\d))?" + Amount + @"\s?(?<unit>" + Units + @")(?![\w/²³]|\.\s\d)")]
    private static partial Regex Unit();

    [GeneratedRegex(@"\G(\d{1,4})\.(?=\s(\p{Ll}+))")]
    private static partial Regex OrdinalNumber();

    [GeneratedRegex(@"\G(\d{1,4})\.(\d{1,2}|\d{4})(?!\d|\.\d)")]
    private static partial Regex Parts();

    [GeneratedRegex(@"\G\d{2}-\d{3}(?![\d\-])")]
    private static partial Regex Postcode();

    [GeneratedRegex(@"\G(?<minus>(?<![\w\d])[-−](?=\d))?" + Amount)]
    private static partial Regex Number();

    [GeneratedRegex(@"\Ggodz\.\s(\d{1,2})(?:[:.](\d{2}))?(?!\d)", RegexOptions.IgnoreCase)]
    private static partial Regex HourWithWord();

    [GeneratedRegex(@"\G\s\d")]
    private static partial Regex NumberAfter();

    [GeneratedRegex(@"\G\s\p{Ll}+")]
    private static partial Regex NextWord();

    [GeneratedRegex(@"\G([IVXLC]{1,6})(?:\s(?<word>i|oraz|lub|a|do)\s(?<last>[IVXLC]{1,6}))?\s(?<noun>wieku|wiek|w\.)(?!\w)")]
    private static partial Regex Century();

    [GeneratedRegex(@"\G(?:p\.n\.e\.|n\.e\.|m\.in\.|(?:mgr|dr|nr|wg|płk|mjr)\b(?!\.\w)|\p{L}{1,5}\.)(?!\w)", RegexOptions.IgnoreCase)]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"\G[IVXLCDM]{1,9}\b(?!\.\w)")]
    private static partial Regex RomanNumeral();
}
