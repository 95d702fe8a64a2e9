using Galion.Engines.Writing.Language;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Writing;

/// <summary>What people ask for in one line, what is understood of it, and what rules cannot do.</summary>
public sealed class RequestTests
{
    private const string Bridge = """
        The Old Mill Bridge will close

        The Old Mill Bridge over the River Wen will close to all traffic on 3 May and stay closed for eleven weeks, the county council said on Tuesday. Engineers found cracks in two of the five piers.

        The repair will cost £2.4 million. Half of that comes from the heritage fund, because the bridge is a protected monument. Drivers will be sent round by the motorway bridge at Henley Cross.

        Shopkeepers on the east bank are worried. "Two thirds of my customers come over the Old Mill Bridge," said Tom Ferris, who runs a bakery.

        Plans of the repair can be seen at the library until the end of April. The council answers questions there.
        """;

    private const string Pasieka = """
        Biblioteka Miejska w Zalesiu od trzech lat prowadzi pasiekę na dachu swojego budynku. Opiekuje się nią Halina Wrona.

        – W mieście pszczoły mają łatwiej, niż się wydaje – mówi pszczelarka. – Parki i lipy kwitną od marca do września. W ubiegłym roku pasieka dała 180 kilogramów miodu.

        Miód nie trafia do sklepów. Biblioteka rozdaje słoiki czytelnikom, którzy wypożyczyli pięćdziesiąt książek.
        """;

