using Galion.Engines.Writing.Reading;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Writing;

/// <summary>Questions of every kind over two documents that partly contradict each other.</summary>
public sealed class QuestionTests
{
    private const string Museum = """
        The Harbour Museum

        The Harbour Museum opened on 3 May 1994 in the old customs house. It was founded by Irene Falk, a retired captain. The museum has 12 rooms and shows 340 model ships. Entry costs 9 euros; children under seven pay nothing. It is closed on Mondays because the staff cleans the models on that day. Dogs are not allowed inside. The café on the roof serves soup. Last year 41,000 people visited the museum.
        """;

    private const string Council = """
        Notes of the harbour council, June

        The museum charges 11 euros for a ticket since June. The lighthouse beside it is 27 metres high. Irene Falk handed the keys to her successor, Paul Brandt, in 2021. The council did not approve the new car park. Nobody was injured when the pier collapsed. The pier will be rebuilt by a firm from Gdynia.
        """;

    private const string Muzeum = """
        Muzeum Portowe otwarto 3 maja 1994 roku w dawnej komorze celnej. Założyła je Irena Falk, emerytowana kapitan. Muzeum ma 12 sal i pokazuje 340 modeli statków. Bilet kosztuje 30 złotych, a dzieci do lat siedmiu nie płacą. W poniedziałki muzeum jest zamknięte, ponieważ pracownicy czyszczą modele. Psów nie wolno wprowadzać. Kawiarnia na dachu podaje zupę. W zeszłym roku muzeum odwiedziło 41 tysięcy osób.
        """;

    private const string Rada = """
        Notatki rady portu. Od czerwca bilet do muzeum kosztuje 35 złotych. Latarnia obok ma 27 metrów wysokości. W 2021 roku Irena Falk przekazała klucze swojemu następcy, Pawłowi Brandtowi. Rada nie zgodziła się na nowy parking. Nikt nie ucierpiał, gdy zawaliło się molo. Molo odbuduje firma z Gdyni.
        """;

    [Theory]
    [InlineData("Who founded the museum?", "It was founded by Irene Falk, a retired captain.")]
    [InlineData("When did the museum open?", "The Harbour Museum opened on 3 May 1994 in the old customs house.")]
    [InlineData("Where is the museum?", "The Harbour Museum opened on 3 May 1994 in the old customs house.")]
    [InlineData("How many rooms does the museum have?", "The museum has 12 rooms and shows 340 model ships.")]
    [InlineData("Why is the museum closed on Mondays?", "It is closed on Mondays because the staff cleans the models on that day.")]
    [InlineData("Are dogs allowed?", "Dogs are not allowed inside.")]
    [InlineData("How tall is the lighthouse?", "The lighthouse beside it is 27 metres high.")]
    [InlineData("Was anybody injured when the pier collapsed?", "Nobody was injured when the pier collapsed.")]
    [InlineData("Did the council approve the car park?", "The council did not approve the new car park.")]
    [InlineData("Who succeeded Irene Falk?", "Irene Falk handed the keys to her successor, Paul Brandt, in 2021.")]
    public Task An_English_question_is_answered_first_by_the_sentence_that_says_it(string question, string sentence) => CheckAsync(question, sentence, Museum, Council);

