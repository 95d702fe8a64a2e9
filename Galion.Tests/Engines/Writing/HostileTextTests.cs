using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Galion.Engines.Writing;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;
using Galion.Engines.Writing.Rewriting;
using Galion.Engines.Writing.Templates;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Writing;

public sealed class HostileTextTests
{
    private static readonly string[] Odd =
    [
        "", " ", "\n\n\n", "\0\u0001\u0002\u001b[31m", "\ud800", "a\udc00b", "🍂🐝🎉", "👩‍👩‍👧‍👦 is a family", "مرحبا بالعالم. كيف حالك؟ أنا بخير.", "שלום עולם. מה שלומך?",
        "今天天气很好。我们去公园吧！", "\u202eevil\u202c text", "a\u0301\u0301\u0301\u0301 zalgo", "<script>alert(1)</script>", "```", "\"\"\"", "<document>", "```\n", ": : : :", "???", "...", ". . . .",
        "Summarise", "Summarise this in 99999 sentences: a", "Streść w -3 zdaniach: b", "in 0 words", "{topic} {Subject} {0}", "-->", "# \n# \n- \n1. ", "'’'’'’", "1.2.3.4.5,6,7:8", "((((((((((", "A.B.C.D.",
        "Write an e-mail to", "Write a story about", "Napisz e-mail do", "Napisz artykuł o", "Write a post about . . .", "Write an article about {topic}", "e-mail", "What?", "Who is the?", "Make it", "\f\f\f",
    ];

    public static TheoryData<string> Tasks => [.. WriterOptions.Tasks];

    [Fact]
    public async Task Whatever_is_said_gets_an_answer()
    {
        foreach (var text in Odd)
        {
            Assert.NotEmpty((await Texts.AskAsync(text)).Text);
        }
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public async Task Every_task_answers_on_every_odd_text(string task)
    {
        foreach (var text in Odd.Concat(Odd.Select(odd => $"{odd}\n\n{Texts.Bees[..400]}\n{odd}")))
        {
            foreach (var language in new[] { null, "en", "pl" })
            {
                var response = await Texts.AskAsync("x", ("task", task), ("document", text), ("notes", text.Length > 100 ? null : text), ("topic", text.Length > 100 ? null : text), ("language", language),
                    ("schema", task == "extract" ? """{"type":"object","properties":{"title":{"type":["string","null"]},"total":{"type":"number"}},"required":["title"]}""" : null));
                Assert.NotNull(response.Text);
                CheckQuotes(response, text);
            }
        }
    }

    [Fact]
    public void Random_texts_are_summarised_within_limits_and_always_the_same()
    {
        var words = Gen.OneOf(
            Gen.Elements(Texts.Bees.Split(' ')), Gen.Elements(Texts.Pszczoly.Split(' ')), Gen.Elements(Odd), ArbMap.Default.GeneratorFor<string>().Where(text => text is not null), Gen.Elements("\n\n", ". ", "\n- ", "\n# "));
        var texts = from list in Gen.ListOf(words) from percent in Gen.Choose(1, 90) from sentences in Gen.Choose(1, 20) select (Text: string.Join(' ', list), percent, sentences);

        Prop.ForAll(texts.ToArbitrary(), item =>
        {
            var source = SourceText.Read(item.Text);
            var bySentences = Summarizer.Summarize(source, new SummaryLength(item.sentences), CancellationToken.None);
            var byPercent = Summarizer.Summarize(source, new SummaryLength(Percent: item.percent), CancellationToken.None);

            Assert.True(bySentences.Count <= item.sentences);
            Assert.True(byPercent.Sum(sentence => sentence.Words.Length) <= Math.Max(1, source.WordCount * item.percent / 100));
            Assert.All(source.Sentences, sentence => Assert.InRange(sentence.End, sentence.Start + 1, item.Text.Length));
            Assert.True(source.Sentences.Zip(source.Sentences.Skip(1), (left, right) => left.End <= right.Start).All(ordered => ordered));
            foreach (var style in Rewriter.Styles)
            {
                Assert.Equal(Rewriter.Rewrite(source, style, null, CancellationToken.None).Text, Rewriter.Rewrite(source, style, null, CancellationToken.None).Text);
            }

            foreach (var template in Kinds.Templates)
            {
                var options = new AdditionalPropertiesDictionary { ["template"] = template, ["language"] = item.percent % 2 == 0 ? "en" : "pl", ["seed"] = item.sentences };
                Assert.NotEmpty(Texts.Writer.GetResponseAsync(item.Text, new ChatOptions { AdditionalProperties = options }).GetAwaiter().GetResult().Text);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(120));
    }

    [Theory]
    [InlineData("words")]
    [InlineData("one_word")]
    [InlineData("dots")]
    [InlineData("same")]
    [InlineData("lines")]
    [InlineData("brackets")]
    public async Task A_megabyte_of_anything_is_read_in_bounded_time(string kind)
    {
        var text = kind switch
        {
            "words" => string.Concat(Enumerable.Range(0, 16_000).Select(n => $"Word{n % 7_001} number{n % 911} stands near place{n % 503} in the hall of item{n}. "))[..1_000_000],
            "one_word" => new string('a', 1_000_000),
            "dots" => string.Concat(Enumerable.Repeat(". ", 500_000)),
            "same" => string.Concat(Enumerable.Repeat("The bridge closes in May. ", 38_000)),
            "lines" => string.Concat(Enumerable.Repeat("a\n\nB c\n", 140_000)),
            _ => string.Concat(Enumerable.Repeat("(\"", 500_000)),
        };
        var started = Stopwatch.GetTimestamp();

        foreach (var task in new[] { "summary", "key_phrases", "rewrite" })
        {
            Assert.NotEmpty((await Texts.AskAsync("x", ("document", text), ("task", task))).Text);
        }

        // Far above what it takes; a quadratic step would need hours.
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Texts_beyond_the_limit_are_refused_with_what_to_do()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Texts.AskAsync(new string('a', WriterOptions.MaxCharacters + 1)));

        Assert.Equal("The texts have 2,000,001 characters together; the writer takes at most 2,000,000. Nothing was written. Send fewer or shorter texts.", error.Message);
    }

    private static void CheckQuotes(ChatResponse response, string text)
    {
        var documents = text.Split('\f');
        foreach (var quote in (IReadOnlyList<Quote>)response.AdditionalProperties!["quotes"]!)
        {
            var document = documents.Length == 1 || (string?)response.AdditionalProperties["task"] == "answer" ? documents[quote.Document - 1] : string.Join("\n\n", documents);
            Assert.Equal(document[quote.Start..quote.End], quote.Text);
        }
    }
}