    [Theory]
    [InlineData("Summarise this in three bullet points", Bridge, 3)]
    [InlineData("Sum this up as a list of 2 points", Bridge, 2)]
    [InlineData("Podsumuj w dwóch punktach", Pasieka, 2)]
    public async Task Points_that_are_asked_for_come_as_a_list_of_so_many(string request, string text, int points)
    {
        var lines = (await Texts.AskAsync(request, ("document", text))).Text.Split('\n');

        Assert.Equal(points, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("- ", line, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Contains(line[2..], text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_sentence_tells_what_the_text_is_about() => Assert.StartsWith(
        "The Old Mill Bridge over the River Wen will close to all traffic", (await Texts.AskAsync("Summarise in one sentence.", ("document", Bridge))).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Names_are_key_phrases_as_a_whole_and_before_their_parts()
    {
        var phrases = (await Texts.AskAsync("List 5 key phrases", ("document", Bridge))).Text.Split('\n');

        Assert.Equal("- Old Mill Bridge", phrases[0]);
        Assert.DoesNotContain(phrases, phrase => phrase is "- bridge" or "- close" or "- county's" or "- end");
    }

    [Fact]
    public async Task An_outline_keeps_the_paragraphs_of_a_text_that_has_some()
    {
        var outline = (await Texts.AskAsync("Outline this text", ("document", Bridge))).Text;

        Assert.Equal(4, outline.Split('\n').Count(line => char.IsDigit(line.FirstOrDefault())));
    }

    [Fact]
    public void What_somebody_says_after_a_dash_is_no_list()
    {
        var sentences = SentenceSplitter.Split(Pasieka, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(sentences, sentence => sentence.Kind == SentenceKind.ListItem);
        Assert.All(SentenceSplitter.Split("– mleko\n– chleb\n", TestContext.Current.CancellationToken), sentence => Assert.Equal(SentenceKind.ListItem, sentence.Kind));
    }

    [Theory]
    [InlineData("Summarise in two sentences, like Shakespeare", "task: summary; sentences: 2", "Shakespeare")]
    [InlineData("Give me 4 key phrases with emojis", "task: key_phrases; count: 4", "emojis")]
    [InlineData("Streść to w 40 słowach gwarą śląską", "task: summary; words: 40", "gwarą; śląską")]
    [InlineData("Przepisz to krócej", "task: rewrite; style: shorter", "")]
    public async Task What_was_understood_and_what_was_not_is_reported(string request, string understood, string ignored)
    {
        var response = await Texts.AskAsync(request, ("document", request.Contains("to", StringComparison.Ordinal) ? Pasieka : Bridge));

        Assert.StartsWith(understood, string.Join("; ", (IEnumerable<string>)response.AdditionalProperties!["understood"]!), StringComparison.Ordinal);
        Assert.Equal(ignored, string.Join("; ", (IEnumerable<string>)response.AdditionalProperties["ignored"]!));
    }

    [Theory]
    [InlineData("Translate this into German", "I do not translate.")]
    [InlineData("What do you think of the council?", "I have no opinions of my own.")]
    [InlineData("Write me a poem about the sea", "I cannot write this: I work by rules and make nothing up.")]
    [InlineData("Calculate 17 times 23", "I cannot do this:")]
    [InlineData("Przetłumacz to na angielski", "Nie tłumaczę tekstów.")]
    [InlineData("Co o tym sądzisz?", "Nie mam własnych opinii.")]
    [InlineData("Napisz wiersz o morzu", "Tego nie napiszę:")]
    [InlineData("Narysuj mi kota, proszę", "Tego nie potrafię:")]
    public async Task What_takes_more_than_rules_is_refused_with_what_can_be_done_instead(string request, string answer) =>
        Assert.StartsWith(answer, (await Texts.AskAsync(request, ("document", Bridge))).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("Who translated the novel into English?")]
    [InlineData("Which song was at the feast?")]
    public async Task A_question_about_such_things_is_still_answered_from_the_text(string question)
    {
        const string Text = "Ada Lind translated the novel into English in 1931. At the feast they sang the song of the miller.";

        Assert.StartsWith("The text says:", (await Texts.AskAsync(question, ("document", Text))).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The board put off the vote.", "The board put off the vote.")]
    [InlineData("The vote is put off until May.", "The vote is postponed until May.")]
    [InlineData("They will put off the vote.", "They will postpone the vote.")]
    public async Task A_formal_word_takes_the_form_of_the_one_it_stands_for(string plain, string formal) =>
        Assert.Equal(formal, (await Texts.AskAsync("Make it formal", ("document", plain))).Text);

    [Fact]
    public async Task Only_what_was_changed_is_reported_as_changed()
    {
        var response = await Texts.AskAsync("Make it friendly", ("document", "\"It would not have been safe,\" she said."));

        Assert.DoesNotContain((IEnumerable<string>)response.AdditionalProperties!["understood"]!, change => change.StartsWith("would not", StringComparison.Ordinal));
        Assert.Equal(["style: no rule for friendly applies to any of these sentences"], (IEnumerable<string>)response.AdditionalProperties["ignored"]!);
    }

    [Fact]
    public async Task Notes_that_are_sentences_become_prose()
    {
        const string English = "Ten hives stand on the library roof\nThe hives gave 180 kg of honey last year\nHalina Wrona looks after them";
        const string Polish = "Na dachu biblioteki stoi dziesięć uli\nW ubiegłym roku pasieka dała 180 kg miodu\nOpiekuje się nią Halina Wrona";

        var english = (await Texts.AskAsync("Write an article about urban beekeeping", ("notes", English))).Text;
        var polish = (await Texts.AskAsync("Napisz artykuł o miejskiej pasiece", ("notes", Polish))).Text;

        Assert.Contains("Ten hives stand on the library roof. The hives gave 180 kg of honey last year. Halina Wrona looks after them.", english, StringComparison.Ordinal);
        Assert.Contains("Na dachu biblioteki stoi dziesięć uli. W ubiegłym roku pasieka dała 180 kg miodu. Opiekuje się nią Halina Wrona.", polish, StringComparison.Ordinal);
        Assert.DoesNotContain("notat", polish, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Napisz oficjalny e-mail do pani Kowalskiej z przeprosinami za opóźnienie", "Szanowna Pani,")]
    [InlineData("Napisz oficjalny e-mail do pana Nowaka z przeprosinami za opóźnienie", "Szanowny Panie,")]
    [InlineData("Napisz oficjalny e-mail do pani Anny z przeprosinami za opóźnienie", "Szanowna Pani Anno,")]
    [InlineData("Napisz oficjalny e-mail z przeprosinami za opóźnienie", "Szanowni Państwo,")]
    public async Task A_Polish_letter_greets_whom_it_is_for(string request, string greeting) =>
        Assert.Equal(greeting, (await Texts.AskAsync(request)).Text.Split("\n\n")[1]);

    [Fact]
    public async Task A_Polish_topic_in_another_case_heads_nothing_on_its_own()
    {
        var advert = (await Texts.AskAsync("Napisz tekst reklamowy dębowego biurka, entuzjastycznym tonem", ("notes", "10 lat gwarancji"))).Text;

        Assert.StartsWith("# ", advert, StringComparison.Ordinal);
        Assert.Contains("na temat dębowego biurka", advert.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_must_have_a_form_is_found_by_it_and_ends_where_the_next_label_begins()
    {
        const string Schema = """
            {"type":"object","properties":{"zip":{"type":"string","pattern":"^\\d{2}-\\d{3}$"},"phone":{"type":"string","pattern":"^\\d{3} \\d{3} \\d{3}$"},"product":{"type":"string"},"seller":{"type":"string"},"price":{"type":"number"}},
             "required":["zip","phone","product","seller","price"],"additionalProperties":false}
            """;

        var answer = (await Texts.AskAsync("Seller: Halina Wrona. City: Kraków, zip 30-059. Call 601 202 303.\nproduct: oak desk, price: 129.50", ("schema", Schema))).Text;

        Assert.Equal("""{"zip":"30-059","phone":"601 202 303","product":"oak desk","seller":"Halina Wrona","price":129.5}""", answer.Replace("\n", "", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal).Replace("\": ", "\":", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_hour_in_words_answers_when() =>
        Assert.Contains("We open at nine", (await Texts.AskAsync("When do you open?", ("document", "The soup costs four euros.\r\nWe open at nine 🕘 and close at six."))).Text, StringComparison.Ordinal);

    [Fact]
    public async Task A_tool_is_called_by_a_related_word_and_gets_nothing_where_nothing_is_told()
    {
        var remind = AIFunctionFactory.Create((string text, string? place) => "ok", "set_reminder", "Set a reminder");
        ChatMessage[] messages = [new(ChatRole.User, "Remind me to \"water the plants\"")];

        var response = await Texts.Writer.GetResponseAsync(messages, new ChatOptions { Tools = [remind] }, TestContext.Current.CancellationToken);

        var call = Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal("set_reminder", call.Name);
        Assert.Null(call.Arguments!["place"]);
        Assert.Contains("water the plants", call.Arguments["text"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Give me the three main points as a list", "task", "summary")]
    [InlineData("Give me the three main points as a list", "form", "list")]
    public async Task Points_are_a_summary_and_a_list_is_no_letter(string request, string option, string value)
    {
        var response = await Texts.AskAsync(request, ("document", Texts.Bees));

        Assert.Contains((IEnumerable<string>)response.AdditionalProperties!["understood"]!, line => line == $"{option}: {value}");
    }

    [Theory]
    [InlineData("Napisz wesołe opowiadanie o czerwonym psie, notatki: Pies zgubił piłkę; Koty ją znalazły", "notatki")]
    [InlineData("Napisz post o otwarciu piekarni, ton entuzjastyczny, dla sąsiadów", "ton ")]
    [InlineData("Write a cheerful e-mail to Anna about the museum, sign as Olga", "sign")]
    public async Task What_says_how_is_no_part_of_the_topic(string request, string absent)
    {
        var response = await Texts.AskAsync(request);

        Assert.DoesNotContain(absent, response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_extract_takes_a_schema() =>
        Assert.Contains("needs the option schema", (await Assert.ThrowsAnyAsync<ArgumentException>(() => Texts.AskAsync("Extract", ("task", "extract"), ("document", Texts.Order)))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task To_extract_in_words_alone_says_what_it_takes() =>
        Assert.Contains("I need a JSON schema", (await Texts.AskAsync("Extract the data", ("document", Texts.Order))).Text, StringComparison.Ordinal);
}
