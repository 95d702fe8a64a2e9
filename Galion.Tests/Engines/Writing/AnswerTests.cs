using Galion.Engines.Writing.Reading;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Writing;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("How many volunteers have learned to keep bees?", "Twenty-four volunteers")]
    [InlineData("Who asked the council for permission?", "Marta Quill, a librarian")]
    [InlineData("When did the library replace its roof?", "in 2019")]
    [InlineData("What does the text say about the shrubs?", "shrubs")]
    [InlineData("How much honey do the hives produce?", "90 kilograms")]
    public async Task A_question_is_answered_with_the_sentence_that_answers_it(string question, string part)
    {
        var quotes = Quotes(await Texts.AskAsync($"{question}\n\n{Texts.Bees}"));

        Assert.Contains(part, quotes[0].Text, StringComparison.Ordinal);
        Assert.All(quotes, quote => Assert.Equal(Texts.Bees[quote.Start..quote.End], quote.Text));
    }

    [Theory]
    [InlineData("Ilu wolontariuszy nauczyło się opieki nad pszczołami?", "Dwudziestu czterech")]
    [InlineData("Kto poprosił radę miasta o zgodę?", "Halina Brzoza")]
    [InlineData("Kiedy biblioteka wymieniła dach?", "2019")]
    public async Task A_Polish_question_finds_words_in_other_forms(string question, string part) =>
        Assert.Contains(part, Quotes(await Texts.AskAsync($"{question}\n\n{Texts.Pszczoly}"))[0].Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("What does the librarian earn?", "The text does not say, so I cannot answer this.")]
    [InlineData("Who painted the terrace?", "The text does not say, so I cannot answer this.")]
    [InlineData("How many penguins live in Antarctica?", "The text does not say, so I cannot answer this.")]
    [InlineData("Did Napoleon keep bees?", "The text does not say, so I cannot answer this.")]
    [InlineData("Kto wygrał wybory?", "Tekst o tym nie mówi, więc nie mogę odpowiedzieć na to pytanie.")]
    public async Task What_the_text_does_not_say_is_not_answered(string question, string answer)
    {
        var response = await Texts.AskAsync($"{question}\n\n{Texts.Bees}");

        Assert.Equal(answer, response.Text);
        Assert.Empty(Quotes(response));
    }

    [Fact]
    public async Task Quotes_name_the_document_they_come_from()
    {
        var message = new ChatMessage(ChatRole.User,
        [
            new TextContent("When does the ferry leave?"),
            new DataContent("The market opens at nine. It sells fish."u8.ToArray(), "text/plain"),
            new DataContent("The ferry leaves at 10:30 from the old pier."u8.ToArray(), "text/plain"),
        ]);

        var response = await Texts.AskAsync([message]);

        Assert.Equal([new Quote(2, 0, 44, "The ferry leaves at 10:30 from the old pier.")], Quotes(response));
        Assert.Contains("(text 2, characters 0–44)", response.Text, StringComparison.Ordinal);
        var citation = Assert.IsType<CitationAnnotation>(response.Messages[0].Contents[0].Annotations!.Single());
        Assert.Equal("The ferry leaves at 10:30 from the old pier.", citation.Snippet);
    }

    [Fact]
    public async Task Without_a_text_no_question_is_answered() => Assert.Equal(
        "I have no text to work on, and I make nothing up. Paste the text below your request or attach a text file.",
        (await Texts.AskAsync("What is the capital of France?")).Text);

    private static IReadOnlyList<Quote> Quotes(ChatResponse response) => (IReadOnlyList<Quote>)response.AdditionalProperties!["quotes"]!;
}
