using System.Text.RegularExpressions;

namespace Galion.Engines.Speaking.Reading;

/// <summary>What is counted in order: floors, centuries, kings and queens.</summary>
internal sealed partial class PolishReading
{
    private static readonly HashSet<string> Queens = new(StringComparer.Ordinal) { "Elżbieta", "Katarzyna", "Maria", "Anna", "Małgorzata", "Kleopatra", "Krystyna", "Izabela" };

    /// <summary>"3. miejsce": a full stop in the middle of a sentence makes an ordinal, in the gender that the next word's ending shows.</summary>
    private static string? SayOrdinal(Match match, ReadingContext context) => OrdinalBefore(Numerals.Int(match.Groups[1].Value), match.Groups[2].Value, context);

    /// <summary>"2. piętro", "na 2. piętrze", "II wojna", "po II wojnie".</summary>
    private static string OrdinalBefore(int number, string next, ReadingContext context)
    {
        var within = context.After("w", "we", "na", "po", "o", "przy");
        var feminine = PolishUnits.FeminineLocatives.Contains(next) || next.EndsWith("cji", StringComparison.Ordinal) || next.EndsWith("nicy", StringComparison.Ordinal);
        var (@case, gender) = next[^1] switch
        {
            _ when feminine => (PolishCase.Genitive, PolishGender.Feminine),
            'a' => (PolishCase.Nominative, PolishGender.Feminine),
            'ą' or 'ę' => (PolishCase.Instrumental, PolishGender.Feminine),
            'y' or 'i' => (PolishCase.Genitive, PolishGender.Feminine),
            'e' when within => (PolishCase.Locative, PolishGender.Neuter),
            'o' or 'e' => (PolishCase.Nominative, PolishGender.Neuter),
            'u' => (within ? PolishCase.Locative : PolishCase.Genitive, PolishGender.Masculine),
            'm' when next.EndsWith("em", StringComparison.Ordinal) => (PolishCase.Instrumental, PolishGender.Masculine),
            'm' when next.EndsWith("um", StringComparison.Ordinal) => (PolishCase.Nominative, PolishGender.Neuter),
            _ => (PolishCase.Nominative, PolishGender.Masculine),
        };
        return PolishNumbers.Ordinal(number, @case, gender);
    }

    /// <summary>"W XIX w.", "na przełomie XIX i XX w.": after a noun it is the century's.</summary>
    private static string? SayCentury(Match match, ReadingContext context)
    {
        if (Numerals.Roman(match.Groups[1].Value) is not { } number || Numerals.Roman(match.Groups["last"].Success ? match.Groups["last"].Value : "I") is not { } last)
        {
            return null;
        }

        var @case = context.After("w", "we", "po", "o") ? PolishCase.Locative
            : match.Groups["noun"].Value == "wieku" || context.Before.Length > 0 && !context.After("to", "był", "jest", "przez", "cały", "na", "za", "i", "a") ? PolishCase.Genitive
            : PolishCase.Nominative;
        @case = match.Groups["noun"].Value == "wiek" ? PolishCase.Nominative : @case;
        var more = match.Groups["last"].Success ? $" {match.Groups["word"].Value} {PolishNumbers.Ordinal(last, @case)}" : "";
        return $"{PolishNumbers.Ordinal(number, @case)}{more} {(@case == PolishCase.Nominative ? "wiek" : "wieku")}";
    }

    private static string? SayRoman(Match match, ReadingContext context)
    {
        if (Numerals.Roman(match.Value) is not { } number)
        {
            return null;
        }

        var next = Next(match, context);
        if (next.StartsWith("wojn", StringComparison.Ordinal) || match.Length > 1 && number < 40 && next.Length > 3 && (context.Before.Length == 0 || !char.IsUpper(context.Before[0])))
        {
            return OrdinalBefore(number, next, context);
        }

        if (context.Before.Length < 3)
        {
            return null;
        }

        if (context.After("rozdział", "tom", "część", "księga", "akt", "scena", "rozdziału", "tomu"))
        {
            var gender = context.After("część", "księga", "scena") ? PolishGender.Feminine : PolishGender.Masculine;
            return PolishNumbers.Ordinal(number, context.After("rozdziału", "tomu") ? PolishCase.Genitive : PolishCase.Nominative, gender);
        }

        // Kings and popes. The name's ending shows the case: Paweł drugi, Pawła drugiego, Pawłem drugim, Elżbieta druga.
        var name = context.Before;
        if (match.Length < 2 && match.Value != "V" || number > 30 || !char.IsUpper(name[0]) || !name[1..].All(char.IsLower))
        {
            return null;
        }

        return QueenCase(name) is { } queen ? PolishNumbers.Ordinal(number, queen, PolishGender.Feminine)
            : name.EndsWith("em", StringComparison.Ordinal) ? PolishNumbers.Ordinal(number, PolishCase.Instrumental)
            : name.EndsWith("owi", StringComparison.Ordinal) ? PolishNumbers.Ordinal(number, PolishCase.Dative)
            : name.EndsWith('a') ? PolishNumbers.Ordinal(number, PolishCase.Genitive)
            : name[^1] is 'e' or 'u' ? PolishNumbers.Ordinal(number, PolishCase.Locative)
            : PolishNumbers.Ordinal(number);
    }

    /// <summary>Elżbieta, Elżbiety, Elżbietą, Elżbiecie; the accusative of the ordinal sounds as its instrumental. Null for whom is no queen.</summary>
    private static PolishCase? QueenCase(string name)
    {
        var stem = name[..^1];
        return Queens.Contains(name) ? PolishCase.Nominative
            : name[^1] is 'ą' or 'ę' && Queens.Contains(stem + 'a') ? PolishCase.Instrumental
            : name[^1] is 'y' or 'i' && Queens.Contains(stem + 'a') || name.EndsWith("ie", StringComparison.Ordinal) && Queens.Contains(name[..^2] + 'a')
                || name.EndsWith("cie", StringComparison.Ordinal) && Queens.Contains(name[..^3] + "ta") ? PolishCase.Genitive
            : null;
    }
}
