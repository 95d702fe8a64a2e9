using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;

namespace Galion.Engines.Writing;

/// <summary>What the writer says in its own voice.</summary>
internal static partial class Sayings
{
    /// <summary>Whether the question is about the writer itself.</summary>
    public static bool AsksForHelp(string text) => HelpWords().IsMatch(text);

    public static string Help(TextLanguage language) => language == TextLanguage.Polish
        ? """
          Jestem Galion Writer, program działający według reguł, a nie sieć neuronowa. Pracuję na tekstach, które dostanę, i niczego nie zmyślam.

          Potrafię:
          - streścić tekst („Streść w trzech zdaniach: …”), znaleźć słowa kluczowe, ułożyć plan i tytuły,
          - przepisać tekst krócej, prościej, bardziej formalnie lub przyjaźniej,
          - odpowiedzieć na pytanie cytatami z tekstu,
          - napisać z podanych notatek artykuł, opowiadanie, e-mail, reklamę, post, opis produktu lub komentarz do kodu.
          """.ReplaceLineEndings("\n")
        : """
          I am Galion Writer, a program that works by rules, not a neural network. I work on the texts I am given and make nothing up.

          I can:
          - summarise a text (“Summarise this in three sentences: …”), find its key phrases, outline it and suggest titles,
          - rewrite it shorter, simpler, more formal or friendlier,
          - answer a question with quotes from a text,
          - write an article, story, e-mail, advert, social post, product text or code comment from notes.
          """.ReplaceLineEndings("\n");

    public static string NoText(TextLanguage language) => language == TextLanguage.Polish
        ? "Nie mam tekstu, na którym mógłbym pracować, a niczego nie zmyślam. Wklej tekst pod poleceniem lub dołącz plik tekstowy."
        : "I have no text to work on, and I make nothing up. Paste the text below your request or attach a text file.";

    public static string NotInText(TextLanguage language, int documents) => (language, documents) switch
    {
        (TextLanguage.Polish, 1) => "Tekst o tym nie mówi, więc nie mogę odpowiedzieć na to pytanie.",
        (TextLanguage.Polish, _) => "Żaden z tekstów o tym nie mówi, więc nie mogę odpowiedzieć na to pytanie.",
        (_, 1) => "The text does not say, so I cannot answer this.",
        _ => "None of the texts say, so I cannot answer this.",
    };

    public static string NeedsSchema(TextLanguage language) => language == TextLanguage.Polish
        ? "Żeby wybrać z tekstu dane, potrzebuję schematu JSON, który mówi, czego szukać. Mogę też odpowiedzieć cytatami na pytanie, na przykład „Kiedy …?”."
        : "To extract data I need a JSON schema that says what to look for. I can also answer a question with quotes, such as “When …?”.";

    /// <summary>Names a question of several that has no answer.</summary>
    public static string NotSaid(TextLanguage language, string question) => language == TextLanguage.Polish ? $"Na to nie ma tam odpowiedzi: {question}." : $"It does not say: {question}.";

    public static string TheTextSays(TextLanguage language, int documents) => (language, documents) switch
    {
        (TextLanguage.Polish, 1) => "Tekst mówi o tym tak:",
        (TextLanguage.Polish, _) => "Teksty mówią o tym tak:",
        (_, 1) => "The text says:",
        _ => "The texts say:",
    };

    public static string Where(TextLanguage language, Quote quote, int documents)
    {
        var place = language == TextLanguage.Polish ? $"znaki {quote.Start}–{quote.End}" : $"characters {quote.Start}–{quote.End}";
        return documents == 1 ? $"({place})" : language == TextLanguage.Polish ? $"(tekst {quote.Document}, {place})" : $"(text {quote.Document}, {place})";
    }

    public static string NothingFits(TextLanguage language) => language == TextLanguage.Polish
        ? "Żadne zdanie tekstu nie mieści się w tej długości, a zdań nie przycinam. Podaj większą długość."
        : "No sentence of the text fits that length, and I do not cut sentences. Ask for a greater length.";

    /// <summary>What cannot be done, and what can instead.</summary>
    public static string Cannot(TextLanguage language, Beyond work) => (language, work) switch
    {
        (TextLanguage.Polish, Beyond.Translation) => "Nie tłumaczę tekstów. Mogę tekst streścić, przepisać prościej lub odpowiedzieć cytatami na pytanie, zawsze w jego języku.",
        (TextLanguage.Polish, Beyond.Invention) => "Tego nie napiszę: działam według reguł i niczego nie zmyślam. Z podanych notatek napiszę artykuł, opowiadanie, e-mail, reklamę, post, opis produktu lub komentarz do kodu.",
        (TextLanguage.Polish, Beyond.Opinion) => "Nie mam własnych opinii. Mogę pokazać cytatami, co mówi tekst: zapytaj o coś, co w nim jest.",
        (TextLanguage.Polish, _) => "Tego nie potrafię: nie liczę, nie programuję, nie rysuję i nie zaglądam do sieci. Pracuję tylko na tekstach, które dostanę.",
        (_, Beyond.Translation) => "I do not translate. I can summarise the text, rewrite it more simply or answer a question with quotes, always in its own language.",
        (_, Beyond.Invention) => "I cannot write this: I work by rules and make nothing up. From notes I can write an article, story, e-mail, advert, social post, product text or code comment.",
        (_, Beyond.Opinion) => "I have no opinions of my own. I can show with quotes what a text says: ask about something that is in it.",
        _ => "I cannot do this: I do not calculate, program, draw or look things up. I work only on the texts I am given.",
    };

    public static string NoTranslation(TextLanguage language) => language == TextLanguage.Polish
        ? "_Nie tłumaczę tekstów; wynik pozostaje w języku oryginału._"
        : "_I do not translate; the result stays in the language of the text._";

    public static string MissingArguments(TextLanguage language, string tool, IReadOnlyList<string> missing) => language == TextLanguage.Polish
        ? $"Żeby użyć narzędzia {tool}, muszę znać: {string.Join(", ", missing)}. Nie zgaduję; podaj to, proszę."
        : $"To use {tool} I need to know: {string.Join(", ", missing)}. I do not guess; please tell me.";

    [GeneratedRegex(@"\b(?:what can you do|who are you|what are you|help me|how do you work|co (?:potrafisz|umiesz)|kim jesteś|jak działasz|pomocy?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex HelpWords();
}
