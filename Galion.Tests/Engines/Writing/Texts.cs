using Galion.Engines.Writing;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Writing;

/// <summary>Texts that the writer is tried on, and short ways to ask it.</summary>
internal static class Texts
{
    /// <summary>An article in English with names, numbers, dates and a quotation.</summary>
    public const string Bees = """
        Bees on the Roof

        When the public library in Harrow Lane replaced its roof in 2019, the builders left a flat terrace that nobody knew how to use. Marta Quill, a librarian who had kept bees as a child, asked the council for permission to put two hives there. The council agreed on one condition: the hives had to be inspected twice a year by someone who did not work for the library.

        The first summer was difficult. One colony swarmed in June and settled under the clock above the main entrance, which meant that the library had to close for an afternoon. Visitors took photographs; the swarm was collected by a beekeeper from the next town. Nobody was stung. In autumn the remaining colony produced eleven kilograms of honey, and the staff sold it in small jars at the front desk.

        Today there are six hives on the terrace, and they produce about 90 kilograms of honey in a good year. The money pays for the library's gardening club, which meets every second Thursday. Twenty-four volunteers, most of them retired, have learned to keep bees. They wear white suits that hang beside the returns desk, and children often ask whether astronauts borrow books here.

        Not everyone was convinced at first. A neighbour feared that the bees would disturb the school across the street, so the club moved the flight path by planting a row of tall shrubs. Since then there have been no complaints. The shrubs also attract bumblebees and butterflies, because they flower from April to September.

        The project has changed the library in small ways. Borrowing of books about gardening has doubled since 2020. The roof, which used to be a problem, is now the first thing that visitors ask to see. Marta Quill says that the bees taught the library patience. "You cannot hurry a hive," she says, "and you cannot hurry a reader."
        """;

    /// <summary>The same story in Polish.</summary>
    public const string Pszczoly = """
        Pszczoły na dachu biblioteki

        W 2019 roku biblioteka przy ulicy Lipowej w Sosnowie wymieniła dach. Budowniczowie zostawili na nim płaski taras, którego nikt nie używał. Bibliotekarka Halina Brzoza, która w dzieciństwie pomagała dziadkowi w pasiece, poprosiła radę miasta o zgodę na ustawienie dwóch uli. Rada zgodziła się pod jednym warunkiem: dwa razy w roku ule miał sprawdzać ktoś, kto nie pracuje w bibliotece.

        Pierwsze lato było trudne. W czerwcu jeden rój uciekł i osiadł pod zegarem nad wejściem, dlatego bibliotekę zamknięto na całe popołudnie. Rój zabrał pszczelarz z sąsiedniego miasta. Nikt nie został użądlony. Jesienią druga rodzina pszczół dała jedenaście kilogramów miodu, a pracownicy sprzedali go w małych słoikach przy wejściu.

        Dziś na tarasie stoi sześć uli, które w dobrym roku dają około 90 kilogramów miodu. Pieniądze z miodu utrzymują klub ogrodniczy, który spotyka się w co drugi czwartek. Dwudziestu czterech wolontariuszy, głównie emerytów, nauczyło się opieki nad pszczołami. Noszą białe kombinezony, które wiszą obok lady zwrotów, a dzieci często pytają, czy książki wypożyczają tu kosmonauci.

        Nie wszyscy byli od początku przekonani. Jeden z sąsiadów obawiał się, że pszczoły będą przeszkadzać szkole po drugiej stronie ulicy, więc klub posadził rząd wysokich krzewów i zmienił w ten sposób tor lotu pszczół. Od tamtej pory nie było żadnych skarg. Krzewy kwitną od kwietnia do września, dzięki czemu przyciągają też trzmiele i motyle.

        Projekt zmienił bibliotekę w drobnych sprawach. Od 2020 roku liczba wypożyczeń książek o ogrodach wzrosła dwukrotnie. Dach, który kiedyś był kłopotem, jest teraz pierwszą rzeczą, o którą pytają goście. Halina Brzoza mówi, że pszczoły nauczyły bibliotekę cierpliwości.
        """;

    /// <summary>English that is harder than it need be.</summary>
    public const string Officialese = """
        In order to utilize the new facility, individuals are required to obtain a permit prior to the commencement of the season. It is important to note that the majority of applications are received in March, and they require approximately three weeks. Due to the fact that the office closes at noon, numerous visitors attempt to purchase a permit online; however, additional documentation is frequently necessary. The council has the ability to modify the requirements at this point in time, but the committee indicated that the regulations would remain in place until September 2027.
        """;

    /// <summary>English as one writes to friends.</summary>
    public const string Chatty = """
        Hi Anna, I'm really sorry about the mess! We can't open the hall until Friday because the kids' exhibition isn't finished. But don't worry, we'll find out who's got the keys. Send me the list of guests by 14 March. Thanks!
        """;

    /// <summary>Polish of offices.</summary>
    public const string Urzedowy = """
        W celu uzyskania pozwolenia należy uiścić opłatę w wysokości 40 złotych. Należy zauważyć, że niniejszy wniosek posiada dwa załączniki, ponieważ rada miasta zweryfikowała wcześniejsze dokumenty w 2024 roku. W chwili obecnej urząd realizuje remont sali obsługi, dlatego interesanci są zobligowani do rejestracji wizyty. Komisja jest w stanie zmodyfikować optymalny termin, ale obecnie wszystkie spotkania ulegają zmianie.
        """;

    /// <summary>Polish as one writes to friends.</summary>
    public const string Potoczny = """
        Cześć Kasiu! Dzięki za fajny projekt. Dostałem plan od Tomka i chyba zacząłem go rozumieć, bo sprawdziła go Ewa. Wyślij mi listę gości do 14 marca! Potem pokażę wszystko dzieciakom.
        """;

    /// <summary>A record with labels.</summary>
    public const string Order = """
        Order: 2026-118
        Customer: Helena Marsh
        Email: helena.marsh@example.com
        Date: 14 March 2026
        City: Leeds
        Items: a desk lamp, two chairs and a rug
        Total: $1,240.50
        Quantity: 4

        The parcel has not been shipped yet. Helena asked for a delivery in the morning.
        """;

    public static WriterChatClient Writer { get; } = new();

    public static Task<ChatResponse> AskAsync(string message, params (string Name, object? Value)[] options) =>
        AskAsync([new ChatMessage(ChatRole.User, message)], options);

    public static Task<ChatResponse> AskAsync(IEnumerable<ChatMessage> messages, params (string Name, object? Value)[] options) => Writer.GetResponseAsync(
        messages, new ChatOptions { AdditionalProperties = new AdditionalPropertiesDictionary(options.ToDictionary(option => option.Name, option => option.Value)) },
        TestContext.Current.CancellationToken);
}
