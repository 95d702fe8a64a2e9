using System.Text.RegularExpressions;
using Galion.Engines.Writing.Templates;

namespace Galion.Tests.Engines.Writing;

/// <summary>Every number and every name in an answer stands in the request or in the template's own words.</summary>
public sealed partial class InventionTests
{
    [Fact]
    public async Task Templates_add_no_number_and_no_name()
    {
        (string Prompt, string Notes, string Language)[] briefs =
        [
            ("Write a text to Zelda about the Quorn market", "opens on 17 June\nOrla Finch leads it\n88 stalls", "en"),
            ("Napisz tekst do Zeldy o targu w Korczynie", "otwarcie 17 czerwca\nprowadzi go Orla Zięba\n88 stoisk", "pl"),
        ];
        foreach (var (prompt, notes, language) in briefs)
        {
            var frame = await FrameWordsAsync(language);
            foreach (var template in Kinds.Templates)
            {
                foreach (var tone in Kinds.Tones)
                {
                    for (var seed = 0; seed < 6; seed++)
                    {
                        var response = await Texts.AskAsync(prompt, ("template", template), ("tone", tone), ("language", language), ("notes", notes), ("seed", seed));
                        var told = Word().Matches($"{prompt} {notes}").Select(match => match.Value.ToLowerInvariant()).ToHashSet();
                        Assert.Empty(Number().Matches(response.Text).Select(match => match.Value).Except(Number().Matches(notes).Select(match => match.Value)));
                        var strange = Word().Matches(response.Text).Select(match => match.Value).Where(word => char.IsUpper(word[0]) && !told.Contains(word.ToLowerInvariant()) && !frame.Contains(word.ToLowerInvariant()));
                        Assert.Empty(strange);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(Texts.Bees)]
    [InlineData(Texts.Pszczoly)]
    public async Task Whatever_is_made_of_a_text_has_only_its_words(string text)
    {
        var told = Word().Matches(text).Select(match => match.Value.ToLowerInvariant()).ToHashSet();
        foreach (var task in new[] { "summary", "key_phrases", "titles", "outline" })
        {
            var response = await Texts.AskAsync("x", ("document", text), ("task", task));

            var strange = Word().Matches(response.Text).Select(match => match.Value.ToLowerInvariant()).Except(told).Except(["and", "the"]);
            Assert.Empty(strange);
        }
    }

    /// <summary>The words of the templates themselves: what they say about nothing.</summary>
    private static async Task<HashSet<string>> FrameWordsAsync(string language)
    {
        var words = new HashSet<string>();
        foreach (var template in Kinds.Templates)
        {
            foreach (var tone in Kinds.Tones)
            {
                for (var seed = 0; seed < 24; seed++)
                {
                    foreach (var notes in new[] { "", "x is y", "he saw 7 x", "x\n7 x" })
                    {
                        var response = await Texts.AskAsync("Write to Anna", ("template", template), ("tone", tone), ("language", language), ("topic", "x"), ("notes", notes), ("seed", seed));
                        words.UnionWith(Word().Matches(response.Text).Select(match => match.Value.ToLowerInvariant()));
                    }
                }
            }
        }

        return words;
    }

    [GeneratedRegex(@"(?<!#)\b[\p{L}][\p{L}'’-]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
