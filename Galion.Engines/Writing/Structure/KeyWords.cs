using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;

namespace Galion.Engines.Writing.Structure;

/// <summary>What the name of a property means: its words, and the words that texts use for it.</summary>
internal static partial class KeyWords
{
    private static readonly FrozenDictionary<string, string[]> Synonyms = Build("""
        name: named called imię imie nazwisko nazwa nazywa
        price: cost costs priced cena cenę kosztuje koszt
        cost: price costs koszt kosztuje cena
        date: day data dzień dnia termin
        deadline: due termin
        city: town miasto mieście
        place: location venue where miejsce miejscu
        location: place venue city miejsce miejscowość
        address: adres
        phone: telephone tel telefon mobile
        quantity: count number amount pieces ilość liczba sztuk
        count: number quantity liczba ilość
        amount: sum total kwota suma ilość
        color: colour kolor
        colour: color kolor
        weight: weighs waga waży
        height: tall wysokość
        title: tytuł headline
        author: writer autor autorka
        age: aged old wiek lat
        total: sum razem suma łącznie
        order: zamówienie zamówienia
        customer: client klient klientka
        company: firm firma
        product: item produkt wyrób
        country: kraj
        temperature: temp temperatura
        duration: lasts trwa długość
        size: rozmiar
        status: state stan
        email: mail e-mail
        manager: head kierownik kierowniczka
        subject: temat
        topic: temat
        language: język
        year: rok roku
        zip: postcode postal kod pocztowy
        postcode: zip postal kod pocztowy
        postal: zip postcode pocztowy
        street: ulica ulicy ul
        start: begins starts rozpoczęcie początek
        end: ends finishes koniec zakończenie
        due: deadline termin
        length: długość
        width: szerokość
        population: inhabitants mieszkańców
        distance: odległość
        power: moc
        invoice: faktura faktury
        guests: gości people osób
        rooms: pokoje pokoi
        priority: priorytet
        category: kategoria
        available: dostępny dostępna dostępne
        notes: remarks uwagi
        time: hour godzina godzinie
        """);

    /// <summary>kept_inStock becomes kept, in, stock.</summary>
    public static List<string> Split(string name) =>
        [.. Parts().Matches(name).Select(match => match.Value.ToLowerInvariant()).Where(word => word.Length > 0)];

    /// <summary>The stems that stand for the property in a text of that language.</summary>
    public static HashSet<string> Stems(IEnumerable<string> words, TextLanguage language)
    {
        var stems = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in words.Where(word => word.Length > 1))
        {
            stems.Add(Stemmer.Stem(word, language));
            foreach (var synonym in Synonyms.GetValueOrDefault(word, []))
            {
                stems.Add(Stemmer.Stem(synonym, language));
            }
        }

        return stems;
    }

    private static FrozenDictionary<string, string[]> Build(string rows) => rows.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(row => row.Split(':')).ToFrozenDictionary(row => row[0].Trim(), row => row[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    [GeneratedRegex(@"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\d+")]
    private static partial Regex Parts();
}
