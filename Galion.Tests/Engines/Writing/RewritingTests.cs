using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;

namespace Galion.Tests.Engines.Writing;

public sealed partial class RewritingTests
{
    public static TheoryData<string, string> Everything =>
        new(from text in new[] { Texts.Bees, Texts.Pszczoly, Texts.Officialese, Texts.Chatty, Texts.Urzedowy, Texts.Potoczny }
            from style in new[] { "shorter", "simpler", "formal", "friendly" }
            select (text, style));

    [Theory]
    [InlineData(Texts.Officialese, 4)]
    [InlineData(Texts.Urzedowy, 1.5)]
    [InlineData(Texts.Bees, 0.3)]
    [InlineData(Texts.Pszczoly, 0.3)]
    public async Task A_simpler_text_takes_fewer_years_of_school(string text, double years)
    {
        var language = TextLanguages.Detect(text);

        var response = await Texts.AskAsync(text, ("style", "simpler"));

        Assert.InRange(Readability.Measure(response.Text, language).Grade, 0, Readability.Measure(text, language).Grade - years);
    }

    [Theory]
    [InlineData(Texts.Bees)]
    [InlineData(Texts.Pszczoly)]
    public async Task A_shorter_text_keeps_to_its_length(string text)
    {
        var response = await Texts.AskAsync(text, ("style", "shorter"), ("percent", 50));

        Assert.InRange(WordSplitter.Count(response.Text), WordSplitter.Count(text) / 4, WordSplitter.Count(text) / 2 + 10);
    }

    [Fact]
    public async Task A_formal_text_has_no_contractions_and_no_exclamations()
    {
        var response = await Texts.AskAsync(Texts.Chatty, ("style", "formal"));

        Assert.DoesNotMatch(@"\b(?:can't|isn't|don't|we'll|who's|I'm)\b|!", response.Text);
        Assert.Contains("Please send me the list of guests by 14 March.", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_friendly_text_has_contractions_and_plain_words()
    {
        var response = await Texts.AskAsync("Dear Ms Lee. We regret to inform you that the lift is not working. We do not have sufficient parts.", ("style", "friendly"));

        Assert.Equal("Hello Ms Lee. We're sorry, but the lift isn't working. We don't have enough parts.", response.Text);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Rewriting_keeps_numbers_and_adds_no_names(string text, string style)
    {
        var response = await Texts.AskAsync(text, ("style", style));

        var before = Number().Matches(text).Select(match => match.Value).ToList();
        var after = Number().Matches(response.Text).Select(match => match.Value).ToList();
        Assert.Empty(after.Except(before));
        if (style != "shorter")
        {
            Assert.Equal(before, after);
            Assert.Equal(Names(text), Names(response.Text));
        }
    }

    [Theory]
    [InlineData("It is not very difficult.", "It is not very difficult.")]
    [InlineData("He has participated in the race.", "He has participated in the race.")]
    [InlineData("The purchase was a mistake.", "The purchase was a mistake.")]
    [InlineData("Prior Park opened prior to noon.", "Prior Park opened before noon.")]
    public async Task Words_are_exchanged_only_where_the_grammar_allows(string text, string simpler)
    {
        var response = await Texts.AskAsync("x", ("document", text), ("style", "simpler"));

        Assert.Equal(simpler, response.Text);
    }

    [Theory]
    [InlineData("beautiful", 3)]
    [InlineData("library", 3)]
    [InlineData("the", 1)]
    [InlineData("little", 2)]
    [InlineData("walked", 1)]
    [InlineData("wanted", 2)]
    [InlineData("station", 2)]
    [InlineData("radio", 3)]
    public void English_syllables_are_counted_as_spoken(string word, int syllables) => Assert.Equal(syllables, Readability.CountSyllables(word, TextLanguage.English));

    [Theory]
    [InlineData("niebieski", 3)]
    [InlineData("biblioteka", 4)]
    [InlineData("wiosna", 2)]
    [InlineData("dom", 1)]
    public void Polish_syllables_are_counted_as_spoken(string word, int syllables) => Assert.Equal(syllables, Readability.CountSyllables(word, TextLanguage.Polish));

    private static List<string> Names(string text) => [.. Name().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    /// <summary>Capitalised words after a small one: names, whatever sentence they stand in.</summary>
    [GeneratedRegex(@"(?<=\p{Ll} )(\p{Lu}\p{Ll}+)")]
    private static partial Regex Name();
}
