using System.Text.RegularExpressions;

namespace Galion.Engines.Speaking.Reading;

/// <summary>Days, hours, years and decades, in the case that the word before them asks for.</summary>
internal sealed partial class PolishReading
{
    private static string YearGenitive(int year) => PolishNumbers.Ordinal(year, PolishCase.Genitive);

    /// <summary>"1 maja" is "pierwszego maja"; "przed 1 maja" and "po 1 maja" are not.</summary>
    private static string Day(int day, ReadingContext context) =>
        PolishNumbers.Ordinal(day, context.After("przed", "między", "po") ? PolishCase.Instrumental : PolishCase.Genitive);

    private static string? SayDate(DateOnly? date, ReadingContext context) =>
        date is null ? null : $"{Day(date.Value.Day, context)} {Months[date.Value.Month - 1]} {YearGenitive(date.Value.Year)} roku";

    private static string? SayDayMonth(Match match, ReadingContext context)
    {
        var day = Numerals.Int(match.Groups["day"].Value);
        return day is < 1 or > 31 ? null : $"{Day(day, context)} {MonthAndYear(match)}";
    }

    private static string MonthAndYear(Match match) =>
        match.Groups["month"].Value + (match.Groups["year"].Success ? $" {YearGenitive(Numerals.Int(match.Groups["year"].Value))} roku" : "");

    /// <summary>"5–7 maja", "od 5 do 7 maja", "między 5 a 7 maja", "5 i 6 maja".</summary>
    private static string? SayDays(Match match, ReadingContext context)
    {
        var (first, last) = (Numerals.Int(match.Groups["day"].Value), Numerals.Int(match.Groups["last"].Value));
        var word = match.Groups["word"].Value;
        return first is < 1 or > 31 || last is < 1 or > 31 || word == "do" && !context.After("od") ? null
            : $"{(word.Length == 0 && !context.After("od") ? "od " : "")}{Day(first, context)} {(word.Length == 0 ? "do" : word)} {Day(last, context)} {MonthAndYear(match)}";
    }

    /// <summary>"15.08" is a day where a day is asked for, and otherwise more often a version.</summary>
    private static string? SayDayMonthNumber(Match match, ReadingContext context) =>
        Numerals.Int(match.Groups[1].Value) is >= 1 and <= 31 and var day && (context.After("dnia", "od", "do") || Weekdays.ContainsValue(context.Before) || Weekdays.ContainsKey(context.Before))
            ? $"{Day(day, context)} {Months[Numerals.Int(match.Groups[2].Value) - 1]}" : null;

    private static string? SayTime(Match match, ReadingContext context)
    {
        var (hour, minute) = (Numerals.Int(match.Groups[1].Value), Numerals.Int(match.Groups[2].Value));
        if (hour > 24 || minute > 59)
        {
            return null;
        }

        var @case = context.After("o", "po", "godzinie") ? PolishCase.Locative : context.After("od", "do", "około", "ok", "koło", "godziny") ? PolishCase.Genitive
            : context.After("przed", "godziną") ? PolishCase.Instrumental : PolishCase.Nominative;
        var said = hour == 0 && minute > 0 ? "zero" : hour == 0 ? "północ" : PolishNumbers.Ordinal(hour, @case, PolishGender.Feminine);
        return minute == 0 ? said : $"{said} {(minute < 10 ? "zero " : "")}{PolishNumbers.Cardinal(minute)}";
    }

    /// <summary>"19.00" is a time where one is asked for, and where it can be no day: "do 15.10" is in October.</summary>
    private static string? SayDotTime(Match match, ReadingContext context) =>
        context.After("o", "godzina", "godzinie", "godziny", "godziną")
        || context.After("od", "do", "około", "ok", "po", "przed") && Numerals.Int(match.Groups[2].Value) is 0 or > 12 ? SayTime(match, context) : null;

    private static string? SayYear(Match match, ReadingContext context)
    {
        var year = Numerals.Int(match.Groups[1].Value);
        var noun = match.Groups[2].Value;
        var (@case, spoken) = noun switch
        {
            "roku" or "r." when context.After("w", "we", "po", "o", "przy") => (PolishCase.Locative, "roku"),
            "roku" => (PolishCase.Genitive, "roku"),
            "r." when context.After("z", "ze", "od", "do", "dnia", "około", "ok", "koło", "wiosną", "latem", "jesienią", "zimą") => (PolishCase.Genitive, "roku"),
            "r." when context.After("przed", "między") => (PolishCase.Instrumental, "rokiem"),
            "r." or "rok" => (PolishCase.Nominative, "rok"),
            _ => (PolishCase.Instrumental, "rokiem"),
        };
        return year == 0 ? null : $"{PolishNumbers.Ordinal(year, @case)} {spoken}";
    }

    private static string? SayDecade(Match match, ReadingContext context)
    {
        if (!context.After("lata", "latach", "lat"))
        {
            return null;
        }

        var said = PolishNumbers.Ordinal(Numerals.Int(match.Groups[1].Value));
        return said[..^1] + (context.After("lata") ? "e" : "ych");
    }

    /// <summary>"O godz. 9:05", "od godz. 8.00".</summary>
    private static string? SayHourWithWord(Match match, ReadingContext context)
    {
        var @case = context.After("o", "po") ? PolishCase.Locative : context.After("od", "do", "około", "ok") ? PolishCase.Genitive : context.After("przed") ? PolishCase.Instrumental : PolishCase.Nominative;
        var (hour, minute) = (Numerals.Int(match.Groups[1].Value), match.Groups[2].Success ? Numerals.Int(match.Groups[2].Value) : 0);
        var noun = @case switch
        {
            PolishCase.Locative => "godzinie",
            PolishCase.Genitive => "godziny",
            PolishCase.Instrumental => "godziną",
            _ => "godzina",
        };
        return hour > 24 || minute > 59 ? null
            : $"{noun} {PolishNumbers.Ordinal(hour, @case, PolishGender.Feminine)}" + (minute == 0 ? "" : $" {(minute < 10 ? "zero " : "")}{PolishNumbers.Cardinal(minute)}");
    }
}
