using Galion.Engines.Speaking.Documents;
using Galion.Engines.Speaking.Reading;

namespace Galion.Tests.Engines.Speaking;

public sealed class SpeechDocumentTests
{
    [Theory]
    [InlineData("One. Two! Three? Four…", "One.|Two!|Three?|Four…")]
    [InlineData("Dr. Smith met J. R. Brown at 3 p.m. yesterday. He left.", "Dr. Smith met J. R. Brown at 3 p.m. yesterday.|He left.")]
    [InlineData("It costs 3.50. “Really?” she asked. (Yes.) Fine.", "It costs 3.50.|“Really?” she asked.|(Yes.)|Fine.")]
    [InlineData("Mieszka przy ul. Długiej 5 m. 12. To np. tutaj, ok. Warszawy. Tak.", "Mieszka przy ul. Długiej 5 m. 12.|To np. tutaj, ok.|Warszawy.|Tak.")]
    [InlineData("See version 2.1.3 at example.com. Done.", "See version 2.1.3 at example.com.|Done.")]
    [InlineData("你好。今天很好！", "你好。|今天很好！")]
    [InlineData("no end", "no end")]
    [InlineData("It lands on Dec. 31 at noon. In Dec. It snowed.", "It lands on Dec. 31 at noon.|In Dec.|It snowed.")]
    [InlineData("Lata 80. XX w. minęły. Było ich 80. XX to liczba.", "Lata 80. XX w. minęły.|Było ich 80.|XX to liczba.")]
    [InlineData("Byli na pl. Zamkowym. Padało.", "Byli na pl. Zamkowym.|Padało.")]
    [InlineData("   ", "")]
    public void Sentences_end_where_people_end_them(string text, string sentences) => Assert.Equal(
        sentences, string.Join('|', SentenceSplitter.Split(text, 0, text.Length, whole: false).Select(range => text[range.Start..range.End])));

