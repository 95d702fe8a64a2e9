using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Writing;

public sealed class SummaryTests
{
    public static TheoryData<string> Languages => ["en", "pl"];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task A_summary_has_the_sentences_asked_for(int sentences)
    {
        foreach (var text in new[] { Texts.Bees, Texts.Pszczoly })
        {
            var response = await Texts.AskAsync(text, ("task", "summary"), ("sentences", sentences));

            Assert.Equal(sentences, Quotes(response).Count);
        }
    }

    [Theory]
    [InlineData("words", 30, 30)]
    [InlineData("words", 120, 120)]
    [InlineData("percent", 10, 31)]
    [InlineData("percent", 50, 159)]
    public async Task A_summary_is_no_longer_than_asked_and_uses_most_of_it(string option, int value, int words)
    {
        var response = await Texts.AskAsync(Texts.Bees, ("task", "summary"), (option, value));

        Assert.InRange(WordSplitter.Count(response.Text), words / 2, words);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Every_sentence_of_a_summary_stands_in_the_text_where_the_quote_says_and_in_its_order(string language)
    {
        var text = language == "en" ? Texts.Bees : Texts.Pszczoly;

        var response = await Texts.AskAsync(text, ("task", "summary"), ("percent", 60));

        var quotes = Quotes(response);
        Assert.All(quotes, quote => Assert.Equal(text[quote.Start..quote.End], quote.Text));
        Assert.Equal(quotes.OrderBy(quote => quote.Start), quotes);
        Assert.Equal(string.Join(' ', quotes.Select(quote => Lines.Join(quote.Text))), Lines.Join(response.Text));
    }

    [Fact]
    public async Task A_sentence_said_twice_is_summarised_once()
    {
        var text = string.Join(' ', Enumerable.Repeat("The bridge over the river Wende closes for repairs in May. Cyclists must use the ferry until autumn.", 40));

        var response = await Texts.AskAsync(text, ("task", "summary"), ("sentences", 10));

        Assert.Equal(2, Quotes(response).Count);
    }

    [Fact]
    public async Task What_fits_no_sentence_is_said_rather_than_cut()
    {
        var response = await Texts.AskAsync("This single sentence about the old harbour certainly has many more words than ten of them.", ("task", "summary"), ("words", 10));

        Assert.Equal("No sentence of the text fits that length, and I do not cut sentences. Ask for a greater length.", response.Text);
    }

    [Theory]
    [InlineData("Dr. Ewa Lis met J. Brown at 5 p.m. on Monday. They talked.", 2)]
    [InlineData("The price rose by 3.5 percent. Who knew? Nobody!", 3)]
    [InlineData("Spotkanie odbędzie się przy ul. Długiej 5 o godz. 12. Wstęp jest wolny, np. dla dzieci.", 2)]
    [InlineData("\"Is it far?\" she asked. He said no.", 2)]
    public void Sentences_end_where_readers_end_them(string text, int sentences) => Assert.Equal(sentences, SentenceSplitter.Split(text, TestContext.Current.CancellationToken).Count);

    [Fact]
    public void Wrapped_lines_stay_in_their_sentence_and_headings_and_lists_stand_alone()
    {
        const string Text = "# Tides\n\nThe sea rises and falls twice a day because the moon pulls\nat the water.\n\n- It rises.\n- It falls.\n";

        var sentences = SentenceSplitter.Split(Text, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["Tides", "The sea rises and falls twice a day because the moon pulls\nat the water.", "It rises.", "It falls."],
            sentences.Select(span => Text[span.Start..span.End]));
    }

    [Theory]
    [InlineData("The council agreed that the hives may stay.", "en")]
    [InlineData("Rada zgodziła się, że ule mogą zostać.", "pl")]
    [InlineData("zolw i pies ida do domu, a kot spi na oknie", "pl")]
    [InlineData("", "en")]
    public void The_language_is_told_by_small_words_and_letters(string text, string code) => Assert.Equal(code, TextLanguages.Detect(text).Code());

    [Fact]
    public async Task Key_phrases_stand_in_the_text_where_the_quote_says()
    {
        var response = await Texts.AskAsync(Texts.Bees, ("task", "key_phrases"), ("count", 12));

        var quotes = Quotes(response);
        Assert.Equal(12, quotes.Count);
        Assert.All(quotes, quote => Assert.Equal(Texts.Bees[quote.Start..quote.End], quote.Text));
    }

    private static IReadOnlyList<Quote> Quotes(ChatResponse response) => (IReadOnlyList<Quote>)response.AdditionalProperties!["quotes"]!;
}
