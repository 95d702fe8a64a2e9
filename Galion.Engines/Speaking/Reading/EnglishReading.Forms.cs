using System.Text.RegularExpressions;

namespace Galion.Engines.Speaking.Reading;

/// <summary>How what is not written in words looks.</summary>
internal sealed partial class EnglishReading
{
    private const string Units = @"km/h|m/s²|m/s|km²|km2|m²|m2|m³|m3|cm²|°C|°F|°|kWh|kW|MW|GW|kHz|MHz|GHz|Hz|kB|KB|MB|GB|TB|Mbps|Gbps|mph|fps|dpi|rpm|dB|kcal|km|cm|mm|nm|kg|mg|lbs?|oz|ft|mi|ml|ms|min|px|tbsp\.?|tsp\.?|[mglshWVt%‰]";

    [GeneratedRegex(@"\G(\d{4})-(\d{2})-(\d{2})(?!\d)")]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"\G(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})(?![\d/.]\d)(?!\d)")]
    private static partial Regex SlashDate();

    [GeneratedRegex(@"\G(?:the )?(?<day>\d{1,2}(?:st|nd|rd|th)?)(?: of)? (?<month>" + MonthNames + @")\b\.?(?:,? (?<year>\d{4})\b)?")]
    private static partial Regex DayMonth();

    [GeneratedRegex(@"\G(?<month>" + MonthNames + @")\.? (?<day>\d{1,2}(?:st|nd|rd|th)?)\b(?!:)(?:,? (?<year>\d{4})\b)?")]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"\G(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s?([ap]\.?m\b\.?))?(?!\d)", RegexOptions.IgnoreCase)]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"\G(\d{1,2})\s?([ap]\.?m\b\.?)", RegexOptions.IgnoreCase)]
    private static partial Regex HourOnly();

    [GeneratedRegex(@"\G(?<minus>[-−])?(?<currency>[$£€¥])\s?" + Amount + @"(?:[-–](?<to>\d{1,9})(?![\w-])|\s?(?<scale>thousand|million|billion|trillion|k|m|mn|bn|b)\b)?(?!\w)", RegexOptions.IgnoreCase)]
    private static partial Regex Money();

    [GeneratedRegex(@"\G(?<minus>[-−])?" + Amount + @"\s?(?:(?<scale>thousand|million|billion|trillion|k|m|mn|bn)\s)?\s?(?<currency>USD|EUR|GBP|PLN|CHF|JPY|[$£€¥]|zł)(?!\w)", RegexOptions.IgnoreCase)]
    private static partial Regex MoneyAfter();

    [GeneratedRegex(@"\G(?:\+\d{1,3}[ \-.]?(?:\(\d{1,4}\)[ \-]?)?\d{2,4}(?:[ \-.]\d{2,4}){1,4}|\+\d{8,14}|\(\d{3}\) ?\d{3}[\-. ]\d{4}|\d{3}[\-.]\d{3}[\-.]\d{4}|1-\d{3}-\d{3}-\d{4}|\d{3}-\d{4})(?![\d\-])")]
    private static partial Regex Phone();

    [GeneratedRegex(@"\d+")]
    private static partial Regex PhoneGroup();

    [GeneratedRegex(@"\G(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)\b")]
    private static partial Regex OrdinalNumber();

    [GeneratedRegex(@"\G['’]?(\d{2}|\d{4})['’]?s\b")]
    private static partial Regex Decade();

    [GeneratedRegex(@"\G(?<![-–])(\d{1,3}(?:,\d{3})+|\d{1,6})[–—-](\d{1,3}(?:,\d{3})+|\d{1,6})(?:\s?(?<unit>" + Units + @")(?![\w/²³])|(?![\d\-–:/\w]|\.\d))")]
    private static partial Regex Range();

    /// <summary>Numbers of books and parts, in groups.</summary>
    [GeneratedRegex(@"\G\d{1,5}(?:-\d{1,7}){3,5}(?![\d\-])")]
    private static partial Regex Serial();

    [GeneratedRegex(@"\G(\d)['′’](\d{1,2})(?:[""″”]|'')")]
    private static partial Regex Height();

    [GeneratedRegex(@"\G(?:Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun)\.?(?=,? (?:\d|(?:" + MonthNames + @")\b))")]
    private static partial Regex Weekday();

    [GeneratedRegex(@"\G[A-Z]/[A-Z](?![\w/])")]
    private static partial Regex Alternatives();

    [GeneratedRegex(@"\G[CF]#(?!\w)")]
    private static partial Regex Sharp();

    [GeneratedRegex(@"\G(?: |-)centur(?:y|ies)\b")]
    private static partial Regex CenturyAfter();

    [GeneratedRegex(@"\G(?:(\d{1,3}) )?(\d{1,2})[/⁄](\d{1,3})(?![\d/])")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"\G(?<minus>[-−](?=\d))?" + Amount + @"\s?(?<unit>" + Units + @")(?![\w/²³])")]
    private static partial Regex Unit();

    [GeneratedRegex(@"\G(?<minus>(?<![\w\d])[-−](?=\d))?" + Amount)]
    private static partial Regex Number();

    [GeneratedRegex(@", [A-Z]{2} $")]
    private static partial Regex StateBefore();

    [GeneratedRegex(@"\b(?:zip|pin|postal|area|access|door)(?: codes?)?(?: is| are|:)? $", RegexOptions.IgnoreCase)]
    private static partial Regex CodeBefore();

    [GeneratedRegex(@"\G(?:[A-Z]\.){2,}")]
    private static partial Regex Initialism();

    [GeneratedRegex(@"\G(Mrs|Mr|Ms|Dr|Prof|St|Sr|Jr|Gen|Col|Lt|Sgt|Capt|Rev|Hon|vs|etc|approx|dept|est|vol|pp|p|No|Fig|Ave|Blvd|Rd|Inc|Ltd|Co|Corp|e\.g|i\.e|a\.k\.a|cf|al|tbsp|tsp)\.(?!\w)")]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"\G[IVXLCDM]{1,9}\b(?!\.\w)")]
    private static partial Regex RomanNumeral();
}