    [Fact]
    public void A_sentence_without_end_is_cut()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 1_000));
        var pieces = SentenceSplitter.Split(text, 0, text.Length, whole: false).ToList();
        Assert.All(pieces, piece => Assert.InRange(piece.End - piece.Start, 1, SentenceSplitter.MaxLength));
        Assert.Equal(text.Replace(" ", ""), string.Concat(pieces.Select(piece => text[piece.Start..piece.End])).Replace(" ", ""));
    }

    [Fact]
    public void Scripts_give_each_line_its_speaker_and_mood()
    {
        const string Text = "ANNA: Hello there.\nBEN (sad): I lost it.\n(He sits down.)\nOh well.\nANNA: Pity.";
        Assert.Equal(TextDocument.Script, TextDocument.Guess(Text, hasSpeakers: false));
        var document = TextDocument.Read(Text, TextDocument.Script);
        Assert.Equal(["Hello there.", "I lost it. Oh well.", "Pity."], document.Blocks.Select(block => document.Text[block.Start..block.End].Trim()));
        Assert.Equal(["ANNA", "BEN", "ANNA"], document.Blocks.Select(block => document.Styles[document.StyleAt(block.Start)].Style.Speaker));
        Assert.Equal("sad", document.Styles[document.StyleAt(document.Blocks[1].Start)].Style.Emotion);
        Assert.Equal(TextDocument.Markdown, TextDocument.Guess("Note: this is prose.\nAnd so on.", hasSpeakers: false));
    }

    [Fact]
    public void Headings_begin_chapters_and_links_lose_their_address()
    {
        var document = TextDocument.Read("# One\n\nSee [the map](https://example.com/map).\n\n### Small\n\n- first\n- second\n\nRozdział II\n\nEnd.", TextDocument.Markdown);
        Assert.Equal(["One", "Rozdział II"], document.Blocks.Where(block => block.Chapter is not null).Select(block => block.Chapter));
        Assert.Equal(["One", "See the map.", "Small", "first", "second", "Rozdział II", "End."], document.Blocks.Select(block => document.Text[block.Start..block.End].Trim()));
    }

    [Fact]
    public void What_stands_behind_a_comment_knows_its_place_too()
    {
        const string Source = "<speak>One<!-- a\nb --> two <?pi\nx?>three <![CDATA[four]]> five</speak>";
        var document = SsmlDocument.Read(Source);
        foreach (var word in new[] { "One", "two", "three", "four", "five" })
        {
            Assert.Equal(Source.IndexOf(word, StringComparison.Ordinal), document.Origins[document.Text.IndexOf(word, StringComparison.Ordinal)]);
        }
    }

    [Fact]
    public void Every_character_knows_where_it_stands_in_the_source()
    {
        const string Source = "\n <speak>\r\n<p>Salt &amp; pep&#x70;er &#x1F600; <emphasis>now</emphasis></p><![CDATA[a<b]]></speak>";
        var document = SsmlDocument.Read(Source);
        var text = document.Text;
        Assert.Contains("Salt & pepper \U0001F600 now", text);
        foreach (var (word, written) in new[] { ("Salt", "Salt"), ("&", "&amp;"), ("er ", "er "), ("now", "now"), ("a<b", "a<b") })
        {
            Assert.Equal(Source.IndexOf(written, StringComparison.Ordinal), document.Origins[text.IndexOf(word, StringComparison.Ordinal)]);
        }
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><!-- a --><speak>One<!-- no --> <?pi x?><![CDATA[two & <b>]]> f&#111;ur.</speak>", "One two & <b> four.")]
    [InlineData("<speak xmlns=\"http://www.w3.org/2001/10/synthesis\" version=\"1.1\" xml:lang=\"pl\"><p><s>Raz.</s><s>Dwa.</s></p>Trzy.</speak>", "Raz.|Dwa.|Trzy.")]
    [InlineData("<speak><prosody rate=\"slow\" pitch=\"+2st\" range=\"low\" volume=\"-3dB\"><emphasis level=\"strong\">a</emphasis> <lang xml:lang=\"de\">b</lang></prosody></speak>", "a b")]
    [InlineData("<speak><voice name=\"en-gb\"><express-as style=\"sad\"><prosody rate=\"x-fast\">a</prosody> b</express-as></voice> c</speak>", "a b c")]
    [InlineData("<speak><break strength=\"strong\"/>a<break/> <mark name=\"m\"/><phoneme alphabet=\"ipa\" ph=\"t\">b</phoneme></speak>", "a b")]
    public void What_is_nested_or_beside_the_words_leaves_the_words(string ssml, string said)
    {
        var document = SsmlDocument.Read(ssml);
        Assert.Equal(said, string.Join('|', document.Blocks.Select(block => document.Text[block.Start..block.End].Trim()).Where(text => text.Length > 0)));
    }

    [Theory]
    [InlineData("<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><speak>&c;</speak>", "document type")]
    [InlineData("<speak>a</speak><speak>b</speak>", "cannot be read")]
    [InlineData("<speak>a <speak>b</speak></speak>", "outermost")]
    [InlineData("<speak><emphasis level=\"huge\">a</emphasis></speak>", "“huge”")]
    [InlineData("<speak>a<break strength=\"huge\"/></speak>", "“huge”")]
    [InlineData("<speak>a<mark/></speak>", "mark needs name")]
    [InlineData("<speak><say-as>a</say-as></speak>", "say-as needs interpret-as")]
    [InlineData("<speak><express-as style=\"bored\">a</express-as></speak>", "“bored”")]
    [InlineData("<speak><phoneme alphabet=\"morse\" ph=\"t\">a</phoneme></speak>", "alphabet=\"ipa\"")]
    [InlineData("<speak><prosody volume=\"11\">a</prosody></speak>", "volume “11”")]
    [InlineData("<speak><![CDATA[a</speak>", "cannot be read")]
    [InlineData("<speak><!-- a</speak>", "cannot be read")]
    [InlineData("<!DOCTYPE speak [<!ENTITY a \"b\">]><speak>&a;</speak>", "document type")]
    [InlineData("<!DOCTYPE speak SYSTEM \"file:///etc/passwd\"><speak/>", "document type")]
    [InlineData("<speak>&a;</speak>", "line 1")]
    [InlineData("<speak><p>open</speak>", "line 1")]
    [InlineData("<speak>", "cannot be read")]
    [InlineData("<html>x</html>", "must be speak")]
    [InlineData("<speak>\n<audio src=\"http://example.com/x\"/></speak>", "line 2, position 2: the element audio is not obeyed")]
    [InlineData("<speak><break time=\"1h\"/></speak>", "1h")]
    [InlineData("<speak><break time=\"999s\"/></speak>", "up to 10 s")]
    [InlineData("<speak><prosody rate=\"quick\">a</prosody></speak>", "rate “quick”")]
    [InlineData("<speak><prosody pitch=\"NaN%\">a</prosody></speak>", "pitch")]
    [InlineData("<speak><say-as interpret-as=\"poem\">a</say-as></speak>", "poem")]
    [InlineData("<speak><sub>a</sub></speak>", "alias")]
    [InlineData("<speak><phoneme ph=\"漢\">a</phoneme></speak>", "漢")]
    public void Markup_that_is_hostile_or_not_obeyed_is_refused_with_its_place(string ssml, string told) =>
        Assert.Contains(told, Assert.Throws<ArgumentException>(() => SsmlDocument.Read(ssml)).Message);

    [Fact]
    public void Deep_nesting_is_refused() => Assert.Contains(
        "32 deep",
        Assert.Throws<ArgumentException>(() => SsmlDocument.Read("<speak>" + string.Concat(Enumerable.Repeat("<p>", 20_000)) + string.Concat(Enumerable.Repeat("</p>", 20_000)) + "</speak>")).Message);

    [Fact]
    public void Pronunciations_respell_words_and_take_phonetic_signs()
    {
        var own = Pronunciations.Parse("sql = sequel; New York = Nu Jork\nTomato = /təˈmɑːtəʊ/\nnginx = [[EndZIn'Eks]]\n# a remark");
        var reading = new SentenceReading(LanguageReading.For("en"), "us", own);
        Assert.Equal(
            ["The", "sequel", "in", "Nu Jork", "ate", "[[t@'mA:toU]]", "tomato", "[[EndZIn'Eks]]"],
            reading.Read("The SQL in New York, ate Tomato tomato nginx.").Select(word => word.Spoken));
    }

    [Theory]
    [InlineData("word", "word = how")]
    [InlineData("a = <b>", "may be words")]
    [InlineData("a = /漢/", "not known")]
    [InlineData("a = [[<x>]]", "double brackets")]
    public void Wrong_pronunciations_are_named(string entry, string told) => Assert.Contains(told, Assert.Throws<ArgumentException>(() => Pronunciations.Parse(entry)).Message);
}
