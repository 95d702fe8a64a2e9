using System.Collections.Frozen;

namespace Galion.Engines.Writing.Rewriting;

/// <summary>Polish imperatives and the infinitives that "proszę" takes.</summary>
internal static class PolishRequests
{
    // Endings of words that are no imperatives, and of those whose infinitive the ending does not tell.
    private static readonly string[] NoImperatives = ["kraj", "czaj", "dzaj", "wczoraj", "dzisiaj", "tutaj", "lokaj", "tramwaj", "niczyj", "bodaj", "hultaj"];

    private static readonly string[] Irregular = ["czuj", "psuj", "snuj", "truj", "kłuj", "pluj", "żuj"];

    private static readonly FrozenDictionary<string, string> Known =
        """
        wyślij wysłać, prześlij przesłać, napisz napisać, zadzwoń zadzwonić, sprawdź sprawdzić, przeczytaj przeczytać, odpowiedz odpowiedzieć, potwierdź potwierdzić, podaj podać,
        przynieś przynieść, przyjdź przyjść, wypełnij wypełnić, podpisz podpisać, zapłać zapłacić, daj dać, pamiętaj pamiętać, wybierz wybrać, zobacz zobaczyć, dołącz dołączyć,
        zapisz zapisać, poczekaj poczekać, weź wziąć, oddaj oddać, zwróć zwrócić, skontaktuj skontaktować, zostaw zostawić, zrób zrobić, rób robić, kup kupić, idź iść, wejdź wejść,
        wyjdź wyjść, otwórz otworzyć, zamknij zamknąć, kliknij kliknąć, usuń usunąć, dodaj dodać, wpisz wpisać, pobierz pobrać, odbierz odebrać, zgłoś zgłosić, przygotuj przygotować,
        zabierz zabrać, przekaż przekazać, pokaż pokazać, powiedz powiedzieć, przypomnij przypomnieć, zapomnij zapomnieć, upewnij upewnić, umów umówić, załatw załatwić, popraw poprawić,
        zmień zmienić, włącz włączyć, wyłącz wyłączyć, ustaw ustawić, wrzuć wrzucić, przyślij przysłać, dowiedz dowiedzieć, zajrzyj zajrzeć, wróć wrócić, pomóż pomóc, przyjedź przyjechać,
        bądź być, martw martwić, przejdź przejść, skończ skończyć, zacznij zacząć, oszczędź oszczędzić, połącz połączyć, sprzątnij sprzątnąć, przełóż przełożyć, odłóż odłożyć, wstaw wstawić
        """.Split(',', StringSplitOptions.TrimEntries).Select(pair => pair.Split(' ')).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Infinitives = Known.Values.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the infinitive is one of those that requests are made with.</summary>
    public static bool IsInfinitive(string word) => Infinitives.Contains(word);

    /// <summary>The infinitive of an imperative, of one or several people; null when it is none or not certain.</summary>
    public static string? Infinitive(string word)
    {
        var lower = word.ToLowerInvariant();
        if (Known.TryGetValue(lower, out var known))
        {
            return known;
        }

        if (lower.EndsWith("cie", StringComparison.Ordinal) && lower.Length > 5)
        {
            return Known.TryGetValue(lower[..^3], out known) ? known : IsLikely(lower[..^3]) ? Infinitive(lower[..^3]) : null;
        }

        return !IsLikely(lower) || Irregular.Any(ending => lower.EndsWith(ending, StringComparison.Ordinal)) ? null
            : lower.EndsWith("uj", StringComparison.Ordinal) ? lower[..^2] + "ować"
            : lower.EndsWith("aj", StringComparison.Ordinal) ? lower[..^1] + "ć" : null;
    }

    /// <summary>Whether it ends as imperatives do.</summary>
    public static bool IsLikely(string lower) => lower.Length >= 5 && (lower.EndsWith("uj", StringComparison.Ordinal) || lower.EndsWith("aj", StringComparison.Ordinal)
        || lower.EndsWith("ij", StringComparison.Ordinal) || lower.EndsWith("yj", StringComparison.Ordinal)) && !NoImperatives.Any(ending => lower.EndsWith(ending, StringComparison.Ordinal));
}