    [Theory]
    [InlineData("Kto założył muzeum?", "Założyła je Irena Falk, emerytowana kapitan.")]
    [InlineData("Kiedy otwarto muzeum?", "Muzeum Portowe otwarto 3 maja 1994 roku w dawnej komorze celnej.")]
    [InlineData("Gdzie jest muzeum?", "Muzeum Portowe otwarto 3 maja 1994 roku w dawnej komorze celnej.")]
    [InlineData("Ile sal ma muzeum?", "Muzeum ma 12 sal i pokazuje 340 modeli statków.")]
    [InlineData("Dlaczego muzeum jest zamknięte w poniedziałki?", "W poniedziałki muzeum jest zamknięte, ponieważ pracownicy czyszczą modele.")]
    [InlineData("Czy ktoś ucierpiał, gdy zawaliło się molo?", "Nikt nie ucierpiał, gdy zawaliło się molo.")]
    [InlineData("Jak wysoka jest latarnia?", "Latarnia obok ma 27 metrów wysokości.")]
    [InlineData("Czy rada zgodziła się na parking?", "Rada nie zgodziła się na nowy parking.")]
    [InlineData("Ile osób odwiedziło muzeum?", "W zeszłym roku muzeum odwiedziło 41 tysięcy osób.")]
    [InlineData("Kiedy Irena Falk przekazała klucze?", "W 2021 roku Irena Falk przekazała klucze swojemu następcy, Pawłowi Brandtowi.")]
    public Task A_Polish_question_is_answered_first_by_the_sentence_that_says_it(string question, string sentence) => CheckAsync(question, sentence, Muzeum, Rada);

    [Theory]
    [InlineData("How much does a ticket cost?", "Entry costs 9 euros; children under seven pay nothing.", "The museum charges 11 euros for a ticket since June.", Museum, Council)]
    [InlineData("Ile kosztuje bilet?", "Bilet kosztuje 30 złotych, a dzieci do lat siedmiu nie płacą.", "Od czerwca bilet do muzeum kosztuje 35 złotych.", Muzeum, Rada)]
    public async Task Documents_that_contradict_each_other_are_both_quoted(string question, string one, string other, string first, string second)
    {
        var quotes = await AskAsync(question, first, second);

        Assert.Equal([(1, one), (2, other)], quotes.Select(quote => (quote.Document, quote.Text)).Order());
    }

    [Theory]
    [InlineData("Who designed the lighthouse?", Museum, Council)]
    [InlineData("When does the museum close in the evening?", Museum, Council)]
    [InlineData("What does the director earn?", Museum, Council)]
    [InlineData("Kto zaprojektował latarnię?", Muzeum, Rada)]
    [InlineData("Ile zarabia dyrektor?", Muzeum, Rada)]
    public async Task What_no_document_says_is_refused(string question, string first, string second) => Assert.Empty(await AskAsync(question, first, second));

    [Fact]
    public async Task Two_questions_in_one_are_answered_each_and_what_has_no_answer_is_named()
    {
        var both = await AskAsync("How many rooms does the museum have and who founded the museum?", Museum, Council);
        var one = await RespondAsync("Ile sal ma muzeum i kto zaprojektował latarnię?", Muzeum, Rada);

        Assert.Equal(["The museum has 12 rooms and shows 340 model ships.", "It was founded by Irene Falk, a retired captain."], both.Select(quote => quote.Text).Take(2));
        Assert.Contains("„Muzeum ma 12 sal i pokazuje 340 modeli statków.”", one.Text, StringComparison.Ordinal);
        Assert.EndsWith("Na to nie ma tam odpowiedzi: kto zaprojektował latarnię.", one.Text, StringComparison.Ordinal);
    }

    private static async Task CheckAsync(string question, string sentence, params string[] documents)
    {
        var quotes = await AskAsync(question, documents);

        Assert.Equal(sentence, quotes[0].Text);
        Assert.All(quotes, quote => Assert.Equal(quote.Text, documents[quote.Document - 1][quote.Start..quote.End]));
    }

    private static async Task<IReadOnlyList<Quote>> AskAsync(string question, params string[] documents)
    {
        var response = await RespondAsync(question, documents);
        return (IReadOnlyList<Quote>)response.AdditionalProperties!["quotes"]!;
    }

    private static Task<ChatResponse> RespondAsync(string question, params string[] documents) => Texts.AskAsync(
        [new ChatMessage(ChatRole.User, [new TextContent(question), .. documents.Select(text => new DataContent(System.Text.Encoding.UTF8.GetBytes(text), "text/plain"))])]);
}
